"""A demo coach's whole cycle, week by week: on which days she goes to which school, and what fits there."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import combinations, product

from scheduler.demo.diary import Diary, entry_of
from scheduler.demo.openings import Openings
from scheduler.demo.week import Filled, Week
from scheduler.district import PersonId, SchoolId
from scheduler.model import Activity, ActivityId, Container, Slot
from scheduler.prices.few_drives import SITE_DAY

_GOOD_ENOUGH = 1
"""Points an activity, drives apart; a week no dearer than this is taken without looking for a better one."""
_LOOKED_AT = 4
"""Weeks found before the cheapest is taken."""

Days = tuple[date, ...]


@dataclass(slots=True, kw_only=True)
class Cycle:
    """One coach's activities being placed; `diary` holds what stands already, such as shared events."""

    openings: Openings
    diary: Diary
    activities: Sequence[Activity]
    rng: random.Random
    may_skip: bool = False
    _stayed: set[tuple[PersonId, int]] = field(default_factory=set)

    def place(self) -> dict[ActivityId, Slot] | None:
        """A slot for each activity; None when some week does not work out.

        With `may_skip` those that find no slot are missing from the answer.
        """
        placed: dict[ActivityId, Slot] = {}
        weeks = sorted({activity.week for activity in self.activities if activity.week is not None})
        for week in weeks:
            found = self._week([one for one in self.activities if one.week == week])
            if found is None:
                return None
            for filled in found:
                placed.update(filled.slots)
                self._write(filled)
        return placed

    def _write(self, filled: Filled) -> None:
        by_id = {activity.id: activity for activity in self.activities}
        for key, slot in filled.slots.items():
            activity = by_id[key]
            visit = activity.teaching is not None
            self.diary.keep(filled.dates[key], entry_of(slot, visit=visit))
            if slot.container is Container.AFTER_SCHOOL:
                month = filled.dates[key].month
                self._stayed |= {(person, month) for person in activity.required}

    def _week(self, activities: Sequence[Activity]) -> tuple[Filled, ...] | None:
        """The cheapest of the first few weeks found, fewest days at schools first."""
        schools = [one for one in dict.fromkeys(each.school for each in activities) if one]
        parts = [self._part(school, activities, len(schools)) for school in schools]
        for extra in range(4):
            found = list(self._found(parts, extra, len(activities)))
            if found:
                return min(found, key=_points)
        return None

    def _found(
        self, parts: Sequence["_Part"], extra: int, count: int
    ) -> Iterator[tuple[Filled, ...]]:
        seen = 0
        for days in _spread(parts, extra):
            filled = tuple(part.filled(dates) for part, dates in zip(parts, days, strict=True))
            good = tuple(one for one in filled if one is not None)
            if len(good) < len(parts):
                continue
            yield good
            seen += 1
            if seen == _LOOKED_AT or sum(one.points for one in good) <= _GOOD_ENOUGH * count:
                return

    def _part(self, school: SchoolId, activities: Sequence[Activity], parts: int) -> "_Part":
        here = [activity for activity in activities if activity.school == school]
        visits = sum(activity.teaching is not None for activity in here)
        dates = self._dates(school, here)
        limit = self.openings.district.limits.visits_a_day
        return _Part(
            week=Week(
                openings=self.openings,
                diary=self.diary,
                activities=here,
                stayed=frozenset(self._stayed),
                rng=self.rng,
                may_skip=self.may_skip,
            ),
            dates=dates,
            fewest=max(1, min(-(-visits // limit), len(dates) // parts)),
        )

    def _dates(self, school: SchoolId, activities: Sequence[Activity]) -> Days:
        first = min(activity.window.first for activity in activities)
        last = max(
            activity.window.last
            for activity in activities
            if activity.teaching is not None or len(activity.required) > 2
        )
        coach = activities[0].leader
        away = [one for one in self.openings.district.blackouts if one.person == coach]
        span = (first + timedelta(days=after) for after in range((last - first).days + 1))
        return tuple(
            day
            for day in span
            if self.openings.days.has_school(school, day)
            and not any(one.first <= day <= one.last for one in away)
        )


@dataclass(slots=True, kw_only=True)
class _Part:
    """A week at one school; what was found for a choice of days is remembered."""

    week: Week
    dates: Days
    fewest: int
    _known: dict[Days, Filled | None] = field(default_factory=dict)

    def choices(self, extra: int) -> Iterator[Days]:
        size = min(self.fewest + extra, len(self.dates))
        yield from sorted(combinations(self.dates, size), key=_closeness)

    def filled(self, dates: Days) -> Filled | None:
        if dates not in self._known:
            self._known[dates] = self.week.fill(dates)
        return self._known[dates]


def _closeness(dates: Days) -> tuple[int, date]:
    """Days one after the other first: a debrief can then wait for the next one."""
    return (dates[-1] - dates[0]).days, dates[0]


def _spread(parts: Sequence[_Part], extra: int) -> Iterator[tuple[Days, ...]]:
    """Which days to be where, a day at one school only, with `extra` days beyond the fewest."""
    for more in product(range(extra + 1), repeat=len(parts)):
        if sum(more) != extra:
            continue
        for days in product(*(part.choices(one) for part, one in zip(parts, more, strict=True))):
            flat = [day for dates in days for day in dates]
            if len(set(flat)) == len(flat):
                yield days


def _points(filled: Sequence[Filled]) -> int:
    """The week's price, days at schools included."""
    return sum(one.points + SITE_DAY * len(set(one.dates.values())) for one in filled)
