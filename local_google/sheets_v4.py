"""Sheets v4: which function answers which method, and the methods of `spreadsheets` itself."""

from collections.abc import Callable, Mapping
from typing import Any

from local_google import sheets_batch, sheets_batch_metadata, sheets_book, sheets_values
from local_google.drive_access import SPREADSHEET, add_file
from local_google.sheets_access import Opened, open_other_to_write, open_to_read
from local_google.sheets_batch_tabs import add_sheet, copied_tab
from local_google.sheets_book import new_book
from local_google.sheets_cells import CellMask, write_cell_data
from local_google.sheets_refusals import bad, forbidden
from local_google.sheets_request_check import refuse_unknown
from local_google.sheets_request_parts import need, need_tab, without_nulls
from local_google.sheets_resource import spreadsheet
from local_google.sheets_wanted import asks_for_cells, mask_of
from local_google.store import Store
from local_google.wire import Call, Reply

Json = dict[str, Any]
SCHEMA = sheets_book.SCHEMA
KEPT_LISTS = ("merges", "conditionalFormats", "bandedRanges", "charts", "protectedRanges")


def create(store: Store, call: Call) -> Reply:
    """spreadsheets.create: properties, tabs with cells, named ranges."""
    if call.caller.service_account:
        raise forbidden()
    body: Json = without_nulls(call.body or {})
    refuse_unknown("Spreadsheet", body)
    given = body.get("properties", {})
    title = given.get("title") or "Untitled spreadsheet"
    with store.write() as db:
        file = add_file(store, db, owner=call.caller.email, name=title, mime=SPREADSHEET)
        book = new_book(store, db, file["id"], {**given, "title": title})
        opened = Opened(book=book, caller=call.caller, role="owner")
        if body.get("sheets"):
            book.tabs.clear()
            for place, sheet in enumerate(body["sheets"]):
                _add_given_sheet(opened, sheet, first=place == 0)
        for named in body.get("namedRanges", ()):
            sheets_batch.KINDS["addNamedRange"](opened, {"namedRange": named})
        opened.save(db)
        return Reply(200, spreadsheet(opened, ranges=[], grid_data=False))


def _add_given_sheet(opened: Opened, sheet: Json, *, first: bool) -> None:
    properties = dict(sheet.get("properties", {}))
    if first:
        properties.setdefault("sheetId", 0)
    tab = need_tab(
        opened.book, add_sheet(opened, {"properties": properties})["properties"]["sheetId"]
    )
    for data in sheet.get("data", ()):
        top, left = data.get("startRow", 0), data.get("startColumn", 0)
        for down, row in enumerate(data.get("rowData", ())):
            for across, cell in enumerate(row.get("values", ())):
                if top + down >= tab.height or left + across >= tab.width:
                    raise bad("The data does not fit the sheet's grid.")
                target = tab.cell_at(top + down, left + across)
                write_cell_data(opened.book, target, cell, CellMask.of([("*",)]))
    for name in KEPT_LISTS:
        if sheet.get(name):
            tab.facts[name] = sheet[name]


def get(store: Store, call: Call) -> Reply:
    """spreadsheets.get: `fields` that reach into cells ask for cells, whatever the flag says."""
    with store.read() as db:
        opened = open_to_read(store, db, call)
        text = call.one("fields")
        mask = mask_of(text)
        grid = asks_for_cells(text) if text else call.flag("includeGridData")
        ranges = call.all("ranges")
        return Reply(200, spreadsheet(opened, ranges=ranges, grid_data=grid, mask=mask), kept=True)


def copy_to(store: Store, call: Call) -> Reply:
    """sheets.copyTo: a tab into another spreadsheet, at its end."""
    with store.write() as db:
        source = open_to_read(store, db, call)
        tab = need_tab(source.book, int(call.path["sheetId"]))
        other_id = need(call.resource(), "destinationSpreadsheetId")
        target = open_other_to_write(store, db, call, other_id)
        book = target.book
        title = f"Copy of {tab.title}"
        number = 1
        while book.tab_called(title) is not None:
            number += 1
            title = f"Copy of {tab.title} {number}"
        copied = copied_tab(book, tab, book.new_number(), title)
        book.tabs.append(copied)
        book.number_tabs()
        target.save(db)
        return Reply(200, copied.facts["properties"])


METHODS: Mapping[str, Callable[[Store, Call], Reply]] = {
    "sheets.spreadsheets.create": create,
    "sheets.spreadsheets.get": get,
    "sheets.spreadsheets.batchUpdate": sheets_batch.batch_update,
    "sheets.spreadsheets.sheets.copyTo": copy_to,
    "sheets.spreadsheets.developerMetadata.get": sheets_batch_metadata.get,
    "sheets.spreadsheets.developerMetadata.search": sheets_batch_metadata.search,
    "sheets.spreadsheets.values.get": sheets_values.get,
    "sheets.spreadsheets.values.batchGet": sheets_values.batch_get,
    "sheets.spreadsheets.values.update": sheets_values.update,
    "sheets.spreadsheets.values.batchUpdate": sheets_values.batch_update,
    "sheets.spreadsheets.values.append": sheets_values.append,
    "sheets.spreadsheets.values.clear": sheets_values.clear,
    "sheets.spreadsheets.values.batchClear": sheets_values.batch_clear,
}
