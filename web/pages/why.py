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
class Explained:
    """`stops` in order of time, `more` counts those not listed. `lost` says what took whole stretches away
    before any time was tried."""

    why: str = ""
    stops: tuple[Stop, ...] = ()
    lost: tuple[str, ...] = ()
    options: tuple[str, ...] = ()
    offers: tuple[Offer, ...] = ()
    more: int = 0
