"""What a coach asks of her own week, judged by the referee before anything is kept.

Nothing here moves anything else: a place that needs another activity out of the way is refused, and the
sentence says which rule it would break.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from scheduler.inspection import Inspection, Violation
from scheduler.model import (
    NOT_THEN,
    Activity,
    ActivityId,
    Exclusion,
    Reason,
    Schedule,
    Slot,
    Unplaced,
)
from scheduler.peoples_time.availability import Availability
from scheduler.referee.review import what_if
from scheduler.repair.repair import without_the_stranded
from scheduler.schoolday import SchoolDays
from scheduler.slots.candidates import Sieve
from scheduler.slots.put_by_hand import slot_by_hand

DROPPED = Reason(rule="keep_what_was_said", says="its coach dropped it")
ALONE = "what it follows has no time"
"""Of the order of things: said of something whose earlier part may still find its own time."""
OFFERED = 3
"""Other times that are named where a wished one cannot be."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What a wish is judged against: an `inspection` of what stands, and who is where when.

    `free` are activities that the next search may still move: nothing has to wait for their time.
    """

    inspection: Inspection
    availability: Availability
    free: frozenset[ActivityId] = frozenset()

    def without(self, *keys: ActivityId) -> Inspection:
        """The inspection with these nowhere, and nothing fixed about them."""
        old = self.inspection
        placed = {k: s for k, s in old.schedule.placed.items() if k not in keys}
        return replace(
            old,
            schedule=replace(old.schedule, placed=placed),
            pins=tuple(pin for pin in old.pins if pin.activity not in keys),
            standing=old.standing - set(keys),
            reading=old.timetable,
        )


def place_at(room: Room, activity: Activity, stood: Slot | None, start: datetime) -> Slot:
    """The slot of an activity at an instant: one of those it could take, or one put by hand."""
    offered = [slot for slot in _offered(room, activity) if slot.start == start]
    if offered:
        return offered[0]
    minutes = stood.minutes if stood else activity.minutes
    return slot_by_hand(activity, stood, start, minutes, room.availability)


def refusal(room: Room, slots: Mapping[ActivityId, Slot]) -> str:
    """Why these activities cannot stand there together, in the sentence of a rule; '' when they can."""
    found = next(_broken(room, slots), None)
    return found.says if found else ""


def others_near(
    room: Room, activity: Activity, start: datetime, days: Collection[date] = ()
) -> tuple[datetime, ...]:
    """Starts that would be allowed, the nearest to a wished one first, one for each stretch of the day."""
    slots = sorted(_offered(room, activity), key=lambda one: (abs(one.start - start), one.start))
    found: list[datetime] = []
    for slot in slots:
        if days and room.inspection.days.date_of(slot.start) not in days:
            continue
        if any(abs(slot.start - one) < timedelta(minutes=activity.minutes) for one in found):
            continue
        if not refusal(room, {activity.id: slot}):
            found.append(slot.start)
        if len(found) == OFFERED:
            break
    return tuple(sorted(found))


def ruled_out(
    activity: ActivityId,
    stood: Slot | None,
    *,
    days: Iterable[date],
    school_days: SchoolDays,
) -> tuple[Exclusion, ...]:
    """The exclusions of a wish for another time: the time it stands at, and whole days."""
    spans = [(stood.start, stood.end)] if stood else []
    for day in sorted(set(days)):
        first = school_days.instant(day, time.min)
        spans.append((first, school_days.instant(day + timedelta(days=1), time.min)))
    return tuple(
        Exclusion(activity=activity, start=start, end=end, because=NOT_THEN) for start, end in spans
    )


def without_dropped(schedule: Schedule, dropped: Collection[ActivityId], now: datetime) -> Schedule:
    """The schedule with what was dropped left out, unless it has begun, and what has to follow that.

    All of it stays known, as without a time.
    """
    gone = {
        key
        for key in dropped
        if key in schedule.activities
        and not ((slot := schedule.placed.get(key)) and slot.start <= now)
    }
    if not gone:
        return schedule
    rest = tuple(one for one in schedule.unplaced if one.activity not in gone)
    left_out = tuple(Unplaced(activity=key, reasons=(DROPPED,)) for key in sorted(gone))
    placed = {key: slot for key, slot in schedule.placed.items() if key not in gone}
    left = replace(schedule, placed=placed, unplaced=(*rest, *left_out))
    return without_the_stranded(left, sorted(gone))


def taken_back(schedule: Schedule, dropped: Collection[ActivityId]) -> Schedule:
    """The schedule without a word of what was dropped and is not any more: a search may place it again."""
    back = {
        one.activity
        for one in schedule.unplaced
        if one.reasons == (DROPPED,) and one.activity not in dropped
    }
    if not back:
        return schedule
    return replace(
        schedule,
        activities={key: one for key, one in schedule.activities.items() if key not in back},
        unplaced=tuple(one for one in schedule.unplaced if one.activity not in back),
    )


def _offered(room: Room, activity: Activity) -> tuple[Slot, ...]:
    inspection = room.without(activity.id)
    sieve = Sieve(
        room.availability,
        published=inspection.published,
        exclusions=inspection.exclusions,
    )
    return sieve.candidates(activity).slots


def _broken(room: Room, slots: Mapping[ActivityId, Slot]) -> Iterator[Violation]:
    alone = room.without(*slots)
    known = {key: room.inspection.schedule.activities[key] for key in slots}
    schedule = replace(
        alone.schedule,
        activities={**alone.schedule.activities, **known},
        placed={**alone.schedule.placed, **slots},
    )
    trial = replace(alone, schedule=schedule, reading=alone.timetable)
    for key, slot in slots.items():
        for violation in what_if(trial, key, slot):
            if not (violation.says == ALONE and _may_come(room, known[key])):
                yield violation


def _may_come(room: Room, activity: Activity) -> bool:
    """Whether what it follows may still find a time."""
    return any(after.earlier in room.free for after in activity.after if not after.soft)
