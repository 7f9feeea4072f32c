"""The vocabulary of workbooks: a Tab has Columns; what stands in a tab is a Grid of typed Cells.

Every route into a tab (CSV, XLSX, Google Sheets) gives the same `Grid`, so that everything after it is
one code path.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum

from sheets_templates.vocabulary.charts import Chart


class CellKind(StrEnum):
    """What a cell holds, after number formats were looked at."""

    EMPTY = "empty"
    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    TIME = "time"
    MOMENT = "date and time"
    BOOLEAN = "yes or no"
    FORMULA = "formula"
    ERROR = "error"


CellValue = str | float | bool | date | time | datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One cell. `value` fits `kind`: '' or None when empty, text, float, `date`, `time`, `datetime`, bool;
    a formula's or an error's value is its text. `where` is its address, like `Roster!C14`."""

    kind: CellKind
    value: CellValue
    where: str
    formula: bool = False
    """True when the value was worked out by a formula (kind then tells the result)."""


Grid = tuple[tuple[Cell, ...], ...]
"""Rows of cells, the header row first; rows may have different lengths."""

Tabs = Mapping[str, Grid]
"""Tab name -> what stands in it."""


class ColumnKind(StrEnum):
    """How a column's cells are read."""

    ID = "id"
    IDS = "ids"
    NAME = "name"
    """Text that names somebody or something; a formula is refused there."""
    TEXT = "text"
    WHOLE_NUMBER = "whole number"
    TIME = "time"
    DATE = "date"
    DATES = "dates"
    YES_NO = "yes or no"
    TICK = "tick"
    """A box to tick; an empty one is not ticked."""
    CHOICE = "choice"
    CHOICES = "choices"
    WEEKDAYS = "weekdays"
    """Like `Monday`, `Mon, Wed` or `Mon-Fri`."""
    EMAIL = "e-mail"
    LINK = "link"
    MOMENT = "date and time"
    ANY = "value"
    """Read by what another cell of the row says it is."""


class Writer(StrEnum):
    """Who may write a column: the program (protected), a human (never overwritten), or a formula."""

    PROGRAM = "program"
    HUMAN = "human"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column, found by its header; `allowed` lists the words of a CHOICE column, `alarming` those on
    which a cell turns red.

    `choices_from` names another tab's column, like `People.person_id`, whose values may be chosen here.
    `heat` is the pair of numbers at which a cell is palest and darkest; `bar` fills a cell in steps, as far
    as its percentage goes.
    """

    header: str
    kind: ColumnKind = ColumnKind.TEXT
    writer: Writer = Writer.HUMAN
    required: bool = False
    allowed: tuple[str, ...] = ()
    note: str = ""
    hidden: bool = False
    alarming: tuple[str, ...] = ()
    choices_from: str = ""
    heat: tuple[float, float] | None = None
    bar: bool = False
    width: int = 0
    """Pixels; 0 is as wide as any."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tab:
    """One tab of a workbook; `key` names the column that identifies a row ('' for input tabs without one).

    `default` says in one sentence what is assumed when the tab is not there; '' means it must be there,
    unless the tab named by `instead` is. `charts` are drawn beside its rows.
    """

    name: str
    columns: tuple[Column, ...]
    key: str = ""
    purpose: str = ""
    default: str = ""
    instead: str = ""
    hidden: bool = False
    charts: tuple[Chart, ...] = ()

    def column(self, header: str) -> Column:
        for column in self.columns:
            if column.header == header:
                return column
        raise KeyError(header)


def address(tab: str, row: int, column: int) -> str:
    """The A1 address of a cell, `row` and `column` counted from 0: ('Roster', 13, 2) is `Roster!C14`."""
    letters = ""
    rest = column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return f"{tab}!{letters}{row + 1}"
