"""One demo coach's week at one school, filled in the way a careful person would: sessions first, then
each teacher's visit with what follows it, the teacher with the fewest chances first."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from scheduler.demo.diary import Diary, Entry, entry_of
from scheduler.demo.openings import Openings
from scheduler.district import EVERYWHERE, PersonId
from scheduler.model import Activity, ActivityId, Container, Slot
from scheduler.naming import monday_of
from scheduler.prices.eves_of_breaks import EVE_OF_BREAK
from scheduler.prices.late_debriefs import LATE
from scheduler.prices.out_of_order import OUT_OF_ORDER
from scheduler.prices.teachers_time import CONTAINER_STEP
from scheduler.rules.protect_prep import spare_minutes

_SESSION_TIMES = (Container.PLC, Container.EARLY_RELEASE, Container.AFTER_SCHOOL)
"""A whole cohort's prep or free time is not asked for."""
_PATIENCE = 6
"""Dead ends met before the best week found is taken."""
_ROUNDS = 5
"""Beginnings, each with what was in the way before put first."""

_Part = tuple[Activity, date, Entry]


@dataclass(frozen=True, slots=True, kw_only=True)
class Filled:
    """A week at one school; `points` as the prices count them, days at the school not included."""

    points: int
    slots: Mapping[ActivityId, Slot]
    dates: Mapping[ActivityId, date]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """One way to do one thing: a session, or a visit with what follows it."""

    points: int
    parts: tuple[_Part, ...]


@dataclass(slots=True, kw_only=True)
class Week:
    """What a week asks for at one school, and what has been tried.

    `stayed` holds who stayed after school in which month already; with `may_skip` things are left out,
    at the price of their worth, rather than the whole week given up.
    """

    openings: Openings
    diary: Diary
    activities: Sequence[Activity]
    stayed: frozenset[tuple[PersonId, int]]
    rng: random.Random
    may_skip: bool = False
    _known: dict[tuple[ActivityId, date, date], Sequence[_Way]] = field(default_factory=dict)
    _left: int = 0
    _stuck: list[int] = field(default_factory=list)
    _best: Filled | None = None
    _chosen: list[_Way] = field(default_factory=list)

    def fill(self, dates: Sequence[date]) -> Filled | None:
        """The best week found on these dates only; None when something finds no time."""
        steps = list(self._steps(dates))
        if not all(steps):
            return None
        self._best, hard = None, [0] * len(steps)
        for _ in range(_ROUNDS):
            order = sorted(range(len(steps)), key=lambda at: (-hard[at], len(steps[at])))
            ordered = [steps[at] for at in order]
            floor = [min(way.points for way in ways) for ways in ordered]
            self._left, self._chosen, self._stuck = _PATIENCE, [], [0] * len(steps)
            self._try(ordered, 0, sum(floor), floor)
            if self._best is not None:
                break
            for at, times in zip(order, self._stuck, strict=True):
                hard[at] += times
        return self._best

    def _steps(self, dates: Sequence[date]) -> Iterator[list[_Way]]:
        follower = {
            after.earlier: activity
            for activity in self.activities
            for after in activity.after
            if not after.soft
        }
        sessions = [one for one in self.activities if len(one.required) > 2]
        visits = [one for one in self.activities if one.teaching is not None]
        yield from (self._sorted(self._sessions(one, dates)) for one in sessions)
        pairs = [self._sorted(self._pairs(one, follower[one.id], dates)) for one in visits]
        yield from sorted(pairs, key=len)

    def _sorted(self, ways: Iterator[_Way]) -> list[_Way]:
        found = list(ways)
        self.rng.shuffle(found)
        return sorted(found, key=lambda way: way.points)

    def _sessions(self, activity: Activity, dates: Sequence[date]) -> Iterator[_Way]:
        for day in dates:
            for slot in self._meetings(activity, day):
                if slot.container in _SESSION_TIMES:
                    part = (activity, day, entry_of(slot))
                    if self.diary.takes(day, part[2]):
                        yield _Way(points=self._points(activity, slot, day), parts=(part,))
        if self.may_skip:
            yield _Way(points=activity.worth, parts=())

    def _pairs(self, visit: Activity, follower: Activity, dates: Sequence[date]) -> Iterator[_Way]:
        for visited in dates:
            for day in dates:
                if visited <= day:
                    yield from self._between(visit, follower, visited, day)
            if self.may_skip:
                for earlier in self._visits(visit, visited):
                    yield _Way(points=follower.worth, parts=(earlier,))
        if self.may_skip:
            yield _Way(points=visit.worth + follower.worth, parts=())

    def _between(
        self, visit: Activity, follower: Activity, visited: date, day: date
    ) -> Sequence[_Way]:
        """The visit on one date and what follows it on another, remembered."""
        key = (visit.id, visited, day)
        if key not in self._known:
            self._known[key] = list(self._ways(visit, follower, visited, day))
        return self._known[key]

    def _ways(
        self, visit: Activity, follower: Activity, visited: date, day: date
    ) -> Iterator[_Way]:
        (after,) = follower.after
        gap = self._gap(visit, visited, day)
        if gap > (after.school_days or 9):
            return
        late = sum(points for threshold, points in LATE if gap >= threshold)
        follow_ups = [
            (self._points(follower, slot, day), entry)
            for slot in self._meetings(follower, day)
            if self.diary.takes(day, entry := entry_of(slot))
        ]
        for earlier in self._visits(visit, visited):
            first = earlier[2]
            points = late + self._points(visit, first.slot, visited)
            for more, then in follow_ups:
                if first.end <= then.start:
                    yield _Way(points=points + more, parts=(earlier, (follower, day, then)))

    def _visits(self, visit: Activity, day: date) -> Iterator[_Part]:
        if day in visit.window:
            for slot in self.openings.visits(visit, day):
                entry = entry_of(slot, visit=True)
                if self.diary.takes(day, entry):
                    yield visit, day, entry

    def _gap(self, activity: Activity, first: date, then: date) -> int:
        teacher = self.openings.district.people[activity.teaching or activity.leader]
        school = teacher.school or EVERYWHERE
        return self.openings.days.count(school, first, then)

    def _meetings(self, activity: Activity, day: date) -> Iterator[Slot]:
        if day not in activity.window:
            return
        for slot in self.openings.meetings(activity, day):
            if all(
                self._may_use(person, slot, day)
                for person in activity.required
                if person != activity.leader
            ):
                yield slot

    def _may_use(self, person: PersonId, slot: Slot, day: date) -> bool:
        match slot.container:
            case Container.AFTER_SCHOOL:
                return (person, day.month) not in self.stayed
            case Container.FREE:
                district, timetable = self.openings.district, self.openings.timetable
                spare = spare_minutes(district, timetable, person, monday_of(day))
                return spare is None or slot.minutes <= spare
            case _:
                return True

    def _points(self, activity: Activity, slot: Slot, day: date) -> int:
        points = 0
        if slot.container in activity.inside:
            points += CONTAINER_STEP * activity.inside.index(slot.container)
        if self.openings.days.eve_of_break(slot.school or EVERYWHERE, day):
            points += EVE_OF_BREAK
        return points

    def _try(self, steps: list[list[_Way]], points: int, floor_left: int, floor: list[int]) -> None:
        depth = len(self._chosen)
        if depth == len(steps):
            self._best = self._filled(points)
            return
        floor_left -= floor[depth]
        entered = False
        for way in steps[depth]:
            cost = points + way.points + self._early(way)
            if self._best is not None and cost + floor_left >= self._best.points:
                self._left -= 1
                return
            if not self._enter(way):
                continue
            entered = True
            self._chosen.append(way)
            self._try(steps, cost, floor_left, floor)
            self._chosen.pop()
            self._leave(way.parts)
            if self._left <= 0:
                return
        if not entered:
            self._left -= 1
            self._stuck[depth] += 1

    def _early(self, way: _Way) -> int:
        """What it costs that a visit comes before the session that should introduce it."""
        if not way.parts:
            return 0
        asked = [after.earlier for after in way.parts[0][0].after if after.soft]
        if not asked:
            return 0
        return OUT_OF_ORDER * sum(
            activity.id in asked and way.parts[0][2].start < entry.end
            for chosen in self._chosen
            for activity, _, entry in chosen.parts
        )

    def _enter(self, way: _Way) -> bool:
        for number, (_, day, entry) in enumerate(way.parts):
            if not self.diary.takes(day, entry):
                self._leave(way.parts[:number])
                return False
            self.diary.keep(day, entry)
        return True

    def _leave(self, parts: Sequence[_Part]) -> None:
        for _, day, _ in parts:
            self.diary.drop_last(day)

    def _filled(self, points: int) -> Filled:
        parts = [part for way in self._chosen for part in way.parts]
        return Filled(
            points=points,
            slots={activity.id: entry.slot for activity, _, entry in parts},
            dates={activity.id: day for activity, day, _ in parts},
        )
