"""Marks the findings of the check in the Sheet the input is read from: two reads, one write.

Written are notes, and our own columns of the Faults tab; no value and no formula of a person.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sheets_templates.building.build import FIRST_ROWS, add_tabs_requests
from sheets_templates.building.build import sheet_id as chosen_id
from sheets_templates.reading.faults_tab import FAULTS, Marked, Spot, fault_rows, notes_wanted
from sheets_templates.vocabulary.grid import grid_of
from sheets_templates.vocabulary.table import Grid, Tabs
from sync.sheets.cell_notes import Notes
from sync.sheets.sheets_api import SheetsApi, TabInfo
from sync.sheets.tracker import Leftover, merge
from sync.sheets.tracker_requests import requests_for

Request = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedBook:
    """A Sheet as it was read: every tab it has, what stands in the tabs asked for, and their notes."""

    book: str
    infos: Mapping[str, TabInfo]
    tabs: Tabs
    notes: Notes


@dataclass(frozen=True, slots=True, kw_only=True)
class Marking:
    """What marking does: at how many cells a note is told anew, at how many it goes, and how many rows
    the Faults tab has afterwards. `requests` is empty when all of it stands there already."""

    requests: tuple[Request, ...]
    told: int
    cleared: int
    rows: int


def read_noted(api: SheetsApi, book: str, tabs: Sequence[str]) -> NotedBook:
    """The named tabs, as far as they are there, and the Faults tab; two reads."""
    infos = {info.title: info for info in api.tabs(book)}
    asked = [title for title in (*tabs, FAULTS.name) if title in infos]
    read, notes = api.read_noted(book, asked) if asked else ({}, {})
    return NotedBook(book=book, infos=infos, tabs=read, notes=notes)


def marking(there: NotedBook, found: Sequence[Marked]) -> Marking:
    """What has to be written so that the Sheet shows these findings and no others.

    Raises:
        InputError: somebody took a header out of the Faults tab.
    """
    notes = {
        Spot(tab=tab, row=row, column=column): note
        for tab, of_tab in there.notes.items()
        if tab != FAULTS.name
        for (row, column), note in of_tab.items()
    }
    changed, told, cleared = notes_wanted(notes, found)
    rows = fault_rows(found)
    requests = [
        *(_noted(there.infos[spot.tab].sheet_id, spot, note) for spot, note in changed.items()),
        *_faults_tab(there, rows, found),
    ]
    return Marking(requests=tuple(requests), told=told, cleared=cleared, rows=len(rows))


def _noted(sheet: int, spot: Spot, note: str) -> Request:
    """The note of one cell, and nothing else of it."""
    start = {"sheetId": sheet, "rowIndex": spot.row, "columnIndex": spot.column}
    return {
        "updateCells": {"start": start, "rows": [{"values": [{"note": note}]}], "fields": "note"}
    }


def _faults_tab(
    there: NotedBook, rows: Sequence[Mapping[str, Any]], found: Sequence[Marked]
) -> list[Request]:
    """The tab, made when its first row comes up, with its rows and the way from each to its cell."""
    made = FAULTS.name in there.infos
    if not made and not rows:
        return []
    headers = [[column.header for column in FAULTS.columns]]
    grid: Grid = there.tabs[FAULTS.name] if made else grid_of(FAULTS.name, headers)
    merged = merge(FAULTS, grid, rows, leftover=Leftover.CLEAR)
    sheet = there.infos[FAULTS.name].sheet_id if made else chosen_id(FAULTS)
    tall = there.infos[FAULTS.name].rows if made else FIRST_ROWS
    column = next(n for n, cell in enumerate(grid[0]) if cell.value == "where")
    spots = {one.where: one.spot for one in found if one.spot}
    links = [
        _link(sheet, write.row, column, there, spots.get(str(write.value)))
        for write in merged.writes
        if write.column == column
    ]
    return [
        *([] if made else add_tabs_requests([FAULTS])),
        *requests_for(merged, sheet, tall),
        *links,
    ]


def _link(sheet: int, row: int, column: int, there: NotedBook, spot: Spot | None) -> Request:
    """The way from a row of the Faults tab to the cell it is about, in the same Sheet, or none."""
    style: Request = {}
    if spot:
        cell = spot.where.rpartition("!")[2]
        uri = f"#gid={there.infos[spot.tab].sheet_id}&range={cell}"
        style = {"userEnteredFormat": {"textFormat": {"link": {"uri": uri}}}}
    return {
        "updateCells": {
            "start": {"sheetId": sheet, "rowIndex": row, "columnIndex": column},
            "rows": [{"values": [style]}],
            "fields": "userEnteredFormat.textFormat.link",
        }
    }
