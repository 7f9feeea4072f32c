"""Reads one XLSX file and prints its cells as JSON; run as a script, in a process of its own.

A hostile or broken file ends this process, not the caller's: it may use 512 MB and 20 s. Calamine
gives values but not whether a formula worked them out, so the sheets' XML is looked through for that.
"""

import json
import posixpath
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, time, timedelta

from defusedxml.ElementTree import fromstring, iterparse
from python_calamine import CalamineSheet, CalamineWorkbook, SheetTypeEnum

MOST_MEMORY = 512 * 1024 * 1024
MOST_SECONDS = 20
MOST_ROWS = 20_000
MOST_COLUMNS = 500
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"


def limit_this_process() -> None:
    """Memory and processor time from here on; where the system has no such limits, the caller's stays."""
    try:
        import resource
    except ImportError:
        return
    for limit, most in ((resource.RLIMIT_AS, MOST_MEMORY), (resource.RLIMIT_CPU, MOST_SECONDS)):
        with suppress(ValueError, OSError):  # macOS knows the names and refuses the values
            resource.setrlimit(limit, (most, most))


def read(path: str) -> dict[str, object]:
    """Sheet name -> rows of `[kind, value, by formula]`, or `too_big` with the name of a sheet."""
    special = {name: dict(cells) for name, cells in _formulas_and_errors(path)}
    sheets: dict[str, object] = {}
    with CalamineWorkbook.from_path(path) as book:
        for about in book.sheets_metadata:
            if about.typ is not SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            last_row, last_column = sheet.end or (0, 0)
            if last_row >= MOST_ROWS or last_column >= MOST_COLUMNS:
                return {"too_big": about.name}
            sheets[about.name] = _rows(sheet, special.get(about.name, {}))
    return {"sheets": sheets}


def _rows(sheet: CalamineSheet, special: dict[str, str]) -> list[list[list[object]]]:
    return [
        [_cell(value, special.get(f"{_letters(column)}{row + 1}", "")) for column, value in cells]
        for row, cells in enumerate(map(enumerate, sheet.to_python(skip_empty_area=False)))
    ]


def _cell(value: object, special: str) -> list[object]:
    kind, plain = _plain(value)
    if special.startswith("error"):
        return ["error", special.partition(" ")[2] or str(plain), "formula" in special]
    return [kind, plain, bool(special)]


def _plain(value: object) -> tuple[str, object]:
    match value:
        case bool():
            return "yes or no", value
        case int() | float():
            return "number", float(value)
        case datetime() if value.time() == time(0):
            return "date", value.date().isoformat()
        case datetime():
            return "date and time", value.isoformat()
        case date():
            return "date", value.isoformat()
        case time():
            return "time", value.isoformat()
        case timedelta() if timedelta(0) <= value < timedelta(hours=23, minutes=59):
            return "time", _clock(value)
        case timedelta():
            return "number", value / timedelta(days=1)
        case _:
            return ("text", value) if value else ("empty", "")


def _clock(length: timedelta) -> str:
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    return time(minutes // 60, minutes % 60, seconds).isoformat()


def _formulas_and_errors(path: str) -> Iterator[tuple[str, Iterator[tuple[str, str]]]]:
    """Sheet name -> (address, 'formula', 'error #REF!' or 'error-formula #REF!') of its cells."""
    with zipfile.ZipFile(path) as book:
        parts = {
            relation.get("Id"): _part(str(relation.get("Target")))
            for relation in fromstring(book.read("xl/_rels/workbook.xml.rels")).iter(
                f"{_PACKAGE}Relationship"
            )
        }
        for sheet in fromstring(book.read("xl/workbook.xml")).iter(f"{_MAIN}sheet"):
            part = parts.get(sheet.get(_RELATED), "")
            if part in book.namelist():
                yield str(sheet.get("name")), _special_cells(book, part)


def _special_cells(book: zipfile.ZipFile, part: str) -> Iterator[tuple[str, str]]:
    with book.open(part) as xml:
        for _, element in iterparse(xml, events=("end",), forbid_dtd=True):
            if element.tag != f"{_MAIN}c":
                continue
            by_formula = element.find(f"{_MAIN}f") is not None
            if element.get("t") == "e":
                word = "error-formula" if by_formula else "error"
                yield str(element.get("r")), f"{word} {element.findtext(f'{_MAIN}v', '')}"
            elif by_formula:
                yield str(element.get("r")), "formula"
            element.clear()


def _part(target: str) -> str:
    """The path inside the zip of a relation's target, which is relative to `xl/` or absolute."""
    return posixpath.normpath(target.lstrip("/") if target.startswith("/") else f"xl/{target}")


def _letters(column: int) -> str:
    letters, rest = "", column + 1
    while rest:
        rest, digit = divmod(rest - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


if __name__ == "__main__":
    limit_this_process()
    json.dump(read(sys.argv[1]), sys.stdout)
