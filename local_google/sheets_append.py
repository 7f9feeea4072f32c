"""Where `values.append` writes: the table in or around the given range.

Source: the guide "Reading & writing cell values", "Append values", and its examples; that a blank
cell ends a table sideways is recorded (`tableRange` is `Sheet1!A1` when B1 is blank and C1 is not).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from local_google.a1 import Box
from local_google.sheets_book import Tab


@dataclass(slots=True)
class _Run:
    """Filled cells side by side in one row; `left` to `right` half-open."""

    row: int
    left: int
    right: int


def table_in(tab: Tab, box: Box) -> Box | None:
    """The last table that has a cell in `box`; `None` when there is none."""
    tables = [table for table in _tables(tab) if table.meets(box)]
    return max(tables, key=lambda table: (table.bottom, table.left), default=None)


def _tables(tab: Tab) -> Iterator[Box]:
    """Filled cells that touch, corners counted, make a table; it spans the box around them."""
    open_tables: list[list[_Run]] = []
    for row in sorted(tab.rows):
        still_open = []
        for table in open_tables:
            if any(run.row >= row - 1 for run in table):
                still_open.append(table)
            else:
                yield _around(table)
        open_tables = still_open
        for run in _runs(tab, row):
            touching = [table for table in open_tables if any(_touch(run, old) for old in table)]
            merged = [run, *(old for table in touching for old in table)]
            open_tables = [table for table in open_tables if table not in touching]
            open_tables.append(_recent(merged, row))
    yield from (_around(table) for table in open_tables)


def _recent(runs: list[_Run], row: int) -> list[_Run]:
    """The runs that can still be touched, and one that remembers how far the rest reached."""
    top = min(run.row for run in runs)
    left, right = min(run.left for run in runs), max(run.right for run in runs)
    old = [_Run(top, left, left), _Run(top, right, right)]
    return [run for run in runs if run.row >= row - 1 and run.right > run.left] + old


def _touch(run: _Run, old: _Run) -> bool:
    beside = old.right > old.left and old.left <= run.right and run.left <= old.right
    return beside and old.row in (run.row - 1, run.row)


def _runs(tab: Tab, row: int) -> Iterator[_Run]:
    run: _Run | None = None
    for column in sorted(tab.rows[row]):
        if tab.rows[row][column].value is None:
            continue
        if run is not None and run.right == column:
            run.right += 1
            continue
        if run is not None:
            yield run
        run = _Run(row, column, column + 1)
    if run is not None:
        yield run


def _around(runs: list[_Run]) -> Box:
    return Box(
        top=min(run.row for run in runs),
        bottom=max(run.row for run in runs) + 1,
        left=min(run.left for run in runs),
        right=max(run.right for run in runs),
    )
