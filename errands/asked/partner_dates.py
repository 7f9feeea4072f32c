"""Offering half days to partners and noting what is agreed: into the PartnerDates tab of the input.

Only our columns are written, found by header and row id; what people answered is theirs.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from errands.asked.noting import Noted, note_in_input
from scheduler.counts.reach import Record as ReachRecord
from scheduler.district import Series, SeriesId
from scheduler.errors import Interrupted, RemoteError, SignInNeeded
from scheduler.partners.answers import Asking, Standing, State, standing, to_ask
from scheduler.partners.people import HalfDay, rows_for
from scheduler.peoples_time.availability import Availability
from sheets_templates.books.partners import PARTNER_DATES
from sheets_templates.writing.render_partners import Record, partner_date_rows
from sync.workspace.known import journal, known
from workflow import Given, Workspace, at_work, read

__all__ = [
    "Asking",
    "Noted",
    "Standing",
    "State",
    "answers_read",
    "note",
    "proposed",
    "series_of",
    "standings",
]

UNREACHED = (SignInNeeded, Interrupted, RemoteError)
"""Why a workbook on Google stays as it is."""
THEIRS = ("answer", "why")
"""What an older row keeps as it is: the answer is a person's, and the reason was told already."""


def standings(workspace: Workspace, given: Given) -> list[Standing]:
    """Where each meeting with partners stands today, in order of date."""
    today = _today(workspace, given)
    return [standing(one, given.district, today) for one in given.with_partners]


def proposed(workspace: Workspace, given: Given, *, month: date | None = None) -> list[Asking]:
    """What to ask now, meeting by meeting; only one month's with `month`, any day of it.

    A meeting that has a time already, and for which nobody was asked, is left as it is.
    """
    today, placed = _today(workspace, given), workspace.draft().placed
    available = Availability(given.district, given.days)
    wanted = [
        one
        for one in given.with_partners
        if (one.id not in placed or rows_for(one, given.district))
        and (month is None or _month(one.window.first) == _month(month))
    ]
    found = (to_ask(one, given.district, given.days, today, available=available) for one in wanted)
    return [one for one in found if one is not None]


def note(workspace: Workspace, given: Given, askings: Sequence[Asking]) -> Noted:
    """Write what is asked, and what has been agreed, into the tab where answers are read.

    Raises:
        InputError: a column of ours is missing there, or stands twice; nothing was written.
        SettingsError: the input is an .xlsx file, which can only be read.
    """
    rows = _rows(workspace, given, askings)
    noted = note_in_input(workspace, given, PARTNER_DATES, rows)
    return replace(noted, notes=(*noted.notes, *_in_their_workbook(workspace, given, rows)))


def answers_read(workspace: Workspace, given: Given) -> Given:
    """The input with what partners answered in their workbook by now; the same where there is none, or
    where Google cannot be asked."""
    from sync.sheets.partners_book import PARTNERS_BOOK, read_partner_answers
    from sync.sheets.workbooks import known_workbook

    if not workspace.has_journal:
        return given
    with journal(workspace, given.zone) as kept:
        if known_workbook(kept, PARTNERS_BOOK) is None:
            return given
    try:
        with at_work(workspace, given) as desk:
            news = read_partner_answers(desk.google.sheets, desk.journal)
    except UNREACHED:
        return given
    return read(workspace) if news else given


def _in_their_workbook(
    workspace: Workspace, given: Given, rows: Sequence[Record]
) -> tuple[str, ...]:
    """Show the same half days to partners in the workbook they may open, made where it is missing.

    The tab of the input is the leader's own: it is written whether or not Google can be reached.
    """
    from sync.sheets.partners_book import track_partners

    try:
        with at_work(workspace, given) as desk:
            done = ReachRecord(
                district=given.district,
                days=given.days,
                told=known(workspace, desk.journal).published,
                today=_today(workspace, given),
            )
            tracked = track_partners(desk.google.sheets, desk.journal, done, rows)
    except UNREACHED as error:
        return (f"The partners' own workbook is as it was: {error.what}",)
    return tracked.tracked.notes if tracked else ()


def series_of(given: Given, key: str) -> Series:
    """The series of that id."""
    return next(series for series in given.district.series if series.id == key)


def _today(workspace: Workspace, given: Given) -> date:
    return given.days.date_of(workspace.clock(given.zone))


def _month(day: date) -> tuple[int, int]:
    return day.year, day.month


def _rows(workspace: Workspace, given: Given, askings: Sequence[Asking]) -> list[Record]:
    """New rows with their reasons, and rows from before with what became of them."""
    why = {
        (row.series, offer.when): "; ".join(offer.because)
        for asking in askings
        for row in asking.rows[:1]
        for offer in asking.offers
    }
    new = partner_date_rows((row for one in askings for row in one.rows), why=why)
    old = partner_date_rows(given.district.partner_dates, taken=_taken(workspace, given))
    kept = [{key: one[key] for key in one if key not in THEIRS} for one in old]
    return [*kept, *new]


def _taken(workspace: Workspace, given: Given) -> Mapping[tuple[SeriesId, HalfDay], bool]:
    return {
        (found.series, when): when == found.agreed
        for found in standings(workspace, given)
        if found.agreed
        for when in found.asked
    }
