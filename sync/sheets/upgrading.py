"""Brings a workbook of an older version up to this one, and says which version one has."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from gspread.utils import absolute_range_name

from sheets_templates.books.readme import README
from sheets_templates.building.build import (
    COLUMN_KEY,
    SCHEMA_KEY,
    SCHEMA_VERSION,
    add_tabs_requests,
    fill_requests,
)
from sheets_templates.building.upgrade import BookSeen, ColumnSeen, TabSeen, lacking, rules_seen
from sheets_templates.building.workbook import workbook_of
from sync.sheets.arranging import About
from sync.sheets.sheets_api import SheetsApi

VERSION_FIELDS = "sheets(properties(hidden),developerMetadata(metadataKey,metadataValue))"
SEEN_FIELDS = (
    "namedRanges(name),sheets(properties(sheetId,title,hidden,gridProperties(columnCount)),protectedRanges(range),"
    "conditionalFormats,developerMetadata(metadataId,metadataKey,metadataValue),"
    "data(startColumn,rowData(values(formattedValue,note)),"
    "columnMetadata(developerMetadata(metadataKey,metadataValue))))"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The version of a workbook's tabs, how many it has and how many of them are seen."""

    version: int
    tabs: int
    visible: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgraded:
    """What was, or would be, added; `why_not` says why nothing may be."""

    before: int
    added: tuple[str, ...] = ()
    why_not: str = ""


def version_of(api: SheetsApi, book: str) -> Version:
    """One read."""
    sheets = api.described(book, VERSION_FIELDS).get("sheets", ())
    noted = (_noted(sheet.get("developerMetadata", ()), SCHEMA_KEY) for sheet in sheets)
    return Version(
        version=max((_number(one.get("metadataValue")) for one in noted), default=0),
        tabs=len(sheets),
        visible=sum(not sheet["properties"].get("hidden") for sheet in sheets),
    )


def upgrade(
    api: SheetsApi, name: str, book: str, *, owner: str, now: datetime, yes: bool
) -> Upgraded:
    """Add what a workbook lacks, all of it in one write; without `yes` only say it.

    `name` is what it is remembered by, `now` wall time.
    """
    seen = seen_in(api, book)
    if seen.version > SCHEMA_VERSION:
        says = (
            f"was made by a newer program (version {seen.version}; this one knows {SCHEMA_VERSION}) "
            "and is left alone: update Bellweave on this computer"
        )
        return Upgraded(before=seen.version, why_not=says)
    declared = workbook_of(name)
    wanted = lacking(declared, seen)
    if yes and wanted.added:
        infos = api.tabs(book)
        about = About(book=declared, now=now, owner=owner)
        new = [tab for tab in declared.tabs if tab in wanted.missing]
        requests = [
            *wanted.requests,
            *add_tabs_requests(new, beside=wanted.present, at=about.places(infos, new)),
        ]
        if README in new:
            requests += fill_requests(README, about.readme(infos, new, (), news=True))
        api.write(book, requests)
    return Upgraded(before=seen.version, added=wanted.added)


def seen_in(api: SheetsApi, book: str) -> BookSeen:
    """How a workbook stands: its tabs, their first rows and what is noted on them; two reads."""
    tops = [absolute_range_name(info.title, "1:1") for info in api.tabs(book)]
    found = api.described(book, SEEN_FIELDS, tops)
    return BookSeen(
        tabs=tuple(_tab(sheet) for sheet in found.get("sheets", ())),
        named=frozenset(one["name"].casefold() for one in found.get("namedRanges", ())),
    )


def _tab(sheet: Mapping[str, Any]) -> TabSeen:
    version = _noted(sheet.get("developerMetadata", ()), SCHEMA_KEY)
    properties = sheet["properties"]
    return TabSeen(
        sheet_id=properties.get("sheetId", 0),
        title=properties["title"],
        hidden=bool(properties.get("hidden")),
        columns=_columns(sheet),
        version=_number(version.get("metadataValue")),
        version_id=version.get("metadataId"),
        grid_columns=properties.get("gridProperties", {}).get("columnCount", 0),
        protected=tuple(
            (cells.get("startColumnIndex", 0), cells.get("endColumnIndex", 10**6))
            for one in sheet.get("protectedRanges", ())
            for cells in [one.get("range", {})]
            if cells.get("startRowIndex", 0) == 0 and "endRowIndex" not in cells
        ),
        rules=rules_seen(sheet.get("conditionalFormats", ())),
    )


def _columns(sheet: Mapping[str, Any]) -> tuple[ColumnSeen, ...]:
    """The columns up to the last one with a header or a note of ours on it."""
    (block, *_) = sheet.get("data", ({},))
    cells = [cell for row in block.get("rowData", ())[:1] for cell in row.get("values", ())]
    lines = block.get("columnMetadata", ())
    found = [
        ColumnSeen(
            header=str(cell.get("formattedValue", "")),
            mark=str(
                _noted(line.get("developerMetadata", ()), COLUMN_KEY).get("metadataValue", "")
            ),
            note=str(cell.get("note", "")),
        )
        for line, cell in zip(lines, [*cells, *({} for _ in lines[len(cells) :])], strict=False)
    ]
    while found and found[-1] == ColumnSeen():
        found.pop()
    return tuple(found)


def _noted(notes: Any, key: str) -> Mapping[str, Any]:
    return next((note for note in notes if note.get("metadataKey") == key), {})


def _number(text: Any) -> int:
    return int(text) if isinstance(text, str) and text.isdecimal() else 0
