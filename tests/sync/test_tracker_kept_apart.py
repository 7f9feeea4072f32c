"""Tabs, columns, rows and cells a person changed are known again, left alone or told, at the wire."""

from collections.abc import Mapping
from typing import Any

import pytest

from scheduler.errors import InputError
from sheets_templates.books.program import SCHEDULE, UNPLACED
from sheets_templates.building.build import sheet_id
from sheets_templates.vocabulary.table import CellValue
from sync.sheets.track import TabRows
from sync.sheets.track_memory import forget_deleted
from sync.sheets.tracker import Leftover, Row
from tests.sync.coaching import Workspace, another_computer
from tests.sync.tracking_book import Book, columns, lines, rows_of, schedule_row

SHEET = sheet_id(SCHEDULE)


def of_tab(field: str, value: object, sheet: int = SHEET) -> dict[str, Any]:
    return {
        "updateSheetProperties": {"properties": {"sheetId": sheet, field: value}, "fields": field}
    }


def at(book: Book, place: str) -> CellValue:
    """What stands in a cell of the Schedule, named like `I3`."""
    rows = book.values("Schedule")
    return rows[int(place[1:]) - 1][ord(place[0]) - ord("A")]


def one_row(day: int = 8, **more: CellValue) -> TabRows:
    return TabRows(tab=SCHEDULE, rows=[schedule_row(0, day) | more], leftover=Leftover.CLEAR)


@pytest.mark.proves("S3")
def test_a_tab_that_was_renamed_moved_and_hidden_is_still_the_same(office: Workspace) -> None:
    book = Book(office, SCHEDULE, UNPLACED)
    book.track(rows_of(2))
    book.by_hand(of_tab("title", "Plan de mayo"), of_tab("index", 2), of_tab("hidden", True))

    report = book.track(rows_of(3))

    assert report.findings == ()
    assert [tab.title for tab in book.api.tabs(book.id)] == ["Unplaced", "Plan de mayo"]
    assert len(book.api.read(book.id, ["Schedule"])["Schedule"]) == 4


@pytest.mark.proves("S3")
def test_a_copy_of_a_tab_is_told_and_left_alone(office: Workspace) -> None:
    book = Book(office, SCHEDULE)
    book.track(rows_of(2))
    book.by_hand({"duplicateSheet": {"sourceSheetId": SHEET, "newSheetName": "Kopie"}})
    copied = book.values("Kopie")

    report = book.track(rows_of(2, day=9))

    (finding,) = report.findings
    assert (finding.where, "a copy of the tab Schedule" in finding.what) == ("Kopie", True)
    assert book.values("Kopie") == copied


@pytest.mark.proves("S3")
def test_a_copy_that_took_the_name_of_our_tab_is_not_taken_for_it(office: Workspace) -> None:
    book = Book(office, SCHEDULE)
    book.track(rows_of(2))
    book.by_hand(
        of_tab("title", "Old"),
        {"duplicateSheet": {"sourceSheetId": SHEET, "newSheetName": "Schedule"}},
    )
    copied = book.values("Schedule")

    report = book.track(rows_of(2, day=9))

    (finding,) = report.findings
    assert (finding.where, "called Old now" in finding.what) == ("Schedule", True)
    assert book.values("Schedule") == copied


@pytest.mark.proves("S3")
def test_a_deleted_tab_is_made_again_only_when_somebody_asks_for_it(office: Workspace) -> None:
    unplaced: Row = dict.fromkeys(("step_id", "who", "why", "blocking_rules", "options"), "x")
    wanted = TabRows(tab=UNPLACED, rows=[unplaced], may_be_made=True)
    book = Book(office, SCHEDULE)
    assert book.track(rows_of(1), wanted).findings == ()
    book.by_hand({"deleteSheet": {"sheetId": sheet_id(UNPLACED)}})

    told = book.track(rows_of(1), wanted)

    assert [one.where for one in told.findings] == ["Unplaced"]
    assert [tab.title for tab in book.api.tabs(book.id)] == ["Schedule"]
    assert book.track(rows_of(1), wanted, again={"Unplaced"}).findings == ()
    assert len(book.values("Unplaced")) == 2
    assert book.track(rows_of(1), wanted).findings == ()
    book.by_hand({"deleteSheet": {"sheetId": sheet_id(UNPLACED)}})
    forget_deleted(office.journal, book.id, [SCHEDULE, UNPLACED], book.api.tabs(book.id))
    assert book.track(rows_of(1), wanted).findings == ()
    assert len(book.values("Unplaced")) == 2


@pytest.mark.proves("S2", "F-79")
def test_translated_headers_are_understood_told_and_read_as_ours(office: Workspace) -> None:
    book = Book(office, SCHEDULE)
    book.track(rows_of(2))
    book.type("Schedule!E1:G1", ["Fecha", "Bloque", "Inicio"])

    report = book.track(rows_of(2, day=9))

    (finding,) = report.findings
    assert finding.where == "Schedule!E1"
    assert "`date` is `Fecha` now, `block` is `Bloque` now" in finding.what
    assert book.values("Schedule")[0][4] == "date"
    assert raw_texts(book)[0][4] == "Fecha"


def raw_texts(book: Book) -> list[list[str]]:
    """What is typed in the cells, headers as people see them."""
    answer = book.api._by_method.values_get(book.id, "Schedule")
    rows: list[list[str]] = answer["values"]
    return rows


@pytest.mark.proves("S2")
def test_two_columns_that_say_they_are_the_same_are_told_with_both_addresses(
    office: Workspace,
) -> None:
    book = Book(office, SCHEDULE)
    book.track(rows_of(1))
    book.by_hand(columns(SHEET, "insertDimension", 0))
    book.type("Schedule!A1", ["date"])
    book.type("Schedule!A2", ["my own"])

    report = book.track(rows_of(1, day=9))

    (finding,) = report.findings
    assert "Schedule!F1 and Schedule!A1" in finding.what
    assert at(book, "A2") == "my own"
    assert at(book, "F2") == schedule_row(0, 9)["date"]
    assert report.stood["Schedule"][0][0].value is None


@pytest.mark.proves("S2")
def test_an_emptied_header_of_ours_is_written_again_and_a_column_without_a_mark_stops_all(
    office: Workspace,
) -> None:
    book = Book(office, SCHEDULE)
    book.track(rows_of(1))
    book.type("Schedule!E1", [""])
    assert (book.track(rows_of(1)).cells, raw_texts(book)[0][4]) == (1, "date")

    book.by_hand(columns(SHEET, "deleteDimension", 4), columns(SHEET, "insertDimension", 0))
    with pytest.raises(InputError, match="no column `date`"):
        book.track(rows_of(1))
    book.type("Schedule!A1", ["date"])
    book.track(rows_of(1))

    assert at(book, "A2") == schedule_row(0)["date"]


@pytest.mark.proves("GE-39")
def test_what_a_person_typed_stays_until_it_is_emptied_while_the_rest_goes_on(
    office: Workspace,
) -> None:
    book = Book(office, SCHEDULE)
    book.track(one_row())
    book.type("Schedule!I2", ["the gym"])

    for day in (9, 10):
        report = book.track(one_row(day))
        (finding,) = report.findings
        assert (finding.where, "`Lincoln MS, room 214` now" in finding.what) == (
            "Schedule!I2",
            True,
        )
        assert (at(book, "I2"), at(book, "E2")) == ("the gym", schedule_row(0, day)["date"])
    assert "`the library` now" in book.track(one_row(10, place="the library")).findings[0].what
    book.type("Schedule!I2", [""])
    assert book.track(one_row(10, place="the library")).findings == ()
    assert at(book, "I2") == "the library"


@pytest.mark.proves("S5")
def test_a_formula_and_an_error_typed_in_our_cells_stay_as_they_are(office: Workspace) -> None:
    book = Book(office, SCHEDULE)
    book.track(rows_of(2))
    book.by_hand(typed("=1/0", 1, 8), typed('=UPPER("gym")', 2, 8))

    report = book.track(rows_of(2, day=9))

    assert [(one.where, "a formula" in one.what) for one in report.findings] == [
        ("Schedule!I2", True),
        ("Schedule!I3", True),
    ]
    grid = book.api.read(book.id, ["Schedule"])["Schedule"]
    assert [(row[8].value, row[8].formula) for row in grid[1:]] == [
        ("#DIV/0!", True),
        ("GYM", True),
    ]


def typed(formula: str, row: int, column: int) -> dict[str, Any]:
    start = {"sheetId": SHEET, "rowIndex": row, "columnIndex": column}
    cells = [{"values": [{"userEnteredValue": {"formulaValue": formula}}]}]
    return {"updateCells": {"start": start, "rows": cells, "fields": "userEnteredValue"}}


@pytest.mark.proves("S5")
def test_a_number_typed_as_text_and_another_look_of_a_day_are_told_apart(office: Workspace) -> None:
    book = Book(office, SCHEDULE)
    book.track(one_row(block=4))
    look = {"userEnteredFormat": {"numberFormat": {"type": "NUMBER", "pattern": "0"}}}
    day = {"sheetId": SHEET, "startRowIndex": 1, "startColumnIndex": 4, "endColumnIndex": 5}
    fields = "userEnteredFormat.numberFormat"
    book.by_hand({"repeatCell": {"range": day, "cell": look, "fields": fields}})
    book.type("Schedule!F2", ["4"])

    report = book.track(one_row(9, block=4))

    assert [one.where for one in report.findings] == ["Schedule!F2"]
    assert at(book, "F2") == "4"
    assert at(book, "E2") == schedule_row(0, 9)["date"]


@pytest.mark.proves("S5")
def test_merged_cells_are_told_and_what_lies_under_them_is_not_written(office: Workspace) -> None:
    book = Book(office, SCHEDULE)
    book.track(rows_of(2))
    area = {
        "sheetId": SHEET,
        "startRowIndex": 1,
        "endRowIndex": 3,
        "startColumnIndex": 8,
        "endColumnIndex": 9,
    }
    book.by_hand({"mergeCells": {"range": area, "mergeType": "MERGE_ALL"}})

    report = book.track(rows_of(2, day=9))

    (finding,) = report.findings
    assert (finding.where, "merged" in finding.what) == ("Schedule!I2", True)
    assert [at(book, place) for place in ("I2", "I3")] == ["Lincoln MS, room 214", None]
    assert at(book, "E3") == schedule_row(1, 9)["date"]
    assert book.track(rows_of(2, day=9)).cells == 0


@pytest.mark.proves("S6")
def test_an_emptied_key_comes_back_to_its_row_and_one_typed_over_is_told(office: Workspace) -> None:
    book = Book(office, SCHEDULE)
    lock = [column.header for column in SCHEDULE.columns].index("lock")
    place = f"Schedule!{chr(ord('A') + lock)}"
    book.track(rows_of(3))
    book.type(f"{place}2", ["yes"], ["no"], ["yes"])
    book.type("Schedule!A2", [""])
    book.type("Schedule!A3", ["mine"])

    report = book.track(rows_of(3, day=9))

    (finding,) = report.findings
    assert (finding.where, "`clc.w2.1`" in finding.what) == ("Schedule!A3", True)
    rows = book.values("Schedule")[1:]
    assert [(row[0], row[lock] if lock < len(row) else None) for row in rows] == [
        ("clc.w2.0", "yes"),
        ("mine", "no"),
        ("clc.w2.2", "yes"),
        ("clc.w2.1", None),
    ]
    assert book.track(rows_of(3, day=9)).cells == 0


@pytest.mark.proves("S9")
def test_a_row_somebody_emptied_or_deleted_comes_back_only_if_it_is_still_needed(
    office: Workspace,
) -> None:
    book = Book(office, SCHEDULE)
    book.track(rows_of(3))
    book.by_hand({"deleteDimension": {"range": lines(SHEET, "ROWS", 2)}})
    book.type("Schedule!A2:O2", [""] * 15)

    book.track(TabRows(tab=SCHEDULE, rows=[schedule_row(1), schedule_row(2)]))

    keys = [row[0] for row in book.values("Schedule")[1:] if row and row[0]]
    assert sorted(map(str, keys)) == ["clc.w2.1", "clc.w2.2"]


@pytest.mark.proves("GE-2")
def test_what_another_computer_wrote_is_not_taken_for_a_persons(
    office: Workspace, tmp_path: Any
) -> None:
    book = Book(office, SCHEDULE)
    book.track(one_row(8))
    with another_computer(office.running, tmp_path / "second.sqlite3", office.district) as second:
        theirs = Book(second, SCHEDULE)
        theirs.id = book.id
        assert theirs.track(one_row(9)).findings == ()

    report = book.track(one_row(10))

    assert at(book, "E2") == schedule_row(0, 10)["date"]
    assert [one.where for one in report.findings] == ["Schedule!E2"]
    book.type("Schedule!E2", ["someday"])
    assert "typed over" in book.track(one_row(11)).findings[0].what


def test_what_a_person_fills_in_beside_a_filter_stays(office: Workspace) -> None:
    book = Book(office, SCHEDULE)
    book.track(rows_of(4))
    area: Mapping[str, int] = {"sheetId": SHEET, "startRowIndex": 0, "endRowIndex": 5}
    book.by_hand({"setBasicFilter": {"filter": {"range": area}}})
    hidden = {"range": lines(SHEET, "ROWS", 2), "properties": {"hiddenByUser": True}}
    book.by_hand({"updateDimensionProperties": hidden | {"fields": "hiddenByUser"}})

    book.track(rows_of(5, day=9))

    assert [row[0] for row in book.values("Schedule")[1:]] == [f"clc.w2.{n}" for n in range(5)]
