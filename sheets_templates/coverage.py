"""The Coverage workbook (W4) for the sub coordinator: which classes need somebody, by half day."""

from sheets_templates.table import Column, ColumnKind, Tab, Writer

COVERAGE = Tab(
    name="Coverage",
    key="request_id",
    purpose="Classes that need cover, two weeks ahead.",
    columns=(
        Column(header="request_id", kind=ColumnKind.ID, writer=Writer.PROGRAM, hidden=True),
        Column(header="school", writer=Writer.PROGRAM),
        Column(header="date", kind=ColumnKind.DATE, writer=Writer.PROGRAM),
        Column(
            header="half",
            kind=ColumnKind.CHOICE,
            writer=Writer.PROGRAM,
            allowed=("morning", "afternoon"),
        ),
        Column(header="class", writer=Writer.PROGRAM),
        Column(header="teacher", writer=Writer.PROGRAM),
        Column(header="room", kind=ColumnKind.ID, writer=Writer.PROGRAM),
        Column(header="start", kind=ColumnKind.TIME, writer=Writer.PROGRAM),
        Column(header="end", kind=ColumnKind.TIME, writer=Writer.PROGRAM),
        Column(header="reason", writer=Writer.PROGRAM, note="A code such as PD, never a person's."),
        Column(header="needed_by", kind=ColumnKind.DATE, writer=Writer.PROGRAM),
        Column(header="filled_by"),
        Column(header="status", kind=ColumnKind.CHOICE, allowed=("open", "filled", "unfilled")),
    ),
)

COVERAGE_TABS = (COVERAGE,)
