"""A column of a tab -> the requests that give its cells their format, colours, choices and notes."""

from collections.abc import Iterator, Mapping
from typing import Any

from sheets_templates.building.chart_requests import rgb
from sheets_templates.vocabulary.choices import Choices, Valid, choices_of, range_below
from sheets_templates.vocabulary.looks import HEADERS, FromNumber, Look, Scale, WhenText, looks_of
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab, Writer

Request = dict[str, Any]

COLUMN_KEY = "bellweave.column"
"""Of the note on each column that keeps its header, by which it is found when a person renames it."""
HEADER_FIELDS = (
    "userEnteredValue,userEnteredFormat.textFormat.bold,userEnteredFormat.backgroundColorStyle,note"
)
_FORMATS: Mapping[ColumnKind, tuple[str, str]] = {
    ColumnKind.TIME: ("TIME", "h:mm am/pm"),
    ColumnKind.DATE: ("DATE", "yyyy-mm-dd"),
    ColumnKind.MOMENT: ("DATE_TIME", "yyyy-mm-dd h:mm am/pm"),
    ColumnKind.WHOLE_NUMBER: ("NUMBER", "0"),
}
_AS_TYPED = (ColumnKind.ANY, ColumnKind.TICK)
"""Kinds whose cells keep the spreadsheet's own format, as any value may stand there."""


def number_format(column: Column) -> tuple[str, str] | None:
    """Google's type and pattern of a column's cells; None where they keep the spreadsheet's own."""
    return None if column.kind in _AS_TYPED else _FORMATS.get(column.kind, ("TEXT", "@"))


def header_note(column: Column) -> str:
    """What the header's note tells: the column's own, whether it must be filled, who writes it."""
    needed = "Must be filled in." if column.required else ""
    ours = "Filled in by the program." if column.writer is not Writer.HUMAN else ""
    return " ".join(part for part in (column.note, needed, ours) if part)


def header_cell(column: Column) -> Request:
    """The CellData of a header, to be written with HEADER_FIELDS."""
    look = {
        "textFormat": {"bold": True},
        "backgroundColorStyle": {"rgbColor": rgb(HEADERS[column.writer])},
    }
    return {
        "userEnteredValue": {"stringValue": column.header},
        "userEnteredFormat": look,
        "note": header_note(column),
    }


def column_requests(
    sheet: int, number: int, column: Column, present: Mapping[str, Tab]
) -> Iterator[Request]:
    """Everything below the header of a new column; `present` are the tabs of its workbook by name."""
    yield from cell_requests(cells_from(sheet, number, 1), column, present)
    for rule in reversed(colour_rules(sheet, number, column)):
        yield {"addConditionalFormatRule": {"rule": rule, "index": 0}}
    if column.hidden:
        yield {
            "updateDimensionProperties": {
                "range": lines_of(sheet, number),
                "properties": {"hiddenByUser": True},
                "fields": "hiddenByUser",
            }
        }
    if column.width:
        yield {
            "updateDimensionProperties": {
                "range": lines_of(sheet, number),
                "properties": {"pixelSize": column.width},
                "fields": "pixelSize",
            }
        }


def cell_requests(
    cells: Mapping[str, int], column: Column, present: Mapping[str, Tab]
) -> Iterator[Request]:
    """How the cells of a column look and which values they are not marked for."""
    form = number_format(column)
    if form:
        look = {"numberFormat": dict(zip(("type", "pattern"), form, strict=True))}
        yield {
            "repeatCell": {
                "range": cells,
                "cell": {"userEnteredFormat": look},
                "fields": "userEnteredFormat.numberFormat",
            }
        }
    choices = choices_of(column, present)
    if choices:
        yield {"setDataValidation": {"range": cells, "rule": validation(choices, present)}}


def validation(choices: Choices, present: Mapping[str, Tab]) -> Request:
    """The DataValidationRule: it marks and never refuses, but for a box, which knows two values only."""
    match choices.valid:
        case Valid.ONE_OF:
            values = [{"userEnteredValue": word} for word in choices.words]
            return {"condition": {"type": "ONE_OF_LIST", "values": values}, "showCustomUi": True}
        case Valid.ONE_OF_COLUMN:
            place = f"={range_below(present[choices.tab], choices.header)}"
            condition = {"type": "ONE_OF_RANGE", "values": [{"userEnteredValue": place}]}
            return {"condition": condition, "showCustomUi": True}
        case Valid.TICK:
            return {"condition": {"type": "BOOLEAN"}, "showCustomUi": True, "strict": True}
        case Valid.DAY:
            return {"condition": {"type": "DATE_IS_VALID"}}
        case Valid.E_MAIL:
            return {"condition": {"type": "TEXT_IS_EMAIL"}}
        case Valid.COUNT:
            values = [{"userEnteredValue": "0"}]
            return {"condition": {"type": "NUMBER_GREATER_THAN_EQ", "values": values}}


def colour_rules(sheet: int, number: int, column: Column) -> list[Request]:
    """The conditional formats of a column, the strongest first; they grow with the sheet."""
    cells = cells_from(sheet, number, 1)
    return [{"ranges": [cells], **_rule(look)} for look in looks_of(column)]


def _rule(look: Look) -> Request:
    match look:
        case WhenText():
            return _when("TEXT_EQ", look.word, look.colour)
        case FromNumber():
            return _when("NUMBER_GREATER_THAN_EQ", f"{look.least:g}", look.colour)
        case Scale():
            return {
                "gradientRule": {
                    "minpoint": _point(look.low, look.pale),
                    "maxpoint": _point(look.high, look.dark),
                }
            }


def _when(condition: str, value: str, colour: str) -> Request:
    test = {"type": condition, "values": [{"userEnteredValue": value}]}
    look = {"backgroundColorStyle": {"rgbColor": rgb(colour)}}
    return {"booleanRule": {"condition": test, "format": look}}


def _point(value: float, colour: str) -> Request:
    return {"type": "NUMBER", "value": f"{value:g}", "colorStyle": {"rgbColor": rgb(colour)}}


def column_metadata_request(sheet: int, number: int, header: str) -> Request:
    """A request that notes on a column which of ours it is; it stays there when the column moves."""
    return metadata_request(COLUMN_KEY, header, {"dimensionRange": lines_of(sheet, number)})


def metadata_request(key: str, value: str, location: Mapping[str, Any]) -> Request:
    """The longest tab of ours takes about a fiftieth of the 30,000 characters Google keeps for one."""
    metadata = {
        "metadataKey": key,
        "metadataValue": value,
        "location": location,
        "visibility": "DOCUMENT",
    }
    return {"createDeveloperMetadata": {"developerMetadata": metadata}}


def lines_of(sheet: int, column: int) -> dict[str, Any]:
    """The DimensionRange of one column."""
    return {
        "sheetId": sheet,
        "dimension": "COLUMNS",
        "startIndex": column,
        "endIndex": column + 1,
    }


def cells_from(sheet: int, column: int, first_row: int) -> dict[str, int]:
    """The GridRange of a column from a row to the end of the sheet."""
    return {
        "sheetId": sheet,
        "startRowIndex": first_row,
        "startColumnIndex": column,
        "endColumnIndex": column + 1,
    }
