"""The tracker writes its own cells and no others, wherever people moved them."""

import random
from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.errors import InputError
from sheets_templates.build import new_workbook_requests
from sheets_templates.grid import grid_of
from sheets_templates.program import CYCLE_PROGRESS, SCHEDULE, UNPLACED
from sheets_templates.table import CellKind, CellValue, Column, Grid, Tab, Writer
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.track import TabRows, TrackReport, track
from sync.sheets.tracker import Leftover, Merged, merge
from sync.sheets.tracker_requests import CUT, requests_for
from tests.sync.coaching import OFFICE, Workspace, connect

LOG = Tab(
    name="VisitLog",
    key="event_id",
    columns=(
        Column(header="event_id", writer=Writer.PROGRAM),
        Column(header="date", writer=Writer.PROGRAM),
        Column(header="teacher", writer=Writer.PROGRAM),
        Column(header="next_step"),
        Column(header="count", writer=Writer.FORMULA),
    ),
)
HEADERS = ["event_id", "date", "teacher", "next_step", "count"]
Values = Sequence[CellValue]


def a_row(key: str, day: int = 8, teacher: str = "Rosa Hall") -> dict[str, CellValue]:
    return {"event_id": key, "date": date(2026, 12, day), "teacher": teacher}


def stood(key: str, note: str = "", day: int = 8, teacher: str = "Rosa Hall") -> list[CellValue]:
    """A row as it stands in a sheet with the headers in their order."""
    return [key, date(2026, 12, day), teacher, note]


def a_grid(*rows: Values, headers: Values = HEADERS) -> Grid:
    return grid_of("VisitLog", [list(headers), *map(list, rows)])


def written(merged: Merged) -> dict[tuple[int, int], CellValue]:
    return {(write.row, write.column): write.value for write in merged.writes}


def test_new_rows_go_below_the_last_one_and_leave_human_cells_empty() -> None:
    merged = merge(LOG, a_grid(stood("a", "call back")), [a_row("a"), a_row("b")])

    assert written(merged) == {(2, 0): "b", (2, 1): date(2026, 12, 8), (2, 2): "Rosa Hall"}


def test_a_row_that_shows_what_it_should_is_not_written() -> None:
    assert merge(LOG, a_grid(stood("a")), [a_row("a")]).writes == ()


def test_only_the_cell_that_differs_is_written() -> None:
    merged = merge(LOG, a_grid(stood("a"), stood("b")), [a_row("a"), a_row("b", day=9)])

    assert written(merged) == {(2, 1): date(2026, 12, 9)}


@pytest.mark.proves("F-79", "GE-36", "S1")
def test_columns_that_people_moved_and_added_are_found_by_their_headers() -> None:
    headers = ["mood", "teacher", "next_step", "event_id", "date"]
    grid = a_grid(["fine", "Rosa Hall", "call", "a", date(2026, 12, 8)], headers=headers)

    assert written(merge(LOG, grid, [a_row("a", day=9)])) == {(1, 4): date(2026, 12, 9)}


@pytest.mark.proves("S6", "GE-36")
def test_a_key_copied_down_is_told_and_neither_row_is_written() -> None:
    grid = a_grid(stood("a"), stood("b"), stood("a"))

    merged = merge(LOG, grid, [a_row("a", day=9), a_row("b", day=9)])

    assert written(merged) == {(2, 1): date(2026, 12, 9)}
    (finding,) = merged.findings
    assert finding.where == "VisitLog!A4"
    assert "VisitLog!A2" in finding.what


@pytest.mark.proves("S2")
def test_headers_that_are_missing_or_stand_twice_are_told_together() -> None:
    headers = ["event_id", "when", "teacher", "teacher"]

    with pytest.raises(InputError) as raised:
        merge(LOG, a_grid(headers=headers), [a_row("a")])

    assert [(fault.where, fault.what) for fault in raised.value.faults] == [
        ("VisitLog!1:1", "the tab VisitLog has no column `date`"),
        ("VisitLog!D1", "the tab VisitLog has several columns `teacher`"),
    ]


def test_an_empty_tab_is_a_fault_and_not_filled_blindly() -> None:
    with pytest.raises(InputError):
        merge(LOG, (), [a_row("a")])


@pytest.mark.proves("GE-39")
def test_a_cell_of_ours_that_a_person_typed_over_is_written_again_and_told() -> None:
    before = merge(LOG, a_grid(stood("a"), stood("b")), [a_row("a"), a_row("b")])
    typed = a_grid(stood("a", teacher="R. Hall"), stood("b", day=9))

    merged = merge(LOG, typed, [a_row("a"), a_row("b", day=9)], last=before.digests)

    (finding,) = merged.findings
    assert finding.where == "VisitLog!C2"
    assert "`R. Hall`" in finding.what
    assert written(merged) == {(1, 2): "Rosa Hall"}


def test_a_change_of_ours_is_not_taken_for_a_persons() -> None:
    before = merge(LOG, a_grid(stood("a")), [a_row("a")])

    assert merge(LOG, a_grid(stood("a")), [a_row("a", day=9)], last=before.digests).findings == ()


@pytest.mark.proves("S5")
def test_a_formula_in_a_cell_of_ours_is_replaced_even_if_it_shows_the_same() -> None:
    grid = a_grid(stood("a"))
    cell = grid[1][2]
    formula = type(cell)(kind=CellKind.TEXT, value="Rosa Hall", where=cell.where, formula=True)
    with_formula = (grid[0], (*grid[1][:2], formula, *grid[1][3:]))

    assert written(merge(LOG, with_formula, [a_row("a")])) == {(1, 2): "Rosa Hall"}


def test_boxes_and_formulas_filled_in_below_do_not_push_new_rows_down() -> None:
    headers = [*HEADERS, "done"]
    grid = a_grid(
        [*stood("a"), None, True], *([None] * 5 + [False] for _ in range(50)), headers=headers
    )

    assert {row for row, _ in written(merge(LOG, grid, [a_row("a"), a_row("b")]))} == {2}


def test_a_row_a_person_added_by_hand_is_nobodys_to_write() -> None:
    grid = a_grid(stood("a"), [None, None, None, "remember chalk"])

    assert {row for row, _ in written(merge(LOG, grid, [a_row("a"), a_row("b")]))} == {3}


def test_rows_no_longer_needed_stay_or_are_emptied_unless_somebody_wrote_in_them() -> None:
    grid = a_grid(stood("old"), stood("noted", "call back"))

    assert merge(LOG, grid, []).writes == ()
    merged = merge(LOG, grid, [], leftover=Leftover.CLEAR)
    assert written(merged) == {(1, 0): None, (1, 1): None, (1, 2): None}
    assert [finding.where for finding in merged.findings] == ["VisitLog!A3"]


@pytest.mark.proves("S9")
def test_a_row_somebody_emptied_is_written_again() -> None:
    merged = merge(LOG, a_grid([None] * 4, stood("b")), [a_row("a"), a_row("b")])

    assert {row for row, _ in written(merged)} == {3}


@pytest.mark.proves("S10", "GE-37")
@given(st.text(min_size=1, max_size=30))
@settings(max_examples=200, deadline=None)
def test_a_text_is_sent_as_a_text_whatever_it_begins_with(text: str) -> None:
    merged = merge(LOG, a_grid(), [a_row("a", teacher=text)])

    sent = [
        cell["userEnteredValue"]
        for request in requests_for(merged, 1, 1000)
        for row in request["updateCells"]["rows"]
        for cell in row["values"]
    ]
    assert {"stringValue": text} in sent
    assert not any("formulaValue" in value for value in sent)


@pytest.mark.proves("S11")
def test_a_text_too_long_for_a_cell_is_cut_and_says_so() -> None:
    merged = merge(LOG, a_grid(), [a_row("a", teacher="x" * 60_000)])

    (long,) = (
        cell["userEnteredValue"]["stringValue"]
        for request in requests_for(merged, 1, 1000)
        for cell in request["updateCells"]["rows"][0]["values"]
        if len(str(cell)) > 40_000
    )
    assert len(long) == 50_000
    assert long.endswith(CUT)


def test_a_sheet_too_short_is_made_taller_first() -> None:
    merged = merge(LOG, a_grid(), [a_row(f"{n}") for n in range(20)])

    first, *_ = requests_for(merged, 7, 10)
    properties = first["updateSheetProperties"]["properties"]
    assert properties == {"sheetId": 7, "gridProperties": {"rowCount": 21}}


# At the wire


class Book:
    """A tracking workbook on the local server, and a person who works in it."""

    def __init__(self, office: Workspace, *tabs: Tab) -> None:
        self.office = office
        self.api = SheetsApi(connect(office.running, OFFICE))
        self.id = self.api.create("Tracking", key="tracking")
        self.api.write(self.id, new_workbook_requests(tabs))

    def track(self, *wanted: TabRows) -> TrackReport:
        return track(self.api, self.office.journal, self.id, wanted)

    def values(self, tab: str) -> list[list[CellValue]]:
        return [[cell.value for cell in row] for row in self.api.read(self.id, [tab])[tab]]

    def type(self, place: str, *rows: Values) -> None:
        """What a person types, starting at a cell."""
        self.api.write_values(self.id, {place: rows})

    def by_hand(self, *requests: Mapping[str, Any]) -> None:
        self.api.write(self.id, requests)

    def calls(self) -> list[str]:
        entries = self.office.running.log.entries("sheets.*")
        self.office.running.log.clear()
        return [entry.method.removeprefix("sheets.spreadsheets.") for entry in entries]


def schedule_row(number: int, day: int = 8) -> dict[str, CellValue]:
    return {
        "event_id": f"clc.w2.{number}",
        "step_id": "clc.w2",
        "type": "classroom visit",
        "focus": "=1+1",
        "date": date(2026, 12, day),
        "block": "4",
        "start": time(10, 40),
        "end": time(11, 20),
        "place": "Lincoln MS, room 214",
        "modality": "in person",
        "coach": "Ana Ruiz",
        "participants": f"Teacher {number}",
        "state": "sent",
        "gcal_id": f"bell{number}",
        "link": "",
    }


def rows_of(count: int, day: int = 8) -> TabRows:
    return TabRows(tab=SCHEDULE, rows=[schedule_row(number, day) for number in range(count)])


@pytest.mark.proves("S10", "F-81")
def test_what_was_written_reads_back_as_it_was(office: Workspace) -> None:
    book = Book(office, SCHEDULE)
    book.track(rows_of(3))

    headers, first, *_ = book.values("Schedule")
    expected = schedule_row(0)
    shown = dict(zip(map(str, headers), first, strict=False))
    assert {name: shown.get(name) or "" for name in expected} == expected


@pytest.mark.slow
@pytest.mark.proves("GE-38")
def test_2000_rows_cost_two_reads_and_one_write_and_nothing_when_nothing_changed(
    office: Workspace,
) -> None:
    book = Book(office, SCHEDULE, UNPLACED, CYCLE_PROGRESS)
    book.calls()

    book.track(rows_of(2_000))
    assert book.calls() == ["get", "get", "batchUpdate"]

    book.track(rows_of(2_000))
    assert book.calls() == ["get", "get"]


@pytest.mark.proves("F-78", "F-79", "S1")
def test_human_cells_are_the_same_after_ten_rounds_of_sorting_and_inserting(
    office: Workspace,
) -> None:
    """People lock visits, add a column and a row, and sort, between ten runs of the tracker."""
    book = Book(office, SCHEDULE)
    sheet = book.api.tabs(book.id)[0].sheet_id
    chance = random.Random(7)
    book.by_hand(height(sheet, 60))
    book.track(rows_of(12))
    human = {f"clc.w2.{n}": ("yes" if n % 3 else "no", f" note {n}\n= kept ") for n in range(12)}
    book.by_hand(columns(sheet, "insertDimension", 2))
    book.type("Schedule!C1", ["my notes"])
    book.type("Schedule!C2", *([human[key][1]] for key in keys(book)))
    book.type("Schedule!Q2", *([human[key][0]] for key in keys(book)))

    for round_ in range(10):
        book.by_hand(sort(sheet, chance.randrange(1, 12)), rows(sheet, chance.randrange(1, 9)))
        book.track(rows_of(12 + round_, day=8 + round_))
        assert written_by_people(book) == human | {
            f"clc.w2.{n}": ("", "") for n in range(12, 12 + round_)
        }
    assert len(keys(book)) == 12 + 9


@pytest.mark.proves("S3")
def test_missing_tabs_and_headers_are_told_together_and_nothing_is_written(
    office: Workspace,
) -> None:
    book = Book(office, SCHEDULE)
    book.type("Schedule!G1", ["begin"])
    book.calls()

    with pytest.raises(InputError) as raised:
        book.track(rows_of(2), TabRows(tab=UNPLACED, rows=[]))

    assert [fault.what for fault in raised.value.faults] == [
        "the workbook has no tab Unplaced",
        "the tab Schedule has no column `start`",
    ]
    assert "batchUpdate" not in book.calls()


@pytest.mark.proves("GE-39")
def test_a_cell_typed_over_between_two_runs_is_told(office: Workspace) -> None:
    book = Book(office, SCHEDULE)
    book.track(rows_of(2))
    book.type("Schedule!I3", ["the gym"])

    report = book.track(rows_of(2))

    assert [finding.where for finding in report.findings] == ["Schedule!I3"]
    assert report.cells == 1


def keys(book: Book) -> list[str]:
    return [str(row[0]) for row in book.values("Schedule")[1:] if row and row[0]]


def written_by_people(book: Book) -> dict[str, tuple[CellValue, CellValue]]:
    """Key -> what stands in `lock` and in the column somebody added."""
    headers, *body = book.values("Schedule")
    lock, note = headers.index("lock"), headers.index("my notes")
    padded = [[*row, *[""] * len(headers)] for row in body]
    return {str(row[0]): (row[lock] or "", row[note] or "") for row in padded if row[0]}


def height(sheet: int, rows: int) -> dict[str, Any]:
    properties = {"sheetId": sheet, "gridProperties": {"rowCount": rows}}
    return {
        "updateSheetProperties": {"properties": properties, "fields": "gridProperties.rowCount"}
    }


def columns(sheet: int, deed: str, at: int) -> dict[str, Any]:
    return {deed: {"range": lines(sheet, "COLUMNS", at), "inheritFromBefore": False}}


def rows(sheet: int, at: int) -> dict[str, Any]:
    return {"insertDimension": {"range": lines(sheet, "ROWS", at), "inheritFromBefore": False}}


def lines(sheet: int, dimension: str, at: int) -> dict[str, Any]:
    return {"sheetId": sheet, "dimension": dimension, "startIndex": at, "endIndex": at + 1}


def sort(sheet: int, column: int) -> dict[str, Any]:
    return {
        "sortRange": {
            "range": {"sheetId": sheet, "startRowIndex": 1},
            "sortSpecs": [{"dimensionIndex": column, "sortOrder": "DESCENDING"}],
        }
    }
