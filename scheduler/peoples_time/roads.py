"""A person's day on the road: schools in order, the minutes between them, and the time she has in a week."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta

from scheduler.activities.cycle import school_of
from scheduler.district import District, Person, SchoolId
from scheduler.inspection import Placement
from scheduler.schoolday import SchoolDays


def in_order(day: Iterable[Placement]) -> Iterator[SchoolId]:
    """The schools of a day in order; one after the other is named once, what is remote not at all."""
    behind: SchoolId | None = None
    for placement in sorted(day, key=place_in_day):
        school = placement.slot.school
        if school is not None and school != behind:
            behind = school
            yield school


def place_in_day(placement: Placement) -> tuple[datetime, str, str]:
    """Which of two placements of somebody's day comes first."""
    return (placement.slot.start, placement.slot.school or "", placement.activity.id)


def drive_minutes(district: District, origin: SchoolId, destination: SchoolId) -> int:
    """The minutes of the `Travel` row without its buffer, of the way back, or the district's default."""
    rows = {(row.origin, row.destination): row.minutes for row in district.travel}
    back = rows.get((destination, origin), district.limits.travel_minutes)
    return rows.get((origin, destination), back)


def minutes_at_work(district: District, days: SchoolDays, person: Person, monday: date) -> int:
    """What her contract gives of a week: the hours of its days on which she works and schools are open."""
    habits = district.habits
    start, end = (datetime.combine(monday, at) for at in (habits.day_start, habits.day_end))
    dates = (monday + timedelta(days=after) for after in range(7))
    open_days = sum(
        (not person.works or day.weekday() in person.works)
        and person.active_on(day)
        and days.has_school(school_of(person), day)
        for day in dates
    )
    return open_days * ((end - start) // timedelta(minutes=1))
