"""Which values a cell is marked for: lists to choose from, and kinds of which a wrong value is certain.

Nothing is ever refused, as a person may know better; a cell with another value is marked, and the check
tells it.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, auto

from sheets_templates.vocabulary.table import Column, ColumnKind, Tab, Writer, address

ONE_VALUE = (ColumnKind.ID, ColumnKind.NAME, ColumnKind.TEXT, ColumnKind.CHOICE, ColumnKind.EMAIL)
"""Kinds whose cells hold one of the values to choose from; a list of several would always be marked."""


class Valid(Enum):
    """What a cell should hold."""

    ONE_OF = auto()
    ONE_OF_COLUMN = auto()
    DAY = auto()
    E_MAIL = auto()
    COUNT = auto()
    """A number that is not negative."""
    TICK = auto()
    """A box, ticked or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """What the cells of a column should hold: one of `words`, or of the cells below `header` in `tab`."""

    valid: Valid
    words: tuple[str, ...] = ()
    tab: str = ""
    header: str = ""


_PLAIN: Mapping[ColumnKind, Valid] = {
    ColumnKind.DATE: Valid.DAY,
    ColumnKind.EMAIL: Valid.E_MAIL,
    ColumnKind.WHOLE_NUMBER: Valid.COUNT,
    ColumnKind.TICK: Valid.TICK,
}


def choices_of(column: Column, present: Mapping[str, Tab]) -> Choices | None:
    """What is right below a header; None where nothing is certain. `present` are the tabs of its workbook."""
    words = column.allowed if column.kind is ColumnKind.CHOICE else ()
    if column.kind is ColumnKind.YES_NO:
        words = ("yes", "no")
    if words:
        return Choices(valid=Valid.ONE_OF, words=words)
    tab, _, header = column.choices_from.partition(".")
    if header and tab in present and column.kind in ONE_VALUE:
        return Choices(valid=Valid.ONE_OF_COLUMN, tab=tab, header=header)
    plain = _PLAIN.get(column.kind) if column.writer is Writer.HUMAN else None
    return Choices(valid=plain) if plain else None


def columns_referred_to(tabs: Iterable[Tab]) -> Iterator[tuple[Tab, int]]:
    """The columns, by tab and number from 0, whose values are chosen from elsewhere in a workbook."""
    known = {tab.name: tab for tab in tabs}
    wanted = {column.choices_from for tab in known.values() for column in tab.columns}
    for tab in known.values():
        for number, column in enumerate(tab.columns):
            if f"{tab.name}.{column.header}" in wanted:
                yield tab, number


def range_below(tab: Tab, header: str) -> str:
    """The cells below a header to the end of the sheet, like `'People'!$A$2:$A`."""
    number = [column.header for column in tab.columns].index(header)
    letters = address("", 0, number)[1:-1]
    return f"'{tab.name}'!${letters}$2:${letters}"


def range_name(tab: Tab, header: str) -> str:
    """The name of that range, like `People_person_id`."""
    return f"{tab.name}_{header}"
