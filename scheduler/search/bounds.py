"""How good a schedule is at best: what no schedule can pass, for the whole of a search at once.

Why it holds. The activities are dealt out to groups: the shared events, and each lane's weeks. Each group is
solved as if nothing else were there, not even what stands. A schedule of everything, seen group by group,
keeps every rule in each of them: rules forbid things together, so fewer activities break none. So none
leaves out less than the groups leave out at least, added up.

Prices add up as well, once nothing is counted twice. What activities and pairs of them cost belongs to the
group that holds them; a step that follows another directly is in the other's group, so a Monday debrief of a
Friday visit is. Pairs across groups are let off, and what a day or week of a coach costs as a whole: drives
between schools, ways back, her load. A coach's day at a school may serve two groups, such as that
Monday: they pay shares of it, together its price; it is free for all of them where she stands there already,
and in weeks of which she has no group the shared events pay. What goes beyond soft limits is let off. What
stands is taken off the price found. Nothing found is fixed anywhere, the times of the shared events included:
a search starts from what was found, and may leave it.

Where nothing is left out, each group leaves nothing out, and a week's group has the shared events beside it
that its people may have then. They follow nothing and cost nothing there, but for the days at schools; they
take the times in the week that suit it best, and may be elsewhere if any of their times is. A schedule that
leaves nothing out, seen by the group and what is beside it, keeps every rule of those still. As an event
takes place once, what its best time adds to all the weeks around it, found by trying them, is added.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import replace
from typing import Protocol, TypeVar

from scheduler.model import ActivityId, Schedule, Slot
from scheduler.referee.review import review
from scheduler.search.bounded import LEAST, Bound, Bounds, Chain, Judged, Trial, Tried, trials_of
from scheduler.search.find_times import Times, inspection_of
from scheduler.search.groups import Group, chains_of
from scheduler.search.lanes import DIED, HasSeconds
from scheduler.search.levels import LEFT_OUT, PRICE, Level
from scheduler.search.partition import Search

EFFORT = 0.5
"""Deterministic time for each group, put together; what is not proven then is a weaker bound, still one."""
FIRST = 0.9
"""The part of the time that is left which a look at all groups may take: what the first one proves in a
second the next ones take three for, as they build their models again."""
LATE = 0.1
"""The part of the time that is kept back: the last groups end after their seconds."""
A_MODEL = 0.2
"""Seconds to build a group's model: with fewer left for each, another look would prove nothing."""
DEEPER = 0.6
"""The part of the effort left then which a deeper look may take; shared events have the rest."""

_Asked = TypeVar("_Asked", bound=HasSeconds)
_Told = TypeVar("_Told")
_Work = Callable[[_Asked, Callable[[], float] | None], _Told]


def untimed(work: _Work[_Asked, _Told], asked: _Asked) -> _Told:
    """Runs a part that counts only the seconds its solver takes."""
    return work(asked, None)


def chain_here(chain: Chain, left: Callable[[], float] | None) -> Bounds:
    """`bound_chain`, which only the process that asks needs: OR-Tools takes a second to load."""
    from scheduler.search.chains import bound_chain

    return bound_chain(chain, left)


def trial_here(trial: Trial, left: Callable[[], float] | None) -> Tried:
    """`tried`, loaded as late."""
    from scheduler.search.tried_times import tried

    return tried(trial, left)


class Run(Protocol):
    """Runs a part in the executor; who has a clock gives the seconds that remain of the part's."""

    def __call__(self, work: _Work[_Asked, _Told], asked: _Asked, /) -> _Told: ...


class _Hands:
    """Who does the work: the executor, with what each part is run by."""

    def __init__(self, executor: Executor, run: Run, parallel: int) -> None:
        self._executor, self._run = executor, run
        self.parallel = parallel

    def all_of(self, work: _Work[_Asked, _Told], every: Sequence[_Asked]) -> Iterator[_Told | None]:
        """Each one's answer, None where its process died."""
        futures = [self._submitted(work, one) for one in every]
        for future in futures:
            try:
                yield future.result() if future else None
            except DIED:
                yield None

    def _submitted(self, work: _Work[_Asked, _Told], one: _Asked) -> Future[_Told] | None:
        """Nothing where the process of another died before."""
        try:
            return self._executor.submit(self._run, work, one)
        except DIED:
            return None


def levels(
    search: Search,
    times: Times,
    *,
    executor: Executor,
    left: Callable[[], float],
    effort: float = EFFORT,
    parallel: int = 1,
    run: Run = untimed,
) -> tuple[Level, ...]:
    """How a schedule found for a search stands to the best possible: worth left out, then price.

    Values are of what was looked for, without what stands by itself. A group whose process dies counts
    as costing nothing. `run` is what runs each part in the executor.
    """
    placed = times.schedule.placed
    missing = sum(one.worth for one in search.activities if one.id not in placed)
    found = bounds_of(
        search, placed, executor=executor, left=left, effort=effort, parallel=parallel, run=run
    )
    alone = Schedule(activities=search.known, placed=search.standing)
    stands = review(inspection_of(search, alone)).total
    return (
        Level(name=LEFT_OUT, value=missing, bound=sum(one.left_out for one in found)),
        Level(
            name=PRICE,
            value=times.verdict.total - stands,
            bound=sum(one.price for one in found),
            unavoidable=sum(one.unavoidable for one in found),
        ),
    )


def bounds_of(
    search: Search,
    placed: Mapping[ActivityId, Slot],
    *,
    executor: Executor,
    left: Callable[[], float],
    effort: float = EFFORT,
    parallel: int = 1,
    run: Run = untimed,
) -> list[Bound]:
    """The bounds of all groups; what the easy chains leave of their effort is shared by the others."""
    all_placed = all(one.id in placed for one in search.activities)
    chains = [
        Chain(
            groups=tuple(_judged(one, placed) for one in groups),
            effort=effort * len(groups),
            seconds=0.0,
        )
        for groups in chains_of(search, all_placed=all_placed)
    ]
    whole = sum(one.effort for one in chains)
    hands = _Hands(executor, run, parallel)
    kept = left() * LATE
    known = _looked_at(chains, hands, FIRST * (left() - kept) * parallel)
    rest = whole - sum(one.effort for one in known)
    _look_deeper(chains, known, hands, DEEPER * rest, FIRST * (left() - kept) * parallel)
    rest = whole - sum(one.effort for one in known)
    judged = [
        pair
        for chain, one in zip(chains, known, strict=True)
        for pair in zip(chain.groups, one.groups, strict=True)
    ]
    times = _tried(judged, hands, rest, effort, left() - kept)
    return [
        *(one for _, one in judged),
        *(Bound(price=one.adds, effort=one.effort) for one in times),
    ]


def _look_deeper(
    chains: Sequence[Chain],
    known: list[Bounds],
    hands: _Hands,
    budget: float,
    seconds: float,
) -> None:
    """Share a budget among the chains of which more could be known."""
    again = [number for number, one in enumerate(known) if not one.done]
    if seconds < A_MODEL * sum(len(chains[number].groups) for number in again):
        return
    deeper = [
        replace(chains[number], effort=budget / len(again), known=known[number].groups)
        for number in again
    ]
    for number, better in zip(again, _looked_at(deeper, hands, seconds), strict=True):
        if better.price >= known[number].price:
            known[number] = better


def _tried(
    judged: Sequence[Judged], hands: _Hands, budget: float, each: float, seconds: float
) -> list[Tried]:
    """What the times of shared events add, each group's by the weeks they are in; what died adds nothing."""
    events = trials_of(judged)
    weeks = sum(map(len, events))
    if seconds * hands.parallel < A_MODEL * weeks:
        return []
    calls = [
        Trial(
            counts=counts,
            effort=budget * len(counts) / weeks,
            each=each,
            seconds=max(seconds * min(hands.parallel * len(counts) / weeks, 1.0), LEAST),
        )
        for counts in events
    ]
    return [told or Tried() for told in hands.all_of(trial_here, calls)]


def _judged(group: Group, placed: Mapping[ActivityId, Slot]) -> Group:
    found = {own.id: placed[own.id] for own in group.all_here if own.id in placed}
    return replace(group, found=found)


def _looked_at(chains: Sequence[Chain], hands: _Hands, seconds: float) -> list[Bounds]:
    """What is known of each chain, which gets its part of the seconds; what died costs nothing."""
    groups = sum(len(chain.groups) for chain in chains)
    asked = [replace(one, seconds=max(seconds * len(one.groups) / groups, LEAST)) for one in chains]
    return [
        told or Bounds(groups=tuple(Bound() for _ in chain.groups), done=True)
        for chain, told in zip(chains, hands.all_of(chain_here, asked), strict=True)
    ]
