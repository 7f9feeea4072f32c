"""Times that cannot be are refused with their cell before anything is searched."""

import pytest

from scheduler.errors import Fault
from sheets_templates.vocabulary.table import Tabs
from tests.sheets_templates.lincoln import edited, lincoln, row_added, table
from tests.sheets_templates.refusals import the_fault

AVAILABILITY = "c1 | Mon | | {} | {} | free |"
TWO_SCHOOLS = """
    school_id | name           | bell_set
    LMS       | Lincoln Middle | lincoln
    GMS       | Grant Middle   | lincoln
"""


def a_drive_of(minutes: str, buffer: str = "10") -> Tabs:
    way = f"from | to | minutes | buffer\n LMS | GMS | {minutes} | {buffer}"
    return lincoln(Schools=table(TWO_SCHOOLS), Travel=table(way))


REFUSED = {
    "a block of no length": (edited("BellSchedules!E2", "8:00 AM"), "BellSchedules!E2"),
    "a block that ends first": (edited("BellSchedules!E2", "7:00 AM"), "BellSchedules!E2"),
    "a block into the next": (edited("BellSchedules!E2", "9:00 AM"), "BellSchedules!D3"),
    "a block twice": (
        row_added("BellSchedules", "lincoln | regular | 1 | 8:00 AM | 8:50 AM | teach"),
        "BellSchedules!C9",
    ),
    "hours of no length": (
        row_added("Availability", AVAILABILITY.format("9:00 AM", "9:00 AM")),
        "Availability!E3",
    ),
    "hours that end first": (
        row_added("Availability", AVAILABILITY.format("9:00 AM", "8:00 AM")),
        "Availability!E3",
    ),
    "a block of somebody twice": (row_added("Timetable", "7 | A | 1 | prep | |"), "Timetable!C8"),
    "a drive of less than nothing": (a_drive_of("-5"), "Travel!C2"),
    "a drive of a million minutes": (a_drive_of("1000000"), "Travel!C2"),
    "a buffer of a million minutes": (a_drive_of("10", "1000000"), "Travel!D2"),
}


@pytest.mark.proves("V4", "F-15")
@pytest.mark.parametrize("what", REFUSED, ids=lambda what: what.replace(" ", "_"))
def test_a_time_that_cannot_be_is_refused_with_its_cell(what: str) -> None:
    tabs, where = REFUSED[what]

    fault: Fault = the_fault(tabs)

    assert fault.where == where
    assert fault.fix
