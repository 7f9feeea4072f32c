"""Where `append` puts rows."""

from typing import Any

import pytest
from gspread.utils import InsertDataOption

from tests.local_google.district import District
from tests.local_google.workbooks import people

# The drawing of the guide "Reading & writing cell values": two tables, at A1:C2 and at B4:D6.
GUIDE = [
    ["x", "y", "z"],
    ["x", "y", "z"],
    [],
    ["", "x", "y"],
    ["", "", "y", "z"],
    ["", "x", "y", "z"],
]


@pytest.fixture
def sheet(district: District) -> Any:
    sheet = people(district).create("Week").sheet1
    sheet.update(GUIDE, "A1")
    return sheet


@pytest.mark.proves("GS-36")
@pytest.mark.parametrize(
    ("asked", "starts", "table"),
    [
        ("Sheet1", "B7", "B4:D6"),
        ("Sheet1!B4", "B7", "B4:D6"),
        ("Sheet1!C5:D5", "B7", "B4:D6"),
        ("Sheet1!B2:D4", "B7", "B4:D6"),
        ("Sheet1!A3:G10", "B7", "B4:D6"),
        ("Sheet1!A1", "A3", "A1:C2"),
        ("Sheet1!E4", "E4", None),
        ("Sheet1!A4", "A4", None),
    ],
)
def test_rows_follow_the_last_table_of_the_range_as_the_guide_says(
    sheet: Any, asked: str, starts: str, table: str | None
) -> None:
    answer = sheet.spreadsheet.values_append(
        asked, {"valueInputOption": "RAW"}, {"values": [["new"]]}
    )

    assert answer["updates"]["updatedRange"] == f"Sheet1!{starts}"
    assert answer.get("tableRange") == (f"Sheet1!{table}" if table else None)
    assert sheet.acell(starts).value == "new"


@pytest.mark.proves("GS-36")
def test_a_blank_cell_ends_the_table_sideways_as_recorded(district: District) -> None:
    sheet = people(district).create("Week").sheet1
    row = ["first", "", "third"]
    empty = sheet.append_row(row)

    second = sheet.append_row(row, table_range="A1")

    assert "tableRange" not in empty
    assert empty["updates"]["updatedRange"] == "Sheet1!A1:C1"
    assert second["tableRange"] == "Sheet1!A1"
    assert second["updates"]["updatedRange"] == "Sheet1!A2:C2"
    assert sheet.row_values(2) == row


def test_rows_drift_right_when_the_key_column_is_empty(district: District) -> None:
    sheet = people(district).create("Week").sheet1
    sheet.update([["", "name"], ["", "Omar"]], "A1")

    answer = sheet.append_row(["k3", "Lena"])

    assert answer["updates"]["updatedRange"] == "Sheet1!B3:C3"


def test_appending_grows_the_grid(district: District) -> None:
    sheet = people(district).create("Week").sheet1
    sheet.resize(2, 2)
    sheet.update([["a", "b"], ["c", "d"]], "A1")

    sheet.append_rows([["e", "f", "g"], ["h"]])

    grid = sheet.spreadsheet.fetch_sheet_metadata()["sheets"][0]["properties"]["gridProperties"]
    assert (grid["rowCount"], grid["columnCount"]) == (4, 3)
    assert sheet.get("A3:C4") == [["e", "f", "g"], ["h"]]


def test_inserted_rows_push_what_stood_below(district: District) -> None:
    sheet = people(district).create("Week").sheet1
    sheet.update([["a"], ["b"], [], ["total"]], "A1")

    sheet.append_rows(
        [["c"], ["d"]], insert_data_option=InsertDataOption.insert_rows, table_range="A1"
    )

    assert sheet.col_values(1) == ["a", "b", "c", "d", "", "total"]
