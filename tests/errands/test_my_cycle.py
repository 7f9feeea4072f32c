"""A teacher's own page: what she was told, the weeks to come, and nothing about anybody else."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from icalendar import Calendar

from tests.journeys.typing_commands import Typist


def page_of(typist: Typist, person: str) -> BeautifulSoup:
    out = typist.does("export", "my-cycle", person).out
    found = re.search(r"(\S+\.html)", out)
    assert found, out
    return BeautifulSoup(Path(found[1]).read_text("utf-8"), "html.parser")


def rows_of(page: BeautifulSoup) -> list[list[str]]:
    return [
        [cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])]
        for row in page.select("tbody tr")
    ]


@pytest.fixture
def teachers(scheduled: Typist) -> list[str]:
    rows = (scheduled.folder / "input" / "People.csv").read_text("utf-8").splitlines()
    head = rows[0].split(",")
    named = [dict(zip(head, row.split(","), strict=False)) for row in rows[1:]]
    return [one["name"] for one in named if one["role"] == "teacher"]


def test_before_anything_is_sent_only_weeks_are_named(
    scheduled: Typist, teachers: list[str]
) -> None:
    rows = rows_of(page_of(scheduled, teachers[0]))

    assert rows
    assert all("the time follows" in row[0] for row in rows)


def test_after_a_push_her_events_stand_there_with_their_times(
    sent: Typist, teachers: list[str]
) -> None:
    ics = sent.does("export", "my-cycle", teachers[0], "--format", "ics").out
    file = re.search(r"(\S+\.ics)", ics)
    assert file
    events = Calendar.from_ical(Path(file[1]).read_bytes()).walk("VEVENT")

    page = page_of(sent, teachers[0])
    timed = [row for row in rows_of(page) if "the time follows" not in row[0]]

    assert len(timed) == len(events) > 0
    first = page.select_one("#next")
    assert first
    assert first.get_text(strip=True) == f"Next: {timed[0][0]}"


def test_no_other_teacher_is_named_beside_her_own_visits(sent: Typist, teachers: list[str]) -> None:
    words = page_of(sent, teachers[0]).get_text(" ")

    assert teachers[0] in words
    assert [name for name in teachers[1:] if name in words] == []


def test_somebody_nobody_knows_is_told_so(scheduled: Typist) -> None:
    refused = scheduled.types("export", "my-cycle", "Nobody Known")

    assert refused.code == 2
    assert "People" in refused.err
