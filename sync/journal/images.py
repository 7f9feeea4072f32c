"""What stood before each write: kept with the write for a while, so that it can be taken back.

An image holds our own fields and the addresses of guests, never a person's notes or answers.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from sync.event.identity import short_digest
from sync.event.marks import Field
from sync.journal.audit import Line
from sync.journal.tables import ops, runs
from sync.merging.changes import Change, canonical

KEPT_FOR = timedelta(days=90)
NOTHING = "{}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """Fields before and after a write, the guests it added and dropped, those there before (of a
    cancelled event), and who got mail."""

    before: Mapping[Field, str] = field(default_factory=dict)
    after: Mapping[Field, str] = field(default_factory=dict)
    add: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()
    guests: tuple[str, ...] = ()
    mails: tuple[str, ...] = ()


def image_text(change: Change) -> str:
    """The image of a change, as the journal keeps it."""
    return canonical(
        {
            "fields": change.before,
            "after": change.after,
            "add": change.add,
            "drop": change.drop,
            "guests": change.guests,
            "mails": change.mails,
        }
    )


def image_of(text: str) -> Image:
    """An image read back; what an older version did not keep is empty."""
    kept = json.loads(text)
    return Image(
        before=_fields(kept.get("fields")),
        after=_fields(kept.get("after")),
        **{name: tuple(kept.get(name) or ()) for name in ("add", "drop", "guests", "mails")},
    )


def forget_old_images(connection: Connection, now: datetime) -> int:
    """Empty the images of runs that began more than 90 days ago; how many there were."""
    old = select(runs.c.run).where(runs.c.started < (now - KEPT_FOR).isoformat())
    held = (ops.c.run.in_(old), ops.c.before_json != NOTHING)
    return int(connection.execute(update(ops).where(*held).values(before_json=NOTHING)).rowcount)


def line_of(connection: Connection, number: int, at: str) -> Line:
    """The audit's line of a write that was cut off, and turned out to have been made."""
    query = select(ops, runs.c.actor).join(runs, runs.c.run == ops.c.run)
    row = connection.execute(query.where(ops.c.number == number)).mappings().one()
    image = image_of(row["before_json"])
    return Line(
        at=at,
        actor=row["actor"],
        run=row["run"],
        key=row["key"],
        verb=row["verb"],
        fields=" ".join(sorted(image.after)),
        mails=len(image.mails),
        before_digest=short_digest(canonical(image.before)),
        after_digest=short_digest(canonical(image.after)),
    )


def _fields(kept: Mapping[str, str] | None) -> dict[Field, str]:
    return {Field(name): value for name, value in (kept or {}).items() if name in set(Field)}
