"""Requests about rows and columns: in, out, moved, hidden, sized, grouped."""

from typing import Any

from local_google.field_masks import copy_fields
from local_google.sheets_access import Opened
from local_google.sheets_book import Tab
from local_google.sheets_dimensions import (
    LINES,
    SIZES,
    delete_lines,
    insert_lines,
    line_box,
    move_lines,
)
from local_google.sheets_refusals import bad
from local_google.sheets_request_parts import mask_of, need, need_tab
from local_google.sheets_values import refuse_too_many_cells

Json = dict[str, Any]
GROUPS = {"ROWS": "rowGroups", "COLUMNS": "columnGroups"}


def _span(opened: Opened, range_: Json) -> tuple[Tab, str, int, int]:
    """Tab, dimension and half-open span of a DimensionRange; a missing end is the grid's."""
    tab, dimension = need_tab(opened.book, range_.get("sheetId")), str(range_.get("dimension"))
    if dimension not in SIZES:
        raise bad("Must specify a dimension: ROWS or COLUMNS.")
    start: int = range_.get("startIndex") or 0
    end: int = range_["endIndex"] if "endIndex" in range_ else tab.grid[SIZES[dimension]]
    if start < 0 or end < start:
        raise bad(f"Invalid span: startIndex {start}, endIndex {end}")
    return tab, dimension, start, end


def insert_dimension(opened: Opened, request: Json) -> None:
    range_ = need(request, "range")
    tab, dimension, start, end = _span(opened, {"endIndex": 0, **range_})
    inherit = bool(request.get("inheritFromBefore"))
    if inherit and start == 0:
        raise bad("inheritFromBefore cannot be used when inserting at index 0.")
    if start > tab.grid[SIZES[dimension]]:
        raise bad(f"range.startIndex[{start}] is too large, max is {tab.grid[SIZES[dimension]]}")
    insert_lines(opened, tab, dimension, start, end - start, inherit=inherit)
    refuse_too_many_cells(opened.book)


def delete_dimension(opened: Opened, request: Json) -> None:
    tab, dimension, start, end = _span(opened, need(request, "range"))
    size = tab.grid[SIZES[dimension]]
    if start >= size or end > size:
        name = dimension.lower()
        raise bad(f"Cannot delete {name} {start} to {end}: there are {size} {name}.")
    delete_lines(opened, tab, dimension, start, end)


def move_dimension(opened: Opened, request: Json) -> None:
    tab, dimension, start, end = _span(opened, need(request, "source"))
    to = request.get("destinationIndex", 0)
    if max(end, to) > tab.grid[SIZES[dimension]]:
        raise bad(f"destinationIndex {to} is outside the sheet.")
    move_lines(opened, tab, dimension, start, end, to=to)


def append_dimension(opened: Opened, request: Json) -> None:
    tab, dimension = need_tab(opened.book, request.get("sheetId")), request.get("dimension", "")
    if dimension not in SIZES:
        raise bad("Must specify a dimension: ROWS or COLUMNS.")
    tab.grid[SIZES[dimension]] += need(request, "length")
    refuse_too_many_cells(opened.book)


def update_dimension_properties(opened: Opened, request: Json) -> None:
    tab, dimension, start, end = _span(opened, need(request, "range"))
    given = need(request, "properties")
    paths = mask_of(request, frozenset({"hiddenByUser", "pixelSize"}))
    opened.refuse_protected(tab, line_box(tab, dimension, start, end))
    lines: Json = tab.facts.setdefault(LINES[dimension], {})
    for index in range(start, min(end, tab.grid[SIZES[dimension]])):
        new = copy_fields(given, lines.get(str(index), {}), paths)
        lines[str(index)] = {name: value for name, value in new.items() if value}


def auto_resize_dimensions(opened: Opened, request: Json) -> None:
    """Widths here follow the number of letters; Google measures the drawn text."""
    tab, dimension, start, end = _span(opened, need(request, "dimensions"))
    lines: Json = tab.facts.setdefault(LINES[dimension], {})
    for index in range(start, min(end, tab.grid[SIZES[dimension]])):
        size = 21 if dimension == "ROWS" else _wanted_width(tab, index)
        lines[str(index)] = {**lines.get(str(index), {}), "pixelSize": size}


def _wanted_width(tab: Tab, column: int) -> int:
    cells = (row[column] for row in tab.rows.values() if column in row)
    letters = max((len(str(cell.value)) for cell in cells if cell.value is not None), default=0)
    return max(21, 7 * letters + 10)


def add_dimension_group(opened: Opened, request: Json) -> Json:
    tab, dimension, start, end = _span(opened, need(request, "range"))
    groups = tab.listed(GROUPS[dimension])
    around = [
        g for g in groups if g["range"]["startIndex"] <= start and end <= g["range"]["endIndex"]
    ]
    span = {"sheetId": tab.id, "dimension": dimension, "startIndex": start, "endIndex": end}
    groups.append({"range": span, "depth": len(around) + 1})
    groups.sort(key=lambda group: (group["depth"], group["range"]["startIndex"]))
    return {"dimensionGroups": groups}


def delete_dimension_group(opened: Opened, request: Json) -> Json:
    tab, dimension, start, end = _span(opened, need(request, "range"))
    groups = tab.listed(GROUPS[dimension])
    same = [g for g in groups if (g["range"]["startIndex"], g["range"]["endIndex"]) == (start, end)]
    if not same:
        raise bad("There is no group over that range.")
    groups.remove(max(same, key=lambda group: int(group["depth"])))
    return {"dimensionGroups": groups}


KINDS = {
    "insertDimension": insert_dimension,
    "deleteDimension": delete_dimension,
    "moveDimension": move_dimension,
    "appendDimension": append_dimension,
    "updateDimensionProperties": update_dimension_properties,
    "autoResizeDimensions": auto_resize_dimensions,
    "addDimensionGroup": add_dimension_group,
    "deleteDimensionGroup": delete_dimension_group,
}
