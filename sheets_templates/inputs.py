"""The tabs a district fills in, declared once for CSV, XLSX and Google Sheets.

`People`, `Cohorts` and `Availability` are the small start; every other tab says what is assumed while
it is not there.
"""

from scheduler.district import BlockKind, Consent, DayType, Doing, Modality, Offer, Role
from sheets_templates.inputs_settings import CONTRACT, SETTINGS_TAB
from sheets_templates.inputs_structures import STRUCTURE_TABS
from sheets_templates.partners import PARTNER_INPUTS
from sheets_templates.program_cycles import CYCLE_INPUTS
from sheets_templates.table import Column, ColumnKind, Tab

PEOPLE = Tab(
    name="People",
    purpose="Everybody whose time is needed: coaches, teachers, leaders, partners.",
    columns=(
        Column(
            header="person_id",
            kind=ColumnKind.ID,
            required=True,
            note="Any short id; never give it to somebody else.",
        ),
        Column(header="name", kind=ColumnKind.NAME, required=True),
        Column(header="email", kind=ColumnKind.EMAIL, required=True),
        Column(
            header="role",
            kind=ColumnKind.CHOICE,
            required=True,
            allowed=tuple(role.value for role in Role),
        ),
        Column(header="school_id", kind=ColumnKind.ID, note="Where a teacher teaches."),
        Column(
            header="other_schools", kind=ColumnKind.IDS, note="Further schools, with ; between."
        ),
        Column(header="subject", note="What a teacher teaches when no other tab says it."),
        Column(header="grade"),
        Column(header="active_from", kind=ColumnKind.DATE),
        Column(header="active_to", kind=ColumnKind.DATE, note="The last day, if somebody leaves."),
        Column(
            header="external", kind=ColumnKind.YES_NO, note="Yes for people outside the district."
        ),
        Column(
            header="consent",
            kind=ColumnKind.CHOICE,
            allowed=tuple(consent.value for consent in Consent),
            note="Empty is assigned; declined and paused teachers get no event.",
        ),
        Column(header="consent_date", kind=ColumnKind.DATE),
        Column(
            header="works", kind=ColumnKind.WEEKDAYS, note="Empty is every day; or Mon-Wed, Fri."
        ),
        Column(
            header="home_base", kind=ColumnKind.ID, note="The school where a coach's day starts."
        ),
    ),
)

COHORTS = Tab(
    name="Cohorts",
    purpose="A coach with the teachers of one cycle.",
    instead="Series",
    columns=(
        Column(header="cohort_id", kind=ColumnKind.ID, required=True),
        Column(header="structure", kind=ColumnKind.ID, required=True, note="Which kind of cycle."),
        Column(header="coach", kind=ColumnKind.ID, required=True, note="The coach's person_id."),
        Column(header="topic"),
        Column(
            header="subject", note="Visits fall into lessons of this subject; empty is any lesson."
        ),
        Column(header="pd_day", kind=ColumnKind.DATE, note="The PD Day the cycle follows up."),
        Column(
            header="start_week",
            kind=ColumnKind.DATE,
            required=True,
            note="Any date of the first week; pre-cycle visits come before it.",
        ),
        Column(
            header="status",
            kind=ColumnKind.CHOICE,
            allowed=("active", "planned", "proposed", "paused", "cancelled", "done"),
            note="Empty is active.",
        ),
        Column(
            header="members",
            kind=ColumnKind.IDS,
            required=True,
            note="person_ids with ; between.",
        ),
        Column(header="goal_ref", kind=ColumnKind.LINK),
        Column(
            header="prep_ok_per_week",
            kind=ColumnKind.WHOLE_NUMBER,
            note="Prep periods a week the members agreed to give; empty takes the contract's number.",
        ),
    ),
)

AVAILABILITY = Tab(
    name="Availability",
    purpose="When somebody teaches, is free, or can never meet, if there is no timetable.",
    instead="Timetable",
    columns=(
        Column(
            header="person_id",
            kind=ColumnKind.IDS,
            required=True,
            note="One person or several, with ; between.",
        ),
        Column(header="weekday", kind=ColumnKind.WEEKDAYS, note="Monday, or Mon-Fri, or Tue, Thu."),
        Column(header="date", kind=ColumnKind.DATE, note="Instead of a weekday: this date only."),
        Column(header="from", kind=ColumnKind.TIME, required=True),
        Column(header="to", kind=ColumnKind.TIME, required=True),
        Column(
            header="offer",
            kind=ColumnKind.CHOICE,
            required=True,
            allowed=tuple(offer.value for offer in Offer),
        ),
        Column(header="subject", note="What is taught then."),
    ),
)

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
        Column(header="bell_set", kind=ColumnKind.ID, note="A bell_set of the BellSchedules tab."),
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
        Column(header="variant", kind=ColumnKind.ID, note="A variant of the BellSchedules tab."),
        Column(header="note"),
    ),
)

TIMETABLE = Tab(
    name="Timetable",
    purpose="What each teacher does in each block.",
    default="What teachers do comes from the Availability tab.",
    columns=(
        Column(header="person_id", kind=ColumnKind.ID, required=True),
        Column(header="letter", kind=ColumnKind.ID, note="Empty is every day."),
        Column(header="block", kind=ColumnKind.ID, required=True),
        Column(
            header="activity",
            kind=ColumnKind.CHOICE,
            required=True,
            allowed=tuple(doing.value for doing in Doing),
        ),
        Column(header="course", kind=ColumnKind.ID),
        Column(header="subject", note="Empty takes the Courses tab's, then the teacher's."),
        Column(header="room", kind=ColumnKind.ID),
        Column(header="coverable", kind=ColumnKind.YES_NO),
    ),
)

BLACKOUTS = Tab(
    name="Blackouts",
    purpose="Time that must stay free: testing, a principal's date, somebody away.",
    default="There are no blackouts.",
    columns=(
        Column(header="school_id", kind=ColumnKind.ID, note="Empty or ALL is every school."),
        Column(header="person_id", kind=ColumnKind.ID, note="Empty is everybody."),
        Column(header="room", kind=ColumnKind.ID),
        Column(header="grade"),
        Column(header="subject"),
        Column(header="from", kind=ColumnKind.DATE, required=True),
        Column(header="to", kind=ColumnKind.DATE, note="The last day; empty is the same day."),
        Column(header="blocks", kind=ColumnKind.IDS, note="Empty is the whole day."),
        Column(header="reason"),
        Column(header="entered_by"),
    ),
)

PREFERENCES = Tab(
    name="Preferences",
    purpose="Blocks a teacher would rather have, avoid, or never use.",
    default="Nobody has said which blocks to prefer or avoid.",
    columns=(
        Column(header="person_id", kind=ColumnKind.ID, required=True),
        Column(header="block", kind=ColumnKind.ID, required=True),
        Column(header="letter", kind=ColumnKind.ID, note="Empty is every day."),
        Column(
            header="wish",
            kind=ColumnKind.CHOICE,
            required=True,
            allowed=("prefer", "avoid", "never"),
        ),
        Column(header="until", kind=ColumnKind.DATE),
    ),
)

TRAVEL = Tab(
    name="Travel",
    purpose="Minutes from school to school.",
    default="Between any two schools 15 minutes are kept for travel, and 10 more as a buffer.",
    columns=(
        Column(header="from", kind=ColumnKind.ID, required=True),
        Column(header="to", kind=ColumnKind.ID, required=True),
        Column(header="minutes", kind=ColumnKind.WHOLE_NUMBER, required=True),
        Column(header="buffer", kind=ColumnKind.WHOLE_NUMBER, note="Empty is 10."),
    ),
)

SERIES = Tab(
    name="Series",
    purpose="What comes again: partner meetings, rounds, weekly calls.",
    default="There are no rounds, partner meetings or other series.",
    columns=(
        Column(header="series_id", kind=ColumnKind.ID, required=True),
        Column(header="structure", kind=ColumnKind.ID, required=True),
        Column(
            header="step",
            kind=ColumnKind.ID,
            note="Which step of the structure comes again, where it has several.",
        ),
        Column(header="name", kind=ColumnKind.NAME, required=True),
        Column(header="purpose"),
        Column(
            header="cadence",
            kind=ColumnKind.CHOICE,
            allowed=(
                "monthly",
                "weekly",
                "every two weeks",
                "months",
                "occasions",
                "dates",
                "once",
            ),
            note="Empty is the step's own, else monthly, or dates when dates are given.",
        ),
        Column(header="dates", kind=ColumnKind.DATES, note="Dates with ; between."),
        Column(header="from", kind=ColumnKind.DATE),
        Column(header="until", kind=ColumnKind.DATE),
        Column(header="weekday_wish", kind=ColumnKind.WEEKDAYS),
        Column(header="minutes", kind=ColumnKind.WHOLE_NUMBER),
        Column(
            header="modality",
            kind=ColumnKind.CHOICES,
            allowed=tuple(way.value for way in Modality),
            note="One, or several to take in turn.",
        ),
        Column(
            header="roles_required",
            kind=ColumnKind.CHOICES,
            allowed=tuple(role.value for role in Role),
            note="Everybody with one of these roles is invited.",
        ),
        Column(header="invited", kind=ColumnKind.IDS, note="Further person_ids."),
        Column(
            header="quorum", note="How many of a role must be able to come: coach 1; site leader 2."
        ),
        Column(header="place", kind=ColumnKind.ID, note="A school_id."),
        Column(header="rooms", kind=ColumnKind.IDS),
        Column(header="agenda_link", kind=ColumnKind.LINK),
        Column(header="owner", kind=ColumnKind.ID, required=True, note="Who leads it."),
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
    purpose="Rooms that meetings may use.",
    default="Rooms are those the timetable and the series name.",
    columns=(
        Column(header="school_id", kind=ColumnKind.ID, required=True),
        Column(header="room", kind=ColumnKind.ID, required=True),
        Column(header="seats", kind=ColumnKind.WHOLE_NUMBER),
        Column(header="kind"),
    ),
)

SMALL_START = (PEOPLE, COHORTS, AVAILABILITY)

INPUT_TABS = (
    *SMALL_START,
    SCHOOLS,
    BELL_SCHEDULES,
    DAY_CALENDAR,
    TIMETABLE,
    BLACKOUTS,
    PREFERENCES,
    CONTRACT,
    TRAVEL,
    SERIES,
    SETTINGS_TAB,
    COURSES,
    ROOMS,
    *PARTNER_INPUTS,
    *STRUCTURE_TABS,
    *CYCLE_INPUTS,
)
