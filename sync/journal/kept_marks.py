"""What coaches marked as not held, so that who was missed comes first the next time.

Kept as fingerprints of activities: neither a name nor a reason stands here.
"""

import json
from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from scheduler.model import Activity, ActivityId
from sync.event.identity import short_digest
from sync.journal.journal import Journal
from sync.journal.tables import meta

ENTRY = "not held"


def keep_not_held(journal: Journal, activities: Iterable[ActivityId]) -> None:
    """Keep these in place of those before; nothing is written when they are the same."""
    _keep(journal, {short_digest(one) for one in activities})


def keep_mark(journal: Journal, activity: ActivityId, *, held: bool) -> None:
    """Keep what somebody said of one; the others stay as they are."""
    marked = set(json.loads(_kept(journal)))
    digest = short_digest(activity)
    _keep(journal, marked - {digest} if held else marked | {digest})


def not_held(journal: Journal, activities: Iterable[Activity]) -> frozenset[ActivityId]:
    """Those of the activities that somebody marked as not held."""
    marked = frozenset(json.loads(_kept(journal)))
    return frozenset(one.id for one in activities if short_digest(one.id) in marked)


def _keep(journal: Journal, digests: Iterable[str]) -> None:
    wanted = json.dumps(sorted(digests))
    if wanted == _kept(journal):
        return
    with journal.writing() as connection:
        connection.execute(delete(meta).where(meta.c.name == ENTRY))
        connection.execute(insert(meta).values(name=ENTRY, value=wanted))


def _kept(journal: Journal) -> str:
    found = journal.rows(select(meta.c.value).where(meta.c.name == ENTRY))
    return str(found[0].value) if found else "[]"
