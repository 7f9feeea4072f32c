"""Who wants more than the cycles hold says so on the Requests tab; a slip there is told by its cell."""

import pytest

from scheduler.district import District, PersonId
from scheduler.model import Kind
from scheduler.request import Request
from sheets_templates.building.workbook import SETUP
from sheets_templates.reading.parse import read_district
from sheets_templates.vocabulary.table import CellValue
from tests.sheets_templates.lincoln import lincoln, table
from tests.sheets_templates.refusals import faults, the_fault

HEADERS = "person | kind | coach | week | count | minutes | note"


def asking(*rows: str) -> list[list[CellValue]]:
    return table("\n".join([HEADERS, *rows]))


def read(*rows: str) -> District:
    return read_district(lincoln(Requests=asking(*rows)), structures=["clc"])


@pytest.mark.proves("F-1")
def test_more_visits_of_a_week_are_asked_for_in_one_row_and_its_note_stays_there() -> None:
    district = read("t2 | classroom visit | | 1/13/2027 | 3 | 30 | she is nervous about fractions")

    assert district.requests == (
        Request(
            person=PersonId("t2"),
            kind=Kind.VISIT,
            coach=PersonId("c1"),
            week=district.requests[0].week,
            count=3,
            minutes=30,
        ),
    )
    assert f"{district.requests[0].week:%Y-%m-%d}" == "2027-01-13"
    assert "nervous" not in repr(district)


def test_an_empty_count_is_one_and_minutes_are_the_kinds_own() -> None:
    (request,) = read("James Chen | meeting | | 2027-01-13 | | |").requests

    assert (request.person, request.count, request.minutes) == ("t2", 1, None)


@pytest.mark.parametrize(
    ("row", "cell", "what"),
    [
        ("t22 | meeting | c1 | 1/13/2027", "A2", "Nobody on the People tab is 't22'"),
        (" | meeting | c1 | 1/13/2027", "A2", ""),
        ("t2 | visits | c1 | 1/13/2027", "B2", ""),
        ("c1 | classroom visit | t2 | 1/13/2027", "B2", "teaches no lesson"),
        ("t2 | meeting | c9 | 1/13/2027", "C2", "Nobody on the People tab is 'c9'"),
        ("t4 | meeting | | 1/13/2027", "C2", "Sarah Kim is in no cohort"),
        ("t2 | meeting | t2 | 1/13/2027", "C2", "both the person and the coach"),
        ("t2 | meeting | c1 | next week", "D2", ""),
        ("t2 | meeting | c1 | 1/13/2031", "D2", ""),
        ("t2 | meeting | c1 | 1/13/2027 | 0", "E2", "0 asks for nothing"),
        ("t2 | meeting | c1 | 1/13/2027 | 11", "E2", "more in a week"),
        ("t2 | meeting | c1 | 1/13/2027 | two", "E2", ""),
        ("t2 | meeting | c1 | 1/13/2027 | | 500", "F2", "half a day"),
    ],
)
def test_each_slip_is_told_by_its_cell(row: str, cell: str, what: str) -> None:
    fault = the_fault(lincoln(Requests=asking(row)))

    assert fault.where == f"Requests!{cell}"
    assert what in fault.what
    assert fault.fix


def test_all_slips_of_the_tab_are_told_together() -> None:
    rows = asking("t2 | meeting | c1 | 1/13/2027 | 0", "t9 | dance | c1 | 1/13/2027")
    told = [fault.where for fault in faults(lincoln(Requests=rows))]

    assert told == ["Requests!E2", "Requests!A3", "Requests!B3"]


def test_what_is_asked_of_somebody_who_pauses_is_told_and_left_aside() -> None:
    district = read("t4 | meeting | c1 | 1/13/2027")

    assert "Requests!A2 is left aside: Sarah Kim takes no part then." in district.assumptions


def test_without_the_tab_nobody_asked_for_anything() -> None:
    assert read_district(lincoln(), structures=["clc"]).requests == ()


def test_the_setup_workbook_offers_the_people_and_the_kinds() -> None:
    (tab,) = (tab for tab in SETUP.tabs if tab.name == "Requests")

    assert tab.column("person").choices_from == tab.column("coach").choices_from
    assert tab.column("person").choices_from == "People.person_id"
    assert "classroom visit" in tab.column("kind").allowed
