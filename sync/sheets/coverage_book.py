"""Brings the sub coordinator's workbook up to date: the classes that need cover in the next two weeks."""

from datetime import date, timedelta

from scheduler.counts.cover_left import cover_left
from scheduler.counts.coverage import AHEAD_DAYS, CoverNeed, cover_needs
from scheduler.district import District
from scheduler.model import Schedule
from scheduler.peoples_time.availability import Availability
from scheduler.schoolday import SchoolDays
from sheets_templates.books.coverage import (
    COVERAGE,
    COVERAGE_TABS,
    FILLED,
    OPEN_COVERAGE,
    coverage_rows,
    filled_in,
    open_coverage_rows,
)
from sheets_templates.books.readers import Kept, readers_of
from sheets_templates.vocabulary.table import Grid
from sync.event.wording import Wording
from sync.journal.journal import Journal
from sync.sheets.books import Book, BookTracked, rights, track_book
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.track import TabRows
from sync.sheets.tracker import Leftover, Row
from sync.sheets.workbooks import known_workbook

COVERAGE_BOOK = "coverage"


def listed(
    schedule: Schedule, district: District, days: SchoolDays, today: date | None
) -> list[CoverNeed]:
    """What the tab shows: all up to two weeks ahead, what is past included, as people wrote beside it."""
    needs = cover_needs(schedule, Availability(district, days))
    last = today + timedelta(days=AHEAD_DAYS) if today else date.max
    return [need for need in needs if need.day <= last]


def track_coverage(
    api: SheetsApi,
    journal: Journal,
    district: District,
    days: SchoolDays,
    schedule: Schedule,
    *,
    today: date | None,
) -> BookTracked | None:
    """Write the list; None where no class ever needed cover, and so there is no workbook."""
    needs = listed(schedule, district, days, today)
    if not needs and known_workbook(journal, COVERAGE_BOOK) is None:
        return None
    title = f"{Wording().program} - coverage"
    readers = rights(readers_of(Kept(kind="Coverage"), district, today=today))
    asked = Book(name=COVERAGE_BOOK, title=title, tabs=COVERAGE_TABS, readers=readers, days=days)
    rows = coverage_rows(needs, district, days)

    def left(grid: Grid) -> list[Row]:
        found = [key for key, one in filled_in(grid).items() if one.status == FILLED]
        return [*open_coverage_rows(cover_left(needs, found, days, today))] if today else []

    wanted = [
        TabRows(tab=COVERAGE, rows=rows, leftover=Leftover.CLEAR),
        TabRows(tab=OPEN_COVERAGE, rows=left, may_be_made=True, beside=COVERAGE.name),
    ]
    return track_book(api, journal, asked, wanted)
