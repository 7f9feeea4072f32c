"""Other bells on a date: what is tied to a block keeps its block, and the clock shifts."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from scheduler.model import Activity, ActivityId, Reason, Schedule, Slot
from scheduler.repair.impossible import Lost
from scheduler.schoolday import BlockTime, SchoolDays

SHIFTED = Reason(rule="visit_a_taught_period", says="its block rings at another time that day")


def with_the_bells(
    schedule: Schedule, before: SchoolDays, after: SchoolDays, now: datetime
) -> tuple[Schedule, Lost]:
    """The schedule with every block at the clock time it has now, and the old starts of what shifted.

    What has begun stays, and what no block holds. What does not fit its shorter block any more keeps its old
    time, for the rules to find.
    """
    placed: dict[ActivityId, Slot] = {}
    shifted: dict[tuple[ActivityId, datetime], Reason] = {}
    for key, slot in schedule.placed.items():
        new = _shifted(schedule.activities[key], slot, before, after) if slot.start > now else None
        placed[key] = new or slot
        if new is not None and new.start != slot.start:
            shifted[key, slot.start] = SHIFTED
    return replace(schedule, placed=placed), shifted


def _shifted(activity: Activity, slot: Slot, before: SchoolDays, after: SchoolDays) -> Slot | None:
    """The slot in the same blocks of the same date; None where they did not change or cannot hold it."""
    if slot.school is None or not slot.block:
        return None
    day = before.date_of(slot.start)
    old, new = _blocks(slot, before), _blocks(slot, after)
    if old == new or not old or old.keys() != new.keys() or day != after.date_of(slot.start):
        return None
    first, last = (slot.block.split("+")[0], slot.block.split("+")[-1])
    offset = max(slot.start - old[first].span.start, timedelta(0))
    start = new[first].span.start + offset
    room = int((new[last].span.end - start).total_seconds()) // 60
    if room < min(slot.minutes, activity.minutes):
        start = new[first].span.start
        room = int((new[last].span.end - start).total_seconds()) // 60
    minutes = min(slot.minutes, room)
    if minutes < min(activity.minutes_min or activity.minutes, slot.minutes):
        return None
    return replace(slot, start=start, minutes=minutes)


def _blocks(slot: Slot, days: SchoolDays) -> Mapping[str, BlockTime]:
    """The blocks a slot names, as they ring on its date; nothing where one of them does not."""
    day = days.day(slot.school, days.date_of(slot.start)) if slot.school else None
    names = slot.block.split("+")
    found = {one.name: one for one in (day.blocks if day else ()) if one.name in names}
    return found if len(found) == len(set(names)) else {}
