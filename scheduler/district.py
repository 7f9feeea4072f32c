"""What a school district tells us: people, bells, days, timetables, limits.

A `District` is the whole input as one immutable value, read from tabs (`sheets_templates.reading.parse`) or
generated (`scheduler.demo.made_up`), never changed. Wall times here are school-local; they become instants in
`schoolday` only.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import StrEnum
from typing import TYPE_CHECKING

from scheduler.engagement import Engagement
from scheduler.ids import CohortId as CohortId  # noqa: PLC0414 - mypy asks it of what is passed on
from scheduler.ids import PersonId as PersonId  # noqa: PLC0414 - as above
from scheduler.ids import SchoolId as SchoolId  # noqa: PLC0414 - as above
from scheduler.ids import SeriesId as SeriesId  # noqa: PLC0414 - as above
from scheduler.limits import Limits as Limits  # noqa: PLC0414 - mypy asks it of what is passed on
from scheduler.request import Request
from scheduler.structures.own_week import OwnWeek
from scheduler.structures.units import Practice, Unit

if TYPE_CHECKING:
    from scheduler.partners.people import Partner, PartnerDate


EVERYWHERE = SchoolId("ALL")
"""The word that `DayCalendar` and `Blackouts` use for every school."""


class Role(StrEnum):
    """Who somebody is in the district's professional learning."""

    COACH = "coach"
    TEACHER = "teacher"
    SITE_LEADER = "site leader"
    DISTRICT_LEADER = "district leader"
    TEACHER_LEADER = "teacher leader"
    EXTERNAL_PARTNER = "external partner"
    ASSOCIATION = "association"
    BOARD = "board"
    COMMUNITY = "community"
    SUB_COORDINATOR = "sub coordinator"


class Consent(StrEnum):
    """Whether a teacher takes part; declined and paused teachers get no event at all."""

    VOLUNTEERED = "volunteered"
    ASSIGNED = "assigned"
    DECLINED = "declined"
    PAUSED = "paused"

    @property
    def takes_part(self) -> bool:
        return self in (Consent.VOLUNTEERED, Consent.ASSIGNED)


class BlockKind(StrEnum):
    """What a bell schedule says a block is for."""

    TEACH = "teach"
    LUNCH = "lunch"
    PLC = "plc"
    DUTY = "duty"
    PASSING = "passing"
    CONTRACT = "contract"
    """Not a block but the span of the contract day: what is inside it and outside blocks is before or
    after school."""


class Doing(StrEnum):
    """What a teacher's timetable says she does in a block."""

    TEACH = "teach"
    PREP = "prep"
    LUNCH = "lunch"
    DUTY = "duty"
    PLC = "plc"
    FREE = "free"
    """Neither taught nor protected: may be used for coaching."""


class DayType(StrEnum):
    """What kind of day a date is; only the first four have bells."""

    SCHOOL = "school"
    EARLY_RELEASE = "early release"
    DELAY = "delay"
    TESTING = "testing"
    HOLIDAY = "holiday"
    CLOSED = "closed"
    PD = "pd"

    @property
    def has_school(self) -> bool:
        return self not in (DayType.HOLIDAY, DayType.CLOSED, DayType.PD)


class Offer(StrEnum):
    """What an `Availability` row says about a stretch of somebody's time."""

    TEACHING = "teaching"
    FREE = "free"
    NEVER = "never"


class Modality(StrEnum):
    """How people meet."""

    IN_PERSON = "in person"
    VIRTUAL = "virtual"
    HYBRID = "hybrid"


@dataclass(frozen=True, slots=True, kw_only=True)
class School:
    id: SchoolId
    name: str
    level: str = ""
    address: str = ""
    principal_email: str = ""
    bell_set: str = ""
    cluster: str = ""
    equity_flag: str = ""
    teams_start: date | None = None
    """From when its learning teams meet (R-LT-2)."""
    readiness: str = ""
    """Where the school begins, in the leader's words; its training says it (R-LT-6)."""
    names_teachers: bool = False
    """Whether its partnership lets the principal's workbook name teachers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody whose time we need; `works` lists weekdays (Monday 0), empty for every weekday.

    `active_from` and `active_to` are inclusive dates, None for open.
    """

    id: PersonId
    name: str
    email: str
    role: Role
    school: SchoolId | None = None
    other_schools: tuple[SchoolId, ...] = ()
    subject: str = ""
    grade: str = ""
    active_from: date | None = None
    active_to: date | None = None
    external: bool = False
    consent: Consent = Consent.ASSIGNED
    consent_date: date | None = None
    works: tuple[int, ...] = ()
    home_base: SchoolId | None = None

    def active_on(self, day: date) -> bool:
        return (self.active_from is None or self.active_from <= day) and (
            self.active_to is None or day <= self.active_to
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class BellBlock:
    """One row of `BellSchedules`; `end` is exclusive and after `start`."""

    bell_set: str
    variant: str
    block: str
    start: time
    end: time
    kind: BlockKind
    grade_band: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarDay:
    """One row of `DayCalendar`: what a date is at one school, or at `EVERYWHERE`."""

    date: date
    school: SchoolId = EVERYWHERE
    day_type: DayType = DayType.SCHOOL
    letter: str = ""
    variant: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lesson:
    """One row of `Timetable`: what somebody does in a block on days of a letter ('' for every letter)."""

    person: PersonId
    letter: str
    block: str
    doing: Doing
    course: str = ""
    subject: str = ""
    room: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AvailabilityRow:
    """One row of `Availability`, on a weekday (Monday 0) or on one date, from `start` up to `end`."""

    person: PersonId
    weekday: int | None
    date: date | None
    start: time
    end: time
    offer: Offer
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Blackout:
    """Time that must stay free, or is better left free (`soft`); `first` and `last` are inclusive. Empty
    `blocks`, `person`, `room`, `grade` or `subject` means the whole day, everybody, or all of them."""

    school: SchoolId = EVERYWHERE
    person: PersonId | None = None
    room: str = ""
    grade: str = ""
    subject: str = ""
    first: date
    last: date
    blocks: tuple[str, ...] = ()
    reason: str = ""
    soft: bool = False
    calls: bool = False
    """Whether the person still leads what goes by call."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Travel:
    """Minutes between two schools, in the direction given, and the buffer to add."""

    origin: SchoolId
    destination: SchoolId
    minutes: int
    buffer: int = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class GateState:
    """One row of `Gates`: where a school stands with a gate; `met_on` None is not met yet."""

    school: SchoolId
    gate: str
    due: date | None = None
    met_on: date | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cohort:
    """A coach with the teachers of one cycle; week 1 is the school week that holds `start_week`.

    A row of `Teams` is one as well: with a `school`, its facilitator as coach.
    """

    id: CohortId
    structure: str
    coach: PersonId
    topic: str
    start_week: date
    members: tuple[PersonId, ...]
    pd_day: date | None = None
    status: str = "active"
    subject: str = ""
    prep_ok_per_week: int | None = None
    """Prep periods a week each member agreed to give; None takes the contract's number, 0 forbids."""
    school: SchoolId | None = None
    grade: str = ""
    leaders: tuple[PersonId, ...] = ()
    """School leaders who come if they can, prepared as everybody else (R-CP-9)."""
    demonstrators: tuple[PersonId, ...] = ()
    """Who is willing to demonstrate, next turn first; empty is every member."""
    units: tuple[Unit, ...] = ()
    practices: tuple[Practice, ...] = ()
    until: date | None = None
    own_weeks: tuple[OwnWeek, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """Something that comes again: a monthly partner meeting, rounds, a weekly call.

    `cadence` is 'monthly', 'weekly', 'dates' or 'once'; `dates` are used when it is 'dates' or 'once'.
    `quorum` counts how many of each role must be able to come.
    """

    id: SeriesId
    structure: str
    name: str
    owner: PersonId
    purpose: str = ""
    cadence: str = "monthly"
    dates: tuple[date, ...] = ()
    first: date | None = None
    last: date | None = None
    weekday_wish: int | None = None
    minutes: int | None = None
    modality: tuple[Modality, ...] = (Modality.IN_PERSON,)
    """One entry for always the same, several to take in turn."""
    invited: tuple[PersonId, ...] = ()
    quorum: tuple[tuple[Role, int], ...] = ()
    place: SchoolId | None = None
    rooms: tuple[str, ...] = ()
    agenda_link: str = ""
    step: str = ""
    """The step of the structure that comes again; '' is each of its steps for series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Preference:
    """One row of `Preferences`: a block a teacher would rather have, avoid, or never use; on one `weekday`
    (Monday 0) or, None, on all."""

    person: PersonId
    block: str
    weekday: int | None = None
    letter: str = ""
    wish: str = "avoid"
    until: date | None = None

    def holds_on(self, day: date, letter: str) -> bool:
        """Whether the wish is about a date with that letter."""
        if self.weekday not in (None, day.weekday()):
            return False
        return self.letter in ("", letter) and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class SchoolYear:
    """First and last day of the year, both inclusive, and the zone of the wall clocks (IANA)."""

    first: date
    last: date
    zone: str = "America/New_York"


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """Settings about how the district works rather than what the contract says.

    `day_start` and `day_end` bound the working day of people without bells, wall time; between
    `evening_from` and `evening_to` an evening with families and community is looked for.
    `rowless` is what a teacher does in a teaching block for which the timetable has no row.
    """

    day_start: time = time(7, 30)
    day_end: time = time(16, 0)
    rowless: Doing = Doing.PREP
    publish_weekday: int = 4
    publish_at: time = time(15, 30)
    evening_from: time = time(17, 30)
    evening_to: time = time(20, 0)
    quiet_from: time = time(17, 0)
    quiet_to: time = time(7, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Busy:
    """A stretch taken from somebody's own calendar, aware UTC, half-open; never with a title."""

    person: PersonId
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class District:
    """The whole input; every id that a field mentions exists (the reader checks this)."""

    name: str
    year: SchoolYear
    schools: Mapping[SchoolId, School]
    people: Mapping[PersonId, Person]
    cohorts: tuple[Cohort, ...] = ()
    series: tuple[Series, ...] = ()
    bells: tuple[BellBlock, ...] = ()
    days: tuple[CalendarDay, ...] = ()
    timetable: tuple[Lesson, ...] = ()
    availability: tuple[AvailabilityRow, ...] = ()
    blackouts: tuple[Blackout, ...] = ()
    preferences: tuple[Preference, ...] = ()
    requests: tuple[Request, ...] = ()
    travel: tuple[Travel, ...] = ()
    partners: "tuple[Partner, ...]" = ()
    partner_dates: "tuple[PartnerDate, ...]" = ()
    engagement: Engagement = field(default_factory=Engagement)
    gates: tuple[GateState, ...] = ()
    limits: Limits = field(default_factory=Limits)
    habits: Habits = field(default_factory=Habits)
    assumptions: tuple[str, ...] = ()
    """Sentences about defaults that were used because a tab or a column was not there."""
