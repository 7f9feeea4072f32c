"""A workbook as an XLSX file, from the same declaration as the one in Google.

Excel restates: a cell takes 32,767 characters, a list to choose from 255 in all; a locked cell is locked only
while its sheet is protected; there is no password, so that whoever means to may take the protection off.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sheets_templates.books.readme import README, readme_rows
from sheets_templates.building.build import FIRST_ROWS, SCHEMA_VERSION
from sheets_templates.building.build_columns import header_note, number_format
from sheets_templates.building.workbook import Workbook, places
from sheets_templates.reading.typed import Filled
from sheets_templates.vocabulary.choices import (
    Choices,
    Valid,
    choices_of,
    columns_referred_to,
    range_name,
)
from sheets_templates.vocabulary.grid import filled
from sheets_templates.vocabulary.looks import (
    BARS,
    HEADERS,
    FromNumber,
    Scale,
    WhenText,
    looks_of,
    tab_colour,
)
from sheets_templates.vocabulary.table import CellValue, Column, Tab, Writer, address

if TYPE_CHECKING:
    from xlsxwriter import Workbook as File
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

MOST_IN_A_CELL = 32_767
MOST_IN_A_LIST = 255
CUT = " ... (cut)"
NUMBER_FORMATS: Mapping[type, str] = {
    datetime: "yyyy-mm-dd h:mm AM/PM",
    date: "yyyy-mm-dd",
    time: "h:mm AM/PM",
}
ALLOWED_WHILE_PROTECTED = (
    *("sort", "autofilter", "format_cells", "format_columns", "format_rows"),
    *("insert_rows", "insert_columns", "insert_hyperlinks", "delete_rows"),
)
WIDEST, NARROWEST = 60, 8
"""Of a column, in characters."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookFile:
    """A workbook with the tabs that are filled; those every such workbook has are made empty."""

    book: Workbook
    filled: Sequence[Filled] = ()

    def tabs(self) -> list[Filled]:
        """The tabs of the file in their order, the README among them."""
        given = {one.tab.name: one for one in self.filled}
        chosen = [
            given.get(tab.name) or Filled(tab=tab, records=())
            for tab in self.book.tabs
            if tab.name in given or tab in self.book.always
        ]
        names = [one.tab.name for one in chosen]
        hidden = {name for name, place in places(self.book, (), names).items() if place.hidden}
        lines = readme_rows(
            self.book.purpose,
            [one.tab for one in chosen],
            hidden=hidden,
            version=SCHEMA_VERSION,
            owner="",
            last_sync="",
        )
        return [
            Filled(tab=README, records=tuple(lines)) if one.tab.name == README.name else one
            for one in chosen
        ]


def write_book(path: Path, asked: BookFile) -> Path:
    """Write the file; its path.

    Raises:
        OSError: it cannot be written.
    """
    # Slow to load, and most commands write no workbook.
    import xlsxwriter
    from xlsxwriter.exceptions import FileCreateError

    from sync.files.chart_xlsx import xlsx_charts

    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    tabs = asked.tabs()
    with_rows = {one.tab.name for one in tabs if one.records}
    at = places(asked.book, (), [one.tab.name for one in tabs], filled=with_rows)
    try:
        with xlsxwriter.Workbook(str(path), options) as file:
            writing = _Writing(file, {one.tab.name: one.tab for one in tabs})
            for one in tabs:
                writing.add(one, hidden=at[one.tab.name].hidden)
            for tab, number in columns_referred_to(one.tab for one in tabs):
                place = writing.cells_of(tab.name, number, len(_rows_of(tabs, tab.name)))
                file.define_name(range_name(tab, tab.columns[number].header), f"={place}")
            seen = next(name for name, place in at.items() if not place.hidden)
            sheet = file.get_worksheet_by_name(seen)
            if sheet is not None:
                sheet.activate()
                sheet.set_first_sheet()
            rows = {one.tab.name: len(one.records) for one in tabs}
            xlsx_charts(file, [one.tab for one in tabs], rows)
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error
    return path


def _rows_of(tabs: Sequence[Filled], name: str) -> Sequence[Mapping[str, CellValue]]:
    return next(one.records for one in tabs if one.tab.name == name)


class _Writing:
    """One file while it is written; formats are made once."""

    def __init__(self, file: "File", present: Mapping[str, Tab]) -> None:
        self._file, self._present = file, present
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def add(self, one: Filled, *, hidden: bool) -> None:
        """A sheet with a tab's headers, rows and everything that stands beside them."""
        sheet = self._file.add_worksheet(one.tab.name)
        last = max(FIRST_ROWS, len(one.records) + 1) - 1
        sheet.set_tab_color(f"#{tab_colour(one.tab)}")
        sheet.freeze_panes(1, 0)
        # Printed as wide as a page, the headers on each.
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
        if hidden:
            sheet.hide()
        for number, column in enumerate(one.tab.columns):
            self._column(sheet, number, column, last)
        for row, values in enumerate(filled(one.tab, one.records)[1:], start=1):
            for number, value in enumerate(values):
                self._cell(sheet, row, number, value, one.tab.columns[number])
        self._fit(sheet, one)
        if any(column.writer is not Writer.HUMAN for column in one.tab.columns):
            width = len(one.tab.columns)
            sheet.set_column(width, 16_383, None, self._format(locked=False))
            sheet.protect("", dict.fromkeys(ALLOWED_WHILE_PROTECTED, True))

    def cells_of(self, tab: str, number: int, rows: int) -> str:
        """The cells below a header, absolute, to the last row of a new tab or of what stands there."""
        letters = address("", 0, number)[1:-1]
        return f"'{tab}'!${letters}$2:${letters}${max(FIRST_ROWS, rows + 1)}"

    def _format(self, **looks: Any) -> "Format":
        key = tuple(sorted(looks.items()))
        if key not in self._formats:
            self._formats[key] = self._file.add_format(dict(looks))
        return self._formats[key]

    def _column(self, sheet: "Worksheet", number: int, column: Column, last: int) -> None:
        """The header with its note, and how the cells below look and what they should hold."""
        colour = f"#{HEADERS[column.writer]}"
        looks = self._format(bold=True, bg_color=colour, locked=column.writer is not Writer.HUMAN)
        sheet.write_string(0, number, column.header, looks)
        if note := header_note(column):
            sheet.write_comment(0, number, note)
        for look in looks_of(column):
            if column.bar and isinstance(look, FromNumber):
                continue
            sheet.conditional_format(1, number, last, number, self._rule(look))
        if column.bar:
            bar = {"type": "data_bar", "min_type": "num", "max_type": "num"}
            ends = {"min_value": 0, "max_value": 100, "bar_color": f"#{BARS[0][1]}"}
            sheet.conditional_format(1, number, last, number, bar | ends)
        choices = choices_of(column, self._present)
        rule = self._validation(choices) if choices else None
        if rule:
            mild = {"error_type": "information", "error_message": "Is this what you mean?"}
            sheet.data_validation(1, number, last, number, rule | mild)

    def _fit(self, sheet: "Worksheet", one: Filled) -> None:
        """Widths that fit, formats for what is typed later, and hidden keys."""
        for number, column in enumerate(one.tab.columns):
            words = [column.header, *(str(row.get(column.header, "")) for row in one.records)]
            wide = min(WIDEST, max(NARROWEST, *map(len, words)) + 2)
            options = {"hidden": True} if column.hidden else {}
            sheet.set_column(number, number, wide, self._typed(column), options)

    def _typed(self, column: Column) -> "Format":
        """How an empty cell of a column shows what is typed into it."""
        form = number_format(column)
        pattern = form[1].replace("am/pm", "AM/PM") if form else "General"
        return self._format(num_format=pattern, locked=column.writer is not Writer.HUMAN)

    def _cell(
        self, sheet: "Worksheet", row: int, number: int, value: CellValue, column: Column
    ) -> None:
        if value is None or value == "":
            return
        pattern = NUMBER_FORMATS.get(type(value))
        locked = column.writer is not Writer.HUMAN
        look = self._format(num_format=pattern, locked=locked) if pattern else self._typed(column)
        match value:
            case bool():
                sheet.write_boolean(row, number, value, look)
            case str():
                sheet.write_string(row, number, _cut(value), look)
            case int() | float():
                sheet.write_number(row, number, value, look)
            case _:
                # It takes dates and times as well, which its annotation does not say.
                moment: Any = value
                sheet.write_datetime(row, number, moment, look)

    def _rule(self, look: WhenText | FromNumber | Scale) -> dict[str, Any]:
        match look:
            case WhenText():
                return {
                    "type": "cell",
                    "criteria": "==",
                    "value": f'"{look.word}"',
                    "format": self._format(bg_color=f"#{look.colour}"),
                }
            case FromNumber():
                return {
                    "type": "cell",
                    "criteria": ">=",
                    "value": look.least,
                    "format": self._format(bg_color=f"#{look.colour}"),
                }
            case Scale():
                return {
                    "type": "2_color_scale",
                    "min_type": "num",
                    "max_type": "num",
                    "min_value": look.low,
                    "max_value": look.high,
                    "min_color": f"#{look.pale}",
                    "max_color": f"#{look.dark}",
                }

    def _validation(self, choices: Choices) -> dict[str, Any] | None:
        """What the cells of a column should hold; None where Excel has no room for it."""
        match choices.valid:
            case Valid.ONE_OF:
                fits = len(",".join(choices.words)) <= MOST_IN_A_LIST
                return {"validate": "list", "source": list(choices.words)} if fits else None
            case Valid.ONE_OF_COLUMN:
                tab = self._present[choices.tab]
                number = [column.header for column in tab.columns].index(choices.header)
                place = self.cells_of(tab.name, number, 10 * FIRST_ROWS)
                return {"validate": "list", "source": f"={place}"}
            case Valid.TICK:
                return {"validate": "list", "source": ["TRUE", "FALSE"]}
            case Valid.DAY:
                first = {"criteria": ">=", "value": date(1900, 1, 1)}
                return {"validate": "date"} | first
            case Valid.COUNT:
                return {"validate": "decimal", "criteria": ">=", "value": 0}
            case Valid.E_MAIL:
                return None


def _cut(text: str) -> str:
    if len(text) <= MOST_IN_A_CELL:
        return text
    return text[: MOST_IN_A_CELL - len(CUT)] + CUT
