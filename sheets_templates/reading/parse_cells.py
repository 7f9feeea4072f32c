"""One cell -> one value: however a value was typed or stored, the same value comes out.

`007` typed as a number and as text are one id, a fraction of a day and `8:30 AM` one time.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time

from sheets_templates.reading.parse_nearest import folded, nearest
from sheets_templates.reading.parse_times import Unreadable, read_date, read_time, shown
from sheets_templates.vocabulary.table import Cell, CellKind, Column, ColumnKind

Value = str | int | bool | time | date | tuple[str, ...] | tuple[int, ...] | tuple[date, ...]

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_A_DAY = 24 * 60
_YES = frozenset({"yes", "y", "true", "x", "1"})
_NO = frozenset({"no", "n", "false", "0"})
_EMAIL = re.compile(r"[^@\s,;<>]+@[^@\s,;<>]+\.[^@\s,;<>.]+")
_NAMED = (ColumnKind.ID, ColumnKind.IDS, ColumnKind.NAME, ColumnKind.EMAIL)


def is_empty(cell: Cell) -> bool:
    """Whether nothing a person can see stands in the cell; a formula may work out to nothing."""
    if cell.kind is CellKind.EMPTY or cell.value is None:
        return True
    return isinstance(cell.value, str) and not tidy(cell.value)


def read_cell(cell: Cell, column: Column, *, says_half: bool = False) -> Value:
    """The value of a cell that is not empty, as its column reads it.

    Raises:
        Unreadable: naming what is wrong and one thing to do.
    """
    _refuse_what_no_column_takes(cell, column)
    if column.kind is ColumnKind.TIME:
        return read_time(cell, says_half=says_half)
    return _READERS[column.kind](cell, column)


def tidy(text: str) -> str:
    """The text in one Unicode form, without spaces at its ends and double ones inside."""
    return " ".join(unicodedata.normalize("NFC", text).replace("\0", "").split())


def plain(text: str) -> str:
    """An id in the one form ids are compared in: `007` and `7` are the same one."""
    text = tidy(text)
    return (text.lstrip("0") or "0") if text.isascii() and text.isdigit() else text


def parts(text: str) -> tuple[str, ...]:
    """The entries of a list with commas, semicolons or lines between, empty ones left out."""
    return tuple(part for piece in re.split(r"[,;\n]", text) if (part := tidy(piece)))


def _refuse_what_no_column_takes(cell: Cell, column: Column) -> None:
    if cell.kind is CellKind.ERROR:
        raise Unreadable(f"The cell shows the error {cell.value}", "Put the value itself there.")
    if cell.kind is CellKind.FORMULA or (cell.formula and column.kind in _NAMED):
        what = f"A formula stands where the {column.header} is expected"
        raise Unreadable(what, "Copy the cell and paste its value only.")


def _text(cell: Cell, column: Column) -> str:
    value = cell.value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (int, float)):
        return str(int(value)) if float(value).is_integer() else repr(float(value))
    if isinstance(value, (datetime, date, time)):
        what = f"The spreadsheet reads this {column.header} as a {cell.kind.value}: {shown(cell)}"
        raise Unreadable(what, "Format the column as plain text and type the value again.")
    return plain(str(value))


def _texts(cell: Cell, column: Column) -> tuple[str, ...]:
    return tuple(plain(part) for part in _entries(cell, column))


def _entries(cell: Cell, column: Column) -> tuple[str, ...]:
    """The entries of a list, or the one a number is; line breaks inside the cell still stand here."""
    return parts(cell.value if isinstance(cell.value, str) else _text(cell, column))


def _whole_number(cell: Cell, column: Column) -> int:
    number = _counted(cell, column)
    if number > _A_DAY and ("minutes" in column.header or column.header == "buffer"):
        raise Unreadable(
            f"{shown(cell)} minutes are more than a day", "Write a number of minutes like 45."
        )
    return number


def _counted(cell: Cell, column: Column) -> int:
    value = cell.value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if float(value).is_integer() and value >= 0:
            return int(value)
    elif isinstance(value, str) and (text := tidy(value)).isascii() and text.isdigit():
        return int(text[:9])
    what = f"{shown(cell)} is not a whole number for {column.header}"
    raise Unreadable(what, "Write a number like 45, without words.")


def _yes_no(cell: Cell, column: Column) -> bool:
    word = _text(cell, column).casefold()
    if word in _YES or word in _NO:
        return word in _YES
    raise Unreadable(f"{shown(cell)} is neither yes nor no", "Write yes or no.")


def _one_of(word: str, column: Column) -> str:
    for allowed in column.allowed:
        if folded(allowed) == folded(word):
            return allowed
    near = nearest(word, column.allowed)
    fix = f"Write '{near}'." if near else f"Write one of: {', '.join(column.allowed)}."
    raise Unreadable(f"'{word}' is not a {column.header} we know", fix)


def _choice(cell: Cell, column: Column) -> str:
    return _one_of(_text(cell, column), column)


def _choices(cell: Cell, column: Column) -> tuple[str, ...]:
    return tuple(_one_of(word, column) for word in _entries(cell, column))


def _email(cell: Cell, column: Column) -> str:
    text = _text(cell, column).lower()
    if not _EMAIL.fullmatch(text):
        fix = "Write one address like ana.ruiz@district.org."
        raise Unreadable(f"{shown(cell)} is not an e-mail address", fix)
    return text


def _link(cell: Cell, column: Column) -> str:
    text = _text(cell, column)
    if not text.startswith(("https://", "http://")):
        raise Unreadable(
            f"{shown(cell)} is not a link", "Copy the whole address, from https:// on."
        )
    return text


def _anything(cell: Cell, column: Column) -> str:
    return tidy(str(cell.value))


def _date(cell: Cell, column: Column) -> date:
    return read_date(cell)


def _dates(cell: Cell, column: Column) -> tuple[date, ...]:
    """Several dates; with a semicolon between them a comma belongs to a date (`Jan 5, 2027`)."""
    if not isinstance(cell.value, str):
        return (read_date(cell),)
    between = r"[;\n]" if re.search(r"[;\n]", cell.value) else ","
    pieces = [tidy(piece) for piece in re.split(between, cell.value)]
    if between == "," and any(piece.isdigit() for piece in pieces):
        pieces = [tidy(cell.value)]
    return tuple(
        read_date(Cell(kind=CellKind.TEXT, value=piece, where=cell.where))
        for piece in pieces
        if piece
    )


def _weekdays(cell: Cell, column: Column) -> tuple[int, ...]:
    """Days of the week, Monday 0, in order and each once."""
    found: set[int] = set()
    for part in _entries(cell, column):
        ends = [_weekday(word) for word in re.split(r"\s*(?:-|–|\bto\b)\s*", part)]
        if None in ends or len(ends) > 2:
            fix = "Write days like Monday, or Mon-Fri, or Tue; Thu."
            raise Unreadable(f"'{part}' is not a day of the week", fix)
        first, last = ends[0] or 0, ends[-1] or 0
        found.update(
            range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1))
        )
    return tuple(sorted(found))


def _weekday(word: str) -> int | None:
    word = word.casefold().rstrip(".")
    for number, day in enumerate(WEEKDAYS):
        if len(word) >= 2 and (day.casefold().startswith(word) or word == f"{day.casefold()}s"):
            return number
    return 3 if word == "thurs" else None


_READERS: Mapping[ColumnKind, Callable[[Cell, Column], Value]] = {
    ColumnKind.ID: _text,
    ColumnKind.IDS: _texts,
    ColumnKind.NAME: _text,
    ColumnKind.TEXT: _text,
    ColumnKind.WHOLE_NUMBER: _whole_number,
    ColumnKind.DATE: _date,
    ColumnKind.DATES: _dates,
    ColumnKind.YES_NO: _yes_no,
    ColumnKind.CHOICE: _choice,
    ColumnKind.CHOICES: _choices,
    ColumnKind.WEEKDAYS: _weekdays,
    ColumnKind.EMAIL: _email,
    ColumnKind.LINK: _link,
    ColumnKind.MOMENT: _text,
    ColumnKind.ANY: _anything,
}
