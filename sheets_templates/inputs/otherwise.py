"""The input tabs with other values in Contract and Settings, for asking what would be if; pure."""

from collections.abc import Mapping

from sheets_templates.inputs.inputs_settings import CONTRACT, RULES, SETTINGS, SETTINGS_TAB
from sheets_templates.vocabulary.grid import cell_of
from sheets_templates.vocabulary.table import Cell, Grid, Tab, Tabs, address

ASKED = "asked with what-if"
NUMBERS = tuple(rule.name for rule in RULES)
NAMES = (*NUMBERS, *(setting.header for setting in SETTINGS))
"""What may be asked for."""


def tabs_with(tabs: Tabs, values: Mapping[str, str]) -> Tabs:
    """The tabs in which each named number or setting has the value typed for it, signed as asked."""
    changed = dict(tabs)
    for name, value in values.items():
        if name in NUMBERS:
            row = {"rule": name, "value": value, "clause_ref": ASKED, "signed_off_by": ASKED}
            changed[CONTRACT.name] = _with_row(changed.get(CONTRACT.name, ()), CONTRACT, row)
        else:
            row = {"key": name, "value": value}
            changed[SETTINGS_TAB.name] = _with_row(
                changed.get(SETTINGS_TAB.name, ()), SETTINGS_TAB, row
            )
    return changed


def _with_row(grid: Grid, tab: Tab, row: Mapping[str, str]) -> Grid:
    """The tab without the row of that name, which keeps its other cells in the one that takes its place."""
    headers = grid[0] if grid else _header(tab)
    names = [str(cell.value or "").strip().casefold().replace(" ", "_") for cell in headers]
    missing = [name for name in row if name not in names]
    headers = (
        *headers,
        *(cell_of(name, address(tab.name, 1, len(names) + n)) for n, name in enumerate(missing)),
    )
    names += missing
    first = names.index(next(iter(row)))
    own = next(iter(row.values()))
    kept = [one for one in grid[1:] if len(one) <= first or str(one[first].value).strip() != own]
    old = next((one for one in grid[1:] if one not in kept), ())
    number = len(kept) + 2
    cells: list[Cell] = []
    for column, name in enumerate(names):
        where = address(tab.name, number, column)
        before = old[column].value if column < len(old) else ""
        cells.append(cell_of(row.get(name, before), where))
    return (headers, *kept, tuple(cells))


def _header(tab: Tab) -> tuple[Cell, ...]:
    return tuple(
        cell_of(column.header, address(tab.name, 1, number))
        for number, column in enumerate(tab.columns)
    )
