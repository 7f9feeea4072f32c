"""What an earlier run left open is looked at in the calendar before anything else is written."""

from dataclasses import replace

from scheduler.errors import RemoteError
from sync.calendars.calendar_api import CalendarApi
from sync.event.found_event import FoundEvent
from sync.event.marks import as_written, base_of, own_marks
from sync.journal.journal import Journal, Op, OpState
from sync.merging.changes import Known, Standing, Verb


def settle(api: CalendarApi, journal: Journal) -> int:
    """Close every open intent by one GET each; how many there were.

    One in a calendar that cannot be read now stays open; nothing else is written there either. Google says
    404 of an event that is gone and of one in a calendar we no longer see, so that is asked for too.
    """
    open_ops = journal.unsettled()
    generations = {row.key: row.generation for row in journal.known()} if open_ops else {}
    for op in open_ops:
        try:
            found = api.get_event(op.calendar_id, op.event_id)
            out_of_sight = found is None and api.get_calendar(op.calendar_id) is None
        except RemoteError:
            continue
        if out_of_sight:
            continue
        if was_carried_out(op, found, journal.lineage):
            # Another computer may have made the next one since: what was cut off here is an old story.
            old = generations.get(op.key, 0) > op.generation
            journal.done(op, None if old else _standing_of(op, found, journal.lineage))
        else:
            journal.ended(op, OpState.LAPSED)
    return len(open_ops)


def _standing_of(op: Op, found: FoundEvent | None, namespace: str) -> Known | None:
    """What is known after a write that was carried out; a person may have been first to delete it.

    Of an event that Google has forgotten nobody can tell: it is taken for a person's deletion, so that it is
    not made again unasked.
    """
    known = known_after(op)
    if known is None or known.standing is Standing.STANDS:
        return known
    by_a_person = replace(known, standing=Standing.REMOVED_BY_A_PERSON)
    if found is None:
        return by_a_person
    marks = own_marks(found, namespace)
    deleted = op.verb is Verb.CANCEL and marks is not None and not marks.going
    return by_a_person if deleted else known


def was_carried_out(op: Op, found: FoundEvent | None, namespace: str) -> bool:
    """Whether the calendar shows what the write would have left."""
    if op.verb is Verb.CANCEL:
        return found is None or found.cancelled
    if op.verb is Verb.RELEASE:
        return found is None or own_marks(found, namespace) is None
    if found is None or found.cancelled:
        return False
    marks = own_marks(found, namespace)
    return marks is not None and not marks.going and as_written(marks) == op.desired


def known_after(op: Op) -> Known | None:
    """What is known of the event once the write is done."""
    if op.activity is None:
        return None
    gone = op.verb in (Verb.CANCEL, Verb.RELEASE)
    return Known(
        key=op.key,
        activity=op.activity,
        event_id=op.event_id,
        calendar_id=op.calendar_id,
        generation=op.generation,
        standing=Standing.REMOVED_BY_US if gone else Standing.STANDS,
        base=base_of(op.desired),
    )
