"""The Facts workbook beside a coach's own copy of the template: what is scheduled, and whether it was held.

The program makes it where it may not own a coach's notes. Nothing in it is a note, a reason or an answer,
as whoever owns the program's account may read it.
"""

from collections.abc import Iterable, Mapping

from sheets_templates.books.coach import COACH_TABS, COACH_WHEN_USED
from sheets_templates.books.this_week import THIS_WEEK
from sheets_templates.vocabulary.columns import our_key, ours
from sheets_templates.vocabulary.table import CellValue, Column, ColumnKind, Tab

VISIT_FACTS = Tab(
    name="VisitFacts",
    key="event_id",
    purpose="A row for each scheduled activity; say whether it was held. Notes go into your own copy.",
    columns=(
        our_key("event_id"),
        ours("type"),
        ours("teacher"),
        ours("date", ColumnKind.DATE),
        ours("start", ColumnKind.TIME),
        ours("planned_min", ColumnKind.WHOLE_NUMBER),
        Column(header="held", kind=ColumnKind.YES_NO, note="Empty is not known."),
        Column(header="actual_min", kind=ColumnKind.WHOLE_NUMBER),
    ),
)

FACTS_TABS = (VISIT_FACTS,)

TEMPLATE_TABS = tuple(tab for tab in (*COACH_TABS, *COACH_WHEN_USED) if tab is not THIS_WEEK)
"""What a coach copies: the tabs of a coach's workbook, with nothing in them. There is no ThisWeek in it, as
the program cannot read her copy."""


def visit_fact_rows(log: Iterable[Mapping[str, CellValue]]) -> list[dict[str, CellValue]]:
    """Rows of VisitFacts from those of a visit log, without why anything moved."""
    kept = {column.header for column in VISIT_FACTS.columns}
    return [{key: value for key, value in row.items() if key in kept} for row in log]
