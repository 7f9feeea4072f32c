"""A debrief comes soon after its visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.inspection import Inspection
from scheduler.peoples_time.whose_days import counting_school, too_far
from scheduler.prices.following import followers, kept_orders
from scheduler.prices.term import Term

if TYPE_CHECKING:
    from scheduler.search.choices import Choices

LATE = ((1, 1), (2, 5))
"""(school days after the earlier activity, points added from there on)."""


def post(choices: Choices) -> None:
    """Paid by thresholds: earlier by date D and later from n school days after D on."""
    for later in choices.by_activity.values():
        for after in kept_orders(later[0].activity):
            earlier = choices.by_activity.get(after.earlier, [])
            for threshold, points in LATE:
                far = too_far(
                    choices.days,
                    counting_school(choices.district, later[0].activity),
                    threshold - 1,
                )
                name = f"{later[0].activity.id} {threshold} school days late"
                choices.charge_when_far(points, name, earlier, later, far)


def price(inspection: Inspection) -> int:
    total = 0
    for placement, earlier in followers(inspection, soft=False):
        school = counting_school(inspection.district, placement.activity)
        gap = inspection.days.count(school, earlier.day, placement.day)
        total += sum(points for threshold, points in LATE if gap >= threshold)
    return total


TERM = Term(
    name="late debriefs",
    says="A debrief comes on the day of its visit or the next school day.",
    post=post,
    price=price,
)
