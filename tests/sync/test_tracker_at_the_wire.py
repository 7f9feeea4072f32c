"""The tracker through the Sheets API: calls are few, and what people wrote and moved stays theirs."""

import random

import pytest

from local_google.faults import Deed, Rule
from scheduler.errors import InputError
from sheets_templates.books.program import CYCLE_PROGRESS, SCHEDULE, UNPLACED
from sheets_templates.vocabulary.table import CellValue
from sync.sheets.track import TabRows
from tests.sync.coaching import Workspace
from tests.sync.tracking_book import Book, columns, height, rows, rows_of, schedule_row, sort


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
    book.by_hand(columns(book.api.tabs(book.id)[0].sheet_id, "deleteDimension", 6))
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
    assert report.cells == 0
    assert book.values("Schedule")[2][8] == "the gym"


def keys(book: Book) -> list[str]:
    return [str(row[0]) for row in book.values("Schedule")[1:] if row and row[0]]


def written_by_people(book: Book) -> dict[str, tuple[CellValue, CellValue]]:
    """Key -> what stands in `lock` and in the column somebody added."""
    headers, *body = book.values("Schedule")
    lock, note = headers.index("lock"), headers.index("my notes")
    padded = [[*row, *[""] * len(headers)] for row in body]
    return {str(row[0]): (row[lock] or "", row[note] or "") for row in padded if row[0]}


@pytest.mark.slow
@pytest.mark.proves("S1", "S8", "GE-38")
def test_1200_rows_sorted_by_hand_cost_two_reads_and_one_write_and_two_where_they_moved_meanwhile(
    office: Workspace,
) -> None:
    book = Book(office, SCHEDULE)
    sheet = book.api.tabs(book.id)[0].sheet_id
    book.track(rows_of(1_200))
    book.by_hand(sort(sheet, 11), rows(sheet, 700))
    book.calls()

    book.track(rows_of(1_210, day=9))
    assert book.calls() == ["get", "get", "batchUpdate"]

    def person(_: str) -> None:
        book.by_hand(sort(sheet, 0), rows(sheet, 3))

    method = "sheets.spreadsheets.batchUpdate"
    office.running.faults.add(Rule(method=method, deed=Deed.CALL, call=person))
    book.track(rows_of(1_210, day=10))

    assert book.calls().count("batchUpdate") == 2 + 1
    stands = {str(row[0]): row for row in book.values("Schedule")[1:] if row}
    assert len(stands) == 1_210
    assert all(row[4] == schedule_row(0, 10)["date"] for row in stands.values())
    assert all(row[11] == f"Teacher {key.removeprefix('clc.w2.')}" for key, row in stands.items())
