"""XLSX files in and out: looked at as a zip first, then read by a process of its own.

Caps, against files made to do harm: 5 MB on disk, 50 MB unpacked, 100 times the packed size.
"""

import json
import struct
import subprocess
import sys
import zipfile
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from scheduler.errors import Fault, InputError
from sheets_templates.vocabulary.table import Cell, CellKind, CellValue, Tabs, address
from sync.files import xlsx_child as files_xlsx_child

MOST_BYTES = 5_000_000
MOST_UNPACKED = 50_000_000
MOST_RATIO = 100
MOST_PARTS = 2_000
NO_ZIP = (zipfile.BadZipFile, EOFError, NotImplementedError, ValueError, struct.error)
"""What `zipfile` raises over a directory that is none, or of a kind it does not know."""


def read_xlsx(path: Path) -> Tabs:
    """The worksheets of a file, dates and times as such, formulas and errors marked.

    Raises:
        InputError: the file is no workbook, or one too big to be a school's.
    """
    check_zip(path)
    child = [sys.executable, "-P", str(files_xlsx_child.__file__), str(path)]
    try:
        done = subprocess.run(
            child, capture_output=True, timeout=files_xlsx_child.MOST_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _refusal(path, "The file takes too long to read.") from error
    if done.returncode != 0:
        raise _refusal(path, "The file cannot be read as a workbook.")
    return tabs_of(path, json.loads(done.stdout))


def tabs_of(path: Path, answer: Mapping[str, Any]) -> Tabs:
    """The tabs in what the child process says of a file.

    Raises:
        InputError: a sheet is too big to be a school's.
    """
    if "too_big" in answer:
        sheet = answer["too_big"]
        rows = f"{files_xlsx_child.MOST_ROWS:,}"
        raise _refusal(path, f"The sheet '{sheet}' has more than {rows} rows or 500 columns.")
    return {
        name: tuple(
            tuple(_cell(address(name, row, column), *found) for column, found in enumerate(cells))
            for row, cells in enumerate(rows)
        )
        for name, rows in answer["sheets"].items()
    }


def check_zip(path: Path) -> None:
    """Look at the zip's directory before anything is unpacked.

    Raises:
        InputError: it is no zip, or one that unpacks to far more than a school's workbook.
    """
    try:
        size = path.stat().st_size
        if size > MOST_BYTES:
            raise _refusal(path, f"The file is {size / 1e6:.1f} MB; at most 5 MB are read.")
        with zipfile.ZipFile(path) as book:
            parts = book.infolist()
    except (*NO_ZIP, OSError) as error:
        raise _refusal(path, "The file is no .xlsx workbook.") from error
    if len(parts) > MOST_PARTS or any(_leaves_the_zip(part.filename) for part in parts):
        raise _refusal(path, "The file is not packed like a workbook.")
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    if unpacked > MOST_UNPACKED or unpacked > MOST_RATIO * max(packed, 10_000):
        raise _refusal(
            path, f"The file unpacks to {unpacked / 1e6:.0f} MB, too much for a workbook."
        )


def _leaves_the_zip(name: str) -> bool:
    return name.startswith(("/", "\\")) or ".." in name.replace("\\", "/").split("/")


def _refusal(path: Path, what: str) -> InputError:
    fix = "Save it again as .xlsx with only the input tabs, or each tab as .csv."
    return InputError([Fault(where=path.name, what=what, fix=fix)])


def _cell(where: str, kind: str, value: Any, by_formula: bool) -> Cell:
    known = CellKind(kind)
    return Cell(kind=known, value=_value(known, value), where=where, formula=by_formula)


def _value(kind: CellKind, value: Any) -> CellValue:
    match kind:
        case CellKind.DATE:
            return date.fromisoformat(value)
        case CellKind.TIME:
            return time.fromisoformat(value)
        case CellKind.MOMENT:
            return datetime.fromisoformat(value)
        case _:
            found: CellValue = value
            return found


def write_xlsx(path: Path, tabs: Mapping[str, Sequence[Sequence[CellValue]]]) -> None:
    """Write the tabs: texts as text whatever they begin with, dates and times as such."""
    # Slow to load, and most commands write no workbook.
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            _write_tabs(book, tabs)
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error


def _write_tabs(book: Any, tabs: Mapping[str, Sequence[Sequence[CellValue]]]) -> None:
    bold = book.add_format({"bold": True})
    formats = {
        datetime: book.add_format({"num_format": "yyyy-mm-dd h:mm AM/PM"}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        time: book.add_format({"num_format": "h:mm AM/PM"}),
    }
    for name, rows in tabs.items():
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                _write(sheet, row, column, value, bold if row == 0 else formats.get(type(value)))
        if rows:
            sheet.autofit()


def _write(sheet: Any, row: int, column: int, value: CellValue, look: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        sheet.write_string(row, column, value, look)
    elif isinstance(value, bool):
        sheet.write_boolean(row, column, value, look)
    elif isinstance(value, (int, float)):
        sheet.write_number(row, column, value, look)
    else:
        sheet.write_datetime(row, column, value, look)
