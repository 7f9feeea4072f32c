"""Notes in coaches' workbooks about what lies too far back: found, and cleared where we may write."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from gspread.utils import absolute_range_name

from scheduler.errors import RemoteError
from sheets_templates.building.homes import BOOKS
from sheets_templates.vocabulary.table import CellKind, ColumnKind, Grid, Tab, Writer, address
from sync.sheets.sheets_api import SheetsApi

FACTS = ("outcome", "actual_min", "held")
"""What people mark that is no note: it stays, for counts and for hours."""
AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class PastNotes:
    """The cells of one workbook that hold notes past their date, as ranges; `untold` says why not known."""

    name: str
    book: str
    cells: tuple[str, ...] = ()
    untold: str = ""


def past_notes(api: SheetsApi, name: str, book: str, before: date) -> PastNotes:
    """Look through one coach's workbook; one read."""
    try:
        tabs = api.read(book)
    except RemoteError as error:
        return PastNotes(name=name, book=book, untold=error.what)
    cells = [
        cell
        for tab in BOOKS["Coach"]
        if tab.name in tabs
        for cell in _past(tab, tabs[tab.name], before)
    ]
    return PastNotes(name=name, book=book, cells=tuple(cells))


def clear_notes(api: SheetsApi, found: PastNotes, before: date) -> str:
    """Empty those cells, found anew as rows may have moved since; why not, '' when it is done."""
    again = past_notes(api, found.name, found.book, before)
    if again.untold:
        return again.untold
    try:
        for first in range(0, len(again.cells), AT_ONCE):
            api.write_values(
                found.book, {cell: [[""]] for cell in again.cells[first : first + AT_ONCE]}
            )
    except RemoteError as error:
        return error.what
    return ""


def _past(tab: Tab, grid: Grid, before: date) -> Iterator[str]:
    """The cells people filled in rows whose date, the first the program writes there, is past."""
    dated = [
        column.header
        for column in tab.columns
        if column.writer is Writer.PROGRAM and column.kind is ColumnKind.DATE
    ]
    human = {column.header for column in tab.columns if column.writer is Writer.HUMAN}
    if not grid or not dated:
        return
    titles = [str(cell.value or "").strip() for cell in grid[0]]
    if dated[0] not in titles:
        return
    on = titles.index(dated[0])
    notes = [n for n, title in enumerate(titles) if title in human and title not in FACTS]
    for row, cells in enumerate(grid[1:], start=1):
        when = cells[on].value if on < len(cells) else None
        day = when.date() if isinstance(when, datetime) else when
        if not isinstance(day, date) or day >= before:
            continue
        for column in notes:
            if column < len(cells) and cells[column].kind is not CellKind.EMPTY:
                yield absolute_range_name(tab.name, address("", row, column).removeprefix("!"))
