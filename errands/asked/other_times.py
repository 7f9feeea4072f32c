"""Other times for what somebody declined, while all but what follows it stays; never taken by themselves."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import TYPE_CHECKING

from scheduler.advice.alternatives import Alternative
from scheduler.advice.instead import instead
from scheduler.model import HELD_HALF, NOT_THEN, ActivityId, Schedule
from scheduler.repair.case import Case
from sync.workspace.known import Known, standing_in
from sync.workspace.whose_busy import whose_busy
from web.page_words import moment_words
from workflow import Given, Workspace

if TYPE_CHECKING:
    from scheduler.schoolday import SchoolDays

__all__ = ["case_of", "for_what_stands", "in_words", "instead_of"]
MOST = 12
"""Declined activities that are given other times at most; there are hardly ever more in a week."""


def _declined_ahead(schedule: Schedule, known: Known, now: datetime) -> list[ActivityId]:
    """What stands at a time somebody declined and that has not come yet, in order of time."""
    refused = {
        (one.activity, one.start)
        for one in known.exclusions
        if one.because not in (HELD_HALF, NOT_THEN)
    }
    found = {
        key: slot.start
        for key, slot in schedule.placed.items()
        if (key, slot.start) in refused and slot.start > now
    }
    return sorted(found, key=lambda key: (found[key], key))


def instead_of(
    keys: Collection[ActivityId],
    workspace: Workspace,
    given: Given,
    *,
    known: Known,
    schedule: Schedule,
    now: datetime,
) -> dict[ActivityId, tuple[Alternative, ...]]:
    """The nearest few times of each that break no rule while `schedule` stays, but for what follows it."""
    case = case_of(workspace, given, known=known, schedule=schedule, now=now)
    wanted = {one.id for one in case.activities}
    return {key: instead(case, key) for key in list(keys)[:MOST] if key in wanted}


def case_of(
    workspace: Workspace, given: Given, *, known: Known, schedule: Schedule, now: datetime
) -> Case:
    """What is asked about: `schedule` stands, and nothing of it is lost."""
    whom = whose_busy(given.district, workspace.settings.busy)
    told = known.published
    accepted = frozenset(
        key
        for key, person, start in known.accepted
        if (slot := told.placed.get(key))
        and slot.start == start
        and person != told.activities[key].leader
    )
    wanted = {**schedule.activities, **{one.id: one for one in given.activities}}
    return Case(
        district=given.district,
        activities=tuple(wanted.values()),
        base=schedule,
        told=told,
        lost={},
        accepted=accepted,
        pins=known.pins,
        exclusions=known.exclusions,
        busy=known.busy.of(whom).busy,
        now=now,
        seed=workspace.settings.seed,
    )


def for_what_stands(
    workspace: Workspace, given: Given, known: Known
) -> dict[ActivityId, tuple[Alternative, ...]]:
    """The other times of what stands in the saved schedule at a declined time."""
    now = workspace.clock(given.zone)
    keys = _declined_ahead(known.draft, known, now)
    if not keys:
        return {}
    return instead_of(
        keys, workspace, given, known=known, schedule=standing_in(known, given, now), now=now
    )


def in_words(found: Iterable[Alternative], days: "SchoolDays") -> str:
    """'Wed 9 Dec, 9:45 AM; Thu 10 Dec, 8:30 AM', in order of time."""
    starts = sorted(one.slot.start for one in found)
    words = [moment_words(days.local(start)) for start in starts]
    return "; ".join(words)
