"""The Partners workbook (W5), open to people outside the district: meetings, never a teacher's name."""

from scheduler.district import Modality
from scheduler.model import Half
from scheduler.naming import id_part
from scheduler.partners.people import Answer, PartnerDate
from sheets_templates.vocabulary.charts import Chart, ChartKind
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab, Writer

PARTNERS = Tab(
    name="Partners",
    purpose="The organisations the district works with.",
    default="A person outside the district stands for an organisation of that name.",
    columns=(
        Column(header="org", kind=ColumnKind.NAME, required=True),
        Column(
            header="contact",
            kind=ColumnKind.EMAIL,
            note="Who answers for it; the same address as on the People tab.",
            choices_from="People.email",
        ),
        Column(header="services"),
        Column(
            header="schools",
            kind=ColumnKind.IDS,
            note="school_ids with ; between.",
            choices_from="Schools.school_id",
        ),
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
        Column(header="attended_by_org", note="The organisations that came, with ; between."),
        Column(header="decisions", note="Nobody's name but of those who take something on."),
        Column(header="owner"),
        Column(header="due", kind=ColumnKind.DATE),
    ),
)

ORGANISATIONS = Tab(
    name="PartnerOrganisations",
    key="org_id",
    purpose="Each organisation: what it is here for, and how many of the meetings so far it came to.",
    columns=(
        Column(header="org_id", kind=ColumnKind.ID, writer=Writer.PROGRAM, hidden=True),
        Column(header="org", kind=ColumnKind.NAME, writer=Writer.PROGRAM),
        Column(header="services", writer=Writer.PROGRAM),
        Column(header="focus", writer=Writer.PROGRAM),
        Column(
            header="meetings",
            kind=ColumnKind.WHOLE_NUMBER,
            writer=Writer.PROGRAM,
            note="Over, and told who came.",
        ),
        Column(header="attended", kind=ColumnKind.WHOLE_NUMBER, writer=Writer.PROGRAM),
        Column(
            header="months_met",
            kind=ColumnKind.WHOLE_NUMBER,
            writer=Writer.PROGRAM,
            note="Months with a meeting it came to.",
        ),
        Column(header="open_answers", kind=ColumnKind.WHOLE_NUMBER, writer=Writer.PROGRAM),
    ),
    charts=(
        Chart(
            kind=ChartKind.BAR,
            title="Meetings with partners, and who came",
            category="org",
            values=("meetings", "attended", "months_met"),
            axis="meetings, months",
            says="For each organisation a bar of the meetings so far of which it is known who came, one of "
            "those it came to, and one of the months in which it came.",
        ),
    ),
)

STATES = ("asked", "agreed", "not taken")
"""What becomes of a half day that was offered."""

PARTNER_DATES = Tab(
    name="PartnerDates",
    key="date_id",
    purpose="Half days offered to partners, and what each of them says.",
    default="No partner has been asked for dates.",
    columns=(
        Column(
            header="date_id",
            kind=ColumnKind.ID,
            writer=Writer.PROGRAM,
            hidden=True,
            note="Never changes; leave it alone.",
        ),
        Column(header="series", kind=ColumnKind.ID, writer=Writer.PROGRAM, required=True),
        Column(header="date", kind=ColumnKind.DATE, writer=Writer.PROGRAM, required=True),
        Column(
            header="half",
            kind=ColumnKind.CHOICE,
            writer=Writer.PROGRAM,
            required=True,
            allowed=tuple(half.value for half in Half),
        ),
        Column(header="organisation", kind=ColumnKind.NAME, writer=Writer.PROGRAM),
        Column(header="person", kind=ColumnKind.ID, writer=Writer.PROGRAM, required=True),
        Column(
            header="answer",
            kind=ColumnKind.CHOICE,
            allowed=tuple(answer.value for answer in Answer),
            note="Choose one, or tell the district and they type it. Empty is not known, and never yes.",
        ),
        Column(
            header="answer_by",
            kind=ColumnKind.DATE,
            writer=Writer.PROGRAM,
            note="After this day the meeting is set with those who answered.",
        ),
        Column(header="why", writer=Writer.PROGRAM, note="Why this half day was offered."),
        Column(header="state", kind=ColumnKind.CHOICE, writer=Writer.PROGRAM, allowed=STATES),
    ),
)

PARTNER_INPUTS = (PARTNERS, PARTNER_DATES)
"""What the program reads back."""

PARTNER_TABS = (PARTNER_MEETINGS, ORGANISATIONS, PARTNER_DATES)
"""The tabs of the workbook that people outside may open."""


def date_id(row: PartnerDate) -> str:
    """What a row is found by: series, date, half and person; stable, whatever is answered."""
    parts = (row.series, row.when.day.isoformat(), row.when.half.value, row.person)
    return ".".join(map(id_part, parts))
