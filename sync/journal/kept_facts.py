"""The journal's memory of what people did: answers, pins and exclusions, until they take them back."""

from collections.abc import Mapping
from datetime import datetime
from functools import cache

from pydantic import TypeAdapter
from sqlalchemy import Connection, delete, insert, select, update

from scheduler.district import PersonId
from scheduler.model import ActivityId, Exclusion, Pin, Slot
from sync.event.facts import MOVED, Answer, Facts
from sync.journal.journal import Journal
from sync.journal.tables import answers, exclusions, known, pins, sync_tokens
from sync.merging.changes import Standing


def take_in(
    journal: Journal,
    calendar_id: str,
    facts: Facts,
    back: Mapping[ActivityId, datetime],
    token: str,
) -> None:
    """Keep what a calendar told and the token that says how far it was read, in one transaction.

    `back` gives the start of events that stand where we last wrote them: a drag that was undone is no
    pin any more.
    """
    with journal.writing() as connection:
        changed = [
            *(_keep_answer(connection, answer, journal.moment()) for answer in facts.answers),
            *(_keep_pin(connection, pin) for pin in facts.pins),
            *(_keep_exclusion(connection, who, one) for who, one in facts.exclusions),
            *(_keep_deletion(connection, activity) for activity in facts.deleted),
            *(_forget_drag(connection, *one) for one in back.items()),
        ]
        if any(changed):
            journal.count_on(connection)
        connection.execute(delete(sync_tokens).where(sync_tokens.c.calendar_id == calendar_id))
        connection.execute(insert(sync_tokens).values(calendar_id=calendar_id, token=token))


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
        )
        for row in journal.rows(select(answers).order_by(answers.c.activity, answers.c.person))
    )


def put_pin(journal: Journal, pin: Pin) -> None:
    """Keep a pin, in place of an older one of the same activity."""
    with journal.writing() as connection:
        if _keep_pin(connection, pin):
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
    """Keep an answer; whether it took a decline of the same time back, which frees that time."""
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
        )
    )
    if answer.response != "accepted":
        return False
    taken_back = (
        exclusions.c.activity == answer.activity,
        exclusions.c.person == answer.person,
        exclusions.c.start == start,
    )
    return connection.execute(delete(exclusions).where(*taken_back)).rowcount > 0


def _keep_pin(connection: Connection, pin: Pin) -> bool:
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


def _keep_exclusion(connection: Connection, person: PersonId, one: Exclusion) -> bool:
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
