"""Load and travel: what a week asks of each coach, and her way through schools; pure."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, time, timedelta
from itertools import pairwise

from scheduler.counts.coach_load import coach_weeks, drive_minutes
from scheduler.district import PersonId, Role, SchoolId
from scheduler.model import ActivityId, Kind, Schedule
from scheduler.naming import monday_of
from web.page_words import clock, last_name, weekday
from web.pages.today import Today

WEEKS_BEFORE = 4
"""The weeks a week is compared with: about a month."""
EARLY, LATE = time(8, 0), time(15, 30)
"""A meeting that begins before, or ends after, makes a long day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A number with the average of the weeks before; the shares are percent of the greatest."""

    value: int
    before: int | None
    share: int
    share_before: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachBars:
    coach: PersonId
    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leg:
    """One school of a coach's day: `turn` its place in the order, `at` when she is first there.

    `between` marks a school she passes by on the map, to draw the line through.
    """

    turn: int = 0
    at: str = ""
    between: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """A coach's day as a line over the schools."""

    coach: str
    day: str
    legs: tuple[Leg, ...]
    drive: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FairnessPage:
    district: str
    monday: date
    measures: tuple[str, ...]
    coaches: tuple[CoachBars, ...]
    schools: tuple[str, ...]
    strips: tuple[Strip, ...]


MEASURES = ("Visits", "Driving, min", "Early or late", "Schools")
Numbers = tuple[int, int, int, int]


def fairness_page(
    today: Today, monday: date, *, coaches: Collection[PersonId] | None = None
) -> FairnessPage:
    """The week from a Monday; `coaches` None are all of them."""
    shown = [
        one.id
        for one in sorted(today.district.people.values(), key=lambda one: last_name(one.name))
        if one.role is Role.COACH
        and one.active_on(monday)
        and (coaches is None or one.id in coaches)
    ]
    by_week = _numbers(today, today.schedule)
    bars = _bars(shown, by_week, monday)
    strips = [strip for coach in shown for strip in _strips(today, coach, monday)]
    return FairnessPage(
        district=today.district.name,
        monday=monday,
        measures=MEASURES,
        coaches=tuple(
            CoachBars(coach=coach, name=today.name(coach), bars=bars[coach]) for coach in shown
        ),
        schools=tuple(one.name for one in today.district.schools.values()),
        strips=tuple(strips),
    )


def _numbers(today: Today, schedule: Schedule) -> dict[tuple[PersonId, date], Numbers]:
    """What each week asks of each coach, in the order of `MEASURES`."""
    visits: dict[tuple[PersonId, date], int] = defaultdict(int)
    long_days: dict[tuple[PersonId, date], int] = defaultdict(int)
    schools: dict[tuple[PersonId, date], set[SchoolId]] = defaultdict(set)
    for key, slot in schedule.placed.items():
        start, end = today.days.local(slot.start), today.days.local(slot.end)
        for person in schedule.people_at(key):
            where = person, monday_of(start.date())
            visits[where] += schedule.activities[key].kind is Kind.VISIT
            long_days[where] += start.time() < EARLY or end.time() > LATE
            if slot.school:
                schools[where].add(slot.school)
    return {
        (one.coach, one.monday): (
            visits[one.coach, one.monday],
            one.travel,
            long_days[one.coach, one.monday],
            len(schools[one.coach, one.monday]),
        )
        for one in coach_weeks(schedule, today.district, today.days)
    }


def _bars(
    coaches: list[PersonId], by_week: dict[tuple[PersonId, date], Numbers], monday: date
) -> dict[PersonId, tuple[Bar, ...]]:
    nothing: Numbers = (0, 0, 0, 0)
    now = {coach: by_week.get((coach, monday), nothing) for coach in coaches}
    earlier = {coach: _average(coach, by_week, monday) for coach in coaches}
    most = [
        max([1, *(now[one][n] for one in coaches), *((earlier[one] or nothing)[n] for one in coaches)])
        for n in range(len(MEASURES))
    ]  # fmt: skip
    found = {}
    for coach in coaches:
        before = earlier[coach]
        found[coach] = tuple(
            Bar(
                value=now[coach][n],
                before=before[n] if before else None,
                share=100 * now[coach][n] // most[n],
                share_before=100 * before[n] // most[n] if before else 0,
            )
            for n in range(len(MEASURES))
        )
    return found


def _average(
    coach: PersonId, by_week: dict[tuple[PersonId, date], Numbers], monday: date
) -> Numbers | None:
    weeks = [
        by_week[coach, week]
        for n in range(1, WEEKS_BEFORE + 1)
        if (coach, week := monday - timedelta(weeks=n)) in by_week
    ]
    if not weeks:
        return None
    a, b, c, d = (round(sum(column) / len(weeks)) for column in zip(*weeks, strict=True))
    return a, b, c, d


def _strips(today: Today, coach: PersonId, monday: date) -> list[Strip]:
    schedule = today.schedule
    days: dict[date, list[ActivityId]] = defaultdict(list)
    for key, slot in schedule.placed.items():
        day = today.days.date_of(slot.start)
        if slot.school and coach in schedule.people_at(key) and monday_of(day) == monday:
            days[day].append(key)
    return [_strip(today, coach, day, days[day]) for day in sorted(days)]


def _strip(today: Today, coach: PersonId, day: date, keys: list[ActivityId]) -> Strip:
    placed = today.schedule.placed
    order: list[tuple[SchoolId, str]] = []
    for key in sorted(keys, key=lambda one: (placed[one], one)):
        slot = placed[key]
        if slot.school and (not order or order[-1][0] != slot.school):
            order.append((slot.school, clock(today.days.local(slot.start))))
    columns = list(today.district.schools)
    reached = [columns.index(school) for school, _ in order]
    legs = [Leg(between=min(reached) < n < max(reached)) for n in range(len(columns))]
    for turn, (school, at) in reversed(list(enumerate(order, start=1))):
        legs[columns.index(school)] = Leg(turn=turn, at=at)
    drive = sum(
        drive_minutes(today.district, here, there) for (here, _), (there, _) in pairwise(order)
    )
    return Strip(coach=today.name(coach), day=weekday(day), legs=tuple(legs), drive=drive)
