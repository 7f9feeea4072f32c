"""Why an activity has its time, what stops it elsewhere, and what it could have, for its page."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from errands.asked import explaining
from errands.asked.wishing import Table, table_of
from scheduler.advice.smallest import Stands
from scheduler.model import Activity, ActivityId, Slot
from scheduler.referee.review import first_against
from scheduler.search.horizon import the_week_of
from scheduler.slots.candidates import Sieve
from web.page_words import when_words
from web.pages.why import Explained, Offer, Searched, Stop, Way
from workflow import what_is_known

if TYPE_CHECKING:
    from workflow import Given, Workspace

__all__ = ["explained", "searched"]
TRIED, LISTED = 120, 24
"""Times that are tried, and stretches that are told."""
ANSWERS = {
    Stands.STOPPED: "These together leave it no time; without any one of them it would have one.",
    Stands.FITS: "It fits now: find times for the week again, or take one of the times above.",
    Stands.BARE: "Its people share no time of the kind it needs, whatever else is changed.",
    Stands.UNKNOWN: "Whether it fits could not be settled in the time there is for a search.",
}


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
    here = explaining.explain_here(workspace, given, key, other_times=True)
    return Explained(
        why=here.because,
        stops=tuple(_stop(given, one) for one in stops[:LISTED]),
        lost=tuple(dict.fromkeys((*told, *(one.says for one in found.removed)))),
        options=unplaced.options if unplaced else (),
        offers=tuple(_offers(given, table, here)),
        more=max(0, len(stops) - LISTED),
    )


def searched(workspace: "Workspace", given: "Given", key: ActivityId) -> Searched | None:
    """What leaves it no time and what would give it one; None when it has a time. It takes seconds."""
    found = explaining.explain_here(workspace, given, key)
    if found.why is None:
        return None
    return Searched(
        says=ANSWERS[found.why.kind],
        facts=found.lines,
        ways=tuple(
            Way(
                says=f"If {one.says}",
                when=_when(given, one.slot.start, one.slot.end),
                effects=one.effects,
            )
            for one in found.ways
        ),
    )


def _stops(table: Table, activity: Activity, slots: list[Slot]) -> Iterator[_Stretch]:
    """What stops it at each time at which everybody is free, times that touch told as one."""
    now: _Stretch | None = None
    gone = table.room.without(activity.id)
    for slot in slots:
        broken = first_against(gone, activity.id, slot)
        if broken is None:
            continue
        says = broken.says
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


def _offers(given: "Given", table: Table, here: "explaining.Explained") -> Iterator[Offer]:
    """A few times that break no rule while everything else stays; what has begun moves no more."""
    if here.slot is not None and here.slot.start <= table.now:
        return
    for one in here.alternatives:
        when = _when(given, one.slot.start, one.slot.end)
        yield Offer(start=one.slot.start, when=when, says="; ".join(one.effects))


def _when(given: "Given", start: datetime, end: datetime) -> str:
    return when_words(given.days.local(start), given.days.local(end))
