"""The Spreadsheet resource as replies carry it, with or without cells."""

from typing import Any

from local_google.a1 import Box
from local_google.partial import Mask, below, keep
from local_google.sheets_access import Opened
from local_google.sheets_batch_marks import shown_protection
from local_google.sheets_batch_metadata import home, notes_on
from local_google.sheets_book import Tab
from local_google.sheets_grid_data import grid_data as grid
from local_google.sheets_looks import spreadsheet_properties, tidy
from local_google.sheets_ranges import find_range

Json = dict[str, Any]
LISTS = ("merges", "conditionalFormats", "bandedRanges", "tables", "charts")


def spreadsheet(
    opened: Opened,
    *,
    ranges: list[str],
    grid_data: bool,
    mask: Mask | None = None,
) -> Json:
    """With `ranges`, only the tabs they touch, and of those only the cells asked for.

    `mask` is what the caller asks for of the resource; none, or an empty one, is all.
    """
    book = opened.book
    boxes: dict[int, list[Box]] = {}
    for text in ranges:
        target = find_range(book, text)
        boxes.setdefault(target.tab.id, []).append(target.box)
    tabs = [tab for tab in book.tabs if not ranges or tab.id in boxes]
    reply: Json = {
        "spreadsheetId": book.id,
        "properties": spreadsheet_properties(book.properties),
        "sheets": [_sheet(opened, tab) for tab in tabs],
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
    kept: Json = keep(tidy(reply), mask or {})
    of_sheets = below(mask or {}, "sheets")
    of_data = None if of_sheets is None else below(of_sheets, "data")
    if grid_data and of_data is not None:
        for sheet, tab in zip(kept["sheets"], tabs, strict=True):
            sheet["data"] = _data(tab, boxes.get(tab.id, []), of_data)
    return kept


def _data(tab: Tab, boxes: list[Box], mask: Mask) -> list[Json]:
    whole = Box(top=0, bottom=tab.height, left=0, right=tab.width)
    return [grid(tab, box, mask) for box in boxes or [whole]]


def _sheet(opened: Opened, tab: Tab) -> Json:
    sheet: Json = {"properties": tab.facts["properties"]}
    sheet |= {name: tab.facts[name] for name in LISTS if tab.facts.get(name)}
    protections = [shown_protection(opened, p) for p in tab.facts.get("protectedRanges", ())]
    if protections:
        sheet["protectedRanges"] = protections
    if tab.facts.get("basicFilter"):
        sheet["basicFilter"] = tab.facts["basicFilter"]
    sheet |= {
        name: tab.facts[name] for name in ("rowGroups", "columnGroups") if tab.facts.get(name)
    }
    notes = notes_on(tab, "SHEET")
    if notes:
        sheet["developerMetadata"] = notes
    return sheet
