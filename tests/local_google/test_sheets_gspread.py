"""The stock gspread client's own methods work as its users know them."""

from typing import Any

import gspread
import pytest
from gspread.utils import MergeType, PasteOrientation, PasteType

from tests.local_google.district import COACH, OUTSIDER, TEACHER, District
from tests.local_google.workbooks import FORMULA, TYPED_IN, people

ROSTER: list[list[Any]] = [
    ["Name", "Room", "Visits"],
    ["Ines", "007", 3],
    ["Omar", "12B", 1],
    ["Lena", "", 2],
]


@pytest.fixture
def book(district: District) -> Any:
    return people(district).create("Week")


@pytest.fixture
def sheet(book: Any) -> Any:
    book.sheet1.update(ROSTER, "A1")
    return book.sheet1


def fresh(sheet: Any) -> Any:
    """The worksheet as the server has it now."""
    return sheet.spreadsheet.get_worksheet_by_id(sheet.id)


@pytest.mark.proves("GS-35")
def test_spreadsheets_are_opened_by_key_name_and_address(district: District, book: Any) -> None:
    client = people(district)

    assert client.open("Week").id == client.open_by_key(book.id).id == book.id
    assert (
        client.open_by_url(f"https://docs.google.com/spreadsheets/d/{book.id}/edit").id == book.id
    )
    assert [found.id for found in client.openall("Week")] == [book.id]
    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        client.open("Nothing")
    with pytest.raises(gspread.exceptions.SpreadsheetNotFound):
        client.open_by_key("nothing")
    with pytest.raises(PermissionError):
        people(district, OUTSIDER).open_by_key(book.id)


def test_a_spreadsheet_has_its_title_zone_locale_and_times(book: Any) -> None:
    book.update_title("Tracker")
    book.update_timezone("America/New_York")
    book.update_locale("en_GB")

    again = gspread.Spreadsheet(book.client, {"id": book.id})
    assert (again.title, again.timezone, again.locale) == ("Tracker", "America/New_York", "en_GB")
    assert again.creationTime == "2027-02-01T12:00:00.000Z"


def test_worksheets_come_and_go(book: Any) -> None:
    log = book.add_worksheet("Log", 5, 3, index=0)
    assert [tab.title for tab in book.worksheets()] == ["Log", "Sheet1"]
    assert (log.row_count, log.col_count, log.index) == (5, 3, 0)
    book.reorder_worksheets([book.worksheet("Sheet1"), book.worksheet("Log")])
    assert [tab.title for tab in book.worksheets()] == ["Sheet1", "Log"]
    book.worksheet("Log").hide()
    assert [tab.title for tab in book.worksheets(exclude_hidden=True)] == ["Sheet1"]
    assert book.worksheet("Log").isSheetHidden
    book.worksheet("Log").show()
    copy = book.duplicate_sheet(log.id, new_sheet_name="Copy")
    book.del_worksheet(copy)
    with pytest.raises(gspread.exceptions.WorksheetNotFound):
        book.worksheet("Copy")


def test_cells_are_read_in_every_way(sheet: Any) -> None:
    assert sheet.acell("B2").value == sheet.cell(2, 2).value == "007"
    assert sheet.row_values(2) == ["Ines", "007", "3"]
    assert sheet.col_values(2) == ["Room", "007", "12B"]
    assert sheet.get_all_values() == [[str(value) for value in row] for row in ROSTER]
    assert sheet.get_all_records(numericise_ignore=["all"])[0] == {
        "Name": "Ines",
        "Room": "007",
        "Visits": "3",
    }
    assert sheet.get_all_records()[0]["Room"] == 7
    assert [cell.value for cell in sheet.range("A2:C2")] == ["Ines", "007", "3"]
    assert sheet.batch_get(["A1:B1", "C2"]) == [[["Name", "Room"]], [["3"]]]
    assert sheet.find("Omar").address == "A3"
    assert sheet.find("nobody") is None
    assert [cell.row for cell in sheet.findall("Room")] == [1]
    assert sheet.get("A5:B9") == [[]]
    assert sheet.expand("A1")[1] == ["Ines", "007", "3"]


def test_cells_are_written_in_every_way(sheet: Any) -> None:
    sheet.update_acell("A5", "Nina")
    sheet.update_cell(5, 2, "=1+1")
    some = sheet.range("C5:D5")
    for number, cell in enumerate(some):
        cell.value = str(number)
    sheet.update_cells(some, value_input_option=TYPED_IN)
    sheet.insert_row(["Zoe"], index=2)
    sheet.insert_cols([["Id", "k1"]], col=1)

    assert sheet.get("A1:B3") == [["Id", "Name"], ["k1", "Zoe"], ["", "Ines"]]
    assert sheet.acell("C6", value_render_option=FORMULA).value == "=1+1"
    assert sheet.get("D6:E6") == [["0", "1"]]
    sheet.delete_rows(2)
    sheet.batch_clear(["A1"])
    assert sheet.get("A1:B2") == [["", "Name"], ["", "Ines"]]
    sheet.clear()
    assert sheet.get_all_values() == [[]]


def test_sizes_frozen_lines_and_colours(sheet: Any) -> None:
    sheet.resize(20, 6)
    sheet.add_rows(2)
    sheet.add_cols(1)
    sheet.freeze(rows=1, cols=2)
    sheet.update_tab_color("#00ff00")
    sheet.hide_gridlines()

    found = fresh(sheet)
    assert (found.row_count, found.col_count) == (22, 7)
    assert (found.frozen_row_count, found.frozen_col_count) == (1, 2)
    assert found.get_tab_color() == "#00FF00"
    assert found.is_gridlines_hidden
    sheet.freeze(rows=0)
    sheet.show_gridlines()
    assert fresh(sheet).frozen_row_count == 0
    assert not fresh(sheet).is_gridlines_hidden


def test_rows_sort_by_several_columns(sheet: Any) -> None:
    sheet.sort((3, "des"), range="A2:C4")
    assert sheet.col_values(1) == ["Name", "Ines", "Lena", "Omar"]

    sheet.sort((2, "asc"), range="A2:C4")
    assert sheet.col_values(2) == ["Room", "007", "12B"]


def test_notes_are_written_read_and_cleared(sheet: Any) -> None:
    sheet.insert_notes({"A1": "ask", "C3": "late"})
    assert sheet.get_note("C3") == "late"
    assert sheet.get_notes()[0][0] == "ask"
    sheet.clear_note("A1")
    assert sheet.get_note("A1") == ""


def test_named_ranges_are_defined_read_and_deleted(sheet: Any) -> None:
    made = sheet.define_named_range("A1:B2", "Head")
    number = made["replies"][0]["addNamedRange"]["namedRange"]["namedRangeId"]

    assert [cell.value for cell in sheet.spreadsheet.named_range("Head")] == [
        "Name",
        "Room",
        "Ines",
        "007",
    ]
    assert sheet.spreadsheet.list_named_ranges()[0]["name"] == "Head"
    sheet.delete_named_range(number)
    assert sheet.spreadsheet.list_named_ranges() == []


def test_protected_ranges_are_added_listed_and_deleted(sheet: Any) -> None:
    sheet.add_protected_range("A1:C1", editor_users_emails=[TEACHER], description="header")

    (found,) = sheet.spreadsheet.list_protected_ranges(sheet.id)
    assert found["editors"]["users"] == [TEACHER, COACH]
    sheet.delete_protected_range(found["protectedRangeId"])
    assert sheet.spreadsheet.list_protected_ranges(sheet.id) == []


def test_formats_are_set_one_by_one_and_in_a_batch(sheet: Any) -> None:
    sheet.format(["A1", "B1"], {"textFormat": {"bold": True}})
    sheet.batch_format([{"range": "C1", "format": {"wrapStrategy": "WRAP"}}])
    found = sheet.spreadsheet.fetch_sheet_metadata(
        {"fields": "sheets.data.rowData.values.userEnteredFormat", "ranges": "A1:C1"}
    )

    (row,) = found["sheets"][0]["data"][0]["rowData"]
    bold = {"userEnteredFormat": {"textFormat": {"bold": True}}}
    assert row["values"] == [bold, bold, {"userEnteredFormat": {"wrapStrategy": "WRAP"}}]


def test_ranges_are_copied_cut_and_merged(sheet: Any) -> None:
    sheet.copy_range("A1:B2", "E1:F2")
    assert sheet.get("E1:F2") == [["Name", "Room"], ["Ines", "007"]]
    sheet.copy_range("A2", "E3", PasteType.values, PasteOrientation.normal)
    assert sheet.acell("E3").value == "Ines"
    sheet.cut_range("E1:F2", "H1")
    assert sheet.get("E1:I2") == [["", "", "", "Name", "Room"], ["", "", "", "Ines", "007"]]
    sheet.merge_cells("A1:C2", MergeType.merge_rows)
    assert len(fresh(sheet).spreadsheet.fetch_sheet_metadata()["sheets"][0]["merges"]) == 2


def test_columns_are_hidden_shown_and_fitted(sheet: Any) -> None:
    sheet.hide_columns(0, 1)
    sheet.columns_auto_resize(1, 2)
    sheet.rows_auto_resize(0, 2)
    params = {"includeGridData": "true", "ranges": "A1:C1"}

    (data,) = sheet.spreadsheet.fetch_sheet_metadata(params)["sheets"][0]["data"]

    assert data["columnMetadata"][0]["hiddenByUser"] is True
    sheet.unhide_columns(0, 1)
    (data,) = sheet.spreadsheet.fetch_sheet_metadata(params)["sheets"][0]["data"]
    assert "hiddenByUser" not in data["columnMetadata"][0]


def test_a_whole_spreadsheet_is_copied_with_its_sharing(district: District, sheet: Any) -> None:
    sheet.spreadsheet.share(TEACHER, perm_type="user", role="reader", notify=False)

    copy = people(district).copy(
        sheet.spreadsheet.id, title="Copy", copy_permissions=True, copy_comments=False
    )

    assert copy.sheet1.acell("A2").value == "Ines"
    assert {p["emailAddress"]: p["role"] for p in copy.list_permissions()} == {
        COACH: "owner",
        TEACHER: "reader",
    }
