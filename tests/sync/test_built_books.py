"""Every workbook with everything in use, built on the local server by the real path, is as declared."""

from collections.abc import Iterator
from typing import Any

import pytest

from sheets_templates.books.readers import TEMPLATE as TEMPLATE_BOOK
from sheets_templates.building.build import SCHEMA_VERSION, sheet_id
from sheets_templates.building.workbook import (
    MOST_VISIBLE,
    SETUP,
    TEMPLATE,
    WORKBOOKS,
    Workbook,
    visible_tabs,
)
from sheets_templates.vocabulary.table import Column, ColumnKind, Tab, Writer
from sync.sheets.books import Book, track_book
from sync.sheets.setup_book import build_setup
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.track import TabRows
from sync.sheets.workbooks import workbook
from tests.builders import at
from tests.sheets_templates.full_rows import everything_in
from tests.sync.coaching import a_workspace

pytestmark = pytest.mark.slow
"""Eight workbooks with every tab they can have are built first."""
FIELDS = (
    "namedRanges,sheets(properties,protectedRanges,conditionalFormats,tables,charts(chartId),"
    "developerMetadata,data(rowData(values(userEnteredValue,userEnteredFormat,dataValidation,note)),"
    "columnMetadata(hiddenByUser,developerMetadata(metadataKey,metadataValue))))"
)
Json = dict[str, Any]
BLUE, GREEN, PURPLE = "CFE2F3", "D9EAD3", "E1D5F0"
HEADERS = {Writer.PROGRAM: BLUE, Writer.HUMAN: GREEN, Writer.FORMULA: PURPLE}
FORMATS = {
    ColumnKind.DATE: "DATE",
    ColumnKind.TIME: "TIME",
    ColumnKind.MOMENT: "DATE_TIME",
    ColumnKind.WHOLE_NUMBER: "NUMBER",
}


class Built:
    """A workbook as Google tells it, by tab."""

    def __init__(self, declared: Workbook, answer: Json) -> None:
        self.declared, self.answer = declared, answer
        self.sheets: dict[str, Json] = {
            sheet["properties"]["title"]: sheet for sheet in answer["sheets"]
        }

    def header(self, tab: Tab) -> list[Json]:
        found: list[Json] = self.sheets[tab.name]["data"][0]["rowData"][0]["values"]
        return found

    def below(self, tab: Tab, number: int) -> Json:
        """The first cell below a header."""
        values = self.sheets[tab.name]["data"][0]["rowData"][1]["values"]
        found: Json = values[number] if number < len(values) else {}
        return found


@pytest.fixture(scope="module")
def all_built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Built]]:
    with a_workspace(tmp_path_factory.mktemp("office")) as office:
        api = SheetsApi(office.transport)
        found = {}
        for declared in WORKBOOKS:
            filled = everything_in(declared)
            if declared is SETUP:
                book = build_setup(
                    api,
                    office.journal,
                    filled,
                    title="Setup",
                    readers=(),
                    owner="",
                    now=at("2026-12-04 15:30"),
                ).book
            elif declared is TEMPLATE:
                book, _ = workbook(
                    api, office.journal, TEMPLATE_BOOK, title="T", tabs=declared.made_first
                )
            else:
                asked = Book(name=declared.name.casefold(), title=declared.name, tabs=())
                wanted = [
                    TabRows(tab=one.tab, rows=one.records, may_be_made=True) for one in filled
                ]
                book = track_book(api, office.journal, asked, wanted).book
            tops = [f"'{info.title}'!1:2" for info in api.tabs(book)]
            found[declared.name] = Built(declared, dict(api.described(book, FIELDS, tops)))
        yield found


@pytest.fixture(params=WORKBOOKS, ids=lambda book: book.name)
def built(request: pytest.FixtureRequest, all_built: dict[str, Built]) -> Built:
    return all_built[request.param.name]


def hexadecimal(colour: Json) -> str:
    return "".join(f"{round(colour.get(part, 0) * 255):02X}" for part in ("red", "green", "blue"))


@pytest.mark.proves("F-77")
def test_every_tab_is_there_in_order_and_nine_are_seen(built: Built) -> None:
    seen = [name for name, one in built.sheets.items() if not one["properties"].get("hidden")]

    assert list(built.sheets) == [tab.name for tab in built.declared.tabs]
    assert tuple(seen) == visible_tabs(built.declared, list(built.sheets))
    assert len(seen) <= MOST_VISIBLE


@pytest.mark.proves("F-77")
def test_headers_are_frozen_bold_coloured_by_who_writes_and_explained(built: Built) -> None:
    for tab in built.declared.tabs:
        grid = built.sheets[tab.name]["properties"]["gridProperties"]
        assert grid["frozenRowCount"] == 1
        for column, cell in zip(tab.columns, built.header(tab), strict=True):
            look = cell["userEnteredFormat"]
            assert cell["userEnteredValue"] == {"stringValue": column.header}
            assert look["textFormat"]["bold"] is True
            assert hexadecimal(look["backgroundColorStyle"]["rgbColor"]) == HEADERS[column.writer]
            assert column.note in cell.get("note", "")
            assert ("Must be filled in." in cell.get("note", "")) == column.required
        ours = all(column.writer is not Writer.HUMAN for column in tab.columns)
        colour = built.sheets[tab.name]["properties"]["tabColorStyle"]["rgbColor"]
        assert hexadecimal(colour) == (BLUE if ours else GREEN)


@pytest.mark.proves("F-77")
def test_cells_have_the_format_of_their_kind(built: Built) -> None:
    for tab in built.declared.tabs:
        for number, column in enumerate(tab.columns):
            form = built.below(tab, number).get("userEnteredFormat", {}).get("numberFormat", {})
            if column.kind in (ColumnKind.ANY, ColumnKind.TICK):
                assert form == {}
            else:
                assert form["type"] == FORMATS.get(column.kind, "TEXT"), (tab.name, column.header)


def condition(column: Column, tabs: dict[str, Tab]) -> str | None:
    """What a cell is marked for, in Google's word."""
    if column.kind is ColumnKind.YES_NO or (column.kind is ColumnKind.CHOICE and column.allowed):
        return "ONE_OF_LIST"
    several = column.kind in (ColumnKind.IDS, ColumnKind.CHOICES)
    if column.choices_from.partition(".")[0] in tabs and not several:
        return "ONE_OF_RANGE"
    if column.kind is ColumnKind.TICK:
        return "BOOLEAN"
    if column.writer is not Writer.HUMAN:
        return None
    return {
        ColumnKind.DATE: "DATE_IS_VALID",
        ColumnKind.EMAIL: "TEXT_IS_EMAIL",
        ColumnKind.WHOLE_NUMBER: "NUMBER_GREATER_THAN_EQ",
    }.get(column.kind)


@pytest.mark.proves("F-77", "F-2")
def test_cells_are_marked_for_what_is_surely_wrong_and_never_refused(built: Built) -> None:
    tabs = {tab.name: tab for tab in built.declared.tabs}
    for tab in tabs.values():
        for number, column in enumerate(tab.columns):
            rule = built.below(tab, number).get("dataValidation", {})
            wanted = condition(column, tabs)
            assert rule.get("condition", {}).get("type") == wanted, (tab.name, column.header)
            assert rule.get("strict", False) is (column.kind is ColumnKind.TICK)
            if wanted == "ONE_OF_LIST" and column.kind is ColumnKind.CHOICE:
                words = [one["userEnteredValue"] for one in rule["condition"]["values"]]
                assert tuple(words) == column.allowed
            if wanted == "ONE_OF_RANGE":
                (place,) = rule["condition"]["values"]
                assert place["userEnteredValue"] == whole_column(column.choices_from, tabs)


def whole_column(choices_from: str, tabs: dict[str, Tab]) -> str:
    name, _, header = choices_from.partition(".")
    letter = "ABCDEFGHIJ"[[one.header for one in tabs[name].columns].index(header)]
    return f"='{name}'!${letter}$2:${letter}"


@pytest.mark.proves("F-78")
def test_exactly_what_the_program_writes_is_protected(built: Built) -> None:
    for tab in built.declared.tabs:
        covered = {
            number
            for one in built.sheets[tab.name].get("protectedRanges", ())
            for number in range(
                one["range"].get("startColumnIndex", 0), one["range"]["endColumnIndex"]
            )
        }
        ours = {n for n, column in enumerate(tab.columns) if column.writer is not Writer.HUMAN}
        assert covered == ours


def test_keys_are_hidden_and_every_column_carries_its_header(built: Built) -> None:
    for tab in built.declared.tabs:
        lines = built.sheets[tab.name]["data"][0]["columnMetadata"][: len(tab.columns)]
        notes = built.sheets[tab.name]["developerMetadata"]
        assert [bool(line.get("hiddenByUser")) for line in lines] == [
            column.hidden for column in tab.columns
        ]
        assert [line["developerMetadata"][0]["metadataValue"] for line in lines] == [
            column.header for column in tab.columns
        ]
        assert notes[0]["metadataValue"] == str(SCHEMA_VERSION)
        assert built.sheets[tab.name]["properties"]["sheetId"] == sheet_id(tab)


@pytest.mark.proves("F-82", "F-84")
def test_what_alarms_and_what_is_much_has_its_colour(built: Built) -> None:
    for tab in built.declared.tabs:
        rules = built.sheets[tab.name].get("conditionalFormats", [])
        for number, column in enumerate(tab.columns):
            mine = [one for one in rules if one["ranges"][0].get("startColumnIndex", 0) == number]
            words = [
                one["booleanRule"]["condition"]["values"][0]["userEnteredValue"]
                for one in mine
                if "booleanRule" in one
            ]
            scales = [one["gradientRule"] for one in mine if "gradientRule" in one]
            steps = ["100", "75", "50", "25"] if column.bar else []
            assert words == [*column.alarming, *steps]
            assert [
                (float(one["minpoint"]["value"]), float(one["maxpoint"]["value"])) for one in scales
            ] == ([column.heat] if column.heat else [])
            assert all("endRowIndex" not in one["ranges"][0] for one in mine)


@pytest.mark.proves("F-82")
def test_every_declared_chart_is_there(built: Built) -> None:
    for tab in built.declared.tabs:
        assert len(built.sheets[tab.name].get("charts", ())) == len(tab.charts)


def test_columns_that_are_chosen_from_have_a_name(built: Built) -> None:
    tabs = {tab.name: tab for tab in built.declared.tabs}
    wanted = {
        column.choices_from.replace(".", "_")
        for tab in tabs.values()
        for column in tab.columns
        if column.choices_from.partition(".")[0] in tabs
    }

    assert {one["name"] for one in built.answer.get("namedRanges", ())} == wanted


def test_tabs_only_people_write_are_tables_with_their_lists(all_built: dict[str, Built]) -> None:
    setup = all_built["Setup"]
    lists = 0
    for tab in setup.declared.tabs:
        tables = setup.sheets[tab.name].get("tables", [])
        people = all(column.writer is Writer.HUMAN for column in tab.columns)
        assert [table["name"] for table in tables] == ([tab.name] if people else [])
        for column in (one for table in tables for one in table["columnProperties"]):
            declared = tab.column(column["columnName"])
            listed = declared.kind is ColumnKind.CHOICE and bool(declared.allowed)
            assert (column.get("columnType") == "DROPDOWN") == listed
            lists += listed

    assert lists > 10
    for name, built in all_built.items():
        assert name == "Setup" or not any(one.get("tables") for one in built.sheets.values())
