"""Makes a demo coach's cycle too full: she is away for most of a week, and more is due than can be done.

A coach makes four visits a day at most and a visit belongs to its week, so on one day for ten visits,
or on two, some of them cannot be held whatever is tried.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scheduler.demo.diary import Diary, entry_of
from scheduler.demo.openings import Openings
from scheduler.demo.witness import Cycle
from scheduler.district import Blackout, District, SchoolId
from scheduler.model import Activity, ActivityId, Slot
from scheduler.naming import monday_of
from scheduler.schoolday import SchoolDays

_WEEKS = (2, 3, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A coach's cycle after it was cut: the days she is away, and what a careful person still places."""

    blackouts: tuple[Blackout, ...]
    placed: Mapping[ActivityId, Slot]


def cut_short(
    rng: random.Random,
    district: District,
    days: SchoolDays,
    activities: Sequence[Activity],
    *,
    placed: Mapping[ActivityId, Slot],
    diary: Diary,
) -> Cut:
    """One coach's full cycle with the busiest days of one week kept and the others taken away.

    `diary` holds what she has beside the cycle.
    """
    week = rng.choice([week for week in _WEEKS if not _shares(week, activities, diary)] or _WEEKS)
    due = [one for one in activities if one.week == week]
    rest = {one.id: placed[one.id] for one in activities if one.week != week}
    blackouts = tuple(_away(days, due, placed, diary))  # before the rest of the cycle goes in
    for activity in activities:
        if activity.id in rest:
            slot = rest[activity.id]
            entry = entry_of(slot, visit=activity.teaching is not None)
            diary.keep(days.date_of(slot.start), entry)
    cycle = Cycle(
        openings=Openings(replace(district, blackouts=(*district.blackouts, *blackouts)), days),
        diary=diary,
        activities=due,
        rng=rng,
        may_skip=True,
    )
    return Cut(blackouts=blackouts, placed=rest | (cycle.place() or {}))


def _shares(week: int, activities: Sequence[Activity], diary: Diary) -> bool:
    """Whether a day of the week holds something already, which she cannot be away from."""
    window = next(one.window for one in activities if one.week == week and one.teaching is None)
    monday = monday_of(window.first)
    return any(diary.busy(monday + timedelta(days=after)) for after in range(5))


def _away(
    days: SchoolDays, due: Sequence[Activity], placed: Mapping[ActivityId, Slot], diary: Diary
) -> Iterator[Blackout]:
    """Every weekday of the week but the busiest date at each school and days with shared events."""
    at_work: dict[SchoolId | None, Counter[date]] = {}
    for activity in due:
        counts = at_work.setdefault(activity.school, Counter())
        counts[days.date_of(placed[activity.id].start)] += 1
    kept = {counts.most_common(1)[0][0] for counts in at_work.values()}
    monday = monday_of(min(kept))
    for offset in range(5):
        day = monday + timedelta(days=offset)
        if day not in kept and not diary.busy(day):
            yield Blackout(
                person=due[0].leader, first=day, last=day, reason="curriculum adoption training"
            )
