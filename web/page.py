"""What the week page shows, as values: `rows` makes them, `page_html` turns them into one HTML file.

Everything in here is text ready to be read; there is no instant left, no id and no rule.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class State(StrEnum):
    """How far an activity has come, in words that say nothing about anybody's answer or reason."""

    DRAFT = "draft"
    INVITED = "invited"
    ACCEPTED = "accepted"
    FINDING_ANOTHER_TIME = "finding another time"
    KEPT = "kept as it is"
    HELD = "held"


class Change(StrEnum):
    """What happened to an activity since the week was last published."""

    NONE = ""
    NEW = "new"
    MOVED = "moved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One activity in the grid. `kind` is the word shown, `tone` the name of its colour.

    `starts` is the machine-readable local start, `time` the words, like '9:20-10:05 AM'. `about` holds
    grade, room and week of the cycle in this order; `label` is for what a group meets about.
    """

    time: str
    starts: str
    kind: str
    tone: str
    who: str
    about: tuple[str, ...] = ()
    label: str = ""
    change: Change = Change.NONE
    moved_from: str = ""
    state: State = State.DRAFT
    link: str = ""
    page: str = ""
    """Where more is told of it, on the site."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A stretch of a day at one school; `drive` is the minutes on the road to get there, 0 for none."""

    school: str
    cards: tuple[Card, ...]
    drive: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One coach's day, or what everybody shares on that day."""

    stops: tuple[Stop, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What a week asks of one coach; `drive` is minutes on the road between schools."""

    visits: int = 0
    debriefs: int = 0
    others: int = 0
    drive: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the grid: a coach, or the shared events; `load` is None where it is not told.

    `focus` holds the published labels of the coach's weeks, like 'Week 4: Student learning analysis'.
    """

    anchor: str
    name: str
    base: str
    cells: tuple[Cell, ...]
    load: Load | None = None
    focus: tuple[str, ...] = ()
    shared: bool = False
    person: str = ""
    page: str = ""

    @property
    def empty(self) -> bool:
        return not any(cell.stops for cell in self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class DayHead:
    """A column's heading: the day, and what is special about it ('Holiday', 'B day')."""

    date: date
    note: str = ""
    closed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """One grid. `monday` names it; `days` are its columns, Monday to Friday and any day that is used."""

    monday: date
    days: tuple[DayHead, ...]
    shared: tuple[Row, ...]
    coaches: tuple[Row, ...]
    placed: int
    open: int
    moved: int = 0

    @property
    def anchor(self) -> str:
        return f"week-{self.monday.isoformat()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One thing that may be answered, and the page on which it is said."""

    word: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedsYou:
    """Something a person has to decide: what is so, why, and one thing to do about it.

    `answers` stand beside a question that is asked once.
    """

    says: str
    because: tuple[str, ...] = ()
    fix: str = ""
    command: str = ""
    page: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """The line of four; `moved` is None where nothing was published before.

    `conflicts` take the place of `mailed` on the site; None where nobody compared with the calendar yet.
    """

    placed: int
    wanted: int
    needs_you: int
    moved: int | None
    mailed: int
    conflicts: int | None = None
    compares: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Freshness:
    """When the page was made and when its data was read, in words; `stale` asks for a warning."""

    made: str = ""
    read: str = ""
    stale: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekPage:
    """The whole page; `gone` names what was published before and is no longer there."""

    district: str
    numbers: Numbers
    weeks: tuple[Week, ...]
    needs_you: tuple[NeedsYou, ...] = ()
    gone: tuple[str, ...] = ()
    assumptions: tuple[str, ...] = ()
    freshness: Freshness = Freshness()
    """Nothing said about either moment."""
