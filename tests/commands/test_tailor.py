"""`bellweave tailor` shows a cohort's weeks and lays out the tab in which it changes them."""

import csv
from pathlib import Path

import pytest

from tests.journeys.typing_commands import Typist


@pytest.fixture
def typist(tmp_path: Path) -> Typist:
    someone = Typist(tmp_path, now="2026-11-06T15:45")
    someone.does("init", "--small", "--start-week", "2026-11-23")
    return someone


def file(typist: Typist) -> Path:
    return typist.folder / "input" / "CyclePlan.csv"


def typed(typist: Typist, week: int, **cells: str) -> None:
    """Write into the row of a week, as a person in a spreadsheet."""
    with file(typist).open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    rows[week].update(cells)
    with file(typist).open("w", encoding="utf-8-sig", newline="") as lines:
        writer = csv.DictWriter(lines, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)


def test_without_yes_the_weeks_are_shown_and_nothing_is_written(typist: Typist) -> None:
    out = typist.does("tailor").out

    assert "week 3   75 min  visits  Collective reflection and facilitated planning" in out
    assert "week 6   94 min          Teacher leadership and final reflection" in out
    assert "Nothing was written. Do it with: bellweave tailor --yes" in out
    assert not file(typist).exists()


@pytest.mark.proves("R-CLC-1", "R-CLC-7", "F-78")
def test_what_a_cohort_types_beside_its_weeks_is_followed_and_stays(typist: Typist) -> None:
    assert "Wrote 7 weeks" in typist.does("tailor", "--yes").out
    typed(typist, 6, own_visit="yes", own_minutes="60", note="Ask for the gym")

    out = typist.does("tailor", "a").out
    assert "changed: length, 94 by the structure and visits put in" in out

    before = file(typist).read_bytes()
    typist.does("tailor", "--yes")
    assert file(typist).read_bytes() == before
    # Eight teachers: 8 x 12 + 6 without it, and a visit and a debrief more for each.
    typist.does("schedule", "year")
    placed = typist.does("export", "cycle-plan", "A")
    assert placed.code == 0
    with (typist.folder / "out" / "cycle-plan-a.csv").open(encoding="utf-8") as lines:
        weeks = [row["week"] for row in csv.DictReader(lines)]
    assert (len(weeks), weeks.count("6")) == (8 * 12 + 6 + 8 * 2, 1 + 8 * 2)


def test_an_unknown_cohort_is_refused_with_those_there_are(typist: Typist) -> None:
    ran = typist.types("tailor", "Q")

    assert ran.code == 2
    assert "There is no cohort 'Q' in a cycle." in ran.err
    assert "Use one of: A." in ran.err


@pytest.mark.proves("R-CLC-1")
def test_the_document_of_the_cycle_is_the_cohorts_own(typist: Typist) -> None:
    typist.does("tailor", "--yes")
    link = "https://docs.lincoln.example/reading"
    typed(typist, 2, own_label="Reading together", material_link=link, own_pre_work="Nothing")
    typist.does("schedule", "year")

    typist.does("export", "cycle-plan", "A")

    page = (typist.folder / "out" / "cycle-plan-a.html").read_text("utf-8")
    assert "Week 2: Reading together" in page
    assert f'<a href="{link}">' in page
    with (typist.folder / "out" / "cycle-plan-a.csv").open(encoding="utf-8") as lines:
        rows = [row for row in csv.DictReader(lines) if row["week"] == "2"]
    (session,) = (row for row in rows if row["what"] == "cohort session")
    assert (session["material"], session["bring"]) == (link, "")
