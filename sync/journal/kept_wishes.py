"""What coaches want of their week, and the drafts they were shown.

Words of people are not kept: of a wish a fingerprint, so that it is answered once and taken back when its
cell is emptied; of a draft the fingerprints of its writes, so that exactly that draft is sent.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from scheduler.district import PersonId
from scheduler.model import ASKED_FOR, NOT_THEN, Activity, ActivityId, Exclusion, Pin
from sync.event.identity import short_digest
from sync.journal.journal import Journal
from sync.journal.kept_facts import keep_exclusion, keep_pin
from sync.journal.tables import exclusions, meta, pins

DROPS, WISHES, DRAFTS, FILLED = "dropped", "wishes", "drafts", "filled outcomes"
WITH = "with "
"""How the mark of an activity begins that stands where another one's wish for an exchange put it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDraft:
    """The draft a coach was shown last.

    `writes` are fingerprints of what it would write, by event key; `begun` says that it was being sent,
    `sent` when that ended, as ISO text; `told` counts invitations, changes, cancellations.
    """

    number: int
    writes: Mapping[str, str] = field(default_factory=dict)
    begun: bool = False
    sent: str = ""
    told: tuple[int, int, int] = (0, 0, 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What a wish leads to; `of` is whose wish it is. A second pin is of what changes places with it."""

    of: PersonId
    pinned: tuple[Pin, ...] = ()
    ruled_out: tuple[Exclusion, ...] = ()
    drop: bool = False


def dropped(journal: Journal, activities: Iterable[Activity]) -> frozenset[ActivityId]:
    """Those of the activities that their coach does not want this time."""
    marked = frozenset(_kept(journal, DROPS, []))
    return frozenset(one.id for one in activities if short_digest(one.id) in marked)


def keep_drop(journal: Journal, activity: ActivityId, *, back: bool = False) -> bool:
    """Drop an activity, or take that back; False when that was so already."""
    mark = short_digest(activity)
    had = set(_kept(journal, DROPS, []))
    wanted = had - {mark} if back else had | {mark}
    if wanted == had:
        return False
    with journal.writing() as connection:
        _put(connection, DROPS, sorted(wanted))
        journal.count_on(connection)
    return True


def wishes(journal: Journal) -> Mapping[str, str]:
    """Fingerprint of an activity -> fingerprint of the wish that was granted it."""
    return dict(_kept(journal, WISHES, {}))


def grant(journal: Journal, activity: ActivityId, said: str, granted: Granted) -> None:
    """Keep what a wish leads to, in place of what an older wish of the same activity led to."""
    take_back(journal, activity)
    mark = short_digest(activity)
    partners = {short_digest(p.activity) for p in granted.pinned} - {mark}
    with journal.writing() as connection:
        for pin in granted.pinned:
            keep_pin(connection, pin)
        for one in granted.ruled_out:
            keep_exclusion(connection, granted.of, one)
        if granted.drop:
            _put(connection, DROPS, sorted({*_read(connection, DROPS, []), mark}))
        marks = {mark: said, **dict.fromkeys(partners, f"{WITH}{mark}")}
        _put(connection, WISHES, {**_read(connection, WISHES, {}), **marks})
        journal.count_on(connection)


def take_back(journal: Journal, activity: ActivityId) -> bool:
    """Undo what a granted wish of an activity led to; False when none was granted."""
    mark = short_digest(activity)
    with journal.writing() as connection:
        had = dict(_read(connection, WISHES, {}))
        if mark not in had:
            return False
        gone = {mark, *(one for one, said in had.items() if said == f"{WITH}{mark}")}
        _put(connection, WISHES, {one: said for one, said in had.items() if one not in gone})
        _put(connection, DROPS, sorted(set(_read(connection, DROPS, [])) - {mark}))
        for table in (pins, exclusions):
            ours = table.c.because.in_((ASKED_FOR, NOT_THEN))
            for name in connection.execute(select(table.c.activity).where(ours)).scalars().all():
                if short_digest(name) in gone:
                    connection.execute(delete(table).where(ours, table.c.activity == name))
        journal.count_on(connection)
    return True


def filled(journal: Journal) -> Mapping[str, str]:
    """Fingerprint of an activity -> fingerprint of what was filled into its row of the visit log."""
    return dict(_kept(journal, FILLED, {}))


def keep_filled(journal: Journal, wanted: Mapping[str, str]) -> None:
    """Remember what was filled in, in place of what was before."""
    if dict(wanted) != dict(filled(journal)):
        with journal.writing() as connection:
            _put(connection, FILLED, dict(wanted))


def kept_draft(journal: Journal, coach: PersonId) -> KeptDraft | None:
    """What a coach was shown last; None before the first time."""
    found = _kept(journal, _of(coach), None)
    if found is None:
        return None
    return KeptDraft(
        number=found["number"],
        writes=found["writes"],
        begun=found["begun"],
        sent=found["sent"],
        told=tuple(found["told"]),
    )


def keep_draft(journal: Journal, coach: PersonId, draft: KeptDraft) -> None:
    """Remember what a coach is shown."""
    value = {
        "number": draft.number,
        "writes": dict(draft.writes),
        "begun": draft.begun,
        "sent": draft.sent,
        "told": list(draft.told),
    }
    if value == _kept(journal, _of(coach), None):
        return
    with journal.writing() as connection:
        _put(connection, _of(coach), value)


def next_number(journal: Journal) -> int:
    """A number no draft of this workspace had."""
    with journal.writing() as connection:
        number = int(_read(connection, DRAFTS, 0)) + 1
        _put(connection, DRAFTS, number)
    return number


def remembered(journal: Journal, name: str) -> str:
    """A word kept from the last run under a name; '' for none."""
    return str(_kept(journal, f"run.{name}", ""))


def remember(journal: Journal, name: str, value: str) -> None:
    """Keep a word for the next run."""
    if value != remembered(journal, name):
        with journal.writing() as connection:
            _put(connection, f"run.{name}", value)


def _of(coach: PersonId) -> str:
    return f"draft.{short_digest(coach)}"


def _kept(journal: Journal, name: str, default: Any) -> Any:
    found = journal.rows(select(meta.c.value).where(meta.c.name == name))
    return json.loads(found[0].value) if found else default


def _read(connection: Connection, name: str, default: Any) -> Any:
    value = connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar()
    return default if value is None else json.loads(value)


def _put(connection: Connection, name: str, value: object) -> None:
    connection.execute(delete(meta).where(meta.c.name == name))
    connection.execute(insert(meta).values(name=name, value=json.dumps(value, sort_keys=True)))
