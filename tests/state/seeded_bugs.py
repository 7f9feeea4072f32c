"""Thirty bugs a sync could have, each switched on in memory only: the machine must find every one.

A bug is a context manager that replaces a function or a method of ours while it is on. Nothing of this is
in the product; the names are what the replayed cases in `found` are called.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from typing import Any
from unittest.mock import patch

from sqlalchemy import delete, insert

from sync.calendars import absence, carry, look, pull, push, settle
from sync.calendars.calendar_api import CalendarApi, SyncTokenExpired
from sync.event.identity import event_id
from sync.event.marks import Field, digests_of, marks_of, values_of
from sync.journal import audit, journal, kept_facts
from sync.journal.journal import Journal, OpState
from sync.journal.tables import sync_tokens
from sync.merging import diff, merge, patches
from sync.merging.changes import Change, Standing, Verb
from sync.merging.merge import Frozen
from sync.sheets import ledger
from sync.wire import pages

Bug = Callable[[], Any]


@contextmanager
def _with(*patches_: Any) -> Iterator[None]:
    with ExitStack() as stack:
        for one in patches_:
            stack.enter_context(one)
        yield


def drop_if_match() -> Any:
    """Writes go out whatever stands there by now."""

    def run(self: CalendarApi, request: Any, etag: str, moved: tuple[int, ...]) -> Any:
        request.headers["If-Match"] = "*"
        try:
            return self._run(request)
        except Exception as error:
            if getattr(error, "status", 0) not in moved:
                raise
            from sync.calendars.calendar_api import EtagMoved

            raise EtagMoved(error.what, status=error.status, reason=error.reason) from error  # type: ignore[attr-defined] # errors with a status have these

    return patch.object(CalendarApi, "_conditional", run)


def trust_the_list_for_absence() -> Any:
    """What is not listed is taken for gone, without asking."""

    def gone(api: Any, calendar: str, known: Any, listed: set[str], **_: Any) -> absence.Gone:
        stood = (row for row in known if row.standing is Standing.STANDS)
        missing = tuple(row for row in stood if row.event_id not in listed)
        return absence.Gone(rows=missing, tombstones=())

    return _with(patch.object(look, "gone_from", gone), patch.object(pull, "gone_from", gone))


def trust_marks_of_copies() -> Any:
    """Marks make an event ours, whatever its id."""
    trusting = lambda found, namespace: marks_of(found)  # noqa: E731 - the whole of the bug
    return _with(
        patch.object(diff, "own_marks", trusting), patch.object(carry, "own_marks", trusting)
    )


def forget_known_after_insert() -> Any:
    """What was made is not remembered."""
    whole = settle.known_after
    return patch.object(
        push, "known_after", lambda op: None if op.verb is Verb.CREATE else whole(op)
    )


def no_generation_step() -> Any:
    """An id that was used up is tried again, and its refusal believed."""
    table = diff._Table
    whole = table._create

    def create(self: Any, key: Any, event: Any) -> Change:
        return replace(
            whole(self, key, event),
            event_id=event_id(self._state.namespace, key, 1),
            marks=replace(whole(self, key, event).marks, generation=1),  # type: ignore[type-var] # a creation has marks
        )

    def carry_create(self: Any, change: Change) -> Any:
        self.api.insert_event(
            change.calendar_id,
            patches.new_event(change, self.run),
            send_updates=change.tells,
        )
        return carry.Ended(end=carry.End.DONE, change=change)

    return _with(
        patch.object(table, "_create", create), patch.object(carry.Carrier, "_create", carry_create)
    )


def revive_the_deleted() -> Any:
    """A tombstone of a person is taken for one of ours, and the next id is used."""
    return patch.object(diff._Table, "_removed_by_a_person", lambda *_: False)


def bare_guests() -> Any:
    """Guests are sent as addresses only, which sets their answers back."""
    whole = patches.changed_event

    def changed(change: Change, found: Any, run: str) -> dict[str, Any]:
        body = whole(change, found, run)
        if "attendees" in body:
            body["attendees"] = [{"email": one["email"]} for one in body["attendees"]]
        return body

    return patch.object(carry, "changed_event", changed)


def guests_replaced() -> Any:
    """The guest list is set to the schedule's, whoever else was invited."""
    whole = patches.changed_event

    def changed(change: Change, found: Any, run: str) -> dict[str, Any]:
        body = whole(change, found, run)
        if "attendees" in body and change.wanted:
            wanted = set(change.wanted.guests)
            body["attendees"] = [one for one in body["attendees"] if one["email"] in wanted]
        return body

    return patch.object(carry, "changed_event", changed)


def text_outside_overwritten() -> Any:
    """The description is written whole."""
    from sync.event.description import with_markers

    return patch.object(patches, "with_block", lambda _, block: with_markers(block))


def base_from_what_stands() -> Any:
    """After a write the base is what stands there, a person's words among it."""
    whole = merge.merge

    def merged(wanted: Any, found: Any, marks: Any, frozen: Frozen) -> Change:
        change = whole(wanted, found, marks, frozen)
        if change.verb not in (Verb.MOVE, Verb.EDIT) or change.marks is None:
            return change
        stands = digests_of({**values_of(found), **(change.after or {})})
        return replace(change, marks=replace(change.marks, base=stands))

    return _with(patch.object(diff, "merge", merged), patch.object(carry, "merge", merged))


def title_overwritten() -> Any:
    """A title that differs is the schedule's, always."""
    whole = merge.merge

    def merged(wanted: Any, found: Any, marks: Any, frozen: Frozen) -> Change:
        now = digests_of(values_of(found))
        trusting = replace(marks, base={**marks.base, Field.TITLE: now[Field.TITLE]})
        return whole(wanted, found, trusting, frozen)

    return _with(patch.object(diff, "merge", merged), patch.object(carry, "merge", merged))


def moved_back() -> Any:
    """An event that a person moved is put back where the schedule has it."""
    return _time_is_ours(same_base=True)


def conflict_overwritten() -> Any:
    """Where a person and the schedule both moved it, the schedule wins."""
    return _time_is_ours(same_base=False)


def _time_is_ours(*, same_base: bool) -> Any:
    whole = merge.merge

    def merged(wanted: Any, found: Any, marks: Any, frozen: Frozen) -> Change:
        time = Field.TIME
        now, want = digests_of(values_of(found)), digests_of(wanted.values())
        if (marks.base.get(time) == want[time]) is same_base:
            marks = replace(marks, base={**marks.base, time: now[time]})
        return whole(wanted, found, marks, frozen)

    return _with(patch.object(diff, "merge", merged), patch.object(carry, "merge", merged))


def frozen_ignored() -> Any:
    """What has begun is changed like anything else."""
    return patch.object(Frozen, "holds", lambda *_: False)


def mail_for_silent_edits() -> Any:
    """Every write tells everybody."""
    return patch.object(Change, "tells", property(lambda _: "all"))


def no_mail_for_cancellations() -> Any:
    """A cancellation tells nobody."""
    whole = Change.tells
    silent = property(lambda one: "none" if one.verb is Verb.CANCEL else whole.__get__(one))
    return patch.object(Change, "tells", silent)


def used_id_is_done() -> Any:
    """409 is taken for our own success, without looking."""
    return patch.object(
        carry.Carrier, "_meet", lambda _, change: carry.Ended(end=carry.End.ALREADY, change=change)
    )


def expired_token_is_an_error() -> Any:
    """410 for a sync token ends the pull."""

    class Never(Exception):
        pass

    assert issubclass(SyncTokenExpired, Exception)
    return patch.object(pull, "SyncTokenExpired", Never)


def second_page_lost() -> Any:
    """Only the first page of a list is read."""
    whole = pages.every_page

    def first(page: Callable[[str | None], dict[str, Any]], name: str, **more: Any) -> Any:
        def only(token: str | None) -> dict[str, Any]:
            told = dict(page(token))
            if told.pop("nextPageToken", None):
                told["nextSyncToken"] = told.get("nextSyncToken", "")
            return told

        return whole(only, name, **more)

    from sync.calendars import calendar_api

    return patch.object(calendar_api, "every_page", first)


def token_before_changes() -> Any:
    """How far a calendar was read is kept in a transaction of its own, before what it told."""
    whole = kept_facts.take_in

    def take_in(kept: Journal, facts: Any, seen: Any) -> Any:
        tokens = sync_tokens
        with kept.writing() as connection:
            connection.execute(delete(tokens).where(tokens.c.calendar_id == seen.calendar))
            connection.execute(insert(tokens).values(calendar_id=seen.calendar, token=seen.token))
        return whole(kept, facts, seen)

    return patch.object(pull, "take_in", take_in)


def intent_not_journaled() -> Any:
    """A call goes out that nothing was noted of; it is noted when it is done."""
    whole = Journal.unsettled

    def unsettled(self: Journal) -> Any:
        for op in whole(self):
            self.ended(op, OpState.LAPSED)
        return []

    return patch.object(Journal, "unsettled", unsettled)


def settle_assumes_done() -> Any:
    """What was cut off is taken for carried out."""
    return patch.object(settle, "was_carried_out", lambda *_: True)


def forgotten_taken_for_ours() -> Any:
    """An event that Google forgot while its cancellation was cut off is said to be taken away by us."""
    return patch.object(settle, "_standing_of", lambda op, *_: settle.known_after(op))


def orphans_deleted() -> Any:
    """Every event of ours that is not wanted goes, whoever's it is."""
    return patch.object(diff._Table, "_reached", lambda *_: True)


def audit_line_skipped() -> Any:
    """Cancellations leave no line in the audit."""
    whole = audit.append

    def append(connection: Any, line: Any) -> Any:
        return None if line.verb == Verb.CANCEL.value else whole(connection, line)

    return patch.object(journal, "append", append)


def calendars_swapped() -> Any:
    """Two coaches' calendars change places."""
    whole = Journal.calendars

    def calendars(self: Journal) -> Any:
        found = whole(self)
        owners = sorted(found)
        return dict(zip(owners, reversed([found[one] for one in owners]), strict=True))

    return patch.object(Journal, "calendars", calendars)


def mails_counted_wrong() -> Any:
    """A moved event is said to mail only those who were added or taken out."""
    whole = merge._verdict

    def verdict(change: Change, *rest: Any) -> Change:
        told = whole(change, *rest)
        return replace(told, mails=told.mails[:1]) if told.verb is Verb.MOVE else told

    return patch.object(merge, "_verdict", verdict)


def deletions_by_others_are_persons() -> Any:
    """What another push cancelled is taken for deleted by a person."""
    return patch.object(carry.Carrier, "_again", _always_a_person(carry.Carrier._again))


def _always_a_person(whole: Any) -> Any:
    def again(self: Any, change: Change, found: Any) -> Any:
        if found.cancelled:
            return carry.Ended(end=carry.End.TOMBSTONE, change=change, says="")
        return whole(self, change, found)

    return again


def made_beside_what_stays() -> Any:
    """An event that changes calendars is made on the new one though the old one stays."""
    whole = diff._Table.wished

    def wished(self: Any, key: Any, event: Any) -> Any:
        changes = whole(self, key, event)
        calendar = self._state.calendars.get(event.owner, "")
        if changes and all(
            one.verb is not Verb.CREATE and one.calendar_id != calendar and one.wanted is None
            for one in changes
        ):
            return [*changes, self._create(key, event)]
        return changes

    return _with(
        patch.object(diff._Table, "wished", wished),
        patch.object(push, "_moved_in", lambda *_: None),
    )


def ledger_not_read() -> Any:
    """What other computers noted down is not taken over."""
    return patch.object(ledger, "take_over", lambda *_: 0)


BUGS: Mapping[str, Bug] = {
    bug.__name__: bug
    for bug in (
        drop_if_match,
        trust_the_list_for_absence,
        trust_marks_of_copies,
        forget_known_after_insert,
        no_generation_step,
        revive_the_deleted,
        bare_guests,
        guests_replaced,
        text_outside_overwritten,
        base_from_what_stands,
        title_overwritten,
        moved_back,
        conflict_overwritten,
        frozen_ignored,
        mail_for_silent_edits,
        no_mail_for_cancellations,
        used_id_is_done,
        expired_token_is_an_error,
        second_page_lost,
        token_before_changes,
        intent_not_journaled,
        settle_assumes_done,
        forgotten_taken_for_ours,
        orphans_deleted,
        audit_line_skipped,
        calendars_swapped,
        mails_counted_wrong,
        deletions_by_others_are_persons,
        made_beside_what_stays,
        ledger_not_read,
    )
}
