"""Whether a change set still fits what it was worked out from."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from scheduler.errors import StaleChangeSet
from sync.journal.tables import calendars, meta, runs
from sync.merging.changes import ChangeSet

STALE_AFTER = timedelta(hours=24)
MAKE_AGAIN = "make it again: bellweave schedule week"


def refuse_if_stale(
    connection: Connection, changes: ChangeSet, digest: str, lineage: str, now: datetime
) -> None:
    """Let a change set pass that nothing has overtaken; `digest` is its own, worked out once a run.

    Raises:
        StaleChangeSet: it belongs elsewhere, was pushed, is old, or something happened since.
    """
    serial = connection.execute(select(meta.c.value).where(meta.c.name == "serial")).scalar_one()
    finished = select(runs.c.finished).where(runs.c.digest == digest)
    age = now - changes.made_at
    if changes.lineage != lineage:
        what = "this change set was made in another workspace"
    elif connection.execute(finished).scalar():
        what = "this change set was pushed already"
    elif int(serial) != changes.serial:
        what = "something was pushed or pulled since this change set was made"
    elif not _same_calendars(connection, changes):
        what = "this change set was made for other calendars"
    elif age > STALE_AFTER:
        what = f"this change set is {age // timedelta(hours=1)} hours old"
    else:
        return
    raise StaleChangeSet(what, fix=MAKE_AGAIN)


def _same_calendars(connection: Connection, changes: ChangeSet) -> bool:
    """Whether no owner has another calendar by now."""
    found = connection.execute(select(calendars.c.owner, calendars.c.calendar_id)).all()
    here = {row.owner: row.calendar_id for row in found}
    return all(here.get(owner, named) == named for owner, named in changes.calendars.items())
