"""A coach works at few schools a day."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from scheduler.district import Role
from scheduler.inspection import Inspection, Violation
from scheduler.rules.rule import Rule, wish_by

if TYPE_CHECKING:
    from scheduler.search.choices import Choices


def cap_sites(choices: Choices) -> None:
    """The schools at which a coach is on one date are counted."""
    choices.keep_to_sites()


def check(inspection: Inspection) -> Iterator[Violation]:
    limit = inspection.district.limits.sites_a_day
    for (person, day), placements in inspection.by_person_day.items():
        if inspection.district.people[person].role is not Role.COACH:
            continue
        schools = {placement.slot.school for placement in placements} - {None}
        if len(schools) > limit:
            yield Violation(
                rule=RULE.name,
                says=f"{inspection.name(person)} would be at {len(schools)} schools on {day:%A}",
                activities=tuple(placement.activity.id for placement in placements),
                soft="sites_a_day" in inspection.district.limits.soft,
                over=len(schools) - limit,
            )


RULE = Rule(
    name="cap_sites",
    says="A coach works at two schools a day at most.",
    post=cap_sites,
    check=check,
    wished=wish_by("sites_a_day"),
)
