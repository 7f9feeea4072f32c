"""A workbook of version 1 becomes one of version 2, and nobody's cell changes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from scheduler.errors import InputError
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program import LEDGER, SCHEDULE, TRACKING_TABS
from sheets_templates.building.build import SCHEMA_VERSION, sheet_id
from sheets_templates.vocabulary.table import Tab
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.track import TabRows, track
from sync.sheets.tracking import Matter, track_all
from sync.sheets.upgrading import Upgraded, seen_in, upgrade, version_of
from tests.builders import a_schedule, at
from tests.sync import version_one
from tests.sync.coaching import Workspace, a_workspace, visit

NOW = at("2026-12-04 15:30")
FULL = [tab for tab in (*TRACKING_TABS, LEDGER) if tab is not SCHEDULE]
LATER = ("focus", "lock")
"""Columns of Schedule that the old workbook of these tests has not."""
OLD = replace(SCHEDULE, columns=tuple(c for c in SCHEDULE.columns if c.header not in LATER))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path) as workspace:
        yield workspace


@pytest.fixture
def api(office: Workspace) -> SheetsApi:
    return SheetsApi(office.transport)


@pytest.fixture
def old_book(api: SheetsApi) -> str:
    """A workbook as version 1 made it, in which people wrote."""
    book = api.create("Program")
    api.write(book, version_one.new_workbook_requests([OLD, *FULL]))
    api.write_values(
        book,
        {
            "Schedule!A2:C2": [["k1", "s1", "classroom visit"]],
            "Schedule!A7:C7": [["k2", "s1", "debrief"]],
            "Unplaced!A2:B2": [["u1", "=a text, no formula"]],
        },
    )
    width = len(OLD.columns)
    api.write(
        book,
        [
            {"appendDimension": {"sheetId": sheet_id(OLD), "dimension": "COLUMNS", "length": 3}},
            written(OLD, 0, width, "Our own"),
            written(OLD, 1, width, "keep me"),
            written(OLD, 4, width + 2, "far right, below no header"),
        ],
    )
    return book


def written(tab: Tab, row: int, column: int, text: str) -> dict[str, Any]:
    start = {"sheetId": sheet_id(tab), "rowIndex": row, "columnIndex": column}
    cell = {"userEnteredValue": {"stringValue": text}}
    return {
        "updateCells": {
            "start": start,
            "rows": [{"values": [cell]}],
            "fields": "userEnteredValue",
        }
    }


def brought_up(api: SheetsApi, book: str, *, yes: bool = True) -> Upgraded:
    return upgrade(api, "program", book, owner="office@district.example", now=NOW, yes=yes)


def by_header(api: SheetsApi, book: str, tab: str) -> list[dict[str, object]]:
    """The rows of a tab, each cell under its header, or under its number from the right end."""
    grid = api.read(book, [tab])[tab]
    titles = [str(cell.value or "") for cell in grid[0]]
    return [
        {
            (titles[number] if number < len(titles) else "") or "no header": cell.value
            for number, cell in enumerate(row)
            if cell.value not in (None, "")
        }
        for row in grid
    ]


@pytest.mark.proves("F-90")
def test_what_stands_below_each_header_stays_to_the_byte(api: SheetsApi, old_book: str) -> None:
    before = {tab: by_header(api, old_book, tab) for tab in ("Schedule", "Unplaced")}

    brought_up(api, old_book)

    after = {tab: by_header(api, old_book, tab) for tab in before}
    assert [
        {h: v for h, v in row.items() if h not in LATER} for row in after["Schedule"]
    ] == before["Schedule"]
    assert after["Unplaced"] == before["Unplaced"]
    assert before["Schedule"][1]["Our own"] == "keep me"
    assert before["Schedule"][4]["no header"] == "far right, below no header"


@pytest.mark.proves("F-90", "S2")
def test_columns_marks_and_tabs_that_were_missing_are_there_then(
    api: SheetsApi, old_book: str
) -> None:
    brought_up(api, old_book)

    seen = seen_in(api, old_book)
    (schedule,) = [tab for tab in seen.tabs if tab.title == "Schedule"]
    marks = {one.mark: one.header for one in schedule.columns if one.mark}
    assert marks == {column.header: column.header for column in SCHEDULE.columns}
    assert {tab.version for tab in seen.tabs} == {SCHEMA_VERSION}
    assert [tab.title for tab in seen.tabs if not tab.hidden][:2] == ["Year", "README"]
    readme = {str(row.get("what")): row.get("tells") for row in by_header(api, old_book, "README")}
    assert readme["Schema version"] == str(SCHEMA_VERSION)
    assert "Unplaced" in readme


@pytest.mark.proves("F-90")
def test_a_second_time_there_is_nothing_to_do(api: SheetsApi, old_book: str) -> None:
    first = brought_up(api, old_book)

    assert first.before == 1
    assert "Schedule: the column focus" in first.added
    assert brought_up(api, old_book) == Upgraded(before=SCHEMA_VERSION)


def test_without_yes_nothing_is_written(api: SheetsApi, old_book: str, office: Workspace) -> None:
    office.running.log.clear()

    told = brought_up(api, old_book, yes=False)

    assert "the tab README" in told.added
    assert office.running.log.entries("*batchUpdate*") == []


def made_newer(api: SheetsApi, book: str) -> None:
    """As if a newer program had brought it up to a version of its own."""
    brought_up(api, book)
    (first, *_) = seen_in(api, book).tabs
    newer = {
        "dataFilters": [{"developerMetadataLookup": {"metadataId": first.version_id}}],
        "developerMetadata": {"metadataValue": "3"},
        "fields": "metadataValue",
    }
    api.write(book, [{"updateDeveloperMetadata": newer}])


@pytest.mark.proves("F-90")
def test_a_workbook_of_a_newer_program_is_left_alone_with_a_clear_word(
    api: SheetsApi, old_book: str, office: Workspace
) -> None:
    made_newer(api, old_book)
    office.running.log.clear()

    refused = brought_up(api, old_book)

    assert "newer program (version 3; this one knows 2)" in refused.why_not
    assert "update Bellweave" in refused.why_not
    assert office.running.log.entries("*batchUpdate*") == []


@pytest.mark.proves("F-90", "S2")
def test_a_sync_writes_nothing_into_a_workbook_of_a_newer_program(
    api: SheetsApi, old_book: str, office: Workspace
) -> None:
    made_newer(api, old_book)
    office.running.log.clear()

    with pytest.raises(InputError) as refused:
        track(api, office.journal, old_book, [TabRows(tab=SCHEDULE, rows=[])])

    (fault,) = refused.value.faults
    assert "a newer program made this workbook (version 3; this one knows 2)" in fault.what
    assert "update Bellweave" in fault.fix
    assert office.running.log.entries("*batchUpdate*") == []


def test_a_renamed_tab_and_a_header_that_stands_twice_are_left_as_they_are(
    api: SheetsApi, old_book: str
) -> None:
    renamed = {"sheetId": sheet_id(OLD), "title": "Zeiten"}
    api.write(
        old_book,
        [
            {"updateSheetProperties": {"properties": renamed, "fields": "title"}},
            written(OLD, 0, len(OLD.columns), "type"),
        ],
    )

    brought_up(api, old_book)

    titles = [cell.value for cell in api.read(old_book, ["Zeiten"])["Zeiten"][0]]
    assert titles.count("type") == 2
    assert titles.count("focus") == 1


def test_notes_and_colours_a_person_gave_a_header_stay(api: SheetsApi, old_book: str) -> None:
    start = {"sheetId": sheet_id(OLD), "rowIndex": 0, "columnIndex": 2}
    mine = {
        "updateCells": {"start": start, "rows": [{"values": [{"note": "mine"}]}], "fields": "note"}
    }
    api.write(old_book, [mine])

    brought_up(api, old_book)

    (schedule,) = [tab for tab in seen_in(api, old_book).tabs if tab.title == "Schedule"]
    assert schedule.columns[2].note == "mine"


def test_the_version_is_told_without_reading_a_cell(api: SheetsApi, old_book: str) -> None:
    assert version_of(api, old_book).version == 1
    assert version_of(api, old_book).visible == len(TRACKING_TABS)


@pytest.mark.proves("F-90", "S3")
def test_a_column_and_a_tab_somebody_deleted_are_back_and_filled_after_upgrade_and_sync(
    office: Workspace, api: SheetsApi
) -> None:
    told = a_schedule([visit()])
    matter = Matter(
        district=office.district,
        days=SchoolDays(office.district),
        schedule=told,
        published=told,
    )
    book = track_all(api, office.journal, matter).books["Math coaching - program"]
    before = by_header(api, book, "Schedule")
    coach = [column.header for column in SCHEDULE.columns].index("coach")
    (year,) = [info.sheet_id for info in api.tabs(book) if info.title == "Year"]
    columns = {"sheetId": sheet_id(SCHEDULE), "dimension": "COLUMNS", "startIndex": coach}
    api.write(
        book,
        [
            {"deleteDimension": {"range": columns | {"endIndex": coach + 1}}},
            {"deleteSheet": {"sheetId": year}},
        ],
    )

    brought_up(api, book)
    synced = track_all(api, office.journal, matter)

    assert by_header(api, book, "Schedule") == before
    assert len(by_header(api, book, "Year")) > 30
    assert synced.notes == ()
