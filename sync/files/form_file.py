"""The availability form as an .xlsx file: a row a period, a column a weekday, words to choose from."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from sheets_templates.reading.availability_form import AVAILABILITY_FORM, TICKED
from sheets_templates.vocabulary.grid import filled
from sheets_templates.vocabulary.table import CellValue, ColumnKind
from sync.files.csv_text import as_text


def write_form(path: Path, rows: Sequence[Mapping[str, CellValue]]) -> Path:
    """Write the empty form; a filled-in one is read back from the sheet of its name.

    Raises:
        OSError: the file cannot be written.
    """
    import xlsxwriter  # slow to load, and most commands write no workbook
    from xlsxwriter.exceptions import FileCreateError

    table = filled(AVAILABILITY_FORM, rows)
    try:
        with xlsxwriter.Workbook(str(path), {"strings_to_formulas": False}) as book:
            bold, line = book.add_format({"bold": True}), book.add_format({"top": 1})
            sheet = book.add_worksheet(AVAILABILITY_FORM.name)
            sheet.freeze_panes(1, 3)
            for number, values in enumerate(table):
                new = number and values[0] != table[number - 1][0]
                look = bold if number == 0 else line if new else None
                for column, value in enumerate(values):
                    if value is not None:
                        sheet.write_string(number, column, as_text(value), look)
            for column, declared in enumerate(AVAILABILITY_FORM.columns):
                if declared.note:
                    sheet.write_comment(0, column, declared.note)
                if declared.kind is ColumnKind.CHOICE and len(table) > 1:
                    words = {"validate": "list", "source": [*declared.allowed, TICKED]}
                    sheet.data_validation(1, column, len(table) - 1, column, words)
            sheet.autofit()
    except FileCreateError as error:
        raise OSError(*error.args[0].args) from error
    return path
