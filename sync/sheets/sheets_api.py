"""The Google Sheets and Drive calls we make, typed, over gspread's low-level client.

Google restates: 60 reads and 60 writes a minute for a user; one `batchUpdate` is one write however
much it holds, and all of it or nothing is done. There is no If-Match: the last writer wins.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from gspread.urls import DRIVE_FILES_API_V3_URL, SPREADSHEET_BATCH_UPDATE_URL
from gspread.utils import MimeType, absolute_range_name

from scheduler.errors import RemoteError
from sheets_templates.building.build import SCHEMA_KEY, sheet_id
from sheets_templates.vocabulary.table import Tab, Tabs
from sync.sheets.cell_notes import Notes, read_notes
from sync.sheets.sharing import Sharing
from sync.sheets.sheet_cells import FIELDS, RowValues, SheetSeen, as_text, read_grid, read_sheet
from sync.wire.answers import Unanswered
from sync.wire.google_http import SheetsHttp
from sync.wire.pages import every_page
from sync.wire.retries import Kind
from sync.wire.transport import Transport

Role = Literal["reader", "commenter", "writer"]
LOOK_FIELDS = (
    "sheets(properties(title,gridProperties(frozenRowCount)),"
    "data(startColumn,columnMetadata(hiddenByUser)))"
)
TAB_FIELDS = "properties(sheetId,title,hidden,gridProperties(rowCount,columnCount))"
TABS_FIELDS = f"sheets({TAB_FIELDS})"
STAMP_KEY = "bellweave.written"
OUTLINE_FIELDS = (
    f"sheets({TAB_FIELDS},developerMetadata(metadataKey,metadataValue)),"
    "developerMetadata(metadataId,metadataKey,metadataValue)"
)
SEEN_FIELDS = f"replies,updatedSpreadsheet({FIELDS})"
REPEATABLE = frozenset(
    {
        "autoResizeDimensions",
        "clearBasicFilter",
        "deleteNamedRange",
        "deleteProtectedRange",
        "mergeCells",
        "repeatCell",
        "setBasicFilter",
        "setDataValidation",
        "unmergeCells",
        "updateBanding",
        "updateBorders",
        "updateCells",
        "updateDeveloperMetadata",
        "updateDimensionProperties",
        "updateNamedRange",
        "updateProtectedRange",
        "updateSheetProperties",
        "updateSpreadsheetProperties",
        "updateTable",
    }
)
"""Requests that leave the same spreadsheet when they are made twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TabInfo:
    """A tab of a spreadsheet; `sheet_id` stays when a person renames it."""

    sheet_id: int
    title: str
    rows: int
    columns: int
    hidden: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """The tabs of a spreadsheet in their order, and the stamp of whoever of us wrote in it last.

    `stamp_id` is the id of the note that holds the stamp; None where nobody wrote yet. `version` is the
    newest one noted on a tab, 0 for none.
    """

    tabs: tuple[TabInfo, ...]
    version: int = 0
    stamp: str = ""
    stamp_id: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TabLook:
    """How a tab stands on the screen; columns count from 0."""

    frozen_rows: int
    hidden_columns: frozenset[int]


class SheetsApi:
    """Sheets calls for one signed-in account; safe for threads."""

    def __init__(self, transport: Transport) -> None:
        self._by_method = SheetsHttp(transport)
        self._repeatable = SheetsHttp(transport, Kind.REPEATABLE_WRITE)
        self.sharing = Sharing(transport)

    def create(self, title: str, *, key: str = "") -> str:
        """Make an empty spreadsheet and give its id.

        `key` marks the file for `find`; with it a lost answer is settled by looking.

        Raises:
            Unanswered: the answer was lost and no marked file is found.
        """
        body: dict[str, Any] = {"name": title, "mimeType": MimeType.google_sheets.value}
        if key:
            body["appProperties"] = {APP_KEY: key}
        try:
            made = self._by_method.request(
                "post", DRIVE_FILES_API_V3_URL, json=body, params={"supportsAllDrives": True}
            ).json()
        except Unanswered:
            found = self.find(title, key=key) if key else []
            if not found:
                raise
            return found[0]
        return str(made["id"])

    def find(self, title: str = "", *, key: str = "") -> list[str]:
        """Ids of spreadsheets with this title and mark that this app made, oldest first."""
        terms = [f"mimeType = '{MimeType.google_sheets.value}'", "trashed = false"]
        if title:
            terms.append(f"name = '{_quoted(title)}'")
        if key:
            terms.append(f"appProperties has {{ key='{APP_KEY}' and value='{_quoted(key)}' }}")
        params = {
            "q": " and ".join(terms),
            "fields": "nextPageToken,files(id)",
            "orderBy": "createdTime",
            "pageSize": 1000,
            "supportsAllDrives": True,
            "includeItemsFromAllDrives": True,
        }

        def page(token: str | None) -> dict[str, Any]:
            asked = {**params, "pageToken": token}
            found: dict[str, Any] = self._by_method.request(
                "get", DRIVE_FILES_API_V3_URL, params=asked
            ).json()
            return found

        return [str(file["id"]) for file in every_page(page, "files")[0]]

    def share(self, spreadsheet_id: str, email: str, role: Role) -> None:
        """Let a person read or write a spreadsheet, without a mail; twice is once."""
        self._repeatable.request(
            "post",
            f"{DRIVE_FILES_API_V3_URL}/{spreadsheet_id}/permissions",
            json={"type": "user", "role": role, "emailAddress": email},
            params={"sendNotificationEmail": False, "supportsAllDrives": True},
        )

    def delete(self, spreadsheet_id: str) -> None:
        """Delete a spreadsheet for good, past the trash; one that is gone is fine."""
        try:
            self._repeatable.request(
                "delete",
                f"{DRIVE_FILES_API_V3_URL}/{spreadsheet_id}",
                params={"supportsAllDrives": True},
            )
        except RemoteError as error:
            if error.status != 404:
                raise

    def described(
        self, spreadsheet_id: str, fields: str, ranges: Sequence[str] = ()
    ) -> Mapping[str, Any]:
        """These fields of the Spreadsheet resource, of cells those in the ranges; one read."""
        params: dict[str, Any] = {"fields": fields, "prettyPrint": False}
        if ranges:
            params["ranges"] = list(ranges)
        found: Mapping[str, Any] = self._by_method.spreadsheets_get(spreadsheet_id, params)
        return found

    def tabs(self, spreadsheet_id: str) -> list[TabInfo]:
        """The tabs in their order; one read."""
        answer = self._by_method.fetch_sheet_metadata(spreadsheet_id, {"fields": TABS_FIELDS})
        return [_tab(sheet["properties"]) for sheet in answer.get("sheets", ())]

    def outline(self, spreadsheet_id: str) -> Outline:
        """The tabs and the stamp; one read."""
        answer = self._by_method.fetch_sheet_metadata(spreadsheet_id, {"fields": OUTLINE_FIELDS})
        notes = [
            (int(note["metadataId"]), str(note.get("metadataValue", "")))
            for note in answer.get("developerMetadata", ())
            if note.get("metadataKey") == STAMP_KEY
        ]
        number, stamp = min(notes, default=(None, ""))
        tabs = tuple(_tab(sheet["properties"]) for sheet in answer.get("sheets", ()))
        return Outline(tabs=tabs, version=_version(answer), stamp=stamp, stamp_id=number)

    def look(self, spreadsheet_id: str, tab: str) -> TabLook:
        """How the named tab stands; one read."""
        params: dict[str, Any] = {"fields": LOOK_FIELDS, "ranges": [absolute_range_name(tab)]}
        (sheet,) = self._by_method.spreadsheets_get(spreadsheet_id, params)["sheets"]
        hidden = {
            block.get("startColumn", 0) + number
            for block in sheet.get("data", ())
            for number, column in enumerate(block.get("columnMetadata", ()))
            if column.get("hiddenByUser")
        }
        grid = sheet["properties"].get("gridProperties", {})
        return TabLook(frozen_rows=grid.get("frozenRowCount", 0), hidden_columns=frozenset(hidden))

    def read(self, spreadsheet_id: str, tabs: Sequence[str] = ()) -> Tabs:
        """What stands in the named tabs (all when none is named), typed; one read.

        One that was renamed is found by its id and named as it was asked for; one that is not there is
        left out. Finding that out costs two more reads.
        """
        try:
            return self._read(spreadsheet_id, tabs)
        except RemoteError as error:
            if error.status != 400 or not tabs:
                raise
            there = self.tabs(spreadsheet_id)
            called = {tab.title for tab in there}
            by_id = {tab.sheet_id: tab.title for tab in there}
            present = {
                by_id.get(sheet_id(Tab(name=name, columns=())), "")
                if name not in called
                else name: name
                for name in tabs
            }
            present.pop("", None)
            if len(present) == len(tabs) and set(present) == set(tabs):
                raise
        found = self._read(spreadsheet_id, list(present)) if present else {}
        return {present[title]: grid for title, grid in found.items()}

    def see(
        self, spreadsheet_id: str, tabs: Sequence[str], tops: Sequence[str] = ()
    ) -> list[SheetSeen]:
        """The named tabs as they stand, and of those in `tops` only the first row; one read.

        Raises:
            RemoteError: one of them is not called so (any more).
        """
        params: dict[str, Any] = {
            "fields": FIELDS,
            "prettyPrint": False,
            "ranges": [
                *map(absolute_range_name, tabs),
                *(absolute_range_name(title, "1:1") for title in tops),
            ],
        }
        answer = self._by_method.spreadsheets_get(spreadsheet_id, params) if tabs or tops else {}
        return [read_sheet(sheet) for sheet in answer.get("sheets", ())]

    def read_many(
        self, spreadsheet_ids: Sequence[str], tabs: Sequence[str] = ()
    ) -> dict[str, Tabs]:
        """`read` for several spreadsheets, one read each."""
        return {one: self.read(one, tabs) for one in spreadsheet_ids}

    def read_noted(self, spreadsheet_id: str, tabs: Sequence[str]) -> tuple[Tabs, Notes]:
        """What stands in tabs that are there, and the notes on their cells; one read."""
        params: dict[str, Any] = {
            "fields": f"{FIELDS},sheets/data/rowData/values/note",
            "ranges": [absolute_range_name(title) for title in tabs],
            "prettyPrint": False,
        }
        sheets = self._by_method.spreadsheets_get(spreadsheet_id, params).get("sheets", ())
        notes = {sheet["properties"]["title"]: read_notes(sheet) for sheet in sheets}
        return {title: read_grid(one) for title, one in zip(notes, sheets, strict=True)}, notes

    def write(self, spreadsheet_id: str, requests: Sequence[Mapping[str, Any]]) -> list[Any]:
        """Carry out requests of `batchUpdate`, all or none; their replies. Nothing for none.

        Raises:
            Unanswered: some of them may not be made twice, and the answer was lost.
        """
        if not requests:
            return []
        http = self._for(requests)
        answer = http.batch_update(spreadsheet_id, {"requests": [dict(one) for one in requests]})
        return list(answer.get("replies", ()))

    def write_and_see(
        self, spreadsheet_id: str, requests: Sequence[Mapping[str, Any]], tabs: Sequence[str]
    ) -> list[SheetSeen]:
        """Carry out requests like `write`, and see how the named tabs stand right after; one write.

        Raises:
            RemoteError: a request was refused, or a tab is not called so; nothing was written.
            Unanswered: as for `write`.
        """
        body = {
            "requests": [dict(one) for one in requests],
            "includeSpreadsheetInResponse": True,
            "responseIncludeGridData": True,
            "responseRanges": [absolute_range_name(title) for title in tabs],
        }
        answer = (
            self._for(requests)
            .request(
                "post",
                SPREADSHEET_BATCH_UPDATE_URL % spreadsheet_id,
                params={"fields": SEEN_FIELDS, "prettyPrint": False},
                json=body,
            )
            .json()
        )
        return [read_sheet(sheet) for sheet in answer["updatedSpreadsheet"].get("sheets", ())]

    def write_values(self, spreadsheet_id: str, ranges: Mapping[str, RowValues]) -> None:
        """Put values into ranges like `Schedule!A2:F9` in one write, exactly as they stand.

        RAW: a text that begins with '=' stays a text. None leaves a cell alone, '' clears it.
        """
        if not ranges:
            return
        data = [
            {
                "range": place,
                "majorDimension": "ROWS",
                "values": [list(map(as_text, r)) for r in rows],
            }
            for place, rows in ranges.items()
        ]
        self._repeatable.values_batch_update(
            spreadsheet_id, {"valueInputOption": "RAW", "data": data}
        )

    def _for(self, requests: Sequence[Mapping[str, Any]]) -> SheetsHttp:
        safe = all(name in REPEATABLE for request in requests for name in request)
        return self._repeatable if safe else self._by_method

    def _read(self, spreadsheet_id: str, tabs: Sequence[str]) -> Tabs:
        params: dict[str, Any] = {"fields": FIELDS, "prettyPrint": False}
        if tabs:
            params["ranges"] = [absolute_range_name(title) for title in tabs]
        else:
            params["includeGridData"] = True
        answer = self._by_method.spreadsheets_get(spreadsheet_id, params)
        return {
            sheet["properties"]["title"]: read_grid(sheet) for sheet in answer.get("sheets", ())
        }


APP_KEY = "bellweave"


def _version(answer: Mapping[str, Any]) -> int:
    noted = (
        str(note.get("metadataValue", ""))
        for sheet in answer.get("sheets", ())
        for note in sheet.get("developerMetadata", ())
        if note.get("metadataKey") == SCHEMA_KEY
    )
    return max((int(said) for said in noted if said.isdecimal()), default=0)


def _tab(properties: Mapping[str, Any]) -> TabInfo:
    grid = properties.get("gridProperties", {})
    return TabInfo(
        sheet_id=properties.get("sheetId", 0),
        title=properties["title"],
        rows=grid.get("rowCount", 0),
        columns=grid.get("columnCount", 0),
        hidden=bool(properties.get("hidden", False)),
    )


def _quoted(text: str) -> str:
    """A text inside the single quotes of a Drive query."""
    return text.replace("\\", "\\\\").replace("'", "\\'")
