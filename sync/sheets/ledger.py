"""The ledger: which event belongs to what, kept in the program's workbook for every computer to read.

A journal that was lost, or a second computer with its own, learns from it which calendars are ours and
which events a person deleted, long after Google has forgotten them. A row is believed only if its event
id is the one its key and generation lead to.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.district import PersonId
from scheduler.errors import RemoteError
from scheduler.model import ActivityId
from sheets_templates.books.program import LEDGER
from sheets_templates.vocabulary.table import Cell, Grid
from sync.event.identity import EventId, Key, event_id
from sync.journal.journal import Journal, put_known
from sync.merging.changes import Known, Standing
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.tracker import Row
from sync.sheets.workbooks import PROGRAM, known_workbook

CALENDAR = "calendar"
OF_CALENDAR = "calendar."
WORDS = {
    Standing.STANDS: "placed",
    Standing.REMOVED_BY_A_PERSON: "removed by a person",
    Standing.REMOVED_BY_US: "done",
}
STRENGTH = {Standing.STANDS: 0, Standing.REMOVED_BY_A_PERSON: 1, Standing.REMOVED_BY_US: 2}
"""Of two computers the one that has seen more is right: an event that is gone stays gone, and what we took
away ourselves was no person's doing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What the workbook says: owner -> calendar, and every event that was ever written."""

    calendars: Mapping[PersonId, str] = field(default_factory=dict)
    events: tuple[Known, ...] = ()


def read_ledger(api: SheetsApi, journal: Journal) -> Ledger:
    """What the program's workbook says; one read, and one search as long as it was not tracked in.

    A workbook that is not there, or cannot be read, says nothing.
    """
    try:
        book = known_workbook(journal, PROGRAM)
        if book is None:
            found = api.find(key=f"{journal.lineage}.{PROGRAM}")
            if not found:
                return Ledger()
            book = found[0]
        grid = api.read(book, [LEDGER.name]).get(LEDGER.name, ())
    except RemoteError:
        return Ledger()
    return ledger_in(grid, journal.lineage)


def learn(api: SheetsApi, journal: Journal) -> int:
    """Take over what other computers noted down; how many events are news."""
    return take_over(journal, read_ledger(api, journal))


def take_over(journal: Journal, ledger: Ledger) -> int:
    """Keep what a ledger has beyond the journal; how many events are news."""
    had = journal.calendars()
    for owner, calendar in ledger.calendars.items():
        if owner not in had and calendar not in had.values():
            journal.calendar_made(owner, calendar, "")
    known = {row.key: row for row in journal.known()}
    news = [one for one in ledger.events if together(known.get(one.key), one) is one]
    if news:
        with journal.writing() as connection:
            for one in news:
                put_known(connection, one)
            journal.count_on(connection)
    return len(news)


def together(mine: Known | None, theirs: Known) -> Known:
    """Which of two rows of one event knows more.

    Two calendars made for one coach at the same moment hold an event of the same id each: to every
    computer its own.
    """
    if mine is None or mine.generation < theirs.generation:
        return theirs
    same = (mine.generation, mine.calendar_id) == (theirs.generation, theirs.calendar_id)
    return theirs if same and STRENGTH[mine.standing] < STRENGTH[theirs.standing] else mine


def ledger_in(grid: Grid, lineage: str) -> Ledger:
    """The rows of the tab; one that makes no sense is left out."""
    titles = [str(cell.value or "").strip() for cell in grid[0]] if grid else []
    calendars: dict[PersonId, str] = {}
    events: dict[Key, Known] = {}
    for cells in grid[1:]:
        row = dict(zip(titles, map(_text, cells), strict=False))
        if row.get("state") == CALENDAR and row.get("calendar_id"):
            calendars[PersonId(row["key"].removeprefix(OF_CALENDAR))] = row["calendar_id"]
        elif event := _event(row, lineage):
            events[event.key] = together(events.get(event.key), event)
    return Ledger(calendars=calendars, events=tuple(events.values()))


def ledger_rows(journal: Journal, grid: Grid) -> Sequence[Row]:
    """What the tab should say: what the journal knows, unless the tab knows more."""
    there = ledger_in(grid, journal.lineage)
    known = {row.key: row for row in journal.known()}
    for theirs in there.events:
        if together(known.get(theirs.key), theirs) is theirs:
            known[theirs.key] = theirs
    calendars = {**there.calendars, **journal.calendars()}
    return [*_calendar_rows(calendars), *map(_row, known.values())]


def _calendar_rows(calendars: Mapping[PersonId, str]) -> Iterable[Row]:
    for owner, calendar in sorted(calendars.items()):
        nothing = dict.fromkeys(column.header for column in LEDGER.columns)
        yield {
            **nothing,
            "key": f"{OF_CALENDAR}{owner}",
            "calendar_id": calendar,
            "state": CALENDAR,
        }


def _row(known: Known) -> Row:
    return {
        "key": known.key,
        "activity": known.activity,
        "calendar_id": known.calendar_id,
        "gcal_id": known.event_id,
        "generation": known.generation,
        "state": WORDS[known.standing],
        "base": known.base,
    }


def _event(row: Mapping[str, str], lineage: str) -> Known | None:
    standings = {word: standing for standing, word in WORDS.items()}
    generation, state = row.get("generation", ""), row.get("state", "")
    if state not in standings or not generation.isdecimal() or not row.get("activity"):
        return None
    known = Known(
        key=Key(row.get("key", "")),
        activity=ActivityId(row["activity"]),
        event_id=EventId(row.get("gcal_id", "")),
        calendar_id=row.get("calendar_id", ""),
        generation=int(generation),
        standing=standings[state],
        base=row.get("base", ""),
    )
    whole = known.event_id == event_id(lineage, known.key, known.generation)
    return known if whole and known.calendar_id else None


def _text(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value).strip()
