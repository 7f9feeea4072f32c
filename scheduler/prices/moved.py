"""What was already sent stays where it is."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from scheduler.inspection import Inspection, Placement
from scheduler.model import Activity, ActivityId, Slot
from scheduler.naming import monday_of
from scheduler.prices.following import kept_orders
from scheduler.prices.term import Term
from scheduler.schoolday import SchoolDays
from scheduler.telling import Telling

if TYPE_CHECKING:
    from scheduler.search.choices import Choices


def post(choices: Choices) -> None:
    for option in choices.options:
        points = _moved(choices.days, choices.before, choices.telling, option.placement)
        if points:
            choices.charge_option(points, option)
    stranded = [option for option in choices.options if option.chosen is None]
    for key, literal in choices.left_out.items():
        people = _cancelled(choices.offered[key], choices.before.get(key))
        people += sum(len(one.people) for one in stranded if _follows(one.activity, key))
        choices.charge(choices.telling.person * people, literal)


def price(inspection: Inspection) -> int:
    return sum(
        _moved(inspection.days, inspection.before, inspection.telling, placement)
        for placement in inspection.placements
    ) + sum(
        inspection.telling.person * _told_of(inspection, key)
        for key in inspection.schedule.activities
        if key not in inspection.schedule.placed
    )


def _moved(
    days: SchoolDays, before: Mapping[ActivityId, Slot], telling: Telling, placement: Placement
) -> int:
    old = before.get(placement.activity.id)
    if old is None or old.start == placement.slot.start:
        return 0
    stays = monday_of(days.date_of(old.start)) == monday_of(placement.day)
    return telling.person * len(placement.people) + (0 if stays else telling.other_week)


def _cancelled(activity: Activity, before: Slot | None) -> int:
    """How many are told that something which was sent has no time any more."""
    return len({*activity.required, *before.coming}) if before is not None else 0


def _told_of(inspection: Inspection, key: ActivityId) -> int:
    """How many hear of it when something has no time, and what stands after it has to go."""
    gone = _cancelled(inspection.schedule.activities[key], inspection.before.get(key))
    stranded = [one for one in inspection.placements if _follows(one.activity, key)]
    return gone + sum(len(one.people) for one in stranded)


def _follows(activity: Activity, earlier: ActivityId) -> bool:
    return any(after.earlier == earlier for after in kept_orders(activity))


TERM = Term(
    name="moved",
    says="What was already sent stays where it is.",
    post=post,
    price=price,
)
