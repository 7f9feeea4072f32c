"""A cell as the API's CellData, built for many cells at once."""

from typing import Any

from local_google.sheets_book import Cell, Formula, Tab
from local_google.sheets_cells import render
from local_google.sheets_evaluation import value_of
from local_google.sheets_formula import CellError, Scalar
from local_google.sheets_looks import effective_look, tidy

Json = dict[str, Any]
VALUE_FIELDS = frozenset({"userEnteredValue", "effectiveValue", "formattedValue"})


class CellView:
    """Shows cells of one tab; `wanted` names the fields asked for, `None` all of them."""

    def __init__(self, tab: Tab, wanted: frozenset[str] | None) -> None:
        self._tab = tab
        self._wanted = wanted
        self._pool: dict[int, Json] = {}
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
        if cell.look and self._asked("userEnteredFormat"):
            data["userEnteredFormat"] = self._pooled(cell.look)
        if self._asked("effectiveFormat") and (cell.look or effective):
            data["effectiveFormat"] = self._look(cell.look, next(iter(effective), ""))
        if cell.note and self._asked("note"):
            data["note"] = cell.note
        if cell.rule and self._asked("dataValidation"):
            data["dataValidation"] = self._pooled(cell.rule)
        return data

    def _asked(self, field: str) -> bool:
        return self._wanted is None or field in self._wanted

    def _add_values(self, data: Json, row: int, column: int, cell: Cell, effective: Json) -> None:
        if self._asked("userEnteredValue"):
            formula = isinstance(cell.value, Formula)
            entered = {"formulaValue": cell.value.text} if isinstance(cell.value, Formula) else {}
            data["userEnteredValue"] = entered if formula else effective
        if self._asked("effectiveValue"):
            data["effectiveValue"] = effective
        if self._asked("formattedValue"):
            shown = render(self._tab, row, column, "FORMATTED_VALUE", "SERIAL_NUMBER")
            data["formattedValue"] = str(shown)

    def _pooled(self, place: int) -> Json:
        if place not in self._pool:
            self._pool[place] = tidy(self._tab.book.pool[place])
        return self._pool[place]

    def _look(self, place: int, kind: str) -> Json:
        if (place, kind) not in self._looks:
            look = effective_look(self._tab.book.pool[place], kind)
            self._looks[place, kind] = tidy(look)
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
