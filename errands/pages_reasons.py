"""Why an activity has its time, what stops it elsewhere, and what it could have, for its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from errands.wishing import Table, table_of
from scheduler.model import Activity, ActivityId, Slot
from scheduler.reasons.why_here import Around, why_here
from scheduler.repair.wishes import others_near, refusal
from scheduler.search.horizon import the_week_of
from scheduler.slots.candidates import Sieve
from web.page_words import when_words
from web.pages.why import Explained, Offer, Stop
from workflow import what_is_known

if TYPE_CHECKING:
    from workflow import Given, Known, Workspace

__all__ = ["explained"]
TRIED, LISTED = 120, 24
"""Times that are tried, and stretches that are told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stretch:
    """Times one after the other that the same thing stops; aware UTC, half-open."""

    start: datetime
    end: datetime
    says: str


def explained(workspace: "Workspace", given: "Given", key: ActivityId) -> Explained:
    """Everything that is known about the time of an activity of the saved schedule; nothing is searched."""
    known = what_is_known(workspace, given)
    activity, slot = known.draft.activities[key], known.draft.placed.get(key)
    unplaced = next((one for one in known.draft.unplaced if one.activity == key), None)
    day = given.days.date_of(slot.start) if slot else activity.window.first
    table = table_of(workspace, given, known, the_week_of(day), all_stands=True)
    sieve = Sieve(
        table.room.availability,
        published=table.room.inspection.published,
        exclusions=table.room.inspection.exclusions,
    )
    found = sieve.candidates(activity)
    ahead = [one for one in found.slots if one.start > table.now and one != slot]
    stops = list(_stops(table, activity, ahead[:TRIED]))
    told = [reason.says for reason in unplaced.reasons] if unplaced else []
    return Explained(
        why=why_here(key, _around(given, known)) if slot else "",
        stops=tuple(_stop(given, one) for one in stops[:LISTED]),
        lost=tuple(dict.fromkeys((*told, *(one.says for one in found.removed)))),
        options=unplaced.options if unplaced else (),
        offers=tuple(_offers(given, table, activity, slot)),
        more=max(0, len(stops) - LISTED),
    )


def _around(given: "Given", known: "Known") -> Around:
    return Around(
        schedule=known.draft,
        district=given.district,
        days=given.days,
        told=known.published,
        pins={pin.activity: pin for pin in known.pins},
    )


def _stops(table: Table, activity: Activity, slots: list[Slot]) -> Iterator[_Stretch]:
    """What stops it at each time at which everybody is free, times that touch told as one."""
    now: _Stretch | None = None
    for slot in slots:
        says = refusal(table.room, {activity.id: slot})
        if not says:
            continue
        if now and says == now.says and slot.start <= now.end:
            now = _Stretch(start=now.start, end=max(now.end, slot.end), says=says)
            continue
        if now:
            yield now
        now = _Stretch(start=slot.start, end=slot.end, says=says)
    if now:
        yield now


def _stop(given: "Given", one: _Stretch) -> Stop:
    return Stop(when=_when(given, one.start, one.end), says=one.says)


def _offers(given: "Given", table: Table, activity: Activity, slot: Slot | None) -> Iterator[Offer]:
    """A few times that break no rule while everything else stays; what has begun moves no more."""
    if slot is not None and slot.start <= table.now:
        return
    middle = slot.start if slot else table.now
    minutes = slot.minutes if slot else activity.minutes
    for start in others_near(table.room, activity, middle):
        if start > table.now and (slot is None or start != slot.start):
            when = _when(given, start, start + timedelta(minutes=minutes))
            yield Offer(start=start, when=when, says="with the same coach")


def _when(given: "Given", start: datetime, end: datetime) -> str:
    return when_words(given.days.local(start), given.days.local(end))
