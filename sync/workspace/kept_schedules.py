"""The schedule people were last told, kept in the journal: what a later one is compared with."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from scheduler.model import Schedule, Slot
from sync.files.saved import schedule_from, schedule_text
from sync.journal.images import KEPT_FOR
from sync.journal.journal import Journal, OpState
from sync.journal.tables import schedules
from sync.merging.changes import Change, ChangeSet, Verb

if TYPE_CHECKING:
    from sync.calendars.push import PushReport

TOLD = (Verb.CREATE, Verb.MOVE, Verb.EDIT, Verb.ADOPT)


def published(journal: Journal) -> Schedule:
    """What people were last told; nothing before the first push."""
    query = select(schedules.c.content).where(schedules.c.current.is_(True))
    found = journal.rows(query)
    return schedule_from(found[0].content) if found else Schedule(activities={}, placed={})


def keep_published(journal: Journal, name: str, schedule: Schedule) -> None:
    """Keep a schedule as what people know now; `name` is the run that told them."""
    with journal.writing() as connection:
        named = select(schedules.c.name, schedules.c.replaces)
        current = connection.execute(named.where(schedules.c.current.is_(True))).first()
        same = current is not None and current.name == name
        replaces = (current.replaces if same else current.name) if current else ""
        connection.execute(update(schedules).values(current=False))
        connection.execute(delete(schedules).where(schedules.c.name == name))
        connection.execute(
            insert(schedules).values(
                name=name,
                saved=journal.moment(),
                current=True,
                content=schedule_text(schedule),
                replaces=replaces,
            )
        )
        old = (journal.now() - KEPT_FOR).isoformat()
        gone = (schedules.c.saved < old, schedules.c.current.is_(False))
        connection.execute(delete(schedules).where(*gone))


def known_before(journal: Journal, run: str) -> Schedule:
    """What people knew before a run told them anything; nothing if it was the first, or long ago."""
    older = select(schedules.c.replaces).where(schedules.c.name == run).scalar_subquery()
    found = journal.rows(select(schedules.c.content).where(schedules.c.name == older))
    return schedule_from(found[0].content) if found else Schedule(activities={}, placed={})


def told_back(
    now: Schedule, before: Schedule, changes: ChangeSet, report: "PushReport"
) -> Schedule:
    """What people know after a run was taken back: what was carried out is as it was before it."""
    done = {one.change.key for one in report.outcomes if one.state is OpState.DONE}
    known = {**before.activities, **now.activities}
    placed = dict(now.placed)
    for change in changes.changes:
        if change.activity is None or change.key not in done:
            continue
        placed.pop(change.activity, None)
        slot = _slot(change, before.placed.get(change.activity)) if change.wanted else None
        if slot is not None and change.activity in known:
            placed[change.activity] = slot
    return replace(now, activities={key: known[key] for key in placed}, placed=placed)


def told(before: Schedule, draft: Schedule, changes: ChangeSet, report: "PushReport") -> Schedule:
    """What people know after a push: every change that was carried out, and what stood already."""
    done = {one.change.key for one in report.outcomes if one.state is OpState.DONE}
    placed = dict(before.placed)
    for change in changes.changes:
        if change.activity is None:
            continue
        if change.verb is Verb.CANCEL and change.key in done:
            placed.pop(change.activity, None)
        elif change.verb is Verb.NOTHING or (change.verb in TOLD and change.key in done):
            slot = _slot(change, draft.placed.get(change.activity))
            if slot is not None:
                placed[change.activity] = slot
    known = {**before.activities, **draft.activities}
    placed = {key: slot for key, slot in placed.items() if key in known}
    return replace(
        draft, activities={key: known[key] for key in placed}, placed=placed, unplaced=()
    )


def _slot(change: Change, drafted: Slot | None) -> Slot | None:
    """The slot an event was written for; the schedule may have gone on since."""
    if change.wanted is None:
        return drafted
    start: datetime = change.wanted.start
    if drafted is not None and drafted.start == start:
        return drafted
    minutes = int((change.wanted.end - start).total_seconds()) // 60
    return Slot(start=start, minutes=minutes)
