"""What a hold means for a search: a group keeps its half day, and finds its clock time in it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, time, timedelta

from scheduler.district import District
from scheduler.model import (
    HELD_HALF,
    Activity,
    ActivityId,
    Exclusion,
    Half,
    Hold,
    Schedule,
    Window,
)
from scheduler.peoples_time.whose_days import counting_school, open_for
from scheduler.schoolday import SchoolDays
from scheduler.year.half_days import NOON, half_of, on_the_same_day
from scheduler.year.holds import binds


def holds_that_stand(
    schedule: Schedule, activities: Iterable[Activity], district: District, today: date
) -> tuple[Hold, ...]:
    """The holds that still mean something: asked for, on a school day to come, and for a time in them.

    A group that has found its time keeps its half day, so that a later run does not put it elsewhere before
    anybody is told.
    """
    if not schedule.holds:
        return ()
    days = SchoolDays(district)
    wanted = {activity.id: activity for activity in activities}
    return tuple(
        one
        for one in schedule.holds
        if (activity := wanted.get(one.activity))
        and _holds_its_time(activity, one, schedule, days)
        and today <= one.day
        and one.day in activity.window
        and open_for(
            activity, days, activity.school or counting_school(district, activity), one.day
        )
        and not _agreed_otherwise(activity, one, district)
    )


def _holds_its_time(activity: Activity, one: Hold, schedule: Schedule, days: SchoolDays) -> bool:
    """Whether it has no time yet, or is a group whose time lies in it; by hand it may have gone elsewhere."""
    slot = schedule.placed.get(one.activity)
    if slot is None:
        return True
    here = (days.date_of(slot.start), half_of(days, slot.start)) == (one.day, one.half)
    return binds(activity) and (here or on_the_same_day(activity) is not None)


def without_a_time(schedule: Schedule) -> tuple[Hold, ...]:
    """The holds of what has no clock time yet."""
    return tuple(one for one in schedule.holds if one.activity not in schedule.placed)


def _agreed_otherwise(activity: Activity, one: Hold, district: District) -> bool:
    """Whether partners who come that date can come in its other half only."""
    halves = {
        row.when.half
        for row in district.partner_dates
        if row.person in activity.required and row.when.day == one.day
        if row.series == activity.series and row.answer and row.answer.comes
    }
    return bool(halves) and one.half not in halves


def on_their_days(activities: Iterable[Activity], holds: Iterable[Hold]) -> tuple[Activity, ...]:
    """The activities, each group's with its held date as its only one."""
    held = by_activity(holds)
    return tuple(
        replace(activity, window=Window(first=held[activity.id].day, last=held[activity.id].day))
        if activity.id in held and binds(activity)
        else activity
        for activity in activities
    )


def other_halves(
    activities: Iterable[Activity], holds: Iterable[Hold], days: SchoolDays
) -> tuple[Exclusion, ...]:
    """The half of each held date that is not held for the group.

    What follows something on its date keeps the date alone: it goes where that goes.
    """
    held = by_activity(holds)
    return tuple(
        _other_half(activity, held[activity.id], days)
        for activity in activities
        if activity.id in held and binds(activity) and not on_the_same_day(activity)
    )


def by_activity(holds: Iterable[Hold]) -> Mapping[ActivityId, Hold]:
    """Each activity's hold."""
    return {one.activity: one for one in holds}


def _other_half(activity: Activity, one: Hold, days: SchoolDays) -> Exclusion:
    """The times that would begin in the other half; what begins before noon may go on after it."""
    midnight = days.instant(one.day, time(0, 0))
    noon = days.instant(one.day, NOON)
    if one.half is Half.MORNING:
        over = timedelta(minutes=(activity.minutes_min or activity.minutes) - 1)
        start, end = noon + over, midnight + timedelta(days=1)
    else:
        start, end = midnight, noon
    return Exclusion(activity=one.activity, start=start, end=end, because=HELD_HALF)
