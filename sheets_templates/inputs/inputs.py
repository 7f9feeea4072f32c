"""The tabs a district fills in, declared once for CSV, XLSX and Google Sheets.

`People`, `Cohorts` and `Availability` are the small start; every other tab says what is assumed while
it is not there.
"""

from scheduler.district import Consent, Modality, Offer, Role
from sheets_templates.books.partners import PARTNER_INPUTS
from sheets_templates.books.program_cycles import CYCLE_INPUTS
from sheets_templates.inputs.inputs_requests import REQUESTS
from sheets_templates.inputs.inputs_school import (
    BELL_SCHEDULES,
    COURSES,
    DAY_CALENDAR,
    ROOMS,
    SCHOOLS,
    TIMETABLE,
    TRAVEL,
)
from sheets_templates.inputs.inputs_settings import CONTRACT, KEPT, SETTINGS_TAB
from sheets_templates.inputs.inputs_structures import STRUCTURE_TABS
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab

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
        Column(
            header="school_id",
            kind=ColumnKind.ID,
            note="Where a teacher teaches.",
            choices_from="Schools.school_id",
        ),
        Column(
            header="other_schools",
            kind=ColumnKind.IDS,
            note="Further schools, with ; between.",
            choices_from="Schools.school_id",
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
            header="home_base",
            kind=ColumnKind.ID,
            note="A coach's own school: its school days count for her.",
            choices_from="Schools.school_id",
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
        Column(
            header="coach",
            kind=ColumnKind.ID,
            required=True,
            note="The coach's person_id.",
            choices_from="People.person_id",
        ),
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
            choices_from="People.person_id",
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
            choices_from="People.person_id",
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
            note="A date's offers take the place of its weekday's; a weekday's never stands on every date.",
        ),
        Column(header="subject", note="What is taught then."),
    ),
)

BLACKOUTS = Tab(
    name="Blackouts",
    purpose="Time that must, or better would, stay free: testing, a principal's date, somebody away.",
    default="There are no blackouts.",
    columns=(
        Column(header="school_id", kind=ColumnKind.ID, note="Empty or ALL is every school."),
        Column(
            header="person_id",
            kind=ColumnKind.ID,
            note="Empty is everybody.",
            choices_from="People.person_id",
        ),
        Column(header="room", kind=ColumnKind.ID),
        Column(header="grade"),
        Column(header="subject"),
        Column(header="from", kind=ColumnKind.DATE, required=True),
        Column(header="to", kind=ColumnKind.DATE, note="The last day; empty is the same day."),
        Column(
            header="blocks",
            kind=ColumnKind.IDS,
            note="Blocks with ; between; empty is the whole day.",
            choices_from="BellSchedules.block",
        ),
        Column(header="reason"),
        KEPT,
        Column(header="entered_by"),
    ),
)

PREFERENCES = Tab(
    name="Preferences",
    purpose="Blocks a teacher would rather have, avoid, or never use.",
    default="Nobody has said which blocks to prefer or avoid.",
    columns=(
        Column(
            header="person_id", kind=ColumnKind.ID, required=True, choices_from="People.person_id"
        ),
        Column(
            header="block", kind=ColumnKind.ID, required=True, choices_from="BellSchedules.block"
        ),
        Column(
            header="weekday",
            kind=ColumnKind.WEEKDAYS,
            note="Empty is every weekday; or Tuesday, or Tue, Thu.",
        ),
        Column(
            header="letter",
            kind=ColumnKind.ID,
            note="Empty is every day.",
            choices_from="DayCalendar.letter",
        ),
        Column(
            header="wish",
            kind=ColumnKind.CHOICE,
            required=True,
            allowed=("prefer", "avoid", "never"),
            note="Never is kept for up to five blocks a teacher, on one weekday or on all; more are only "
            "avoided. Where blocks are preferred, all others of that teacher come after them.",
        ),
        Column(header="until", kind=ColumnKind.DATE),
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
        Column(
            header="invited",
            kind=ColumnKind.IDS,
            note="Further person_ids, with ; between.",
            choices_from="People.person_id",
        ),
        Column(
            header="quorum", note="How many of a role must be able to come: coach 1; site leader 2."
        ),
        Column(
            header="place",
            kind=ColumnKind.ID,
            note="A school_id.",
            choices_from="Schools.school_id",
        ),
        Column(
            header="rooms",
            kind=ColumnKind.IDS,
            note="Rooms with ; between.",
            choices_from="Rooms.room",
        ),
        Column(header="agenda_link", kind=ColumnKind.LINK),
        Column(
            header="owner",
            kind=ColumnKind.ID,
            required=True,
            note="Who leads it.",
            choices_from="People.person_id",
        ),
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
    REQUESTS,
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
