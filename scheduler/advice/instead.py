"""Other times for an activity and what has to follow it, while everything else stays."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime

from scheduler.advice.alternatives import MOST, Alternative, alternatives
from scheduler.inspection import Inspection
from scheduler.model import Activity, ActivityId, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.referee.review import first_against
from scheduler.repair.case import Case, and_what_follows
from scheduler.slots.candidates import Sieve

TRIED = 9
"""Times of the activity for which what follows it is tried."""


def instead(case: Case, key: ActivityId, most: int = MOST) -> tuple[Alternative, ...]:
    """The nearest other times at which what follows finds a time as well, its own if that still goes.

    What follows and was fixed by hand or accepted stays where it is.
    """
    following = _following(case, key)
    alone = _without(case, following)
    found: list[Alternative] = []
    for one in alternatives(alone, key, TRIED).found:
        moved = _with_what_follows(alone, case, key, one.slot, following)
        if moved is None:
            continue
        told = one.people | {person for other in moved for person in case.hears_of(other)}
        effects = _effects(case, one, moved, len(told))
        found.append(replace(one, people=frozenset(told), effects=effects))
        if len(found) == most:
            break
    return tuple(found)


def moved_along(case: Case, key: ActivityId, start: datetime) -> dict[ActivityId, Slot] | None:
    """The slot of an activity at an instant and those of what has to move with it; None when it cannot be."""
    following = _following(case, key)
    alone = _without(case, following)
    wanted = {one.id: one for one in case.activities}
    sieve = _sieve(case)
    inspection = _laid_out(alone, wanted, dict(alone.base.placed))
    for slot in sieve.candidates(wanted[key]).slots:
        if slot.start == start and first_against(inspection, key, slot) is None:
            moved = _with_what_follows(alone, case, key, slot, following)
            return None if moved is None else {key: slot, **moved}
    return None


def _without(case: Case, following: list[Activity]) -> Case:
    """The case in which what follows stands nowhere."""
    gone = {one.id for one in following}
    placed = {one: slot for one, slot in case.base.placed.items() if one not in gone}
    return replace(case, base=replace(case.base, placed=placed))


def _sieve(case: Case) -> Sieve:
    return Sieve(
        Availability(case.district, case.days, case.busy),
        published=case.days.date_of(case.now),
        exclusions=case.exclusions,
    )


def _laid_out(
    case: Case, wanted: Mapping[ActivityId, Activity], placed: Mapping[ActivityId, Slot]
) -> Inspection:
    return Inspection(
        schedule=replace(
            case.base, activities={**wanted, **case.base.activities}, placed=dict(placed)
        ),
        district=case.district,
        days=case.days,
        published=case.days.date_of(case.now),
        busy=case.busy,
        exclusions=case.exclusions,
    )


def _effects(
    case: Case, one: Alternative, moved: dict[ActivityId, Slot], told: int
) -> tuple[str, ...]:
    """What it does beside: the words of the activity alone, but for what moves with it."""
    if not moved:
        return one.effects
    kinds = sorted({case.base.activities[other].kind.value for other in moved})
    rest = [
        says for says in one.effects if says != "moves nothing else" and not says.endswith(" told")
    ]
    return (f"its {' and '.join(kinds)} moves with it", f"{told} people told", *rest)


def _following(case: Case, key: ActivityId) -> list[Activity]:
    """What must come after it, in order of time, but for what somebody fixed or accepted, or has begun."""
    kept = {pin.activity for pin in case.pins} | case.accepted
    free = {
        one
        for one in and_what_follows(case, [key]) - {key} - kept
        if one in case.base.placed and case.base.placed[one].start > case.now
    }
    return sorted(
        (case.base.activities[one] for one in free),
        key=lambda one: (case.base.placed[one.id].start, one.id),
    )


def _with_what_follows(
    alone: Case, case: Case, key: ActivityId, slot: Slot, following: list[Activity]
) -> dict[ActivityId, Slot] | None:
    """The other times of what follows, None when something would have none."""
    placed = {**alone.base.placed, key: slot}
    wanted = {one.id: one for one in case.activities}
    moved: dict[ActivityId, Slot] = {}
    for one in following:
        inspection = _laid_out(case, wanted, placed)
        fits = (
            each
            for each in _own_first(case, one)
            if first_against(inspection, one.id, each) is None
        )
        found = next(fits, None)
        if found is None:
            return None
        placed[one.id] = found
        if found.start != case.base.placed[one.id].start:
            moved[one.id] = found
    return moved


def _own_first(case: Case, activity: Activity) -> Iterator[Slot]:
    """The time it has, then every other it could take, in order of time."""
    yield case.base.placed[activity.id]
    yield from (one for one in _sieve(case).candidates(activity).slots if one.start > case.now)
