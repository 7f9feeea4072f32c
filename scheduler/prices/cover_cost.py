"""How many classes an event leaves without their teachers, as a price: substitutes are few."""

from scheduler.district import District, Doing, Offer, PersonId
from scheduler.inspection import Placement
from scheduler.model import Container
from scheduler.prices.term import Surroundings, on_each
from scheduler.schoolday import SchoolDays, Span
from scheduler.timetabled import Timetable

CAP = 3
"""Substitutes of one school on one day from which on it is said aloud. A convention."""
CLASS_LEFT = 4
"""A class that needs somebody else in front of it."""
ABOVE_THE_CAP = 40
"""Each class more than a school can expect to find substitutes for at once."""


def cover_points(
    district: District, days: SchoolDays, timetable: Timetable, placement: Placement
) -> int:
    """The price of the classes that people leave for it; nothing where nobody may be taken out."""
    activity = placement.activity
    if Container.TEACHING not in activity.inside:
        return 0
    left = sum(
        _teaches(district, days, timetable, placement, person)
        for person in placement.people
        if person != activity.teaching
    )
    return CLASS_LEFT * left + ABOVE_THE_CAP * max(0, left - CAP)


def _teaches(
    district: District,
    days: SchoolDays,
    timetable: Timetable,
    placement: Placement,
    person: PersonId,
) -> bool:
    """Whether somebody has a class of her own at that time, by the timetable or by what she offers."""
    pieces = timetable.pieces(person, placement.day)
    if pieces is not None:
        return any(
            piece.doing is Doing.TEACH and piece.span.overlaps(placement.span) for piece in pieces
        )
    return any(
        row.person == person
        and row.offer is Offer.TEACHING
        and (row.date == placement.day if row.date else row.weekday == placement.day.weekday())
        and Span(
            start=days.instant(placement.day, row.start), end=days.instant(placement.day, row.end)
        ).overlaps(placement.span)
        for row in district.availability
    )


def _points(around: Surroundings, placement: Placement) -> int:
    return cover_points(around.district, around.days, around.timetable, placement)


TERM = on_each(
    "classes to cover",
    "Few classes need a substitute, and hardly ever more than three at once.",
    _points,
)
