"""A fact as people name it, and the same district, activities and schedule without it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from scheduler.model import Activity, ActivityId
from scheduler.repair.case import Case

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
    """The case with these facts taken away."""
    for fact in facts:
        case = fact.lift(case)
    return case


def wanted(case: Case, key: ActivityId) -> Activity:
    """What is asked about, as the case has it."""
    return next(one for one in case.activities if one.id == key)


def asked_anew(case: Case, activity: Activity) -> Case:
    """The case with an activity that asks for something else."""
    activities = tuple(activity if one.id == activity.id else one for one in case.activities)
    base = replace(case.base, activities={**case.base.activities, activity.id: activity})
    return replace(case, activities=activities, base=base)
