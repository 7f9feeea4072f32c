"""The input as it was read -> the same tabs with typed cells, ready to be written into a Sheet or a workbook.

Nothing is retyped and nothing is lost: a day and an hour become real ones, a cell that cannot be read stays
as it stands, and a column of the district's own goes along.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sheets_templates.inputs.inputs import INPUT_TABS
from sheets_templates.reading.parse_cells import is_empty, read_cell, tidy
from sheets_templates.reading.parse_nearest import folded
from sheets_templates.reading.parse_times import Unreadable, is_clock_with_half
from sheets_templates.vocabulary.table import (
    Cell,
    CellKind,
    CellValue,
    Column,
    ColumnKind,
    Grid,
    Tab,
    Tabs,
)

_TYPED = (ColumnKind.DATE, ColumnKind.TIME, ColumnKind.WHOLE_NUMBER)


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A tab, its district's own columns among the declared ones, with its rows by header."""

    tab: Tab
    records: tuple[Mapping[str, CellValue], ...]


def filled_inputs(tabs: Tabs) -> list[Filled]:
    """The input tabs among these, in the order they are declared; a tab without rows is there, too."""
    by_fold = {folded(name): grid for name, grid in tabs.items()}
    return [
        _filled(tab, by_fold[folded(tab.name)]) for tab in INPUT_TABS if folded(tab.name) in by_fold
    ]


def _filled(tab: Tab, grid: Grid) -> Filled:
    headers = list(_headers(tab, grid[0] if grid else ()))
    known = {column.header for column in tab.columns}
    own = [
        Column(header=name, kind=ColumnKind.ANY) for name in headers if name and name not in known
    ]
    whole = replace(tab, columns=(*tab.columns, *own))
    rows = [row for row in grid[1:] if any(not is_empty(cell) for cell in row)]
    half = any(
        is_clock_with_half(cell)
        for row in rows
        for header, cell in zip(headers, row, strict=False)
        if header and whole.column(header).kind is ColumnKind.TIME
    )
    return Filled(
        tab=whole,
        records=tuple(_record(whole, headers, row, says_half=half) for row in rows),
    )


def _headers(tab: Tab, cells: Sequence[Cell]) -> Iterator[str]:
    """The header each column goes by: the declared one however it is typed, '' for one without."""
    declared = {folded(column.header): column.header for column in tab.columns}
    for cell in cells:
        text = tidy(str(cell.value)) if cell.kind is not CellKind.EMPTY else ""
        yield declared.get(folded(text), text) if text else ""


def _record(
    tab: Tab, headers: Sequence[str], row: Sequence[Cell], *, says_half: bool
) -> dict[str, CellValue]:
    return {
        header: _value(cell, tab.column(header), says_half=says_half)
        for header, cell in zip(headers, row, strict=False)
        if header and not is_empty(cell)
    }


def _value(cell: Cell, column: Column, *, says_half: bool) -> CellValue:
    if column.kind not in _TYPED:
        return cell.value
    try:
        value = read_cell(cell, column, says_half=says_half)
    except Unreadable:
        return cell.value
    return cell.value if isinstance(value, tuple) else value
