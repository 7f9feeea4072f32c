"""The kinds of teachers' time a step allows are used in its order."""

from scheduler.inspection import Placement
from scheduler.model import Container
from scheduler.prices.term import Surroundings, on_each

CONTAINER_STEP = 2
"""Each step down the list of allowed times."""


def _points(_: Surroundings, placement: Placement) -> int:
    inside: tuple[Container, ...] = placement.activity.inside
    container = placement.slot.container
    return CONTAINER_STEP * inside.index(container) if container in inside else 0


TERM = on_each(
    "teachers' time",
    "PLC and directed time are used before after-school and prep time.",
    _points,
)
