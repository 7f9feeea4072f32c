"""Other whole schedules for the same weeks, each really another one and not much dearer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from scheduler.advice.rule_price import Finds, Side, side_of
from scheduler.model import NOT_THEN, ActivityId, Exclusion
from scheduler.prices.left_out import TERM as LEFT_OUT
from scheduler.search.partition import Search

LEAST = 3
"""Activities at other times than in each schedule told before, at least."""
DEARER = 4
"""One part in so many dearer than the first, at most."""
ALLOWED = 20
"""Points that another schedule may be dearer in any case: two drives."""
TRIES = 3
"""Searches for one schedule: each asks for fewer other times than the one before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Other:
    """One of the schedules; `differs` is the fewest activities at other times against any told before,
    `dearer` the points beyond the first, below nought what it saves."""

    side: Side
    differs: int
    dearer: int


def other_weeks(
    search: Search, find: Finds, count: int, *, least: int = LEAST
) -> tuple[Other, ...]:
    """The schedule found as usual, and up to `count` - 1 others that leave out no more.

    Fewer where there are no more of that kind. Each keeps every rule by the referee, without regard to how
    it was asked for.
    """
    first = side_of(search, find(search).schedule)
    if first is None:
        return ()
    told = [Other(side=first, differs=0, dearer=0)]
    for turn in range(1, count):
        found = next(_tried(search, find, told, turn, least), None)
        if found is None:
            break
        told.append(found)
    return tuple(told)


def _tried(
    search: Search, find: Finds, told: Sequence[Other], turn: int, least: int
) -> Iterator[Other]:
    """Searches in which more, then fewer activities may not stand where they stood in any told before."""
    free = _free(search, told[0].side)
    free = [*free[turn % 2 :: 2], *free[1 - turn % 2 :: 2]]  # every second one of all coaches first
    size = max(least, len(free) // 2)
    for _ in range(TRIES):
        found = find(
            replace(search, exclusions=(*search.exclusions, *_kept_from(told, free[:size])))
        )
        side = side_of(search, found.schedule)
        other = _compared(side, told) if side is not None else None
        if other is not None and other.differs >= least and _good_enough(other, told[0]):
            yield other
        if size == least:
            return
        size = max(least, size // 2)


def _free(search: Search, first: Side) -> list[ActivityId]:
    """What was found a time for and is not fixed."""
    fixed = {pin.activity for pin in search.pins}
    return sorted(first.placed - fixed)


def _kept_from(told: Sequence[Other], away: Sequence[ActivityId]) -> Iterator[Exclusion]:
    for other in told:
        for key in away:
            if slot := other.side.schedule.placed.get(key):
                yield Exclusion(activity=key, start=slot.start, end=slot.end, because=NOT_THEN)


def _compared(side: Side, told: Sequence[Other]) -> Other:
    return Other(
        side=side,
        differs=min(_differing(side, one.side) for one in told),
        dearer=side.verdict.total - told[0].side.verdict.total,
    )


def _differing(one: Side, other: Side) -> int:
    """Activities that stand at different starts, or in one of the two only."""
    here, there = one.schedule.placed, other.schedule.placed
    return sum(
        (here[key].start if key in here else None) != (there[key].start if key in there else None)
        for key in one.placed | other.placed
    )


def _good_enough(other: Other, first: Other) -> bool:
    left_out = other.side.verdict.price.get(LEFT_OUT.name, 0)
    before = first.side.verdict.price.get(LEFT_OUT.name, 0)
    price = first.side.verdict.total - before
    return left_out <= before and other.dearer <= max(ALLOWED, price // DEARER)
