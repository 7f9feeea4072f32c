"""Who may read and write a spreadsheet, and which of its cells."""

from typing import Any

import gspread
import pytest

from local_google import sheets_v4
from local_google.wire import ApiError, Call, Caller
from tests.local_google.district import COACH, OTHER, OUTSIDER, TEACHER, District
from tests.local_google.workbooks import batch, people, refused

PROTECTED = "You are trying to edit a protected cell or object."


@pytest.fixture
def book(district: District) -> Any:
    """The coach's, with a teacher as a writer and another as a reader."""
    book = people(district).create("Week")
    book.share(TEACHER, perm_type="user", role="writer", notify=False)
    book.share(OTHER, perm_type="user", role="reader", notify=False)
    return book


def seen_by(district: District, book: Any, email: str) -> Any:
    return people(district, email).open_by_key(book.id)


def protect(book: Any, a1: str, **more: Any) -> int:
    area = gspread.utils.a1_range_to_grid_range(a1, 0)
    (reply,) = batch(book, {"addProtectedRange": {"protectedRange": {"range": area, **more}}})
    number: int = reply["addProtectedRange"]["protectedRange"]["protectedRangeId"]
    return number


@pytest.mark.proves("S4", "GS-35")
def test_a_reader_reads_and_is_refused_to_write(district: District, book: Any) -> None:
    book.sheet1.update([["a"]], "A1")
    mine = seen_by(district, book, OTHER)

    assert mine.sheet1.get("A1") == [["a"]]
    with refused(403, "The caller does not have permission"):
        mine.sheet1.update([["b"]], "A1")
    with refused(403, "The caller does not have permission"):
        batch(mine, {"addSheet": {}})


@pytest.mark.proves("S4")
def test_a_stranger_is_refused_and_an_unknown_id_is_not_found(
    district: District, book: Any
) -> None:
    path = f"/v4/spreadsheets/{book.id}"

    stranger = district.raw("GET", path, OUTSIDER)
    unknown = district.raw("GET", "/v4/spreadsheets/nothing")

    assert (stranger.status_code, stranger.json()["error"]["status"]) == (403, "PERMISSION_DENIED")
    assert unknown.json() == {
        "error": {
            "code": 404,
            "message": "Requested entity was not found.",
            "status": "NOT_FOUND",
        }
    }


@pytest.mark.proves("S8")
def test_protected_cells_are_written_by_the_owner_and_the_editors_only(
    district: District, book: Any
) -> None:
    protect(book, "A1:B5", editors={"users": [COACH]})
    teacher = seen_by(district, book, TEACHER).sheet1

    with refused(400, PROTECTED):
        teacher.update([["x"]], "B5")
    with refused(400, f"Invalid data[1]: {PROTECTED}"):
        teacher.batch_update(
            [{"range": "C1", "values": [["x"]]}, {"range": "A1", "values": [["x"]]}]
        )
    teacher.update([["mine"]], "C5")
    book.sheet1.update([["ours"]], "B5")

    assert book.sheet1.get("B5:C5") == [["ours", "mine"]]


def test_an_editor_named_later_may_write(district: District, book: Any) -> None:
    number = protect(book, "A1:B5")
    editors = {"protectedRangeId": number, "editors": {"users": [TEACHER]}}

    batch(book, {"updateProtectedRange": {"protectedRange": editors, "fields": "editors"}})
    seen_by(district, book, TEACHER).sheet1.update([["x"]], "A1")

    assert book.sheet1.acell("A1").value == "x"


def test_a_warning_stops_nobody_who_comes_by_the_api(district: District, book: Any) -> None:
    protect(book, "A1:B5", warningOnly=True)

    seen_by(district, book, TEACHER).sheet1.update([["x"]], "A1")

    assert book.sheet1.acell("A1").value == "x"


AREA = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2, "endColumnIndex": 1}
ROWS = {"sheetId": 0, "dimension": "ROWS", "startIndex": 1, "endIndex": 2}


@pytest.mark.parametrize(
    "request_",
    [
        {"updateCells": {"range": AREA, "fields": "note"}},
        {"repeatCell": {"range": AREA, "cell": {}, "fields": "userEnteredFormat"}},
        {"setDataValidation": {"range": AREA}},
        {"mergeCells": {"range": {**AREA, "endColumnIndex": 2}, "mergeType": "MERGE_ALL"}},
        {"sortRange": {"range": AREA, "sortSpecs": [{"dimensionIndex": 0}]}},
        {"deleteDimension": {"range": ROWS}},
        {"insertDimension": {"range": ROWS}},
        {"deleteSheet": {"sheetId": 0}},
        {"updateSheetProperties": {"properties": {"sheetId": 0, "title": "x"}, "fields": "title"}},
        {"deleteProtectedRange": {"protectedRangeId": 5}},
        {
            "updateProtectedRange": {
                "protectedRange": {"protectedRangeId": 5, "warningOnly": True},
                "fields": "warningOnly",
            }
        },
    ],
)
def test_no_request_gets_round_the_protection_of_a_tab(
    district: District, book: Any, request_: dict[str, Any]
) -> None:
    book.add_worksheet("Second", 5, 5)
    range_ = {"sheetId": 0}
    batch(book, {"addProtectedRange": {"protectedRange": {"protectedRangeId": 5, "range": range_}}})
    (kind,) = request_

    with refused(400, f"Invalid requests[0].{kind}: {PROTECTED}"):
        batch(seen_by(district, book, TEACHER), request_)
    batch(book, request_)


def test_holes_in_a_protected_tab_may_be_written(district: District, book: Any) -> None:
    hole = {"sheetId": 0, "startRowIndex": 1, "startColumnIndex": 3, "endColumnIndex": 4}
    whole = {"range": {"sheetId": 0}, "unprotectedRanges": [hole]}
    batch(book, {"addProtectedRange": {"protectedRange": whole}})
    teacher = seen_by(district, book, TEACHER).sheet1

    teacher.update([["fine"]], "D2")

    with refused(400, PROTECTED):
        teacher.update([["no", "no"]], "C2")
    assert book.sheet1.get("C2:D2") == [["", "fine"]]


def test_editors_are_shown_to_those_who_may_edit(district: District, book: Any) -> None:
    protect(book, "A1:B5", description="written by the tracker")

    (ours,) = book.list_protected_ranges(0)
    (theirs,) = seen_by(district, book, TEACHER).list_protected_ranges(0)

    assert ours["editors"] == {"users": [COACH]}
    assert ours["requestingUserCanEdit"] is True
    assert "editors" not in theirs
    assert "requestingUserCanEdit" not in theirs
    assert theirs["description"] == "written by the tracker"


def test_protection_follows_its_cells(district: District, book: Any) -> None:
    protect(book, "A3:A3")

    book.sheet1.insert_rows([["new"]], row=1)
    teacher = seen_by(district, book, TEACHER).sheet1

    teacher.update([["free"]], "A3")
    with refused(400, PROTECTED):
        teacher.update([["x"]], "A4")
    assert book.list_protected_ranges(0)[0]["range"]["startRowIndex"] == 3


@pytest.mark.proves("GS-34")
def test_a_service_account_makes_no_spreadsheet_of_its_own(district: District) -> None:
    robot = Caller(email="robot@project.example", scopes=frozenset(), service_account=True)
    call = Call(
        method="sheets.spreadsheets.create", path={}, query={}, body={}, headers={}, caller=robot
    )

    with pytest.raises(ApiError) as caught:
        sheets_v4.create(district.running.store, call)

    assert (caught.value.status, caught.value.code) == (403, "PERMISSION_DENIED")
