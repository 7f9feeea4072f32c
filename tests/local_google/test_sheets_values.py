"""Plain values in and out over the wire."""

import time
from typing import Any

import pytest

from tests.local_google.district import COACH, District
from tests.local_google.workbooks import PLAIN, RAW, batch, people, refused


def sheet_of(district: District, rows: int = 10, columns: int = 5) -> Any:
    sheet = people(district).create("Week").sheet1
    sheet.resize(rows, columns)
    return sheet


@pytest.mark.proves("GS-36")
def test_trailing_empty_cells_and_rows_are_left_out(district: District) -> None:
    sheet = sheet_of(district)
    sheet.update([["a", "", "c", ""], ["", ""], ["x"], [""]], "A1")

    answer = sheet.spreadsheet.values_get("Sheet1")

    assert answer == {
        "range": "Sheet1!A1:E10",
        "majorDimension": "ROWS",
        "values": [["a", "", "c"], [], ["x"]],
    }


@pytest.mark.proves("GS-36")
def test_an_empty_range_has_no_values_key(district: District) -> None:
    sheet = sheet_of(district)

    answer = sheet.spreadsheet.values_get("Sheet1!B2:C3")

    assert answer == {"range": "Sheet1!B2:C3", "majorDimension": "ROWS"}


@pytest.mark.proves("GS-36")
def test_null_leaves_a_cell_and_an_empty_text_clears_it(district: District) -> None:
    sheet = sheet_of(district)
    sheet.update([["a", "b", "c"]], "A1")

    answer = sheet.spreadsheet.values_update(
        "Sheet1!A1", {"valueInputOption": "RAW"}, {"values": [[None, "", "z"]]}
    )

    assert sheet.get("A1:C1") == [["a", "", "z"]]
    assert answer["updatedCells"] == 2


def test_columns_may_come_first(district: District) -> None:
    sheet = sheet_of(district)
    body = {"majorDimension": "COLUMNS", "values": [["a", "b"], ["c"]]}
    sheet.spreadsheet.values_update("Sheet1!A1", {"valueInputOption": "RAW"}, body)

    assert sheet.get("A1:B2") == [["a", "c"], ["b"]]
    answer = sheet.spreadsheet.values_get("Sheet1!A1:B2", {"majorDimension": "COLUMNS"})
    assert answer["values"] == [["a", "b"], ["c"]]


def test_an_update_says_what_it_wrote(district: District) -> None:
    sheet = sheet_of(district)

    answer = sheet.spreadsheet.values_update(
        "Sheet1!B2",
        {"valueInputOption": "USER_ENTERED", "includeValuesInResponse": "true"},
        {"values": [["2027-02-03", "x"], ["y"]]},
    )

    assert answer["updatedRange"] == "Sheet1!B2:C3"
    assert (answer["updatedRows"], answer["updatedColumns"], answer["updatedCells"]) == (2, 2, 3)
    assert answer["updatedData"]["values"] == [["2027-02-03", "x"], ["y"]]


@pytest.mark.parametrize(
    "text", ["Nowhere!A1", "Nowhere", "Sheet1!A1:B:C", "Sheet1!", "'Sheet1!A1"]
)
def test_a_range_that_cannot_be_read_is_refused(district: District, text: str) -> None:
    book = people(district).create("Week")

    with refused(400, f"Unable to parse range: {text}"):
        book.values_get(text)


def test_a_range_that_starts_off_the_grid_is_refused_and_one_that_ends_there_is_cut(
    district: District,
) -> None:
    sheet = sheet_of(district)
    message = "Range (Sheet1!A11:B12) exceeds grid limits. Max rows: 10, max columns: 5"

    with refused(400, message):
        sheet.get("A11:B12")
    with refused(400, message):
        sheet.update([["x"]], "A11:B12")
    with refused(400, "Range (Sheet1!F1) exceeds grid limits. Max rows: 10, max columns: 5"):
        sheet.get("F1")

    assert sheet.spreadsheet.values_get("Sheet1!D9:Z99")["range"] == "Sheet1!D9:E10"


def test_values_past_the_grid_or_past_the_range_are_refused(district: District) -> None:
    sheet = sheet_of(district)

    with refused(
        400, "Requested writing within range ['Sheet1'!A10], but tried writing to row [11]"
    ):
        sheet.update([["x"], ["y"]], "A10")
    with refused(400, "but tried writing to column [C]"):
        sheet.update([["x", "y", "z"]], "A1:B1")

    assert sheet.get_all_values() == [[]]


def test_a_batch_of_values_is_written_whole_or_not_at_all(district: District) -> None:
    sheet = sheet_of(district)
    body = {
        "valueInputOption": "RAW",
        "data": [
            {"range": "Sheet1!A1", "values": [["a"]]},
            {"range": "Nowhere!A1", "values": [["b"]]},
        ],
    }

    with refused(400, "Invalid data[1]: Unable to parse range: Nowhere!A1"):
        sheet.spreadsheet.values_batch_update(body)

    assert sheet.get("A1") == [[]]


def test_a_batch_of_values_adds_up_what_it_touched(district: District) -> None:
    sheet = sheet_of(district)

    answer = sheet.batch_update(
        [
            {"range": "A1:B1", "values": [["a", "b"]]},
            {"range": "A2", "values": [["c"]]},
            {"range": "D1", "values": [["d"]]},
        ],
        value_input_option=RAW,
    )

    assert answer["totalUpdatedRows"] == 2
    assert answer["totalUpdatedColumns"] == 3
    assert answer["totalUpdatedCells"] == 4
    assert answer["totalUpdatedSheets"] == 1
    assert [r["updatedRange"] for r in answer["responses"]] == [
        "Sheet1!A1:B1",
        "Sheet1!A2",
        "Sheet1!D1",
    ]


def test_several_ranges_are_read_in_one_call(district: District) -> None:
    sheet = sheet_of(district)
    sheet.update([["a", "b"], ["c", "d"]], "A1")

    answer = sheet.spreadsheet.values_batch_get(["Sheet1!A1:A2", "Sheet1!B2", "Sheet1!E5"])

    assert [found.get("values") for found in answer["valueRanges"]] == [
        [["a"], ["c"]],
        [["d"]],
        None,
    ]


def test_clearing_takes_values_and_leaves_formats_and_notes(district: District) -> None:
    sheet = sheet_of(district)
    sheet.update([["a"]], "A1")
    sheet.format("A1", {"textFormat": {"bold": True}})
    sheet.insert_note("A1", "ask Omar")

    answer = sheet.spreadsheet.values_clear("Sheet1")

    assert answer["clearedRange"] == "Sheet1!A1:E10"
    assert sheet.get("A1") == [[]]
    assert sheet.get_note("A1") == "ask Omar"
    answer = sheet.batch_clear(["A1:B2", "C:C"])
    assert answer["clearedRanges"] == ["Sheet1!A1:B2", "Sheet1!C1:C10"]


def test_a_write_without_an_input_option_is_refused(district: District) -> None:
    book = people(district).create("Week")
    path = f"/v4/spreadsheets/{book.id}/values/Sheet1!A1"

    answer = district.raw("PUT", path, json={"values": [["x"]]})

    assert answer.status_code == 400
    assert answer.json() == {
        "error": {
            "code": 400,
            "message": "'valueInputOption' is required but not specified",
            "status": "INVALID_ARGUMENT",
        }
    }


def test_cells_that_are_not_plain_values_are_refused(district: District) -> None:
    book = people(district).create("Week")
    path = f"/v4/spreadsheets/{book.id}/values/Sheet1!A1?valueInputOption=RAW"

    for values, text in (([[["x"]]], "Invalid values[0][0]: list_value"), (["x"], "Invalid value")):
        answer = district.raw("PUT", path, json={"values": values})
        assert answer.status_code == 400
        assert text in answer.json()["error"]["message"]


def test_a_cell_holds_at_most_fifty_thousand_letters(district: District) -> None:
    sheet = sheet_of(district)

    with refused(400, "more than the maximum of 50000 characters in a single cell"):
        sheet.update([["x" * 50_001]], "A1")
    sheet.update([["x" * 50_000]], "A1")

    assert len(sheet.acell("A1").value) == 50_000


def test_ten_million_cells_are_the_end(district: District) -> None:
    sheet = sheet_of(district)

    with refused(400, "above the limit of 10000000 cells"):
        sheet.resize(1_000_000, 26)


def test_two_thousand_rows_are_written_and_read_by_one_call_each(district: District) -> None:
    sheet = sheet_of(district, 2000, 20)
    rows = [[f"{row}/{column}" for column in range(20)] for row in range(2000)]
    before = len(district.requests_logged("sheets.*"))
    start = time.perf_counter()

    sheet.update(rows, "A1")
    found = sheet.get("A1:T2000", value_render_option=PLAIN)

    assert found == rows
    assert len(district.requests_logged("sheets.*")) - before == 2
    # An order of magnitude above what it takes, to catch a cell-by-cell store only.
    assert time.perf_counter() - start < 10


def test_values_by_data_filter_are_not_served(district: District) -> None:
    book = people(district).create("Week")
    path = f"/v4/spreadsheets/{book.id}/values:batchGetByDataFilter"

    answer = district.raw("POST", path, COACH, json={"dataFilters": [{"a1Range": "A1"}]})

    assert answer.status_code == 501
    assert answer.json()["error"]["status"] == "UNIMPLEMENTED"


def test_a_named_range_is_an_address(district: District) -> None:
    sheet = sheet_of(district)
    batch(
        sheet.spreadsheet,
        {
            "addNamedRange": {
                "namedRange": {
                    "name": "Roster",
                    "range": {"startRowIndex": 1, "endRowIndex": 3, "endColumnIndex": 2},
                }
            }
        },
    )

    sheet.spreadsheet.values_update(
        "Roster", {"valueInputOption": "RAW"}, {"values": [["Ines", "Coach"]]}
    )

    assert sheet.spreadsheet.values_get("roster")["range"] == "Sheet1!A2:B3"
    assert sheet.get("A2:B2") == [["Ines", "Coach"]]
