"""A grid and its declaration -> typed rows; columns are found by header, in any order.

A cell that cannot be read becomes a fault and is left out of its row, so that the reading goes on and
one run names everything.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from sheets_templates.reading.parse_cells import Value, is_empty, read_cell, tidy
from sheets_templates.reading.parse_faults import Faults, Place
from sheets_templates.reading.parse_nearest import folded, nearest
from sheets_templates.reading.parse_times import Unreadable, is_clock_with_half
from sheets_templates.vocabulary.table import Cell, CellKind, Column, ColumnKind, Grid, Tab, address


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a tab; `unreadable` names the columns whose cell is a fault already."""

    tab: Tab
    tab_number: int
    number: int
    values: Mapping[str, Value]
    columns: Mapping[str, int]
    unreadable: frozenset[str] = frozenset()

    def place(self, header: str = "") -> Place:
        column = self.columns.get(header, 0)
        where = address(self.tab.name, self.number, column)
        return Place(tab=self.tab_number, row=self.number, column=column, where=where)

    def has(self, header: str) -> bool:
        return header in self.values

    def text(self, header: str, otherwise: str = "") -> str:
        value = self.values.get(header)
        return value if isinstance(value, str) else otherwise

    def texts(self, header: str) -> tuple[str, ...]:
        value = self.values.get(header)
        return tuple(map(str, value)) if isinstance(value, tuple) else ()

    def number_of(self, header: str) -> int | None:
        value = self.values.get(header)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def yes(self, header: str) -> bool:
        return self.values.get(header) is True

    def date_of(self, header: str) -> date | None:
        value = self.values.get(header)
        return value if isinstance(value, date) else None

    def dates(self, header: str) -> tuple[date, ...]:
        value = self.values.get(header)
        if not isinstance(value, tuple):
            return ()
        return tuple(day for day in value if isinstance(day, date))

    def weekdays(self, header: str) -> tuple[int, ...]:
        value = self.values.get(header)
        if not isinstance(value, tuple):
            return ()
        return tuple(day for day in value if isinstance(day, int))

    def time_of(self, header: str) -> time | None:
        value = self.values.get(header)
        return value if isinstance(value, time) else None

    @property
    def complete(self) -> bool:
        """Whether every column that must be filled could be read."""
        return all(self.has(column.header) for column in self.tab.columns if column.required)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A tab as it was read. `there` is False when the tab is missing; `known` False when a column that
    must be there is not, so that nothing can be concluded from what the tab does not say."""

    tab: Tab
    number: int
    there: bool
    known: bool
    rows: Sequence[Row] = ()

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def place(self, row: int = 0, column: int = 0) -> Place:
        where = address(self.tab.name, row, column)
        return Place(tab=self.number, row=row, column=column, where=where)


def read_sheet(tab: Tab, number: int, grid: Grid, faults: Faults) -> Sheet:
    """Read a tab; `number` is its place among the tabs, faults are sorted by it."""
    sheet = Sheet(tab=tab, number=number, there=True, known=True)
    if not grid or all(is_empty(cell) for cell in grid[0]):
        what = f"The {tab.name} tab has no header row"
        faults.add(sheet.place(), what, f"Put the headers {_headers(tab)} into its first row")
        return Sheet(tab=tab, number=number, there=True, known=False)
    columns, known = _find_columns(sheet, grid[0], faults)
    says_half = any(
        is_clock_with_half(cell)
        for row in grid[1:]
        for header, cell in _cells(row, columns)
        if tab.column(header).kind is ColumnKind.TIME
    )
    rows = [
        _read_row(
            Row(tab=tab, tab_number=number, number=index, values={}, columns=columns),
            row,
            faults,
            says_half=says_half,
        )
        for index, row in enumerate(grid)
        if index > 0 and any(_is_filled(cell) for _, cell in _cells(row, columns))
    ]
    return Sheet(tab=tab, number=number, there=True, known=known, rows=rows)


def _cells(row: Sequence[Cell], columns: Mapping[str, int]) -> Iterator[tuple[str, Cell]]:
    for header, column in columns.items():
        if column < len(row):
            yield header, row[column]


def _is_filled(cell: Cell) -> bool:
    """Whether somebody filled the cell in; an unticked box stands in every row of its column."""
    return not is_empty(cell) and cell.value is not False


def _find_columns(
    sheet: Sheet, header_row: Sequence[Cell], faults: Faults
) -> tuple[dict[str, int], bool]:
    """Header -> column number, and whether every column that must be there is."""
    tab = sheet.tab
    by_fold = {folded(column.header): column.header for column in tab.columns}
    found: dict[str, int] = {}
    strangers: list[tuple[int, str]] = []
    for number, cell in enumerate(header_row):
        text = tidy(str(cell.value)) if cell.kind is not CellKind.EMPTY else ""
        header = by_fold.get(folded(text), "") if text else ""
        if header in found:
            what = f"Two columns of the {tab.name} tab have the header '{header}'"
            faults.add(sheet.place(0, number), what, "Remove or rename one of them")
        elif header:
            found[header] = number
        elif text:
            strangers.append((number, text))
    renamed = _suggest_headers(sheet, found, strangers, faults)
    known = True
    for column in tab.columns:
        if column.required and column.header not in found:
            known = False
            if column.header not in renamed:
                what = f"The {tab.name} tab has no column '{column.header}'"
                faults.add(sheet.place(), what, f"Add a column with the header '{column.header}'")
    return found, known


def _suggest_headers(
    sheet: Sheet,
    found: Mapping[str, int],
    strangers: Sequence[tuple[int, str]],
    faults: Faults,
) -> set[str]:
    """A header nobody knows is a column of the district's own unless a missing one is much like it."""
    missing = [column.header for column in sheet.tab.columns if column.header not in found]
    renamed: set[str] = set()
    for number, text in strangers:
        near = nearest(text, [header for header in missing if header not in renamed])
        if near:
            renamed.add(near)
            what = f"The {sheet.tab.name} tab has a header '{text}' but no '{near}'"
            faults.add(sheet.place(0, number), what, f"Rename the header to '{near}'")
    return renamed


def _read_row(empty: Row, cells: Sequence[Cell], faults: Faults, *, says_half: bool) -> Row:
    """The row with its values; `empty` tells the tab, the number and the columns."""
    values: dict[str, Value] = {}
    unreadable: set[str] = set()
    for header, cell in _cells(cells, empty.columns):
        if is_empty(cell):
            continue
        try:
            values[header] = read_cell(cell, empty.tab.column(header), says_half=says_half)
        except Unreadable as fault:
            unreadable.add(header)
            faults.add(empty.place(header), fault.what, fault.fix)
    row = replace(empty, values=values, unreadable=frozenset(unreadable))
    for column in row.tab.columns:
        if _is_left_out(column, row):
            what = f"This row of the {row.tab.name} tab has no {column.header}"
            faults.add(row.place(column.header), what, f"Fill in the {column.header}")
    return row


def _is_left_out(column: Column, row: Row) -> bool:
    return (
        column.required
        and column.header in row.columns
        and not row.has(column.header)
        and column.header not in row.unreadable
    )


def _headers(tab: Tab) -> str:
    return ", ".join(column.header for column in tab.columns if column.required)
