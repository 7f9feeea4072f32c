"""Who went without a visit last week is visited before others are: a price, not a rule."""

from collections.abc import Collection

from scheduler.model import Activity, ActivityId, Kind

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
