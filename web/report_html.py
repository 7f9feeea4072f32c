"""A report as one self-contained page to print or to pass on."""

from collections.abc import Sequence
from datetime import date, time

from scheduler.naming import clock_words
from sheets_templates.vocabulary.table import CellValue
from web.page_html import render
from web.page_words import day_words


def report_html(
    *,
    title: str,
    says: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[CellValue]],
    district: str,
    made: date,
) -> str:
    """One file: the rows under their heads, days and times in words, numbers to the right."""
    return render(
        "report.html",
        {
            "title": title,
            "says": says,
            "heads": [head.replace("_", " ").capitalize() for head in heads],
            "rows": [[(_words(cell), _is_number(cell)) for cell in row] for row in rows],
            "district": district,
            "made": f"{day_words(made)} {made.year}",
        },
    )


def _words(cell: CellValue) -> str:
    if cell is None:
        return ""
    if isinstance(cell, time):
        return clock_words(cell)
    return day_words(cell) if isinstance(cell, date) else str(cell)


def _is_number(cell: CellValue) -> bool:
    return isinstance(cell, int | float)
