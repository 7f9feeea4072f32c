"""Values of formula cells, found by looking at the cells they name."""

from local_google.a1 import parse_area, split_title
from local_google.sheets_book import Formula, Tab
from local_google.sheets_formula import CellError, Rows, Scalar, compute
from local_google.sheets_formula_refs import LOST
from local_google.sheets_ranges import inside

Place = tuple[int, int, int]


def value_of(
    tab: Tab, row: int, column: int, above: frozenset[Place] = frozenset()
) -> Scalar | CellError:
    """The effective value; `above` are the formula cells that wait for this one."""
    cell = tab.peek(row, column)
    if cell is None or not isinstance(cell.value, Formula):
        return cell.value if cell else None  # type: ignore[return-value] # Formula is ruled out above
    place = (tab.id, row, column)
    if place in above:
        return CellError("REF", "Circular dependency detected.")
    return compute(cell.value.text, lambda text: _look_up(tab, text, above | {place}))


def _look_up(tab: Tab, text: str, above: frozenset[Place]) -> Rows:
    if text == LOST:
        raise CellError("REF", "Reference does not exist.")
    title, rest = split_title(text)
    other = tab if title is None else tab.book.tab_called(title)
    area = parse_area(rest or "")
    if other is None or area is None:
        raise CellError("REF", f"Unresolved sheet name '{title}'.")
    box = inside(other, area)
    if box.empty:
        raise CellError("REF", "Reference does not exist.")
    used = max(other.rows, default=-1) + 1
    bottom = box.bottom if area.bottom is not None else max(min(box.bottom, used), box.top + 1)
    return [
        [value_of(other, row, column, above) for column in range(box.left, box.right)]
        for row in range(box.top, bottom)
    ]
