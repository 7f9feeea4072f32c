"""The words of a schedule: Activity, Slot, Schedule, Unplaced.

Instants are aware UTC, spans half-open. An `Activity` is what has to happen, a `Slot` when and where
it does; the `Schedule` joins the two and names what found no slot.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import NewType

from scheduler.district import CohortId, Modality, PersonId, Role, SchoolId, SeriesId
from scheduler.kind import Kind as Kind  # noqa: PLC0414 - mypy asks it of what is passed on
from scheduler.structures.gates import Barrier
from scheduler.structures.prework import Assigned

ActivityId = NewType("ActivityId", str)
"""Stable over runs: structure, cohort or series, week, kind, teacher - never the time."""


class Container(StrEnum):
    """Kinds of a teacher's time, in the words of the contract."""

    TEACHING = "teaching"
    PLC = "plc"
    EARLY_RELEASE = "early release"
    FREE = "free"
    BEFORE_SCHOOL = "before school"
    AFTER_SCHOOL = "after school"
    PREP = "prep"
    WORKDAY = "workday"
    """Any working time; for people without a bell schedule."""
    EVENING = "evening"
    """After the contract day, where a step asks for it: the settings say from when to when."""
    STAFF_DAY = "staff day"
    """A day on which staff works and no students come, such as one of the pre-service week."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The dates on which an activity may stand: `first` inclusive, `last` inclusive."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a window cannot end {self.last} before it begins {self.first}")

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True, kw_only=True)
class After:
    """This activity starts when `earlier` has ended, at most `school_days` later (0 is the same day).

    `school_days` None sets no end. `soft` only asks: being earlier costs, it is not refused. `gap_minutes`
    is how long after its end this may start at most, None for any time.
    """

    earlier: ActivityId
    school_days: int | None = None
    soft: bool = False
    gap_minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """A step bound to people and to a window of dates.

    `required` is everybody who must be there, the leader first. `teaching` names the one whose taught
    period of `subject` it must fall into (a visit); everybody else who teaches must be in one of the
    containers `inside`, the earlier the better. `minutes_min` below `minutes` lets a visit shrink to the
    period it falls into. `worth` is the price of leaving it out.
    """

    id: ActivityId
    kind: Kind
    structure: str
    label: str
    leader: PersonId
    required: tuple[PersonId, ...]
    minutes: int
    window: Window
    minutes_min: int | None = None
    invited: tuple[PersonId, ...] = ()
    """People who come if they can; `quorum` says how many of each role must be able to."""
    quorum: tuple[tuple[Role, int], ...] = ()
    cohort: CohortId | None = None
    series: SeriesId | None = None
    week: int | None = None
    teaching: PersonId | None = None
    subject: str = ""
    inside: tuple[Container, ...] = ()
    school: SchoolId | None = None
    """Where it happens; None for a remote one, or where the people are all of one school."""
    rooms: tuple[str, ...] = ()
    modality: Modality = Modality.IN_PERSON
    after: tuple[After, ...] = ()
    notice: int = 0
    """School days from publishing to the event."""
    weekday_wish: int | None = None
    worth: int = 100
    bring: str = ""
    """What to bring or prepare, the same for everybody; '' when there is nothing."""
    bring_days: int | None = None
    """School days before the event by which it must be ready; None sets no deadline."""
    happens: tuple[str, ...] = ()
    """What happens there, published: the same for everybody, about nobody."""
    artifacts: tuple[str, ...] = ()
    """What it leaves behind, to be tracked, such as a coaching plan."""
    link: str = ""
    prework: tuple[Assigned, ...] = ()
    barriers: tuple[Barrier, ...] = ()
    """Gates that must be met before it may stand (R-LT-5)."""

    @property
    def people(self) -> tuple[PersonId, ...]:
        """Required first, then invited, each once."""
        return tuple(dict.fromkeys((*self.required, *self.invited)))

    @property
    def shared(self) -> bool:
        """Whether it belongs to no single coach's week: rounds, partner meetings and other series."""
        return self.series is not None


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Slot:
    """An instant (aware UTC), a length, a place.

    `container` is the least convenient container any teacher in it is in; `coming` lists the invited
    people who can come at that time.
    """

    start: datetime
    minutes: int
    school: SchoolId | None = None
    room: str = ""
    block: str = ""
    container: Container = Container.WORKDAY
    coming: tuple[PersonId, ...] = ()

    def __post_init__(self) -> None:
        if self.start.utcoffset() != timedelta(0):
            raise ValueError("a slot starts at an aware UTC instant")
        if self.minutes <= 0:
            raise ValueError("a slot lasts at least a minute")

    @property
    def end(self) -> datetime:
        return self.start + timedelta(minutes=self.minutes)

    def overlaps(self, other: "Slot") -> bool:
        return self.start < other.end and other.start < self.end


class Half(StrEnum):
    """Half of a school day, before the clock times of it are known."""

    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Hold:
    """A tentative date and half day for an activity, without clock times; never an event."""

    day: date
    half: Half
    activity: ActivityId


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One thing that stands in the way, in school words; `rule` is the name of the rule.

    `count` is how many times it took away, `sample` one of them as text.
    """

    rule: str
    says: str
    count: int = 0
    sample: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """An activity that found no slot, and why: at most six reasons, the strongest first."""

    activity: ActivityId
    reasons: tuple[Reason, ...]
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A slot that must be kept (a hand edit, a lock, something already sent), and who said so."""

    activity: ActivityId
    slot: Slot
    because: str = ""


HELD_HALF = "the other half of the day is held for it"
"""Why a time is not offered that nobody declined."""
NOT_THEN = "its coach asked for another time"
"""Why a time is ruled out, or a day, that nobody declined either."""
ASKED_FOR = "its coach asked for this time"
"""Why something is fixed where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """A time that must not be offered again for this activity (a declined one); half-open, aware UTC."""

    activity: ActivityId
    start: datetime
    end: datetime
    because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What is known about one part of the search; `bound` only where it holds for that part."""

    part: str
    value: int
    bound: int | None
    proven: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Activities with slots, and those without; `price` is the referee's, in points by term.

    `holds` keep dates for activities that have no slot yet, in order of time.
    """

    activities: Mapping[ActivityId, Activity]
    placed: Mapping[ActivityId, Slot]
    unplaced: tuple[Unplaced, ...] = ()
    price: Mapping[str, int] = field(default_factory=dict)
    proofs: tuple[Proof, ...] = ()
    seed: int = 0
    holds: tuple[Hold, ...] = ()

    def people_at(self, activity: ActivityId) -> tuple[PersonId, ...]:
        """Who will be there: the required people and the invited ones who can come at that time."""
        found = self.activities[activity]
        return tuple(dict.fromkeys((*found.required, *self.placed[activity].coming)))
