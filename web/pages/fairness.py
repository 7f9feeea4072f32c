"""Load and travel: what a week asks of each coach, and her way through schools; pure."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from scheduler.counts.coach_load import coach_weeks
from scheduler.district import PersonId, Role, SchoolId
from scheduler.model import ActivityId, Kind, Schedule
from scheduler.naming import monday_of
from scheduler.peoples_time.roads import drive_minutes
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

    The line over the map comes to it `from_left` and goes on `to_right`, also past a school she does not
    stop at.
    """

    turn: int = 0
    at: str = ""
    from_left: bool = False
    to_right: bool = False


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
    near = _near(today, monday)
    bars = _bars(shown, _numbers(today, near), monday)
    by_day = _days_of(today, near, monday)
    strips = [
        _strip(today, coach, day, keys) for coach in shown for day, keys in by_day[coach].items()
    ]
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


def _near(today: Today, monday: date) -> Schedule:
    """The schedule with what stands in the week and in those it is compared with: of a year a tenth."""
    first = datetime.combine(monday - timedelta(weeks=WEEKS_BEFORE), time(), today.days.zone)
    last = datetime.combine(monday + timedelta(weeks=1), time(), today.days.zone)
    placed = today.schedule.placed
    near = {key: slot for key, slot in placed.items() if first <= slot.start < last}
    return replace(today.schedule, placed=near)


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


def _days_of(
    today: Today, schedule: Schedule, monday: date
) -> Mapping[PersonId, Mapping[date, list[ActivityId]]]:
    """What each person has at a school on each day of the week, the days in their order."""
    found: dict[PersonId, dict[date, list[ActivityId]]] = defaultdict(dict)
    day_of = {key: today.days.date_of(slot.start) for key, slot in schedule.placed.items()}
    here = [
        (slot, key)
        for key, slot in schedule.placed.items()
        if slot.school and monday_of(day_of[key]) == monday
    ]
    for _, key in sorted(here):
        for person in schedule.people_at(key):
            found[person].setdefault(day_of[key], []).append(key)
    return found


def _strip(today: Today, coach: PersonId, day: date, keys: list[ActivityId]) -> Strip:
    """The line of a day; `keys` are in order of time."""
    placed = today.schedule.placed
    order: list[tuple[SchoolId, str]] = []
    for key in keys:
        slot = placed[key]
        if slot.school and (not order or order[-1][0] != slot.school):
            order.append((slot.school, clock(today.days.local(slot.start))))
    columns = list(today.district.schools)
    reached = [columns.index(school) for school, _ in order]
    first, last = min(reached), max(reached)
    legs = [
        Leg(from_left=first < n <= last, to_right=first <= n < last) for n in range(len(columns))
    ]
    for turn, (school, at) in reversed(list(enumerate(order, start=1))):
        n = columns.index(school)
        legs[n] = replace(legs[n], turn=turn, at=at)
    drive = sum(
        drive_minutes(today.district, here, there) for (here, _), (there, _) in pairwise(order)
    )
    return Strip(coach=today.name(coach), day=weekday(day), legs=tuple(legs), drive=drive)
