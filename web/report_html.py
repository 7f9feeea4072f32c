"""A report as one self-contained page to print or to pass on."""

from collections.abc import Sequence
from datetime import date, time

from scheduler.naming import clock_words
from web.page_html import render
from web.page_words import day_words


def report_html(
    *,
    title: str,
    says: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[object]],
    district: str,
    made: date,
) -> str:
    """One file: the rows under their heads, days and times in words, numbers to the right."""
    return render(
        "report.html",
        {
            "title": title,
            "says": says,
            "heads": [
                (head.replace("_", " ").capitalize(), any(_is_number(row[place]) for row in rows))
                for place, head in enumerate(heads)
            ],
            "rows": [[(_words(cell), _is_number(cell)) for cell in row] for row in rows],
            "district": district,
            "made": f"{day_words(made)} {made.year}",
        },
    )


def _words(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, time):
        return clock_words(cell)
    return day_words(cell) if isinstance(cell, date) else str(cell)


def _is_number(cell: object) -> bool:
    return isinstance(cell, int | float)
