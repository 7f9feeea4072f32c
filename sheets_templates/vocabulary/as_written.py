"""Rows that are over stay as they were written: what they counted then is not counted anew."""

from collections.abc import Collection, Mapping

from sheets_templates.vocabulary.table import CellValue, Grid, Tab, Writer

Record = dict[str, CellValue]


def as_written(tab: Tab, grid: Grid, over: Collection[str], *, by: str = "") -> list[Record]:
    """Our cells, as they stand, of the rows whose `by` column (the key without) holds one of these.

    Nothing where one of our headers is missing; whoever merges will say so.
    """
    titles = [str(cell.value or "").strip() for cell in grid[0]] if grid else []
    ours = [
        one.header for one in tab.columns if one.writer is Writer.PROGRAM or one.header == tab.key
    ]
    if any(titles.count(header) != 1 for header in ours):
        return []
    found = (
        {
            header: row[titles.index(header)].value if titles.index(header) < len(row) else ""
            for header in ours
        }
        for row in grid[1:]
    )
    return [row for row in found if row[tab.key] and str(row[by or tab.key]) in over]


def with_as_written(
    tab: Tab,
    grid: Grid,
    rows: Collection[Mapping[str, CellValue]],
    over: Collection[str],
    by: str = "",
) -> list[Mapping[str, CellValue]]:
    """The rows, but what is `over` as it was written, where it was written before."""
    kept = as_written(tab, grid, over, by=by)
    known = {row[by or tab.key] for row in kept}
    return [*(row for row in rows if row[by or tab.key] not in known), *kept]
