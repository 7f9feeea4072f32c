"""Workbooks as version 1 made them: no notes on columns, no README, no colours of headers. Never changed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any
from zlib import crc32

from sheets_templates.vocabulary.table import Column, ColumnKind, Tab, Writer

Request = dict[str, Any]

SCHEMA_KEY = "bellweave.schema"
SCHEMA_VERSION = 1
FIRST_ROWS = 200
_FORMATS: Mapping[ColumnKind, tuple[str, str]] = {
    ColumnKind.TIME: ("TIME", "h:mm am/pm"),
    ColumnKind.DATE: ("DATE", "yyyy-mm-dd"),
    ColumnKind.MOMENT: ("DATE_TIME", "yyyy-mm-dd h:mm am/pm"),
    ColumnKind.WHOLE_NUMBER: ("NUMBER", "0"),
}
_RED = {"red": 0.96, "green": 0.8, "blue": 0.8}
"""Light enough for black text to be read on it."""
_AS_TYPED = (ColumnKind.ANY,)
"""Kinds whose cells keep the spreadsheet's own format, as any value may stand there."""


def sheet_id(tab: Tab) -> int:
    """The id of a tab's sheet, the same in every workbook and run; 0 is left to Google's first sheet."""
    return crc32(tab.name.encode()) % (2**31 - 1) + 1


def new_workbook_requests(tabs: Sequence[Tab]) -> list[Request]:
    """Requests that turn a spreadsheet just made into these tabs; its own first sheet (id 0) goes."""
    return [*add_tabs_requests(tabs), {"deleteSheet": {"sheetId": 0}}]


def add_tabs_requests(tabs: Sequence[Tab]) -> list[Request]:
    """Requests that add the tabs, each with headers, formats, lists to choose from and protection."""
    return [request for tab in tabs for request in _tab_requests(tab)]


def _tab_requests(tab: Tab) -> Iterator[Request]:
    sheet = sheet_id(tab)
    grid = {
        "rowCount": FIRST_ROWS,
        "columnCount": len(tab.columns),
        "frozenRowCount": 1,
    }
    properties = {"sheetId": sheet, "title": tab.name, "gridProperties": grid}
    yield {"addSheet": {"properties": properties | ({"hidden": True} if tab.hidden else {})}}
    yield _header(tab)
    for number, column in enumerate(tab.columns):
        yield from _column_requests(sheet, number, column)
    for first, last in _runs(tab.columns, Writer.PROGRAM):
        yield _protected(sheet, first, last, "Written by the program")
    for first, last in _runs(tab.columns, Writer.FORMULA):
        yield _protected(sheet, first, last, "A formula")
    location = {"sheetId": sheet}
    metadata = {
        "metadataKey": SCHEMA_KEY,
        "metadataValue": str(SCHEMA_VERSION),
        "location": location,
        "visibility": "DOCUMENT",
    }
    yield {"createDeveloperMetadata": {"developerMetadata": metadata}}


def _header(tab: Tab) -> Request:
    bold = {"textFormat": {"bold": True}}
    cells = [
        {
            "userEnteredValue": {"stringValue": column.header},
            "userEnteredFormat": bold,
            "note": _note(column),
        }
        for column in tab.columns
    ]
    return {
        "updateCells": {
            "start": {"sheetId": sheet_id(tab), "rowIndex": 0, "columnIndex": 0},
            "rows": [{"values": cells}],
            "fields": "userEnteredValue,userEnteredFormat.textFormat.bold,note",
        }
    }


def _note(column: Column) -> str:
    """What the header's note tells: the column's own, whether it must be filled, who writes it."""
    needed = "Must be filled in." if column.required else ""
    ours = "Filled in by the program." if column.writer is not Writer.HUMAN else ""
    return " ".join(part for part in (column.note, needed, ours) if part)


def _cells(sheet: int, column: int, first_row: int) -> dict[str, int]:
    """The GridRange of a column from a row to the end of the sheet."""
    return {
        "sheetId": sheet,
        "startRowIndex": first_row,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }


def _column_requests(sheet: int, number: int, column: Column) -> Iterator[Request]:
    yield from _cell_requests(_cells(sheet, number, 1), column)
    yield from (_red_on(_cells(sheet, number, 1), word) for word in column.alarming)
    if column.hidden:
        lines = {
            "sheetId": sheet,
            "dimension": "COLUMNS",
            "startIndex": number,
            "endIndex": number + 1,
        }
        yield {
            "updateDimensionProperties": {
                "range": lines,
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        }


def _cell_requests(cells: Mapping[str, int], column: Column) -> Iterator[Request]:
    """How the cells of a column look and which words may be chosen in them."""
    if column.kind not in _AS_TYPED:
        kind, pattern = _FORMATS.get(column.kind, ("TEXT", "@"))
        look = {"numberFormat": {"type": kind, "pattern": pattern}}
        yield {
            "repeatCell": {
                "range": cells,
                "cell": {"userEnteredFormat": look},
                "fields": "userEnteredFormat.numberFormat",
            }
        }
    words = column.allowed if column.kind is ColumnKind.CHOICE else ()
    if column.kind is ColumnKind.YES_NO:
        words = ("yes", "no")
    if words:
        yield {"setDataValidation": {"range": cells, "rule": _one_of(words)}}


def _one_of(words: Iterable[str]) -> dict[str, Any]:
    """A list to choose from; another word is marked but kept, and told by the check."""
    values = [{"userEnteredValue": word} for word in words]
    return {"condition": {"type": "ONE_OF_LIST", "values": values}, "showCustomUi": True}


def _red_on(cells: Mapping[str, int], word: str) -> Request:
    """A rule by which cells that hold a word turn red; it grows with the sheet."""
    condition = {"type": "TEXT_EQ", "values": [{"userEnteredValue": word}]}
    look = {"backgroundColorStyle": {"rgbColor": _RED}}
    rule = {"ranges": [cells], "booleanRule": {"condition": condition, "format": look}}
    return {"addConditionalFormatRule": {"rule": rule}}


def _runs(columns: Sequence[Column], writer: Writer) -> Iterator[tuple[int, int]]:
    """First and one past last number of the columns side by side that this writer fills."""
    for ours, group in groupby(enumerate(columns), lambda pair: pair[1].writer is writer):
        numbers = [number for number, _ in group]
        if ours:
            yield numbers[0], numbers[-1] + 1


def _protected(sheet: int, first: int, last: int, why: str) -> Request:
    """Protection for the columns, header included; only whoever made the workbook may edit them."""
    cells = {"sheetId": sheet, "startColumnIndex": first, "endColumnIndex": last}
    return {"addProtectedRange": {"protectedRange": {"range": cells, "description": why}}}
