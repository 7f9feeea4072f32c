"""The same Sheets calls on the local Google server, typed cells there and back."""

from collections.abc import Iterator
from datetime import date, time

import pytest

from local_google import admin
from local_google.faults import Deed, Moment, Rule
from local_google.server import Running, serve
from local_google.services import open_store
from scheduler.errors import RemoteError
from sheets_templates.vocabulary.table import CellKind
from sync.account.credentials import OWN_FILES, load_local
from sync.sheets.sheets_api import SheetsApi
from sync.wire.connection import local
from sync.wire.transport import Transport
from tests.sync.wire import QUICK, FakeClock

COACH = "dana.brooks@oakhill.example"
LEADER = "lee.park@oakhill.example"


@pytest.fixture
def server() -> Iterator[Running]:
    with serve(open_store(seed="sheets")) as running:
        yield running


def api_for(server: Running, email: str) -> SheetsApi:
    minted = admin.mint(server.store, email, scopes=[OWN_FILES])
    connection = local(server.url, patience=QUICK)
    return SheetsApi(
        Transport(load_local(server.url, minted.refresh), connection, clock=FakeClock())
    )


@pytest.fixture
def api(server: Running) -> SheetsApi:
    return api_for(server, COACH)


@pytest.fixture
def book(api: SheetsApi) -> str:
    made = api.create("Oak Hill", key="school-1")
    first = {"sheetId": 0, "title": "Roster"}
    api.write(made, [{"updateSheetProperties": {"properties": first, "fields": "title"}}])
    return made


def entered(api: SheetsApi, book: str, rows: list[list[object]]) -> None:
    """What a person types into the first tab."""
    api._repeatable.values_batch_update(
        book,
        {"valueInputOption": "USER_ENTERED", "data": [{"range": "Roster!A1", "values": rows}]},
    )


@pytest.mark.proves("S5")
def test_what_a_person_types_is_read_with_its_kind(api: SheetsApi, book: str) -> None:
    entered(api, book, [["8:30 AM", "2/3/2027", "007", "TRUE", "=1+1", "=1/0", "Maria"]])

    (row,) = api.read(book, ["Roster"])["Roster"]

    assert [(cell.kind, cell.value) for cell in row] == [
        (CellKind.TIME, time(8, 30)),
        (CellKind.DATE, date(2027, 2, 3)),
        (CellKind.NUMBER, 7.0),
        (CellKind.BOOLEAN, True),
        (CellKind.NUMBER, 2.0),
        (CellKind.ERROR, "#DIV/0!"),
        (CellKind.TEXT, "Maria"),
    ]
    assert [cell.formula for cell in row] == [False, False, False, False, True, True, False]
    assert row[6].where == "Roster!G1"


@pytest.mark.proves("S10")
@pytest.mark.parametrize("typed", ["=1+1", "+1", "-x", "@x", "007", "8:30 AM", "TRUE"])
def test_text_comes_back_as_the_text_it_was(api: SheetsApi, book: str, typed: str) -> None:
    api.write_values(book, {"Roster!A1": [[typed]]})

    ((cell,),) = api.read(book)["Roster"]

    assert (cell.kind, cell.value, cell.formula) == (CellKind.TEXT, typed, False)


def test_a_workbook_of_2000_rows_is_one_read_and_one_write(
    server: Running, api: SheetsApi, book: str
) -> None:
    grow = {"sheetId": 0, "gridProperties": {"rowCount": 2001, "columnCount": 6}}
    api.write(book, [{"updateSheetProperties": {"properties": grow, "fields": "gridProperties"}}])
    before = calls(server)

    api.write_values(
        book, {"Roster!A1:F2001": [[f"r{n}", n, "x", "", True, "y"] for n in range(2001)]}
    )
    patient = SheetsApi(
        Transport(
            load_local(server.url, admin.mint(server.store, COACH, scopes=[OWN_FILES]).refresh),
            local(server.url),
        )
    )
    grid = patient.read(book, ["Roster"])["Roster"]

    assert len(grid) == 2001
    assert calls(server)[len(before) :] == [
        "sheets.spreadsheets.values.batchUpdate",
        "sheets.spreadsheets.get",
    ]


def calls(server: Running) -> list[str]:
    """The calls that count on a quota."""
    return [entry.method for entry in server.log.entries() if entry.units]


def test_tabs_are_listed_and_missing_ones_are_left_out(api: SheetsApi, book: str) -> None:
    hidden = {"properties": {"title": "_ids", "hidden": True}}
    api.write(book, [{"addSheet": hidden}])

    assert [(tab.title, tab.hidden) for tab in api.tabs(book)] == [
        ("Roster", False),
        ("_ids", True),
    ]
    assert set(api.read(book, ["Roster", "Cohorts"])) == {"Roster"}


@pytest.mark.proves("N1")
def test_a_workbook_that_was_made_unheard_is_found_by_its_mark(
    server: Running, api: SheetsApi
) -> None:
    lost = Rule(method="drive.files.create", deed=Deed.DROP, at=Moment.AFTER_COMMIT)
    server.faults.add(lost)

    made = api.create("Oak Hill", key="school-1")

    assert api.find("Oak Hill", key="school-1") == [made]
    assert api.find("Oak Hill", key="school-2") == []


def test_a_workbook_is_shared_by_role(server: Running, api: SheetsApi, book: str) -> None:
    leader = api_for(server, LEADER)
    with pytest.raises(RemoteError):
        leader.tabs(book)

    api.share(book, LEADER, "reader")

    assert [tab.title for tab in leader.tabs(book)] == ["Roster"]
    with pytest.raises(RemoteError):
        leader.write_values(book, {"Roster!A1": [["x"]]})
