"""Brings each principal's workbook up to date: months, visits held, topics, coming dates."""

from collections.abc import Iterator

from scheduler.district import District, Role, SchoolId
from scheduler.reach import Record
from sheets_templates.render_school import school_view_rows
from sheets_templates.school import SCHOOL_TABS, SCHOOL_VIEW
from sync.event.identity import short_digest
from sync.event.wording import Wording, clean
from sync.journal.journal import Journal
from sync.sheets.books import Book, BookTracked, track_book
from sync.sheets.sheets_api import Role as Right
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
        readers = _readers(done.district, school)
        name = school_book(school)
        made = known_workbook(journal, name) is not None
        digest = short_digest(*map(str, rows), *map(str, readers))
        if (made and digest == kept_rows(journal, name)) or not (made or (rows and readers)):
            continue
        title = clean(f"{Wording().program} - {done.district.schools[school].name}")
        asked = Book(name=name, title=title, tabs=SCHOOL_TABS, readers=readers)
        wanted = [TabRows(tab=SCHOOL_VIEW, rows=rows, leftover=Leftover.CLEAR)]
        tracked = track_book(api, journal, asked, wanted)
        if not tracked.notes:
            keep_rows(journal, name, digest)
        yield tracked


def _readers(district: District, school: SchoolId) -> list[tuple[str, Right]]:
    """The principal by her address, and the site leaders of the school, each once."""
    leaders = (
        one.email
        for one in district.people.values()
        if one.role is Role.SITE_LEADER and school in (one.school, *one.other_schools)
    )
    emails = (district.schools[school].principal_email, *leaders)
    return [(email, "reader") for email in dict.fromkeys(one.casefold() for one in emails if one)]
