"""The journal's memory of which calendars have our event labels, so that no push has to ask for them."""

import threading

from sqlalchemy import delete, insert, select

from sync.journal.journal import Journal
from sync.journal.tables import meta

PREFIX = "labels "
"""What the names of their rows begin with; a calendar's id follows."""


class LabelledCalendars:
    """Which calendars have our labels, as far as is known; safe for threads.

    It makes no change set stale: a label is given to new events only and never compared.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._lock = threading.Lock()
        query = select(meta.c.name).where(meta.c.name.startswith(PREFIX))
        self._ids = {str(row.name).removeprefix(PREFIX) for row in journal.rows(query)}

    def __contains__(self, calendar: str) -> bool:
        return calendar in self._ids

    def add(self, calendar: str) -> None:
        """It was made with our labels."""
        with self._lock:
            if calendar not in self._ids:
                with self._journal.writing() as connection:
                    connection.execute(insert(meta).values(name=PREFIX + calendar, value="ours"))
                self._ids.add(calendar)

    def discard(self, calendar: str) -> None:
        """It has lost one of them, by a person's hand: none is given there any more."""
        with self._lock, self._journal.writing() as connection:
            connection.execute(delete(meta).where(meta.c.name == PREFIX + calendar))
            self._ids.discard(calendar)
