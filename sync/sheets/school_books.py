"""Brings each principal's workbook up to date: months, visits held, topics, coming dates."""

from collections.abc import Iterator

from scheduler.counts.reach import Record
from scheduler.district import SchoolId
from sheets_templates.books.readers import Kept, readers_of
from sheets_templates.books.school import SCHOOL_TABS, SCHOOL_VIEW
from sheets_templates.writing.render_school import school_view_rows
from sync.event.identity import short_digest
from sync.event.wording import Wording, clean
from sync.journal.journal import Journal
from sync.sheets.books import Book, BookTracked, rights, track_book
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.track import TabRows
from sync.sheets.tracker import Leftover
from sync.sheets.workbooks import keep_rows, kept_rows, known_workbook


def school_book(school: SchoolId) -> str:
    """The name under which a school's workbook is remembered."""
    return f"school.{school}"


def track_schools(api: SheetsApi, journal: Journal, done: Record) -> Iterator[BookTracked]:
    """A workbook for each school of which there is something to tell, and somebody to tell it.

    Nobody writes in one but the program, so one with nothing new in it is not even read.
    """
    for school in sorted(done.district.schools):
        rows = school_view_rows(done, school)
        readers = rights(
            readers_of(Kept(kind="School", about=school), done.district, today=done.today)
        )
        name = school_book(school)
        made = known_workbook(journal, name) is not None
        digest = short_digest(*map(str, rows), *map(str, readers))
        if (made and digest == kept_rows(journal, name)) or not (made or (rows and readers)):
            continue
        title = clean(f"{Wording().program} - {done.district.schools[school].name}")
        asked = Book(name=name, title=title, tabs=SCHOOL_TABS, readers=readers, days=done.days)
        wanted = [TabRows(tab=SCHOOL_VIEW, rows=rows, leftover=Leftover.CLEAR)]
        tracked = track_book(api, journal, asked, wanted)
        if not tracked.notes:
            keep_rows(journal, name, digest)
        yield tracked
