"""GridData: the cells of a box as `spreadsheets.get` gives them, with their rows and columns."""

from typing import Any

from local_google.a1 import Box
from local_google.sheets_batch_metadata import notes_on
from local_google.sheets_book import Tab
from local_google.sheets_cell_view import CellView
from local_google.sheets_dimensions import LINES

Json = dict[str, Any]
DEFAULT_SIZE = {"ROWS": 21, "COLUMNS": 100}


def grid_data(tab: Tab, box: Box, wanted: frozenset[str] | None) -> Json:
    """GridData of a box: rows up to the last that holds something, every line's properties."""
    view = CellView(tab, wanted)
    used = [row for row in tab.rows if box.top <= row < box.bottom]
    rows = []
    for row in range(box.top, max(used, default=box.top - 1) + 1):
        line = tab.rows.get(row, {})
        last = max((c for c in line if c < box.right), default=-1)
        values = [view.cell(row, c, line.get(c)) for c in range(box.left, last + 1)]
        while values and not values[-1]:
            values.pop()
        rows.append({"values": values} if values else {})
    start = {"startRow": box.top, "startColumn": box.left}
    data: Json = {name: place for name, place in start.items() if place}
    if rows:
        data["rowData"] = rows
    data["rowMetadata"] = _lines(tab, "ROWS", box.top, box.bottom)
    data["columnMetadata"] = _lines(tab, "COLUMNS", box.left, box.right)
    return data


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
