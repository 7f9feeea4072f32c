"""Requests that write cells: contents, formats, notes, validation."""

from typing import Any

from local_google.a1 import Box
from local_google.sheets_access import Opened
from local_google.sheets_book import Formula
from local_google.sheets_cells import CellMask, write_cell_data
from local_google.sheets_formula_refs import translate
from local_google.sheets_ranges import grid_target
from local_google.sheets_refusals import bad
from local_google.sheets_request_parts import mask_of, need, need_tab
from local_google.wire import ApiError

Json = dict[str, Any]
SERVED = frozenset({"userEnteredValue", "userEnteredFormat", "note", "dataValidation"})
UNSERVED = frozenset({"textFormatRuns", "pivotTable", "chipRuns", "dataSourceTable"})


def update_cells(opened: Opened, request: Json) -> None:
    """Cells of the range that the rows do not reach lose the masked fields."""
    rows: list[Json] = request.get("rows") or []
    mask = _cell_mask(request, [c for row in rows for c in row.get("values", ())])
    if "start" in request:
        start = request["start"]
        tab = need_tab(opened.book, start.get("sheetId"))
        top, left = start.get("rowIndex", 0), start.get("columnIndex", 0)
        width = max((len(row.get("values", ())) for row in rows), default=0)
        box = Box(top=top, bottom=top + len(rows), left=left, right=left + width)
        if box.bottom > tab.height or box.right > tab.width:
            raise bad("Attempting to write column: past the grid; use appendDimension first.")
        cells = [(r, c) for r, row in enumerate(rows) for c in range(len(row.get("values", ())))]
    else:
        tab, box = grid_target(opened.book, need(request, "range"))
        cells = [(r, c) for r in range(box.bottom - box.top) for c in range(box.right - box.left)]
    opened.refuse_protected(tab, box)
    for down, across in cells:
        values = rows[down].get("values", []) if down < len(rows) else []
        data = values[across] if across < len(values) else {}
        cell = tab.cell_at(box.top + down, box.left + across)
        write_cell_data(opened.book, cell, data, mask)


def repeat_cell(opened: Opened, request: Json) -> None:
    """A formula is copied as if filled from the first cell of the range."""
    data = request.get("cell") or {}
    mask = _cell_mask(request, [data])
    tab, box = grid_target(opened.book, need(request, "range"))
    opened.refuse_protected(tab, box)
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            cell = tab.cell_at(row, column)
            write_cell_data(opened.book, cell, data, mask)
            if isinstance(cell.value, Formula) and "userEnteredValue" in data:
                text = translate(cell.value.text, row - box.top, column - box.left)
                cell.value = Formula(text)


def append_cells(opened: Opened, request: Json) -> None:
    """Rows after the last row with a value, from column A, growing the grid."""
    rows: list[Json] = request.get("rows") or []
    mask = _cell_mask(request, [c for row in rows for c in row.get("values", ())])
    tab = need_tab(opened.book, request.get("sheetId"))
    filled = [n for n, row in tab.rows.items() if any(c.value is not None for c in row.values())]
    top = max(filled, default=-1) + 1
    width = max((len(row.get("values", ())) for row in rows), default=0)
    tab.grid["rowCount"] = max(tab.height, top + len(rows))
    tab.grid["columnCount"] = max(tab.width, width)
    opened.refuse_protected(tab, Box(top=top, bottom=top + len(rows), left=0, right=width))
    for down, row in enumerate(rows):
        for column, data in enumerate(row.get("values", ())):
            write_cell_data(opened.book, tab.cell_at(top + down, column), data, mask)


def set_data_validation(opened: Opened, request: Json) -> None:
    """Without a rule the validation of the range goes."""
    tab, box = grid_target(opened.book, need(request, "range"))
    opened.refuse_protected(tab, box)
    rule = request.get("rule")
    if rule is not None and "type" not in rule.get("condition", {}):
        raise bad("rule.condition.type must be specified.")
    place = opened.book.pooled(rule)
    for row in range(box.top, box.bottom):
        for column in range(box.left, box.right):
            if place or tab.peek(row, column) is not None:
                tab.cell_at(row, column).rule = place


def _cell_mask(request: Json, cells: list[Json]) -> CellMask:
    paths = mask_of(request, SERVED | UNSERVED)
    roots = {path[0] for path in paths}
    given = {name for cell in cells for name in cell} if "*" in roots else roots
    if given & UNSERVED:
        names = ", ".join(sorted(given & UNSERVED))
        raise ApiError(501, "notImplemented", f"{names}: not implemented by this local server.")
    return CellMask.of(paths)


KINDS = {
    "updateCells": update_cells,
    "repeatCell": repeat_cell,
    "appendCells": append_cells,
    "setDataValidation": set_data_validation,
}
