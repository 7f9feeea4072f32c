"""Faults of bells, days and timetables are named by cell, with one thing to do."""

import pytest

from sheets_templates.reading.parse import read_district
from tests.sheets_templates.lincoln import edited, lincoln, row_added, table, tables, without
from tests.sheets_templates.refusals import faults, the_fault

pytestmark = pytest.mark.proves("F-2")


@pytest.mark.proves("T6")
@pytest.mark.parametrize("typed", ["25:00", "24:00", "8:60 AM", "13:00 PM", "0:30 AM", "8", "8.30"])
def test_a_time_no_clock_shows_is_refused(typed: str) -> None:
    fault = the_fault(edited("BellSchedules!D2", typed))

    assert fault.where == "BellSchedules!D2"
    assert "is not a time of day" in fault.what


@pytest.mark.proves("T6")
def test_a_time_without_am_or_pm_among_times_with_it_is_refused() -> None:
    fault = the_fault(edited("BellSchedules!D3", "8:55"))

    assert fault.where == "BellSchedules!D3"
    assert "AM or PM" in fault.what
    assert fault.fix == "Write '8:55 AM' or '8:55 PM'."


def test_a_block_that_ends_before_it_starts_is_refused() -> None:
    fault = the_fault(edited("BellSchedules!E3", "8:45 AM"))

    assert fault.where == "BellSchedules!E3"
    assert fault.what == "Block 2 ends at 8:45 AM, before it starts at 8:55 AM."


def test_an_afternoon_block_without_its_pm_in_a_column_of_plain_times_is_refused() -> None:
    rows = table("""
        bell_set | block | start | end   | kind
        lincoln  | 1     | 8:00  | 9:45  | teach
        lincoln  | 2     | 1:15  | 2:05  | teach
        lincoln  | Lunch | 11:00 | 11:30 | lunch
    """)
    found = faults(lincoln(BellSchedules=rows))

    assert [fault.where for fault in found if "in the night" in fault.what] == ["BellSchedules!C3"]


def test_overlapping_teaching_blocks_are_refused() -> None:
    fault = the_fault(edited("BellSchedules!D3", "8:45 AM"))

    assert fault.where == "BellSchedules!D3"
    assert "before block 1 (8:00 AM to 8:50 AM) has ended" in fault.what


def test_a_lunch_inside_a_block_and_the_contract_day_are_no_overlap() -> None:
    blocks = {bell.block for bell in read_district(lincoln()).bells}

    assert {"3", "Lunch", "day"} <= blocks


def test_teaching_blocks_of_two_grade_bands_may_overlap() -> None:
    rows = table("""
        bell_set | grade_band  | block | start   | end     | kind
        lincoln  | grades K-3  | 1     | 8:00 AM | 9:45 AM | teach
        lincoln  | grades 4-5  | 1     | 8:30 AM | 9:15 AM | teach
        lincoln  | grades 4-5  | 2     | 9:30 AM | 10:15 AM | teach
        lincoln  |             | Lunch | 11:00 AM | 11:30 AM | lunch
    """)
    tabs = {**lincoln(BellSchedules=rows)}
    tabs["DayCalendar"] = tabs["DayCalendar"][:6]

    assert len(read_district(tabs).bells) == 4


def test_the_same_block_twice_in_one_bell_schedule_is_refused() -> None:
    fault = the_fault(
        row_added("BellSchedules", "lincoln | regular | 1 | 1:00 PM | 1:50 PM | teach")
    )

    assert "stands here and at BellSchedules!C2" in fault.what


def test_a_letter_with_no_timetable_is_refused() -> None:
    fault = the_fault(edited("DayCalendar!D4", "C"))

    assert fault.where == "DayCalendar!D4"
    assert "LMS has no timetable for 'C'" in fault.what


def test_a_school_day_without_its_letter_is_refused() -> None:
    fault = the_fault(edited("DayCalendar!D4", ""))

    assert fault.where == "DayCalendar!D4"
    assert "2027-01-06 has no letter" in fault.what


def test_a_weekday_the_calendar_forgets_is_refused_where_letters_are_used() -> None:
    tabs = dict(lincoln())
    tabs["DayCalendar"] = tuple(row for row in tabs["DayCalendar"] if row[0].value != "2027-01-06")

    assert "2027-01-06" in the_fault(tabs).what


def test_letters_without_a_calendar_are_refused() -> None:
    fault = the_fault(without("DayCalendar"))

    assert fault.where == "Timetable!B2"


def test_a_timetable_for_every_day_needs_no_letters() -> None:
    rows = table("""
        person_id | letter | block | activity
        7         |        | 1     | teach
    """)
    assert read_district(lincoln(Timetable=rows)).timetable[0].letter == ""


def test_a_timetable_for_a_block_the_bell_set_lacks_is_refused() -> None:
    fault = the_fault(edited("Timetable!C2", "9"))

    assert fault.where == "Timetable!C2"
    assert "Maria Lopez" in fault.what
    assert "no such block" in fault.what


@pytest.mark.parametrize("address", ["Cohorts!F2", "Cohorts!E2", "DayCalendar!A2"])
def test_a_date_outside_the_school_year_is_refused(address: str) -> None:
    found = [
        fault
        for fault in faults(edited(address, "2028-01-04"))
        if "outside the school year" in fault.what
    ]

    assert [fault.where for fault in found] == [address]


def test_availability_is_not_needed_beside_a_timetable() -> None:
    assert read_district(without("Availability")).availability == ()


def test_a_double_booked_period_names_both_rows() -> None:
    fault = the_fault(row_added("Timetable", "7 | A | 1 | teach | Math 8 | 9"))

    assert "Maria Lopez has two rows for day A, block 1" in fault.what
    assert "Timetable!C2" in fault.what


def test_a_blackout_for_a_block_nobody_has_is_refused() -> None:
    rows = table("""
        school_id | from       | to         | blocks   | reason
        LMS       | 2027-01-05 | 2027-01-06 | 1; Lunhc | testing
    """)
    fault = the_fault(lincoln(Blackouts=rows))

    assert fault.where == "Blackouts!D2"
    assert fault.fix == "Write 'Lunch'."


def test_a_preference_for_a_block_nobody_has_is_refused() -> None:
    rows = table("person_id | block | wish\nt2 | 12 | never")

    assert the_fault(lincoln(Preferences=rows)).where == "Preferences!B2"


@pytest.mark.proves("F-11")
@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", [None]),
        ("Tue", [1]),
        ("Tue, Thu", [1, 3]),
        ("Mon-Fri", [None]),
        ("Mon-Thu", [0, 1, 2, 3]),
    ],
)
def test_a_preference_may_be_of_some_weekdays(typed: str, read: list[int | None]) -> None:
    rows = table(f"person_id | block | weekday | wish\nt2 | 2 | {typed} | never")

    assert [one.weekday for one in read_district(lincoln(Preferences=rows)).preferences] == read


def test_a_weekday_that_is_none_is_refused_in_a_preference() -> None:
    rows = table("person_id | block | weekday | wish\nt2 | 2 | Tusday | never")

    assert the_fault(lincoln(Preferences=rows)).where == "Preferences!C2"


def test_a_blackout_that_ends_before_it_begins_is_refused() -> None:
    rows = table("from | to\n2027-01-06 | 2027-01-05")

    assert the_fault(lincoln(Blackouts=rows)).where == "Blackouts!B2"


@pytest.mark.proves("F-3")
def test_an_early_release_day_must_say_which_bells_ring() -> None:
    tabs = edited("DayCalendar!C3", "early release")

    fault = the_fault(tabs)

    assert fault.where == "DayCalendar!E3"
    assert fault.fix == "Write the variant: early release."


def test_a_variant_no_bell_set_has_is_suggested() -> None:
    assert the_fault(edited("DayCalendar!E7", "early relase")).fix == "Write 'early release'."


def test_a_school_with_a_timetable_needs_a_bell_set() -> None:
    bells = [[*row] for row in tables()["BellSchedules"]]
    bells.append(["annex", "regular", "1", "8:00 AM", "8:50 AM", "teach"])
    tabs = {**lincoln(BellSchedules=bells), "Schools": edited("Schools!C2", "")["Schools"]}

    assert the_fault(tabs).where == "Schools!C2"


@pytest.mark.proves("F-11")
def test_never_is_kept_up_to_its_limit_and_what_is_beyond_is_told() -> None:
    rows = "\n".join(f"t2 | {block} | {letter} | never" for letter in "ABC" for block in (1, 2, 3))
    wishes = table(f"person_id | block | letter | wish\nt3 | 1 | | never\n{rows}")
    district = read_district(lincoln(Preferences=wishes))

    assert [one.wish for one in district.preferences] == ["never"] * 6 + ["avoid"] * 4
    assert [one for one in district.assumptions if "never" in one] == [
        "James Chen says never to 9 blocks: the first 5 are left alone, the others are only avoided."
    ]
