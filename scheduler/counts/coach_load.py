"""What a schedule asks of each coach, week by week: time in cycles, other time, and time on the road."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from scheduler.district import District, PersonId, Role, SchoolId
from scheduler.model import Activity, Schedule, Slot
from scheduler.naming import monday_of
from scheduler.peoples_time.roads import drive_minutes, minutes_at_work
from scheduler.schoolday import SchoolDays

Placed = tuple[Activity, Slot]

GOAL_PERCENT = 60
"""Of a coach's working time in cycles: the number coaches are commonly given."""
WEEKS_SHARED = 4
"""Weeks that a coach's shares are told of, next week the last one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachWeek:
    """One coach's week from its Monday, in minutes; `sites` is the most schools on one of its days."""

    coach: PersonId
    monday: date
    in_cycles: int
    other: int
    travel: int
    at_work: int
    """The working time of the days on which she works and schools are open."""
    sites: int

    @property
    def share_in_cycles(self) -> int | None:
        """Percent of her working time; None where she has none."""
        return round(100 * self.in_cycles / self.at_work) if self.at_work else None


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachShares:
    """What one coach's working time goes to, in percent of it, over the weeks in which she has something.

    `travel_a_week` are minutes, rounded; `sites` is the most schools on one day.
    """

    coach: PersonId
    weeks: int
    in_cycles: int
    travel: int
    other: int
    travel_a_week: int
    sites: int


def coach_shares(weeks: Iterable[CoachWeek], today: date | None = None) -> tuple[CoachShares, ...]:
    """Each coach's shares over the last weeks up to next week, by coach; over all of them without a today."""
    own: dict[PersonId, list[CoachWeek]] = defaultdict(list)
    for one in weeks:
        if one.at_work and (today is None or _shown(one.monday, today)):
            own[one.coach].append(one)
    return tuple(_shares(coach, own[coach]) for coach in sorted(own))


def _shown(monday: date, today: date) -> bool:
    behind = (monday_of(today) + timedelta(weeks=1) - monday) // timedelta(weeks=1)
    return 0 <= behind < WEEKS_SHARED


def _shares(coach: PersonId, weeks: Sequence[CoachWeek]) -> CoachShares:
    at_work = sum(one.at_work for one in weeks)
    travel = sum(one.travel for one in weeks)
    return CoachShares(
        coach=coach,
        weeks=len(weeks),
        in_cycles=round(100 * sum(one.in_cycles for one in weeks) / at_work),
        travel=round(100 * travel / at_work),
        other=round(100 * sum(one.other for one in weeks) / at_work),
        travel_a_week=round(travel / len(weeks)),
        sites=max(one.sites for one in weeks),
    )


def coach_weeks(schedule: Schedule, district: District, days: SchoolDays) -> tuple[CoachWeek, ...]:
    """Every week in which a coach has something, by coach and week; travel without buffers (R-SS-16)."""
    by_week: dict[tuple[PersonId, date], dict[date, list[Placed]]] = defaultdict(dict)
    for key, slot in schedule.placed.items():
        day = days.date_of(slot.start)
        for person in schedule.people_at(key):
            if person in district.people and district.people[person].role is Role.COACH:
                its_days = by_week[person, monday_of(day)]
                its_days.setdefault(day, []).append((schedule.activities[key], slot))
    return tuple(
        _week(district, days, coach, monday, by_week[coach, monday])
        for coach, monday in sorted(by_week)
    )


def _week(
    district: District,
    days: SchoolDays,
    coach: PersonId,
    monday: date,
    its_days: dict[date, list[Placed]],
) -> CoachWeek:
    everything = [pair for day in its_days.values() for pair in day]
    routes = [list(_route(day)) for day in its_days.values()]
    return CoachWeek(
        coach=coach,
        monday=monday,
        in_cycles=sum(slot.minutes for activity, slot in everything if activity.cohort),
        other=sum(slot.minutes for activity, slot in everything if not activity.cohort),
        travel=sum(drive_minutes(district, *way) for route in routes for way in pairwise(route)),
        at_work=minutes_at_work(district, days, district.people[coach], monday),
        sites=max((len(set(route)) for route in routes), default=0),
    )


def _route(day: Sequence[Placed]) -> Iterator[SchoolId]:
    """The schools of a day in order; one after the other is named once, what is remote not at all."""
    behind: SchoolId | None = None
    for _, slot in sorted(day, key=lambda pair: (pair[1].start, pair[0].id)):
        if slot.school is not None and slot.school != behind:
            behind = slot.school
            yield slot.school
