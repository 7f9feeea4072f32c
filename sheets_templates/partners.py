"""The Partners workbook (W5), open to people outside the district: meetings, never a teacher's name."""

from scheduler.district import Modality
from sheets_templates.table import Column, ColumnKind, Tab, Writer

PARTNERS = Tab(
    name="Partners",
    purpose="The organisations the district works with.",
    columns=(
        Column(header="org", kind=ColumnKind.NAME),
        Column(header="contact", kind=ColumnKind.EMAIL),
        Column(header="services"),
        Column(header="schools", kind=ColumnKind.IDS),
        Column(header="focus"),
    ),
)

PARTNER_MEETINGS = Tab(
    name="PartnerMeetings",
    key="meeting_id",
    purpose="Meetings with partners: when, how, and what was decided.",
    columns=(
        Column(header="meeting_id", kind=ColumnKind.ID, writer=Writer.PROGRAM, hidden=True),
        Column(header="date", kind=ColumnKind.DATE, writer=Writer.PROGRAM),
        Column(header="series", writer=Writer.PROGRAM),
        Column(
            header="modality",
            kind=ColumnKind.CHOICE,
            writer=Writer.PROGRAM,
            allowed=tuple(way.value for way in Modality),
        ),
        Column(header="agenda_link", kind=ColumnKind.LINK, writer=Writer.PROGRAM),
        Column(header="attended_by_org"),
        Column(header="decisions"),
        Column(header="owner"),
        Column(header="due", kind=ColumnKind.DATE),
    ),
)

PARTNER_TABS = (PARTNERS, PARTNER_MEETINGS)
