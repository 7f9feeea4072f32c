"""LibreOffice shows in a workbook's file what Google shows in the Sheet of the same declaration and rows."""

import csv
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from sheets_templates.building.build import fill_requests, new_workbook_requests
from sheets_templates.building.workbook import COACH, COVERAGE, PROGRAM, SETUP, Workbook
from sheets_templates.vocabulary.table import address
from sync.files.xlsx_books import BookFile, write_book
from sync.sheets.sheets_api import SheetsApi
from tests.sheets_templates.full_rows import everything_in
from tests.sync.coaching import Workspace, a_workspace

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed"),
]
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,true,false,false,-1"
"""Comma, quote, UTF-8, from the first row, cells as they are shown, one file a sheet."""
SHOWN = "sheets(properties(title),data(rowData(values(formattedValue))))"
Rows = list[list[str]]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workspace]:
    with a_workspace(tmp_path_factory.mktemp("office")) as workspace:
        yield workspace


def trimmed(rows: Rows) -> Rows:
    """Without empty ends."""
    found = [list(row) for row in rows]
    for row in found:
        while row and not row[-1]:
            row.pop()
    while found and not found[-1]:
        found.pop()
    return found


def in_libreoffice(path: Path, out: Path) -> dict[str, Rows]:
    """What each sheet of a file shows."""
    profile = f"-env:UserInstallation={(out / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", EVERY_SHEET, "--outdir", str(out)]
    subprocess.run([*command, str(path)], check=True, capture_output=True, timeout=180)
    return {
        one.stem.removeprefix(f"{path.stem}-"): trimmed(
            list(csv.reader(one.read_text("utf-8").splitlines(keepends=True)))
        )
        for one in out.glob(f"{path.stem}-*.csv")
    }


def in_the_sheet(office: Workspace, asked: BookFile) -> dict[str, Rows]:
    """What each tab of the Sheet made from the same shows."""
    api = SheetsApi(office.transport)
    book = api.create(asked.book.name)
    tabs = asked.tabs()
    api.write(book, new_workbook_requests([one.tab for one in tabs]))
    api.write(book, [one for tab in tabs for one in fill_requests(tab.tab, tab.records)])
    ranges = [f"'{one.tab.name}'" for one in tabs]
    return {
        sheet["properties"]["title"]: trimmed(
            [
                [cell.get("formattedValue", "") for cell in row.get("values", ())]
                for row in sheet["data"][0].get("rowData", ())
            ]
        )
        for sheet in api.described(book, SHOWN, ranges)["sheets"]
    }


def differences(name: str, here: Rows, there: Rows) -> list[tuple[str, str, str]]:
    """Each cell that shows something else: where, in LibreOffice, in the Sheet."""
    width = max(map(len, (*here, *there)), default=0)
    return [
        (address(name, row, column), *pair)
        for row in range(max(len(here), len(there)))
        for column in range(width)
        if len(set(pair := (cell_of(here, row, column), cell_of(there, row, column)))) > 1
    ]


def cell_of(rows: Rows, row: int, column: int) -> str:
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


@pytest.mark.proves("F-77", "F-1")
@pytest.mark.parametrize("book", [SETUP, PROGRAM, COACH, COVERAGE], ids=lambda book: book.name)
def test_every_cell_of_the_file_shows_what_the_sheet_shows(
    book: Workbook, office: Workspace, tmp_path: Path
) -> None:
    asked = BookFile(book=book, filled=everything_in(book))
    path = write_book(tmp_path / "book.xlsx", asked)

    shown, google = in_libreoffice(path, tmp_path), in_the_sheet(office, asked)

    assert shown.keys() == google.keys() == {tab.name for tab in book.tabs}
    assert [one for name in google for one in differences(name, shown[name], google[name])] == []
    assert sum(len(row) for rows in shown.values() for row in rows) > 50
