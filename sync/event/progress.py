"""How far a cycle has come, as one line of an invitation.

It is true for the day it was written on and says so: it is brought up to date when an invitation is
written anyway, and never a reason to write one.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from scheduler.model import Activity, ActivityId, Kind, Schedule, Slot

BEGINS = "Your coaching this cycle, as of "
_ONE_TO_ONE = frozenset({Kind.VISIT, Kind.DEBRIEF, Kind.PLANNING})
_Group = tuple[str, ...]


class Progress:
    """What is done of each cycle at `now`, and what comes next of all that people were `told`.

    `cycles` are the activities of whole cycles, also those without a time; without it the schedule's own.
    Only what every guest of an event may know is counted: the sessions of a cohort in a session, the
    visits to one teacher in what she and her coach have alone.
    """

    def __init__(
        self,
        schedule: Schedule,
        told: Mapping[ActivityId, Slot],
        now: datetime,
        cycles: Iterable[Activity] = (),
    ) -> None:
        self._placed, self._told, self._now = schedule.placed, told, now
        self._groups: dict[_Group, list[Activity]] = {}
        known = {activity.id: activity for activity in cycles} | dict(schedule.activities)
        for activity in known.values():
            if activity.kind in (Kind.SESSION, Kind.VISIT) and (group := _group(activity)):
                self._groups.setdefault(group, []).append(activity)

    def line(self, activity: Activity, slot: Slot, zone: str) -> str:
        """Like `... as of Fri 4 Dec: 3 of 6 visits done, next Tue 15 Dec.`; '' outside a cycle."""
        group = _group(activity)
        counted = self._groups.get(group, []) if group else []
        if len(counted) < 2:
            return ""
        at = {one.id: found for one in counted if (found := self._placed.get(one.id))}
        done = sum(1 for found in at.values() if found.end <= self._now)
        noun = "sessions" if activity.kind is Kind.SESSION else "visits"
        return (
            f"{BEGINS}{_day(self._now, zone)}: {done} of {len(counted)} {noun} done"
            f"{self._next(at, slot, zone)}."
        )

    def _next(self, at: Mapping[ActivityId, Slot], slot: Slot, zone: str) -> str:
        """The first that follows this event, if people know it already."""
        known = [
            found.start
            for key, found in at.items()
            if found.start > slot.start and self._told.get(key) == found
        ]
        return f", next {_day(min(known), zone)}" if known else ""


def _group(activity: Activity) -> _Group | None:
    """What is counted together: a cohort's sessions, or what a coach and one teacher have alone."""
    if activity.cohort is None:
        return None
    if activity.kind is Kind.SESSION:
        return (activity.structure, activity.cohort)
    others = sorted(set(activity.required) - {activity.leader})
    if activity.kind in _ONE_TO_ONE and len(others) == 1 and not activity.invited:
        return (activity.structure, activity.cohort, others[0])
    return None


def _day(moment: datetime, zone: str) -> str:
    """'Tue 15 Dec', whatever the computer's language is."""
    days = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
    months = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
    local = moment.astimezone(ZoneInfo(zone))
    return f"{days[local.weekday()]} {local.day} {months[local.month - 1]}"
