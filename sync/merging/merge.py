"""The merge table: one event of ours, what we last wrote (base), what stands (found), what is wanted.

A person wins. A field whose found value differs from the base was changed by a person; it stays hers,
because the base is never moved onto it. Only time is different: a moved event stays where it was put,
whole, until the schedule agrees with it.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sync.event.events import WantedEvent
from sync.event.found_event import FoundEvent
from sync.event.identity import EventId, Key, guest_mark
from sync.event.marks import Field, Marks, digests_of, values_of
from sync.merging.changes import TOO_NEAR, Change, Verb

TELLS = frozenset({Field.TIME, Field.PLACE})
"""Fields whose change is worth a mail; titles and texts change silently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """What must not be changed any more, by when it starts (aware UTC).

    Nothing that starts before `until`, which is never before now, is written or made. What stands and
    starts before `near` stays as people know it, unless its key is in `may_change`.
    """

    until: datetime
    near: datetime | None = None
    may_change: frozenset[Key] = frozenset()

    def holds(self, moment: datetime | None) -> bool:
        return moment is not None and moment < self.until

    def keeps(self, key: Key, moment: datetime | None) -> bool:
        if moment is None or self.near is None or key in self.may_change:
            return False
        return moment < self.near


def merge(wanted: WantedEvent, found: FoundEvent, marks: Marks, frozen: Frozen) -> Change:
    """What happens to a live event of ours that is wanted."""
    kept = Change(
        verb=Verb.NOTHING,
        key=marks.key,
        event_id=EventId(found.id),
        activity=wanted.activity,
        owner=wanted.owner,
        calendar_id=found.calendar_id,
        etag=found.etag,
        wanted=wanted,
        marks=marks,
    )
    now, want = values_of(found), wanted.values()
    if frozen.holds(found.start) or (frozen.holds(wanted.start) and now != want):
        return _frozen(kept, same=now[Field.TIME] == want[Field.TIME])
    is_, base, to_be = digests_of(now), marks.base, digests_of(want)
    if is_[Field.TIME] not in (base.get(Field.TIME), to_be[Field.TIME]):
        return _moved_by_a_person(kept, same=base.get(Field.TIME) == to_be[Field.TIME])
    write = {f for f in Field if is_[f] != to_be[f] and is_[f] == base.get(f)}
    agreed = {f for f in Field if is_[f] == to_be[f]}
    new_base = {f: to_be[f] if f in write | agreed else base.get(f, "") for f in Field}
    add, drop, signs = _guests(wanted, found, marks)
    change = _verdict(
        replace(
            kept,
            before={f: now[f] for f in sorted(write)},
            after={f: want[f] for f in sorted(write)},
            add=add,
            drop=drop,
            marks=replace(
                marks, base=new_base, last_time=want[Field.TIME], guests=signs, going=False
            ),
        ),
        marks,
        found,
    )
    if change.verb in (Verb.MOVE, Verb.EDIT) and frozen.keeps(marks.key, found.start):
        return replace(kept, verb=Verb.FROZEN, says=TOO_NEAR)
    return change


def cancel(found: FoundEvent, marks: Marks, frozen: Frozen) -> Change:
    """What happens to a live event of ours that is wanted no longer."""
    change = Change(
        verb=Verb.CANCEL,
        key=marks.key,
        event_id=EventId(found.id),
        calendar_id=found.calendar_id,
        etag=found.etag,
        marks=replace(marks, going=True),
        before=values_of(found),
        guests=_everybody(found),
        mails=_everybody(found),
        says="no longer in the schedule",
    )
    if frozen.holds(found.start):
        return replace(
            change, verb=Verb.FROZEN, marks=marks, mails=(), says="it is past or has begun"
        )
    if digests_of(values_of(found)) != dict(marks.base):
        says = "a person changed it, so it is not cancelled by itself"
        return replace(change, verb=Verb.CONFLICT, marks=marks, mails=(), says=says)
    if frozen.keeps(marks.key, found.start):
        return replace(change, verb=Verb.FROZEN, marks=marks, mails=(), says=TOO_NEAR)
    return change


def release(found: FoundEvent, marks: Marks) -> Change:
    """Leave an event of ours to whoever changed it: our marks are taken off, all else stays."""
    return Change(
        verb=Verb.RELEASE,
        key=marks.key,
        event_id=EventId(found.id),
        calendar_id=found.calendar_id,
        etag=found.etag,
        marks=marks,
        says="no longer in the schedule; it stays as its owner's own",
    )


def _frozen(kept: Change, *, same: bool) -> Change:
    if same:
        return kept
    return replace(kept, verb=Verb.FROZEN, says="it is past or has begun")


def _moved_by_a_person(kept: Change, *, same: bool) -> Change:
    if same:
        return replace(kept, verb=Verb.PIN, says="a person moved it; it stays where it was put")
    says = "a person moved it, and the schedule has yet another time"
    return replace(kept, verb=Verb.CONFLICT, says=says)


def _guests(
    wanted: WantedEvent, found: FoundEvent, marks: Marks
) -> tuple[tuple[str, ...], tuple[str, ...], frozenset[str]]:
    """Whom to add, whom to drop, and the signs of those who are ours afterwards.

    Somebody we invited who is no longer there was taken out by a person: not invited again. Somebody
    a person invited is nobody we take out.
    """
    if found.attendees_omitted:
        return (), (), marks.guests
    there = {guest.email for guest in found.attendees}
    sign = {email: guest_mark(marks.key, email) for email in there | set(wanted.guests)}
    missing = [email for email in wanted.guests if email not in there]
    add = tuple(email for email in missing if sign[email] not in marks.guests)
    left = there - set(wanted.guests)
    drop = tuple(sorted(email for email in left if sign[email] in marks.guests))
    ours = {sign[email] for email in wanted.guests} | (marks.guests - {sign[e] for e in left})
    return add, drop, frozenset(ours)


def _verdict(change: Change, old: Marks, found: FoundEvent) -> Change:
    after = change.after or {}
    guests_change = bool(change.add or change.drop)
    if Field.TIME in after:
        verb = Verb.MOVE
    elif after or guests_change:
        verb = Verb.EDIT
    elif change.marks and _differ(change.marks, old):
        verb = Verb.ADOPT
    else:
        return replace(change, before=None, after=None)
    touched = tuple(sorted((*change.add, *change.drop)))
    if TELLS & set(after) or (touched and after):
        return replace(change, verb=verb, mails=_everybody(found, touched))
    return replace(change, verb=verb, mails=touched or _outside(change, found))


def _outside(change: Change, found: FoundEvent) -> tuple[str, ...]:
    """The guests from outside the district: what they are not mailed may never reach their calendar."""
    there = {guest.email for guest in found.attendees}
    outside = change.wanted.outside if change.after and change.wanted else ()
    return tuple(sorted(there & set(outside)))


def _differ(new: Marks, old: Marks) -> bool:
    return (dict(new.base), new.guests, new.going) != (dict(old.base), old.guests, old.going)


def _everybody(found: FoundEvent, others: Iterable[str] = ()) -> tuple[str, ...]:
    """The addresses a mail about this event goes to; rooms and the calendar itself read none."""
    people = {
        guest.email
        for guest in found.attendees
        if guest.email and not guest.resource and not guest.organizer
    }
    return tuple(sorted(people | set(others)))
