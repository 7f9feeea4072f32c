"""A cell as the API's CellData, built for many cells at once."""

from typing import Any

from local_google.partial import Mask, below, keep
from local_google.sheets_book import Cell, Formula, Tab
from local_google.sheets_cells import render
from local_google.sheets_evaluation import value_of
from local_google.sheets_formula import CellError, Scalar
from local_google.sheets_looks import effective_look, tidy

Json = dict[str, Any]


class CellView:
    """Shows cells of one tab, with the fields that a mask of CellData asks for; {} asks for all."""

    def __init__(self, tab: Tab, mask: Mask) -> None:
        self._tab = tab
        self._entered = below(mask, "userEnteredValue")
        self._effective = below(mask, "effectiveValue")
        self._shown = below(mask, "formattedValue") is not None
        self._own_look = below(mask, "userEnteredFormat")
        self._full_look = below(mask, "effectiveFormat")
        self._note = below(mask, "note") is not None
        self._rule = below(mask, "dataValidation")
        self._pool: dict[tuple[str, int], Json] = {}
        self._looks: dict[tuple[int, str], Json] = {}

    def cell(self, row: int, column: int, cell: Cell | None) -> Json:
        """The CellData; an empty object for a blank cell."""
        if cell is None or cell.blank:
            return {}
        data: Json = {}
        effective: Json = {}
        if cell.value is not None:
            own = cell.value
            value = value_of(self._tab, row, column) if isinstance(own, Formula) else own
            effective = extended(0 if value is None else value)
            self._add_values(data, row, column, cell, effective)
        if cell.look and self._own_look is not None:
            data["userEnteredFormat"] = self._pooled("look", cell.look, self._own_look)
        if self._full_look is not None and (cell.look or effective):
            data["effectiveFormat"] = self._look(cell.look, next(iter(effective), ""))
        if cell.note and self._note:
            data["note"] = cell.note
        if cell.rule and self._rule is not None:
            data["dataValidation"] = self._pooled("rule", cell.rule, self._rule)
        return data

    def _add_values(self, data: Json, row: int, column: int, cell: Cell, effective: Json) -> None:
        if self._entered is not None:
            formula = cell.value if isinstance(cell.value, Formula) else None
            entered = {"formulaValue": formula.text} if formula else effective
            data["userEnteredValue"] = keep(entered, self._entered)
        if self._effective is not None:
            data["effectiveValue"] = keep(effective, self._effective)
        if self._shown:
            shown = render(self._tab, row, column, "FORMATTED_VALUE", "SERIAL_NUMBER")
            data["formattedValue"] = str(shown)

    def _pooled(self, kind: str, place: int, mask: Mask) -> Json:
        if (kind, place) not in self._pool:
            self._pool[kind, place] = keep(tidy(self._tab.book.pool[place]), mask)
        return self._pool[kind, place]

    def _look(self, place: int, kind: str) -> Json:
        if (place, kind) not in self._looks:
            look = effective_look(self._tab.book.pool[place], kind)
            self._looks[place, kind] = keep(tidy(look), self._full_look or {})
        return self._looks[place, kind]


def extended(value: Scalar | CellError) -> Json:
    """A value as ExtendedValue."""
    if isinstance(value, CellError):
        return {"errorValue": {"type": value.kind, "message": value.message}}
    if isinstance(value, bool):
        return {"boolValue": value}
    if isinstance(value, str):
        return {"stringValue": value}
    return {"numberValue": value}
