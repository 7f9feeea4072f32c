"""Nothing stands at a school before the gates in front of it are met."""

from collections.abc import Iterator

from scheduler.inspection import Inspection, Violation
from scheduler.rules.rule import Rule


def check(inspection: Inspection) -> Iterator[Violation]:
    for placement in inspection.placements:
        for barrier in placement.activity.barriers:
            if says := barrier.closed_on(placement.day):
                yield Violation(rule=RULE.name, says=says, activities=(placement.activity.id,))


RULE = Rule(
    name="pass_the_gates",
    says="Nothing stands at a school before the gates in front of it, such as a memorandum, are met.",
    check=check,
)
