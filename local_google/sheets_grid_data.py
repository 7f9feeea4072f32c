"""GridData: the cells of a box as `spreadsheets.get` gives them, with their rows and columns."""

from typing import Any

from local_google.a1 import Box
from local_google.partial import Mask, below, keep
from local_google.sheets_batch_metadata import notes_on
from local_google.sheets_book import Tab
from local_google.sheets_cell_view import CellView
from local_google.sheets_dimensions import LINES

Json = dict[str, Any]
DEFAULT_SIZE = {"ROWS": 21, "COLUMNS": 100}


def grid_data(tab: Tab, box: Box, mask: Mask) -> Json:
    """GridData of a box under its mask: rows up to the last that holds something, every line's properties."""
    asked = {name: below(mask, name) for name in ("rowData", "rowMetadata", "columnMetadata")}
    start = {"startRow": box.top, "startColumn": box.left}
    data: Json = keep({name: place for name, place in start.items() if place}, mask)
    if (inner := asked["rowData"]) is not None and (rows := _rows(tab, box, inner)):
        data["rowData"] = rows
    if (inner := asked["rowMetadata"]) is not None:
        data["rowMetadata"] = keep(_lines(tab, "ROWS", box.top, box.bottom), inner)
    if (inner := asked["columnMetadata"]) is not None:
        data["columnMetadata"] = keep(_lines(tab, "COLUMNS", box.left, box.right), inner)
    return data


def _rows(tab: Tab, box: Box, mask: Mask) -> list[Json]:
    used = [row for row in tab.rows if box.top <= row < box.bottom]
    lines = [tab.rows.get(row, {}) for row in range(box.top, max(used, default=box.top - 1) + 1)]
    inner = below(mask, "values")
    if inner is None:
        return [{} for _ in lines]
    view = CellView(tab, inner)
    rows: list[Json] = []
    for row, line in enumerate(lines, start=box.top):
        last = max((c for c in line if c < box.right), default=-1)
        values = [view.cell(row, c, line.get(c)) for c in range(box.left, last + 1)]
        while values and not values[-1]:
            values.pop()
        rows.append({"values": values} if values else {})
    return rows


def _lines(tab: Tab, dimension: str, start: int, end: int) -> list[Json]:
    about: Json = tab.facts.get(LINES[dimension], {})
    default = {"pixelSize": DEFAULT_SIZE[dimension]}
    lines = [{**default, **about.get(str(index), {})} for index in range(start, end)]
    for note in notes_on(tab, "ROW" if dimension == "ROWS" else "COLUMN"):
        index = note["location"]["dimensionRange"]["startIndex"]
        if start <= index < end:
            line = lines[index - start]
            line["developerMetadata"] = [*line.get("developerMetadata", []), note]
    return lines
