"""Shortage in numbers, and what has the time that something lost: what no wording can argue with."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from scheduler.advice.fact import taken_away, wanted
from scheduler.advice.facts import day_words
from scheduler.advice.fitting import fit
from scheduler.district import EVERYWHERE
from scheduler.model import Activity, ActivityId, Kind, Slot, Window
from scheduler.naming import monday_of
from scheduler.repair.case import Case
from scheduler.repair.repair import Find

MOST = 6
"""Activities that are tried as what took the time, the nearest to its first date first."""


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
    """Sentences with numbers, one for each leader's week that cannot hold all its visits by count alone."""
    activity = wanted(case, key)
    if activity.kind is not Kind.VISIT or "visits_a_day" in case.district.limits.soft:
        return ()
    return tuple(_too_many_visits(case, activity))


def _too_many_visits(case: Case, activity: Activity) -> Iterator[str]:
    """Its leader's visits that have to be in its week, against the days and how many a day holds."""
    monday = monday_of(activity.window.first)
    week = Window(first=monday, last=monday + timedelta(days=6))
    if activity.window.last not in week:
        return
    needed = sum(
        one.kind is Kind.VISIT
        and one.leader == activity.leader
        and one.window.first in week
        and one.window.last in week
        for one in case.activities
    )
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
