"""Who went without a visit last week is visited before others are: a price, not a rule."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from scheduler.inspection import Inspection
from scheduler.model import Activity, ActivityId, Kind
from scheduler.prices.term import Term

if TYPE_CHECKING:
    from scheduler.search.choices import Choices

MISSED_AGAIN = 60
"""Leaving out somebody's visit whose last one had no time: more than any drive or inconvenient hour, less
than leaving out anything else."""


def visit_before(activity: Activity) -> ActivityId | None:
    """The same teacher's visit in the week before, in the same cycle; None where there can be none."""
    if activity.kind is not Kind.VISIT or activity.cohort is None or not activity.week:
        return None
    now, before = f".w{activity.week}.", f".w{activity.week - 1}."
    return ActivityId(activity.id.replace(now, before, 1)) if now in activity.id else None


def went_without(
    activity: Activity,
    *,
    asked: Collection[ActivityId],
    placed: Collection[ActivityId],
    missed: Collection[ActivityId] = (),
) -> bool:
    """Whether the teacher's visit of the week before was asked for and found no time; `missed` are those of
    which that is known already."""
    before = visit_before(activity)
    if before is None:
        return False
    return before in missed or (before in asked and before not in placed)


def post(choices: Choices) -> None:
    for key, literal in choices.left_out.items():
        before = visit_before(choices.offered[key])
        if before is None:
            continue
        if before in choices.missed:
            choices.charge(MISSED_AGAIN, literal)
        elif before in choices.left_out:
            name = f"{key} and {before} left out"
            choices.charge_when_both(MISSED_AGAIN, name, literal, choices.left_out[before])


def price(inspection: Inspection) -> int:
    asked, placed = inspection.schedule.activities, inspection.schedule.placed
    return MISSED_AGAIN * sum(
        went_without(activity, asked=asked, placed=placed, missed=inspection.missed)
        for key, activity in asked.items()
        if key not in placed
    )


TERM = Term(
    name="missed again",
    says="Who had no visit last week is visited before somebody else is visited again.",
    post=post,
    price=price,
)
