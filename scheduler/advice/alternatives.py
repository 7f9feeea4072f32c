"""Other times for one activity while everything else stays, from the sieve and the referee; no search."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

from scheduler.advice.fact import wanted
from scheduler.district import PersonId
from scheduler.inspection import Inspection
from scheduler.model import Activity, ActivityId, Container, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.referee.review import first_against
from scheduler.repair.case import Case
from scheduler.slots.candidates import Sieve

MOST = 3
ENOUGH = 60
"""Times that are judged at most, the nearest first: what bounds the work."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative:
    """A time that breaks no rule while all else stays; `people` would be told of the change."""

    slot: Slot
    people: frozenset[PersonId]
    effects: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """The best few, and how many times were judged for them."""

    found: tuple[Alternative, ...]
    judged: int


def alternatives(case: Case, key: ActivityId, most: int = MOST) -> Looked:
    """The nearest other times, one for each stretch of a day; without a time, the earliest."""
    activity, stood = wanted(case, key), case.base.placed.get(key)
    inspection = _without(case, key)
    sieve = Sieve(
        Availability(case.district, case.days, case.busy),
        published=inspection.published,
        exclusions=case.exclusions,
    )
    slots = [one for one in sieve.candidates(activity).slots if one.start > case.now]
    middle = stood.start if stood else case.now
    slots.sort(key=lambda one: (abs(one.start - middle), one))
    found: list[Slot] = []
    judged = 0
    for slot in slots:
        if len(found) == most or judged == ENOUGH:
            break
        if not _apart(slot, [*found, *([stood] if stood else [])], activity):
            continue
        judged += 1
        if first_against(inspection, key, slot) is None:
            found.append(slot)
    told = tuple(_alternative(case, activity, stood, slot) for slot in found)
    return Looked(found=told, judged=judged)


def _apart(slot: Slot, others: list[Slot], activity: Activity) -> bool:
    least = timedelta(minutes=activity.minutes)
    return all(abs(slot.start - one.start) >= least for one in others)


def _without(case: Case, key: ActivityId) -> Inspection:
    placed = {one: slot for one, slot in case.base.placed.items() if one != key}
    activities = {**case.base.activities, key: wanted(case, key)}
    return Inspection(
        schedule=replace(case.base, activities=activities, placed=placed),
        district=case.district,
        days=case.days,
        published=case.days.date_of(case.now),
        busy=case.busy,
        exclusions=case.exclusions,
    )


def _alternative(case: Case, activity: Activity, stood: Slot | None, slot: Slot) -> Alternative:
    told = case.hears_of(activity.id)
    people = told | {*activity.required, *slot.coming} if told else frozenset()
    return Alternative(
        slot=slot,
        people=frozenset(people),
        effects=tuple(_effects(case, activity, stood, slot, len(people))),
    )


def _effects(
    case: Case, activity: Activity, stood: Slot | None, slot: Slot, people: int
) -> Iterator[str]:
    yield "moves nothing else"
    if people:
        yield f"{people} people told"
    if stood is not None:
        days = (case.days.date_of(slot.start) - case.days.date_of(stood.start)).days
        if days:
            yield f"{abs(days)} {'day' if abs(days) == 1 else 'days'} {'later' if days > 0 else 'sooner'}"
        if slot.minutes != stood.minutes:
            yield f"{slot.minutes} minutes instead of {stood.minutes}"
    if slot.container is Container.PREP and (
        stood is None or stood.container is not Container.PREP
    ):
        yield "uses a planning period"
    if _new_drive(case, activity, slot):
        yield "one more school that day"


def _new_drive(case: Case, activity: Activity, slot: Slot) -> bool:
    """Whether its leader is at other schools only on that date."""
    there = {
        one.school
        for key, one in case.base.placed.items()
        if key != activity.id
        and activity.leader in case.base.people_at(key)
        and case.days.date_of(one.start) == case.days.date_of(slot.start)
    } - {None}
    return slot.school is not None and bool(there) and slot.school not in there
