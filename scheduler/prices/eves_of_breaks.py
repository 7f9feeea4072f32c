"""The day before a break is left alone."""

from scheduler.district import EVERYWHERE
from scheduler.inspection import Placement
from scheduler.prices.term import Surroundings, on_each

EVE_OF_BREAK = 1


def _points(around: Surroundings, placement: Placement) -> int:
    school = placement.slot.school or EVERYWHERE
    return EVE_OF_BREAK if around.days.eve_of_break(school, placement.day) else 0


TERM = on_each("eves of breaks", "The day before a break is left alone.", _points)
