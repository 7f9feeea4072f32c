"""The audit: one line a write, each holding the hash of the one before, so that none can be changed.

A line has names of fields and fingerprints of values, never a value.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, insert, select

from sync.journal.tables import audit
from sync.merging.changes import canonical

START = "0" * 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One write; `at` is an ISO instant, `fields` names separated by spaces."""

    at: str
    actor: str
    run: str
    key: str
    verb: str
    fields: str
    mails: int
    before_digest: str
    after_digest: str
    role: str = ""
    profile: str = ""
    seed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Under what each write is made: in which role, by which rules, from which seed."""

    role: str = ""
    profile: str = ""
    seed: str = ""


ADDED = ("role", "profile", "seed")
"""Lines written before these were known have none, and keep their hash."""

_NEWEST = select(audit.c.hash).order_by(audit.c.number.desc()).limit(1)


def append(connection: Connection, line: Line) -> None:
    """Add a line to the chain, inside the transaction of what it tells."""
    previous = connection.execute(_NEWEST).scalar() or START
    values = {name: getattr(line, name) for name in Line.__dataclass_fields__}
    link = {"previous": previous, "hash": line_hash(previous, values)}
    connection.execute(insert(audit), values | link)


def first_broken(connection: Connection) -> int | None:
    """The number of the first line that was changed, taken out or put in; None when all is well."""
    previous = START
    for row in connection.execute(select(audit).order_by(audit.c.number)).mappings():
        if row["previous"] != previous or row["hash"] != line_hash(previous, dict(row)):
            return int(row["number"])
        previous = row["hash"]
    return None


def line_hash(previous: str, row: Mapping[str, Any]) -> str:
    """What a line has to carry as its hash; `row` may hold more than the line."""
    values = {name: row[name] for name in Line.__dataclass_fields__}
    told = {name: value for name, value in values.items() if value or name not in ADDED}
    return sha256((previous + canonical(told)).encode()).hexdigest()
