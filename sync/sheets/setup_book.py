"""The Setup workbook: made from the input folder, so that a district goes to Google without retyping."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from scheduler.errors import RemoteError
from sheets_templates.books.readme import README
from sheets_templates.building.build import Request, fill_requests, table_requests
from sheets_templates.building.workbook import SETUP, places
from sheets_templates.reading.typed import Filled
from sheets_templates.vocabulary.grid import filled
from sheets_templates.vocabulary.table import CellKind, CellValue, Grid
from sync.journal.journal import Journal
from sync.sheets.arranging import About
from sync.sheets.sheets_api import Role, SheetsApi
from sync.sheets.workbooks import keep_rows, kept_rows, known_workbook, workbook

SETUP_BOOK = "setup"
MOST_AT_ONCE = 1_500_000
"""Characters of one write; Google advises two million at most."""
FULL = "filled"


@dataclass(frozen=True, slots=True, kw_only=True)
class SetupBuilt:
    """The workbook's id; `rows` counts the rows written by tab, nothing when it was made before."""

    book: str
    rows: Mapping[str, int]
    notes: tuple[str, ...] = ()


def is_built(journal: Journal) -> bool:
    """Whether it was made and filled before; from then on it is the people's."""
    made = known_workbook(journal, SETUP_BOOK) is not None
    return made and kept_rows(journal, SETUP_BOOK) == FULL


def build_setup(
    api: SheetsApi,
    journal: Journal,
    inputs: Sequence[Filled],
    *,
    title: str,
    readers: Iterable[tuple[str, Role]],
    owner: str,
    now: datetime,
) -> SetupBuilt:
    """Make it with a tab for each input tab there is, and fill these once. `now` is wall time.

    A run that died on the way is gone on with: a cell in which somebody typed meanwhile is left alone, and
    its tab is told.
    """
    known = {README.name: README, **{one.tab.name: one.tab for one in inputs}}
    at = places(SETUP, (), known, filled={one.tab.name for one in inputs if one.records})
    tabs = [known[name] for name in at]
    book, notes = workbook(api, journal, SETUP_BOOK, title=title, tabs=tabs, readers=readers, at=at)
    if is_built(journal):
        return SetupBuilt(book=book, rows={}, notes=tuple(notes))
    there = api.read(book, [tab.name for tab in tabs])
    about = About(book=SETUP, now=now, owner=owner)
    lines = about.readme(api.tabs(book), (), (), news=True)
    rows: dict[str, int] = {}
    requests = fill_requests(README, lines)
    for one in inputs:
        if _somebody_typed(one, there.get(one.tab.name, ())):
            notes.append(f"{one.tab.name} was not filled: somebody wrote in it meanwhile")
            continue
        requests += fill_requests(one.tab, one.records, tabs)
        rows[one.tab.name] = len(one.records)
    for part in in_writes(requests):
        api.write(book, part)
    notes.extend(_as_tables(api, book, inputs))
    keep_rows(journal, SETUP_BOOK, FULL)
    return SetupBuilt(book=book, rows=rows, notes=tuple(notes))


def in_writes(requests: Iterable[Request], most: int = MOST_AT_ONCE) -> Iterator[list[Request]]:
    """The requests in their order, in as few writes as stay below so many characters each."""
    part: list[Request] = []
    size = 0
    for request in requests:
        long = len(json.dumps(request))
        if part and size + long > most:
            yield part
            part, size = [], 0
        part.append(request)
        size += long
    if part:
        yield part


def _somebody_typed(one: Filled, there: Grid) -> bool:
    """Whether a cell below the headers holds something else than we would write there."""
    wanted = filled(one.tab, one.records)
    for number, row in enumerate(there[1:], start=1):
        for column, cell in enumerate(row):
            own = number < len(wanted) and column < len(wanted[number])
            value: CellValue = wanted[number][column] if own else ""
            if cell.kind is not CellKind.EMPTY and cell.value != value:
                return True
    return False


def _as_tables(api: SheetsApi, book: str, inputs: Sequence[Filled]) -> Iterator[str]:
    """Make Sheets Tables of them; where Google does not, the tabs are as good without."""
    lengths = {one.tab.name: len(one.records) + 1 for one in inputs}
    try:
        api.write(book, table_requests([one.tab for one in inputs], lengths))
    except RemoteError as error:
        yield f"The tabs are no Tables, and work without: {error.what}"
