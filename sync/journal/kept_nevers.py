"""The journal's memory of times teachers can never do: what a coach said yes or no to, and never why."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from pydantic import TypeAdapter
from sqlalchemy import and_, delete, insert, select

from scheduler.ids import PersonId
from scheduler.model import ActivityId
from scheduler.peoples_time.never_again import NeverTime
from sync.event.facts import DECLINED
from sync.event.identity import short_digest
from sync.journal.journal import Journal
from sync.journal.tables import answers, exclusions, meta

PREFIX = "never "
"""What the names of their rows begin with."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What a coach said of a time: `kept` for yes, else no, or taken back."""

    time: NeverTime
    kept: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """The fact that somebody declined a stretch of time, aware UTC, half-open."""

    person: PersonId
    activity: ActivityId
    start: datetime
    end: datetime


def answered_nevers(journal: Journal) -> tuple[Answered, ...]:
    """All that was answered, in the order of their names."""
    query = select(meta.c.value).where(meta.c.name.startswith(PREFIX)).order_by(meta.c.name)
    return tuple(_answered().validate_json(row.value) for row in journal.rows(query))


def kept_nevers(journal: Journal) -> tuple[NeverTime, ...]:
    """Those that stand."""
    return tuple(one.time for one in answered_nevers(journal) if one.kept)


def keep_answer(journal: Journal, time: NeverTime, *, kept: bool) -> bool:
    """Keep a yes or a no in place of what was said of that time before; False where it was so already."""
    one = Answered(time=time, kept=kept)
    if one in answered_nevers(journal):
        return False
    name = PREFIX + short_digest(repr(time))
    with journal.writing() as connection:
        connection.execute(delete(meta).where(meta.c.name == name))
        value = _answered().dump_json(one).decode()
        connection.execute(insert(meta).values(name=name, value=value))
        journal.count_on(connection)
    return True


def declines(journal: Journal) -> tuple[Declined, ...]:
    """Every time a person declined herself, the earliest first; what a calendar did alone is none."""
    by_itself = and_(
        answers.c.activity == exclusions.c.activity,
        answers.c.person == exclusions.c.person,
        answers.c.start == exclusions.c.start,
        answers.c.automatic,
    )
    query = (
        select(exclusions)
        .where(exclusions.c.because == DECLINED, exclusions.c.person != "")
        .where(~select(answers.c.activity).where(by_itself).exists())
        .order_by(exclusions.c.start, exclusions.c.activity, exclusions.c.person)
    )
    return tuple(
        Declined(
            person=PersonId(row.person),
            activity=ActivityId(row.activity),
            start=datetime.fromisoformat(row.start),
            end=datetime.fromisoformat(row.end),
        )
        for row in journal.rows(query)
    )


@cache
def _answered() -> TypeAdapter[Answered]:
    return TypeAdapter(Answered)
