"""A sheet as it is read: what was merged, renamed or worked out, and values at the edges of their kinds."""

from datetime import date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scheduler.errors import RemoteError
from sheets_templates.building.build import COLUMN_KEY, extended
from sheets_templates.vocabulary.table import CellKind, CellValue
from sync.sheets.sheet_cells import read_cell, read_sheet
from sync.sheets.tracker_memory import plain


def text(value: str) -> dict[str, Any]:
    return {"userEnteredValue": {"stringValue": value}, "effectiveValue": {"stringValue": value}}


def a_sheet(*rows: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    data = {"rowData": [{"values": row} for row in rows], **more.pop("data", {})}
    return {"properties": {"sheetId": 7, "title": "Log"}, "data": [data], **more}


def noted(*headers: str) -> dict[str, Any]:
    marks = [[{"metadataKey": COLUMN_KEY, "metadataValue": one}] if one else [] for one in headers]
    return {"columnMetadata": [{"developerMetadata": mark} if mark else {} for mark in marks]}


@pytest.mark.proves("S2")
def test_a_renamed_header_is_read_as_the_one_noted_on_its_column() -> None:
    sheet = read_sheet(
        a_sheet([text("Fecha"), text("mine"), {}], data=noted("date", "", "teacher"))
    )

    assert [cell.value for cell in sheet.grid[0]] == ["date", "mine", "teacher"]
    assert sheet.renamed == {0: "Fecha", 2: ""}
    assert sheet.grid[0][0].where == "Log!A1"


@pytest.mark.proves("S5")
def test_of_merged_cells_only_the_first_holds_a_value() -> None:
    area = {"startRowIndex": 1, "endRowIndex": 3, "endColumnIndex": 2}

    (joined,) = read_sheet(a_sheet([text("id")], merges=[area])).joined

    covered = [
        (row, column) for row in range(4) for column in range(3) if joined.hides(row, column)
    ]
    assert covered == [(1, 1), (2, 0), (2, 1)]


@pytest.mark.proves("S5")
def test_a_formula_keeps_its_words_beside_its_result() -> None:
    raw = {"userEnteredValue": {"formulaValue": "=1+1"}, "effectiveValue": {"numberValue": 2}}

    sheet = read_sheet(a_sheet([text("id"), raw]))

    assert sheet.formulas == {(0, 1): "=1+1"}
    assert (sheet.grid[0][1].value, sheet.grid[0][1].formula) == (2.0, True)


@pytest.mark.proves("S5", "T6")
@pytest.mark.parametrize(
    ("serial", "style", "value"),
    [
        (1, "DATE", date(1899, 12, 31)),
        (59, "DATE", date(1900, 2, 27)),
        (60, "DATE", date(1900, 2, 28)),
        (61, "DATE", date(1900, 3, 1)),
        (1462, "DATE", date(1904, 1, 1)),
        (46421.99, "DATE", date(2027, 2, 3)),
        (0.9999999, "TIME", 0.9999999),
        (46421.25, "DATE_TIME", datetime(2027, 2, 3, 6)),  # noqa: DTZ001 - wall time
        (0.5, "DATE", 0.5),
        (1.5, "TIME", 1.5),
        (0.5, "PERCENT", 0.5),
    ],
)
def test_serial_numbers_are_days_since_the_end_of_1899_and_nothing_else(
    serial: float, style: str, value: CellValue
) -> None:
    """Day 60 is no 29 February 1900 here, as it is in Excel; a book that counts from 1904 is a file."""
    number = {"numberValue": serial}
    look = {"effectiveFormat": {"numberFormat": {"type": style}}}

    cell = read_cell({"userEnteredValue": number, "effectiveValue": number, **look}, "Log!A1")

    assert cell.value == value


@pytest.mark.proves("S5")
@given(
    st.one_of(
        st.dates(date(1900, 3, 1), date(2200, 1, 1)),
        st.times().map(lambda one: one.replace(microsecond=0)),
        st.datetimes(datetime(1900, 3, 1), datetime(2200, 1, 1)).map(  # noqa: DTZ001 - wall time
            lambda one: one.replace(microsecond=0)
        ),
    )
)
def test_a_day_or_hour_is_the_same_whatever_look_its_cell_has(moment: date | time) -> None:
    serial = extended(moment)
    looks: list[dict[str, Any]] = [
        {},
        *(
            {"effectiveFormat": {"numberFormat": {"type": kind}}}
            for kind in (["TIME"] if isinstance(moment, time) else ["DATE_TIME", "NUMBER"])
        ),
    ]

    for look in looks:
        cell = read_cell({"userEnteredValue": serial, "effectiveValue": serial, **look}, "Log!A1")
        assert plain(cell.value) == plain(moment)


@pytest.mark.proves("S5")
def test_an_unticked_box_an_empty_text_and_nothing_are_told_apart() -> None:
    box = {"userEnteredValue": {"boolValue": False}, "effectiveValue": {"boolValue": False}}

    kinds = [read_cell(raw, "Log!A1").kind for raw in (box, text(""), {})]

    assert kinds == [CellKind.BOOLEAN, CellKind.EMPTY, CellKind.EMPTY]
    assert len({plain(value) for value in (False, "", 0, "0", "FALSE")}) == 5


@pytest.mark.parametrize("odd", [{"merges": [3]}, {"data": [{"columnMetadata": [3]}]}])
def test_an_odd_shape_is_refused_and_not_guessed(odd: dict[str, Any]) -> None:
    with pytest.raises(RemoteError):
        read_sheet({"properties": {"title": "Log"}, **odd})
