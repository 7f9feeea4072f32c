"""Developer metadata: small notes on a spreadsheet, a tab, a row or a column.

Source: https://developers.google.com/workspace/sheets/api/guides/metadata: 30,000 characters a tab
and 30,000 a spreadsheet, keys counted.
"""

from typing import Any

from local_google.field_masks import copy_fields
from local_google.sheets_access import Opened, open_to_read
from local_google.sheets_book import Book, Tab
from local_google.sheets_refusals import bad, not_found
from local_google.sheets_request_parts import mask_of, need, need_tab
from local_google.store import Store
from local_google.wire import ApiError, Call, Reply

Json = dict[str, Any]
LIMIT = 30_000
LOOKUPS = ("metadataId", "metadataKey", "metadataValue", "visibility")


def create(opened: Opened, request: Json) -> Json:
    metadata = dict(need(request, "developerMetadata"))
    need(metadata, "metadataKey")
    if metadata.get("visibility") not in ("DOCUMENT", "PROJECT"):
        raise bad("Must specify visibility: DOCUMENT or PROJECT.")
    metadata["location"] = _located(opened.book, need(metadata, "location"))
    known = {old["metadataId"] for old in opened.book.listed("developerMetadata")}
    metadata["metadataId"] = metadata.get("metadataId") or opened.book.new_number()
    if metadata["metadataId"] in known:
        raise bad(f"Developer metadata with id {metadata['metadataId']} already exists.")
    opened.book.listed("developerMetadata").append(metadata)
    _refuse_too_much(opened.book, metadata)
    return {"developerMetadata": metadata}


def _located(book: Book, location: Json) -> Json:
    if "dimensionRange" in location:
        range_ = location["dimensionRange"]
        need_tab(book, range_.get("sheetId"))
        kind = "ROW" if range_.get("dimension") == "ROWS" else "COLUMN"
        if range_.get("endIndex", 0) - range_.get("startIndex", 0) != 1:
            raise bad("Developer metadata may be on exactly one row or column.")
        return {"locationType": kind, "dimensionRange": {"startIndex": 0, **range_}}
    if "sheetId" in location:
        return {"locationType": "SHEET", "sheetId": need_tab(book, location["sheetId"]).id}
    if location.get("spreadsheet"):
        return {"locationType": "SPREADSHEET", "spreadsheet": True}
    raise bad("Must specify a location.")


def home(metadata: Json) -> int | None:
    """The tab a note belongs to; `None` is the spreadsheet."""
    location = metadata["location"]
    if "dimensionRange" in location:
        return int(location["dimensionRange"].get("sheetId", 0))
    return int(location["sheetId"]) if "sheetId" in location else None


def notes_on(tab: Tab, kind: str) -> list[Json]:
    """The notes on a tab (SHEET), its rows (ROW) or its columns (COLUMN)."""
    return [
        note
        for note in tab.book.listed("developerMetadata")
        if home(note) == tab.id and note["location"]["locationType"] == kind
    ]


def _refuse_too_much(book: Book, metadata: Json) -> None:
    beside = [old for old in book.listed("developerMetadata") if home(old) == home(metadata)]
    size = sum(len(old["metadataKey"]) + len(old.get("metadataValue", "")) for old in beside)
    if size > LIMIT:
        raise bad(f"Developer metadata is limited to {LIMIT} characters; this would make {size}.")


def update(opened: Opened, request: Json) -> Json:
    given = need(request, "developerMetadata")
    paths = mask_of(request, frozenset({"metadataKey", "metadataValue", "location", "visibility"}))
    found = _matching(opened.book, need(request, "dataFilters"))
    for metadata in found:
        new = copy_fields(given, metadata, paths) | {"metadataId": metadata["metadataId"]}
        new["location"] = _located(opened.book, new["location"])
        metadata.clear()
        metadata.update(new)
        _refuse_too_much(opened.book, metadata)
    return {"developerMetadata": found}


def delete(opened: Opened, request: Json) -> Json:
    found = _matching(opened.book, [need(request, "dataFilter")])
    kept = [old for old in opened.book.listed("developerMetadata") if old not in found]
    opened.book.facts["developerMetadata"] = kept
    return {"deletedDeveloperMetadata": found}


def _matching(book: Book, filters: list[Json]) -> list[Json]:
    lookups = [given.get("developerMetadataLookup") for given in filters]
    if not lookups or None in lookups:
        message = "Only developerMetadataLookup filters are implemented by this local server."
        raise ApiError(501, "notImplemented", message)
    return [
        metadata
        for metadata in book.listed("developerMetadata")
        if any(_fits(metadata, lookup or {}) for lookup in lookups)
    ]


def _fits(metadata: Json, lookup: Json) -> bool:
    same = all(metadata.get(name) == lookup[name] for name in LOOKUPS if name in lookup)
    kind = lookup.get("locationType")
    if kind and metadata["location"]["locationType"] != kind:
        return False
    where = lookup.get("metadataLocation")
    if where is None:
        return same
    place = where.get("sheetId", where.get("dimensionRange", {}).get("sheetId"))
    return same and home(metadata) == place


def get(store: Store, call: Call) -> Reply:
    """developerMetadata.get."""
    with store.read() as db:
        opened = open_to_read(store, db, call)
        for metadata in opened.book.listed("developerMetadata"):
            if str(metadata["metadataId"]) == call.path["metadataId"]:
                return Reply(200, metadata)
    raise not_found()


def search(store: Store, call: Call) -> Reply:
    """developerMetadata.search."""
    with store.read() as db:
        opened = open_to_read(store, db, call)
        filters = need(call.resource(), "dataFilters")
        found = [
            {"developerMetadata": metadata, "dataFilters": [given]}
            for given in filters
            for metadata in _matching(opened.book, [given])
        ]
        return Reply(200, {"matchedDeveloperMetadata": found} if found else {})


KINDS = {
    "createDeveloperMetadata": create,
    "updateDeveloperMetadata": update,
    "deleteDeveloperMetadata": delete,
}
