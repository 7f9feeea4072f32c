"""A second look at what was found part by part: some parts at a time are free again, all else stays.

What is found shared events first, then coach by coach and week by week, was chosen without knowing what came
later. A neighbourhood is two weeks of a coach that follow each other (Friday's visit, Monday's debrief), or a
shared event with the weeks of its people in one week of its window. It is solved from where everything is and
accepted only where it is better: less left out, or as little at a lower price. So no level ever gets worse.

First each is looked at shortly. What could not be proved best given the rest is looked at longer, the one
first that may cost most above its bound; one that was changed from outside is looked at again. Those that
share nothing run side by side; which they are does not depend on how many processes there are. In the end
each part without a proof, changed or not, is looked at by itself, so that it is known best given the rest.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise
from math import inf

from scheduler.model import Activity, ActivityId, Proof, Schedule, Slot
from scheduler.naming import monday_of
from scheduler.prices.every import price
from scheduler.schoolday import SchoolDays
from scheduler.search.find_times import Times, inspection_of, judged, names_of, solve_here
from scheduler.search.lanes import Report, Solve, run_lanes
from scheduler.search.partition import (
    SHARED,
    Found,
    Lane,
    Nearby,
    Search,
    by_leader,
    narrowed,
    shared_events,
    ties,
    weeks,
    with_standing,
)

LOOKS = (0.25, 1.0, 3.0)
"""Deterministic time for one neighbourhood, look after look: most are proved with the first."""
BEFORE_IT_STARTS = 0.1
"""What a look takes before the search begins, in the same measure."""
A_WEEK = 0.1
"""Deterministic time for all neighbourhoods together, for each coach's week there is."""
TO_PROVE = 0.5
"""The part of the seconds that is kept for what is without a proof in the end."""
A_PROOF = 3.0
"""Seconds that prove most weeks; so many at a time that each gets them prove more than all at once."""
OUTSIDE = -1
"""The number under which shared events go, among those of lanes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What the first pass solved at a time: a week of a lane, or of the shared events."""

    name: str
    lane: int
    monday: date
    ids: frozenset[ActivityId]


@dataclass(slots=True, kw_only=True)
class Neighbourhood:
    """Activities to free together; `lanes` are those that have to stand still meanwhile.

    `looks` at it were taken; `above` is what it may cost too much, None while that is not known.
    """

    name: str
    ids: frozenset[ActivityId]
    lanes: frozenset[int]
    looks: int = 0
    above: int | None = None
    done: bool = field(default=False)

    @property
    def turn(self) -> tuple[int, int]:
        """What it is chosen by, the lowest first."""
        return (self.looks, -self.above if self.above is not None else 0)


def improved(
    search: Search,
    times: Times,
    *,
    executor: Executor,
    left: Callable[[], float],
    report: Report = lambda name, done, of: None,
    a_week: float = A_WEEK,
    solve: Solve | None = None,
    again: Solve | None = None,
    parallel: int = 1,
) -> Times:
    """The times, or better ones; `a_week` is the deterministic time for each coach's week, 0 for none.

    Ctrl-C and the end of the seconds `left` keep the best so far. Raises RefereeDisagreement as `find_times`
    does.
    """
    look = _Look(search, times, solve or solve_here, again)
    with suppress(KeyboardInterrupt):  # what was accepted by then is whole
        look.around(executor, left, report, a_week, parallel)
    return look.best()


class _Look:
    """The schedule as it is, and what is known of each neighbourhood."""

    def __init__(self, search: Search, times: Times, solve: Solve, again: Solve | None) -> None:
        self.search = search
        self.times = times
        self.solve = solve
        self.again = again
        self.placed: dict[ActivityId, Slot] = dict(times.schedule.placed)
        self.proofs = {proof.part: proof for proof in times.schedule.proofs}
        self.parts = list(parts_of(search))
        self.nearby = Nearby(search.activities, search.district)
        self.inspection = inspection_of(search, times.schedule)
        self.days = self.inspection.days
        self.now = self._missing(self.placed), times.verdict.total
        self.changed = False
        self.room = 0.0
        """Deterministic time not used yet."""
        self.unsure: dict[str, Part] = {
            part.name: replace(part, ids=self._told_with(number))
            for number, part in enumerate(self.parts)
            if part.name in self.proofs and not self.proofs[part.name].proven
        }
        """What is not known to be best given the rest, by the name of its proof."""

    def best(self) -> Times:
        if not self.changed:
            return self.times
        own = {one.id for one in self.search.activities}
        found = {key: slot for key, slot in self.placed.items() if key in own}
        return judged(self.search, found, self.proofs.values())

    def around(
        self,
        executor: Executor,
        left: Callable[[], float],
        report: Report,
        a_week: float,
        parallel: int,
    ) -> None:
        """Look at neighbourhoods until none may be better or the deterministic time is used."""
        if a_week <= 0:
            return
        weeks_in_all = sum(part.lane != OUTSIDE for part in self.parts)
        self.room = a_week * weeks_in_all
        open_ones = neighbourhoods(self.search, self.parts, self.placed, self.days)
        for chosen in self._turns(open_ones, left, parallel):
            if left() <= 0:
                return
            lanes = self._lanes(chosen, left() / max(1.0, len(chosen) / parallel))
            found = run_lanes(lanes, executor, self.solve, again=self.again)
            self.room -= sum(one.effort + BEFORE_IT_STARTS for one in found)
            for neighbourhood, answer in zip(chosen, found, strict=True):
                self._learn(neighbourhood, answer, open_ones)
            report("second look", sum(one.done for one in open_ones), len(open_ones))

    def _turns(
        self, open_ones: list[Neighbourhood], left: Callable[[], float], parallel: int
    ) -> Iterator[list[Neighbourhood]]:
        """What to look at next, while it is early and there is room; then what is without a proof."""
        kept = TO_PROVE * left()
        while left() > kept and (chosen := _apart(open_ones, self.room)):
            yield chosen
        open_ones[:] = [
            Neighbourhood(
                name=name, ids=part.ids, lanes=frozenset({part.lane}), looks=len(LOOKS) - 1
            )
            for name, part in sorted(self.unsure.items())
        ]
        while chosen := _apart(open_ones, inf):
            yield chosen[: max(parallel, int(left() * parallel / A_PROOF))]

    def _lanes(self, chosen: Sequence[Neighbourhood], seconds: float) -> list[Lane]:
        return [self._lane(one, seconds) for one in chosen]

    def _lane(self, one: Neighbourhood, seconds: float) -> Lane:
        own = tuple(activity for activity in self.search.activities if activity.id in one.ids)
        near = self.nearby.to(own) - one.ids
        rest = {key: slot for key, slot in self.placed.items() if key in near}
        beside = narrowed(with_standing(self.search, rest, self.search.activities), own)
        missed = {
            activity.id for activity in self.search.activities if activity.id not in self.placed
        }
        return Lane(
            name=one.name,
            search=replace(beside, missed=self.search.missed | (missed - one.ids)),
            effort=LOOKS[one.looks],
            seconds=seconds,
            now={key: slot for key, slot in self.placed.items() if key in one.ids},
        )

    def _learn(self, one: Neighbourhood, answer: Found, open_ones: Sequence[Neighbourhood]) -> None:
        """Accept what is better for everything, and note what was proved."""
        (proof,) = answer.proofs
        one.looks += 1
        one.above = proof.value - (proof.bound or 0)
        one.done = proof.proven or proof.bound is None or one.looks == len(LOOKS)
        changed = {key for key, slot in answer.placed.items() if self.placed.get(key) != slot}
        changed |= {key for key in one.ids if key in self.placed and key not in answer.placed}
        if one.name in self.unsure and proof.proven:
            self.proofs[one.name], self.changed = proof, True
        if not answer.placed or not changed:
            return
        after = {key: slot for key, slot in self.placed.items() if key not in one.ids}
        after |= answer.placed
        better = self._levels(after)
        if better >= self.now:
            return
        self.placed, self.now, self.changed = after, better, True
        self._note(changed, proof)
        for other in open_ones:
            if other is not one and not changed.isdisjoint(other.ids):
                other.looks, other.done = max(other.looks - 1, 0), False

    def _levels(self, placed: Mapping[ActivityId, Slot]) -> tuple[int, int]:
        """Worth left out and price by the referee's count, of everything."""
        schedule = Schedule(activities=self.times.schedule.activities, placed=placed)
        known = self.inspection.timetable
        found = price(replace(self.inspection, schedule=schedule, reading=known))
        return self._missing(placed), sum(found.values())

    def _missing(self, placed: Mapping[ActivityId, Slot]) -> int:
        return sum(one.worth for one in self.search.activities if one.id not in placed)

    def _told_with(self, number: int) -> frozenset[ActivityId]:
        """What a part's proof is about: its own, and what of the parts after it has no proof of its own."""
        part, *later = self.parts[number:]
        ids = part.ids
        for other in later:
            if other.lane != part.lane or other.name in self.proofs:
                break
            ids |= other.ids
        return ids

    def _note(self, changed: set[ActivityId], proof: Proof) -> None:
        """What was proved of a part in which something changed no longer stands; what is proved now does."""
        for number, part in enumerate(self.parts):
            if part.ids.isdisjoint(changed):
                continue
            before = [one for one in self.parts[number::-1] if one.lane == part.lane]
            known = next((one for one in before if one.name in self.proofs), part)
            ids = part.ids | known.ids | self.unsure.get(known.name, known).ids
            self.proofs[known.name] = replace(proof, part=known.name)
            self.unsure.pop(known.name, None)
            if not proof.proven:
                self.unsure[known.name] = replace(known, ids=ids)


def _apart(open_ones: Sequence[Neighbourhood], room: float) -> list[Neighbourhood]:
    """The next ones to look at, equally often looked at and all different in the lanes they need, as many
    as there is room for."""
    chosen: list[Neighbourhood] = []
    taken: set[int] = set()
    for one in sorted((one for one in open_ones if not one.done), key=lambda one: one.turn):
        each = LOOKS[one.looks] + BEFORE_IT_STARTS
        if (chosen and one.looks != chosen[0].looks) or each * (len(chosen) + 1) > room:
            break
        if taken.isdisjoint(one.lanes):
            chosen.append(one)
            taken |= one.lanes
    return chosen


def parts_of(search: Search) -> Iterator[Part]:
    """The weeks of the shared events, then those of each lane."""
    shared = shared_events(search)
    lanes = [] if shared is None else [(OUTSIDE, SHARED, shared.activities)]
    lanes += [
        (number, names_of(search, leaders), own.activities)
        for number, (leaders, own) in enumerate(by_leader(search))
    ]
    for number, name, activities in lanes:
        for week in weeks(activities):
            first = min(activity.window.first for activity in week)
            yield Part(
                name=f"{name}, week of {first}",
                lane=number,
                monday=monday_of(first),
                ids=frozenset(activity.id for activity in week),
            )


def neighbourhoods(
    search: Search, parts: Sequence[Part], placed: Mapping[ActivityId, Slot], days: SchoolDays
) -> list[Neighbourhood]:
    """Each shared event with the weeks beside it, then the pairs of weeks, week after week."""
    by_id = {activity.id: activity for activity in search.activities}
    needs: dict[int, set[object]] = {}
    for part in parts:
        own = ties([by_id[key] for key in sorted(part.ids)], search.district)
        needs.setdefault(part.lane, set()).update(own)
    found = [
        _of_event(event, monday, parts, needs, search)
        for event in search.activities
        if event.shared
        for monday in _mondays(event, placed, days)
    ]
    found = [one for one in found if len(one.ids) > 1]
    pairs = [
        Neighbourhood(
            name=f"{one.name}, and the next", ids=one.ids | other.ids, lanes=frozenset({one.lane})
        )
        for one, other in pairwise(parts)
        if one.lane == other.lane != OUTSIDE
    ]
    mondays = {one.name: one.monday for one in parts}
    pairs.sort(key=lambda pair: mondays[pair.name.removesuffix(", and the next")])
    return found + pairs


def _mondays(event: Activity, placed: Mapping[ActivityId, Slot], days: SchoolDays) -> list[date]:
    """The weeks of its window; the one in which it is comes first."""
    monday, found = monday_of(event.window.first), []
    while monday <= event.window.last:
        found.append(monday)
        monday += timedelta(days=7)
    slot = placed.get(event.id)
    here = monday_of(days.date_of(slot.start)) if slot is not None else None
    return sorted(found, key=lambda one: (one != here, one))


def _of_event(
    event: Activity,
    monday: date,
    parts: Sequence[Part],
    needs: Mapping[int, set[object]],
    search: Search,
) -> Neighbourhood:
    own = ties([event], search.district)
    near = {lane for lane, all_of in needs.items() if not own.isdisjoint(all_of)} | {OUTSIDE}
    free = {event.id}
    for part in parts:
        if part.lane in near - {OUTSIDE} and part.monday == monday:
            free |= part.ids
    return Neighbourhood(
        name=f"{event.id}, week of {monday}", ids=frozenset(free), lanes=frozenset(near)
    )
