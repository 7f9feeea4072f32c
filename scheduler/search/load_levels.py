"""How evenly the coaches' weeks are filled: the fullest first, then how far the emptiest is from it.

Told where a district weighs fair load. Activities are bound to coaches before any time is looked for, and
each coach's times are found given the rest, so little can be claimed: no schedule that places as much has a
fullest week below what must stand in one, drives not counted; of the spread nothing is known.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from scheduler.district import PersonId, Role
from scheduler.model import Activity, ActivityId, Slot
from scheduler.naming import monday_of
from scheduler.peoples_time.roads import minutes_at_work
from scheduler.prices import fair_load
from scheduler.schoolday import SchoolDays
from scheduler.search.find_times import Times, inspection_of
from scheduler.search.levels import FULLEST, SPREAD, Level
from scheduler.search.partition import Search

Week = tuple[PersonId, date]


def load_levels(search: Search, times: Times) -> tuple[Level, ...]:
    """Percents of a week's working time, rounded down, over the weeks in which something was looked for.

    The spread is that of the week in which it is widest, among the coaches who have something in it.
    """
    if not search.district.limits.weight(fair_load.TERM.name):
        return ()
    days = SchoolDays(search.district)
    inspection = inspection_of(search, times.schedule)
    placed = times.schedule.placed
    mondays = {
        monday_of(days.date_of(placed[one.id].start))
        for one in search.activities
        if one.id in placed
    }
    percents = _percents(search, days, fair_load.loads(inspection), mondays)
    if not percents:
        return ()
    by_week: dict[date, list[int]] = defaultdict(list)
    for (_, monday), percent in percents.items():
        by_week[monday].append(percent)
    least = _percents(search, days, _must_stand(search, days, placed), mondays)
    all_placed = all(one.id in placed for one in search.activities)
    return (
        Level(
            name=FULLEST,
            value=max(percents.values()),
            bound=max(least.values(), default=0) if all_placed else 0,
        ),
        Level(name=SPREAD, value=max(max(own) - min(own) for own in by_week.values()), bound=0),
    )


def _percents(
    search: Search, days: SchoolDays, minutes: Mapping[Week, int], mondays: set[date]
) -> dict[Week, int]:
    found: dict[Week, int] = {}
    for (coach, monday), taken in minutes.items():
        person = search.district.people[coach]
        at_work = minutes_at_work(search.district, days, person, monday)
        if monday in mondays and at_work:
            found[coach, monday] = 100 * taken // at_work
    return found


def _must_stand(
    search: Search, days: SchoolDays, placed: Mapping[ActivityId, Slot]
) -> Mapping[Week, int]:
    """Minutes that are in a coach's week in every schedule that places what this one places."""
    found: dict[Week, int] = defaultdict(int)
    pinned = {pin.activity for pin in search.pins}
    for activity in search.activities:
        monday = monday_of(activity.window.first)
        if activity.id in placed.keys() - pinned and monday == monday_of(activity.window.last):
            for coach in _coaches(search, activity):
                found[coach, monday] += activity.minutes_min or activity.minutes
    for key, slot in search.standing.items():
        for coach in _coaches(search, search.known[key]):
            found[coach, monday_of(days.date_of(slot.start))] += slot.minutes
    return found


def _coaches(search: Search, activity: Activity) -> Iterator[PersonId]:
    people = search.district.people
    return (one for one in activity.required if people[one].role is Role.COACH)
