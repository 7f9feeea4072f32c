"""Merges rows into a tab by header and key. Pure.

Rows may have been sorted, inserted or hidden and columns moved since the last time: a cell is found by
the header above it and the key beside it, never by its number. Only columns of the program are written.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from scheduler.errors import Fault, InputError
from sheets_templates.table import Cell, CellKind, CellValue, Column, Grid, Tab, Writer, address
from sync.event.identity import short_digest

Row = Mapping[str, CellValue]
"""Header -> value; the key's header among them."""


class Leftover(Enum):
    """What becomes of a row whose key is no longer among the rows."""

    KEEP = auto()
    CLEAR = auto()
    """Our cells are emptied; a row in which a person wrote is kept and told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellWrite:
    """A value for one cell, `row` and `column` counted from 0; None or '' empties it."""

    row: int
    column: int
    value: CellValue


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Finding:
    """Something a person should know; `where` is an address like `Schedule!C14`."""

    where: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Merged:
    """The writes for one tab; `height` is the rows it needs, `digests` what each row holds then."""

    tab: str
    writes: tuple[CellWrite, ...]
    height: int
    findings: tuple[Finding, ...] = ()
    digests: Mapping[str, str] = field(default_factory=dict)


def merge(
    tab: Tab,
    grid: Grid,
    rows: Iterable[Row],
    *,
    last: Mapping[str, str] | None = None,
    leftover: Leftover = Leftover.KEEP,
) -> Merged:
    """List the cells to write so that `tab` shows `rows`.

    `last` holds the digests of the previous merge: a row of ours that a person edited since is written
    as it should be and told.

    Raises:
        InputError: a header of ours is missing or stands twice; nothing is guessed.
    """
    sheet = _Sheet(tab, grid)
    wanted = {_text(row[tab.key]): row for row in rows}
    writes: list[CellWrite] = []
    findings = [*sheet.duplicates]
    doubled = sheet.doubled_keys
    free = sheet.first_free_row
    for key, row in wanted.items():
        if key in doubled:
            continue
        at = sheet.rows.get(key)
        if at is None:
            at, free = free, free + 1
        cells = sheet.differences(at, row)
        if cells and last and last.get(key) not in (None, sheet.digest(at)):
            findings.extend(sheet.edits(cells))
        writes.extend(cells)
    for key in sheet.rows.keys() - wanted.keys() - doubled:
        cleared, told = sheet.leave(sheet.rows[key], leftover)
        writes.extend(cleared)
        findings.extend(told)
    return Merged(
        tab=tab.name,
        writes=tuple(sorted(writes, key=lambda write: (write.row, write.column))),
        height=max(free, len(grid)),
        findings=tuple(sorted(findings)),
        digests={key: _digest(row, sheet.headers) for key, row in wanted.items()},
    )


class _Sheet:
    """A tab as it stands: where our columns and rows are."""

    def __init__(self, tab: Tab, grid: Grid) -> None:
        self._tab, self._grid = tab, grid
        self._columns = _columns_of(tab, grid)
        self.headers = tuple(sorted(self._columns))
        self._key_column = self._columns[tab.key]
        self.rows: dict[str, int] = {}
        self._twice: dict[str, list[int]] = {}
        for number in range(1, len(grid)):
            key = _text(self._cell(number, self._key_column).value)
            if key in self.rows:
                self._twice.setdefault(key, [self.rows[key]]).append(number)
            elif key:
                self.rows[key] = number

    @property
    def doubled_keys(self) -> set[str]:
        return set(self._twice)

    @property
    def duplicates(self) -> list[Finding]:
        """One finding for each key that stands in several rows; none of these rows is written."""
        return [
            Finding(
                where=self._where(numbers[-1], self._key_column),
                what=f"the row `{key}` stands twice, here and in "
                + ", ".join(self._where(number, self._key_column) for number in numbers[:-1])
                + "; none of them was written: delete the copy",
            )
            for key, numbers in self._twice.items()
        ]

    @property
    def first_free_row(self) -> int:
        """The row after the last one in which anything stands; prefilled formulas and boxes do not count."""
        used = (n for n in range(1, len(self._grid)) if any(map(_is_content, self._grid[n])))
        return max(used, default=0) + 1

    def differences(self, at: int, row: Row) -> list[CellWrite]:
        """Our cells of a row that do not show what they should."""
        return [
            CellWrite(row=at, column=column, value=row[header])
            for header, column in self._columns.items()
            if header in row and not _shows(self._cell(at, column), row[header])
        ]

    def digest(self, at: int) -> str:
        """What our cells of a row hold now."""
        cells = {h: self._cell(at, column).value for h, column in self._columns.items()}
        return _digest(cells, self.headers)

    def edits(self, cells: Sequence[CellWrite]) -> list[Finding]:
        return [
            Finding(
                where=self._where(one.row, one.column),
                what=f"held `{_text(self._cell(one.row, one.column).value)}`, typed over a cell "
                f"the program writes; it is `{_text(one.value)}` again",
            )
            for one in cells
        ]

    def leave(self, at: int, leftover: Leftover) -> tuple[list[CellWrite], list[Finding]]:
        """What becomes of a row that is not wanted any more."""
        if leftover is Leftover.KEEP:
            return [], []
        ours = set(self._columns.values())
        theirs = (cell for n, cell in enumerate(self._grid[at]) if n not in ours)
        if any(map(_is_content, theirs)):
            where = self._where(at, self._key_column)
            says = "this row is no longer needed, and was kept because somebody wrote in it"
            return [], [Finding(where=where, what=says)]
        full = (c for c in ours if self._cell(at, c).kind is not CellKind.EMPTY)
        return [CellWrite(row=at, column=column, value=None) for column in full], []

    def _cell(self, row: int, column: int) -> Cell:
        if row < len(self._grid) and column < len(self._grid[row]):
            return self._grid[row][column]
        return Cell(kind=CellKind.EMPTY, value=None, where=self._where(row, column))

    def _where(self, row: int, column: int) -> str:
        return address(self._tab.name, row, column)


def _columns_of(tab: Tab, grid: Grid) -> dict[str, int]:
    """Where each column of the program stands; every header at fault is told at once."""
    titles = [_text(cell.value) for cell in grid[0]] if grid else []
    ours = [column for column in tab.columns if _is_ours(tab, column)]
    faults = [
        Fault(
            where=f"{tab.name}!1:1"
            if not titles.count(column.header)
            else _second(tab, titles, column),
            what=f"the tab {tab.name} has "
            + ("no column" if not titles.count(column.header) else "several columns")
            + f" `{column.header}`",
            fix=f"give exactly one column the header `{column.header}` in the first row",
        )
        for column in ours
        if titles.count(column.header) != 1
    ]
    if faults:
        raise InputError(faults)
    return {column.header: titles.index(column.header) for column in ours}


def _is_ours(tab: Tab, column: Column) -> bool:
    return column.writer is Writer.PROGRAM or column.header == tab.key


def _second(tab: Tab, titles: Sequence[str], column: Column) -> str:
    first = titles.index(column.header)
    return address(tab.name, 0, titles.index(column.header, first + 1))


def _shows(cell: Cell, value: CellValue) -> bool:
    """Whether a cell shows a value; a formula somebody put in its place does not, even if it does today."""
    if cell.formula or cell.kind in (CellKind.FORMULA, CellKind.ERROR):
        return False
    return _plain(cell.value) == _plain(value)


def _plain(value: CellValue) -> tuple[str, CellValue]:
    """A value with its sort, so that 1, True and '1' differ; 1 and 1.0 do not."""
    if value is None or value == "":
        return "empty", None
    if isinstance(value, bool | str):
        return type(value).__name__, value
    if isinstance(value, int | float):
        return "number", float(value)
    return type(value).__name__, value


def _is_content(cell: Cell) -> bool:
    return not cell.formula and cell.value not in (None, "", False)


def _digest(row: Row, headers: Sequence[str]) -> str:
    return short_digest(*(part for h in headers for part in map(str, _plain(row.get(h)))))


def _text(value: CellValue) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
