"""Brings each principal's workbook up to date: months, visits held, topics, coming dates."""

from collections.abc import Iterator

from scheduler.district import District, Role, SchoolId
from scheduler.reach import Record
from sheets_templates.render_school import school_view_rows
from sheets_templates.school import SCHOOL_TABS, SCHOOL_VIEW
from sync.event.wording import Wording, clean
from sync.journal.journal import Journal
from sync.sheets.books import Book, BookTracked, track_book
from sync.sheets.sheets_api import Role as Right
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.track import TabRows
from sync.sheets.tracker import Leftover
from sync.sheets.workbooks import known_workbook


def school_book(school: SchoolId) -> str:
    """The name under which a school's workbook is remembered."""
    return f"school.{school}"


def track_schools(api: SheetsApi, journal: Journal, done: Record) -> Iterator[BookTracked]:
    """A workbook for each school of which there is something to tell, and somebody to tell it."""
    for school in sorted(done.district.schools):
        rows = school_view_rows(done, school)
        readers = _readers(done.district, school)
        name = school_book(school)
        if not (rows and readers) and known_workbook(journal, name) is None:
            continue
        title = clean(f"{Wording().program} - {done.district.schools[school].name}")
        asked = Book(name=name, title=title, tabs=SCHOOL_TABS, readers=readers)
        wanted = [TabRows(tab=SCHOOL_VIEW, rows=rows, leftover=Leftover.CLEAR)]
        yield track_book(api, journal, asked, wanted)


def _readers(district: District, school: SchoolId) -> list[tuple[str, Right]]:
    """The principal by her address, and the site leaders of the school, each once."""
    leaders = (
        one.email
        for one in district.people.values()
        if one.role is Role.SITE_LEADER and school in (one.school, *one.other_schools)
    )
    emails = (district.schools[school].principal_email, *leaders)
    return [(email, "reader") for email in dict.fromkeys(one.casefold() for one in emails if one)]
