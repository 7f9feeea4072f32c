"""The tab on which somebody asks for more than the cycles hold."""

from scheduler.activities.asked_for import MINUTES, MOST_IN_A_WEEK
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab

REQUESTS = Tab(
    name="Requests",
    purpose="More visits or meetings than the cycles hold, asked for by a coach or a leader.",
    default="Nobody asked for more than the cycles hold.",
    columns=(
        Column(
            header="person",
            kind=ColumnKind.ID,
            required=True,
            note="Who is to be met: a person_id.",
            choices_from="People.person_id",
        ),
        Column(
            header="kind",
            kind=ColumnKind.CHOICE,
            required=True,
            allowed=tuple(kind.value for kind in MINUTES),
        ),
        Column(
            header="coach",
            kind=ColumnKind.ID,
            note="Who comes; empty is the coach of the person's cohort.",
            choices_from="People.person_id",
        ),
        Column(header="week", kind=ColumnKind.DATE, required=True, note="Any date of the week."),
        Column(
            header="count",
            kind=ColumnKind.WHOLE_NUMBER,
            note=f"How many more that week, {MOST_IN_A_WEEK} at most; empty is one.",
        ),
        Column(
            header="minutes",
            kind=ColumnKind.WHOLE_NUMBER,
            note="Empty is as long as the kind mostly takes.",
        ),
        Column(
            header="note", note="About the request, never about the person; not sent, not read."
        ),
    ),
)
