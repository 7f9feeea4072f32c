"""Enough people of each role can come."""

from collections.abc import Iterator

from scheduler.inspection import Inspection, Violation
from scheduler.rules.rule import Rule


def check(inspection: Inspection) -> Iterator[Violation]:
    for placement in inspection.placements:
        for role, needed in placement.activity.quorum:
            able = sum(
                1 for person in placement.people if inspection.district.people[person].role is role
            )
            if able < needed:
                yield Violation(
                    rule=RULE.name,
                    says=f"{able} of {needed} needed from the role {role.value} can come",
                    activities=(placement.activity.id,),
                )


RULE = Rule(
    name="reach_the_quorum",
    says="A meeting is held only when enough people of each role can come.",
    check=check,
)
