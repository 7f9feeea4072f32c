"""Findings of the check stand beside their cells, and what people wrote there stays to the byte."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from local_google import admin
from local_google.server import Running, serve
from local_google.services import open_store
from sheets_templates.building.build import sheet_id
from sheets_templates.reading.faults_tab import (
    FAULTS,
    MARK,
    Marked,
    marked,
    note_with,
    without_ours,
)
from sync.account.credentials import OWN_FILES, load_local
from sync.sheets.marking import Marking, marking, read_noted
from sync.sheets.sheets_api import SheetsApi
from sync.wire.connection import Patience, local
from sync.wire.transport import Transport
from tests.sync.wire import FakeClock

LEADER = "lee.park@oakhill.example"
TABS = ("People", "Cohorts")
ALL = "sheets(properties(sheetId,title),data(rowData(values(userEnteredValue,note))))"


@pytest.fixture(scope="module")
def server() -> Iterator[Running]:
    with serve(open_store(seed="marking")) as running:
        yield running


@pytest.fixture(scope="module")
def api(server: Running) -> SheetsApi:
    minted = admin.mint(server.store, LEADER, scopes=[OWN_FILES])
    connection = local(server.url, patience=Patience())
    credential = load_local(server.url, minted.refresh)
    return SheetsApi(Transport(credential, connection, clock=FakeClock()))


def a_book(api: SheetsApi, cells: Mapping[str, list[list[tuple[str, str]]]]) -> str:
    """A Sheet whose tabs hold these cells, each a typed text or formula and a person's note."""
    book = api.create("Setup")
    sheets = [
        {"addSheet": {"properties": {"sheetId": number + 10, "title": name}}}
        for number, name in enumerate(cells)
    ]
    writes = [
        {
            "updateCells": {
                "start": {"sheetId": number + 10, "rowIndex": 0, "columnIndex": 0},
                "rows": [{"values": [_cell(*one) for one in row]} for row in rows],
                "fields": "userEnteredValue,note",
            }
        }
        for number, rows in enumerate(cells.values())
    ]
    api.write(book, [*sheets, {"deleteSheet": {"sheetId": 0}}, *writes])
    return book


def _cell(text: str, note: str) -> dict[str, Any]:
    kind = "formulaValue" if text.startswith("=") else "stringValue"
    return {"userEnteredValue": {kind: text} if text else {}, "note": note}


def everything(api: SheetsApi, book: str, *, but: str = FAULTS.name) -> dict[str, Any]:
    """Every typed value, formula and note, tab by tab."""
    answer = api._by_method.spreadsheets_get(book, {"fields": ALL, "includeGridData": True})
    return {
        sheet["properties"]["title"]: {
            (row, column): (cell.get("userEnteredValue"), cell.get("note", ""))
            for block in sheet.get("data", ())
            for row, values in enumerate(block.get("rowData", ()))
            for column, cell in enumerate(values.get("values", ()))
            if cell.get("userEnteredValue") or cell.get("note")
        }
        for sheet in answer["sheets"]
        if sheet["properties"]["title"] != but
    }


def mark(api: SheetsApi, book: str, *found: tuple[str, str, str]) -> Marking:
    """Mark these findings, told as where, what, fix."""
    there = read_noted(api, book, TABS)
    done = marking(there, [marked(*one, there.tabs) for one in found])
    api.write(book, done.requests)
    return done


def faults_tab(api: SheetsApi, book: str) -> list[list[object]]:
    rows = api.read(book, [FAULTS.name])[FAULTS.name]
    return [[cell.value for cell in row[1:]] for row in rows[1:]]


SMALL = {
    "People": [[("person_id", ""), ("name", "")], [("t1", "ask Maria"), ("=1+1", "")]],
    "Cohorts": [[("cohort_id", "")], [("A", "")]],
}
AT_B2 = ("People!B2", "A formula stands here.", "Type the name.")
AT_A2 = ("People!A2", "There is no such person.", "Write t2.")


def test_a_finding_stands_beside_its_cell_and_in_the_faults_tab(api: SheetsApi) -> None:
    book = a_book(api, SMALL)
    done = mark(api, book, AT_A2, AT_B2)

    notes = everything(api, book)["People"]
    assert notes[1, 0][1].startswith(f"{MARK}There is no such person. Write t2. (")
    assert notes[1, 0][1].endswith("\nask Maria")
    assert notes[1, 1] == (
        {"formulaValue": "=1+1"},
        note_with("", [Marked(where="", what="A formula stands here.", fix="Type the name.")]),
    )
    assert (done.told, done.cleared, done.rows) == (2, 0, 2)
    assert faults_tab(api, book) == [list(AT_A2), list(AT_B2)]


def test_a_row_of_the_faults_tab_leads_to_its_cell(api: SheetsApi) -> None:
    book = a_book(api, SMALL)
    mark(api, book, AT_A2)

    params: dict[str, Any] = {"fields": "sheets/data/rowData/values", "ranges": ["Faults!B2"]}
    (sheet,) = api._by_method.spreadsheets_get(book, params)["sheets"]
    cell = sheet["data"][0]["rowData"][0]["values"][0]
    assert cell["userEnteredFormat"]["textFormat"]["link"] == {"uri": "#gid=10&range=A2"}
    assert cell["userEnteredValue"] == {"stringValue": "People!A2"}


def test_what_was_mended_is_taken_away_and_the_persons_note_stays(api: SheetsApi) -> None:
    book = a_book(api, SMALL)
    before = everything(api, book)
    mark(api, book, AT_A2, AT_B2)
    half = mark(api, book, AT_B2)
    assert (half.told, half.cleared, half.rows) == (0, 1, 1)
    mark(api, book)

    assert everything(api, book) == before
    assert [row for row in faults_tab(api, book) if any(row)] == []


def test_the_same_findings_are_written_once(api: SheetsApi) -> None:
    book = a_book(api, SMALL)
    mark(api, book, AT_A2, AT_B2)

    again = mark(api, book, AT_A2, AT_B2)
    assert again.requests == ()


def test_marking_takes_two_reads_and_one_write(api: SheetsApi, server: Running) -> None:
    book = a_book(api, SMALL)
    for found in ((AT_A2,), (AT_B2,), ()):
        server.log.clear()
        mark(api, book, *found)
        methods = [entry.method for entry in server.log.entries()]
        assert methods == ["sheets.spreadsheets.get"] * 2 + ["sheets.spreadsheets.batchUpdate"]


def test_a_tab_that_is_not_there_is_told_in_the_faults_tab_alone(api: SheetsApi) -> None:
    book = a_book(api, SMALL)
    before = everything(api, book)
    done = mark(api, book, ("Availability!A1", "There is no such tab.", "Add it."))

    assert (done.told, done.rows) == (0, 1)
    assert everything(api, book) == before


def test_a_row_told_by_its_name_is_found(api: SheetsApi) -> None:
    book = a_book(api, SMALL)
    mark(api, book, ("Cohorts, cohort A", "It has no time.", "Give it some."))

    assert everything(api, book)["Cohorts"][1, 0][1].startswith(MARK)


def test_what_a_person_typed_beside_a_finding_of_the_faults_tab_is_kept(api: SheetsApi) -> None:
    book = a_book(api, SMALL)
    mark(api, book, AT_A2)
    wider = {"sheetId": sheet_id(FAULTS), "dimension": "COLUMNS", "length": 1}
    api.write(book, [{"appendDimension": wider}])
    api.write_values(book, {"Faults!E1:E2": [["who"], ["Ben asks"]]})
    mark(api, book)

    assert [row[-1] for row in faults_tab(api, book)] == ["Ben asks"]


def test_our_note_that_somebody_edited_is_theirs() -> None:
    ours = note_with("", [Marked(where="", what="No such person.", fix="Write t2.")])
    edited = ours.replace("No such person.", "No such person. I will ask Lee.")

    assert without_ours(edited) == edited
    assert without_ours(f"before {ours}\nafter") == "before after"
    assert without_ours(f"{ours} and more\n") == " and more\n"


texts = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n"), max_size=12
)


@given(note=texts, words=st.lists(st.tuples(texts, texts), max_size=3))
def test_a_persons_note_comes_back_to_the_byte(note: str, words: list[tuple[str, str]]) -> None:
    found = [Marked(where="", what=what, fix=fix) for what, fix in words]
    told = note_with(note, found)

    assert without_ours(told) == note
    assert note_with(told, found) == told
    assert without_ours(note_with(told, [])) == note


cells = st.tuples(st.sampled_from(["", "t1", "=A1", "=1/0", "'x", "007", "⚑", " "]), texts)
grids = st.lists(st.lists(cells, min_size=1, max_size=3), min_size=2, max_size=4)
places = st.tuples(st.sampled_from(TABS), st.integers(1, 5), st.sampled_from("ABCD"))
findings = st.lists(st.tuples(places, st.sampled_from(["is wrong", "is empty"])), max_size=4)


@pytest.mark.slow
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(people=grids, cohorts=grids, rounds=st.lists(findings, min_size=1, max_size=3))
def test_no_value_formula_or_note_of_a_person_is_ever_touched(
    api: SheetsApi,
    people: list[list[tuple[str, str]]],
    cohorts: list[list[tuple[str, str]]],
    rounds: list[list[tuple[tuple[str, int, str], str]]],
) -> None:
    book = a_book(api, {"People": people, "Cohorts": cohorts})
    before = everything(api, book)
    for found in rounds:
        told = [(f"{tab}!{column}{row}", what, "Mend it.") for (tab, row, column), what in found]
        mark(api, book, *told)
        now = everything(api, book)
        assert mark(api, book, *told).requests == ()
        for tab, kept in now.items():
            theirs = {at: (value, without_ours(note)) for at, (value, note) in kept.items()}
            assert {at: one for at, one in theirs.items() if one != (None, "")} == before[tab]
        marks = {
            f"{tab}!{chr(65 + column)}{row + 1}"
            for tab, kept in now.items()
            for (row, column), (_, note) in kept.items()
            if MARK in note
        }
        assert marks == {where for where, _, _ in told}
    mark(api, book)

    assert everything(api, book) == before
