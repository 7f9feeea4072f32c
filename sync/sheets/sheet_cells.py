"""Cells of a Google Sheet, as `spreadsheets.get` tells them, into the cells every tab is read from.

Google restates: dates and times are days since 1899-12-30, told apart only by the number format;
trailing empty cells and rows are left out; zero and false may be left out of an answer.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from scheduler.errors import RemoteError
from sheets_templates.building.build import COLUMN_KEY
from sheets_templates.vocabulary.table import Cell, CellKind, CellValue, Grid, address

FIELDS = (
    "sheets(properties(sheetId,title),merges,data(startRow,startColumn,"
    "columnMetadata(developerMetadata(metadataKey,metadataValue)),"
    "rowData(values(userEnteredValue/formulaValue,effectiveValue,effectiveFormat/numberFormat/type))))"
)
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - a cell's date is wall time, in no zone
_DAY_LAST = 2_958_465
_ROWS_MOST, _COLUMNS_MOST = 200_000, 18_278
"""Far beyond any tab of ours; the columns are Google's own most (ZZZ)."""
_DAY_SECONDS = 86_400
_ERRORS = {
    "ERROR": "#ERROR!",
    "NULL_VALUE": "#NULL!",
    "DIVIDE_BY_ZERO": "#DIV/0!",
    "VALUE": "#VALUE!",
    "REF": "#REF!",
    "NAME": "#NAME?",
    "NUM": "#NUM!",
    "N_A": "#N/A",
    "LOADING": "Loading...",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Joined:
    """Cells joined into one, of which only the first holds a value; half-open, counted from 0."""

    top: int
    bottom: int
    left: int
    right: int

    def hides(self, row: int, column: int) -> bool:
        """Whether a cell is covered by the first one."""
        inside = self.top <= row < self.bottom and self.left <= column < self.right
        return inside and (row, column) != (self.top, self.left)


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetSeen:
    """One sheet as it stands, by whatever name it goes now.

    `marks` are the headers noted on columns when the sheet was made. In the first row of `grid` they
    stand in place of what was typed over them, which is in `renamed`.
    """

    sheet_id: int
    title: str
    grid: Grid
    marks: Mapping[int, str] = field(default_factory=dict)
    renamed: Mapping[int, str] = field(default_factory=dict)
    joined: tuple[Joined, ...] = ()
    formulas: Mapping[tuple[int, int], str] = field(default_factory=dict)


def read_grid(sheet: Mapping[str, Any]) -> Grid:
    """The rows of one sheet from A1 on, without empty ends; headers as in `SheetSeen`.

    Raises:
        RemoteError: it has another shape than Google documents, or more cells than a Sheet can hold.
    """
    return read_sheet(sheet).grid


def read_sheet(sheet: Mapping[str, Any]) -> SheetSeen:
    """All that is known of one sheet.

    Raises:
        RemoteError: it has another shape than Google documents, or more cells than a Sheet can hold.
    """
    try:
        return _read(sheet)
    except (AttributeError, KeyError, OverflowError, TypeError, ValueError) as error:
        what = "Google describes a sheet in a way that cannot be read."
        raise RemoteError(what, status=200, reason="oddShape") from error


def _read(sheet: Mapping[str, Any]) -> SheetSeen:
    title = sheet["properties"]["title"]
    if not isinstance(title, str):
        raise TypeError("a sheet's title is a text")
    cells: dict[tuple[int, int], Cell] = {}
    formulas: dict[tuple[int, int], str] = {}
    marks: dict[int, str] = {}
    for block in sheet.get("data", ()):
        marks.update(_marks(block))
        for place, raw in _placed(block):
            if not ("userEnteredValue" in raw or "effectiveValue" in raw):
                continue  # a format alone, as most cells of a prepared tab have
            cell = read_cell(raw, address(title, *place))
            if cell.kind is not CellKind.EMPTY or cell.formula:
                cells[place] = cell
            if cell.formula:
                formulas[place] = str(raw["userEnteredValue"]["formulaValue"])
    typed = {column: cells.get((0, column)) for column in marks}
    renamed = {
        column: "" if cell is None else str(cell.value)
        for column, cell in typed.items()
        if cell is None or str(cell.value).strip() != marks[column]
    }
    for column in renamed:
        where = address(title, 0, column)
        cells[0, column] = Cell(kind=CellKind.TEXT, value=marks[column], where=where)
    return SheetSeen(
        sheet_id=int(sheet["properties"].get("sheetId", 0)),
        title=title,
        grid=_rows(title, cells),
        marks=marks,
        renamed=renamed,
        joined=tuple(map(_joined, sheet.get("merges", ()))),
        formulas=formulas,
    )


def _placed(block: Mapping[str, Any]) -> Iterator[tuple[tuple[int, int], Mapping[str, Any]]]:
    top, left = block.get("startRow", 0), block.get("startColumn", 0)
    for down, row in enumerate(block.get("rowData", ())):
        for right, raw in enumerate(row.get("values", ())):
            yield (top + down, left + right), raw


def _marks(block: Mapping[str, Any]) -> Iterator[tuple[int, str]]:
    """Column -> the header noted on it, of a block that begins with the headers."""
    if block.get("startRow", 0):
        return
    left = block.get("startColumn", 0)
    for number, column in enumerate(block.get("columnMetadata", ())):
        for note in column.get("developerMetadata", ()):
            value = note.get("metadataValue", "")
            if note.get("metadataKey") == COLUMN_KEY and isinstance(value, str) and value:
                yield left + number, value


def _joined(area: Mapping[str, Any]) -> Joined:
    return Joined(
        top=int(area.get("startRowIndex", 0)),
        bottom=int(area.get("endRowIndex", _ROWS_MOST)),
        left=int(area.get("startColumnIndex", 0)),
        right=int(area.get("endColumnIndex", _COLUMNS_MOST)),
    )


def read_cell(raw: Mapping[str, Any], where: str) -> Cell:
    """One cell; a formula's cell has the kind of its result and `formula` set."""
    typed = raw.get("userEnteredValue", {})
    shown = raw.get("effectiveValue", {})
    formula = "formulaValue" in typed
    if formula and not shown:
        return Cell(kind=CellKind.FORMULA, value=typed["formulaValue"], where=where, formula=True)
    style = raw.get("effectiveFormat", {}).get("numberFormat", {}).get("type", "")
    kind, value = _value(shown or typed, style)
    return Cell(kind=kind, value=value, where=where, formula=formula)


def _value(value: Mapping[str, Any], style: str) -> tuple[CellKind, CellValue]:
    match value:
        case {"errorValue": error}:
            return CellKind.ERROR, _ERRORS.get(error.get("type", ""), "#ERROR!")
        case {"stringValue": str(text)}:
            return (CellKind.TEXT, text) if text else (CellKind.EMPTY, "")
        case {"boolValue": truth}:
            return CellKind.BOOLEAN, bool(truth)
        case {"numberValue": number}:
            return _number(float(number), style)
        case _:
            return CellKind.EMPTY, None


def _number(number: float, style: str) -> tuple[CellKind, CellValue]:
    """A plain number unless its format makes it a day or an hour that exists."""
    if style == "TIME" and number >= 0 and round(number * _DAY_SECONDS) < _DAY_SECONDS:
        return CellKind.TIME, _moment(number).time()
    if style == "DATE" and 1 <= number <= _DAY_LAST:
        return CellKind.DATE, _moment(float(int(number))).date()
    if style == "DATE_TIME" and 1 <= number <= _DAY_LAST:
        return CellKind.MOMENT, _moment(number)
    return CellKind.NUMBER, number


def _moment(serial: float) -> datetime:
    """Wall time to the nearest second: 8:30 is stored as 0.3541666..."""
    return _DAY_ZERO + timedelta(seconds=round(serial * _DAY_SECONDS))


def _rows(title: str, cells: Mapping[tuple[int, int], Cell]) -> Grid:
    """Raises ValueError where cells lie outside what a Sheet can hold, so that no row is made up."""
    if any(not (0 <= row < _ROWS_MOST and 0 <= column < _COLUMNS_MOST) for row, column in cells):
        raise ValueError("a cell lies outside every sheet")
    last: dict[int, int] = {}
    for row, column in cells:
        last[row] = max(column, last.get(row, 0))
    height = max(last, default=-1) + 1
    return tuple(_row(title, row, last.get(row, -1) + 1, cells) for row in range(height))


def _row(
    title: str, row: int, width: int, cells: Mapping[tuple[int, int], Cell]
) -> tuple[Cell, ...]:
    return tuple(
        cells.get((row, column))
        or Cell(kind=CellKind.EMPTY, value=None, where=address(title, row, column))
        for column in range(width)
    )


def as_text(value: CellValue) -> str | float | bool | None:
    """A value for a RAW write, which stores it as it stands; None leaves a cell alone."""
    if value is None or isinstance(value, str | bool | int | float):
        return value
    return value.isoformat(" ") if isinstance(value, datetime) else value.isoformat()


RowValues = Sequence[Sequence[CellValue]]
