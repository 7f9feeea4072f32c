"""Undo as a change set like any other: what stood before a run is what is wanted now.

So it goes through the merge table: what a person changed since stays, what was deleted comes back as a
new event, what was made is cancelled. What a later run changed again is left to that run's own undo.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from sqlalchemy import select

from scheduler.district import PersonId
from scheduler.errors import SettingsError
from scheduler.model import ActivityId
from sync.calendars.look import Look
from sync.event.events import WantedEvent
from sync.event.found_event import FoundEvent
from sync.event.identity import Key, guest_mark
from sync.event.marks import Field, Marks, digests_of, own_marks, values_of
from sync.journal.images import NOTHING, Image, image_of
from sync.journal.journal import Journal, OpState
from sync.journal.tables import ops, runs
from sync.merging.changes import Change, ChangeSet, Verb
from sync.merging.diff import Reach, diff

MARK = "undo-"
"""What the name of a run that takes another back begins with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """One write that a run carried out."""

    number: int
    key: Key
    activity: ActivityId
    calendar_id: str
    verb: Verb
    image: Image


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What taking a run back would do; `left` says of activities why they stay as they are.

    `sent` are the mails of that run, which nobody can call back.
    """

    run: str
    changes: ChangeSet
    left: tuple[tuple[ActivityId, str], ...] = ()
    sent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """What is known of how events were, beyond the writes: `like` are events as we would write them."""

    zone: str
    like: Mapping[ActivityId, WantedEvent] = field(default_factory=dict)


def newest_run(journal: Journal) -> str:
    """The run that was carried out last, undoing not counted.

    Raises:
        SettingsError: nothing was pushed yet.
    """
    query = (
        select(runs.c.run)
        .join(ops, ops.c.run == runs.c.run)
        .where(ops.c.state == OpState.DONE.value, runs.c.run.not_like(f"{MARK}%"))
        .order_by(ops.c.number.desc())
        .limit(1)
    )
    found = journal.rows(query)
    if not found:
        raise SettingsError("nothing was pushed yet", fix="there is nothing to take back")
    return str(found[0].run)


def written_by(journal: Journal, run: str) -> list[Written]:
    """The writes of a run, oldest first.

    Raises:
        SettingsError: there is no such run, or what stood before it is kept no longer.
    """
    query = select(ops).where(ops.c.run == run, ops.c.state == OpState.DONE.value)
    rows = journal.rows(query.order_by(ops.c.number))
    if not rows:
        raise SettingsError(
            f"no run '{run}' wrote anything",
            fix="name one that a push told you, like r-1a2b3c4d; without a name it is the last",
        )
    if any(row.before_json == NOTHING for row in rows):
        raise SettingsError(
            f"what stood before run '{run}' is kept no longer: it is more than 90 days old, or was forgotten",
            fix="change the schedule instead, and push it",
        )
    return [
        Written(
            number=row.number,
            key=Key(row.key),
            activity=ActivityId(row.activity),
            calendar_id=row.calendar_id,
            verb=Verb(row.verb),
            image=image_of(row.before_json),
        )
        for row in rows
        if row.activity
    ]


def undo(
    journal: Journal, run: str, *, seen: Look, stood: Stood, now: datetime, account: str
) -> Undo:
    """The changes that put the calendars back as they were before a run; writes nothing.

    Raises:
        SettingsError: there is no such run, or it is too old.
    """
    writes = written_by(journal, run)
    back = _Back(journal, seen, stood)
    left: dict[Key, tuple[ActivityId, str]] = {}
    wanted: list[WantedEvent] = []
    gone: set[ActivityId] = set()
    keys: set[Key] = set()
    for key, mine in _by_key(writes).items():
        answer = back.before(mine, overtaken_by=_later(journal, run, mine))
        if isinstance(answer, str):
            left[key] = (mine[0].activity, answer)
            continue
        keys.add(key)
        if answer is None:
            gone.add(mine[0].activity)
        else:
            wanted.append(answer)
    changes = diff(
        wanted,
        seen.found,
        journal.state({}, seen.stopped),
        reach=Reach(start=now, end=now, activities=frozenset(gone)),
        now=now,
        zone=stood.zone,
        account=account,
    )
    about = tuple(_told(one) for one in changes.changes if one.key in keys)
    return Undo(
        run=run,
        changes=replace(changes, changes=about, new_calendars={}),
        left=tuple(sorted(left.values())),
        sent=tuple(email for one in writes for email in one.image.mails),
    )


class _Back:
    """Works out how one event was before a run."""

    def __init__(self, journal: Journal, seen: Look, stood: Stood) -> None:
        self._journal, self._stood = journal, stood
        self._owners = {calendar: owner for owner, calendar in journal.calendars().items()}
        self._live: dict[Key, tuple[FoundEvent, Marks]] = {}
        for event in seen.found:
            marks = own_marks(event, journal.lineage)
            if marks and not event.cancelled:
                self._live[marks.key] = (event, marks)

    def before(self, mine: Sequence[Written], *, overtaken_by: str) -> WantedEvent | str | None:
        """The event as it was; None where there was none; a sentence where it stays as it is."""
        if overtaken_by:
            return f"run {overtaken_by} changed it again"
        verbs = {one.verb for one in mine}
        if Verb.RELEASE in verbs:
            return "it was left to its owner"
        cancelled = next((one for one in mine if one.verb is Verb.CANCEL), None)
        if cancelled:
            return self._cancelled(cancelled)
        if Verb.CREATE in verbs:
            return None
        if verbs == {Verb.ADOPT}:
            return "nothing in it was changed"
        return self._changed(mine)

    def _cancelled(self, write: Written) -> WantedEvent | str:
        owner = self._owners.get(write.calendar_id)
        if owner is None:
            return "its calendar is gone"
        return self._event(write.activity, owner, write.image.before, write.image.guests)

    def _changed(self, mine: Sequence[Written]) -> WantedEvent | str:
        first = mine[0]
        if first.key not in self._live:
            return "a person deleted it"
        found, marks = self._live[first.key]
        owner = self._owners.get(found.calendar_id)
        if owner is None:
            return "its calendar is gone"
        values = self._values(first.key, found, marks)
        for write in reversed(mine):
            values |= write.image.before
        if values.keys() != set(Field):
            return "a person changed it"
        added = {email for one in mine for email in one.image.add}
        dropped = [email for one in mine for email in one.image.drop]
        ours = [
            guest.email
            for guest in found.attendees
            if guest_mark(first.key, guest.email) in marks.guests and guest.email not in added
        ]
        return self._event(first.activity, owner, values, (*ours, *dropped))

    def _values(self, key: Key, found: FoundEvent, marks: Marks) -> dict[Field, str]:
        """What we last wrote; a field a person changed since is told from what she wrote."""
        now = values_of(found)
        digests = digests_of(now)
        ours = {f: now[f] for f in Field if digests[f] == marks.base.get(f)}
        if len(ours) == len(Field):
            return ours
        query = select(ops.c.before_json).where(ops.c.key == key, ops.c.state == "done")
        for row in self._journal.rows(query.order_by(ops.c.number)):
            after = image_of(row.before_json).after
            ours |= {f: text for f, text in after.items() if digests[f] != marks.base.get(f)}
        return ours

    def _event(
        self,
        activity: ActivityId,
        owner: PersonId,
        values: Mapping[Field, str],
        guests: Iterable[str],
    ) -> WantedEvent | str:
        start, end = _instants(values.get(Field.TIME, ""))
        if start is None or end is None:
            return "it had no hour"
        like = self._stood.like.get(activity)
        return WantedEvent(
            activity=activity,
            owner=owner,
            start=start,
            end=end,
            zone=self._stood.zone,
            title=values.get(Field.TITLE, ""),
            place=values.get(Field.PLACE, ""),
            text=values.get(Field.TEXT, ""),
            guests=tuple(dict.fromkeys(guests)),
            # Of an event nothing more is known of, nobody sees who else was there.
            hide_guests=like.hide_guests if like else True,
            outside=like.outside if like else (),
            meet=like.meet if like else False,
            label=like.label if like else "",
        )


def _told(change: Change) -> Change:
    """A cancellation says here why it happens."""
    return replace(change, says="taken back") if change.verb is Verb.CANCEL else change


def _by_key(writes: Iterable[Written]) -> dict[Key, list[Written]]:
    found: dict[Key, list[Written]] = {}
    for write in writes:
        found.setdefault(write.key, []).append(write)
    return found


def _later(journal: Journal, run: str, mine: Sequence[Written]) -> str:
    """The run that wrote the event after this one did; '' for none."""
    query = select(ops.c.run).where(
        ops.c.key == mine[0].key,
        ops.c.run != run,
        ops.c.number > mine[-1].number,
        ops.c.state == OpState.DONE.value,
    )
    found = journal.rows(query.order_by(ops.c.number.desc()).limit(1))
    return str(found[0].run) if found else ""


def _instants(text: str) -> tuple[datetime | None, datetime | None]:
    """Start and end of an event's time as text; None for one that lasts whole days."""
    start, _, end = text.partition("/")
    if not (start.endswith("Z") and end.endswith("Z")):
        return None, None
    return (
        datetime.fromisoformat(start).astimezone(UTC),
        datetime.fromisoformat(end).astimezone(UTC),
    )
