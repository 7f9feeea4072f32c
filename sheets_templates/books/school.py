"""The School workbook (W3) for a principal: visits held, focus and coming dates; no notes, no ratings."""

from sheets_templates.vocabulary.table import Column, ColumnKind, Tab, Writer

SCHOOL_VIEW = Tab(
    name="SchoolView",
    key="row_id",
    purpose="What coaching took place at the school, by month.",
    columns=(
        Column(header="row_id", kind=ColumnKind.ID, writer=Writer.PROGRAM, hidden=True),
        Column(header="month", writer=Writer.PROGRAM),
        Column(
            header="teacher",
            writer=Writer.PROGRAM,
            note="Named only where the school's partnership allows it.",
        ),
        Column(header="visits_held", kind=ColumnKind.WHOLE_NUMBER, writer=Writer.PROGRAM),
        Column(header="focus_area", writer=Writer.PROGRAM),
        Column(header="upcoming_dates", kind=ColumnKind.DATES, writer=Writer.PROGRAM),
    ),
)

SCHOOL_TABS = (SCHOOL_VIEW,)
