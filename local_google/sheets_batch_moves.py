"""Requests that move or join cells: merge, sort, find and replace, copy and cut."""

import re
from operator import itemgetter
from typing import Any

from local_google.a1 import Box
from local_google.sheets_access import Opened
from local_google.sheets_book import Cell, Formula, Tab
from local_google.sheets_evaluation import value_of
from local_google.sheets_formula import CellError
from local_google.sheets_formula_refs import translate
from local_google.sheets_ranges import area_of, grid_range, grid_target, inside
from local_google.sheets_refusals import bad
from local_google.sheets_request_parts import need, need_tab

Json = dict[str, Any]


def merge_cells(opened: Opened, request: Json) -> None:
    """Only the top left value of each merged block stays."""
    tab, box = grid_target(opened.book, need(request, "range"))
    opened.refuse_protected(tab, box)
    kind = request.get("mergeType", "MERGE_ALL")
    blocks = {"MERGE_ALL": [box], "MERGE_ROWS": _rows(box), "MERGE_COLUMNS": _columns(box)}
    if kind not in blocks:
        raise bad(f'Invalid value at mergeType, "{kind}"')
    _unmerge(tab, box, refuse_part=True)
    for block in blocks[kind]:
        if (block.bottom - block.top) * (block.right - block.left) < 2:
            continue
        tab.listed("merges").append(grid_range(tab, block))
        for row, column in _places(block)[1:]:
            if tab.peek(row, column) is not None:
                tab.cell_at(row, column).value = None


def unmerge_cells(opened: Opened, request: Json) -> None:
    tab, box = grid_target(opened.book, need(request, "range"))
    opened.refuse_protected(tab, box)
    _unmerge(tab, box, refuse_part=True)


def _unmerge(tab: Tab, box: Box, *, refuse_part: bool) -> None:
    kept = []
    for merge in tab.listed("merges"):
        old = inside(tab, area_of(merge))
        if not old.meets(box):
            kept.append(merge)
        elif refuse_part and not box.holds(old):
            raise bad("You must select all cells in a merged range to merge or unmerge them.")
    tab.facts["merges"] = kept


def _rows(box: Box) -> list[Box]:
    return [
        Box(top=row, bottom=row + 1, left=box.left, right=box.right)
        for row in range(box.top, box.bottom)
    ]


def _columns(box: Box) -> list[Box]:
    return [
        Box(top=box.top, bottom=box.bottom, left=column, right=column + 1)
        for column in range(box.left, box.right)
    ]


def _places(box: Box) -> list[tuple[int, int]]:
    return [(r, c) for r in range(box.top, box.bottom) for c in range(box.left, box.right)]


def sort_range(opened: Opened, request: Json) -> None:
    """Rows of the range by the specs in order; blanks go last both ways; formulas move along."""
    tab, box = grid_target(opened.book, need(request, "range"))
    opened.refuse_protected(tab, box)
    order = list(range(box.top, box.bottom))
    for spec in reversed(need(request, "sortSpecs")):
        column, down = spec.get("dimensionIndex", 0), spec.get("sortOrder") == "DESCENDING"
        keyed = [(_sort_key(tab, row, column), row) for row in order]
        filled = [(key, row) for key, row in keyed if key is not None]
        filled.sort(key=itemgetter(0), reverse=down)
        order = [row for _, row in filled] + [row for key, row in keyed if key is None]
    lines = {row: [tab.peek(row, c) for c in range(box.left, box.right)] for row in order}
    for target, source in zip(range(box.top, box.bottom), order, strict=True):
        for column, cell in enumerate(lines[source], start=box.left):
            _put(tab, (target, column), cell, down=target - source)


def _sort_key(tab: Tab, row: int, column: int) -> tuple[int, float, str] | None:
    value = value_of(tab, row, column)
    if value is None:
        return None
    if isinstance(value, CellError):
        return 3, 0.0, value.shown
    if isinstance(value, bool):
        return 2, float(value), ""
    return (1, 0.0, value.casefold()) if isinstance(value, str) else (0, float(value), "")


def _put(
    tab: Tab, place: tuple[int, int], cell: Cell | None, *, down: int = 0, across: int = 0
) -> None:
    """Replace a cell; a formula is translated by how far it came."""
    row, column = place
    if cell is None and tab.peek(row, column) is None:
        return
    tab.cell_at(row, column)
    source = cell or Cell()
    value = source.value
    if isinstance(value, Formula):
        value = Formula(translate(value.text, down, across))
    tab.rows[row][column] = Cell(value, source.look, source.rule, source.note)


def find_replace(opened: Opened, request: Json) -> Json:
    """In texts of cells only; formulas are left alone unless asked for."""
    pattern = _pattern(request)
    counts = {"values": 0, "formulas": 0, "occurrences": 0}
    rows: set[tuple[int, int]] = set()
    for tab, box in _searched(opened, request):
        for row, column in _places(box) if tab.rows else ():
            cell = tab.peek(row, column)
            text = _searchable(cell, bool(request.get("includeFormulas")))
            if cell is None or text is None:
                continue
            new, found = pattern.subn(request.get("replacement", ""), text)
            if not found:
                continue
            opened.refuse_protected(
                tab, Box(top=row, bottom=row + 1, left=column, right=column + 1)
            )
            formula = isinstance(cell.value, Formula)
            tab.cell_at(row, column).value = Formula(new) if formula else (new or None)
            counts["formulas" if formula else "values"] += 1
            counts["occurrences"] += found
            rows.add((tab.id, row))
    reply = {
        "valuesChanged": counts["values"],
        "formulasChanged": counts["formulas"],
        "rowsChanged": len(rows),
        "sheetsChanged": len({tab for tab, _ in rows}),
        "occurrencesChanged": counts["occurrences"],
    }
    return {name: count for name, count in reply.items() if count}


def _pattern(request: Json) -> re.Pattern[str]:
    text = need(request, "find")
    body = text if request.get("searchByRegex") else re.escape(text)
    if request.get("matchEntireCell"):
        body = rf"\A(?:{body})\Z"
    try:
        return re.compile(body, 0 if request.get("matchCase") else re.IGNORECASE)
    except re.error:
        raise bad(f"Invalid regular expression: {text}") from None


def _searched(opened: Opened, request: Json) -> list[tuple[Tab, Box]]:
    if "range" in request:
        return [grid_target(opened.book, request["range"])]
    every = bool(request.get("allSheets"))
    tabs = opened.book.tabs if every else [need_tab(opened.book, need(request, "sheetId"))]
    return [(tab, Box(top=0, bottom=tab.height, left=0, right=tab.width)) for tab in tabs]


def _searchable(cell: Cell | None, formulas: bool) -> str | None:
    if cell is not None and isinstance(cell.value, Formula):
        return cell.value.text if formulas else None
    return cell.value if cell is not None and isinstance(cell.value, str) else None


def copy_paste(opened: Opened, request: Json) -> None:
    """The source fills the destination, repeated as often as it fits."""
    tab, box = grid_target(opened.book, need(request, "source"))
    other, target = grid_target(opened.book, need(request, "destination"))
    height, width = box.bottom - box.top, box.right - box.left
    bottom = min(max(target.bottom, target.top + height), other.height)
    right = min(max(target.right, target.left + width), other.width)
    opened.refuse_protected(
        other, Box(top=target.top, bottom=bottom, left=target.left, right=right)
    )
    kind = request.get("pasteType", "PASTE_NORMAL")
    cells = {
        (r, c): _copied(tab, box.top + r, box.left + c) for r in range(height) for c in range(width)
    }
    for row in range(target.top, bottom):
        for column in range(target.left, right):
            place = ((row - target.top) % height, (column - target.left) % width)
            source = cells[place]
            down, across = row - box.top - place[0], column - box.left - place[1]
            _put(
                other,
                (row, column),
                _pasted(other, row, column, source, kind),
                down=down,
                across=across,
            )


def _copied(tab: Tab, row: int, column: int) -> Cell:
    cell = tab.peek(row, column) or Cell()
    return Cell(cell.value, cell.look, cell.rule, cell.note)


def _pasted(tab: Tab, row: int, column: int, source: Cell, kind: str) -> Cell:
    old = tab.peek(row, column) or Cell()
    kinds = {
        "PASTE_NORMAL": source,
        "PASTE_VALUES": Cell(source.value, old.look, old.rule, old.note),
        "PASTE_FORMULA": Cell(source.value, old.look, old.rule, old.note),
        "PASTE_FORMAT": Cell(old.value, source.look, old.rule, old.note),
        "PASTE_DATA_VALIDATION": Cell(old.value, old.look, source.rule, old.note),
        "PASTE_NO_BORDERS": source,
    }
    if kind not in kinds:
        raise bad(f"{kind} is not served.")
    return kinds[kind]


def cut_paste(opened: Opened, request: Json) -> None:
    tab, box = grid_target(opened.book, need(request, "source"))
    place = need(request, "destination")
    other = need_tab(opened.book, place.get("sheetId"))
    top, left = place.get("rowIndex", 0), place.get("columnIndex", 0)
    height, width = box.bottom - box.top, box.right - box.left
    opened.refuse_protected(tab, box)
    opened.refuse_protected(other, Box(top=top, bottom=top + height, left=left, right=left + width))
    cells = {
        (r, c): _copied(tab, box.top + r, box.left + c) for r in range(height) for c in range(width)
    }
    for row, column in _places(box):
        _put(tab, (row, column), None)
    for (row, column), cell in cells.items():
        if top + row < other.height and left + column < other.width:
            _put(other, (top + row, left + column), cell)


KINDS = {
    "mergeCells": merge_cells,
    "unmergeCells": unmerge_cells,
    "sortRange": sort_range,
    "findReplace": find_replace,
    "copyPaste": copy_paste,
    "cutPaste": cut_paste,
}
