"""Rows and columns put in, taken out and moved, and everything that points at cells following."""

from collections.abc import Callable
from typing import Any

from local_google.a1 import Box
from local_google.sheets_access import Opened
from local_google.sheets_book import Book, Formula, Row, Tab
from local_google.sheets_formula_refs import MoveSpan, Span, follow
from local_google.sheets_ranges import SIDES
from local_google.sheets_refusals import PROTECTED, bad

Json = dict[str, Any]
SIZES = {"ROWS": "rowCount", "COLUMNS": "columnCount"}
FROZEN = {"ROWS": "frozenRowCount", "COLUMNS": "frozenColumnCount"}
LINES = {"ROWS": "rowMetadata", "COLUMNS": "columnMetadata"}
"""Where a tab's facts keep DimensionProperties by index, as JSON object keys."""
_WHERE = ("range", "dimensionRange", "location")


def insert_lines(
    opened: Opened, tab: Tab, dimension: str, at: int, count: int, *, inherit: bool
) -> None:
    """Put `count` empty rows or columns before index `at`; `inherit` takes looks from before."""
    if _inside_protection(opened, tab, dimension, at):
        raise bad(PROTECTED)
    _move_all(opened.book, tab, dimension, lambda start, end: _after_insert(start, end, at, count))
    tab.grid[SIZES[dimension]] += count
    _move_cells(tab, dimension, lambda index: index + count if index >= at else index)
    _copy_looks(tab, dimension, at - 1 if inherit else at + count, at, count)
    if tab.grid.get(FROZEN[dimension], 0) > at:
        tab.grid[FROZEN[dimension]] += count


def _inside_protection(opened: Opened, tab: Tab, dimension: str, at: int) -> bool:
    """New lines between two protected ones would be protected too."""
    before, after = line_box(tab, dimension, at - 1, at), line_box(tab, dimension, at, at + 1)
    sides = [side for side in (before, after) if not side.empty]
    return all(opened.is_protected(tab, side) for side in sides)


def delete_lines(opened: Opened, tab: Tab, dimension: str, start: int, end: int) -> None:
    """Take rows or columns out; at least one must stay."""
    end = min(end, tab.grid[SIZES[dimension]])
    if end - start >= tab.grid[SIZES[dimension]]:
        name = "rows" if dimension == "ROWS" else "columns"
        raise bad(f"You can't delete all the {name} on the sheet.")
    opened.refuse_protected(tab, line_box(tab, dimension, start, end))
    count = end - start
    _move_all(opened.book, tab, dimension, lambda a, b: _after_delete(a, b, start, end))
    _move_cells(
        tab,
        dimension,
        lambda index: None if start <= index < end else index - count if index >= end else index,
    )
    tab.grid[SIZES[dimension]] -= count
    frozen = tab.grid.get(FROZEN[dimension], 0)
    tab.grid[FROZEN[dimension]] = frozen - max(0, min(frozen, end) - start)


def move_lines(opened: Opened, tab: Tab, dimension: str, start: int, end: int, *, to: int) -> None:
    """Move rows or columns to before index `to`, counted before the move."""
    if start <= to <= end:
        return
    low, high = min(start, to), max(end, to)
    opened.refuse_protected(tab, line_box(tab, dimension, low, high))
    order = [i for i in range(low, high) if not start <= i < end]
    place = to - low if to < start else to - low - (end - start)
    order[place:place] = range(start, end)
    target = {old: low + number for number, old in enumerate(order)}

    def span(first: int, last: int) -> Span:
        if first in target and last - 1 in target and last - first == 1:
            return target[first], target[first] + 1
        if start <= first and last <= end:
            return target[first], target[first] + last - first
        return first, last

    _move_all(opened.book, tab, dimension, span)
    _move_cells(tab, dimension, lambda index: target.get(index, index))


def line_box(tab: Tab, dimension: str, start: int, end: int) -> Box:
    """The cells of rows or columns `start` to `end`."""
    if dimension == "ROWS":
        return Box(top=max(start, 0), bottom=end, left=0, right=tab.width)
    return Box(top=0, bottom=tab.height, left=max(start, 0), right=end)


def _after_insert(start: int, end: int, at: int, count: int) -> Span:
    if at <= start:
        return start + count, end + count
    return start, end + count if at < end else end


def _after_delete(start: int, end: int, gone: int, until: int) -> Span | None:
    count = until - gone
    new_start = min(start, gone) if start < until else start - count
    new_end = min(end, gone) if end < until else end - count
    return (new_start, new_end) if new_end > new_start else None


def _move_cells(tab: Tab, dimension: str, move: Callable[[int], int | None]) -> None:
    if dimension == "ROWS":
        rows = {new: row for old, row in tab.rows.items() if (new := move(old)) is not None}
        tab.replace_rows(rows)
    else:
        tab.replace_rows({number: _moved_row(row, move) for number, row in tab.rows.items()})
    lines: Json = tab.facts.get(LINES[dimension], {})
    if lines:
        moved = {move(int(old)): about for old, about in lines.items()}
        tab.facts[LINES[dimension]] = {str(n): a for n, a in moved.items() if n is not None}


def _moved_row(row: Row, move: Callable[[int], int | None]) -> Row:
    return {new: cell for old, cell in row.items() if (new := move(old)) is not None}


def _copy_looks(tab: Tab, dimension: str, source: int, at: int, count: int) -> None:
    for line in range(at, at + count):
        if dimension == "ROWS":
            pairs = [((line, c), cell) for c, cell in tab.rows.get(source, {}).items()]
        else:
            pairs = [((r, line), row[source]) for r, row in tab.rows.items() if source in row]
        for (row, column), cell in pairs:
            if cell.look or cell.rule:
                new = tab.cell_at(row, column)
                new.value, new.look, new.rule, new.note = None, cell.look, cell.rule, ""


def _move_all(book: Book, tab: Tab, dimension: str, span: MoveSpan) -> None:
    """Let formulas, named ranges and everything with a GridRange follow; call before cells move."""
    for other in book.tabs:
        kept = {"properties", *LINES.values()}
        for name in set(other.facts) - kept:
            other.facts[name] = moved_ranges(other.facts[name], tab.id, dimension, span)
        if other.facts.get("basicFilter", ...) is None:
            del other.facts["basicFilter"]
        _move_formulas(other, tab, dimension, span)
    for name in ("namedRanges", "developerMetadata"):
        if name in book.facts:
            book.facts[name] = moved_ranges(book.facts[name], tab.id, dimension, span)


def moved_ranges(node: Any, sheet_id: int, dimension: str, span: MoveSpan) -> Any:
    """Any JSON with the ranges on a tab moved; an object whose range is gone becomes None."""
    if isinstance(node, list):
        moved = [moved_ranges(item, sheet_id, dimension, span) for item in node]
        return [item for item in moved if item is not None]
    if not isinstance(node, dict):
        return node
    if any(side in node for side in SIDES):
        names = SIDES[:2] if dimension == "ROWS" else SIDES[2:]
        return node if node.get("sheetId", 0) != sheet_id else _moved_range(node, names, span)
    if "startIndex" in node and "dimension" in node:
        here = node.get("sheetId", 0) == sheet_id and node["dimension"] == dimension
        return _moved_range(node, ("startIndex", "endIndex"), span) if here else node
    result = {key: moved_ranges(item, sheet_id, dimension, span) for key, item in node.items()}
    gone = [key for key in _WHERE if node.get(key) is not None and result[key] is None]
    return None if gone else result


def _moved_range(range_: Json, names: tuple[str, ...], span: MoveSpan) -> Json | None:
    first, last = names
    if first not in range_ and last not in range_:
        return range_
    start = range_.get(first, 0)
    moved = span(start, range_.get(last, start + 1))
    if moved is None:
        return None if last in range_ else range_
    result = {**range_, first: moved[0]}
    if last in range_:
        result[last] = moved[1]
    return result


def _move_formulas(other: Tab, tab: Tab, dimension: str, span: MoveSpan) -> None:
    def same(start: int, end: int) -> Span:
        return start, end

    def concerns(title: str | None) -> bool:
        return (other if title is None else other.book.tab_called(title)) is tab

    rows, columns = (span, same) if dimension == "ROWS" else (same, span)
    for number, row in other.rows.items():
        for column, cell in row.items():
            if isinstance(cell.value, Formula):
                text = follow(cell.value.text, concerns, rows=rows, columns=columns)
                if text != cell.value.text:
                    other.cell_at(number, column).value = Formula(text)
