"""The half days in which a timetable leaves a group time, where a timetable is known already."""

from collections.abc import Callable
from datetime import date

from scheduler.availability import Availability
from scheduler.candidates import Sieve
from scheduler.district import District
from scheduler.half_days import half_of
from scheduler.model import Activity, Half
from scheduler.schoolday import SchoolDays

Offered = Callable[[Activity], frozenset[tuple[date, Half]]]
"""The half days an activity could find a clock time in; none where nothing is known."""


def nothing_known(_: Activity) -> frozenset[tuple[date, Half]]:
    """What is offered in August."""
    return frozenset()


def offered_halves(district: District, days: SchoolDays) -> Offered:
    """What the timetables and availabilities of a district offer, `nothing_known` without any."""
    if not district.timetable and not district.availability:
        return nothing_known
    sieve = Sieve(Availability(district, days))

    def offered(activity: Activity) -> frozenset[tuple[date, Half]]:
        slots = sieve.candidates(activity).slots
        return frozenset((days.date_of(one.start), half_of(days, one.start)) for one in slots)

    return offered
