"""A coach goes to few schools a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scheduler.district import Role
from scheduler.inspection import Inspection, Placement
from scheduler.prices.term import Term

if TYPE_CHECKING:
    from scheduler.search.choices import Choices

SITE_DAY = 10
"""A school a coach drives to on a date."""


def post(choices: Choices) -> None:
    for flag in choices.site_days().values():
        choices.charge(SITE_DAY, flag)


def coach_days(inspection: Inspection) -> Iterator[tuple[Placement, ...]]:
    """What each coach has on each date, in order of time."""
    for (person, _), placements in inspection.by_person_day.items():
        if inspection.district.people[person].role is Role.COACH:
            yield placements


def price(inspection: Inspection) -> int:
    found = {
        (person, placement.slot.school, placement.day)
        for placement in inspection.placements
        for person in placement.people
        if placement.slot.school and inspection.district.people[person].role is Role.COACH
    }
    return SITE_DAY * len(found)


TERM = Term(name="drives", says="A coach goes to few schools a day.", post=post, price=price)
