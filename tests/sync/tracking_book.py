"""A tracking workbook on the local server, and what a person does to it by hand."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, time
from typing import Any

from sheets_templates.books.program import SCHEDULE
from sheets_templates.building.build import new_workbook_requests, sheet_id
from sheets_templates.vocabulary.table import CellValue, Tab
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.track import TabRows, TrackReport, track
from tests.sync.coaching import OFFICE, Workspace, connect

Values = Sequence[CellValue]


class Book:
    """A tracking workbook on the local server, and a person who works in it."""

    def __init__(self, office: Workspace, *tabs: Tab) -> None:
        self.office = office
        self.api = SheetsApi(connect(office.running, OFFICE))
        self.id = self.api.create("Tracking", key="tracking")
        # Each formatted cell is part of every read: a few rows are enough.
        short = [height(sheet_id(tab), 24) for tab in tabs]
        self.api.write(self.id, [*new_workbook_requests(tabs), *short])

    def track(self, *wanted: TabRows, again: Collection[str] = ()) -> TrackReport:
        return track(self.api, self.office.journal, self.id, wanted, again=again)

    def values(self, tab: str) -> list[list[CellValue]]:
        return [[cell.value for cell in row] for row in self.api.read(self.id, [tab])[tab]]

    def type(self, place: str, *rows: Values) -> None:
        """What a person types, starting at a cell."""
        self.api.write_values(self.id, {place: rows})

    def by_hand(self, *requests: Mapping[str, Any]) -> None:
        self.api.write(self.id, requests)

    def calls(self) -> list[str]:
        entries = self.office.running.log.entries("sheets.*")
        self.office.running.log.clear()
        return [entry.method.removeprefix("sheets.spreadsheets.") for entry in entries]


def schedule_row(number: int, day: int = 8) -> dict[str, CellValue]:
    return {
        "event_id": f"clc.w2.{number}",
        "step_id": "clc.w2",
        "type": "classroom visit",
        "focus": "=1+1",
        "date": date(2026, 12, day),
        "block": "4",
        "start": time(10, 40),
        "end": time(11, 20),
        "place": "Lincoln MS, room 214",
        "modality": "in person",
        "coach": "Ana Ruiz",
        "participants": f"Teacher {number}",
        "state": "sent",
        "gcal_id": f"bell{number}",
        "link": "",
    }


def rows_of(count: int, day: int = 8) -> TabRows:
    return TabRows(tab=SCHEDULE, rows=[schedule_row(number, day) for number in range(count)])


def height(sheet: int, rows: int) -> dict[str, Any]:
    properties = {"sheetId": sheet, "gridProperties": {"rowCount": rows}}
    return {
        "updateSheetProperties": {"properties": properties, "fields": "gridProperties.rowCount"}
    }


def columns(sheet: int, deed: str, at: int) -> dict[str, Any]:
    return {deed: {"range": lines(sheet, "COLUMNS", at)}}


def rows(sheet: int, at: int) -> dict[str, Any]:
    return {"insertDimension": {"range": lines(sheet, "ROWS", at), "inheritFromBefore": False}}


def lines(sheet: int, dimension: str, at: int) -> dict[str, Any]:
    return {"sheetId": sheet, "dimension": dimension, "startIndex": at, "endIndex": at + 1}


def sort(sheet: int, column: int) -> dict[str, Any]:
    return {
        "sortRange": {
            "range": {"sheetId": sheet, "startRowIndex": 1},
            "sortSpecs": [{"dimensionIndex": column, "sortOrder": "DESCENDING"}],
        }
    }
