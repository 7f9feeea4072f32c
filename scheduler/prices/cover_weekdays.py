"""Classes are not covered on Mondays and Fridays, when substitutes are hardest to find."""

from scheduler.inspection import Placement
from scheduler.prices.cover_cost import classes_left
from scheduler.prices.term import Surroundings, on_each

MONDAY_OR_FRIDAY = 3
"""Each class to cover on such a day. One district had 55% of its absences for training on them."""


def _points(around: Surroundings, placement: Placement) -> int:
    return MONDAY_OR_FRIDAY * classes_left(around, placement) * (placement.day.weekday() in (0, 4))


TERM = on_each(
    "covers on Mondays and Fridays",
    "Classes are rather covered from Tuesday to Thursday than on Mondays and Fridays.",
    _points,
)
