"""What comes after something else comes after it, and soon enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import product
from typing import TYPE_CHECKING

from scheduler.inspection import Inspection, Violation
from scheduler.model import Activity, ActivityId, After, Slot
from scheduler.rules.rule import Rule
from scheduler.whose_days import counting_school, too_far

if TYPE_CHECKING:
    from scheduler.choices import Choices, Option


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

    for key, own in choices.staying.items():
        found = choices.by_activity.get(key, []) if key in choices.offered else []
        at_home = [option for option in found if option.start == own.start]
        for others in product(*_leaves_room(choices, key, own)) if at_home else ():
            choices.stay_with(at_home, others)


def _leaves_room(choices: Choices, key: ActivityId, own: Slot) -> Iterator[list[Option]]:
    """For each activity that one follows, the options after which it can keep its own time."""
    activity = choices.offered[key]
    for after in activity.after:
        earlier = choices.by_activity.get(after.earlier, [])
        if not after.soft:
            yield [one for one in earlier if _fits_before(choices, activity, after, one, own)]


def _fits_before(
    choices: Choices, activity: Activity, after: After, option: Option, own: Slot
) -> bool:
    if option.end > own.start:
        return False
    if after.school_days is None:
        return True
    far = too_far(choices.days, counting_school(choices.district, activity), after.school_days)
    return not far(option.day, choices.days.date_of(own.start))


def check(inspection: Inspection) -> Iterator[Violation]:
    yield from _could_have_stayed(inspection)
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


def _could_have_stayed(inspection: Inspection) -> Iterator[Violation]:
    for key, own in inspection.staying.items():
        placement = inspection.by_id.get(key)
        activity = inspection.schedule.activities.get(key)
        if activity is None or (placement and placement.slot.start == own.start):
            continue
        bonds = [after for after in activity.after if not after.soft]
        earlier = [inspection.by_id.get(after.earlier) for after in bonds]
        if bonds and all(
            one is not None
            and one.slot.end <= own.start
            and not _too_late(
                inspection, after, one.day, inspection.days.date_of(own.start), activity
            )
            for after, one in zip(bonds, earlier, strict=True)
        ):
            keys = (key, *(after.earlier for after in bonds))
            yield Violation(rule=RULE.name, says="it can keep its time", activities=keys)


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
