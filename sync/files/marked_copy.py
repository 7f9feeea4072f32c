"""A copy of the input as an .xlsx file in which each finding of the check stands beside its cell."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from sheets_templates.reading.faults_tab import FAULTS, Marked, Spot, fault_rows, note_with
from sheets_templates.vocabulary.grid import Rows, filled, rows_of
from sheets_templates.vocabulary.table import CellValue, Tabs

COPY = "faults.xlsx"
_WRITTEN_AS_TEXT = {
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
_WIDEST = 31
"""Characters a sheet's name may have in a workbook."""


def write_marked_copy(path: Path, tabs: Tabs, found: Sequence[Marked]) -> Path:
    """Write the tabs with their values as text, comments on the cells at fault, and a Faults sheet first.

    Raises:
        OSError: the file cannot be written.
    """
    import xlsxwriter  # slow to load, and most commands write no workbook
    from xlsxwriter.exceptions import FileCreateError

    sheets = {FAULTS.name: filled(FAULTS, fault_rows(found)), **rows_of(tabs)}
    spots = {one.where: one.spot for one in found if one.spot}
    try:
        with xlsxwriter.Workbook(str(path), _WRITTEN_AS_TEXT) as book:
            bold = book.add_format({"bold": True})
            made = {name: book.add_worksheet(name[:_WIDEST]) for name in sheets}
            for name, rows in sheets.items():
                made[name].freeze_panes(1, 0)
                for row, column, text in _texts(rows):
                    made[name].write_string(row, column, text, bold if row == 0 else None)
            for row, values in enumerate(sheets[FAULTS.name]):
                if spot := spots.get(str(values[1])):
                    link = f"internal:'{spot.tab[:_WIDEST]}'!{spot.where.rpartition('!')[2]}"
                    made[FAULTS.name].write_url(row, 1, link, string=str(values[1]))
            made[FAULTS.name].set_column(0, 0, None, None, {"hidden": True})
            made[FAULTS.name].set_column(1, 3, 45)
            for at, those in groupby(sorted(found, key=_spot_first), lambda one: one.spot):
                if at:
                    made[at.tab].write_comment(at.row, at.column, note_with("", those))
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error
    return path


def _spot_first(one: Marked) -> tuple[bool, Spot]:
    return one.spot is None, one.spot or Spot(tab="", row=0, column=0)


def _texts(rows: Rows) -> list[tuple[int, int, str]]:
    from sync.files.csv_text import as_text

    return [
        (row, column, text)
        for row, values in enumerate(rows)
        for column, value in enumerate(values)
        if (text := _short(value, as_text(value)))
    ]


def _short(value: CellValue, text: str) -> str:
    """As much as a cell of a workbook holds."""
    return text[:32_767] if value is not None else ""
