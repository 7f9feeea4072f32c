"""Requests about whole tabs and the spreadsheet's own properties."""

import copy
from typing import Any

from local_google.a1 import Box
from local_google.field_masks import copy_fields
from local_google.sheets_access import Opened
from local_google.sheets_book import Book, Cell, Formula, Tab, new_tab
from local_google.sheets_cells import with_colour_styles
from local_google.sheets_formula_refs import rename_tab
from local_google.sheets_refusals import bad
from local_google.sheets_request_parts import mask_of, need, need_tab
from local_google.sheets_values import refuse_too_many_cells

Json = dict[str, Any]
TAB_FIELDS = frozenset(
    {"sheetId", "title", "index", "hidden", "gridProperties", "tabColor", "tabColorStyle"}
    | {"rightToLeft", "sheetType"}
)
BOOK_FIELDS = frozenset(
    {"title", "locale", "timeZone", "autoRecalc", "defaultFormat", "iterativeCalculationSettings"}
)
OWN_IDS = {
    "protectedRanges": "protectedRangeId",
    "bandedRanges": "bandedRangeId",
    "charts": "chartId",
    "tables": "tableId",
}


def add_sheet(opened: Opened, request: Json) -> Json:
    book, given = opened.book, request.get("properties") or {}
    if given.get("sheetType", "GRID") != "GRID":
        raise bad("Only sheets of type GRID can be added.")
    title = given.get("title") or _free_title(book, "Sheet")
    refuse_taken_title(book, title)
    sheet_id = _free_id(book, given.get("sheetId"))
    grid = given.get("gridProperties", {})
    facts = new_tab(sheet_id, title)
    extra = {k: v for k, v in given.items() if k not in ("gridProperties", "title", "sheetId")}
    facts["properties"] |= with_colour_styles(extra)
    facts["properties"]["gridProperties"] |= {k: v for k, v in grid.items() if v}
    tab = Tab(book, facts)
    place = given.get("index", len(book.tabs))
    book.tabs.insert(min(place, len(book.tabs)), tab)
    book.number_tabs()
    refuse_too_many_cells(book)
    return {"properties": tab.facts["properties"]}


def delete_sheet(opened: Opened, request: Json) -> None:
    book = opened.book
    tab = need_tab(book, request.get("sheetId"))
    others = [other for other in book.tabs if other is not tab]
    if not others:
        raise bad("You can't remove all the sheets in a document.")
    if all(other.facts["properties"].get("hidden") for other in others):
        raise bad("You can't remove all the visible sheets in a document.")
    opened.refuse_protected_tab(tab)
    book.drop_tab(tab)
    named = [n for n in book.listed("namedRanges") if n["range"].get("sheetId", 0) != tab.id]
    book.facts["namedRanges"] = named


def duplicate_sheet(opened: Opened, request: Json) -> Json:
    book = opened.book
    source = need_tab(book, request.get("sourceSheetId"))
    title = request.get("newSheetName") or _free_title(book, f"Copy of {source.title}", first=True)
    refuse_taken_title(book, title)
    tab = copied_tab(book, source, _free_id(book, request.get("newSheetId")), title)
    book.tabs.insert(min(request.get("insertSheetIndex", 0), len(book.tabs)), tab)
    book.number_tabs()
    refuse_too_many_cells(book)
    return {"properties": tab.facts["properties"]}


def copied_tab(book: Book, source: Tab, sheet_id: int, title: str) -> Tab:
    """A copy of a tab, maybe from another spreadsheet, with ids of its own."""
    facts = _renumbered(copy.deepcopy(source.facts), source.id, sheet_id)
    facts["properties"] |= {"sheetId": sheet_id, "title": title}
    for name, key in OWN_IDS.items():
        for item in facts.get(name, ()):
            number = book.new_number()
            item[key] = number if name != "tables" else str(number)
    tab = Tab(book, facts)
    pool = source.book.pool
    tab.replace_rows(
        {
            number: {
                column: Cell(c.value, book.pooled(pool[c.look]), book.pooled(pool[c.rule]), c.note)
                for column, c in row.items()
            }
            for number, row in source.rows.items()
        }
    )
    return tab


def _renumbered(node: Any, old: int, new: int) -> Any:
    if isinstance(node, list):
        return [_renumbered(item, old, new) for item in node]
    if not isinstance(node, dict):
        return node
    result = {key: _renumbered(item, old, new) for key, item in node.items()}
    ranged = "sheetId" in node or "startRowIndex" in node or "startColumnIndex" in node
    if ranged and node.get("sheetId", 0) == old:
        result["sheetId"] = new
    return result


def update_sheet_properties(opened: Opened, request: Json) -> None:
    book, given = opened.book, need(request, "properties")
    paths = mask_of(request, TAB_FIELDS)
    tab = need_tab(book, given.get("sheetId"))
    whole = Box(top=0, bottom=tab.height, left=0, right=tab.width)
    if _wholly_protected(opened, tab, whole):
        opened.refuse_protected(tab, whole)
    old = tab.facts["properties"]
    base = {key: value for key, value in old.items() if key not in ("tabColor", "tabColorStyle")}
    keep_colour = not any(path[0] in ("tabColor", "tabColorStyle", "*") for path in paths)
    new = copy_fields(given, old if keep_colour else base, paths)
    new |= {"sheetId": tab.id, "sheetType": "GRID", "index": old["index"]}
    new["title"] = new.get("title") or tab.title
    new["gridProperties"] = old["gridProperties"] | new.get("gridProperties", {})
    for name in set(old["gridProperties"]) - {"rowCount", "columnCount"}:
        if any(path == ("gridProperties", name) for path in paths):
            new["gridProperties"][name] = given.get("gridProperties", {}).get(name, 0)
    _check(book, tab, new)
    if new["title"] != tab.title:
        _rename(book, tab.title, new["title"])
    tab.facts["properties"] = with_colour_styles(new)
    _cut_to_grid(opened, tab)
    if any(path[0] in ("index", "*") for path in paths) and "index" in given:
        _place(book, tab, given["index"])


def _wholly_protected(opened: Opened, tab: Tab, whole: Box) -> bool:
    return (
        any(
            not opened.may_edit(protection)
            and not {"startRowIndex", "startColumnIndex"}
            & set(protection.get("range", {"startRowIndex": 0}))
            for protection in tab.facts.get("protectedRanges", ())
        )
        and not whole.empty
    )


def _check(book: Book, tab: Tab, new: Json) -> None:
    if new["title"].lower() != tab.title.lower():
        refuse_taken_title(book, new["title"])
    grid = new["gridProperties"]
    if grid["rowCount"] < 1 or grid["columnCount"] < 1:
        raise bad("You can't delete all the rows on the sheet.")
    if grid.get("frozenRowCount", 0) >= grid["rowCount"]:
        raise bad("You can't freeze all visible rows on the sheet.")
    if grid.get("frozenColumnCount", 0) >= grid["columnCount"]:
        raise bad("You can't freeze all visible columns on the sheet.")
    visible = [t for t in book.tabs if t is not tab and not t.facts["properties"].get("hidden")]
    if new.get("hidden") and not visible:
        raise bad("You can't hide all the sheets in a document.")


def _rename(book: Book, old: str, new: str) -> None:
    for tab in book.tabs:
        for number, row in tab.rows.items():
            for column, cell in row.items():
                if isinstance(cell.value, Formula):
                    text = rename_tab(cell.value.text, old, new)
                    tab.cell_at(number, column).value = Formula(text)


def _cut_to_grid(opened: Opened, tab: Tab) -> None:
    """A smaller grid loses the cells outside it."""
    refuse_too_many_cells(opened.book)
    out = [(r, c) for r, row in tab.rows.items() for c in row if r >= tab.height or c >= tab.width]
    if out:
        rows = {
            r: {c: cell for c, cell in row.items() if c < tab.width}
            for r, row in tab.rows.items()
            if r < tab.height
        }
        tab.replace_rows(rows)


def _place(book: Book, tab: Tab, index: int) -> None:
    """Indices are counted before the move, so "one further" changes nothing."""
    current = book.tabs.index(tab)
    if index > len(book.tabs):
        raise bad(f"index {index} is past the last sheet")
    book.tabs.remove(tab)
    book.tabs.insert(index - 1 if index > current else index, tab)
    book.number_tabs()


def update_spreadsheet_properties(opened: Opened, request: Json) -> None:
    given = need(request, "properties")
    paths = mask_of(request, BOOK_FIELDS)
    new = copy_fields(given, opened.book.properties, paths)
    new["title"] = new.get("title") or opened.book.properties["title"]
    opened.book.facts["properties"] = opened.book.properties | new


def refuse_taken_title(book: Book, title: str) -> None:
    if book.tab_called(title) is not None:
        raise bad(f'A sheet with the name "{title}" already exists. Please enter another name.')


def _free_title(book: Book, stem: str, *, first: bool = False) -> str:
    if first and book.tab_called(stem) is None:
        return stem
    number = 2 if first else len(book.tabs) + 1
    while book.tab_called(f"{stem}{' ' if first else ''}{number}") is not None:
        number += 1
    return f"{stem}{' ' if first else ''}{number}"


def _free_id(book: Book, wanted: int | None) -> int:
    if wanted is None:
        return book.new_number()
    if book.tab(wanted) is not None:
        raise bad(f"A sheet with the id {wanted} already exists.")
    return wanted


KINDS = {
    "addSheet": add_sheet,
    "deleteSheet": delete_sheet,
    "duplicateSheet": duplicate_sheet,
    "updateSheetProperties": update_sheet_properties,
    "updateSpreadsheetProperties": update_spreadsheet_properties,
}
