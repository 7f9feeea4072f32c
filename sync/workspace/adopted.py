"""Whether a journal has begun with these calendars, or must first learn what stands in them."""

from sqlalchemy import delete, func, insert, select

from scheduler.errors import SettingsError
from sync.journal.journal import Journal
from sync.journal.tables import meta, runs
from sync.merging.changes import ChangeSet, Verb

ADOPTED = "adopted"


def is_new(journal: Journal) -> bool:
    """Whether nothing was ever pushed with it, nor anything adopted."""
    pushed = journal.rows(select(func.count().label("n")).select_from(runs))[0].n
    return not pushed and not journal.rows(select(meta.c.value).where(meta.c.name == ADOPTED))


def refuse_unadopted(journal: Journal, changes: ChangeSet) -> None:
    """Let a new journal push only where nothing of ours stands yet.

    Raises:
        SettingsError: somebody wrote to these calendars, and this journal knows nothing of it.
    """
    met = any(one.etag or one.verb is Verb.TOMBSTONE for one in changes.changes)
    if is_new(journal) and (met or journal.known()):
        raise SettingsError(
            "the calendars hold events of this workspace that this journal never wrote",
            where=journal.where,
            fix="learn what stands there first: bellweave adopt",
            more="bellweave adopt --help",
        )


def note_adopted(journal: Journal) -> None:
    """From now on this journal may push."""
    with journal.writing() as connection:
        connection.execute(delete(meta).where(meta.c.name == ADOPTED))
        connection.execute(insert(meta).values(name=ADOPTED, value=journal.moment()))
        journal.count_on(connection)
