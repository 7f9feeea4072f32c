"""The scope and sequence as one self-contained page."""

from scheduler.year.scope_and_sequence import COLUMNS, ScopeAndSequence
from web.page_html import render


def scope_html(scope: ScopeAndSequence, district: str) -> str:
    """One file: the head, and the table of four columns."""
    return render("scope.html", {"scope": scope, "columns": COLUMNS, "district": district})
