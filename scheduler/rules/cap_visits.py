"""A coach makes so many visits a day, and not too many without a pause."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING

from scheduler.inspection import Inspection, Violation
from scheduler.model import Kind
from scheduler.rules.rule import Rule, wish_by

if TYPE_CHECKING:
    from scheduler.search.choices import Choices

BLOCK = timedelta(minutes=45)
"""The length of a block as far as running visits are counted; a convention of the house."""


def cap_visits(choices: Choices) -> None:
    """Visits a day, and visits that begin within (blocks running + 1) blocks of 45 minutes."""
    limits = choices.district.limits
    reach = BLOCK * (limits.blocks_running + 1)
    for (leader, _), options in choices.by_leader_day().items():
        visits = [
            option
            for option in options
            if option.activity.kind is Kind.VISIT and option.activity.leader == leader
        ]
        choices.keep_to("visits_a_day", visits)
        for start in sorted({visit.start for visit in visits}):
            choices.at_most(
                limits.blocks_running,
                [visit for visit in visits if start <= visit.start < start + reach],
            )


def check(inspection: Inspection) -> Iterator[Violation]:
    limits = inspection.district.limits
    reach = BLOCK * (limits.blocks_running + 1)
    for (person, day), placements in inspection.by_person_day.items():
        visits = [
            placement
            for placement in placements
            if placement.activity.kind is Kind.VISIT and placement.activity.leader == person
        ]
        ids = tuple(visit.activity.id for visit in visits)
        if len(visits) > limits.visits_a_day:
            says = f"{inspection.name(person)} would make {len(visits)} visits on {day:%A}"
            yield Violation(
                rule=RULE.name,
                says=says,
                activities=ids,
                soft="visits_a_day" in limits.soft,
                over=len(visits) - limits.visits_a_day,
            )
        for first, over in zip(visits, visits[limits.blocks_running :], strict=False):
            if over.slot.start - first.slot.start < reach:
                says = f"{inspection.name(person)} would make more than {limits.blocks_running} running"
                yield Violation(rule=RULE.name, says=says, activities=ids)


RULE = Rule(
    name="cap_visits",
    says="A coach makes at most four visits a day, and at most three without a pause.",
    post=cap_visits,
    check=check,
    wished=wish_by("visits_a_day"),
)
