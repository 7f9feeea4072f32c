"""A coach drives between schools few times a day."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from scheduler.inspection import Inspection
from scheduler.peoples_time.roads import in_order
from scheduler.prices.few_drives import coach_days
from scheduler.prices.term import Term

if TYPE_CHECKING:
    from scheduler.search.choices import Choices

SWITCH = 5
"""A drive from one school to another within a date: half of what going to one more school costs."""


def post(choices: Choices) -> None:
    for switch in choices.routes.switches:
        choices.charge(SWITCH, switch.taken)


def price(inspection: Inspection) -> int:
    routes = (in_order(day) for day in coach_days(inspection))
    return SWITCH * sum(len([*pairwise(route)]) for route in routes)


TERM = Term(
    name="campus switches",
    says="A coach drives from one school to another few times a day.",
    post=post,
    price=price,
    across=True,
)
