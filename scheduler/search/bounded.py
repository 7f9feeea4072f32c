"""What is asked about groups of a search and what is known of them: values, before OR-Tools is there.

They go out to processes and come back, and whoever asks needs no solver for it.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import inf

from scheduler.model import Activity, ActivityId, Slot
from scheduler.search.groups import Group, Shares, SiteDay

LEAST = 0.1
"""Seconds a group gets even when the time is over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a group costs at least, and what the search found for it; `value` is None where it found nothing.

    `days` are the days at schools that what it found needs, `slots` its times. With `none` no choice keeps
    every rule.
    """

    bound: int
    value: int | None = None
    days: frozenset[SiteDay] = frozenset()
    slots: Mapping[ActivityId, Slot] = field(default_factory=dict)
    effort: float = 0.0
    seconds: float = 0.0
    none: bool = False

    @property
    def open(self) -> float:
        """How much more it could turn out to cost at least; 0 where that is known exactly."""
        return inf if self.value is None else self.value - self.bound

    def with_more(self, other: "Answer") -> "Answer":
        """Both together: two answers to the same question, the other found with more work."""
        best = other if other.value is not None else self
        return replace(best, bound=max(self.bound, other.bound))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What a group leaves out at least, in worth; what it costs at least; what of that is no choice.

    `price` holds for these `shares`, so all groups' are taken together or none; `answer` is what was found.
    """

    left_out: int = 0
    price: int = 0
    unavoidable: int = 0
    effort: float = 0.0
    shares: Shares = field(default_factory=dict)
    answer: Answer = field(default_factory=lambda: Answer(bound=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """Groups in order of time, and what is `known` of them from an earlier look.

    `effort` is the deterministic time for all of them together, `seconds` what they may take by the wall.
    """

    groups: tuple[Group, ...]
    effort: float
    seconds: float
    known: tuple[Bound, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What is known of a chain's groups; `done` where more work would not prove more."""

    groups: tuple[Bound, ...]
    done: bool

    @property
    def effort(self) -> float:
        return sum(one.effort for one in self.groups)

    @property
    def price(self) -> int:
        return sum(one.price for one in self.groups)


Judged = tuple[Group, Bound]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What is known of a group of shared events, which comes first, and of the weeks that count for them.

    `effort` is the deterministic time for all their times, `each` the least that one look may take.
    """

    counts: tuple[Judged, ...]
    effort: float
    each: float
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Tried:
    """What they add at least, in points, and the work to learn that."""

    adds: int = 0
    effort: float = 0.0


def trials_of(known: Sequence[Judged]) -> list[tuple[Judged, ...]]:
    """Each group of shared events with the weeks beside which they stand; those of most weeks first.

    A week beside which events of two groups may stand counts for one of them.
    """
    own = {one.id: number for number, (group, _) in enumerate(known) for one in _shared(group)}
    beside: dict[int, list[int]] = defaultdict(list)
    for number, (group, _) in enumerate(known):
        for home in sorted({own[one.id] for one in group.beside}):
            beside[home].append(number)
    taken: set[int] = set()
    found: list[tuple[Judged, ...]] = []
    for home in sorted(beside, key=lambda home: (-len(beside[home]), home)):
        free = [number for number in beside[home] if number not in taken]
        if free:
            found.append(tuple(known[number] for number in (home, *free)))
        taken.update(free)
    return found


def _shared(group: Group) -> Iterator[Activity]:
    return (one for one in group.search.activities if one.shared)
