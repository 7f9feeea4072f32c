"""What comes after something else comes after it, and soon enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from scheduler.inspection import Inspection, Violation
from scheduler.model import Activity, ActivityId, After
from scheduler.peoples_time.whose_days import counting_school, too_far
from scheduler.rules.rule import Rule

if TYPE_CHECKING:
    from scheduler.search.choices import Choices


def keep_the_order(choices: Choices) -> None:
    """A debrief follows its own visit within its school days; a planning meeting its formative visit.

    Without the earlier activity the later one is not placed either.
    """
    for later in choices.by_activity.values():
        activity = later[0].activity
        for after in activity.after:
            if after.soft:
                continue
            earlier = choices.by_activity.get(after.earlier, [])
            choices.only_with(later, earlier)
            choices.never_before(earlier, later)
            if after.school_days is not None:
                far = too_far(
                    choices.days, counting_school(choices.district, activity), after.school_days
                )
                choices.never_far(earlier, later, far)


def check(inspection: Inspection) -> Iterator[Violation]:
    for placement in inspection.placements:
        for after in placement.activity.after:
            if after.soft:
                continue
            earlier = inspection.by_id.get(after.earlier)
            both: tuple[ActivityId, ...] = (placement.activity.id, after.earlier)
            if earlier is None:
                says = "what it follows has no time"
                both = (placement.activity.id,)
            elif earlier.slot.end > placement.slot.start:
                says = "it would start before what it follows has ended"
            elif _too_late(inspection, after, earlier.day, placement.day, placement.activity):
                says = (
                    f"it would be more than {after.school_days} school days after what it follows"
                )
            else:
                continue
            yield Violation(rule=RULE.name, says=says, activities=both)


def _too_late(
    inspection: Inspection, after: After, first: date, then: date, activity: Activity
) -> bool:
    if after.school_days is None:
        return False
    school = counting_school(inspection.district, activity)
    passed = sum(1 for day in inspection.days.school_days(school, first, then) if day > first)
    return passed > after.school_days


RULE = Rule(
    name="keep_the_order",
    says="A debrief follows its own visit, within two school days; the first planning meeting follows "
    "the formative visit.",
    post=keep_the_order,
    check=check,
)
