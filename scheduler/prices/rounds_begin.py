"""A round begins when its seats can be filled."""

from scheduler.inspection import Placement
from scheduler.prices.term import Surroundings, on_each
from scheduler.rounds.start import points_of


def _points(around: Surroundings, placement: Placement) -> int:
    return points_of(placement, around.district, around.timetable)


TERM = on_each(
    "rounds",
    "A round begins when its seats can be filled and its rooms have lessons to visit.",
    _points,
)
