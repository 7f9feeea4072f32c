"""One workbook brought up to date: made and shared when there is none yet, then its tabs merged."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scheduler.schoolday import SchoolDays
from sheets_templates.books.readers import Right as Wanted
from sheets_templates.building.workbook import workbook_of
from sheets_templates.vocabulary.table import Tab
from sync.journal.journal import Journal
from sync.sheets.arranging import About
from sync.sheets.matter import Tracked
from sync.sheets.sheets_api import Role as Right
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.track import TabRows, TrackReport, track
from sync.sheets.workbooks import workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A workbook as it is asked for; `name` is what the journal remembers it by."""

    name: str
    title: str
    tabs: Sequence[Tab]
    readers: Sequence[tuple[str, Right]] = ()
    owner: str = ""
    """The account it belongs to, as its README tells; '' where that is not known."""
    days: SchoolDays | None = None
    """In whose wall time its README tells when it was written; None is UTC."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BookTracked:
    """The workbook and what was written into it."""

    title: str
    book: str
    report: TrackReport
    notes: tuple[str, ...] = ()

    @property
    def tracked(self) -> Tracked:
        told = (f"{one.where} {one.what}" for one in self.report.findings)
        return Tracked(
            cells=self.report.cells, books={self.title: self.book}, notes=(*self.notes, *told)
        )


def rights(readers: Mapping[str, Wanted]) -> list[tuple[str, Right]]:
    """Readers by the table, as they are shared with."""
    return [
        (email, "writer" if right is Wanted.WRITE else "reader") for email, right in readers.items()
    ]


def track_book(
    api: SheetsApi, journal: Journal, asked: Book, wanted: Sequence[TabRows]
) -> BookTracked:
    """Bring one workbook up to date: at most two reads and two writes once it is there."""
    now = asked.days.local(journal.now()) if asked.days else journal.now()
    about = About(book=workbook_of(asked.name), now=now, owner=asked.owner)
    book, notes = workbook(
        api,
        journal,
        asked.name,
        title=asked.title,
        tabs=about.book.made_first,
        readers=asked.readers,
    )
    report = track(api, journal, book, wanted, about)
    return BookTracked(title=asked.title, book=book, report=report, notes=tuple(notes))
