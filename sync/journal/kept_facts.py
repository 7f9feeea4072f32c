"""The journal's memory of what people did: answers, pins and exclusions, until they take them back."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select, update

from scheduler.district import PersonId
from scheduler.model import ActivityId, Exclusion, Pin, Slot
from sync.event.facts import MOVED, Answer, Facts
from sync.journal.journal import Journal
from sync.journal.tables import answers, exclusions, known, pins, sync_tokens
from sync.journal.telling import told_once
from sync.merging.changes import Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """How far a calendar was read, and which activities' events were met live on the way.

    `back` gives the start of those that stand where we last wrote them: a drag that was undone is no
    pin any more.
    """

    calendar: str
    token: str
    activities: frozenset[ActivityId] = frozenset()
    back: Mapping[ActivityId, datetime] = field(default_factory=dict)


def take_in(journal: Journal, facts: Facts, seen: Seen) -> Facts:
    """Keep what a calendar told and how far it was read, in one transaction; what of it is new."""
    with journal.writing() as connection:
        reopened = [one for one in facts.reopened if _forget_answer(connection, *one)]
        answers = [one for one in facts.answers if _keep_answer(connection, one, journal.moment())]
        freed = [_free_time(connection, one) for one in answers]
        pins = [pin for pin in facts.pins if keep_pin(connection, pin)]
        exclusions = [one for one in facts.exclusions if keep_exclusion(connection, *one)]
        deleted = [one for one in facts.deleted if _keep_deletion(connection, one)]
        undone = [_forget_drag(connection, *one) for one in seen.back.items()]
        if any((*freed, pins, exclusions, deleted, *undone)):
            journal.count_on(connection)
        kept = sync_tokens.c.calendar_id == seen.calendar
        connection.execute(delete(sync_tokens).where(kept))
        values = {"calendar_id": seen.calendar, "token": seen.token}
        connection.execute(insert(sync_tokens).values(**values))
        fresh = told_once(connection, facts, {*seen.activities, seen.calendar})
    return replace(
        fresh,
        answers=tuple(answers),
        reopened=tuple(reopened),
        pins=tuple(pins),
        exclusions=tuple(exclusions),
        deleted=tuple(deleted),
    )


def token_of(journal: Journal, calendar_id: str) -> str | None:
    """How far a calendar was read; None for never."""
    found = journal.rows(
        select(sync_tokens.c.token).where(sync_tokens.c.calendar_id == calendar_id)
    )
    return str(found[0].token) if found else None


def kept_pins(journal: Journal) -> tuple[Pin, ...]:
    """Every pin that stands."""
    return tuple(
        Pin(
            activity=ActivityId(row.activity),
            slot=_slots().validate_json(row.slot),
            because=row.because,
        )
        for row in journal.rows(select(pins).order_by(pins.c.activity))
    )


def kept_exclusions(journal: Journal) -> tuple[Exclusion, ...]:
    """Every time that must not be offered again; who said so is not told."""
    found = journal.rows(select(exclusions).order_by(exclusions.c.activity, exclusions.c.start))
    rows = (
        Exclusion(
            activity=ActivityId(row.activity),
            start=datetime.fromisoformat(row.start),
            end=datetime.fromisoformat(row.end),
            because=row.because,
        )
        for row in found
    )
    return tuple(dict.fromkeys(rows))


def kept_answers(journal: Journal) -> tuple[Answer, ...]:
    """The newest answer of each person to each activity, without its words."""
    return tuple(
        Answer(
            activity=ActivityId(row.activity),
            person=PersonId(row.person),
            response=row.response,
            start=datetime.fromisoformat(row.start),
            automatic=row.automatic,
        )
        for row in journal.rows(select(answers).order_by(answers.c.activity, answers.c.person))
    )


def put_pin(journal: Journal, pin: Pin) -> None:
    """Keep a pin, in place of an older one of the same activity."""
    with journal.writing() as connection:
        if keep_pin(connection, pin):
            journal.count_on(connection)


def drop_pin(journal: Journal, activity: ActivityId) -> None:
    """Let an activity move again."""
    with journal.writing() as connection:
        gone = connection.execute(delete(pins).where(pins.c.activity == activity))
        if gone.rowcount:
            journal.count_on(connection)


def make_again(journal: Journal, activity: ActivityId) -> bool:
    """Let an activity whose event a person deleted have an event again; False if there is none."""
    removed = (
        known.c.activity == activity,
        known.c.standing == Standing.REMOVED_BY_A_PERSON.value,
    )
    with journal.writing() as connection:
        values = update(known).where(*removed).values(standing=Standing.REMOVED_BY_US.value)
        found = connection.execute(values).rowcount > 0
        if found:
            journal.count_on(connection)
    return found


def _keep_answer(connection: Connection, answer: Answer, seen: str) -> bool:
    """Keep an answer; whether it is another one than before, or to another time."""
    start = answer.start.isoformat()
    same = (answers.c.activity == answer.activity, answers.c.person == answer.person)
    old = connection.execute(select(answers).where(*same)).first()
    if old and (old.response, old.start) == (answer.response, start):
        return False
    connection.execute(delete(answers).where(*same))
    connection.execute(
        insert(answers).values(
            activity=answer.activity,
            person=answer.person,
            response=answer.response,
            start=start,
            seen=seen,
            automatic=answer.automatic,
        )
    )
    return True


def _free_time(connection: Connection, answer: Answer) -> bool:
    """Whether an answer took a decline of the same time back, which may be offered again."""
    if answer.response != "accepted":
        return False
    taken_back = (
        exclusions.c.activity == answer.activity,
        exclusions.c.person == answer.person,
        exclusions.c.start == answer.start.isoformat(),
    )
    return connection.execute(delete(exclusions).where(*taken_back)).rowcount > 0


def _forget_answer(connection: Connection, activity: ActivityId, person: PersonId) -> bool:
    """Whether somebody had answered who has not any more: Google asks again when an event moves."""
    same = (answers.c.activity == activity, answers.c.person == person)
    return connection.execute(delete(answers).where(*same)).rowcount > 0


def keep_pin(connection: Connection, pin: Pin) -> bool:
    """Keep a pin inside a transaction; whether it is news."""
    slot = _slots().dump_json(pin.slot).decode()
    same = pins.c.activity == pin.activity
    if connection.execute(select(pins.c.slot).where(same)).scalar() == slot:
        return False
    connection.execute(delete(pins).where(same))
    connection.execute(
        insert(pins).values(
            activity=pin.activity,
            start=pin.slot.start.isoformat(),
            slot=slot,
            because=pin.because,
        )
    )
    return True


def keep_exclusion(connection: Connection, person: PersonId, one: Exclusion) -> bool:
    """Keep a time that must not be offered again inside a transaction; whether it is news."""
    start = one.start.isoformat()
    same = (
        exclusions.c.activity == one.activity,
        exclusions.c.start == start,
        exclusions.c.person == person,
    )
    if connection.execute(select(exclusions.c.end).where(*same)).first():
        return False
    connection.execute(
        insert(exclusions).values(
            activity=one.activity,
            start=start,
            person=person,
            end=one.end.isoformat(),
            because=one.because,
        )
    )
    return True


def _keep_deletion(connection: Connection, activity: ActivityId) -> bool:
    stood = (known.c.activity == activity, known.c.standing == Standing.STANDS.value)
    gone = update(known).where(*stood).values(standing=Standing.REMOVED_BY_A_PERSON.value)
    return connection.execute(gone).rowcount > 0


def _forget_drag(connection: Connection, activity: ActivityId, start: datetime) -> bool:
    undone = (
        pins.c.activity == activity,
        pins.c.because == MOVED,
        pins.c.start != start.isoformat(),
    )
    return connection.execute(delete(pins).where(*undone)).rowcount > 0


@cache
def _slots() -> TypeAdapter[Slot]:
    return TypeAdapter(Slot)
