"""Faults of whole tabs, headers and cells are named, and all of a run together."""

from dataclasses import replace

import pytest

from sheets_templates.reading.parse import read_district
from sheets_templates.vocabulary.grid import grid_of
from sheets_templates.vocabulary.table import CellKind
from tests.sheets_templates.lincoln import cell_replaced, edited, lincoln, table, tables, without
from tests.sheets_templates.refusals import faults, the_fault

pytestmark = pytest.mark.proves("F-2")


def test_the_unspoilt_district_has_no_fault() -> None:
    assert len(read_district(lincoln(), structures=["clc"]).people) == 5


@pytest.mark.parametrize(
    ("missing", "named"),
    [
        (["People"], "People!A1"),
        (["Cohorts"], "Cohorts!A1"),
        (["Availability", "Timetable"], "Availability!A1"),
    ],
)
def test_a_missing_tab_is_named(missing: list[str], named: str) -> None:
    assert the_fault(without(*missing)).where == named


def test_a_renamed_tab_is_suggested() -> None:
    tabs = dict(lincoln())
    tabs["Timetables 26"] = tabs.pop("Timetable")

    fault = the_fault(tabs)

    assert fault.what == "There is a tab 'Timetables 26' but no tab 'Timetable'."


def test_a_renamed_header_is_suggested() -> None:
    fault = the_fault(edited("People!D1", "Roles"))

    assert fault.where == "People!D1"
    assert fault.fix == "Rename the header to 'role'."


def test_a_renamed_header_of_an_optional_column_is_not_passed_over() -> None:
    assert the_fault(edited("Cohorts!E1", "PD days")).fix == "Rename the header to 'pd_day'."


def test_a_missing_column_is_named_once_without_further_faults() -> None:
    tabs = dict(lincoln())
    tabs["People"] = tuple(row[1:] for row in tabs["People"])

    assert "no column 'person_id'" in the_fault(tabs).what


def test_a_header_twice_is_refused() -> None:
    assert "Two columns" in the_fault(edited("People!F1", "Email")).what


def test_a_column_of_the_districts_own_is_left_alone() -> None:
    tabs = dict(lincoln())
    tabs["Cohorts"] = tuple(
        (*row, row[0].__class__(kind=CellKind.TEXT, value="Zebra", where="Cohorts!Z1"))
        for row in tabs["Cohorts"]
    )
    assert len(read_district(tabs).cohorts) == 1


@pytest.mark.proves("S5")
@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_formula_where_an_id_a_name_or_an_address_is_expected_is_refused(column: int) -> None:
    tabs = cell_replaced(lincoln(), "People", 3, column, formula=True)

    fault = faults(tabs)[0]

    assert fault.where == f"People!{'ABC'[column]}4"
    assert "formula" in fault.what


@pytest.mark.proves("S5")
def test_a_formula_that_works_out_a_date_is_taken() -> None:
    tabs = cell_replaced(lincoln(), "Cohorts", 1, 5, formula=True)

    assert len(read_district(tabs).cohorts) == 1


@pytest.mark.proves("S5")
def test_an_error_value_is_refused() -> None:
    tabs = cell_replaced(lincoln(), "People", 3, 1, kind=CellKind.ERROR, value="#REF!")

    fault = the_fault(tabs)

    assert fault.where == "People!B4"
    assert "#REF!" in fault.what


def test_an_empty_cell_that_must_be_filled_is_named() -> None:
    fault = the_fault(edited("People!C4", ""))

    assert fault.where == "People!C4"
    assert fault.fix == "Fill in the email."


@pytest.mark.proves("F-2")
def test_faults_of_several_tabs_come_together_in_the_order_of_the_tabs() -> None:
    tabs = dict(edited("Timetable!C2", "9"))
    tabs["People"] = edited("People!C4", "no address")["People"]
    tabs["BellSchedules"] = edited("BellSchedules!D2", "25:00")["BellSchedules"]
    tabs["Cohorts"] = edited("Cohorts!C2", "t99")["Cohorts"]

    found = [fault.where for fault in faults(tabs)]

    assert found == ["People!C4", "Cohorts!C2", "BellSchedules!D2", "Timetable!C2"]


def test_no_message_uses_a_word_of_the_search_or_of_programming() -> None:
    spoilt = [
        edited("People!E4", "LSM"),
        edited("BellSchedules!D2", "25:00"),
        edited("DayCalendar!D4", ""),
        edited("Cohorts!H2", "nobody"),
        edited("Timetable!C2", "9"),
    ]
    text = " ".join(
        f"{fault.what} {fault.fix}" for tabs in spoilt for fault in faults(tabs)
    ).lower()

    assert not {"infeasible", "constraint", "null", "none", "invalid", "parse"} & set(text.split())


def test_two_tabs_of_one_name_are_refused() -> None:
    tabs = dict(lincoln())
    tabs["people"] = tabs["People"]

    assert the_fault(tabs).what == "Two tabs are People: 'People' and 'people'."


@pytest.mark.proves("S5")
def test_rows_with_only_empty_formulas_and_unticked_boxes_are_no_rows() -> None:
    people = [[*row, ""] for row in tables()["People"]]
    people[0][-1] = "external"
    tabs = dict(lincoln(People=[*people, ["", "", "", "", "", "", "", False]]))
    *rows, last = tabs["People"]
    worked_out = replace(last[0], kind=CellKind.TEXT, value="", formula=True)
    tabs["People"] = (*rows, (worked_out, *last[1:]))

    assert len(read_district(tabs).people) == 5


@pytest.mark.parametrize("name", ["Schedule", "Services", "Bell schedule notes"])
def test_a_tab_of_the_districts_own_with_a_similar_name_is_left_alone(name: str) -> None:
    tabs = dict(without("BellSchedules", "Timetable"))
    tabs["Schools"] = tuple(row[:2] for row in tabs["Schools"])
    tabs["DayCalendar"] = tabs["DayCalendar"][:6]
    tabs[name] = grid_of(name, [["event_id", "what"], ["1", "x"]])

    assert read_district(tabs).bells == ()


def test_a_renamed_tab_is_known_by_its_headers() -> None:
    tabs = dict(lincoln())
    tabs["Bells"] = tabs.pop("BellSchedules")

    assert faults(tabs)[0].fix == "Rename it to BellSchedules."


def test_a_room_nobody_has_is_told_where_the_rooms_are_listed() -> None:
    rooms = table("school_id | room\nLMS | Library\nLMS | 7")
    closed = table("room | from\nLibary | 2027-01-06\n12 | 2027-01-07\n007 | 2027-01-07")

    fault = the_fault(lincoln(Rooms=rooms, Blackouts=closed))
    assert (fault.where, fault.what) == ("Blackouts!A2", "There is no room 'Libary'.")
    assert fault.fix == "Write 'Library', or add Libary to the Rooms tab."
    assert read_district(lincoln(Blackouts=closed)).blackouts[0].room == "Libary"
