"""The Coach workbook (W2), one for each coach and open to nobody else: notes live here only."""

from sheets_templates.table import Column, ColumnKind, Tab, Writer

OUTCOMES = ("held", "moved", "cancelled by teacher", "cancelled by coach", "not held")

VISIT_LOG = Tab(
    name="VisitLog",
    key="event_id",
    purpose="A row for each scheduled activity; the facts are filled in, the rest is yours.",
    columns=(
        Column(
            header="event_id",
            kind=ColumnKind.ID,
            writer=Writer.PROGRAM,
            hidden=True,
            note="Never changes; leave it alone.",
        ),
        Column(header="type", writer=Writer.PROGRAM),
        Column(header="teacher", writer=Writer.PROGRAM),
        Column(header="date", kind=ColumnKind.DATE, writer=Writer.PROGRAM),
        Column(header="start", kind=ColumnKind.TIME, writer=Writer.PROGRAM),
        Column(header="planned_min", kind=ColumnKind.WHOLE_NUMBER, writer=Writer.PROGRAM),
        Column(header="reason_moved", writer=Writer.PROGRAM, note="Why it moved, if it did."),
        Column(header="actual_min", kind=ColumnKind.WHOLE_NUMBER),
        Column(header="outcome", kind=ColumnKind.CHOICE, allowed=OUTCOMES),
        Column(header="reason"),
        Column(header="focus"),
        Column(header="next_step"),
        Column(header="next_date", kind=ColumnKind.DATE),
        Column(header="coach_comment"),
    ),
)

COACH_TABS = (VISIT_LOG,)
