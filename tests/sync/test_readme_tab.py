"""The README of a workbook tells what it is for and what stands in it, at no cost of its own."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from scheduler.model import Schedule
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program import PROGRAM_TABS
from sheets_templates.books.readme import LEGEND
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.tracking import Matter, Tracked, track_all
from tests.builders import a_schedule
from tests.sync.coaching import Workspace, a_workspace, visit

TOLD = a_schedule([visit()])
MOVED = a_schedule([visit("2026-12-09 13:00")])
PROGRAM = "Math coaching - program"


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path) as workspace:
        yield workspace


def synced(office: Workspace, schedule: Schedule) -> Tracked:
    matter = Matter(
        district=office.district,
        days=SchoolDays(office.district),
        schedule=schedule,
        published=schedule,
    )
    return track_all(SheetsApi(office.transport), office.journal, matter)


def lines(office: Workspace, book: str) -> dict[str, str]:
    """What -> tells."""
    grid = SheetsApi(office.transport).read(book, ["README"])["README"]
    return {str(row[1].value): str(row[2].value) for row in grid[1:]}


def calls(office: Workspace) -> list[str]:
    """The methods of the Sheets calls since the log was cleared."""
    return [entry.method for entry in office.running.log.entries() if "sheets" in entry.method]


@pytest.mark.proves("F-77")
def test_it_tells_what_the_workbook_is_for_its_colours_and_each_of_its_tabs(
    office: Workspace,
) -> None:
    book = synced(office, TOLD).books[PROGRAM]

    told = lines(office, book)

    assert told["What it is for"].startswith("Who meets when")
    assert {what: told[what] for what, _ in LEGEND} == dict(LEGEND)
    assert told["Schema version"] == "2"
    assert told["Schedule"] == "Every visit, debrief, session and meeting that has a time."
    assert told["Ledger"].endswith("(hidden)")
    there = {info.title for info in SheetsApi(office.transport).tabs(book)} - {"README"}
    assert there >= {tab.name for tab in PROGRAM_TABS}
    assert there <= told.keys()


def test_a_sync_without_news_writes_nothing_however_late_it_is(office: Workspace) -> None:
    book = synced(office, TOLD).books[PROGRAM]
    before = lines(office, book)
    office.later(timedelta(days=3))
    office.running.log.clear()

    synced(office, TOLD)

    assert [call for call in calls(office) if "batchUpdate" in call] == []
    assert lines(office, book) == before


def test_a_sync_with_news_tells_when_it_was_in_the_same_write(office: Workspace) -> None:
    book = synced(office, TOLD).books[PROGRAM]
    office.later(timedelta(days=3))
    office.running.log.clear()
    synced(office, MOVED)
    asked = calls(office)

    assert lines(office, book)["Last sync with news"] == "Mon Dec 7, 2026, 3:30 PM EST"
    of_the_program = asked[: len(asked) - asked[::-1].index("sheets.spreadsheets.batchUpdate")]
    assert of_the_program.count("sheets.spreadsheets.batchUpdate") == 2


def test_a_readme_that_somebody_spoiled_stops_nothing(office: Workspace) -> None:
    book = synced(office, TOLD).books[PROGRAM]
    SheetsApi(office.transport).write_values(book, {"README!A1:C1": [["mine", "mine", "mine"]]})

    assert synced(office, MOVED).cells > 0
