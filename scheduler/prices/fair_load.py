"""The coach with the most is relieved first: hours with drives, against the time she is employed for.

Activities are bound to their coaches before any time is looked for, so no visit changes hands. What a time
decides is how much a coach drives, in which week something with two weeks to choose from stands, and who
comes where a shared event asks for some of many. Each full step of a coach's week costs one point more than
the step before it: of two coaches the fuller one is relieved first, of two weeks of hers the fuller one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING

from scheduler.district import PersonId, Role
from scheduler.inspection import Inspection, Placement
from scheduler.naming import monday_of
from scheduler.peoples_time.roads import drive_minutes, in_order, minutes_at_work
from scheduler.prices.term import Term

if TYPE_CHECKING:
    from scheduler.search.choices import Choices

STEPS = 20
"""Steps of a coach's working time of a week: one in twenty, two hours of forty."""


def loads(inspection: Inspection) -> Mapping[tuple[PersonId, date], int]:
    """Each coach's minutes by the Monday of the week: what she is at, and the drives between schools without
    buffers."""
    found: dict[tuple[PersonId, date], int] = defaultdict(int)
    for (person, day), placements in inspection.by_person_day.items():
        if inspection.district.people[person].role is Role.COACH:
            found[person, monday_of(day)] += _minutes(inspection, placements)
    return found


def _minutes(inspection: Inspection, day: tuple[Placement, ...]) -> int:
    ways = pairwise(in_order(day))
    return sum(one.slot.minutes for one in day) + sum(
        drive_minutes(inspection.district, *way) for way in ways
    )


def post(choices: Choices) -> None:
    for (coach, monday), load in choices.routes.loads().items():
        at_work = minutes_at_work(
            choices.district, choices.days, choices.district.people[coach], monday
        )
        if at_work:
            choices.routes.charge_by_step(load, at_work, STEPS, f"{coach} in the week of {monday}")


def price(inspection: Inspection) -> int:
    total = 0
    for (coach, monday), minutes in loads(inspection).items():
        person = inspection.district.people[coach]
        at_work = minutes_at_work(inspection.district, inspection.days, person, monday)
        if at_work:
            full = STEPS * minutes // at_work
            total += full * (full + 1) // 2
    return total


TERM = Term(
    name="fair load",
    says="The coach whose week is fullest, drives counted, is relieved before the others.",
    post=post,
    price=price,
    across=True,
)
