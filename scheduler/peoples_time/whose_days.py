"""Whose school days count between two activities, how many are too many, and whose time one takes."""

from collections.abc import Callable
from datetime import date

from scheduler.district import EVERYWHERE, District, PersonId, SchoolId
from scheduler.model import Activity, Container
from scheduler.schoolday import SchoolDays


def counting_school(district: District, activity: Activity) -> SchoolId:
    """The school whose days count between two activities."""
    for person in activity.required:
        school = district.people[person].school
        if person != activity.leader and school is not None:
            return school
    return activity.school or EVERYWHERE


def open_for(activity: Activity, days: SchoolDays, school: SchoolId, day: date) -> bool:
    """Whether it may be on a date: one with school, or one of staff alone where its step says so."""
    return days.has_school(school, day) or (
        Container.STAFF_DAY in activity.inside and days.staff_only(school, day)
    )


def too_far(days: SchoolDays, school: SchoolId, most: int) -> Callable[[date, date], bool]:
    """Whether more than `most` school days lie between two dates."""

    def far(first: date, then: date) -> bool:
        return days.count(school, first, then) > most

    return far


def whose_time(activity: Activity) -> tuple[PersonId, ...]:
    """The people whose timetable gives a slot its container: all but the leader, the host first."""
    if activity.teaching is not None:
        return (activity.teaching, *observers(activity))
    others = tuple(person for person in activity.required if person != activity.leader)
    return others or (activity.leader,)


def observers(activity: Activity) -> tuple[PersonId, ...]:
    """Who must come to a lesson beside its teacher and the leader."""
    return tuple(
        person
        for person in activity.required
        if person not in (activity.leader, activity.teaching) and activity.teaching is not None
    )
