"""ThisWeek in each coach's own workbook: what stands there, what is shown, and the box that was used.

Human cells are the coaches'. Two of them the program may write, and only when it has just seen what stands
in them: the box of the draft, which it empties after use, and an outcome of the visit log that is empty or
was filled from here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from gspread.utils import absolute_range_name

from scheduler.district import PersonId
from scheduler.errors import InputError, RemoteError
from scheduler.model import ActivityId
from sheets_templates.books.coach import VISIT_LOG
from sheets_templates.books.this_week import NOT_HELD, THIS_WEEK
from sheets_templates.reading.parse_this_week import Asked, Page, read_page
from sheets_templates.vocabulary.table import CellValue, Grid, address
from sheets_templates.writing.render_this_week import Shown, this_week_rows
from sync.event.identity import short_digest
from sync.journal.journal import Journal
from sync.journal.kept_wishes import filled, keep_filled
from sync.sheets.coach_books import open_to_strangers
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.track import TabRows, track
from sync.sheets.tracker import Leftover
from sync.sheets.workbooks import coach_book, known_workbook


@dataclass(frozen=True, slots=True, kw_only=True)
class CoachPage:
    """One coach's workbook as it was read; `log` is her visit log."""

    coach: PersonId
    book: str
    page: Page = field(default_factory=Page)
    grid: Grid = ()
    log: Grid = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What became of an outcome: `says` is the answer, `where` set when a person should look there."""

    says: str
    where: str = ""


def read_pages(
    api: SheetsApi, journal: Journal, coaches: Iterable[PersonId]
) -> tuple[dict[PersonId, CoachPage], tuple[str, ...]]:
    """Every workbook there is of these coaches, one read each; and those that cannot be read.

    One that others than people by name may open is left alone.
    """
    found: dict[PersonId, CoachPage] = {}
    notes: list[str] = []
    for coach in sorted(coaches):
        book = known_workbook(journal, coach_book(coach))
        if book is None:
            continue
        try:
            if strangers := open_to_strangers(api, book):
                notes.append(f"a coach's workbook is open to {strangers}; it was left alone")
                continue
            found[coach] = _page(api, coach, book)
        except RemoteError as error:
            notes.append(f"a coach's workbook was not read: {error.what}")
    return found, tuple(notes)


def show(api: SheetsApi, journal: Journal, page: CoachPage, shown: Shown) -> tuple[int, list[str]]:
    """Bring a tab up to date; how many cells were written, and what a person should know.

    A tab that a person spoilt is told and left as it is.
    """

    def rows(grid: Grid) -> Sequence[Mapping[str, CellValue]]:
        return this_week_rows(shown, grid)

    wanted = TabRows(tab=THIS_WEEK, rows=rows, leftover=Leftover.CLEAR, may_be_made=True)
    try:
        report = track(api, journal, page.book, [wanted])
    except InputError as error:
        return 0, [f"{one.where} {one.what}" for one in error.faults]
    return report.cells, [f"{one.where} {one.what}" for one in report.findings]


def untick(api: SheetsApi, page: CoachPage, number: int | None = None) -> bool:
    """Empty the box of the draft if it is ticked now, and beside the draft of that number (any, if None)."""
    now = _page(api, page.coach, page.book).page
    if now.ticked is None or (number is not None and now.ticked != number):
        return False
    api.write_values(page.book, {_place(now.tick): [[False]]})
    return True


def note_outcomes(
    api: SheetsApi,
    journal: Journal,
    page: CoachPage,
    begun: Iterable[ActivityId],
    *,
    as_typed: bool = False,
) -> dict[ActivityId, Noted]:
    """Carry what was ticked or said into the visit log just read; what a person typed there stays.

    Only activities that have `begun` have an outcome. `as_typed` counts as typed into the log itself, so
    that emptying the row of ThisWeek does not empty it.
    """
    cells = _log_cells(page.log)
    ours = dict(filled(journal))
    writes: dict[str, list[list[CellValue]]] = {}
    found: dict[ActivityId, Noted] = {}
    for key in begun:
        row, log = page.page.by_key.get(key), cells.get(key)
        if row is None or log is None or row.trouble:
            continue
        noted, values = _outcome(row, log, mine=ours.get(short_digest(key)) == log.digest)
        if noted:
            found[key] = noted
        if values is not None:
            writes |= {_place(log.where[h]): [[v]] for h, v in values.items() if log.values[h] != v}
            ours[short_digest(key)] = "" if as_typed else short_digest(*values.values())
    api.write_values(page.book, writes)
    keep_filled(journal, ours)
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Log:
    """The outcome and reason of one row of the visit log, and their addresses."""

    values: Mapping[str, str]
    where: Mapping[str, str]

    @property
    def digest(self) -> str:
        return short_digest(self.values["outcome"], self.values["reason"])


def _outcome(row: Asked, log: _Log, *, mine: bool) -> tuple[Noted | None, dict[str, str] | None]:
    """The answer, and what the two cells should say; None leaves them. `mine` are filled from here."""
    said, reason = log.values["outcome"], log.values["reason"]
    wanted = row.outcome
    because = row.wish if wanted == NOT_HELD else ""
    if not wanted:
        return None, {"outcome": "", "reason": ""} if mine and said else None
    if mine or not said:
        kept = because or ("" if mine else reason)
        return Noted(says=f"noted: {wanted}"), {"outcome": wanted, "reason": kept}
    if said == wanted:
        return Noted(says=f"noted: {wanted}"), None
    says = f"VisitLog says '{said}', which you typed there and which counts"
    return Noted(says=says, where=row.where), None


def _log_cells(grid: Grid) -> dict[str, _Log]:
    titles = [str(cell.value or "").strip() for cell in grid[0]] if grid else []
    headers = ("outcome", "reason")
    if any(titles.count(one) != 1 for one in (VISIT_LOG.key, *headers)):
        return {}
    at = {one: titles.index(one) for one in (VISIT_LOG.key, *headers)}
    called = grid[0][0].where.rpartition("!")[0]
    found: dict[str, _Log] = {}
    for number, row in enumerate(grid[1:], start=1):
        text = {h: _text(row[n].value) if n < len(row) else "" for h, n in at.items()}
        log = _Log(
            values={one: text[one] for one in headers},
            where={one: address(called, number, at[one]) for one in headers},
        )
        found.setdefault(text[VISIT_LOG.key], log)
    return found


def _page(api: SheetsApi, coach: PersonId, book: str) -> CoachPage:
    tabs = api.read(book, [THIS_WEEK.name, VISIT_LOG.name])
    grid = tabs.get(THIS_WEEK.name, ())
    log = tabs.get(VISIT_LOG.name, ())
    return CoachPage(coach=coach, book=book, page=read_page(grid), grid=grid, log=log)


def _place(where: str) -> str:
    """`ThisWeek!B2` as a range; the name of a tab is put in quotes."""
    tab, _, cell = where.rpartition("!")
    return absolute_range_name(tab, cell)


def _text(value: CellValue) -> str:
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
