"""The tabs about schools: bells, days, what is taught when and where, and the way between them."""

from scheduler.district import BlockKind, DayType, Doing
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab

SCHOOLS = Tab(
    name="Schools",
    purpose="The schools and the bell set each follows.",
    default="The schools are those named on the People tab.",
    columns=(
        Column(header="school_id", kind=ColumnKind.ID, required=True),
        Column(header="name", kind=ColumnKind.NAME, required=True),
        Column(header="level"),
        Column(header="address"),
        Column(header="principal_email", kind=ColumnKind.EMAIL),
        Column(
            header="bell_set",
            kind=ColumnKind.ID,
            note="A bell_set of the BellSchedules tab.",
            choices_from="BellSchedules.bell_set",
        ),
        Column(header="cluster"),
        Column(header="equity_flag"),
        Column(header="lt_start", kind=ColumnKind.DATE, note="From when its learning teams meet."),
        Column(header="readiness_tier"),
        Column(
            header="names_teachers",
            kind=ColumnKind.YES_NO,
            note="Yes lets the principal's workbook name teachers; empty is totals only.",
        ),
    ),
)

BELL_SCHEDULES = Tab(
    name="BellSchedules",
    purpose="When each block rings, for each kind of day.",
    default="There are no bells: times come from the Availability tab and the working day.",
    columns=(
        Column(header="bell_set", kind=ColumnKind.ID, required=True),
        Column(
            header="variant",
            kind=ColumnKind.ID,
            note="Empty is regular; or early release, two-hour delay ...",
        ),
        Column(header="grade_band", kind=ColumnKind.ID, note="Empty is every grade; or K-3."),
        Column(header="block", kind=ColumnKind.ID, required=True),
        Column(header="start", kind=ColumnKind.TIME),
        Column(header="end", kind=ColumnKind.TIME),
        Column(
            header="kind",
            kind=ColumnKind.CHOICE,
            required=True,
            allowed=tuple(kind.value for kind in BlockKind),
            note="contract is the span of the paid day.",
        ),
    ),
)

DAY_CALENDAR = Tab(
    name="DayCalendar",
    purpose="What each date is: its type, its letter, its bells.",
    default="Every Monday to Friday has school with the regular bells; there are no holidays.",
    columns=(
        Column(header="date", kind=ColumnKind.DATE, required=True),
        Column(header="school_id", kind=ColumnKind.ID, note="Empty or ALL is every school."),
        Column(
            header="day_type",
            kind=ColumnKind.CHOICE,
            allowed=tuple(day.value for day in DayType),
            note="Empty is school.",
        ),
        Column(header="letter", kind=ColumnKind.ID, note="A, B, or 1 to 10: which timetable runs."),
        Column(
            header="variant",
            kind=ColumnKind.ID,
            note="A variant of the BellSchedules tab.",
            choices_from="BellSchedules.variant",
        ),
        Column(header="note"),
    ),
)

TIMETABLE = Tab(
    name="Timetable",
    purpose="What each teacher does in each block.",
    default="What teachers do comes from the Availability tab.",
    columns=(
        Column(
            header="person_id", kind=ColumnKind.ID, required=True, choices_from="People.person_id"
        ),
        Column(
            header="letter",
            kind=ColumnKind.ID,
            note="Empty is every day.",
            choices_from="DayCalendar.letter",
        ),
        Column(
            header="block", kind=ColumnKind.ID, required=True, choices_from="BellSchedules.block"
        ),
        Column(
            header="activity",
            kind=ColumnKind.CHOICE,
            required=True,
            allowed=tuple(doing.value for doing in Doing),
        ),
        Column(header="course", kind=ColumnKind.ID),
        Column(header="subject", note="Empty takes the Courses tab's, then the teacher's."),
        Column(header="room", kind=ColumnKind.ID),
        Column(header="coverable", kind=ColumnKind.YES_NO, note="Kept for you; not looked at."),
    ),
)

COURSES = Tab(
    name="Courses",
    purpose="Which subject and grade a course is.",
    default="A lesson has the subject of its timetable row, or else its teacher's.",
    columns=(
        Column(header="course", kind=ColumnKind.ID, required=True),
        Column(header="subject", required=True),
        Column(header="grade"),
    ),
)

ROOMS = Tab(
    name="Rooms",
    purpose="Rooms that series and blackouts may name, beside those of the timetable.",
    default="Rooms are those the timetable and the series name.",
    columns=(
        Column(
            header="school_id", kind=ColumnKind.ID, required=True, choices_from="Schools.school_id"
        ),
        Column(header="room", kind=ColumnKind.ID, required=True),
        Column(header="seats", kind=ColumnKind.WHOLE_NUMBER),
        Column(header="kind"),
    ),
)

TRAVEL = Tab(
    name="Travel",
    purpose="Minutes from school to school.",
    default="Between any two schools 15 minutes are kept for travel, and 10 more as a buffer.",
    columns=(
        Column(header="from", kind=ColumnKind.ID, required=True, choices_from="Schools.school_id"),
        Column(header="to", kind=ColumnKind.ID, required=True, choices_from="Schools.school_id"),
        Column(header="minutes", kind=ColumnKind.WHOLE_NUMBER, required=True),
        Column(header="buffer", kind=ColumnKind.WHOLE_NUMBER, note="Empty is 10."),
    ),
)
