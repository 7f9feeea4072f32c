"""Requests that write, find and move cells."""

from typing import Any

import pytest

from tests.local_google.district import District
from tests.local_google.workbooks import FORMULA, PLAIN, TYPED_IN, batch, cells, people, refused


@pytest.fixture
def sheet(district: District) -> Any:
    sheet = people(district).create("Week").sheet1
    sheet.resize(6, 4)
    sheet.update([["Room 7", "room 7"], ["Ines", 7], ["Omar", True]], "A1")
    return sheet


def texts(*values: str) -> dict[str, Any]:
    return {"values": [{"userEnteredValue": {"stringValue": value}} for value in values]}


@pytest.mark.proves("GS-37")
def test_cells_of_the_range_that_the_rows_do_not_reach_are_cleared(sheet: Any) -> None:
    area = {"endRowIndex": 3, "endColumnIndex": 2}
    request = {"range": area, "rows": [texts("only")], "fields": "userEnteredValue"}
    sheet.format("A2", {"textFormat": {"bold": True}})

    batch(sheet.spreadsheet, {"updateCells": request})

    assert sheet.get_all_values() == [["only"]]
    kept = cells(sheet.spreadsheet, "Sheet1!A2")[0][0]
    assert kept["userEnteredFormat"] == {"textFormat": {"bold": True}}


def test_every_kind_of_value_is_written_and_read_back(sheet: Any) -> None:
    values: list[dict[str, Any]] = [
        {"numberValue": 2.5},
        {"boolValue": False},
        {"stringValue": "=text"},
        {"formulaValue": "=A1&1"},
    ]
    row = {"values": [{"userEnteredValue": value} for value in values]}
    start = {"sheetId": 0, "rowIndex": 4}
    batch(sheet.spreadsheet, {"updateCells": {"start": start, "rows": [row], "fields": "*"}})

    (found,) = cells(sheet.spreadsheet, "Sheet1!A5:D5")

    assert [cell["userEnteredValue"] for cell in found] == values
    assert [cell["formattedValue"] for cell in found] == ["2.5", "FALSE", "=text", "Room 71"]


def test_what_cannot_be_kept_is_refused_not_dropped(sheet: Any) -> None:
    rich = {"values": [{"textFormatRuns": [{"startIndex": 1}]}]}
    error = {"values": [{"userEnteredValue": {"errorValue": {"type": "REF"}}}]}
    far = {"start": {"rowIndex": 6}, "rows": [texts("x")], "fields": "userEnteredValue"}

    with refused(501, "textFormatRuns: not implemented"):
        batch(sheet.spreadsheet, {"updateCells": {"start": {}, "rows": [rich], "fields": "*"}})
    with refused(400, "errorValue cannot be written"):
        batch(sheet.spreadsheet, {"updateCells": {"start": {}, "rows": [error], "fields": "*"}})
    with refused(400, "Invalid requests[0].updateCells"):
        batch(sheet.spreadsheet, {"updateCells": far})


def test_appended_cells_follow_the_last_row_with_a_value(sheet: Any) -> None:
    rows = [texts("Lena"), texts("Zoe", "8"), texts("Nina"), texts("Ada")]
    request = {"sheetId": 0, "rows": rows, "fields": "userEnteredValue"}

    batch(sheet.spreadsheet, {"appendCells": request})

    assert sheet.col_values(1) == ["Room 7", "Ines", "Omar", "Lena", "Zoe", "Nina", "Ada"]
    assert sheet.spreadsheet.sheet1.row_count == 7


@pytest.mark.parametrize(
    ("more", "found", "changed"),
    [
        ({}, [["Hall 7", "Hall 7"]], 2),
        ({"matchCase": True}, [["Hall 7", "room 7"]], 1),
        ({"find": "Room", "matchEntireCell": True}, [["Room 7", "room 7"]], 0),
        ({"find": "^R.*7$", "searchByRegex": True, "matchCase": True}, [["Hall", "room 7"]], 1),
    ],
)
def test_texts_are_found_and_replaced(
    sheet: Any, more: dict[str, Any], found: list[list[str]], changed: int
) -> None:
    request = {"find": "Room", "replacement": "Hall", "allSheets": True, **more}

    (reply,) = batch(sheet.spreadsheet, {"findReplace": request})

    assert sheet.get("A1:B1") == found
    assert reply["findReplace"].get("valuesChanged", 0) == changed
    assert sheet.get("B2", value_render_option=PLAIN) == [[7]]


def test_formulas_are_searched_only_when_asked_for(sheet: Any) -> None:
    sheet.update([["=A2"]], "D1", value_input_option=TYPED_IN)
    request = {"find": "A2", "replacement": "A3", "sheetId": 0}

    batch(sheet.spreadsheet, {"findReplace": request})
    assert sheet.acell("D1", value_render_option=FORMULA).value == "=A2"
    (reply,) = batch(sheet.spreadsheet, {"findReplace": {**request, "includeFormulas": True}})

    assert sheet.acell("D1").value == "Omar"
    assert reply["findReplace"]["formulasChanged"] == 1


def test_numbers_sort_before_texts_and_blanks_last_both_ways(sheet: Any) -> None:
    sheet.update([["b"], [2], [""], [True], ["A"], [10]], "C1")

    sheet.sort((3, "asc"), range="C1:C6")
    assert sheet.col_values(3) == ["2", "10", "A", "b", "TRUE"]
    sheet.sort((3, "des"), range="C1:C6")
    assert sheet.col_values(3) == ["TRUE", "b", "A", "10", "2"]


def test_names_bands_charts_and_rules_are_changed_and_removed(sheet: Any) -> None:
    book, area = sheet.spreadsheet, {"endRowIndex": 2, "endColumnIndex": 1}
    rule = {"ranges": [area], "gradientRule": {"minpoint": {"type": "MIN"}}}
    named, banded, charted, _ = batch(
        book,
        {"addNamedRange": {"namedRange": {"name": "Old", "range": area}}},
        {"addBanding": {"bandedRange": {"range": area, "rowProperties": {}}}},
        {"addChart": {"chart": {"spec": {"title": "Visits"}}}},
        {"addConditionalFormatRule": {"rule": rule}},
    )
    number = named["addNamedRange"]["namedRange"]["namedRangeId"]
    band = banded["addBanding"]["bandedRange"]["bandedRangeId"]
    chart = charted["addChart"]["chart"]["chartId"]
    other = {**rule, "ranges": [{**area, "endRowIndex": 3}]}

    replies = batch(
        book,
        {
            "updateNamedRange": {
                "namedRange": {"namedRangeId": number, "name": "New"},
                "fields": "name",
            }
        },
        {"updateConditionalFormatRule": {"rule": other, "index": 0}},
        {"deleteBanding": {"bandedRangeId": band}},
        {"deleteEmbeddedObject": {"objectId": chart}},
    )

    assert book.values_get("New")["range"] == "Sheet1!A1:A2"
    assert replies[1]["updateConditionalFormatRule"]["oldRule"]["ranges"] == [area]
    tab = book.fetch_sheet_metadata()["sheets"][0]
    assert tab["conditionalFormats"][0]["ranges"][0]["endRowIndex"] == 3
    assert "bandedRanges" not in tab
    assert "charts" not in tab
    with refused(400, "No bandedRangeId with id"):
        batch(book, {"deleteBanding": {"bandedRangeId": band}})
