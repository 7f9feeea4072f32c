"""The Sheets calls at the wire: one read types every cell, one write puts them as they stand."""

from datetime import date, datetime, time
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from scheduler.errors import RemoteError
from sheets_templates.vocabulary.table import CellKind
from sync.sheets.sheet_cells import read_cell, read_grid
from sync.sheets.sheets_api import SheetsApi, TabInfo
from sync.wire.answers import Unanswered
from tests.sync.wire import Drop, FakeClock, Heard, Say, Wire, refuse, transport

BOOK = "1AbC"


@pytest.fixture
def api(wire: Wire) -> SheetsApi:
    return SheetsApi(transport(wire, FakeClock()))


def query(heard: Heard) -> dict[str, list[str]]:
    return parse_qs(urlsplit(heard.path).query)


def path(heard: Heard) -> str:
    return unquote(urlsplit(heard.path).path)


def number(value: float, style: str = "") -> dict[str, Any]:
    """A cell as `spreadsheets.get` tells it."""
    both = {"numberValue": value}
    look = {"effectiveFormat": {"numberFormat": {"type": style}}} if style else {}
    return {"userEnteredValue": both, "effectiveValue": both, **look}


def text(value: str) -> dict[str, Any]:
    return {"userEnteredValue": {"stringValue": value}, "effectiveValue": {"stringValue": value}}


class TestCells:
    @pytest.mark.proves("S5")
    @pytest.mark.parametrize(
        ("raw", "kind", "value"),
        [
            ({}, CellKind.EMPTY, None),
            (text("Maria"), CellKind.TEXT, "Maria"),
            (text("007"), CellKind.TEXT, "007"),
            (text(""), CellKind.EMPTY, ""),
            (number(7), CellKind.NUMBER, 7.0),
            (number(0), CellKind.NUMBER, 0.0),
            (number(46421), CellKind.NUMBER, 46421.0),
            (number(46421, "DATE"), CellKind.DATE, date(2027, 2, 3)),
            (number(8.5 / 24, "TIME"), CellKind.TIME, time(8, 30)),
            (number(0.35416666666424135, "TIME"), CellKind.TIME, time(8, 30)),
            (number(0, "TIME"), CellKind.TIME, time(0, 0)),
            (number(46421.5, "DATE_TIME"), CellKind.MOMENT, datetime(2027, 2, 3, 12, 0)),  # noqa: DTZ001 - wall time
            (number(30, "TIME"), CellKind.NUMBER, 30.0),
            (number(-1, "DATE"), CellKind.NUMBER, -1.0),
            (number(9e9, "DATE"), CellKind.NUMBER, 9e9),
            ({"effectiveValue": {"boolValue": False}}, CellKind.BOOLEAN, False),
        ],
    )
    def test_a_cell_is_what_a_person_sees_in_it(
        self, raw: dict[str, Any], kind: CellKind, value: object
    ) -> None:
        cell = read_cell(raw, "Roster!B2")

        assert (cell.kind, cell.value, cell.formula) == (kind, value, False)

    @pytest.mark.proves("S5")
    def test_a_worked_out_cell_says_so_beside_its_result(self) -> None:
        raw = {
            "userEnteredValue": {"formulaValue": "=A1+1"},
            "effectiveValue": {"numberValue": 3},
        }

        cell = read_cell(raw, "Roster!B2")

        assert (cell.kind, cell.value, cell.formula) == (CellKind.NUMBER, 3.0, True)

    @pytest.mark.proves("S5")
    def test_an_error_is_shown_as_the_sheet_shows_it(self) -> None:
        raw = {
            "userEnteredValue": {"formulaValue": "=A0"},
            "effectiveValue": {"errorValue": {"type": "REF", "message": "Reference"}},
        }

        cell = read_cell(raw, "Roster!B2")

        assert (cell.kind, cell.value, cell.formula) == (CellKind.ERROR, "#REF!", True)

    def test_a_formula_without_a_result_is_its_own_text(self) -> None:
        cell = read_cell({"userEnteredValue": {"formulaValue": "=NOW()"}}, "Roster!B2")

        assert (cell.kind, cell.value) == (CellKind.FORMULA, "=NOW()")


class TestGrids:
    def test_every_cell_carries_its_address_and_gaps_are_empty_cells(self) -> None:
        rows = [{"values": [text("id"), {}, text("name")]}, {}, {"values": [{}, text("x"), {}]}]
        sheet = {"properties": {"title": "Roster"}, "data": [{"rowData": rows}]}

        grid = read_grid(sheet)

        assert [[cell.where for cell in row] for row in grid] == [
            ["Roster!A1", "Roster!B1", "Roster!C1"],
            [],
            ["Roster!A3", "Roster!B3"],
        ]
        assert [cell.kind for cell in grid[2]] == [CellKind.EMPTY, CellKind.TEXT]

    def test_rows_that_only_have_a_colour_are_not_rows(self) -> None:
        styled = {"values": [{"effectiveFormat": {"numberFormat": {"type": "DATE"}}}]}
        rows = [{"values": [text("id")]}, styled, styled]

        assert len(read_grid({"properties": {"title": "T"}, "data": [{"rowData": rows}]})) == 1

    def test_a_block_that_starts_further_down_keeps_its_addresses(self) -> None:
        block = {"startRow": 2, "startColumn": 1, "rowData": [{"values": [text("x")]}]}

        grid = read_grid({"properties": {"title": "T"}, "data": [block]})

        assert grid[2][1].where == "T!B3"

    def test_an_empty_tab_has_no_rows(self) -> None:
        assert read_grid({"properties": {"title": "T"}, "data": [{}]}) == ()


class TestReading:
    def test_two_tabs_are_one_call(self, wire: Wire, api: SheetsApi) -> None:
        sheet = {"data": [{"rowData": [{"values": [text("x")]}]}]}
        titles = ["Roster", "Bell's times"]
        sheets = [{**sheet, "properties": {"title": title}} for title in titles]
        wire.script = [Say(200, {"sheets": sheets})]

        found = api.read(BOOK, titles)

        (heard,) = wire.heard
        assert (heard.method, path(heard)) == ("GET", f"/v4/spreadsheets/{BOOK}")
        assert query(heard)["ranges"] == ["'Roster'", "'Bell''s times'"]
        assert list(found) == titles
        assert found["Bell's times"][0][0].where == "Bell's times!A1"

    def test_the_question_names_every_fact_a_cell_is_told_apart_by(
        self, wire: Wire, api: SheetsApi
    ) -> None:
        wire.script = [Say(200, {"sheets": []})]

        api.read(BOOK)

        (fields,) = query(wire.heard[0])["fields"]
        for fact in ("userEnteredValue", "effectiveValue", "numberFormat/type"):
            assert fact in fields

    def test_a_tab_that_is_not_there_is_left_out(self, wire: Wire, api: SheetsApi) -> None:
        roster: dict[str, Any] = {"properties": {"title": "Roster"}}
        wire.script = [
            refuse(400, "badRequest", "Unable to parse range: 'Cohorts'"),
            Say(200, {"sheets": [roster]}),
            Say(200, {"sheets": [{**roster, "data": [{}]}]}),
        ]

        assert api.read(BOOK, ["Roster", "Cohorts"]) == {"Roster": ()}
        assert query(wire.heard[2])["ranges"] == ["'Roster'"]

    def test_another_refusal_of_a_read_is_not_hidden(self, wire: Wire, api: SheetsApi) -> None:
        wire.script = [
            refuse(400, "badRequest", "Invalid field"),
            Say(200, {"sheets": [{"properties": {"title": "Roster"}}]}),
        ]

        with pytest.raises(RemoteError, match="Invalid field"):
            api.read(BOOK, ["Roster"])

    def test_tabs_are_listed_with_their_lasting_numbers(self, wire: Wire, api: SheetsApi) -> None:
        first = {"title": "Roster", "gridProperties": {"rowCount": 50, "columnCount": 9}}
        second = {"sheetId": 7, "title": "_ids", "hidden": True}
        wire.script = [Say(200, {"sheets": [{"properties": first}, {"properties": second}]})]

        assert api.tabs(BOOK) == [
            TabInfo(sheet_id=0, title="Roster", rows=50, columns=9, hidden=False),
            TabInfo(sheet_id=7, title="_ids", rows=0, columns=0, hidden=True),
        ]

    def test_a_read_gets_over_a_lost_connection(self, wire: Wire, api: SheetsApi) -> None:
        wire.script = [Drop(), Say(200, {"sheets": []})]

        assert api.read(BOOK) == {}


class TestWriting:
    @pytest.mark.proves("S10")
    @pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "'"])
    def test_text_that_looks_like_a_formula_is_sent_raw_and_unchanged(
        self, wire: Wire, api: SheetsApi, first: str
    ) -> None:
        wire.script = [Say(200, {})]

        api.write_values(BOOK, {"Log!A2": [[f"{first}IMPORTDATA(A1)"]]})

        sent = wire.heard[0].json
        assert sent["valueInputOption"] == "RAW"
        assert sent["data"][0]["values"] == [[f"{first}IMPORTDATA(A1)"]]

    def test_many_ranges_are_one_write(self, wire: Wire, api: SheetsApi) -> None:
        wire.script = [Say(200, {})]

        api.write_values(BOOK, {f"Log!A{n}": [["x", None, True, 2.5]] for n in range(2, 2002)})

        (heard,) = wire.heard
        assert path(heard) == f"/v4/spreadsheets/{BOOK}/values:batchUpdate"
        assert len(heard.json["data"]) == 2000
        assert heard.json["data"][0]["values"] == [["x", None, True, 2.5]]

    def test_days_and_hours_are_written_as_people_sort_them(
        self, wire: Wire, api: SheetsApi
    ) -> None:
        wire.script = [Say(200, {})]

        api.write_values(BOOK, {"Log!A2": [[date(2027, 2, 1), time(8, 30)]]})

        assert wire.heard[0].json["data"][0]["values"] == [["2027-02-01", "08:30:00"]]

    def test_nothing_to_write_is_no_call(self, wire: Wire, api: SheetsApi) -> None:
        api.write_values(BOOK, {})

        assert api.write(BOOK, []) == []
        assert wire.heard == []

    def test_values_are_put_again_after_a_lost_answer(self, wire: Wire, api: SheetsApi) -> None:
        wire.script = [Drop(), Say(200, {})]

        api.write_values(BOOK, {"Log!A2": [["x"]]})

        assert wire.heard[0].body == wire.heard[1].body

    @pytest.mark.proves("S7")
    def test_a_new_tab_whose_answer_is_lost_is_not_asked_for_twice(
        self, wire: Wire, api: SheetsApi
    ) -> None:
        wire.script = [Drop()]

        with pytest.raises(Unanswered):
            api.write(BOOK, [{"updateCells": {}}, {"addSheet": {"properties": {"title": "T"}}}])

        assert wire.methods() == ["POST"]

    def test_settled_requests_are_made_again_after_a_lost_answer(
        self, wire: Wire, api: SheetsApi
    ) -> None:
        wire.script = [Drop(), Say(200, {"replies": [{}]})]

        assert api.write(BOOK, [{"updateCells": {}}]) == [{}]
        assert path(wire.heard[1]) == f"/v4/spreadsheets/{BOOK}:batchUpdate"


class TestFiles:
    def test_a_spreadsheet_is_made_with_its_mark(self, wire: Wire, api: SheetsApi) -> None:
        wire.script = [Say(200, {"id": BOOK})]

        assert api.create("Oak Hill", key="school-1") == BOOK

        sent = wire.heard[0].json
        assert sent["appProperties"] == {"bellweave": "school-1"}
        assert sent["mimeType"] == "application/vnd.google-apps.spreadsheet"

    @pytest.mark.proves("N1")
    def test_a_spreadsheet_whose_answer_is_lost_is_found_and_not_made_twice(
        self, wire: Wire, api: SheetsApi
    ) -> None:
        wire.script = [Drop(), Say(200, {"files": [{"id": BOOK}]})]

        assert api.create("O'Hara's", key="school-1") == BOOK

        assert wire.methods() == ["POST", "GET"]
        (asked,) = query(wire.heard[1])["q"]
        assert "name = 'O\\'Hara\\'s'" in asked
        assert "key='bellweave' and value='school-1'" in asked

    def test_without_a_mark_a_lost_answer_is_not_guessed(self, wire: Wire, api: SheetsApi) -> None:
        wire.script = [Drop()]

        with pytest.raises(Unanswered):
            api.create("Oak Hill")

        assert wire.methods() == ["POST"]

    def test_sharing_sends_no_mail(self, wire: Wire, api: SheetsApi) -> None:
        wire.script = [Say(200, {})]

        api.share(BOOK, "coach@oakhill.example", "writer")

        (heard,) = wire.heard
        assert path(heard) == f"/drive/v3/files/{BOOK}/permissions"
        assert query(heard)["sendNotificationEmail"] == ["false"]
        assert heard.json["role"] == "writer"

    def test_a_refusal_is_our_error_and_not_gspreads(self, wire: Wire, api: SheetsApi) -> None:
        denied = {"code": 403, "message": "No access", "status": "PERMISSION_DENIED"}
        wire.script = [Say(403, {"error": denied})]

        with pytest.raises(RemoteError) as refusal:
            api.tabs(BOOK)

        assert (refusal.value.status, refusal.value.reason) == (403, "PERMISSION_DENIED")
        assert refusal.value.fix
