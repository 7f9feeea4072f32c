"""The part of a change set that some coaches answer for: their own calendars, and no more. Pure.

What depends on a change in somebody else's calendar stays out, so that nobody is ever asked to be in two
places: it comes when that one was sent.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from scheduler.district import PersonId
from sync.event.marks import Field
from sync.merging.changes import Change, ChangeSet, Verb, canonical


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """One coach's part: `changes` could be sent, `bound` wait for somebody else's."""

    changes: ChangeSet
    bound: tuple[Change, ...] = ()


def share_of(changes: ChangeSet, coach: PersonId) -> Share:
    """The changes of one coach's calendar."""
    own = [one for one in changes.changes if _owner(one, changes) == coach]
    keys = {one.key for one in own}
    others = [one for one in changes.writes if _owner(one, changes) != coach]
    bound: list[Change] = []
    free = list(own)
    blockers = others
    while blockers:
        held = [one for one in free if any(_needs(one, blocker) for blocker in blockers)]
        free = [one for one in free if one not in held]
        bound += held
        blockers = held
    waiting = tuple(one for one in changes.waiting if _owner(one, changes) == coach)
    made = {one.owner for one in free if one.verb is Verb.CREATE}
    return Share(
        changes=replace(
            changes,
            changes=tuple(free),
            waiting=waiting,
            new_calendars={o: name for o, name in changes.new_calendars.items() if o in made},
            claims=tuple(claim for claim in changes.claims if claim.key in keys),
        ),
        bound=tuple(one for one in bound if one in changes.writes),
    )


def together(changes: ChangeSet, parts: Collection[ChangeSet]) -> ChangeSet:
    """The change set of several coaches' parts, in the order of the whole."""
    chosen = {(one.key, one.event_id) for part in parts for one in part.changes}
    kept = tuple(one for one in changes.changes if (one.key, one.event_id) in chosen)
    made = {owner: name for part in parts for owner, name in part.new_calendars.items()}
    keys = {one.key for one in kept}
    return replace(
        changes,
        changes=kept,
        waiting=(),
        new_calendars=made,
        claims=tuple(claim for claim in changes.claims if claim.key in keys),
    )


def fingerprints(changes: ChangeSet) -> dict[str, str]:
    """Event key and verb -> fingerprint of what would be written there and to whom."""
    return {
        f"{one.key}.{one.verb.value}": sha256(
            canonical([*one.same_write, sorted(one.mails), one.owner or one.calendar_id]).encode()
        ).hexdigest()[:16]
        for one in changes.writes
    }


def differences(shown: Mapping[str, str], now: Mapping[str, str]) -> tuple[int, int, int]:
    """How many changes came to what was shown, are others now, and fell out of it."""
    came = sum(key not in shown for key in now)
    other = sum(key in shown and shown[key] != value for key, value in now.items())
    return came, other, sum(key not in now for key in shown)


def _owner(change: Change, changes: ChangeSet) -> PersonId | None:
    """Whose calendar a change is in; a cancellation tells only the calendar."""
    if change.calendar_id:
        whose = {calendar: owner for owner, calendar in changes.calendars.items()}
        return whose.get(change.calendar_id, change.owner)
    return change.owner


def _needs(change: Change, blocker: Change) -> bool:
    """Whether a change needs what another one frees: its event's place, or the time somebody has there."""
    if change.key == blocker.key:
        return True
    stood, wanted = _stood(blocker), change.wanted
    if stood is None or wanted is None or change.verb not in (Verb.CREATE, Verb.MOVE):
        return False
    shared = set(blocker.mails or blocker.guests) & set(wanted.guests)
    return bool(shared) and wanted.start < stood[1] and stood[0] < wanted.end


def _stood(change: Change) -> tuple[datetime, datetime] | None:
    """Where an event that is moved or cancelled stands until that is carried out."""
    start, _, end = (change.before or {}).get(Field.TIME, "").partition("/")
    if change.verb not in (Verb.MOVE, Verb.CANCEL) or not (
        start.endswith("Z") and end.endswith("Z")
    ):
        return None
    return datetime.fromisoformat(start), datetime.fromisoformat(end)
