"""The half days in which a timetable leaves a group time, where a timetable is known already.

What has to stand on one date in order, as the three parts of a lab site do, is offered as a whole: its
first part only where the others still find a time after it.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta

from scheduler.district import District
from scheduler.model import Activity, ActivityId, Half, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.schoolday import SchoolDays
from scheduler.slots.candidates import Sieve
from scheduler.year.half_days import half_of, on_the_same_day

Offered = Callable[[Activity], frozenset[tuple[date, Half]]]
"""The half days an activity could find a clock time in; none where nothing is known."""
Parts = Sequence[tuple[Activity, timedelta | None]]
"""What follows on the same date in order, each with how long after what comes before it at most."""


def nothing_known(_: Activity) -> frozenset[tuple[date, Half]]:
    """What is offered in August."""
    return frozenset()


def offered_halves(
    district: District, days: SchoolDays, activities: Iterable[Activity] = ()
) -> Offered:
    """What the timetables and availabilities of a district offer, `nothing_known` without any.

    What follows something on its date is bound by that alone: for it nothing is said.
    """
    if not district.timetable and not district.availability:
        return nothing_known
    sieve = Sieve(Availability(district, days))
    following = _following(activities)

    def offered(activity: Activity) -> frozenset[tuple[date, Half]]:
        if on_the_same_day(activity):
            return frozenset()
        slots = sieve.candidates(activity).slots
        if parts := _parts(activity, following):
            rest = [(sieve.candidates(one).slots, gap) for one, gap in parts]
            slots = tuple(slot for slot in slots if _goes_on(slot, rest, days))
        return frozenset((days.date_of(one.start), half_of(days, one.start)) for one in slots)

    return offered


def _following(activities: Iterable[Activity]) -> Mapping[ActivityId, Activity]:
    """What comes on the same date, by what it follows."""
    return {
        after.earlier: activity
        for activity in activities
        if (after := on_the_same_day(activity)) is not None
    }


def _parts(first: Activity, following: Mapping[ActivityId, Activity]) -> Parts:
    found: list[tuple[Activity, timedelta | None]] = []
    before = first
    while (then := following.get(before.id)) and (after := on_the_same_day(then)):
        gap = after.gap_minutes
        found.append((then, None if gap is None else timedelta(minutes=gap)))
        before = then
    return found


def _goes_on(
    slot: Slot, rest: Sequence[tuple[Sequence[Slot], timedelta | None]], days: SchoolDays
) -> bool:
    """Whether the rest can follow a slot on its date, each part after the other."""
    if not rest:
        return True
    slots, gap = rest[0]
    return any(
        slot.end <= then.start
        and (gap is None or then.start - slot.end <= gap)
        and days.date_of(then.start) == days.date_of(slot.start)
        and _goes_on(then, rest[1:], days)
        for then in slots
    )
