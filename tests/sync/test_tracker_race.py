"""Somebody works in the workbook at the very moment the program writes: nothing of hers is lost."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from local_google.faults import Deed, Moment, Rule
from sheets_templates.books.program import SCHEDULE
from sheets_templates.building.build import sheet_id
from sheets_templates.vocabulary.table import CellValue
from sync.sheets.track import TabRows
from sync.sheets.tracker import Leftover
from tests.sync.coaching import Workspace
from tests.sync.tracking_book import Book, columns, lines, rows, schedule_row, sort

SHEET = sheet_id(SCHEDULE)
HEADERS = [column.header for column in SCHEDULE.columns]
OWN = HEADERS.index("lock")
"""Where somebody put in a column of her own, before the one with the locks."""
LOCK = OWN + 1
Request = Mapping[str, Any]


def moved(dimension: str, source: int, to: int) -> Request:
    return {"moveDimension": {"source": lines(SHEET, dimension, source), "destinationIndex": to}}


def visits(first: int, last: int, day: int) -> TabRows:
    made = [schedule_row(number, day) for number in range(first, last)]
    return TabRows(tab=SCHEDULE, rows=made, leftover=Leftover.CLEAR)


def at_the_write(book: Book, *deeds: Request, after: Moment = Moment.ARRIVAL) -> None:
    """Let a person do something when our next write has come in, and before it is carried out."""

    def person(_: str) -> None:
        book.by_hand(*deeds)

    method = "sheets.spreadsheets.batchUpdate"
    book.office.running.faults.add(Rule(method=method, deed=Deed.CALL, at=after, call=person))


def shown(book: Book) -> dict[str, dict[str, CellValue]]:
    """Key -> header -> value, as the workbook stands."""
    headers, *body = book.values("Schedule")
    width = len(headers)
    found: dict[str, dict[str, CellValue]] = {}
    for row in body:
        cells = dict(zip(map(str, headers), [*row, *[None] * width], strict=False))
        if cells["event_id"]:
            assert cells["event_id"] not in found
            found[str(cells["event_id"])] = cells
    return found


@pytest.fixture
def book(office: Workspace) -> Book:
    """Six visits, each with a lock and, in a column somebody added, a formula."""
    book = Book(office, SCHEDULE)
    book.track(visits(0, 6, 8))
    book.by_hand(columns(SHEET, "insertDimension", OWN))
    book.by_hand(cells(0, OWN, {"stringValue": "mine"}))
    for number in range(6):
        book.by_hand(cells(number + 1, LOCK, {"stringValue": f"lock {number}"}))
        book.by_hand(cells(number + 1, OWN, {"formulaValue": f'="note "&{number}'}))
    return book


def cells(row: int, column: int, value: Mapping[str, Any]) -> Request:
    start = {"sheetId": SHEET, "rowIndex": row, "columnIndex": column}
    made = [{"values": [{"userEnteredValue": value}]}]
    return {"updateCells": {"start": start, "rows": made, "fields": "userEnteredValue"}}


RACES: Mapping[str, Callable[[], tuple[Request, ...]]] = {
    "a row put in above": lambda: (rows(SHEET, 1),),
    "a row put in between": lambda: (rows(SHEET, 4),),
    "a row moved down": lambda: (moved("ROWS", 1, 6),),
    "rows sorted": lambda: (sort(SHEET, HEADERS.index("participants")),),
    "a column put in": lambda: (columns(SHEET, "insertDimension", 4),),
    "a column put in at the end": lambda: (columns(SHEET, "insertDimension", LOCK),),
    "a column of ours moved": lambda: (moved("COLUMNS", 4, 14),),
    "a column of theirs moved": lambda: (moved("COLUMNS", LOCK, 4),),
    "everything at once": lambda: (
        sort(SHEET, HEADERS.index("participants")),
        rows(SHEET, 3),
        moved("COLUMNS", LOCK, 2),
        columns(SHEET, "insertDimension", 0),
    ),
}

QUICK = ("a row put in above", "everything at once")
"""Those of every run of the tests; the others are for the longer ones."""


@pytest.mark.proves("S8", "F-78")
@pytest.mark.parametrize(
    "race",
    [one if one in QUICK else pytest.param(one, marks=pytest.mark.slow) for one in RACES],
)
def test_what_was_moved_while_we_wrote_is_put_right_and_told(book: Book, race: str) -> None:
    before = {key: (row["lock"], row["mine"]) for key, row in shown(book).items()}
    at_the_write(book, *RACES[race]())
    book.calls()

    report = book.track(visits(0, 8, 9))

    person, ours = 1, [call for call in book.calls() if call == "batchUpdate"]
    assert len(ours) - person <= 2
    after = shown(book)
    assert {key: (row["lock"], row["mine"]) for key, row in after.items()} == before | {
        f"clc.w2.{number}": (None, None) for number in (6, 7)
    }
    for number in range(8):
        wanted = schedule_row(number, 9)
        stands = after[str(wanted["event_id"])]
        assert {header: stands[header] or "" for header in wanted} == wanted
    assert all(one.where.startswith("Schedule") for one in report.findings)
    again = book.track(visits(0, 8, 9))
    assert (again.cells, again.findings) == (0, ())


@pytest.mark.proves("S8")
@pytest.mark.parametrize(
    "race",
    [
        "rows sorted",
        pytest.param("a row put in above", marks=pytest.mark.slow),
        pytest.param("a column put in", marks=pytest.mark.slow),
    ],
)
def test_a_row_that_was_to_be_emptied_takes_no_other_with_it(book: Book, race: str) -> None:
    book.by_hand(cells(1, LOCK, {}), cells(1, OWN, {}))
    before = {key: (row["lock"], row["mine"]) for key, row in shown(book).items()}
    at_the_write(book, *RACES[race]())

    book.track(visits(1, 6, 9))

    after = {key: (row["lock"], row["mine"]) for key, row in shown(book).items()}
    assert after == {key: wrote for key, wrote in before.items() if key != "clc.w2.0"}
    assert all(
        shown(book)[f"clc.w2.{n}"]["date"] == schedule_row(n, 9)["date"] for n in range(1, 6)
    )


@pytest.mark.proves("S8")
def test_a_cell_of_theirs_typed_while_we_wrote_stays(book: Book) -> None:
    at_the_write(book, cells(2, LOCK, {"stringValue": "just now"}))

    report = book.track(visits(0, 6, 9))

    assert shown(book)["clc.w2.1"]["lock"] == "just now"
    assert report.findings == ()


@pytest.mark.proves("S7")
def test_a_write_whose_answer_was_lost_is_looked_at_and_not_made_twice(book: Book) -> None:
    lost = Rule(method="sheets.spreadsheets.batchUpdate", deed=Deed.DROP, at=Moment.AFTER_COMMIT)
    book.office.running.faults.add(lost)
    book.type("Schedule!I3", ["the gym"])

    report = book.track(visits(0, 9, 9))

    assert sorted(shown(book)) == [f"clc.w2.{number}" for number in range(9)]
    assert shown(book)["clc.w2.1"]["place"] == "the gym"
    assert [one.where for one in report.findings] == ["Schedule!I3"]


@pytest.mark.proves("S3")
def test_a_tab_renamed_while_we_looked_is_found_again(book: Book) -> None:
    properties = {"sheetId": SHEET, "title": "Besuche"}
    rename = {"updateSheetProperties": {"properties": properties, "fields": "title"}}

    def person(_: str) -> None:
        book.by_hand(rename)

    method = "sheets.spreadsheets.get"
    faults = book.office.running.faults
    faults.add(Rule(method=method, deed=Deed.CALL, at=Moment.ARRIVAL, nth=2, call=person))

    report = book.track(visits(0, 7, 9))

    assert report.findings == ()
    assert len(book.values("Besuche")) == 8
