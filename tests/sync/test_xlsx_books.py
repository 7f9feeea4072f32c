"""A workbook as a file has the same cells, headers, lists and colours as it is declared with."""

import re
import zipfile
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from sheets_templates.building.build_columns import header_note
from sheets_templates.building.workbook import (
    MOST_VISIBLE,
    SETUP,
    WORKBOOKS,
    Workbook,
    visible_tabs,
)
from sheets_templates.reading.typed import Filled
from sheets_templates.vocabulary.choices import Valid, choices_of
from sheets_templates.vocabulary.looks import HEADERS
from sheets_templates.vocabulary.table import Column, Tab, Writer
from sync.files.xlsx import read_xlsx
from sync.files.xlsx_books import MOST_IN_A_LIST, BookFile, write_book
from tests.sheets_templates.full_rows import everything_in, rows_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


class Parts:
    """The parts of a file, by sheet."""

    def __init__(self, path: Path) -> None:
        with zipfile.ZipFile(path) as packed:
            self._parts = {name: packed.read(name) for name in packed.namelist()}
        self.book = fromstring(self._parts["xl/workbook.xml"])
        self.styles = fromstring(self._parts["xl/styles.xml"])
        names = [str(one.get("name")) for one in self.book.iter(f"{MAIN}sheet")]
        self.sheets: dict[str, Element] = {
            name: fromstring(self._parts[f"xl/worksheets/sheet{number}.xml"])
            for number, name in enumerate(names, start=1)
        }

    def notes(self) -> str:
        found = [text for name, text in self._parts.items() if "comments" in name]
        return " ".join(part.decode() for part in found)


@pytest.fixture(scope="module", params=WORKBOOKS, ids=lambda book: book.name)
def book(request: pytest.FixtureRequest) -> Workbook:
    found: Workbook = request.param
    return found


@pytest.fixture(scope="module")
def path(book: Workbook, tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("books") / "book.xlsx"
    return write_book(place, BookFile(book=book, filled=everything_in(book)))


@pytest.fixture(scope="module")
def parts(path: Path) -> Parts:
    return Parts(path)


@pytest.mark.proves("F-77", "S10")
def test_every_cell_comes_back_as_it_was_written(book: Workbook, path: Path) -> None:
    found = read_xlsx(path)

    assert set(found) == {tab.name for tab in book.tabs}
    for tab in book.tabs:
        if tab.name == "README":
            continue
        rows = [[cell.value for cell in row] for row in found[tab.name]]
        assert rows == [
            [column.header for column in tab.columns],
            *([row[column.header] for column in tab.columns] for row in rows_of(tab)),
        ]


@pytest.mark.proves("F-77")
def test_nine_tabs_are_seen_and_the_first_of_them_is_open(book: Workbook, parts: Parts) -> None:
    sheets = list(parts.book.iter(f"{MAIN}sheet"))
    seen = tuple(str(one.get("name")) for one in sheets if one.get("state") != "hidden")
    (view,) = parts.book.iter(f"{MAIN}workbookView")

    assert seen == visible_tabs(book, [tab.name for tab in book.tabs])
    assert len(seen) <= MOST_VISIBLE
    assert sheets[int(view.get("activeTab", "0"))].get("name") == seen[0]


def hidden_columns(sheet: Element) -> set[int]:
    return {
        number
        for column in sheet.iter(f"{MAIN}col")
        if column.get("hidden") == "1"
        for number in range(int(str(column.get("min"))) - 1, int(str(column.get("max"))))
    }


def test_headers_stay_in_view_and_keys_are_hidden(book: Workbook, parts: Parts) -> None:
    for tab in book.tabs:
        (pane,) = parts.sheets[tab.name].iter(f"{MAIN}pane")
        assert (pane.get("state"), pane.get("ySplit")) == ("frozen", "1")
        hidden = {number for number, one in enumerate(tab.columns) if one.hidden}
        assert hidden_columns(parts.sheets[tab.name]) == hidden


def letters(number: int) -> str:
    return chr(ord("A") + number) if number < 26 else f"A{chr(ord('A') + number - 26)}"


def test_each_column_with_something_to_choose_has_its_list(book: Workbook, parts: Parts) -> None:
    present = {tab.name: tab for tab in book.tabs}
    for tab in book.tabs:
        rules = {
            str(rule.get("sqref")).partition("2")[0]: rule
            for rule in parts.sheets[tab.name].iter(f"{MAIN}dataValidation")
        }
        wanted = {letters(n) for n, column in enumerate(tab.columns) if has_rule(column, present)}
        assert rules.keys() == wanted
        assert all(rule.get("errorStyle") == "information" for rule in rules.values())


def has_rule(column: Column, present: dict[str, Tab]) -> bool:
    """But for addresses, of which Excel knows nothing, and for lists longer than it takes."""
    fits = len(",".join(column.allowed)) <= MOST_IN_A_LIST
    choices = choices_of(column, present)
    return choices is not None and choices.valid is not Valid.E_MAIL and fits


def test_what_the_program_writes_is_locked_and_the_rest_is_open(
    book: Workbook, parts: Parts
) -> None:
    formats = [
        one.find(f"{MAIN}protection") for one in parts.styles.iter(f"{MAIN}cellXfs") for one in one
    ]
    for tab in book.tabs:
        protected = any(column.writer is not Writer.HUMAN for column in tab.columns)
        sheet = parts.sheets[tab.name]
        assert (sheet.find(f"{MAIN}sheetProtection") is not None) == protected
        styles = {cell.get("r"): int(cell.get("s", "0")) for cell in sheet.iter(f"{MAIN}c")}
        for number, column in enumerate(tab.columns):
            lock = formats[styles[f"{letters(number)}1"]]
            assert (lock is not None) == (column.writer is Writer.HUMAN), column.header


def test_headers_are_coloured_by_who_writes_below_them(book: Workbook, parts: Parts) -> None:
    fills = [
        str(
            fill.findtext(".//x", "")
            or next((c.get("rgb") for c in fill.iter(f"{MAIN}fgColor")), "")
        )
        for fill in parts.styles.find(f"{MAIN}fills") or ()
    ]
    looks = [int(one.get("fillId", "0")) for one in parts.styles.find(f"{MAIN}cellXfs") or ()]
    for tab in book.tabs:
        cells = {cell.get("r"): cell for cell in parts.sheets[tab.name].iter(f"{MAIN}c")}
        for number, column in enumerate(tab.columns):
            style = int(cells[f"{letters(number)}1"].get("s", "0"))
            assert fills[looks[style]] == f"FF{HEADERS[column.writer]}"


def test_the_notes_of_the_headers_are_there(book: Workbook, parts: Parts) -> None:
    notes = parts.notes()

    for tab in book.tabs:
        for column in tab.columns:
            words = re.sub("[<>&\"']", "", header_note(column))
            assert words.partition("&")[0] in re.sub("(&lt;|&gt;|&amp;|&quot;|[\"'])", "", notes)


def test_words_that_alarm_heat_and_bars_have_colours_in_the_file(
    book: Workbook, parts: Parts
) -> None:
    for tab in book.tabs:
        found = {str(rule.get("type")) for rule in parts.sheets[tab.name].iter(f"{MAIN}cfRule")}
        wanted = {
            *("cellIs" for column in tab.columns if column.alarming),
            *("colorScale" for column in tab.columns if column.heat),
            *("dataBar" for column in tab.columns if column.bar),
        }
        assert found == wanted


@pytest.mark.proves("F-82")
def test_every_declared_chart_is_drawn(book: Workbook, path: Path) -> None:
    with zipfile.ZipFile(path) as packed:
        drawn = [name for name in packed.namelist() if re.fullmatch("xl/charts/chart.*", name)]

    assert len(drawn) == sum(len(tab.charts) for tab in book.tabs)


@pytest.mark.proves("S11")
def test_a_text_longer_than_a_cell_can_hold_says_that_it_was_cut(tmp_path: Path) -> None:
    people = next(tab for tab in SETUP.tabs if tab.name == "People")
    row = Filled(tab=people, records=({"person_id": "p1", "name": "x" * 40_000},))

    path = write_book(tmp_path / "s.xlsx", BookFile(book=SETUP, filled=(row,)))

    name = read_xlsx(path)["People"][1][1].value
    assert isinstance(name, str)
    assert len(name) == 32_767
    assert name.endswith(" ... (cut)")
