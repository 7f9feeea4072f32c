"""What people wrote in a tab: the cells of a row by header, the row found by its key."""

from collections.abc import Mapping

from sheets_templates.vocabulary.table import CellValue, Grid, Tab


def written(tab: Tab, grid: Grid, *headers: str) -> dict[str, dict[str, CellValue]]:
    """Key -> header -> value of the rows that have a key; a column that is not there holds nothing.

    Of rows with the same key the first counts, as it does where rows are merged.
    """
    titles = [str(cell.value or "").strip() for cell in grid[0]] if grid else []
    at = {header: titles.index(header) for header in (tab.key, *headers) if header in titles}
    if tab.key not in at:
        return {}
    found: dict[str, dict[str, CellValue]] = {}
    for row in grid[1:]:
        cells = {h: row[n].value if n < len(row) else None for h, n in at.items()}
        key = said(cells, tab.key)
        if key:
            found.setdefault(key, cells)
    return found


def said(cells: Mapping[str, CellValue], header: str) -> str:
    """The text of a cell without blanks around it, '' where nothing stands."""
    value = cells.get(header)
    return "" if value is None else str(value).strip()


def counted(cells: Mapping[str, CellValue], header: str) -> int | None:
    """A cell's whole number; None for anything else."""
    value = cells.get(header)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return int(value) if float(value).is_integer() and value >= 0 else None
