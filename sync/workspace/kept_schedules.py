"""The schedule people were last told, kept in the journal: what a later one is compared with."""

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update

from scheduler.model import Schedule, Slot
from sync.files.saved import schedule_from, schedule_text
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
        connection.execute(update(schedules).values(current=False))
        connection.execute(delete(schedules).where(schedules.c.name == name))
        connection.execute(
            insert(schedules).values(
                name=name, saved=journal.moment(), current=True, content=schedule_text(schedule)
            )
        )


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
