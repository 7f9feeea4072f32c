"""A coach who has left a school does not go back to it on the same day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.inspection import Inspection
from scheduler.peoples_time.roads import in_order
from scheduler.prices.few_drives import coach_days
from scheduler.prices.term import Term

if TYPE_CHECKING:
    from scheduler.search.choices import Choices

BACK = 10
"""Coming back to a school on a date, the drive not counted: as much as one more school."""


def post(choices: Choices) -> None:
    for back in choices.routes.ways_back:
        choices.charge(BACK, back)


def price(inspection: Inspection) -> int:
    routes = ([*in_order(day)] for day in coach_days(inspection))
    return BACK * sum(len(route) - len(set(route)) for route in routes)


TERM = Term(
    name="going back",
    says="A coach does not go back to a school that she has left on the same day.",
    post=post,
    price=price,
    across=True,
)
