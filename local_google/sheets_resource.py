"""The Spreadsheet resource as replies carry it, with or without cells."""

from typing import Any

from local_google.a1 import Box
from local_google.sheets_access import Opened
from local_google.sheets_batch_marks import shown_protection
from local_google.sheets_batch_metadata import home
from local_google.sheets_book import Tab
from local_google.sheets_cells import cell_data
from local_google.sheets_dimensions import LINES
from local_google.sheets_looks import spreadsheet_properties, tidy
from local_google.sheets_ranges import find_range

Json = dict[str, Any]
LISTS = ("merges", "conditionalFormats", "bandedRanges", "tables", "charts")
DEFAULT_SIZE = {"ROWS": 21, "COLUMNS": 100}


def spreadsheet(opened: Opened, *, ranges: list[str], grid_data: bool) -> Json:
    """With `ranges`, only the tabs they touch, and of those only the cells asked for."""
    book = opened.book
    boxes: dict[int, list[Box]] = {}
    for text in ranges:
        target = find_range(book, text)
        boxes.setdefault(target.tab.id, []).append(target.box)
    tabs = [tab for tab in book.tabs if not ranges or tab.id in boxes]
    reply: Json = {
        "spreadsheetId": book.id,
        "properties": spreadsheet_properties(book.properties),
        "sheets": [_sheet(opened, tab, boxes.get(tab.id, []), grid_data) for tab in tabs],
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{book.id}/edit",
    }
    named = [
        n for n in book.listed("namedRanges") if not ranges or n["range"].get("sheetId", 0) in boxes
    ]
    if named:
        reply["namedRanges"] = named
    notes = [note for note in book.listed("developerMetadata") if home(note) is None]
    if notes:
        reply["developerMetadata"] = notes
    tidied: Json = tidy(reply)
    return tidied


def _sheet(opened: Opened, tab: Tab, boxes: list[Box], grid_data: bool) -> Json:
    sheet: Json = {"properties": tab.facts["properties"]}
    if grid_data:
        whole = Box(top=0, bottom=tab.height, left=0, right=tab.width)
        sheet["data"] = [grid(tab, box) for box in boxes or [whole]]
    sheet |= {name: tab.facts[name] for name in LISTS if tab.facts.get(name)}
    protections = [shown_protection(opened, p) for p in tab.facts.get("protectedRanges", ())]
    if protections:
        sheet["protectedRanges"] = protections
    if tab.facts.get("basicFilter"):
        sheet["basicFilter"] = tab.facts["basicFilter"]
    sheet |= {
        name: tab.facts[name] for name in ("rowGroups", "columnGroups") if tab.facts.get(name)
    }
    notes = _notes(tab, "SHEET")
    if notes:
        sheet["developerMetadata"] = notes
    return sheet


def grid(tab: Tab, box: Box) -> Json:
    """GridData of a box: rows up to the last that holds something, every line's properties."""
    used = [row for row in tab.rows if box.top <= row < box.bottom]
    rows = []
    for row in range(box.top, max(used, default=box.top - 1) + 1):
        last = max((c for c in tab.rows.get(row, {}) if c < box.right), default=-1)
        values = [cell_data(tab, row, column) for column in range(box.left, last + 1)]
        while values and not values[-1]:
            values.pop()
        rows.append({"values": values} if values else {})
    data: Json = {"startRow": box.top, "startColumn": box.left}
    if rows:
        data["rowData"] = rows
    data["rowMetadata"] = _lines(tab, "ROWS", box.top, box.bottom)
    data["columnMetadata"] = _lines(tab, "COLUMNS", box.left, box.right)
    return data


def _lines(tab: Tab, dimension: str, start: int, end: int) -> list[Json]:
    about: Json = tab.facts.get(LINES[dimension], {})
    default = {"pixelSize": DEFAULT_SIZE[dimension]}
    lines = [{**default, **about.get(str(index), {})} for index in range(start, end)]
    for note in _notes(tab, "ROW" if dimension == "ROWS" else "COLUMN"):
        index = note["location"]["dimensionRange"]["startIndex"]
        if start <= index < end:
            line = lines[index - start]
            line["developerMetadata"] = [*line.get("developerMetadata", []), note]
    return lines


def _notes(tab: Tab, kind: str) -> list[Json]:
    return [
        note
        for note in tab.book.listed("developerMetadata")
        if home(note) == tab.id and note["location"]["locationType"] == kind
    ]
