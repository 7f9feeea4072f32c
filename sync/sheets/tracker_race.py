"""Puts right what a write hit because somebody moved rows or columns between our read and our write. Pure.

Google has no "only if nothing changed" for a spreadsheet. So the answer to a write is looked at: what came
to lie elsewhere than it was meant for gets back what stood there when we read.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from sheets_templates.vocabulary.grid import cell_of
from sheets_templates.vocabulary.table import Cell, Grid, Tab, address
from sync.sheets.sheet_cells import SheetSeen
from sync.sheets.tracker import CellWrite, Merged
from sync.sheets.tracker_sheet import Sheet, is_content, seen

Place = tuple[int, int]


def landed(merged: Merged) -> frozenset[Place]:
    """The cells that were written."""
    return frozenset((one.row, one.column) for one in merged.writes)


def put_back(tab: Tab, before: SheetSeen, after: SheetSeen, merged: Merged) -> list[CellWrite]:
    """The writes that undo what was written in the wrong place; nothing where all of it came to lie right.

    Raises:
        InputError: a header of ours went at the same moment.
    """
    old, new = Sheet(tab, before.grid, seen(before)), Sheet(tab, after.grid, seen(after))
    restored = _keys(old, new, merged)
    rows = {number: key for key, number in new.rows.items()} | {w.row: w.key for w in restored}
    found = [*restored]
    for one in merged.writes:
        meant = _meant(one, rows, new)
        if not meant and not any((w.row, w.column) == (one.row, one.column) for w in restored):
            found.append(_as_it_was(one, rows.get(one.row, ""), old, new, before))
    return found


def _meant(one: CellWrite, rows: Mapping[int, str], new: Sheet) -> bool:
    """Whether a write came to lie where it was meant to, or took the key away as it was meant to."""
    if new.columns.get(one.header) != one.column:
        return False
    if not one.key:
        return one.row == 0
    key = rows.get(one.row, "")
    return key == one.key or (one.value is None and not key)


def _keys(old: Sheet, new: Sheet, merged: Merged) -> list[CellWrite]:
    """The keys of rows that were emptied in place of others, found again by what people wrote beside them."""
    emptied = {w.key for w in merged.writes if w.value is None and w.column == old.key_column}
    hit = {w.row for w in merged.writes if w.value is None}
    found: list[CellWrite] = []
    for key in sorted(old.rows.keys() - new.rows.keys() - emptied):
        wrote = _words(old.theirs(old.rows[key]))
        rows = [
            row for row in new.keyless if row in hit and wrote and _words(new.theirs(row)) == wrote
        ]
        if len(rows) == 1:
            header = next(h for h, column in new.columns.items() if column == new.key_column)
            one = CellWrite(row=rows[0], column=new.key_column, value=key, key=key, header=header)
            found.append(one)
    return found


def _words(cells: Iterable[Cell]) -> list[str]:
    """What people wrote in a row, in the order of its columns."""
    return [str(cell.value) for cell in cells if is_content(cell)]


def _as_it_was(one: CellWrite, key: str, old: Sheet, new: Sheet, before: SheetSeen) -> CellWrite:
    """What stood in the row and below the header that lie here now; nothing where that is not known."""
    title = new.titles[one.column] if one.column < len(new.titles) else ""
    known = title and old.titles.count(title) == 1
    row = 0 if one.row == 0 else old.rows.get(key)
    if row is None or not known:
        return replace(one, value=None, key=key, header=title)
    column = old.titles.index(title)
    formula = before.formulas.get((row, column))
    value = old.cell(row, column).value if formula is None else formula
    return replace(one, value=value, formula=formula is not None, key=key, header=title)


def with_writes(grid: Grid, writes: Iterable[CellWrite], title: str) -> Grid:
    """What stands in a tab once these are written."""
    rows = [list(row) for row in grid]
    for one in writes:
        rows.extend([] for _ in range(one.row + 1 - len(rows)))
        row = rows[one.row]
        row.extend(
            cell_of(None, address(title, one.row, number))
            for number in range(len(row), one.column + 1)
        )
        row[one.column] = replace(
            cell_of(one.value, address(title, one.row, one.column)), formula=one.formula
        )
    return tuple(tuple(row) for row in rows)


def over(first: Iterable[CellWrite], then: Iterable[CellWrite]) -> tuple[CellWrite, ...]:
    """Both lists in their order in the sheet; of two writes of one cell the later one."""
    writes = {(one.row, one.column): one for one in (*first, *then)}
    return tuple(writes[place] for place in sorted(writes))
