"""batchUpdate as a whole: all or nothing, masks, unknown kinds; and requests about tabs."""

from typing import Any

import pytest

from local_google.sheets_batch import KINDS
from tests.local_google.discovery_schema import document
from tests.local_google.district import COACH, District
from tests.local_google.workbooks import FORMULA, TYPED_IN, batch, people, refused

RED = {"red": 1}


@pytest.fixture
def book(district: District) -> Any:
    return people(district).create("Week")


def tabs(book: Any) -> list[str]:
    return [sheet["properties"]["title"] for sheet in book.fetch_sheet_metadata()["sheets"]]


@pytest.mark.proves("GS-37", "F-74")
def test_a_batch_with_one_bad_request_changes_nothing(book: Any) -> None:
    with refused(400, "Invalid requests[2].deleteSheet: No grid with id: 99"):
        batch(
            book,
            {"addSheet": {"properties": {"title": "Second"}}},
            {"updateSpreadsheetProperties": {"properties": {"title": "New"}, "fields": "title"}},
            {"deleteSheet": {"sheetId": 99}},
        )

    assert tabs(book) == ["Sheet1"]
    assert book.fetch_sheet_metadata()["properties"]["title"] == "Week"


def test_replies_stand_in_the_order_of_the_requests(book: Any) -> None:
    replies = batch(
        book,
        {"addSheet": {"properties": {"sheetId": 7, "title": "Second"}}},
        {
            "updateSheetProperties": {
                "properties": {"sheetId": 7, "hidden": True},
                "fields": "hidden",
            }
        },
        {"addNamedRange": {"namedRange": {"name": "Roster", "range": {"sheetId": 7}}}},
    )

    assert [list(reply) for reply in replies] == [["addSheet"], [], ["addNamedRange"]]
    assert replies[0]["addSheet"]["properties"] == {
        "sheetId": 7,
        "title": "Second",
        "index": 1,
        "sheetType": "GRID",
        "gridProperties": {"rowCount": 1000, "columnCount": 26},
    }


@pytest.mark.proves("GS-37")
def test_every_kind_the_api_knows_is_carried_out_or_answered_501(district: District) -> None:
    book = people(district).create("Week")
    kinds = document("sheets")["schemas"]["Request"]["properties"]

    answers = {
        kind: district.raw(
            "POST", f"/v4/spreadsheets/{book.id}:batchUpdate", json={"requests": [{kind: {}}]}
        )
        for kind in kinds
    }

    codes = {kind: answer.status_code for kind, answer in answers.items()}
    assert set(codes.values()) == {200, 400, 501}
    assert {kind for kind, code in codes.items() if code == 501} == set(kinds) - set(KINDS)
    assert answers["addSlicer"].json()["error"]["status"] == "UNIMPLEMENTED"
    assert not [kind for kind, answer in answers.items() if "Cannot find field" in answer.text]


def test_a_kind_that_does_not_exist_is_refused(book: Any) -> None:
    with refused(400, "Unknown name \"frobnicate\" at 'requests[0]': Cannot find field."):
        batch(book, {"frobnicate": {}})
    with refused(400, "Must specify at least one request."):
        batch(book)


@pytest.mark.proves("GS-37")
@pytest.mark.parametrize(
    ("request_", "text"),
    [
        (
            {"setBasicFilter": {"filter": {"rnage": {}}}},
            "Unknown name \"rnage\" at 'requests[0].set_basic_filter.filter': Cannot find field.",
        ),
        (
            {"setDataValidation": {"range": {}, "rule": {"condition": {"type": "SOMETIMES"}}}},
            "Invalid value at 'requests[0].set_data_validation.rule.condition.type', \"SOMETIMES\"",
        ),
        ({"addSheet": {"properties": []}}, "Invalid value at 'requests[0].add_sheet.properties'"),
    ],
)
def test_a_misspelt_field_is_refused_not_dropped(
    book: Any, request_: dict[str, Any], text: str
) -> None:
    with refused(400, text):
        batch(book, request_)


@pytest.mark.proves("GS-37")
@pytest.mark.parametrize(
    "request_",
    [
        {"updateSheetProperties": {"properties": {"title": "x"}}},
        {"updateSpreadsheetProperties": {"properties": {"title": "x"}}},
        {"repeatCell": {"range": {}, "cell": {}}},
        {"updateCells": {"range": {}, "rows": []}},
        {"updateDimensionProperties": {"range": {"dimension": "ROWS"}, "properties": {}}},
    ],
)
def test_a_missing_field_mask_is_refused(book: Any, request_: dict[str, Any]) -> None:
    (kind,) = request_
    text = f"Invalid requests[0].{kind}: At least one field must be listed in 'fields'."

    with refused(400, text):
        batch(book, request_)


def test_a_mask_changes_only_what_it_names(book: Any) -> None:
    batch(
        book,
        {
            "updateSheetProperties": {
                "properties": {"title": "Never", "gridProperties": {"frozenRowCount": 1}},
                "fields": "gridProperties.frozenRowCount",
            }
        },
    )

    properties = book.fetch_sheet_metadata()["sheets"][0]["properties"]
    assert properties["title"] == "Sheet1"
    assert properties["gridProperties"] == {
        "rowCount": 1000,
        "columnCount": 26,
        "frozenRowCount": 1,
    }


@pytest.mark.proves("S3")
def test_titles_compare_without_regard_to_case(book: Any) -> None:
    text = 'A sheet with the name "SHEET1" already exists. Please enter another name.'

    with refused(400, f"Invalid requests[0].addSheet: {text}"):
        book.add_worksheet("SHEET1", 5, 5)
    book.sheet1.update_title("sheet1")

    assert tabs(book) == ["sheet1"]
    assert book.values_get("SHEET1!A1")["range"] == "sheet1!A1"


def test_the_last_visible_tab_cannot_go(book: Any) -> None:
    second = book.add_worksheet("Second", 5, 5)
    second.hide()

    with refused(400, "You can't remove all the visible sheets in a document."):
        book.del_worksheet_by_id(0)
    with refused(400, "You can't hide all the sheets in a document."):
        book.sheet1.hide()
    book.del_worksheet(second)
    with refused(400, "You can't remove all the sheets in a document."):
        book.del_worksheet_by_id(0)


def test_tabs_move_by_indices_counted_before_the_move(book: Any) -> None:
    for title in ("B", "C"):
        book.add_worksheet(title, 5, 5)

    book.worksheet("Sheet1").update_index(1)
    assert tabs(book) == ["Sheet1", "B", "C"]
    book.worksheet("Sheet1").update_index(2)
    assert tabs(book) == ["B", "Sheet1", "C"]
    book.worksheet("C").update_index(0)
    assert tabs(book) == ["C", "B", "Sheet1"]


def test_a_copied_tab_has_the_cells_and_ids_of_its_own(book: Any) -> None:
    first = book.sheet1
    first.update([["a", "=A1&1"]], "A1", value_input_option=TYPED_IN)
    first.format("A1", {"backgroundColor": RED})
    first.add_protected_range("A1:A2", description="ours")
    first.merge_cells("C1:D1")

    copy = first.duplicate(new_sheet_name="Copy", insert_sheet_index=1)

    assert copy.get("A1:B1") == [["a", "a1"]]
    old, new = book.fetch_sheet_metadata()["sheets"]
    assert new["protectedRanges"][0]["range"]["sheetId"] == copy.id
    ids = {sheet["protectedRanges"][0]["protectedRangeId"] for sheet in (old, new)}
    assert len(ids) == 2
    assert new["merges"][0]["sheetId"] == copy.id
    first.update([["z"]], "A1")
    assert copy.acell("A1").value == "a"


def test_a_tab_goes_to_another_spreadsheet_with_its_formats(district: District, book: Any) -> None:
    other = people(district).create("Other")
    book.sheet1.update([["8:30 AM"]], "A1", value_input_option=TYPED_IN)

    answer = book.sheet1.copy_to(other.id)

    assert answer["title"] == "Copy of Sheet1"
    assert other.get_worksheet_by_id(answer["sheetId"]).acell("A1").value == "8:30 AM"


def test_a_renamed_tab_is_renamed_in_formulas(book: Any) -> None:
    second = book.add_worksheet("Second", 5, 5)
    book.sheet1.update([["5"]], "A1", value_input_option=TYPED_IN)
    second.update([["=Sheet1!A1+1"]], "A1", value_input_option=TYPED_IN)

    book.sheet1.update_title("Bell times")

    assert second.acell("A1", value_render_option=FORMULA).value == "='Bell times'!A1+1"
    assert second.acell("A1").value == "6"


def test_a_smaller_grid_loses_the_cells_outside_it(book: Any) -> None:
    book.sheet1.update([["a", "b"], ["c", "d"]], "A1")

    book.sheet1.resize(1, 1)
    book.sheet1.resize(5, 5)

    assert book.sheet1.get_all_values() == [["a"]]


def test_a_colour_shows_in_the_old_field_and_the_new(book: Any) -> None:
    book.sheet1.update_tab_color("#ff0000")

    properties = book.fetch_sheet_metadata()["sheets"][0]["properties"]
    assert properties["tabColor"] == RED
    assert properties["tabColorStyle"] == {"rgbColor": RED}
    book.sheet1.clear_tab_color()
    assert "tabColor" not in book.fetch_sheet_metadata()["sheets"][0]["properties"]


def test_the_spreadsheet_can_come_back_with_the_replies(district: District, book: Any) -> None:
    body = {
        "requests": [{"addSheet": {"properties": {"title": "Second"}}}],
        "includeSpreadsheetInResponse": True,
    }
    answer = book.batch_update(body)

    found = [sheet["properties"]["title"] for sheet in answer["updatedSpreadsheet"]["sheets"]]
    assert found == ["Sheet1", "Second"]


@pytest.mark.proves("GS-35")
def test_a_spreadsheet_is_created_with_tabs_cells_and_names(district: District) -> None:
    body = {
        "properties": {"title": "Tracker", "timeZone": "America/New_York", "locale": "en_US"},
        "sheets": [
            {
                "properties": {"title": "Log", "gridProperties": {"rowCount": 5, "columnCount": 3}},
                "data": [
                    {"rowData": [{"values": [{"userEnteredValue": {"stringValue": "=kept"}}]}]}
                ],
            },
            {"properties": {"title": "Key", "hidden": True}},
        ],
        "namedRanges": [{"name": "Head", "range": {"sheetId": 0, "endRowIndex": 1}}],
    }
    service = district.client(COACH, service="sheets")

    made = service.spreadsheets().create(body=body).execute()

    assert made["properties"]["timeZone"] == "America/New_York"
    assert [s["properties"]["title"] for s in made["sheets"]] == ["Log", "Key"]
    assert made["sheets"][0]["properties"]["sheetId"] == 0
    assert made["namedRanges"][0]["range"] == {"endRowIndex": 1}
    book = people(district).open_by_key(made["spreadsheetId"])
    assert book.sheet1.acell("A1", value_render_option=FORMULA).value == "=kept"
    assert book.title == "Tracker"


def test_fields_cut_the_spreadsheet_and_may_ask_for_cells(book: Any) -> None:
    book.sheet1.update([["a"]], "A1")

    titles = book.fetch_sheet_metadata({"fields": "sheets.properties(sheetId,title)"})
    cells = book.fetch_sheet_metadata(
        {"fields": "sheets/data/rowData/values/formattedValue", "ranges": "Sheet1!A1:B2"}
    )

    assert titles == {"sheets": [{"properties": {"sheetId": 0, "title": "Sheet1"}}]}
    assert cells == {"sheets": [{"data": [{"rowData": [{"values": [{"formattedValue": "a"}]}]}]}]}
