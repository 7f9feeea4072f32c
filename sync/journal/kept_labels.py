"""The journal's memory of which calendars have our event labels, so that no push has to ask for them."""

import threading

from sqlalchemy import delete, insert, select

from sync.journal.journal import Journal
from sync.journal.tables import meta

PREFIX = "labels "
"""What the names of their rows begin with; a calendar's id follows."""
OURS, LOST = "ours", "lost"


class LabelledCalendars:
    """Which calendars have our labels, as far as is known; safe for threads.

    It makes no change set stale: a label is given to new events only and never compared.
    """

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._lock = threading.Lock()
        query = select(meta).where(meta.c.name.startswith(PREFIX))
        self._states = {
            str(row.name).removeprefix(PREFIX): str(row.value) for row in journal.rows(query)
        }

    def __contains__(self, calendar: str) -> bool:
        return self._states.get(calendar) == OURS

    def knows(self, calendar: str) -> bool:
        """Whether it had them or cannot have them: a label that a person took off is not put there again."""
        return calendar in self._states

    def add(self, calendar: str) -> None:
        """It has our labels."""
        self._put(calendar, OURS)

    def discard(self, calendar: str) -> None:
        """It has lost one of them by a person's hand, or takes none: none is given there any more."""
        self._put(calendar, LOST)

    def _put(self, calendar: str, state: str) -> None:
        with self._lock:
            if self._states.get(calendar) == state:
                return
            with self._journal.writing() as connection:
                connection.execute(delete(meta).where(meta.c.name == PREFIX + calendar))
                connection.execute(insert(meta).values(name=PREFIX + calendar, value=state))
            self._states[calendar] = state
