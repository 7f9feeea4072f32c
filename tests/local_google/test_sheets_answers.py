"""Each answer of Sheets has the shape that Google documents for its method."""

from collections.abc import Callable
from typing import Any

import pytest

from local_google import sheets_v4
from tests.local_google.discovery_schema import check_answer
from tests.local_google.district import COACH, District
from tests.local_google.workbooks import people

RAW = {"valueInputOption": "RAW"}
VALUES = {"values": [["a", 1, True]]}
NOTE = {"metadataKey": "k", "metadataId": 5, "visibility": "DOCUMENT", "location": {"sheetId": 0}}
LOOKUP = {"dataFilters": [{"developerMetadataLookup": {"metadataId": 5}}]}

# What a documented answer of the method always carries.
ALWAYS: dict[str, tuple[str, ...]] = {
    "create": ("spreadsheetId", "properties", "sheets", "spreadsheetUrl"),
    "get": ("spreadsheetId", "properties", "sheets", "spreadsheetUrl"),
    "batchUpdate": ("spreadsheetId", "replies"),
    "sheets.copyTo": ("sheetId", "title", "index", "sheetType", "gridProperties"),
    "developerMetadata.get": ("metadataId", "metadataKey", "location", "visibility"),
    "developerMetadata.search": ("matchedDeveloperMetadata",),
    "values.get": ("range", "majorDimension", "values"),
    "values.batchGet": ("spreadsheetId", "valueRanges"),
    "values.update": (
        "spreadsheetId",
        "updatedRange",
        "updatedRows",
        "updatedColumns",
        "updatedCells",
    ),
    "values.batchUpdate": ("spreadsheetId", "totalUpdatedCells", "responses"),
    "values.append": ("spreadsheetId", "updates"),
    "values.clear": ("spreadsheetId", "clearedRange"),
    "values.batchClear": ("spreadsheetId", "clearedRanges"),
}

CALLS: dict[str, Callable[[Any, str], Any]] = {
    "create": lambda s, i: s.create(body={"properties": {"title": "x"}}),
    "get": lambda s, i: s.get(spreadsheetId=i, includeGridData=True),
    "batchUpdate": lambda s, i: s.batchUpdate(
        spreadsheetId=i, body={"requests": [{"addSheet": {}}]}
    ),
    "sheets.copyTo": lambda s, i: s.sheets().copyTo(
        spreadsheetId=i, sheetId=0, body={"destinationSpreadsheetId": i}
    ),
    "developerMetadata.get": lambda s, i: s.developerMetadata().get(spreadsheetId=i, metadataId=5),
    "developerMetadata.search": lambda s, i: s.developerMetadata().search(
        spreadsheetId=i, body=LOOKUP
    ),
    "values.get": lambda s, i: s.values().get(spreadsheetId=i, range="A1:C1"),
    "values.batchGet": lambda s, i: s.values().batchGet(spreadsheetId=i, ranges=["A1", "B1"]),
    "values.update": lambda s, i: s.values().update(
        spreadsheetId=i, range="A1", body=VALUES, includeValuesInResponse=True, **RAW
    ),
    "values.batchUpdate": lambda s, i: s.values().batchUpdate(
        spreadsheetId=i, body=RAW | {"data": [{"range": "A1", **VALUES}]}
    ),
    "values.append": lambda s, i: s.values().append(
        spreadsheetId=i, range="A1", body=VALUES, **RAW
    ),
    "values.clear": lambda s, i: s.values().clear(spreadsheetId=i, range="A1"),
    "values.batchClear": lambda s, i: s.values().batchClear(
        spreadsheetId=i, body={"ranges": ["A1"]}
    ),
}


def test_every_implemented_method_is_called_here() -> None:
    assert {f"sheets.spreadsheets.{name}" for name in CALLS} == set(sheets_v4.METHODS)


@pytest.mark.proves("GS-3", "GS-2")
@pytest.mark.parametrize("name", sorted(CALLS))
def test_an_answer_has_the_keys_google_documents(name: str, district: District) -> None:
    book = people(district).create("Week")
    book.sheet1.update([["a", 1, True]], "A1")
    book.batch_update({"requests": [{"createDeveloperMetadata": {"developerMetadata": NOTE}}]})
    service = district.client(COACH, service="sheets").spreadsheets()

    answer = CALLS[name](service, book.id).execute()

    check_answer(f"sheets.spreadsheets.{name}", answer, always=ALWAYS[name])
