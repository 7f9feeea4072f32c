"""Shortage in numbers, and what has the time that something lost: what no wording can argue with."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from scheduler.advice.fact import taken_away, wanted
from scheduler.advice.facts import day_words
from scheduler.advice.fitting import fit
from scheduler.district import EVERYWHERE
from scheduler.model import Activity, ActivityId, Container, Kind, Slot, Window
from scheduler.naming import monday_of
from scheduler.peoples_time.availability import Availability
from scheduler.reasons.capacity import budget
from scheduler.repair.case import Case
from scheduler.repair.repair import Find

MOST = 6
"""Activities that are tried as what took the time, the nearest to its first date first."""


STRICT = frozenset(
    {
        *(Container.PLC, Container.EARLY_RELEASE, Container.FREE, Container.BEFORE_SCHOOL),
        *(Container.AFTER_SCHOOL, Container.PREP, Container.WORKDAY),
    }
)
"""Time whose minutes are counted; evenings and staff days are beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostTo:
    """Without `other`, and what has to follow that, the activity has the time `slot`.

    `worth` is what it weighs, `instead` what leaving those out would weigh.
    """

    other: ActivityId
    slot: Slot
    worth: int
    instead: int


def lost_to(case: Case, key: ActivityId, find: Find) -> LostTo | None:
    """What has the time of an activity that fits nowhere: the lightest of what it would fit without."""
    activity = wanted(case, key)
    people, days = set(activity.required), case.days
    near = sorted(
        (slot.start, one)
        for one, slot in case.base.placed.items()
        if days.date_of(slot.start) in activity.window
        and slot.start > case.now
        and not people.isdisjoint(case.base.people_at(one))
        and one not in {after.earlier for after in activity.after}
    )
    found: list[LostTo] = []
    for _, other in near[:MOST]:
        less = taken_away(case, [other])
        after = fit(less, key, find).schedule
        if after is not None:
            gone = case.base.placed.keys() - less.base.placed.keys()
            instead = sum(case.base.activities[one].worth for one in gone)
            slot = after.placed[key]
            found.append(LostTo(other=other, slot=slot, worth=activity.worth, instead=instead))
    return min(found, key=lambda one: (one.instead, one.slot.start, one.other), default=None)


def shortage(case: Case, key: ActivityId) -> tuple[str, ...]:
    """Sentences with numbers where a week cannot hold what has to be in it: by the count of visits, by the
    minutes its leader works, by those that somebody has outside teaching."""
    activity = wanted(case, key)
    monday = monday_of(activity.window.first)
    week = Window(first=monday, last=monday + timedelta(days=6))
    if activity.window.last not in week:
        return ()
    there = [one for one in case.activities if one.window.first in week and one.window.last in week]
    availability = Availability(case.district, case.days, case.busy)
    return (
        *_too_many_visits(case, activity, there),
        *_too_little_work(availability, activity, there),
        *_too_little_outside_teaching(availability, activity, there),
    )


def _too_many_visits(case: Case, activity: Activity, there: Sequence[Activity]) -> Iterator[str]:
    """Its leader's visits that have to be in its week, against the days and how many a day holds."""
    if activity.kind is not Kind.VISIT or "visits_a_day" in case.district.limits.soft:
        return
    monday = monday_of(activity.window.first)
    needed = sum(one.kind is Kind.VISIT and one.leader == activity.leader for one in there)
    schools, days = (EVERYWHERE, *case.district.schools), case.days
    dates = [monday + timedelta(days=number) for number in range(7)]
    open_days = sum(any(days.has_school(one, day) for one in schools) for day in dates)
    a_day = case.district.limits.visits_a_day
    if needed > a_day * open_days:
        name = case.district.people[activity.leader].name
        yield (
            f"{name} has {needed} visits in the week of {day_words(monday)}; "
            f"{open_days} days of {a_day} hold {a_day * open_days}"
        )


def _too_little_work(
    availability: Availability, activity: Activity, there: Sequence[Activity]
) -> Iterator[str]:
    """The minutes its leader is asked for in its week at least, drives not counted, against those she has."""
    monday, leader = monday_of(activity.window.first), activity.leader
    needed = sum(one.minutes_min or one.minutes for one in there if leader in one.required)
    dates = [monday + timedelta(days=number) for number in range(7)]
    has = sum(one.span.minutes for day in dates for one in availability.day(leader, day).stretches)
    if needed > has:
        name = availability.district.people[leader].name
        yield (
            f"{name} is asked for {needed} minutes in the week of {day_words(monday)}; "
            f"she has {has}, drives not counted"
        )


def _too_little_outside_teaching(
    availability: Availability, activity: Activity, there: Sequence[Activity]
) -> Iterator[str]:
    """The minutes somebody who teaches is asked for outside her classes, against all she may give."""
    district, monday = availability.district, monday_of(activity.window.first)
    if activity.teaching is not None or "after_school_a_month" in district.limits.soft:
        return
    agreed = (one.prep_ok_per_week or 0 for one in district.cohorts)
    most = max(district.limits.prep_uses_a_week, *agreed, 0)
    for person in activity.required:
        own = [one for one in there if person in one.required]
        if person == activity.leader or not all(STRICT.issuperset(one.inside) for one in own):
            continue
        found = budget(availability, person, own, prep_uses=most)
        if found.short:
            yield (
                f"{district.people[person].name} needs {found.needed} minutes outside teaching in the "
                f"week of {day_words(monday)}; {found.there} exist"
            )
