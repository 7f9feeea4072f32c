"""The price of a rule: what the same weeks look like with another number, and who is better or worse off."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace

from scheduler.district import PersonId
from scheduler.model import ActivityId, Schedule
from scheduler.prices.every import price
from scheduler.prices.left_out import TERM as LEFT_OUT
from scheduler.referee.review import Verdict, review
from scheduler.search.find_times import Times, inspection_of
from scheduler.search.partition import Search

Finds = Callable[[Search], Times]


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A search and the best schedule known for it, with the referee's verdict by its own numbers."""

    search: Search
    schedule: Schedule
    verdict: Verdict

    @property
    def placed(self) -> frozenset[ActivityId]:
        """What was looked for and has a time."""
        return frozenset(one.id for one in self.search.activities if one.id in self.schedule.placed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """The same weeks as things are and with the change; `people` meet more, less or at another time.

    `more` is what the change costs by wish, in points as they are weighed now, below nought what it saves;
    what is left out is not among it. What only one side looks for counts on neither.
    """

    now: Side
    then: Side
    more: Mapping[str, int]

    @property
    def wanted(self) -> frozenset[ActivityId]:
        """What both look for."""
        now, then = ({one.id for one in side.search.activities} for side in (self.now, self.then))
        return frozenset(now & then)

    @property
    def gained(self) -> frozenset[ActivityId]:
        return (self.then.placed - self.now.placed) & self.wanted

    @property
    def lost(self) -> frozenset[ActivityId]:
        return (self.now.placed - self.then.placed) & self.wanted

    @property
    def moved(self) -> frozenset[ActivityId]:
        """What has a time on both sides, and not the same."""
        before, after = self.now.schedule.placed, self.then.schedule.placed
        both = self.now.placed & self.then.placed
        return frozenset(key for key in both if before[key].start != after[key].start)

    @property
    def people(self) -> frozenset[PersonId]:
        before, after = self.now.schedule, self.then.schedule
        changed = self.gained | self.lost | self.moved
        found = (
            one.people_at(key) for one in (before, after) for key in changed & one.placed.keys()
        )
        return frozenset(person for people in found for person in people)


def weigh(now: Search, then: Search, find: Finds) -> Weighed:
    """Search both; what was found for one is taken for the other too where it is allowed and as good.

    So nothing that merely could be otherwise counts as a change, and a looser number never looks worse.
    """
    found = {True: find(now).schedule, False: find(then).schedule}
    as_it_is = _best(now, [found[True], found[False]])
    other = _best(then, [as_it_is.schedule, found[False]])
    return Weighed(now=as_it_is, then=other, more=_more(as_it_is, other))


def _more(now: Side, then: Side) -> Mapping[str, int]:
    """The wishes of both, priced with the weights of now: what counts less is not better for that."""
    limits = replace(then.search.district.limits, weights=now.search.district.limits.weights)
    district = replace(then.search.district, limits=limits)
    costs = price(inspection_of(replace(then.search, district=district), then.schedule))
    before = now.verdict.price
    names = [one for one in {**before, **costs} if one != LEFT_OUT.name]
    found = {one: costs.get(one, 0) - before.get(one, 0) for one in names}
    return {one: points for one, points in found.items() if points}


def _best(search: Search, schedules: Collection[Schedule]) -> Side:
    """The cheapest of some schedules that break nothing of this search; of equals the first."""
    sides = [side for one in schedules if (side := side_of(search, one)) is not None]
    return min(sides, key=lambda one: one.verdict.total)


def side_of(search: Search, found: Schedule) -> Side | None:
    """The schedule as one of this search, None where the referee has anything against it."""
    known = {**search.known, **{one.id: one for one in search.activities}}
    placed = {key: slot for key, slot in found.placed.items() if key in known}
    schedule = replace(
        found,
        activities=dict(sorted(known.items())),
        placed=placed,
        unplaced=tuple(one for one in found.unplaced if one.activity in known),
    )
    verdict = review(inspection_of(search, schedule))
    firm = frozenset(search.standing) | {pin.activity for pin in search.pins}
    if any(not one.soft for one in verdict.new(firm)):
        return None
    return Side(search=search, schedule=schedule, verdict=verdict)
