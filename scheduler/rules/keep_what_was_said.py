"""What people said stands: pins stay where they are, declined times are not offered again."""

from collections.abc import Iterator

from scheduler.inspection import Inspection, Violation
from scheduler.rules.rule import Rule


def check(inspection: Inspection) -> Iterator[Violation]:
    for pin in inspection.pins:
        placement = inspection.by_id.get(pin.activity)
        if placement is not None and placement.slot.start != pin.slot.start:
            yield Violation(
                rule=RULE.name,
                says=f"it is fixed at {inspection.when(pin.slot.start)}",
                activities=(pin.activity,),
            )
    pinned = {pin.activity for pin in inspection.pins}
    for exclusion in inspection.exclusions:
        placement = inspection.by_id.get(exclusion.activity)
        if placement is None or exclusion.activity in pinned:
            continue
        if placement.slot.start < exclusion.end and exclusion.start < placement.slot.end:
            yield Violation(
                rule=RULE.name,
                says=f"{inspection.when(exclusion.start)} was declined",
                activities=(exclusion.activity,),
            )


RULE = Rule(
    name="keep_what_was_said",
    says="What somebody fixed stays where it is, and a declined time is never offered again.",
    check=check,
)
