"""One district, put in by five routes, is one identical District."""

from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from local_google import admin
from local_google.server import serve
from local_google.services import open_store
from scheduler.district import District
from sheets_templates.building.build import add_tabs_requests, fill_requests, new_workbook_requests
from sheets_templates.inputs.inputs import INPUT_TABS, SMALL_START
from sheets_templates.inputs.small import small_rows
from sheets_templates.reading.parse import read_district
from sheets_templates.reading.parse_cells import read_cell
from sheets_templates.reading.parse_times import Unreadable
from sheets_templates.vocabulary.grid import grid_of
from sheets_templates.vocabulary.table import Cell, CellValue, Column, ColumnKind, Tab
from sync.account.credentials import OWN_FILES, load_local
from sync.files.tabs import read_files, write_folder, write_workbook
from sync.sheets.sheets_api import SheetsApi
from sync.wire.connection import Patience, local
from sync.wire.transport import Transport
from tests.sheets_templates.lincoln import tables
from tests.sync.wire import FakeClock

pytestmark = pytest.mark.proves("F-1", "S5")

LEADER = "lee.park@oakhill.example"
TEXTS = tables()
TABS = {tab.name: tab for tab in INPUT_TABS}


@pytest.fixture(scope="module")
def api() -> Iterator[SheetsApi]:
    with serve(open_store(seed="identity")) as running:
        minted = admin.mint(running.store, LEADER, scopes=[OWN_FILES])
        connection = local(running.url, patience=Patience())
        yield SheetsApi(
            Transport(load_local(running.url, minted.refresh), connection, clock=FakeClock())
        )


@pytest.fixture(scope="module")
def from_files(tmp_path_factory: pytest.TempPathFactory) -> District:
    """The district as a folder of CSV files gives it."""
    folder = tmp_path_factory.mktemp("district")
    write_folder(folder, TEXTS)
    return read_district(read_files(folder))


def typed(tab: Tab, header: str, text: CellValue) -> CellValue:
    """What a program with typed values would write for a text a person wrote."""
    column = tab.column(header)
    if text == "" or column.kind not in (ColumnKind.TIME, ColumnKind.DATE):
        return text
    value = read_cell(grid_of("x", [[text]])[0][0], column)
    assert isinstance(value, (date, time))
    return value


def records(name: str) -> list[dict[str, CellValue]]:
    header, *rows = TEXTS[name]
    return [
        {
            str(head): typed(TABS[name], str(head), text)
            for head, text in zip(header, row, strict=True)
        }
        for row in rows
    ]


def plain_workbook(api: SheetsApi, option: str) -> str:
    """A workbook whose cells have no format of ours, filled as Google's `option` says."""
    book = api.create("Plain")
    sheets = [{"addSheet": {"properties": {"title": name}}} for name in TEXTS]
    api.write(book, [*sheets, {"deleteSheet": {"sheetId": 0}}])
    data = [{"range": f"{name}!A1", "values": rows} for name, rows in TEXTS.items()]
    body: dict[str, Any] = {"valueInputOption": option, "data": data}
    api._repeatable.values_batch_update(book, body)
    return book


def test_an_xlsx_file_of_texts_is_the_same_district(tmp_path: Path, from_files: District) -> None:
    path = write_workbook(tmp_path / "district.xlsx", TEXTS)

    assert read_district(read_files(path)) == from_files


def test_an_xlsx_file_of_dates_and_times_is_the_same_district(
    tmp_path: Path, from_files: District
) -> None:
    filled = {
        name: [TEXTS[name][0], *(list(record.values()) for record in records(name))]
        for name in TEXTS
    }
    filled["People"][2][0] = 7

    assert read_district(read_files(write_workbook(tmp_path / "d.xlsx", filled))) == from_files


def test_a_sheet_written_as_text_is_the_same_district(api: SheetsApi, from_files: District) -> None:
    assert read_district(api.read(plain_workbook(api, "RAW"), list(TEXTS))) == from_files


def test_a_sheet_typed_by_a_person_is_the_same_district(
    api: SheetsApi, from_files: District
) -> None:
    tabs = api.read(plain_workbook(api, "USER_ENTERED"), list(TEXTS))

    assert tabs["BellSchedules"][1][3].value == time(8, 0)
    assert tabs["People"][2][0].value == 7.0
    assert read_district(tabs) == from_files


def test_the_built_workbook_filled_with_typed_values_is_the_same_district(
    api: SheetsApi, from_files: District
) -> None:
    book = api.create("District")
    api.write(book, new_workbook_requests([TABS[name] for name in TEXTS]))
    api.write(book, [one for name in TEXTS for one in fill_requests(TABS[name], records(name))])

    assert read_district(api.read(book)) == from_files


def test_the_built_workbook_typed_by_a_person_is_the_same_district(
    api: SheetsApi, from_files: District
) -> None:
    book = api.create("District")
    api.write(book, new_workbook_requests([TABS[name] for name in TEXTS]))
    shown = {
        name: [[record.get(column.header, "") for column in TABS[name].columns] for record in rows]
        for name, rows in {name: text_records(name) for name in TEXTS}.items()
    }
    data = [{"range": f"{name}!A2", "values": rows} for name, rows in shown.items()]
    api._repeatable.values_batch_update(book, {"valueInputOption": "USER_ENTERED", "data": data})

    assert read_district(api.read(book)) == from_files


def text_records(name: str) -> list[dict[str, CellValue]]:
    header, *rows = TEXTS[name]
    return [{str(head): text for head, text in zip(header, row, strict=True)} for row in rows]


def test_a_tab_grows_with_what_is_put_into_it(api: SheetsApi) -> None:
    book = api.create("Long")
    availability = TABS["Availability"]
    rows: list[dict[str, CellValue]] = [
        {"person_id": f"t{number}", "from": time(8, 30), "to": time(9, 0)} for number in range(450)
    ]
    api.write(book, new_workbook_requests([availability]))
    api.write(book, fill_requests(availability, rows))

    grid = api.read(book)["Availability"]

    assert len(grid) == 451
    assert [cell.value for cell in grid[-1][:1]] == ["t449"]
    assert grid[-1][3].value == time(8, 30)


def test_every_input_tab_can_be_built_and_read_back_empty(api: SheetsApi) -> None:
    book = api.create("Empty")
    api.write(book, new_workbook_requests(INPUT_TABS))

    tabs = api.read(book)

    assert list(tabs) == [tab.name for tab in INPUT_TABS]
    assert [[cell.value for cell in grid[0]] for grid in tabs.values()] == [
        [column.header for column in tab.columns] for tab in INPUT_TABS
    ]


def test_tabs_can_be_added_to_a_workbook_later(api: SheetsApi) -> None:
    book = api.create("Later")
    api.write(book, new_workbook_requests(SMALL_START))
    api.write(book, add_tabs_requests([TABS["Series"]]))

    assert [tab.title for tab in api.tabs(book)] == [*(tab.name for tab in SMALL_START), "Series"]


def test_the_small_start_is_the_same_from_files_and_from_a_sheet(
    api: SheetsApi, tmp_path: Path
) -> None:
    rows = small_rows(date(2027, 1, 11))
    write_folder(tmp_path, rows)
    book = api.create("Small")
    api.write(book, new_workbook_requests(SMALL_START))
    for tab in SMALL_START:
        header, *body = rows[tab.name]
        api.write(
            book,
            fill_requests(tab, [dict(zip(map(str, header), row, strict=True)) for row in body]),
        )

    assert read_district(api.read(book)) == read_district(read_files(tmp_path))


@pytest.mark.parametrize("typed_text", ["6-8", "1/2"])
def test_an_id_that_the_sheet_took_for_a_date_is_told(api: SheetsApi, typed_text: str) -> None:
    book = api.create("Dates")
    body = {"valueInputOption": "USER_ENTERED", "data": [{"range": "A1", "values": [[typed_text]]}]}
    api._repeatable.values_batch_update(book, body)
    (grid,) = api.read(book).values()
    cell: Cell = grid[0][0]

    with pytest.raises(Unreadable, match="reads this grade_band as a date"):
        read_cell(cell, Column(header="grade_band", kind=ColumnKind.ID))
