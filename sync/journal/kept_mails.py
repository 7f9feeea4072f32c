"""What the journal knows of this week's mails: how many each person got, and what was changed."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select

from sync.event.identity import Key
from sync.journal.journal import Journal, OpState
from sync.journal.mails import person_sign, week_of
from sync.journal.tables import mails, ops, runs
from sync.merging.changes import Verb


def mailed_in_week(
    journal: Journal, emails: Iterable[str], moment: datetime, zone: str
) -> dict[str, int]:
    """Address -> mails in the school week that holds an instant; nobody who got none."""
    query = select(mails.c.person, mails.c.count).where(mails.c.week == week_of(moment, zone))
    counts = {row.person: row.count for row in journal.rows(query)}
    signs = {email: person_sign(journal.lineage, email) for email in emails}
    return {email: counts[sign] for email, sign in signs.items() if sign in counts}


def changed_since(journal: Journal, since: datetime) -> frozenset[Key]:
    """The events whose guests were told of a change in runs begun at or after an instant."""
    query = (
        select(ops.c.key)
        .join(runs, runs.c.run == ops.c.run)
        .where(
            ops.c.state == OpState.DONE.value,
            ops.c.verb.in_((Verb.MOVE.value, Verb.EDIT.value)),
            ops.c.mails != "",
            runs.c.started >= since.isoformat(),
        )
    )
    return frozenset(Key(row.key) for row in journal.rows(query))
