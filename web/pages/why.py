"""Why an activity has its time, what stops the others, and what would make room: as values to show."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Stop:
    """A stretch in which it could have stood, and the one thing that stops it there first."""

    when: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A time it could have while everything else stays; `start` is aware UTC, `when` its words."""

    start: datetime
    when: str
    says: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """A change that was tried and gives it a time; `effects` is everything that comes with it."""

    says: str
    when: str
    effects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Searched:
    """What was found out about something without a time: an answer in a sentence, the `facts` that leave it
    none together, and what would give it one."""

    says: str
    facts: tuple[str, ...] = ()
    ways: tuple[Way, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """`stops` in order of time, `more` counts those not listed. `lost` says what took whole stretches away
    before any time was tried. `searched` is None until somebody has asked for it.
    """

    why: str = ""
    stops: tuple[Stop, ...] = ()
    lost: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    more: int = 0
    searched: Searched | None = None
