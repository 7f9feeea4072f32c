"""What the program last wrote in each cell, as fingerprints short enough to keep for every row. Pure.

A cell that holds something else now was typed over by a person, and is the person's. Ten letters a cell:
which column, and what stood there.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time

from sheets_templates.building.build import extended
from sheets_templates.vocabulary.table import CellValue
from sync.event.identity import short_digest

Row = Mapping[str, CellValue]
"""Header -> value; the key's header among them."""

TEXT_MAX = 50_000
"""Characters Google takes in one cell."""
CUT = " ... (cut)"
_COLUMN, _VALUE = 3, 7
_FINE = 7
"""Decimals of a day that tell two seconds apart."""


def fitting(value: CellValue) -> CellValue:
    """A value as a cell can hold it: a text too long is cut and says so."""
    if isinstance(value, str) and len(value) > TEXT_MAX:
        return value[: TEXT_MAX - len(CUT)] + CUT
    return value


def plain(value: CellValue) -> tuple[str, CellValue]:
    """A value with its sort, so that 1, True and '1' differ; 1 and 1.0 do not.

    A day or an hour is its serial number: a person who changes the look of a column types nothing.
    """
    match fitting(value):
        case None | "":
            return "empty", None
        case bool() as truth:
            return "bool", truth
        case str() as text:
            return "text", text.replace("\r\n", "\n").replace("\r", "\n")
        case int() | float() as number:
            return "number", round(float(number), _FINE)
        case datetime() | date() | time() as moment:
            return "number", round(float(extended(moment)["numberValue"]), _FINE)


def mark(header: str, value: CellValue) -> str:
    """The fingerprint of a value below a header."""
    return _column(header) + short_digest(header, *map(str, plain(value)))[:_VALUE]


def row_marks(row: Row, headers: Iterable[str]) -> str:
    """The fingerprints of a row, as they are kept."""
    return joined(mark(header, row.get(header)) for header in headers)


def joined(marks: Iterable[str]) -> str:
    return " ".join(sorted(set(marks)))


def marks_in(kept: str) -> frozenset[str]:
    """The fingerprints kept for a row; none of what was kept in another form."""
    return frozenset(one for one in kept.split() if len(one) == _COLUMN + _VALUE)


def of_column(marks: Iterable[str], header: str) -> list[str]:
    return [one for one in marks if one.startswith(_column(header))]


def together(*memories: Mapping[str, str]) -> dict[str, str]:
    """What is kept while it is not known whether a write was done: before and after it."""
    keys: Sequence[str] = sorted({key for memory in memories for key in memory})
    return {key: joined(" ".join(m.get(key, "") for m in memories).split()) for key in keys}


def _column(header: str) -> str:
    return short_digest("column", header)[:_COLUMN]
