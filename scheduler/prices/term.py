"""What a wish is: a sentence, how the search pays for it, and what a finished schedule pays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scheduler.inspection import Inspection, Placement

if TYPE_CHECKING:
    from scheduler.district import District
    from scheduler.schoolday import SchoolDays
    from scheduler.search.choices import Choices
    from scheduler.timetabled import Timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One wish; `price` never looks at how `post` makes the search pay for it.

    A point is about one teacher's small annoyance; the numbers are conventions of the house.
    """

    name: str
    says: str
    post: Callable[[Choices], None]
    price: Callable[[Inspection], int]
    across: bool = False
    """Whether it is about a whole day or week: a bound of parts looked at apart lets it off."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What stands around one placement, in the search and for the referee."""

    district: District
    days: SchoolDays
    timetable: Timetable


def on_each(name: str, says: str, points: Callable[[Surroundings, Placement], int]) -> Term:
    """A wish about single placements: what one costs is known before anything is chosen."""

    def post(choices: Choices) -> None:
        around = Surroundings(
            district=choices.district, days=choices.days, timetable=choices.timetable
        )
        for option in choices.options:
            cost = points(around, option.placement)
            if cost:
                choices.charge_option(cost, option)

    def price(inspection: Inspection) -> int:
        around = Surroundings(
            district=inspection.district, days=inspection.days, timetable=inspection.timetable
        )
        return sum(points(around, placement) for placement in inspection.placements)

    return Term(name=name, says=says, post=post, price=price)
