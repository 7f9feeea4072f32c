"""The empty workbook a coach copies and keeps as her own: every tab of a coach's, and nothing in it."""

from dataclasses import dataclass
from pathlib import Path

from sheets_templates.books.facts import TEMPLATE_TABS
from sheets_templates.books.readers import TEMPLATE, Kept, readers_of
from sheets_templates.building.workbook import TEMPLATE as EMPTY
from sync.event.wording import Wording
from sync.files.tabs import writing_to
from sync.files.xlsx_books import BookFile, write_book
from workflow import Given, Workspace, at_work

__all__ = ["MadeTemplate", "template_file", "template_sheet"]

NAME = "coach-workbook.xlsx"
COPY = "https://docs.google.com/spreadsheets/d/{book}/copy"
"""Opens Google's question whether to make a copy of one's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeTemplate:
    """Who may read and copy the spreadsheet, and where; `address` is '' while it is not made."""

    readers: tuple[str, ...]
    address: str = ""
    notes: tuple[str, ...] = ()


def template_file(workspace: Workspace, out: Path | None) -> Path:
    """Write the empty workbook as an XLSX file; its path."""
    path = out or Path(workspace.settings.out) / NAME
    with writing_to(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        return write_book(path, BookFile(book=EMPTY))


def template_sheet(workspace: Workspace, given: Given, *, yes: bool = False) -> MadeTemplate:
    """With `yes` make the empty workbook in Google, for every coach to read and copy; twice is once."""
    from sync.sheets.books import Book, rights, track_book
    from sync.sheets.workbooks import known_workbook

    today = given.days.date_of(workspace.clock(given.zone))
    readers = readers_of(Kept(kind="Template"), given.district, today=today)
    if not yes:
        return MadeTemplate(readers=tuple(sorted(readers)))
    with at_work(workspace, given) as desk:
        asked = Book(
            name=TEMPLATE,
            title=f"{Wording().program} - empty coach workbook",
            tabs=TEMPLATE_TABS,
            readers=rights(readers),
            owner=desk.google.account,
            days=given.days,
        )
        book = known_workbook(desk.journal, TEMPLATE)
        notes: tuple[str, ...] = ()
        if book is None:
            made = track_book(desk.google.sheets, desk.journal, asked, [])
            book, notes = made.book, made.notes
    return MadeTemplate(readers=tuple(sorted(readers)), address=COPY.format(book=book), notes=notes)
