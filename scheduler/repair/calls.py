"""Debriefs that go by call: those of a coach who is out and takes calls, where no other time is left."""

from collections.abc import Collection, Iterable
from dataclasses import replace

from scheduler.district import Modality, PersonId
from scheduler.kind import Kind
from scheduler.model import Activity, ActivityId
from scheduler.repair.case import Case, opened
from scheduler.repair.repair import FOLLOWS, Find, Repaired, repair


def by_call(activity: Activity) -> Activity:
    """The same activity without a place; a link of its own led to materials, and is still told as that."""
    happens = activity.happens
    if activity.link and activity.modality is Modality.IN_PERSON:
        happens = (*happens, f"Protocol and materials: {activity.link}")
    return replace(
        activity, modality=Modality.VIRTUAL, school=None, rooms=(), link="", happens=happens
    )


def some_by_call(
    activities: Iterable[Activity], keys: Collection[ActivityId]
) -> tuple[Activity, ...]:
    """The activities, these of them by call."""
    return tuple(
        by_call(one) if one.id in keys and one.modality is not Modality.VIRTUAL else one
        for one in activities
    )


def repair_with_calls(
    case: Case, find: Find, callers: Collection[PersonId]
) -> tuple[Repaired, frozenset[ActivityId]]:
    """The repair, and the debriefs of these coaches that it puts by call.

    First everything is in person, whatever has to move for it. Only a debrief that finds no time so may go
    by call, and only if it has one then.
    """
    in_person = repair(case, find)
    gone = {*in_person.cancelled, *in_person.open}
    calls = frozenset(one.id for one in case.activities if one.id in gone and _may(one, callers))
    while calls:
        done = repair(_with_calls(case, calls), find)
        placed = calls & done.schedule.placed.keys()
        if placed == calls:
            return done, calls
        calls = placed
    return in_person, frozenset()


def _may(activity: Activity, callers: Collection[PersonId]) -> bool:
    in_person = activity.modality is not Modality.VIRTUAL
    return activity.kind is Kind.DEBRIEF and activity.leader in callers and in_person


def _with_calls(case: Case, calls: Collection[ActivityId]) -> Case:
    """The case in which these go by call; none keeps the place it had."""
    lost = {one.id for one in opened(case)}
    late = {
        (key, slot.start): FOLLOWS
        for key in calls
        if key not in lost and (slot := case.base.placed.get(key))
    }
    activities = some_by_call(case.activities, calls)
    return replace(case, activities=activities, lost={**late, **case.lost})
