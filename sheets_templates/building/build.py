"""Tabs -> the requests of `spreadsheets.batchUpdate` that make them, and that fill them with rows.

Google restates: one batchUpdate is all or nothing and counts as one write; a sheet's id may be chosen
when it is added; dates and times are days since 1899-12-30; protection limits editing, not reading.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import groupby
from typing import Any
from zlib import crc32

from sheets_templates.building.build_columns import (
    COLUMN_KEY,
    HEADER_FIELDS,
    Request,
    cell_requests,
    cells_from,
    column_metadata_request,
    column_requests,
    header_cell,
    metadata_request,
)
from sheets_templates.building.chart_requests import chart_requests, rgb
from sheets_templates.vocabulary.charts import room_beside
from sheets_templates.vocabulary.choices import columns_referred_to, range_name
from sheets_templates.vocabulary.grid import filled
from sheets_templates.vocabulary.looks import tab_colour
from sheets_templates.vocabulary.placing import Place
from sheets_templates.vocabulary.table import CellValue, Column, ColumnKind, Tab, Writer

__all__ = [
    "COLUMN_KEY",
    "FIRST_ROWS",
    "SCHEMA_KEY",
    "SCHEMA_VERSION",
    "Request",
    "add_tabs_requests",
    "column_metadata_request",
    "extended",
    "fill_requests",
    "new_workbook_requests",
    "sheet_id",
    "table_requests",
]

SCHEMA_KEY = "bellweave.schema"
SCHEMA_VERSION = 2
"""Of the tabs' columns and of what stands beside them. Version 1 knew its columns by their headers alone."""
FIRST_ROWS = 200
"""Rows of a new tab. Every formatted cell, empty or not, is part of each later read, so few; a person
adds more with one click, `fill_requests` as many as it needs."""
ROWS_AT_ONCE = 500
"""Rows of one request, so that a long tab can be written in several parts."""
_DAY_ZERO = date(1899, 12, 30)
PROTECTED: Mapping[Writer, str] = {
    Writer.PROGRAM: "Written by the program",
    Writer.FORMULA: "A formula",
}
"""What a protection says, by who writes the columns it covers."""


def sheet_id(tab: Tab) -> int:
    """The id of a tab's sheet, the same in every workbook and run; 0 is left to Google's first sheet."""
    return crc32(tab.name.encode()) % (2**31 - 1) + 1


def new_workbook_requests(
    tabs: Sequence[Tab], at: Mapping[str, Place] | None = None
) -> list[Request]:
    """Requests that turn a spreadsheet just made into these tabs; its own first sheet (id 0) goes.

    `at` says where each stands and whether it is seen; without it they stand in this order.
    """
    sheets = {tab.name: sheet_id(tab) for tab in tabs}
    charts = chart_requests(tabs, sheets, sheets)
    return [*add_tabs_requests(tabs, at=at), *charts, {"deleteSheet": {"sheetId": 0}}]


def add_tabs_requests(
    tabs: Sequence[Tab], *, beside: Sequence[Tab] = (), at: Mapping[str, Place] | None = None
) -> list[Request]:
    """Requests that add the tabs, each with headers, formats, lists to choose from and protection.

    `beside` are the tabs there already, from which may be chosen as well. Charts, which may need other tabs
    too, are drawn after all of them: `chart_requests`.
    """
    present = {tab.name: tab for tab in (*beside, *tabs)}
    # All sheets come first, as a list in one may be chosen from another.
    return [
        *(_added(tab, (at or {}).get(tab.name)) for tab in tabs),
        *(request for tab in tabs for request in _tab_requests(tab, present)),
        *(
            named_range_request(tab, number)
            for tab, number in columns_referred_to(present.values())
            if tab in tabs
        ),
    ]


def fill_requests(
    tab: Tab, records: Sequence[Mapping[str, CellValue]], beside: Sequence[Tab] = ()
) -> list[Request]:
    """Requests that write records below the header of a tab just added, making it longer if need be.

    Dates and times are written as such, texts as text. `beside` are the tabs of its workbook, from which may
    be chosen in the rows it gets more.
    """
    rows = filled(tab, records)[1:]
    if not rows:
        return []
    sheet = sheet_id(tab)
    writes = [
        _rows_request(sheet, first + 1, rows[first : first + ROWS_AT_ONCE])
        for first in range(0, len(rows), ROWS_AT_ONCE)
    ]
    present = {one.name: one for one in (*beside, tab)}
    return [*_longer(tab, len(rows) + 1, present), *writes]


def _rows_request(sheet: int, first: int, rows: Sequence[Sequence[CellValue]]) -> Request:
    start = {"sheetId": sheet, "rowIndex": first, "columnIndex": 0}
    values = [{"values": [{"userEnteredValue": extended(one)} for one in row]} for row in rows]
    return {"updateCells": {"start": start, "rows": values, "fields": "userEnteredValue"}}


def table_requests(tabs: Sequence[Tab], lengths: Mapping[str, int]) -> list[Request]:
    """Requests that make a Table of each tab whose columns are all written by people.

    A protected column and a Table do not go together: a row cannot be added to it by whoever may not write
    in all of it. `lengths` are the rows of a tab, header included, where they are more than a new one has.
    Its dropdowns are the fixed lists; columns chosen from elsewhere keep their own.
    """
    return [
        _table(tab, max(lengths.get(tab.name, 0), FIRST_ROWS))
        for tab in tabs
        if all(column.writer is Writer.HUMAN for column in tab.columns)
    ]


def named_range_request(tab: Tab, number: int) -> Request:
    """A request that names the cells below a header, like `People_person_id`."""
    name = range_name(tab, tab.columns[number].header)
    cells = cells_from(sheet_id(tab), number, 1)
    return {"addNamedRange": {"namedRange": {"name": name, "range": cells}}}


def protection_request(sheet: int, first: int, last: int, writer: Writer) -> Request:
    """Protection for the columns, header included; only whoever made the workbook may edit them."""
    cells = {"sheetId": sheet, "startColumnIndex": first, "endColumnIndex": last}
    return {
        "addProtectedRange": {"protectedRange": {"range": cells, "description": PROTECTED[writer]}}
    }


def _added(tab: Tab, place: Place | None) -> Request:
    grid = {
        "rowCount": FIRST_ROWS,
        "columnCount": len(tab.columns) + room_beside(len(tab.charts)),
        "frozenRowCount": 1,
    }
    properties: dict[str, Any] = {
        "sheetId": sheet_id(tab),
        "title": tab.name,
        "gridProperties": grid,
        "tabColorStyle": {"rgbColor": rgb(tab_colour(tab))},
    }
    if place.hidden if place else tab.hidden:
        properties["hidden"] = True
    if place:
        properties["index"] = place.index
    return {"addSheet": {"properties": properties}}


def _tab_requests(tab: Tab, present: Mapping[str, Tab]) -> Iterator[Request]:
    sheet = sheet_id(tab)
    yield {
        "updateCells": {
            "start": {"sheetId": sheet, "rowIndex": 0, "columnIndex": 0},
            "rows": [{"values": [header_cell(column) for column in tab.columns]}],
            "fields": HEADER_FIELDS,
        }
    }
    for number, column in enumerate(tab.columns):
        yield from column_requests(sheet, number, column, present)
    for writer in PROTECTED:
        for first, last in _runs(tab.columns, writer):
            yield protection_request(sheet, first, last, writer)
    yield metadata_request(SCHEMA_KEY, str(SCHEMA_VERSION), {"sheetId": sheet})
    for number, column in enumerate(tab.columns):
        yield column_metadata_request(sheet, number, column.header)


def _longer(tab: Tab, length: int, present: Mapping[str, Tab]) -> list[Request]:
    """Requests that give a tab as many rows and format the new ones."""
    if length <= FIRST_ROWS:
        return []
    sheet = sheet_id(tab)
    properties = {"sheetId": sheet, "gridProperties": {"rowCount": length}}
    grown = {"properties": properties, "fields": "gridProperties.rowCount"}
    return [
        {"updateSheetProperties": grown},
        *(
            request
            for number, column in enumerate(tab.columns)
            for request in cell_requests(cells_from(sheet, number, FIRST_ROWS), column, present)
        ),
    ]


def _table(tab: Tab, rows: int) -> Request:
    cells = {
        "sheetId": sheet_id(tab),
        "startRowIndex": 0,
        "endRowIndex": rows,
        "startColumnIndex": 0,
        "endColumnIndex": len(tab.columns),
    }
    columns = [_table_column(number, column) for number, column in enumerate(tab.columns)]
    return {"addTable": {"table": {"name": tab.name, "range": cells, "columnProperties": columns}}}


def _table_column(number: int, column: Column) -> Request:
    about: Request = {"columnIndex": number, "columnName": column.header}
    if column.kind is ColumnKind.CHOICE and column.allowed:
        values = [{"userEnteredValue": word} for word in column.allowed]
        condition = {"type": "ONE_OF_LIST", "values": values}
        about |= {"columnType": "DROPDOWN", "dataValidationRule": {"condition": condition}}
    return about


def extended(value: CellValue) -> dict[str, Any]:
    """Google's ExtendedValue of a value; a text is a stringValue, so it is never run as a formula."""
    match value:
        case None | "":
            return {}
        case bool():
            return {"boolValue": value}
        case datetime():
            return {"numberValue": _serial_day(value) + _serial_clock(value.time())}
        case date():
            return {"numberValue": _serial_day(value)}
        case time():
            return {"numberValue": _serial_clock(value)}
        case int() | float():
            return {"numberValue": value}
        case _:
            return {"stringValue": value}


def _serial_day(day: date) -> int:
    return (date(day.year, day.month, day.day) - _DAY_ZERO).days


def _serial_clock(wall: time) -> float:
    return timedelta(hours=wall.hour, minutes=wall.minute, seconds=wall.second) / timedelta(days=1)


def _runs(columns: Sequence[Column], writer: Writer) -> Iterator[tuple[int, int]]:
    """First and one past last number of the columns side by side that this writer fills."""
    for ours, group in groupby(enumerate(columns), lambda pair: pair[1].writer is writer):
        numbers = [number for number, _ in group]
        if ours:
            yield numbers[0], numbers[-1] + 1
