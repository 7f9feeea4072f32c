"""The requests that make a workbook say what the declarations say."""

from datetime import date, time
from typing import Any

import pytest

from sheets_templates.books.program import SCHEDULE, TRACKING_TABS
from sheets_templates.books.program_structures import PRE_WORK
from sheets_templates.building.build import (
    COLUMN_KEY,
    FIRST_ROWS,
    add_tabs_requests,
    extended,
    fill_requests,
    new_workbook_requests,
    sheet_id,
)
from sheets_templates.inputs.inputs import AVAILABILITY, INPUT_TABS, PEOPLE
from sheets_templates.vocabulary.table import Tab

ALL_TABS = (*INPUT_TABS, *TRACKING_TABS)


def of_kind(tab: Tab, kind: str) -> list[Any]:
    return [request[kind] for request in add_tabs_requests([tab]) if kind in request]


def test_each_tab_has_an_id_of_its_own_that_never_changes() -> None:
    assert len({sheet_id(tab) for tab in ALL_TABS}) == len(ALL_TABS)
    assert sheet_id(PEOPLE) == 800747281


def test_the_header_row_is_frozen_bold_and_explained() -> None:
    (added,) = of_kind(PEOPLE, "addSheet")
    header = of_kind(PEOPLE, "updateCells")[0]["rows"][0]["values"]

    assert added["properties"]["gridProperties"]["frozenRowCount"] == 1
    assert [cell["userEnteredValue"]["stringValue"] for cell in header] == [
        column.header for column in PEOPLE.columns
    ]
    assert "Must be filled in." in header[0]["note"]


def test_ids_are_formatted_as_text_and_times_as_times() -> None:
    looks = [
        request["cell"]["userEnteredFormat"]["numberFormat"]["type"]
        for request in of_kind(AVAILABILITY, "repeatCell")
    ]

    assert looks == ["TEXT", "TEXT", "DATE", "TIME", "TIME", "TEXT", "TEXT"]


def test_a_choice_is_offered_as_a_list() -> None:
    rules = of_kind(AVAILABILITY, "setDataValidation")
    (lists,) = [one for one in rules if one["rule"]["condition"]["type"] == "ONE_OF_LIST"]

    assert [value["userEnteredValue"] for value in lists["rule"]["condition"]["values"]] == [
        "teaching",
        "free",
        "never",
    ]


@pytest.mark.proves("F-78")
@pytest.mark.proves("F-84")
def test_overdue_pre_work_and_what_needs_attention_turn_red() -> None:
    def red(tab: Tab) -> list[tuple[str, str]]:
        rules = [one["rule"] for one in of_kind(tab, "addConditionalFormatRule")]
        return [
            (
                tab.columns[rule["ranges"][0]["startColumnIndex"]].header,
                rule["booleanRule"]["condition"]["values"][0]["userEnteredValue"],
            )
            for rule in rules
        ]

    assert red(PRE_WORK) == [("overdue", "yes")]
    assert red(SCHEDULE) == [("state", "needs attention")]
    assert red(PEOPLE) == []


def test_the_programs_columns_are_protected_and_the_humans_are_not() -> None:
    (protected,) = of_kind(SCHEDULE, "addProtectedRange")
    cells = protected["protectedRange"]["range"]
    headers = [column.header for column in SCHEDULE.columns]

    assert headers[cells["startColumnIndex"] : cells["endColumnIndex"]] == headers[:-1]
    assert headers[-1] == "lock"


def test_key_columns_are_hidden() -> None:
    hidden = [
        request["range"]["startIndex"] for request in of_kind(SCHEDULE, "updateDimensionProperties")
    ]

    assert [SCHEDULE.columns[number].header for number in hidden] == [
        "event_id",
        "step_id",
        "gcal_id",
    ]


@pytest.mark.proves("F-90")
def test_each_tab_says_the_version_of_its_columns() -> None:
    made = of_kind(PEOPLE, "createDeveloperMetadata")[0]

    assert made["developerMetadata"]["metadataValue"] == "2"
    assert made["developerMetadata"]["location"] == {"sheetId": sheet_id(PEOPLE)}


@pytest.mark.proves("S2")
def test_each_column_carries_its_header_where_a_person_cannot_rename_it() -> None:
    notes = [one["developerMetadata"] for one in of_kind(PEOPLE, "createDeveloperMetadata")[1:]]

    assert [note["metadataKey"] for note in notes] == [COLUMN_KEY] * len(PEOPLE.columns)
    assert [
        (note["location"]["dimensionRange"]["startIndex"], note["metadataValue"]) for note in notes
    ] == [(number, column.header) for number, column in enumerate(PEOPLE.columns)]


def test_a_new_workbook_loses_the_sheet_google_made() -> None:
    assert new_workbook_requests([PEOPLE])[-1] == {"deleteSheet": {"sheetId": 0}}


@pytest.mark.proves("S10")
@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "007", "TRUE", "8:30 AM"])
def test_a_text_is_written_as_a_text_whatever_it_looks_like(text: str) -> None:
    assert extended(text) == {"stringValue": text}


def test_dates_and_times_are_serial_numbers() -> None:
    assert extended(date(2027, 2, 3)) == {"numberValue": 46421}
    assert extended(time(12, 0)) == {"numberValue": 0.5}
    assert extended(True) == {"boolValue": True}
    assert extended("") == extended(None) == {}


def test_filling_a_short_tab_is_one_request_and_an_empty_one_none() -> None:
    assert [list(request) for request in fill_requests(PEOPLE, [{"person_id": "7"}])] == [
        ["updateCells"]
    ]
    assert fill_requests(PEOPLE, []) == []


def test_filling_a_long_tab_makes_it_longer_first() -> None:
    rows = [{"person_id": str(number)} for number in range(FIRST_ROWS)]

    grown = fill_requests(PEOPLE, rows)[0]["updateSheetProperties"]

    assert grown["properties"]["gridProperties"]["rowCount"] == FIRST_ROWS + 1


def test_a_record_with_an_undeclared_header_is_refused() -> None:
    with pytest.raises(KeyError, match="nickname"):
        fill_requests(PEOPLE, [{"nickname": "Ray"}])
