"""Rows and columns: in, out, moved, hidden, and everything that points at cells following."""

from typing import Any

import gspread
import pytest

from tests.local_google.district import District
from tests.local_google.workbooks import FORMULA, TYPED_IN, batch, people, refused


@pytest.fixture
def sheet(district: District) -> Any:
    sheet = people(district).create("Week").sheet1
    sheet.resize(6, 4)
    sheet.update([["a1", "b1"], ["a2", "b2"], ["a3", "b3"]], "A1")
    return sheet


def lines(kind: str, start: int, end: int) -> dict[str, Any]:
    return {"sheetId": 0, "dimension": kind, "startIndex": start, "endIndex": end}


def facts(sheet: Any) -> Any:
    return sheet.spreadsheet.fetch_sheet_metadata({"includeGridData": "true"})["sheets"][0]


@pytest.mark.proves("S1")
def test_inserted_rows_push_the_others_down(sheet: Any) -> None:
    sheet.insert_rows([["new"]], row=2)

    assert sheet.col_values(1) == ["a1", "new", "a2", "a3"]
    assert facts(sheet)["properties"]["gridProperties"]["rowCount"] == 7


def test_deleted_columns_pull_the_others_left(sheet: Any) -> None:
    sheet.delete_columns(1)

    assert sheet.get_all_values() == [["b1"], ["b2"], ["b3"]]
    assert facts(sheet)["properties"]["gridProperties"]["columnCount"] == 3


@pytest.mark.parametrize(
    ("start", "end", "to", "order"),
    [
        (0, 1, 2, ["a2", "a1", "a3"]),
        (0, 1, 3, ["a2", "a3", "a1"]),
        (2, 3, 0, ["a3", "a1", "a2"]),
        (0, 2, 3, ["a3", "a1", "a2"]),
        (1, 2, 1, ["a1", "a2", "a3"]),
        (1, 2, 2, ["a1", "a2", "a3"]),
    ],
)
def test_rows_move_to_before_an_index_counted_before_the_move(
    sheet: Any, start: int, end: int, to: int, order: list[str]
) -> None:
    move = {"source": lines("ROWS", start, end), "destinationIndex": to}

    batch(sheet.spreadsheet, {"moveDimension": move})

    assert sheet.col_values(1) == order


def test_everything_that_names_cells_follows_them(sheet: Any) -> None:
    area = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 3, "endColumnIndex": 2}
    sheet.update([["=A3&B3"]], "D1", value_input_option=TYPED_IN)
    batch(
        sheet.spreadsheet,
        {"addNamedRange": {"namedRange": {"name": "Body", "range": area}}},
        {"setBasicFilter": {"filter": {"range": area}}},
        {
            "addConditionalFormatRule": {
                "rule": {
                    "ranges": [area],
                    "booleanRule": {"condition": {"type": "NOT_BLANK"}, "format": {}},
                }
            }
        },
        {"addBanding": {"bandedRange": {"range": area, "rowProperties": {"headerColor": {}}}}},
        {"mergeCells": {"range": {**area, "startColumnIndex": 2, "endColumnIndex": 4}}},
        {"insertDimension": {"range": lines("ROWS", 0, 2)}},
    )

    found = facts(sheet)
    moved = [found["basicFilter"]["range"], found["conditionalFormats"][0]["ranges"][0]]
    moved += [found["bandedRanges"][0]["range"], found["merges"][0]]
    assert [(r["startRowIndex"], r["endRowIndex"]) for r in moved] == [(3, 5)] * 4
    assert sheet.acell("D3", value_render_option=FORMULA).value == "=A5&B5"
    assert sheet.acell("D3").value == "a3b3"
    assert sheet.spreadsheet.values_get("Body")["range"] == "Sheet1!A4:B5"


def test_what_named_only_deleted_rows_goes_with_them(sheet: Any) -> None:
    area = {"sheetId": 0, "startRowIndex": 1, "endRowIndex": 2, "endColumnIndex": 2}
    sheet.update([["=A2", "=SUM(A1:A3)"]], "C3", value_input_option=TYPED_IN)
    batch(
        sheet.spreadsheet,
        {"addNamedRange": {"namedRange": {"name": "Gone", "range": area}}},
        {"mergeCells": {"range": area, "mergeType": "MERGE_ALL"}},
        {"deleteDimension": {"range": lines("ROWS", 1, 2)}},
    )

    assert "merges" not in facts(sheet)
    with refused(400, "Unable to parse range: Gone"):
        sheet.spreadsheet.values_get("Gone")
    assert sheet.get("C2:D2", value_render_option=FORMULA) == [["=#REF!", "=SUM(A1:A2)"]]
    assert sheet.acell("C2").value == "#REF!"


def test_hidden_and_sized_lines_read_back_and_move_along(sheet: Any) -> None:
    sheet.hide_rows(1, 2)
    batch(
        sheet.spreadsheet,
        {
            "updateDimensionProperties": {
                "range": lines("COLUMNS", 0, 1),
                "properties": {"pixelSize": 180},
                "fields": "pixelSize",
            }
        },
        {"insertDimension": {"range": lines("ROWS", 0, 1)}},
    )

    data = facts(sheet)["data"][0]
    assert [row.get("hiddenByUser", False) for row in data["rowMetadata"][:4]] == [
        False,
        False,
        True,
        False,
    ]
    assert [column["pixelSize"] for column in data["columnMetadata"]] == [180, 100, 100, 100]


def test_new_rows_take_the_look_of_their_neighbours(sheet: Any) -> None:
    sheet.format("A1", {"textFormat": {"bold": True}})

    batch(
        sheet.spreadsheet,
        {"insertDimension": {"range": lines("ROWS", 1, 2), "inheritFromBefore": True}},
    )

    rows = facts(sheet)["data"][0]["rowData"]
    assert rows[1]["values"][0]["userEnteredFormat"] == {"textFormat": {"bold": True}}
    assert "userEnteredFormat" not in rows[2]["values"][0]


def test_the_last_row_cannot_be_deleted(sheet: Any) -> None:
    with refused(400, "You can't delete all the rows on the sheet."):
        sheet.delete_rows(1, 6)


def test_lines_group_and_ungroup(sheet: Any) -> None:
    sheet.add_dimension_group_rows(0, 2)
    assert sheet.list_dimension_group_rows() == [
        {"range": {"dimension": "ROWS", "startIndex": 0, "endIndex": 2}, "depth": 1}
    ]
    sheet.delete_dimension_group_rows(0, 2)
    assert sheet.list_dimension_group_rows() == []


def test_a_group_that_is_not_there_is_refused(sheet: Any) -> None:
    with pytest.raises(gspread.exceptions.APIError, match="no group"):
        sheet.delete_dimension_group_columns(0, 2)
