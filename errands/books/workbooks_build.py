"""Makes the workbooks: Setup from the input folder, and the tracking books from what is scheduled."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.errors import SettingsError
from sheets_templates.reading.typed import Filled, filled_inputs
from workflow import Given, Workspace, at_work, track

if TYPE_CHECKING:
    from sync.sheets.matter import Tracked
    from workflow import Desk

__all__ = ["Built", "Made", "address_of", "build", "setup_file", "workbooks_made"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """`rows` are the rows of Setup by tab that were, or would be, written; `setup` is its id, '' in a dry
    run and where the input is a Sheet already.

    `again` is True where Setup was made before and is therefore left alone.
    """

    rows: Mapping[str, int] = field(default_factory=dict)
    setup: str = ""
    again: bool = False
    from_sheet: bool = False
    tracked: "Tracked | None" = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A workbook that was made; `version` is that of its tabs, 0 where it cannot be read."""

    name: str
    book: str
    version: int
    tabs: int
    visible: int
    why_not: str = ""


def build(workspace: Workspace, given: Given, *, yes: bool = False) -> Built:
    """Make what is missing; without `yes` only say what that would be.

    Raises:
        SettingsError: this account may not own files.
    """
    inputs = _inputs(workspace)
    with at_work(workspace, given) as desk:
        if desk.google.alone:
            raise SettingsError(
                "A service account that acts for nobody cannot own a workbook.",
                where="service_account",
                fix="Sign in as a person (bellweave auth login), or set `subject`.",
            )
        made = _made_before(desk)
        if not yes:
            rows = {one.tab.name: len(one.records) for one in inputs}
            return Built(
                rows={} if made else rows, again=made, from_sheet=bool(workspace.spreadsheet)
            )
        return _built(desk, inputs)


def setup_file(workspace: Workspace, out: Path | None) -> Path:
    """Write Setup as an XLSX file from the same input, for a district without Google; its path."""
    from sheets_templates.building.workbook import SETUP
    from sync.files.tabs import writing_to
    from sync.files.xlsx_books import BookFile, write_book

    path = out or Path(workspace.settings.out) / "setup.xlsx"
    inputs = _inputs(workspace)
    with writing_to(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        tabs = {one.tab.name: one for one in inputs}
        return write_book(path, BookFile(book=SETUP, filled=tuple(tabs.values())))


def workbooks_made(workspace: Workspace, given: Given) -> list[Made]:
    """Every workbook that was made, with the version of its tabs; one read each."""
    from scheduler.errors import RemoteError
    from sync.sheets.upgrading import version_of
    from sync.sheets.who_reads import known_books

    found = []
    with at_work(workspace, given) as desk:
        for name, book in sorted(known_books(desk.journal).items()):
            try:
                state = version_of(desk.google.sheets, book)
            except RemoteError as error:
                found.append(
                    Made(name=name, book=book, version=0, tabs=0, visible=0, why_not=error.what)
                )
                continue
            found.append(
                Made(
                    name=name,
                    book=book,
                    version=state.version,
                    tabs=state.tabs,
                    visible=state.visible,
                )
            )
    return found


def address_of(workspace: Workspace, book: str) -> str:
    """Where a person opens it; '' for a local Google."""
    at_google = workspace.settings.google == "google"
    return f"https://docs.google.com/spreadsheets/d/{book}" if at_google else ""


def _inputs(workspace: Workspace) -> Sequence[Filled]:
    """The tabs of the input files; none where the input is a Sheet already."""
    from sync.files.tabs import read_files

    if workspace.spreadsheet:
        return ()
    return filled_inputs(read_files(Path(workspace.settings.inputs)))


def _made_before(desk: "Desk") -> bool:
    from sync.sheets.setup_book import is_built

    return is_built(desk.journal)


def _built(desk: "Desk", inputs: Sequence[Filled]) -> Built:
    from sheets_templates.books.readers import Kept, readers_of
    from sync.event.wording import Wording
    from sync.sheets.books import rights
    from sync.sheets.setup_book import build_setup

    if desk.workspace.spreadsheet:
        return Built(from_sheet=True, tracked=track(desk))
    given, again = desk.given, _made_before(desk)
    today = given.days.date_of(desk.now)
    done = build_setup(
        desk.google.sheets,
        desk.journal,
        inputs,
        title=f"{Wording().program} - setup",
        readers=rights(readers_of(Kept(kind="Setup"), given.district, today=today)),
        owner=desk.google.account,
        now=given.days.local(desk.now),
    )
    return Built(
        rows=done.rows, setup=done.book, again=again, tracked=track(desk), notes=done.notes
    )
