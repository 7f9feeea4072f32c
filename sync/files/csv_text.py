"""CSV files in and out: what a spreadsheet saves as text, read with care and written as text.

Caps, against files that are no school's: 5 MB a file, 50,000 characters a cell (the most a Google
Sheets cell holds), 20,000 rows.
"""

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path

from scheduler.errors import Fault
from sheets_templates.vocabulary.table import Cell, CellKind, CellValue, Grid, address

MOST_BYTES = 5_000_000
MOST_CHARACTERS = 50_000
MOST_ROWS = 20_000
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is taken for a formula by spreadsheets (OWASP ASVS 5, 1.2.10)."""


class UnusableFile(Exception):
    """A file cannot be read at all; carries its one fault."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.what)
        self.fault = fault


def read_csv(path: Path, tab: str) -> Grid:
    """The file as the grid of a tab; cells are text, formulas where they begin with `=`.

    Raises:
        UnusableFile: not to be opened, too big, not UTF-8, or with a cell or more rows than a sheet can hold.
    """
    return parse_csv(_bytes(path), tab=tab, file=path.name)


def parse_csv(data: bytes, *, tab: str, file: str) -> Grid:
    """The grid in a file's bytes; `file` is its name for people."""
    text = _text(data, file)
    rows: list[tuple[Cell, ...]] = []
    for number, row in enumerate(_rows(text, file)):
        if number >= MOST_ROWS:
            what = f"The file has more than {MOST_ROWS:,} rows."
            raise UnusableFile(
                Fault(
                    where=f"{file}, line {number}", what=what, fix="Leave out what is not needed."
                )
            )
        rows.append(tuple(_cell(text, tab, number, column) for column, text in enumerate(row)))
    return tuple(rows)


def _bytes(path: Path) -> bytes:
    try:
        return _small_enough(path)
    except OSError as error:
        what = f"The file cannot be opened: {error.strerror}."
        fix = "Close it where it is open, or take it out of the folder."
        raise UnusableFile(Fault(where=path.name, what=what, fix=fix)) from error


def _small_enough(path: Path) -> bytes:
    size = path.stat().st_size
    if size > MOST_BYTES:
        what = f"The file is {size / 1e6:.1f} MB; at most {MOST_BYTES / 1e6:.0f} MB are read."
        fix = "Look for a very long cell, or leave out what is not needed."
        raise UnusableFile(Fault(where=path.name, what=what, fix=fix))
    return path.read_bytes()


def _text(data: bytes, file: str) -> str:
    """The text of UTF-8 bytes, with or without a byte order mark; anything else is named."""
    fix = "Save it again as 'CSV UTF-8'."
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        raise UnusableFile(Fault(where=f"{file}, line 1", what="The file is UTF-16 text.", fix=fix))
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        begin = data.rfind(b"\n", 0, error.start) + 1
        meant = data[max(begin, error.start - 20) : error.start + 12].decode("latin-1")
        what = (
            f"The file is not UTF-8 text: byte {error.start + 1} (in '{meant.splitlines()[0]}') "
            "is probably Latin-1."
        )
        raise UnusableFile(Fault(where=f"{file}, line {line}", what=what, fix=fix)) from error
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        what = "The file holds a NUL character."
        raise UnusableFile(Fault(where=f"{file}, line {line}", what=what, fix=fix))
    return text


def _rows(text: str, file: str) -> Iterator[Sequence[str]]:
    """The rows of the text, at any newline a spreadsheet writes, a lone CR too."""
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for row in lines:
            if any(len(cell) > MOST_CHARACTERS for cell in row):
                raise UnusableFile(_long_cell(f"{file}, line {lines.line_num}"))
            yield row
    except csv.Error as error:
        # Python's own limit is 131,072 characters a cell, reached by a quotation mark left open.
        where = f"{file}, line {lines.line_num}"
        if "field" in str(error):
            raise UnusableFile(_long_cell(where)) from error
        what = "The quotation marks do not match."
        raise UnusableFile(
            Fault(where=where, what=what, fix="Close each quotation mark, or save the file again.")
        ) from error


def _long_cell(where: str) -> Fault:
    return Fault(
        where=where,
        what=f"A cell has more than {MOST_CHARACTERS:,} characters.",
        fix="Shorten it, or look for a quotation mark that is never closed.",
    )


def _delimiter(text: str) -> str:
    """Comma, semicolon or tab: whichever the first line has most of outside quotes."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    unquoted = "".join(first.split('"')[::2])
    return max((",", ";", "\t"), key=unquoted.count)


def _cell(text: str, tab: str, row: int, column: int) -> Cell:
    where = address(tab, row, column)
    if not text.strip():
        return Cell(kind=CellKind.EMPTY, value="", where=where)
    if text.startswith("'") and text[1:].startswith(FORMULA_STARTS):
        return Cell(kind=CellKind.TEXT, value=text[1:], where=where)
    if text.startswith("="):
        return Cell(kind=CellKind.FORMULA, value=text, where=where, formula=True)
    if text.startswith("#") and text.rstrip("!?").isupper() and text.endswith(("!", "?", "A")):
        return Cell(kind=CellKind.ERROR, value=text, where=where)
    return Cell(kind=CellKind.TEXT, value=text, where=where)


def write_csv(path: Path, rows: Sequence[Sequence[CellValue]]) -> None:
    """Write rows so that no spreadsheet takes a cell for a formula; UTF-8 with a mark Excel knows."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([[as_csv_text(value) for value in row] for row in rows])


def as_csv_text(value: CellValue) -> str:
    """The text of a value; one that would be run as a formula gets a leading apostrophe."""
    text = as_text(value)
    if isinstance(value, str) and text.startswith(FORMULA_STARTS):
        return f"'{text}"
    return text


def as_text(value: CellValue) -> str:
    """A value as a person would type it."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d} {as_text(value.time())}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value.hour % 12 or 12}:{value:%M} {'PM' if value.hour >= 12 else 'AM'}"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    return value
