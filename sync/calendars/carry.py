"""Carries one change to the calendar, and meets what stands there by the merge table.

Nothing here is remembered but that a calendar has lost our labels; `push` keeps the journal around it.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from scheduler.errors import RemoteError
from sync.calendars.calendar_api import AlreadyThere, CalendarApi, EtagMoved
from sync.calendars.glance import Glance, builds_on_what_stands
from sync.event.found_event import FoundEvent
from sync.event.marks import Field, as_written, marks_of, own_marks
from sync.journal.kept_labels import LabelledCalendars
from sync.merging.changes import Change, Verb
from sync.merging.claims import Claims, settled
from sync.merging.diff import creation
from sync.merging.merge import Frozen, cancel, merge
from sync.merging.patches import changed_event, going, new_event, without_marks

TRIES = 3
LABEL_REFUSED = (400, 404)
"""What Google may answer to a label that its calendar does not know; it is documented nowhere."""


class End(StrEnum):
    """How carrying out a change ended."""

    DONE = "done"
    ALREADY = "already so"
    CONFLICT = "conflict"
    TOMBSTONE = "deleted by a person"
    FROZEN = "past or too near"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """The end, and the change as it was carried out in fact (its id or etag may have moved on)."""

    end: End
    change: Change
    says: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Carrier:
    """Writes for one run; `frozen` holds what must not be changed any more at this moment.

    `claims` are what people settled that the change set was worked out with.
    """

    api: CalendarApi
    namespace: str
    run: str
    frozen: Frozen
    claims: Claims = field(default_factory=dict)
    glance: Glance | None = None
    """What a lane has read already; without it each event is asked for."""
    labelled: LabelledCalendars | None = None
    """Where new events get a label; nowhere without it."""

    def carry(self, change: Change) -> Ended:
        """Carry out one change of a verb that writes.

        Raises:
            RemoteError: Google refused it.
            Unanswered: it may have been carried out.
            Interrupted: it was not; running again continues.
        """
        if change.verb is Verb.CREATE:
            return self._create(change)
        if change.verb is Verb.CANCEL:
            return self._cancel(change)
        if change.verb is Verb.RELEASE:
            return self._release(change)
        return self._change(change)

    def _create(self, change: Change) -> Ended:
        wanted, marks = change.wanted, change.marks
        if wanted is None or marks is None:
            raise ValueError("a new event needs what it should say")
        if self.frozen.holds(wanted.start):
            return Ended(end=End.FROZEN, change=change, says="it would start in the past")
        for step in range(TRIES):
            generation = marks.generation + step
            now = (
                creation(self.namespace, change.key, generation, wanted, change.calendar_id)
                if step
                else change
            )
            made = self._insert(now)
            if not isinstance(made, AlreadyThere):
                return Ended(end=End.DONE, change=now)
            ended = self._meet(now)
            if ended is not None:
                return ended
        return Ended(end=End.CONFLICT, change=change, says="its ids are used by others")

    def _insert(self, change: Change) -> FoundEvent | AlreadyThere:
        """With its kind's label where the calendar has ours; the event matters more than the label.

        A refusal made nothing and told nobody, so asking once more without it is safe. A calendar that is
        gone is so the second time as well.
        """
        body = new_event(change, self.run)
        label = change.wanted.label if change.wanted else ""
        if label and self.labelled is not None and change.calendar_id in self.labelled:
            labelled = body | {"eventLabelId": label}
            try:
                return self.api.insert_event(
                    change.calendar_id, labelled, send_updates=change.tells
                )
            except RemoteError as error:
                if error.status not in LABEL_REFUSED:
                    raise
            made = self.api.insert_event(change.calendar_id, body, send_updates=change.tells)
            self.labelled.discard(change.calendar_id)
            return made
        return self.api.insert_event(change.calendar_id, body, send_updates=change.tells)

    def _meet(self, change: Change) -> Ended | None:
        """What to do about an id that is used; None to go on to the next generation."""
        found = self.api.get_event(change.calendar_id, change.event_id)
        if found is None or change.wanted is None or change.marks is None:
            return None
        marks = own_marks(found, self.namespace)
        if marks is None and marks_of(found) is not None:
            return None  # somebody else's event under our id: never touched
        if found.cancelled:
            if marks and marks.going:
                return None
            return Ended(end=End.TOMBSTONE, change=change, says="a person deleted it")
        if marks is None:
            return Ended(end=End.CONFLICT, change=change, says="its marks were taken away")
        if as_written(marks) == as_written(change.marks):
            return Ended(end=End.ALREADY, change=replace(change, etag=found.etag))
        return self._follow(
            merge(change.wanted, found, settled(marks, found, self.claims), self.frozen)
        )

    def _follow(self, merged: Change) -> Ended:
        """Carry out what the merge table says about an event that stands already."""
        if merged.verb is Verb.NOTHING:
            return Ended(end=End.ALREADY, change=merged)
        if merged.verb in (Verb.MOVE, Verb.EDIT, Verb.ADOPT):
            return self._change(merged)
        end = End.FROZEN if merged.verb is Verb.FROZEN else End.CONFLICT
        return Ended(end=end, change=merged, says=merged.says)

    def _change(self, change: Change) -> Ended:
        if self._too_late(change):
            return Ended(end=End.FROZEN, change=change, says="it has begun")
        found = self._read_first(change)
        for _ in range(TRIES):
            if found is not None and found.etag != change.etag:
                again = self._again(change, found)
                if isinstance(again, Ended):
                    return again
                change = again
            try:
                self.api.patch_event(
                    change.calendar_id,
                    change.event_id,
                    changed_event(change, found, self.run),
                    etag=change.etag,
                    send_updates=change.tells,
                )
            except EtagMoved:
                found = self.api.get_event(change.calendar_id, change.event_id)
                if found is None:
                    return Ended(end=End.TOMBSTONE, change=change, says="a person deleted it")
                continue
            return Ended(end=End.DONE, change=change)
        return Ended(end=End.CONFLICT, change=change, says="it kept changing while we wrote")

    def _read_first(self, change: Change) -> FoundEvent | None:
        """The event, where a patch must keep what people put beside our part of a field."""
        if not builds_on_what_stands(change):
            return None
        found = (self.glance or Glance(self.api, ())).at(change)
        gone = FoundEvent(id=change.event_id, calendar_id=change.calendar_id, status="cancelled")
        return found or gone

    def _again(self, change: Change, found: FoundEvent) -> Ended | Change:
        """The merge table once more: the same change under the new etag, or how it ends."""
        marks = own_marks(found, self.namespace)
        if found.cancelled and marks and marks.going:
            return Ended(end=End.CONFLICT, change=change, says="another push cancelled it")
        if found.cancelled or change.wanted is None:
            return Ended(end=End.TOMBSTONE, change=change, says="a person deleted it")
        if marks is None:
            return Ended(end=End.CONFLICT, change=change, says="its marks were taken away")
        merged = merge(change.wanted, found, settled(marks, found, self.claims), self.frozen)
        if merged.verb is Verb.NOTHING:
            return Ended(end=End.ALREADY, change=merged)
        if merged.verb is Verb.ADOPT or merged.same_write == change.same_write:
            return merged
        says = merged.says or "a person changed it after this was worked out"
        return Ended(end=End.CONFLICT, change=merged, says=says)

    def _cancel(self, change: Change) -> Ended:
        """Say that the deletion is ours, then delete: two writes, so that nobody takes it for theirs."""
        if self._too_late(change):
            return Ended(end=End.FROZEN, change=change, says="it has begun")
        said = False
        for _ in range(TRIES):
            try:
                if not said:
                    change = self._say_going(change)
                    said = True
                self.api.delete_event(
                    change.calendar_id,
                    change.event_id,
                    etag=change.etag,
                    send_updates=change.tells,
                )
            except EtagMoved:
                found = self.api.get_event(change.calendar_id, change.event_id)
                if found is None:
                    return Ended(end=End.ALREADY, change=change)
                marks = own_marks(found, self.namespace)
                if found.cancelled:
                    by_us = marks is not None and marks.going
                    end = End.ALREADY if by_us else End.TOMBSTONE
                    return Ended(end=end, change=change, says="a person deleted it")
                if marks is None:
                    return Ended(end=End.CONFLICT, change=change, says="its marks were taken away")
                merged = cancel(found, settled(marks, found, self.claims), self.frozen)
                if merged.verb is not Verb.CANCEL:
                    return Ended(end=End.CONFLICT, change=change, says=merged.says)
                change = replace(merged, activity=change.activity)
                said = marks.going
            else:
                return Ended(end=End.DONE, change=change)
        return Ended(end=End.CONFLICT, change=change, says="it kept changing while we wrote")

    def _release(self, change: Change) -> Ended:
        """Take our marks off, if nothing moved since a person decided it."""
        if change.marks is None:
            raise ValueError("an event of ours has marks")
        try:
            self.api.patch_event(
                change.calendar_id,
                change.event_id,
                without_marks(change.marks),
                etag=change.etag,
                send_updates="none",
            )
        except EtagMoved:
            says = "it changed after it was decided to let it go"
            return Ended(end=End.CONFLICT, change=change, says=says)
        return Ended(end=End.DONE, change=change)

    def _say_going(self, change: Change) -> Change:
        if change.marks is None:
            raise ValueError("an event of ours has marks")
        said = self.api.patch_event(
            change.calendar_id,
            change.event_id,
            going(change.marks, self.run),
            etag=change.etag,
            send_updates="none",
        )
        return replace(change, etag=said.etag)

    def _too_late(self, change: Change) -> bool:
        """Whether the event began after the change set was made."""
        stood = (change.before or {}).get(Field.TIME, "").partition("/")[0]
        if stood.endswith("Z"):
            return self.frozen.holds(datetime.fromisoformat(stood))
        return change.wanted is not None and self.frozen.holds(change.wanted.start)
