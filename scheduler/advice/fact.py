"""A fact as people name it, and the same district, activities and schedule without it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace

from scheduler.model import Activity, ActivityId
from scheduler.repair.case import Case
from scheduler.repair.repair import without_the_stranded

Lift = Callable[[Case], Case]


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """`lift` takes it away, and takes away nothing that makes anything fit.

    `kind` is what people would group it by, `holder` the activity that it is, if it is one.
    """

    kind: str
    says: str
    lift: Lift
    holder: ActivityId | None = None


def without(case: Case, facts: Iterable[Fact]) -> Case:
    """The case with these facts taken away; what stands is taken away all at once."""
    gone: list[ActivityId] = []
    for fact in facts:
        if fact.holder is None:
            case = fact.lift(case)
        else:
            gone.append(fact.holder)
    return taken_away(case, gone) if gone else case


def taken_away(case: Case, keys: Collection[ActivityId]) -> Case:
    """The case in which these have no time, nor what has to follow them."""
    placed = {one: slot for one, slot in case.base.placed.items() if one not in keys}
    return replace(case, base=without_the_stranded(replace(case.base, placed=placed), keys))


def wanted(case: Case, key: ActivityId) -> Activity:
    """What is asked about, as the case has it."""
    return next(one for one in case.activities if one.id == key)


def asked_anew(case: Case, activity: Activity) -> Case:
    """The case with an activity that asks for something else."""
    activities = tuple(activity if one.id == activity.id else one for one in case.activities)
    base = replace(case.base, activities={**case.base.activities, activity.id: activity})
    return replace(case, activities=activities, base=base)
