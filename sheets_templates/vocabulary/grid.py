"""Plain values <-> the grid of a tab, as the program writes one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from sheets_templates.vocabulary.table import Cell, CellKind, CellValue, Grid, Tab, Tabs, address

Rows = list[list[CellValue]]


def grid_of(tab: str, rows: Sequence[Sequence[CellValue]]) -> Grid:
    """Rows of values, the header row first, as cells with their addresses."""
    return tuple(
        tuple(cell_of(value, address(tab, row, column)) for column, value in enumerate(values))
        for row, values in enumerate(rows)
    )


def cell_of(value: CellValue, where: str) -> Cell:
    """The cell of a value; nothing is read into a text."""
    return Cell(kind=_kind(value), value=value, where=where)


def rows_of(tabs: Tabs) -> dict[str, Rows]:
    """The values of each tab, header row first."""
    return {name: [[cell.value for cell in row] for row in grid] for name, grid in tabs.items()}


def filled(tab: Tab, records: Sequence[Mapping[str, CellValue]]) -> Rows:
    """The rows of a tab from records by header, every declared column in its order.

    Raises:
        KeyError: for a header the tab does not declare.
    """
    headers = [column.header for column in tab.columns]
    for record in records:
        for header in record:
            tab.column(header)
    body = [[record.get(header, "") for header in headers] for record in records]
    return [list(headers), *body]


def _kind(value: CellValue) -> CellKind:
    match value:
        case None | "":
            return CellKind.EMPTY
        case bool():
            return CellKind.BOOLEAN
        case datetime():
            return CellKind.MOMENT
        case date():
            return CellKind.DATE
        case time():
            return CellKind.TIME
        case int() | float():
            return CellKind.NUMBER
        case _:
            return CellKind.TEXT
