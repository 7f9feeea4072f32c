"""A filled-in availability form says what the Availability tab would, and names its cells at fault."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.district import AvailabilityRow, District, Offer, PersonId
from scheduler.errors import Fault, InputError
from sheets_templates.reading.availability_form import AVAILABILITY_FORM, form_rows
from sheets_templates.reading.parse import read_district
from sheets_templates.vocabulary.grid import filled, grid_of
from sheets_templates.vocabulary.table import CellValue
from tests.sheets_templates.lincoln import Table, table, tables

FORM = """
    person_id | name        | period | from    | to      | Monday   | Tuesday  | Wednesday | Thursday | Friday
    7         | Maria Lopez | 1      | 8:00 AM | 8:50 AM | teaching | teaching | x         |          |
    7         | Maria Lopez | 2      |         |         | free     |          | never     |          |
    t2        | James Chen  | 2      |         |         |          | x        |           |          |
"""
TYPED = """
    person_id | weekday   | date | from    | to      | offer    | subject
    c1        | Mon-Fri   |      | 7:30 AM | 3:30 PM | free     |
    007       | Monday    |      | 8:00 AM | 8:50 AM | teaching |
    007       | Tuesday   |      | 8:00 AM | 8:50 AM | teaching |
    007       | Wednesday |      | 8:00 AM | 8:50 AM | free     |
    007       | Monday    |      | 8:55 AM | 9:45 AM | free     |
    007       | Wednesday |      | 8:55 AM | 9:45 AM | never    |
    t2        | Tuesday   |      | 8:55 AM | 9:45 AM | free     |
"""


def read(**changed: Table) -> District:
    found = {**tables(), **changed}
    return read_district({name: grid_of(name, rows) for name, rows in found.items()})


def answers(text: str) -> dict[str, Table]:
    return {"Form Responses 1": table(text)}


def faults(**changed: Table) -> dict[str, str]:
    with pytest.raises(InputError) as error:
        read(**changed)
    return {fault.where: fault.what for fault in error.value.faults}


def of(person: str, district: District) -> set[AvailabilityRow]:
    return {row for row in district.availability if row.person == PersonId(person)}


def said(person: str, district: District) -> list[str]:
    """'0 8:00 free' in order."""
    return sorted(
        f"{row.weekday} {row.start.hour}:{row.start:%M} {row.offer}" for row in of(person, district)
    )


@pytest.mark.proves("F-1")
def test_the_form_gives_the_same_district_as_the_availability_tab() -> None:
    by_form = read(AvailabilityForm=table(FORM))
    typed = read(Availability=table(TYPED))

    assert set(by_form.availability) == set(typed.availability)
    assert replace(by_form, availability=()) == replace(typed, availability=())


def test_forms_alone_are_enough_to_begin() -> None:
    tabs = {
        name: rows for name, rows in tables().items() if name not in ("Availability", "Timetable")
    }
    tabs["AvailabilityForm"] = table(FORM)
    district = read_district({name: grid_of(name, rows) for name, rows in tabs.items()})

    assert len(district.availability) == 6


def test_an_empty_form_says_nothing() -> None:
    plain = read()
    rows = filled(AVAILABILITY_FORM, form_rows(plain))

    assert read(AvailabilityForm=rows).availability == plain.availability
    assert {str(row[0]) for row in rows[1:]} == {"7", "t2", "t3"}
    assert rows[1][2:5] == ["1", time(8, 0), time(8, 50)]


def test_a_ticked_box_is_free_and_an_empty_one_says_nothing() -> None:
    rows: Table = [["person_id", "period", "Monday", "Friday"], ["t2", "2", True, False]]

    assert said("t2", read(AvailabilityForm=rows)) == ["0 8:55 free"]


def test_a_google_forms_grid_is_read_by_its_headers() -> None:
    district = read(
        **answers("""
        Timestamp | Email Address | Monday [Period 1] | Monday [Period 2] | Fri [12:30 - 1:10] | Remarks
        x         | maria@x.org   | Teaching          | Free              | Available          | hello
        x         | JAMES@x.org   |                   | Not available     |                    |
        """)
    )
    assert said("7", district) == ["0 8:00 teaching", "0 8:55 free", "4 12:30 free"]
    assert said("t2", district) == ["0 8:55 never"]


def test_a_grid_of_tick_boxes_lists_periods_or_days() -> None:
    district = read(
        **answers("""
        Email Address | When are you free? [Monday] | When are you free? [Tuesday] | Free in [Period 2]
        maria@x.org   | Period 1, Period 2          |                              | Thursday, Friday
        """)
    )
    assert said("7", district) == ["0 8:00 free", "0 8:55 free", "3 8:55 free", "4 8:55 free"]


def test_the_last_answer_of_a_person_counts_and_is_told() -> None:
    rows: list[list[CellValue]] = [
        ["Timestamp", "Email Address", "Monday [Period 1]", "Monday [Period 2]"],
        [datetime.fromisoformat("2026-11-02T09:00"), "maria@x.org", "free", ""],
        [datetime.fromisoformat("2026-11-01T09:00"), "maria@x.org", "", "free"],
    ]
    district = read(**{"Form Responses 1": rows})

    assert said("7", district) == ["0 8:00 free"]
    assert "Maria Lopez answered the form more than once; the last answer counts." in (
        district.assumptions
    )


def test_an_address_nobody_has_is_told_and_stops_nothing() -> None:
    district = read(
        **answers("""
        Email Address | Monday [Period 1]
        maria@x.org   | free
        guest@y.org   | free
        """)
    )
    assert len(of("7", district)) == 1
    assert any(
        "'guest@y.org' answered the form (Form Responses 1!A3)" in one
        for one in district.assumptions
    )


def test_every_fault_of_a_form_is_told_by_its_cell() -> None:
    found = faults(
        AvailabilityForm=table("""
        person_id | period | from  | to    | Monday | Tuesday
        t2        | 1      |       |       | maybe  | free
        t9        | 1      |       |       | free   |
        t3        | 17     |       |       |        | x
        t3        | 2      | 25:00 | 26:00 | x      |
        t3        | 2      | 9:00  | 8:00  | x      |
        """)
    )
    assert found == {
        "AvailabilityForm!E2": "'maybe' is neither free, teaching nor never.",
        "AvailabilityForm!A3": "Nobody on the People tab is 't9'.",
        "AvailabilityForm!F4": "The bells of Priya Patel's school have no block '17'.",
        "AvailabilityForm!C5": "'25:00' is not a time of day.",
        "AvailabilityForm!D6": "This period ends at 08:00, before it starts at 09:00.",
    }


def test_a_form_that_says_otherwise_than_the_availability_tab_is_refused() -> None:
    found = faults(
        AvailabilityForm=table("""
        person_id | period | Monday
        t2        | 1      | teaching
        """),
        Availability=table("""
        person_id | weekday | date | from    | to      | offer | subject
        t2        | Monday  |      | 8:30 AM | 9:30 AM | free  |
        """),
    )
    assert found["AvailabilityForm!C2"].startswith("James Chen is teaching here and free on the")


def test_a_form_without_its_headers_is_told() -> None:
    (told,) = faults(AvailabilityForm=table("who | Monday\nt2 | x")).values()

    assert "has no column person_id" in told


def test_what_is_offered_is_what_was_ticked() -> None:
    district = read(AvailabilityForm=table(FORM))
    never = [row for row in of("7", district) if row.offer is Offer.NEVER]

    assert [(row.weekday, row.start, row.end) for row in never] == [(2, time(8, 55), time(9, 45))]


headers = st.sampled_from(
    [
        *(
            "person_id",
            "Email Address",
            "name",
            "Timestamp",
            "period",
            "from",
            "to",
            "Monday",
            "Tue",
        ),
        *("Monday [Period 1]", "Period 2 [Friday]", "Free? [Wed]", "[x]", "Fri [8:00 - 9:00]", ""),
    ]
)
said_there = st.sampled_from(
    [
        *(
            "t2",
            "maria@x.org",
            "x",
            "free",
            "never",
            "Period 1, Period 2",
            "Monday",
            "8:00",
            "9:75",
            "",
        )
    ]
) | st.one_of(st.text(max_size=5), st.booleans(), st.floats(allow_nan=False, allow_infinity=False))


@pytest.mark.proves("F-2")
@settings(max_examples=60, deadline=None)
@given(st.lists(headers, max_size=5), st.lists(st.lists(said_there, max_size=5), max_size=3))
def test_whatever_is_answered_gives_times_or_faults(
    header: list[CellValue], body: list[list[CellValue]]
) -> None:
    for name in ("AvailabilityForm", "Form Responses 1"):
        told: Sequence[Fault] = ()
        offered: Sequence[AvailabilityRow] = ()
        try:
            offered = read(**{name: [header, *body]}).availability
        except InputError as error:
            told = error.faults

        assert bool(offered) is not bool(told)
        assert all(fault.where and fault.what and fault.fix for fault in told)
        assert all(row.start < row.end for row in offered)
