"""Brings the partners' workbook up to date, and reads back what partners answered in it.

People outside the district open it: nothing but meetings they were told of, half days they were offered,
and their own organisations.
"""

from collections.abc import Mapping, Sequence

from scheduler.counts.reach import Record
from scheduler.district import District, PersonId
from scheduler.partners.people import Answer
from sheets_templates.books.partners import (
    ORGANISATIONS,
    PARTNER_DATES,
    PARTNER_MEETINGS,
    PARTNER_TABS,
)
from sheets_templates.books.readers import Kept, readers_of
from sheets_templates.vocabulary.table import CellValue, Grid
from sheets_templates.vocabulary.written import said, written
from sheets_templates.writing.render_partners import (
    Record as Row,
)
from sheets_templates.writing.render_partners import (
    meeting_rows,
    organisation_rows,
    partner_date_rows,
    who_came,
)
from sync.event.wording import Wording
from sync.journal.journal import Journal
from sync.journal.kept_partner_answers import keep_partner_answers
from sync.sheets.books import Book, BookTracked, rights, track_book
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.track import TabRows
from sync.sheets.tracker import Leftover
from sync.sheets.workbooks import known_workbook

PARTNERS_BOOK = "partners"


def track_partners(
    api: SheetsApi, journal: Journal, done: Record, dates: Sequence[Row] = ()
) -> BookTracked | None:
    """Write meetings, organisations and half days; keep what was answered. `dates` are rows of
    half days just made, with their reasons; without them those of the input stand there.

    None where partners have no meeting and were asked nothing, and so there is no workbook.
    """
    district, days = done.district, done.days
    meetings = meeting_rows(done.told, district, days)
    offered = [one for one in dates or _offered(district) if _outside(one["person"], district)]
    if not (meetings or offered) and known_workbook(journal, PARTNERS_BOOK) is None:
        return None

    def attendance(grid: Grid) -> list[Row]:
        came = who_came(grid)
        return organisation_rows(done.told, district, days, came=came, today=done.today)

    whom = {PersonId(str(row["person"])) for row in offered}
    readers = readers_of(Kept(kind="Partners"), district, today=done.today, asked=whom)
    asked = Book(
        name=PARTNERS_BOOK,
        title=f"{Wording().program} - partners",
        tabs=PARTNER_TABS,
        readers=rights(readers),
        days=days,
    )
    wanted = [
        TabRows(tab=PARTNER_MEETINGS, rows=meetings, leftover=Leftover.CLEAR),
        TabRows(
            tab=ORGANISATIONS,
            rows=attendance,
            leftover=Leftover.CLEAR,
            beside=PARTNER_MEETINGS.name,
        ),
        TabRows(tab=PARTNER_DATES, rows=offered),
    ]
    tracked = track_book(api, journal, asked, wanted)
    keep_partner_answers(journal, answers_in(tracked.report.stood.get(PARTNER_DATES.name, ())))
    return tracked


def read_partner_answers(api: SheetsApi, journal: Journal) -> bool:
    """Keep what partners answered by now; False where there is no workbook, or nothing new in it."""
    book = known_workbook(journal, PARTNERS_BOOK)
    if book is None:
        return False
    grid = api.read(book, [PARTNER_DATES.name]).get(PARTNER_DATES.name, ())
    return keep_partner_answers(journal, answers_in(grid))


def answers_in(grid: Grid) -> Mapping[str, str]:
    """Row id -> answer, as far as it is one of the words that can be chosen."""
    words = {answer.value for answer in Answer}
    rows = written(PARTNER_DATES, grid, "answer")
    found = {key: said(cells, "answer").casefold() for key, cells in rows.items()}
    return {key: word for key, word in found.items() if word in words}


def _offered(district: District) -> list[Row]:
    """The half days of the input; why each was offered is told where it is offered."""
    rows = partner_date_rows(district.partner_dates)
    return [{key: value for key, value in row.items() if key != "why"} for row in rows]


def _outside(person: CellValue, district: District) -> bool:
    found = district.people.get(PersonId(str(person)))
    return found is not None and found.external
