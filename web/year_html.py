"""The year on one page, as one self-contained file that prints on one sheet."""

from collections.abc import Mapping

from scheduler.activities.occasions import Certainty
from web.page_html import render
from web.year import MONTHS, YearPage

WORDS = {
    Certainty.SET: "has a date",
    Certainty.HELD: "held: the date may still move",
    Certainty.OPEN: "no date yet",
}


LINES_AT_EASE = 14
"""More lines than this are set smaller on paper, so that the year stays on one sheet."""


def year_html(page: YearPage, more: Mapping[str, object] | None = None) -> str:
    """The page of the year; `more` is what the site puts around it."""
    lines = sum(len(group.lines) for group in page.groups)
    dense = lines > LINES_AT_EASE
    values = {"page": page, "names": MONTHS, "words": WORDS, "dense": dense}
    return render("year.html", {**(more or {}), **values})
