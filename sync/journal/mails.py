"""How many mails each person was sent in a week, so that nobody gets too many.

Kept is a keyed sign of the address and a number, counted together with the write that mailed: neither an
address nor what a mail said. The week is that of the school's own calendar, ISO, Monday to Sunday.
"""

from datetime import datetime
from hashlib import blake2b
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, bindparam, select

from sync.journal.tables import mails, ops
from sync.journal.upsert import counting
from sync.merging.changes import Change

_BYTES = 12

_OF_OP = select(ops.c.mails).where(ops.c.number == bindparam("op"))


def week_of(moment: datetime, zone: str) -> str:
    """The ISO week of an instant at a school, like `2026-W53`."""
    year, week, _ = moment.astimezone(ZoneInfo(zone)).isocalendar()
    return f"{year}-W{week:02}"


def person_sign(lineage: str, email: str) -> str:
    """A sign for a person, another one in every workspace."""
    key = blake2b(lineage.encode(), digest_size=32).digest()
    address = email.strip().lower().encode()
    return blake2b(address, key=key, digest_size=_BYTES).hexdigest()


def mails_text(change: Change, lineage: str, now: datetime) -> str:
    """The week and the signs of those a write is about to mail, as a row of `ops` keeps it."""
    if not change.mails:
        return ""
    zone = change.wanted.zone if change.wanted else "UTC"
    return " ".join((week_of(now, zone), *(person_sign(lineage, one) for one in change.mails)))


def count_mails(connection: Connection, number: int) -> None:
    """Count what the write of an op has mailed; in the transaction that settles it."""
    text = connection.execute(_OF_OP, {"op": number}).scalar() or ""
    week, *people = text.split() or [""]
    if not people:
        return
    rows = [{"week": week, "person": person, "count": 1} for person in people]
    connection.execute(counting(connection.dialect.name, mails, mails.c.count), rows)
