"""What gets in the way of a week: a coach who is out, a closed school, a blocked stretch of somebody's time.

A disruption is kept as a fact and laid over the district, so that every later search knows of it. It says
that somebody is away, never why.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, time

from scheduler.district import (
    EVERYWHERE,
    AvailabilityRow,
    Blackout,
    District,
    Offer,
    PersonId,
    SchoolId,
)

OUT = "coach out"
CLOSED = "school closed"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Disruption:
    """A person, or a school, from `first` to `last` (both inclusive).

    `start` and `end` (wall time, half-open) make it a stretch of one date; empty for whole days.
    """

    first: date
    last: date
    person: PersonId | None = None
    school: SchoolId | None = None
    start: time | None = None
    end: time | None = None

    def __post_init__(self) -> None:
        if (self.person is None) == (self.school is None):
            raise ValueError("a disruption is about a person or about a school")
        if self.last < self.first:
            raise ValueError("a disruption cannot end before it begins")
        if (self.start is None) != (self.end is None):
            raise ValueError("a stretch of a day has a start and an end")
        if self.start and self.end and (self.end <= self.start or self.first != self.last):
            raise ValueError("a stretch of a day ends after it starts, on the same date")


def disrupted(district: District, disruptions: Iterable[Disruption]) -> District:
    """The district with the time of these disruptions taken; one of nobody known takes nothing."""
    known = [
        one
        for one in sorted(set(disruptions), key=_in_order)
        if one.person in district.people or one.school in district.schools
    ]
    days = tuple(_whole_days(one) for one in known if one.start is None)
    hours = tuple(row for one in known for row in _stretch(one))
    return replace(
        district,
        blackouts=(*district.blackouts, *days),
        availability=(*district.availability, *hours),
    )


def without(district: District, disruptions: Iterable[Disruption]) -> District:
    """The district before these were laid over it."""
    plain = replace(district, blackouts=(), availability=())
    taken = disrupted(plain, disruptions)
    days, hours = set(taken.blackouts), set(taken.availability)
    return replace(
        district,
        blackouts=tuple(row for row in district.blackouts if row not in days),
        availability=tuple(row for row in district.availability if row not in hours),
    )


def _in_order(one: Disruption) -> tuple[date, date, str, str, time]:
    return (one.first, one.last, one.person or "", one.school or "", one.start or time.min)


def _whole_days(one: Disruption) -> Blackout:
    return Blackout(
        school=one.school or EVERYWHERE,
        person=one.person,
        first=one.first,
        last=one.last,
        reason=CLOSED if one.school else OUT,
    )


def _stretch(one: Disruption) -> Iterable[AvailabilityRow]:
    if one.person is not None and one.start is not None and one.end is not None:
        yield AvailabilityRow(
            person=one.person,
            weekday=None,
            date=one.first,
            start=one.start,
            end=one.end,
            offer=Offer.NEVER,
        )
