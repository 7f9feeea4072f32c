"""People at their own spreadsheet: what they see there and type, over the wire, as their own account."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from local_google.admin import mint
from local_google.server import serve
from sheets_templates.vocabulary.table import CellValue
from sync.account.credentials import load_local
from sync.sheets.sheets_api import SheetsApi
from sync.wire.connection import local
from sync.wire.transport import Transport
from tests.journeys.typing_commands import Typist

DRAFT = "draft"


@dataclass
class SheetPerson:
    """Somebody with a browser and no terminal; every cell typed is one action."""

    typist: Typist
    email: str
    actions: list[str] = field(default_factory=list)

    def rows(self, tab: str, *, of: str = "ThisWeek") -> list[dict[str, CellValue]]:
        """What she sees: header -> value of each row that holds anything, and its number in the sheet.

        `of` names a tab by which the workbook is known.
        """
        with self._sheets(of) as (api, book):
            grid = api.read(book, [tab])[tab]
        titles = [str(cell.value) for cell in grid[0]]
        found = []
        for number, row in enumerate(grid[1:], start=2):
            values = {t: row[n].value if n < len(row) else None for n, t in enumerate(titles)}
            if any(value not in (None, "", False) for value in values.values()):
                found.append({**values, "row": number})
        return found

    def row(self, tab: str, **wanted: CellValue) -> dict[str, CellValue]:
        """The first row in which these headers hold these values; a blank in a header is an underscore."""
        named = {header.replace("_", " "): value for header, value in wanted.items()}
        for row in self.rows(tab):
            if all(row.get(header) == value for header, value in named.items()):
                return row
        raise AssertionError(f"no row of {tab} has {named}: {self.rows(tab)}")

    def types(self, tab: str, row: dict[str, CellValue], **cells: CellValue) -> None:
        """Type into cells of a row; one action a cell."""
        with self._sheets() as (api, book):
            titles = [str(cell.value) for cell in api.read(book, [tab])[tab][0]]
            for header, value in cells.items():
                named = header if header in titles else header.replace("_", " ")
                column = titles.index(named)
                letter = chr(ord("A") + column)
                api.write_values(book, {f"{tab}!{letter}{row['row']}": [[value]]})
                self.actions.append(f"{tab} {header} = {value!r}")

    @property
    def draft(self) -> dict[str, CellValue]:
        """The row that says what would be sent."""
        return self.row("ThisWeek", key=DRAFT)

    def ticks_send(self) -> None:
        self.types("ThisWeek", self.draft, send=True)

    @contextmanager
    def _sheets(self, of: str = "ThisWeek") -> Iterator[tuple[SheetsApi, str]]:
        with self.typist.google() as store, serve(store) as running:
            minted = mint(store, self.email)
            transport = Transport(
                load_local(running.url, minted.refresh, token=minted.access), local(running.url)
            )
            try:
                api = SheetsApi(transport)
                (book,) = [
                    one for one in api.find() if of in {info.title for info in api.tabs(one)}
                ]
                yield api, book
            finally:
                transport.close()
