"""Takes a person out of the workbooks: her name and address from every cell, and notes about her.

In a workbook with notes, what people wrote in a row that is about her goes; everywhere else the made-up
word stands where she was named, the same as in the journal, so that rows are still found by their keys.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from gspread.utils import absolute_range_name
from sqlalchemy import delete

from scheduler.errors import RemoteError
from sheets_templates.books.readers import kept_as
from sheets_templates.building.homes import BOOKS
from sheets_templates.vocabulary.table import Cell, CellValue, Grid, Tab, Tabs, Writer, address
from sync.event.wording import Wording
from sync.journal.forgetting import Words
from sync.journal.journal import Journal
from sync.journal.tables import ledger
from sync.sheets.sharing import OWNER, Permission
from sync.sheets.sheets_api import SheetsApi

WITH_NOTES = ("Coach",)
AT_ONCE = 500
"""Cells of one write."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One cell, counted from 0, and what is to stand there."""

    tab: str
    row: int
    column: int
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedIn:
    """Where one workbook names a person; `formulas` are cells that must be changed by hand.

    `ways` let her in; `owner` says that the workbook is her own. `is_hers` that its title names her.
    """

    name: str
    book: str
    changes: tuple[Change, ...] = ()
    formulas: tuple[str, ...] = ()
    ways: tuple[Permission, ...] = ()
    owner: bool = False
    is_hers: bool = False
    untold: str = ""

    @property
    def is_clean(self) -> bool:
        return not (self.changes or self.formulas or self.ways or self.owner or self.is_hers)


def named_in(api: SheetsApi, name: str, book: str, words: Words) -> NamedIn:
    """Look through one workbook; two reads."""
    try:
        tabs = api.read(book)
        ways = [one for one in api.sharing.permissions(book) if words.found_in(one.email)]
    except RemoteError as error:
        return NamedIn(name=name, book=book, untold=error.what)
    kept = kept_as(name)
    notes = kept is not None and kept.kind in WITH_NOTES
    return NamedIn(
        name=name,
        book=book,
        changes=tuple(_changes(tabs, words, notes=notes)),
        formulas=tuple(_formulas(tabs, words)),
        ways=tuple(one for one in ways if one.role != OWNER),
        owner=any(one.role == OWNER for one in ways),
        is_hers=kept is not None and words.found_in(kept.about),
    )


def forget_in_book(api: SheetsApi, journal: Journal, found: NamedIn, words: Words) -> str:
    """Carry it out; what could not be done, '' for nothing."""
    try:
        for first in range(0, len(found.changes), AT_ONCE):
            some = found.changes[first : first + AT_ONCE]
            api.write_values(found.book, {_place(one): [[one.value]] for one in some})
        if found.is_hers:
            title = f"{Wording().program} - {words.instead}"
            api.write(
                found.book,
                [
                    {
                        "updateSpreadsheetProperties": {
                            "properties": {"title": title},
                            "fields": "title",
                        }
                    }
                ],
            )
        for way in found.ways:
            api.sharing.take_away(found.book, way.id)
    except RemoteError as error:
        return f"the workbook {found.name}: {error.what}"
    finally:
        _unlearn(journal, found)
    return ""


def _changes(tabs: Tabs, words: Words, *, notes: bool) -> Iterator[Change]:
    declared = {tab.name: tab for all_of in BOOKS.values() for tab in all_of}
    for name, grid in tabs.items():
        human = _human(declared.get(name), grid) if notes else frozenset()
        for row, cells in enumerate(grid):
            about = notes and row > 0 and _is_about(cells, human, words)
            for column, cell in enumerate(cells):
                said = _text(cell)
                if cell.formula or not said:
                    continue
                if about and column in human:
                    yield Change(tab=name, row=row, column=column, value="")
                elif words.found_in(said):
                    yield Change(tab=name, row=row, column=column, value=words.taken_out_of(said))


def _human(tab: Tab | None, grid: Grid) -> frozenset[int]:
    """The columns people write: all that are not the program's; of a tab nobody declared all."""
    ours = {
        column.header for column in (tab.columns if tab else ()) if column.writer is Writer.PROGRAM
    }
    titles = [str(cell.value or "").strip() for cell in grid[0]] if grid else []
    width = max(map(len, grid), default=0)
    return frozenset(n for n in range(width) if n >= len(titles) or titles[n] not in ours)


def _is_about(cells: tuple[Cell, ...], human: Collection[int], words: Words) -> bool:
    """Whether a row is about her alone: a cell of the program's is her name and nothing else.

    What was written of a group stays, without her name.
    """
    names = {name.strip().casefold() for name in words.names}
    return any(
        _text(cell).strip().casefold() in names
        for column, cell in enumerate(cells)
        if column not in human and not cell.formula
    )


def _formulas(tabs: Tabs, words: Words) -> Iterator[str]:
    for name, grid in tabs.items():
        for row, cells in enumerate(grid):
            for column, cell in enumerate(cells):
                if cell.formula and words.found_in(_text(cell)):
                    yield address(name, row, column)


def _text(cell: Cell) -> str:
    value: CellValue = cell.value
    return "" if value is None else str(value)


def _place(change: Change) -> str:
    """The cell for a write, the tab's name quoted."""
    plain = address("", change.row, change.column).removeprefix("!")
    return absolute_range_name(change.tab, plain)


def _unlearn(journal: Journal, found: NamedIn) -> None:
    """What was last written is not known any more in the tabs that were changed."""
    tabs = {change.tab for change in found.changes}
    with journal.writing() as connection:
        for tab in tabs:
            same = (ledger.c.workbook == found.book, ledger.c.tab == tab)
            connection.execute(delete(ledger).where(*same))
