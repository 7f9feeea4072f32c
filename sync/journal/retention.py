"""What of the journal may go after a while: who answered what to events that are over, and old images.

The audit stays whole: it holds fingerprints and who wrote, and without a line its chain would break.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Connection, Select, delete, func, select, update

from sync.journal.images import NOTHING
from sync.journal.journal import Journal
from sync.journal.tables import answers, busy_spans, exclusions, mails, ops, runs

NOBODY = ""
"""Stands where a refused time no longer says who refused it."""


def old_answers(journal: Journal, before: datetime, *, yes: bool) -> Mapping[str, int]:
    """What was answered to events that began before an instant: how many of each, gone with `yes`.

    That a time was refused stays, as a refused visit must not count as held; by whom goes.
    """
    moment, week = before.isoformat(), before.date().isoformat()
    whole = {
        "answers": (answers, answers.c.start < moment),
        "busy times": (busy_spans, busy_spans.c.end < moment),
        "counts of mails": (mails, mails.c.week < week),
    }
    counts: dict[str, int] = {}
    with journal.writing() as connection:
        for name, (table, old) in whole.items():
            counts[name] = _count(connection, select(func.count()).select_from(table).where(old))
            if yes:
                connection.execute(delete(table).where(old))
        counts["refusals"] = _refusals(connection, moment, yes=yes)
    return {name: number for name, number in counts.items() if number}


def old_images(journal: Journal, before: datetime, *, yes: bool) -> int:
    """How many images of pushes that began before an instant there are, emptied with `yes`.

    Such a push cannot be taken back any more.
    """
    old = select(runs.c.run).where(runs.c.started < before.isoformat())
    held = (ops.c.run.in_(old), ops.c.before_json != NOTHING)
    with journal.writing() as connection:
        found = _count(connection, select(func.count()).select_from(ops).where(*held))
        if yes:
            connection.execute(update(ops).where(*held).values(before_json=NOTHING))
    return found


def _refusals(connection: Connection, moment: str, *, yes: bool) -> int:
    named = (exclusions.c.start < moment, exclusions.c.person != NOBODY)
    rows = connection.execute(select(exclusions).where(*named)).mappings().all()
    if yes:
        connection.execute(delete(exclusions).where(*named))
        kept = {(row["activity"], row["start"]): dict(row) for row in rows}
        for (activity, start), row in kept.items():
            same = (exclusions.c.activity == activity, exclusions.c.start == start)
            if not _count(connection, select(func.count()).select_from(exclusions).where(*same)):
                values = row | {"person": NOBODY}
                connection.execute(exclusions.insert().values(**values))
    return len(rows)


def _count(connection: Connection, query: Select[int]) -> int:
    return int(connection.execute(query).scalar_one())
