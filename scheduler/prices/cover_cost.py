"""How many classes an event leaves without their teachers, as a price: substitutes are few."""

from scheduler.district import Doing, Offer, PersonId
from scheduler.inspection import Placement
from scheduler.model import Container
from scheduler.prices.term import Surroundings, on_each
from scheduler.schoolday import Span

CLASS_LEFT = 4
"""A class that needs somebody else in front of it."""
ABOVE_THE_CAP = 40
"""Each class more than a school can expect to find substitutes for at once."""


def classes_left(around: Surroundings, placement: Placement) -> int:
    """How many classes people leave for it; none where nobody may be taken out of class."""
    activity = placement.activity
    if Container.TEACHING not in activity.inside:
        return 0
    return sum(
        _teaches(around, placement, person)
        for person in placement.people
        if person != activity.teaching
    )


def _points(around: Surroundings, placement: Placement) -> int:
    left = classes_left(around, placement)
    return CLASS_LEFT * left + ABOVE_THE_CAP * max(
        0, left - around.district.limits.substitutes_at_once
    )


def _teaches(around: Surroundings, placement: Placement, person: PersonId) -> bool:
    """Whether somebody has a class of her own at that time, by the timetable or by what she offers."""
    pieces = around.timetable.pieces(person, placement.day)
    if pieces is not None:
        return any(
            piece.doing is Doing.TEACH and piece.span.overlaps(placement.span) for piece in pieces
        )
    days = around.days
    return any(
        row.person == person
        and row.offer is Offer.TEACHING
        and (row.date == placement.day if row.date else row.weekday == placement.day.weekday())
        and Span(
            start=days.instant(placement.day, row.start), end=days.instant(placement.day, row.end)
        ).overlaps(placement.span)
        for row in around.district.availability
    )


TERM = on_each(
    "classes to cover",
    "Few classes need a substitute, and hardly ever more than three at once.",
    _points,
)
