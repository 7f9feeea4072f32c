"""Cells in and out: what a write puts there and what a read of plain values shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from local_google.field_masks import Path, copy_fields, covers
from local_google.sheets_book import Book, Cell, Content, Formula, Tab
from local_google.sheets_evaluation import value_of
from local_google.sheets_formats import MOMENTS, show
from local_google.sheets_formula import CellError, Scalar
from local_google.sheets_parse_entered import parse_entered
from local_google.sheets_refusals import bad
from local_google.sheets_serials import plain

Json = dict[str, Any]
LONGEST = 50_000


def enter(book: Book, cell: Cell, value: Any, *, parsed: bool) -> None:
    """Put a JSON value in a cell as RAW or (`parsed`) USER_ENTERED; an empty text clears it."""
    if isinstance(value, str) and len(value) > LONGEST:
        raise bad("Your input contains more than the maximum of 50000 characters in a single cell.")
    if value == "" and isinstance(value, str):
        cell.value = None
    elif not isinstance(value, str):
        cell.value = plain(value) if isinstance(value, float) else value
    elif not parsed or _number_format(book, cell).get("type") == "TEXT":
        cell.value = value
    else:
        _enter_text(book, cell, value)


def _enter_text(book: Book, cell: Cell, text: str) -> None:
    entered = parse_entered(text, book.store.now().date())
    cell.value = Formula(str(entered.value)) if entered.formula else entered.value
    if entered.kind and not _number_format(book, cell):
        look = dict(book.pool[cell.look])
        look["numberFormat"] = {"type": entered.kind, "pattern": entered.pattern}
        cell.look = book.pooled(look)


def _number_format(book: Book, cell: Cell) -> Json:
    found: Json = book.pool[cell.look].get("numberFormat", {})
    return found


def render(tab: Tab, row: int, column: int, how: str, dates: str) -> Scalar:
    """What `values.get` gives for a cell; an empty cell is an empty text."""
    cell = tab.peek(row, column)
    if cell is None or cell.value is None:
        return ""
    if how == "FORMULA" and isinstance(cell.value, Formula):
        return cell.value.text
    value = cell.value if not isinstance(cell.value, Formula) else value_of(tab, row, column)
    if isinstance(value, CellError):
        return value.shown
    if value is None:
        return "" if how == "FORMATTED_VALUE" else 0
    form = _number_format(tab.book, cell) if cell.look else {}
    if how == "FORMATTED_VALUE" or (dates == "FORMATTED_STRING" and form.get("type") in MOMENTS):
        return show(value, form)
    return value


@dataclass(frozen=True, slots=True, kw_only=True)
class CellMask:
    """What a mask over CellData names, read once for many cells."""

    value: bool
    note: bool
    rule: bool
    look: tuple[Path, ...]

    @classmethod
    def of(cls, paths: Sequence[Path]) -> "CellMask":
        return cls(
            value=covers(paths, "userEnteredValue"),
            note=covers(paths, "note"),
            rule=covers(paths, "dataValidation"),
            look=tuple(path for path in paths if path[0] in ("userEnteredFormat", "*")),
        )


def write_cell_data(book: Book, cell: Cell, data: Json, mask: CellMask) -> None:
    """Take the masked fields of a CellData; what the mask names and the data lacks is cleared."""
    if mask.value:
        cell.value = entered_value(data.get("userEnteredValue"))
    if mask.look:
        given = {"userEnteredFormat": data.get("userEnteredFormat", {})}
        old = {"userEnteredFormat": book.pool[cell.look]}
        look = copy_fields(given, old, mask.look).get("userEnteredFormat", {})
        cell.look = book.pooled(with_colour_styles(look))
    if mask.note:
        cell.note = data.get("note", "")
    if mask.rule:
        cell.rule = book.pooled(data.get("dataValidation"))


def entered_value(value: Json | None) -> Content:
    """The content of an ExtendedValue: texts are kept as they are, formulas must begin with `=`."""
    if not value:
        return None
    if "formulaValue" in value:
        text = str(value["formulaValue"])
        return Formula(text if text.startswith("=") else "=" + text)
    if "errorValue" in value:
        raise bad("errorValue cannot be written.")
    found = next(iter(value.values()))
    if isinstance(found, str):
        if len(found) > LONGEST:
            raise bad(
                "Your input contains more than the maximum of 50000 characters in a single cell."
            )
        return found or None
    if isinstance(found, bool):
        return found
    return plain(float(found))


def with_colour_styles(look: Json) -> Json:
    """A colour given in the old field or the new one shows in both."""
    result = dict(look)
    for name in ("backgroundColor", "foregroundColor", "tabColor"):
        style = result.get(name + "Style")
        if name in result and style is None:
            result[name + "Style"] = {"rgbColor": result[name]}
        elif isinstance(style, dict) and "rgbColor" in style:
            result[name] = style["rgbColor"]
    if isinstance(result.get("textFormat"), dict):
        result["textFormat"] = with_colour_styles(result["textFormat"])
    return result
