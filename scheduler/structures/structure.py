"""A `Structure` is the template of professional learning: weeks with labels, and the steps in them.

It names no person and no date; `expand` binds it to a cohort or a series. Cohorts may tailor it
(R-CLC-1): `tailoring.tailored` gives the structure as one cohort uses it; `contradictions` says what in
one cannot be.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from scheduler.district import CohortId, Limits, Modality, Role
from scheduler.model import Container, Kind
from scheduler.structures.actions import Action
from scheduler.structures.edges import Edge
from scheduler.structures.gates import Gate
from scheduler.structures.measures import Measure
from scheduler.structures.prework import PreWork


class Per(StrEnum):
    """What a step happens once for, in each of its weeks."""

    TEACHER = "teacher"
    COHORT = "cohort"
    SERIES = "series"
    """Once for each date or month of a row of the Series tab; such a step has no weeks."""
    UNIT = "unit"
    """Once for each unit of a team, in the step's own window."""
    TASK = "task"
    """Once for each task of a team whose work is read, assessments among them."""
    UNIT_WEEK = "unit week"
    """Once for each school week in which a unit is taught."""

    @property
    def has_weeks(self) -> bool:
        return self in (Per.TEACHER, Per.COHORT)


class Who(StrEnum):
    """Who of a cohort takes part, beside the one who leads it."""

    MEMBERS = "members"
    HOST = "host"
    """Only the member whose turn it is to demonstrate."""


class Cover(StrEnum):
    """Who may be released from a class of their own, so that the class needs cover (R-CCL-4)."""

    NOBODY = "nobody"
    OBSERVERS = "observers"
    EVERYBODY = "everybody"


class Notice(StrEnum):
    """Which of the contract's notice periods a step needs; the value is the name of the limit."""

    NONE = ""
    RUNNING_VISIT = "notice_running_visit"
    VISIT = "notice_visit"
    AFTER_SCHOOL = "notice_after_school"
    SESSION = "notice_session"
    ROUND = "notice_round"

    def school_days(self, limits: Limits) -> int:
        """School days from publishing to the event; Friday to Monday is 1."""
        match self:
            case Notice.NONE:
                return 0
            case Notice.RUNNING_VISIT:
                return limits.notice_running_visit
            case Notice.VISIT:
                return limits.notice_visit
            case Notice.AFTER_SCHOOL:
                return limits.notice_after_school
            case Notice.SESSION:
                return limits.notice_session
            case Notice.ROUND:
                return limits.notice_round


@dataclass(frozen=True, slots=True, kw_only=True)
class Follows:
    """This step comes after `step` of the same week, for the same teacher where both have one.

    `school_days` bounds how much later it may start (0 is the same day); `contract_debrief` takes that
    number from the contract instead. `soft` only asks. `weeks` empty means every week both are in.
    """

    step: str
    school_days: int | None = None
    contract_debrief: bool = False
    soft: bool = False
    weeks: tuple[int, ...] = ()
    weeks_before: int = 0
    """How many weeks earlier that step is; 0 is the same week."""
    gap_minutes: int | None = None
    """Minutes at most between its end and this start, so that both stand together."""

    def holds_in(self, week: int | None) -> bool:
        return not self.weeks or week in self.weeks

    def at_most(self, limits: Limits) -> int | None:
        """School days within which it must start, None without such a bound."""
        return limits.debrief_school_days if self.contract_debrief else self.school_days


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One week of the cycle and what it is about; week 0 is the pre-cycle (R-CLC-15)."""

    number: int
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurs:
    """How a step per series comes again where its row does not say.

    `months` are the months of 'months', in which it stands once each. `ends` says that the template names
    its end: `until`, a month and day, or None for the end of the school year.
    """

    cadence: str = ""
    months: tuple[int, ...] = ()
    ends: bool = False
    until: tuple[int, int] | None = None
    occasions: tuple[str, ...] = ()
    """Words of DayCalendar notes: it stands on the days so named, in this order (R-LT-7)."""

    def last(self, first: date, last: date) -> date:
        """The last date of a year from `first` to `last`."""
        if self.until is None:
            return last
        month, day = self.until
        here = date(
            first.year if (month, day) >= (first.month, first.day) else last.year, month, day
        )
        return min(here, last)


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A form people answer: opens with the last school day of `week`, closes `open_days` later."""

    name: str
    title: str
    week: int
    open_days: int = 5
    questions: tuple[str, ...] = ()
    link: str = ""
    """The form it is answered in; without one the questions stand in a tab."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One thing that happens in each of `weeks`. One name may stand for several steps, in other weeks.

    Minutes are `minutes`, more for each member of the cohort and for each room of a round;
    `minutes_min` below that lets a visit shrink to the lesson it falls into. `teaching` says that it
    happens in a taught period of the teacher; everybody else who teaches must be in one of `inside`,
    the earlier the better.
    """

    name: str
    kind: Kind
    minutes: int
    per: Per = Per.TEACHER
    weeks: tuple[int, ...] = ()
    minutes_per_member: int = 0
    minutes_per_room: int = 0
    minutes_min: int | None = None
    inside: tuple[Container, ...] = ()
    teaching: bool = False
    modality: Modality = Modality.IN_PERSON
    after: tuple[Follows, ...] = ()
    notice: Notice = Notice.NONE
    worth: int = 100
    spacing_days: int = 0
    """Days that lie at least between two monthly occurrences."""
    on_school_days: bool = True
    """Whether a date without students is refused, as classrooms are visited."""
    happens: tuple[str, ...] = ()
    """What happens, published: the same for everybody, about nobody."""
    bring: str = ""
    bring_days: int | None = None
    """School days before the event by which what is brought must be ready."""
    artifacts: tuple[str, ...] = ()
    """What it leaves behind, to be tracked, such as a coaching plan (R-CLC-18)."""
    modalities: tuple[Modality, ...] = ()
    """Several, taken in turn; empty is always `modality`."""
    opens: Edge | None = None
    closes: Edge | None = None
    """The window of a step that no week gives one; both days belong to it."""
    who: Who = Who.MEMBERS
    rotates: bool = False
    """Members take turns as host: it stands in a lesson of the one whose turn it is (R-CCL-6)."""
    cover: Cover = Cover.NOBODY
    prework: tuple[PreWork, ...] = ()
    invites: tuple[Role, ...] = ()
    """Everybody of these roles is invited: at the team's school, for a series in the district."""
    quorum: tuple[tuple[Role, int], ...] = ()
    recurs: Recurs = field(default_factory=Recurs)
    needs: tuple[str, ...] = ()
    """What its row of Series has to say: 'venue' or 'link' (R-LT-10)."""
    link: str = ""
    """The protocol or agenda of the step (R-CP-11)."""
    questions: tuple[str, ...] = ()
    """What a team is asked about its own context before it begins (R-CP-22)."""

    def modality_at(self, turn: int) -> Modality:
        """How its occurrence number `turn`, from 0, meets."""
        return self.modalities[turn % len(self.modalities)] if self.modalities else self.modality

    def length(self, *, members: int = 0, rooms: int = 0) -> int:
        """Minutes for so many cohort members or rooms."""
        return self.minutes + self.minutes_per_member * members + self.minutes_per_room * rooms


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What one cohort does otherwise in one week (R-CLC-1).

    `label` renames the week. With a `step`, `minutes` sets its length and `happens` adds it to the week
    (True) or takes it out (False).
    """

    week: int | None
    """None is every week, and a step that has none."""
    label: str = ""
    step: str = ""
    minutes: int | None = None
    happens: bool | None = None
    text: tuple[str, ...] = ()
    bring: str | None = None
    link: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """A template. A school week with fewer than `week_needs` school days moves the cycle by a week."""

    name: str
    title: str
    steps: tuple[Step, ...]
    weeks: tuple[Week, ...] = ()
    week_needs: int = 3
    smallest: int = 1
    largest: int = 60
    """Members a cohort should have at least and at most; outside it is said, not refused."""
    repeats: bool = False
    """Whether the weeks begin again from week 1 until the cohort's last day or the year's."""
    gates: tuple[Gate, ...] = ()
    measures: tuple[Measure, ...] = ()
    actions: tuple[Action, ...] = ()
    pd_before_week: int | None = None
    """The week whose session follows up the PD day, so that the PD day comes before it (R-CLC-14)."""
    surveys: tuple[Survey, ...] = ()
    overrides: Mapping[CohortId, tuple[Override, ...]] = field(default_factory=dict)

    @property
    def starts_with_its_school(self) -> bool:
        """Whether its teams begin on the day their school does: those that go round and round behind gates
        (R-LT-2)."""
        return self.repeats and any(gate.hard for gate in self.gates)

    def base(self, week: int) -> int:
        """The week of the template that a week of the cycle is; another one only where it repeats."""
        counted = [found.number for found in self.weeks if found.number > 0]
        if not self.repeats or week <= 0 or not counted:
            return week
        return counted[(week - 1) % len(counted)]

    def label(self, week: int) -> str:
        """What the week is about, in full."""
        base = self.base(week)
        return next((found.label for found in self.weeks if found.number == base), "")

    def steps_in(self, week: int) -> tuple[Step, ...]:
        base = self.base(week)
        return tuple(step for step in self.steps if base in step.weeks)

    def turn(self, name: str, week: int) -> int:
        """Which occurrence of the step of that name a week holds, counted from 0."""
        return sum(1 for earlier in range(week) if self.step_in(name, earlier))

    def step_in(self, name: str, week: int) -> Step | None:
        """The step of that name in that week; a structure has one at most."""
        return next((step for step in self.steps_in(week) if step.name == name), None)

    def per_series(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.per is Per.SERIES)
