"""Series keep their weekday."""

from scheduler.inspection import Placement
from scheduler.prices.term import Surroundings, on_each

WRONG_WEEKDAY = 5


def _points(_: Surroundings, placement: Placement) -> int:
    wish = placement.activity.weekday_wish
    return WRONG_WEEKDAY if wish is not None and placement.day.weekday() != wish else 0


TERM = on_each("weekdays", "Series keep the weekday that was wished for.", _points)
