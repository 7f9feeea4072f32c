"""What lies over cells is stored and read back: validation, rules, colours, tables, notes."""

from typing import Any

import pytest
from gspread.utils import ValidationConditionType

from tests.local_google.district import COACH, District
from tests.local_google.workbooks import batch, cells, people, refused

AREA = {"sheetId": 0, "startRowIndex": 0, "endRowIndex": 3, "startColumnIndex": 0}
AREA |= {"endColumnIndex": 2}


@pytest.fixture
def book(district: District) -> Any:
    return people(district).create("Week")


def facts(book: Any, name: str) -> Any:
    return book.fetch_sheet_metadata()["sheets"][0].get(name)


@pytest.mark.proves("GS-37")
def test_validation_reads_back_cell_by_cell_and_goes_when_taken_away(book: Any) -> None:
    book.sheet1.add_validation(
        "A1:A2", ValidationConditionType.one_of_list, ["Yes", "No"], strict=True, showCustomUi=True
    )

    found = cells(book, "Sheet1!A1:A3")
    rule = found[0][0]["dataValidation"]
    assert rule["strict"] is True
    assert rule["condition"]["type"] == "ONE_OF_LIST"
    assert [v["userEnteredValue"] for v in rule["condition"]["values"]] == ["Yes", "No"]
    assert len(found) == 2
    batch(book, {"setDataValidation": {"range": {"endRowIndex": 2, "endColumnIndex": 1}}})
    assert cells(book, "Sheet1!A1:A3") == []


@pytest.mark.proves("GS-37")
def test_formats_merge_under_their_mask(book: Any) -> None:
    book.sheet1.format("A1", {"textFormat": {"bold": True}, "horizontalAlignment": "CENTER"})
    look = {"userEnteredFormat": {"textFormat": {"italic": True}, "backgroundColor": {"red": 1}}}
    fields = "userEnteredFormat(textFormat.italic,backgroundColor)"
    batch(book, {"repeatCell": {"range": AREA, "cell": look, "fields": fields}})

    own = cells(book, "Sheet1!A1")[0][0]["userEnteredFormat"]

    assert own["textFormat"] == {"bold": True, "italic": True}
    assert own["horizontalAlignment"] == "CENTER"
    assert own["backgroundColor"] == {"red": 1}
    assert own["backgroundColorStyle"] == {"rgbColor": {"red": 1}}


def test_the_effective_format_holds_the_defaults_too(book: Any) -> None:
    book.sheet1.update([["text", 7, True]], "A1")

    (row,) = cells(book, "Sheet1!A1:C1")

    assert [cell["effectiveFormat"]["horizontalAlignment"] for cell in row] == [
        "LEFT",
        "RIGHT",
        "CENTER",
    ]
    assert row[0]["effectiveFormat"]["textFormat"]["fontSize"] == 10


@pytest.mark.proves("GS-37")
def test_conditional_rules_keep_their_order(book: Any) -> None:
    def rule(kind: str) -> dict[str, Any]:
        return {
            "ranges": [AREA],
            "booleanRule": {
                "condition": {"type": kind},
                "format": {"textFormat": {"strikethrough": True}},
            },
        }

    for place, kind in enumerate(("BLANK", "NOT_BLANK")):
        batch(book, {"addConditionalFormatRule": {"rule": rule(kind), "index": place}})
    batch(book, {"addConditionalFormatRule": {"rule": rule("TEXT_IS_EMAIL")}})

    kinds = [r["booleanRule"]["condition"]["type"] for r in facts(book, "conditionalFormats")]
    assert kinds == ["TEXT_IS_EMAIL", "BLANK", "NOT_BLANK"]
    (reply,) = batch(book, {"deleteConditionalFormatRule": {"sheetId": 0, "index": 1}})
    gone = reply["deleteConditionalFormatRule"]["rule"]["booleanRule"]["condition"]
    assert gone == {"type": "BLANK"}
    with refused(400, "No conditional format on sheet: 0 at index: 2"):
        batch(book, {"deleteConditionalFormatRule": {"sheetId": 0, "index": 2}})


@pytest.mark.proves("GS-37")
def test_a_table_names_its_columns_and_keeps_their_kinds(book: Any) -> None:
    book.sheet1.update([["Teacher"]], "A1")
    choice = {"condition": {"type": "ONE_OF_LIST", "values": [{"userEnteredValue": "held"}]}}
    columns = [
        {"columnIndex": 0, "columnType": "TEXT"},
        {
            "columnIndex": 1,
            "columnName": "Status",
            "columnType": "DROPDOWN",
            "dataValidationRule": choice,
        },
    ]
    table = {"name": "Visits", "range": AREA, "columnProperties": columns}

    (reply,) = batch(book, {"addTable": {"table": table}})

    made = reply["addTable"]["table"]
    assert made["name"] == "Visits"
    (stored,) = facts(book, "tables")
    assert stored == made
    assert "columnIndex" not in stored["columnProperties"][0]
    assert stored["columnProperties"][1]["dataValidationRule"] == choice
    assert book.sheet1.row_values(1) == ["Teacher", "Status"]
    with refused(400, "overlaps"):
        batch(book, {"addTable": {"table": {"range": AREA}}})
    batch(book, {"deleteTable": {"tableId": made["tableId"]}})
    assert facts(book, "tables") is None


@pytest.mark.proves("GS-37")
def test_bands_filters_and_charts_read_back_as_they_came(book: Any) -> None:
    band = {"range": AREA, "rowProperties": {"firstBandColor": {"green": 1}}}
    spec = {"title": "Visits", "basicChart": {"chartType": "COLUMN"}}
    position = {"overlayPosition": {"anchorCell": {"sheetId": 0, "rowIndex": 4}}}

    banded, _, charted = batch(
        book,
        {"addBanding": {"bandedRange": band}},
        {"setBasicFilter": {"filter": {"range": AREA}}},
        {"addChart": {"chart": {"spec": spec, "position": position}}},
    )

    (stored,) = facts(book, "bandedRanges")
    assert stored == banded["addBanding"]["bandedRange"]
    assert stored["rowProperties"] == band["rowProperties"]
    assert facts(book, "basicFilter")["range"]["endRowIndex"] == 3
    (chart,) = facts(book, "charts")
    assert chart["spec"] == spec
    assert chart["chartId"] == charted["addChart"]["chart"]["chartId"]
    with refused(400, "You cannot add alternating background colors"):
        batch(book, {"addBanding": {"bandedRange": band}})
    book.sheet1.clear_basic_filter()
    assert facts(book, "basicFilter") is None


def test_a_zero_is_left_out_as_proto3_does(book: Any) -> None:
    (reply,) = batch(book, {"addNamedRange": {"namedRange": {"name": "Head", "range": AREA}}})

    assert reply["addNamedRange"]["namedRange"]["range"] == {
        "startRowIndex": 0,
        "endRowIndex": 3,
        "startColumnIndex": 0,
        "endColumnIndex": 2,
    }
    properties = facts(book, "properties")
    assert properties["sheetId"] == 0
    assert properties["index"] == 0
    assert "hidden" not in properties


@pytest.mark.proves("S2", "GS-37")
def test_developer_metadata_is_found_by_its_key(district: District, book: Any) -> None:
    service = district.client(COACH, service="sheets").spreadsheets()
    row = {"sheetId": 0, "dimension": "ROWS", "startIndex": 2, "endIndex": 3}
    places: tuple[dict[str, Any], ...] = (
        {"spreadsheet": True},
        {"sheetId": 0},
        {"dimensionRange": row},
    )
    for place in places:
        note = {"metadataKey": "schema", "metadataValue": "3", "visibility": "DOCUMENT"}
        batch(book, {"createDeveloperMetadata": {"developerMetadata": {**note, "location": place}}})
    batch(book, {"insertDimension": {"range": {**row, "startIndex": 0, "endIndex": 1}}})

    lookup = {"dataFilters": [{"developerMetadataLookup": {"metadataKey": "schema"}}]}
    request = service.developerMetadata().search(spreadsheetId=book.id, body=lookup)
    found = [
        match["developerMetadata"]["location"]
        for match in request.execute()["matchedDeveloperMetadata"]
    ]

    assert [place["locationType"] for place in found] == ["SPREADSHEET", "SHEET", "ROW"]
    assert found[2]["dimensionRange"]["startIndex"] == 3
    metadata = book.fetch_sheet_metadata()
    assert metadata["developerMetadata"][0]["metadataValue"] == "3"
    assert metadata["sheets"][0]["developerMetadata"][0]["metadataKey"] == "schema"


@pytest.mark.proves("S11")
def test_developer_metadata_has_little_room(book: Any) -> None:
    note = {"metadataKey": "k", "visibility": "DOCUMENT", "location": {"sheetId": 0}}

    with refused(400, "limited to 30000 characters"):
        batch(
            book,
            {
                "createDeveloperMetadata": {
                    "developerMetadata": {**note, "metadataValue": "x" * 30_000}
                }
            },
        )


def test_merged_cells_keep_the_first_value(book: Any) -> None:
    book.sheet1.update([["a", "b"], ["c", "d"]], "A1")

    book.sheet1.merge_cells("A1:B2")

    assert book.sheet1.get("A1:B2") == [["a"]]
    assert len(facts(book, "merges")) == 1
    with refused(400, "You must select all cells in a merged range"):
        book.sheet1.unmerge_cells("A1:A2")
    book.sheet1.unmerge_cells("A1:C3")
    assert facts(book, "merges") is None
