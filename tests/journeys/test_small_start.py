"""The small start: three tabs, one coach with eight teachers, and a printed week."""

import csv
import json
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from tests.journeys.typing_commands import Typist

TEACHERS = 8
SESSIONS = 1
"""Found with the pre-cycle already, because a group needs a week's notice."""


@pytest.fixture(scope="module")
def coach(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """A coach who made a workspace, checked it and scheduled the pre-cycle week."""
    typist = Typist(tmp_path_factory.mktemp("school"), now="2026-11-05T10:00")
    typist.does("init", "--small")
    typist.does("check")
    typist.does("schedule", "week", "2026-11-16")
    return typist


def test_three_tabs_are_all_a_start_needs(coach: Typist) -> None:
    assert sorted(path.name for path in (coach.folder / "input").iterdir()) == [
        "Availability.csv",
        "Cohorts.csv",
        "People.csv",
    ]


def test_a_coach_with_eight_teachers_gets_a_printed_week(coach: Typist) -> None:
    week = coach.does("show", "--week", "2026-11-16").out

    assert week.startswith("Ana Ruiz\n")
    assert week.count("classroom visit, ") == TEACHERS
    assert week.count("planning meeting, ") == TEACHERS


def test_every_default_that_is_used_is_told(coach: Typist) -> None:
    assert "There are no bells" in coach.does("check").out


def test_scheduling_a_week_again_changes_nothing(coach: Typist) -> None:
    before = coach.does("show", "--csv").out
    coach.does("schedule", "week", "2026-11-16")

    assert coach.does("show", "--csv").out == before


def test_the_week_as_json_is_one_document(coach: Typist) -> None:
    document = json.loads(coach.does("show", "--json", "--week", "2026-11-16").out)

    assert document["schema_version"] == 1
    assert len(document["placed"]) == 2 * TEACHERS


@pytest.mark.proves("F-75")
def test_everybody_gets_an_ics_file_of_her_own(coach: Typist, tmp_path: Path) -> None:
    coach.does("export", "ics", "--out", str(tmp_path / "ics"))

    files = {path.name: path.read_bytes() for path in (tmp_path / "ics").iterdir()}
    events = {
        name: len(Calendar.from_ical(content).walk("VEVENT")) for name, content in files.items()
    }
    assert len(events) == TEACHERS + 1
    assert events["ana-ruiz-c1.ics"] == 2 * TEACHERS + SESSIONS
    assert events["maria-lopez-t1.ics"] == 2 + SESSIONS


def test_the_page_shows_the_week(coach: Typist, tmp_path: Path) -> None:
    coach.does("export", "html", "--names", "--out", str(tmp_path / "week.html"))

    page = BeautifulSoup((tmp_path / "week.html").read_text(encoding="utf-8"), "html.parser")
    assert page.get_text().count("Maria Lopez") >= 2


def test_initials_take_the_place_of_names_where_that_is_asked(
    coach: Typist, tmp_path: Path
) -> None:
    coach.does("export", "html", "--redact", "--out", str(tmp_path / "week.html"))

    page = (tmp_path / "week.html").read_text(encoding="utf-8")
    assert "M. L." in page
    assert "Lopez" not in page


def test_the_rows_of_the_week_are_a_csv_file_too(coach: Typist, tmp_path: Path) -> None:
    coach.does("export", "csv", "--out", str(tmp_path))

    with (tmp_path / "Schedule.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2 * TEACHERS + SESSIONS
    assert {row["coach"] for row in rows} == {"Ana Ruiz"}


def test_nothing_of_it_is_in_anybodys_calendar(coach: Typist) -> None:
    assert coach.writes() == 0
    assert coach.mails() == []


def test_the_folder_of_our_own_is_closed_to_others(coach: Typist) -> None:
    state = coach.folder / ".bellweave"

    assert state.stat().st_mode & 0o077 == 0
    assert not [path.name for path in state.iterdir() if path.stat().st_mode & 0o077]
