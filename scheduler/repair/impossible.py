"""What of a schedule cannot take place any more: its time was declined, or a disruption took it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from scheduler.district import District, PersonId
from scheduler.inspection import Inspection, Violation
from scheduler.model import Activity, ActivityId, Exclusion, Reason, Schedule, Slot
from scheduler.referee.review import violations
from scheduler.schoolday import SchoolDays

DECLINED = Reason(rule="keep_what_was_said", says="its time was declined")
TAKEN = frozenset({"respect_blackouts", "respect_busy_calendars"})
"""The rules by which somebody's time is taken."""

Lost = Mapping[tuple[ActivityId, datetime], Reason]
"""Activities with the start (aware UTC) that has become impossible, and why."""


def declined(schedule: Schedule, exclusions: Iterable[Exclusion], now: datetime) -> Lost:
    """What stands, and has not begun, at a time that somebody it needs declined."""
    refused = {(one.activity, one.start) for one in exclusions}
    return {
        (key, slot.start): DECLINED
        for key, slot in schedule.placed.items()
        if (key, slot.start) in refused and slot.start > now
    }


def made_impossible(
    schedule: Schedule,
    before: District,
    after: District,
    now: datetime,
    *,
    stood: Schedule | None = None,
) -> tuple[Schedule, Lost]:
    """What has not begun and breaks a rule only since the district changed, with the first such rule.

    Somebody who was only invited and cannot come any more makes nothing impossible while enough others
    can: the schedule comes back without her there. `stood` is how it was where the clock has shifted since.
    """
    ahead = _ahead(schedule, now)
    known = set(violations(_laid_out(_ahead(stood or schedule, now), before)))
    broken: dict[ActivityId, Violation] = {}
    for violation in violations(_laid_out(ahead, after)):
        if violation not in known:
            for key in violation.activities:
                broken.setdefault(key, violation)
    slots = dict(schedule.placed)
    lost: dict[tuple[ActivityId, datetime], Reason] = {}
    for key, violation in broken.items():
        without = _without_who_cannot(schedule.activities[key], slots[key], before, after)
        if without is not None:
            slots[key] = without
        else:
            lost[key, slots[key].start] = Reason(rule=violation.rule, says=violation.says)
    return replace(schedule, placed=slots), lost


def _ahead(schedule: Schedule, now: datetime) -> Schedule:
    placed = {key: slot for key, slot in schedule.placed.items() if slot.start > now}
    return replace(schedule, placed=placed)


def _without_who_cannot(
    activity: Activity, slot: Slot, before: District, after: District
) -> Slot | None:
    """The slot with only those invited people who can still come; None when that does not save it."""
    able = tuple(person for person in slot.coming if not _takes(person, activity, slot, after))
    if able == slot.coming:
        return None
    without = replace(slot, coming=able)
    stood = set(_alone(activity, slot, before))
    return None if set(_alone(activity, without, after)) - stood else without


def _takes(person: PersonId, activity: Activity, slot: Slot, district: District) -> bool:
    """Whether that person by herself could not be there."""
    hers = replace(activity, leader=person, required=(person,), quorum=())
    found = _alone(hers, replace(slot, coming=()), district)
    return any(one.rule in TAKEN for one in found)


def _alone(activity: Activity, slot: Slot, district: District) -> tuple[Violation, ...]:
    """The rules it breaks by itself."""
    schedule = Schedule(
        activities={activity.id: replace(activity, after=())}, placed={activity.id: slot}
    )
    return violations(_laid_out(schedule, district))


def _laid_out(schedule: Schedule, district: District) -> Inspection:
    return Inspection(schedule=schedule, district=district, days=SchoolDays(district))
