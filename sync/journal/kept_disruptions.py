"""The journal's memory of disruptions: who is away when, and never why."""

from collections.abc import Iterable
from functools import cache

from pydantic import TypeAdapter
from sqlalchemy import delete, insert, select

from scheduler.repair.disruption import Disruption
from sync.event.identity import short_digest
from sync.journal.journal import Journal
from sync.journal.tables import meta

PREFIX = "disruption "
"""What the names of their rows begin with."""
FIRST_FIELDS = ("first", "last", "person", "school", "start", "end")
"""What every disruption says, in this order."""


def kept_disruptions(journal: Journal) -> tuple[Disruption, ...]:
    """All of them, in the order of their names."""
    query = select(meta.c.value).where(meta.c.name.startswith(PREFIX)).order_by(meta.c.name)
    return tuple(_disruptions().validate_json(row.value) for row in journal.rows(query))


def keep_disruption(journal: Journal, one: Disruption) -> bool:
    """Keep one; False where it was known already."""
    if one in kept_disruptions(journal):
        return False
    value = _text(one)
    with journal.writing() as connection:
        connection.execute(insert(meta).values(name=PREFIX + name_of(one), value=value))
        journal.count_on(connection)
    return True


def forget_disruptions(journal: Journal, gone: Iterable[Disruption]) -> None:
    """Let their time be used again."""
    names = [PREFIX + name_of(one) for one in gone]
    with journal.writing() as connection:
        connection.execute(delete(meta).where(meta.c.name.in_(names)))
        journal.count_on(connection)


def name_of(one: Disruption) -> str:
    """A short name made from what it is, to tell it by."""
    return short_digest(_text(one))[:6]


def _text(one: Disruption) -> str:
    """As JSON; what came later and is not said is left out, so that names which were given stay."""
    said = _disruptions().dump_python(one, mode="json")
    later = {key: value for key, value in said.items() if key not in FIRST_FIELDS}
    unsaid = {key for key, value in later.items() if not value}
    return _disruptions().dump_json(one, exclude=unsaid).decode()


@cache
def _disruptions() -> TypeAdapter[Disruption]:
    return TypeAdapter(Disruption)
