"""The scope and sequence as the rows of one tab: the head, an empty row, the four columns."""

from scheduler.year.scope_and_sequence import COLUMNS, ScopeAndSequence
from sheets_templates.vocabulary.grid import Rows

TAB = "ScopeAndSequence"


def scope_rows(scope: ScopeAndSequence) -> Rows:
    """Every row of the document, four cells wide."""
    head: Rows = [[label, text, "", ""] for label, text in scope.head]
    table: Rows = [list(row.cells) for row in scope.rows]
    return [*head, ["", "", "", ""], list(COLUMNS), *table]
