"""A calendar and a spreadsheet to try things on, made for one run and deleted after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from scheduler.errors import BellweaveError, RemoteError

if TYPE_CHECKING:
    from sync.workspace.google import Google

ZONE = "America/New_York"
"""Of the scratch calendar: a zone whose clocks change."""


class Scratch:
    """What one run has to try things on; `run` is a word no other run has.

    Nothing is made before it is asked for. The ids are '' where nothing was made.
    """

    def __init__(self, google: "Google", run: str) -> None:
        self.calendar = google.calendar
        self.sheets = google.sheets
        self.account = google.account
        self.transport = google.transport
        self.run = run
        self.name = f"Bellweave test {run}"
        self.mark = f"bellweave live check {run}; may be deleted"
        self.calendar_id = ""
        self.book_id = ""
        self._began: set[str] = set()

    def make_calendar(self) -> str:
        """Make the calendar and give its id."""
        with self._beginning("calendar"):
            self.calendar_id = self.calendar.create_calendar(self.name, ZONE, self.mark)
        return self.calendar_id

    def make_book(self) -> str:
        """Make the spreadsheet and give its id."""
        with self._beginning("spreadsheet"):
            self.book_id = self.sheets.create(self.name, key=self.run)
        return self.book_id

    def remove(self) -> list[str]:
        """Delete both and say what is still there; a second Ctrl-C gives up one of them only."""
        left = []
        for kind, remove in (
            ("calendar", self._remove_calendar),
            ("spreadsheet", self._remove_book),
        ):
            try:
                if kind in self._began:
                    remove()
            except BellweaveError as error:
                left.append(f'The {kind} "{self.name}" may still be there: {error.what}')
            except KeyboardInterrupt:
                left.append(f'The {kind} "{self.name}" may still be there: stopped.')
        return left

    def _remove_calendar(self) -> None:
        """Also one that was made while the answer with its id was lost, if calendars may be listed."""
        found = [self.calendar_id]
        if not self.calendar_id:
            found = [one.id for one in self.calendar.calendars() if one.description == self.mark]
        for one in found:
            self.calendar.delete_calendar(one)

    def _remove_book(self) -> None:
        for one in [self.book_id] if self.book_id else self.sheets.find(key=self.run):
            self.sheets.delete(one)

    @contextmanager
    def _beginning(self, kind: str) -> Iterator[None]:
        """Note that something may be there from before it is asked for, unless it is surely refused."""
        self._began.add(kind)
        try:
            yield
        except RemoteError:
            self._began.discard(kind)
            raise
