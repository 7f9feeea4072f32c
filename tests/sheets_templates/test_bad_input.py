"""Each thing a person can type wrongly is named by cell, in plain words, with one thing to do."""

import pytest

from scheduler.errors import Fault, InputError
from sheets_templates.parse import read_district
from sheets_templates.table import CellKind, Tabs
from tests.sheets_templates.lincoln import (
    cell_replaced,
    edited,
    last_row,
    lincoln,
    row_added,
    table,
    without,
)

pytestmark = pytest.mark.proves("F-2")


def faults(tabs: Tabs) -> tuple[Fault, ...]:
    with pytest.raises(InputError) as caught:
        read_district(tabs, structures=["clc", "rounds"])
    return caught.value.faults


def the_fault(tabs: Tabs) -> Fault:
    (fault,) = faults(tabs)
    return fault


def test_the_unspoilt_district_has_no_fault() -> None:
    assert len(read_district(lincoln(), structures=["clc"]).people) == 5


def test_an_unknown_school_is_named_with_the_nearest() -> None:
    fault = the_fault(edited("People!E4", "LSM"))

    assert fault.where == "People!E4"
    assert fault.what == "There is no school 'LSM'."
    assert fault.fix.startswith("Write 'LMS'")


def test_a_school_called_by_its_name_is_told_its_id() -> None:
    assert the_fault(edited("People!E4", "Lincoln Middle")).fix.startswith("Write 'LMS'")


def test_a_teacher_twice_by_id_names_both_cells() -> None:
    fault = the_fault(row_added("People", "7 | Omar Haddad | omar@x.org | teacher | LMS | Math |"))

    assert fault.where == f"People!A{last_row('People')}"
    assert "Maria Lopez at People!A3" in fault.what


@pytest.mark.proves("F-2", "I7")
def test_a_teacher_twice_by_email_names_both_cells() -> None:
    fault = the_fault(row_added("People", "t9 | M. Lopez | Maria@X.org | teacher | LMS | Math |"))

    assert fault.where == f"People!C{last_row('People')}"
    assert "People!C3" in fault.what


def test_two_people_of_one_name_are_two_people() -> None:
    tabs = row_added("People", "t9 | Maria Lopez | mlopez2@x.org | teacher | LMS | Math |")

    assert len(read_district(tabs).people) == 6


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


def test_a_cohort_with_an_unknown_member_suggests_the_nearest_name() -> None:
    fault = the_fault(edited("Cohorts!H2", "7; James Chan; t3"))

    assert fault.where == "Cohorts!H2"
    assert fault.what == "Nobody on the People tab is 'James Chan'."
    assert fault.fix.startswith("Write t2 if James Chen is meant")


def test_members_may_be_named_by_id_by_address_or_by_a_name_only_one_has() -> None:
    cohort = read_district(edited("Cohorts!H2", "007, James@x.org; Priya Patel")).cohorts[0]

    assert cohort.members == ("7", "t2", "t3")


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


def test_availability_is_not_needed_beside_a_timetable() -> None:
    assert read_district(without("Availability")).availability == ()


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


@pytest.mark.proves("I8")
def test_an_empty_roster_is_refused() -> None:
    tabs = dict(without("Timetable"))
    tabs["People"] = tabs["People"][:1]

    found = faults(tabs)

    assert found[0].where == "People!A2"
    assert found[0].what == "Nobody stands on the People tab."


@pytest.mark.proves("I8")
def test_no_cohort_and_no_series_is_nothing_to_schedule() -> None:
    tabs = dict(lincoln())
    tabs["Cohorts"] = tabs["Cohorts"][:1]

    assert "nothing to schedule" in the_fault(tabs).what


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


def test_a_double_booked_period_names_both_rows() -> None:
    fault = the_fault(row_added("Timetable", "7 | A | 1 | teach | Math 8 | 9"))

    assert "Maria Lopez has two rows for day A, block 1" in fault.what
    assert "Timetable!C2" in fault.what


def test_an_unknown_structure_is_suggested() -> None:
    fault = the_fault(edited("Cohorts!B2", "clcc"))

    assert fault.fix == "Write 'clc'."


@pytest.mark.proves("F-12")
def test_a_declined_member_is_refused() -> None:
    assert "James Chen declined" in the_fault(edited("People!G4", "declined")).what


@pytest.mark.proves("F-12")
def test_a_paused_member_stays_in_the_cohort() -> None:
    tabs = edited("Cohorts!H2", "7; t2; t3; t4")

    assert read_district(tabs).cohorts[0].members[-1] == "t4"


def test_a_coach_who_is_no_coach_is_refused() -> None:
    fault = the_fault(edited("Cohorts!C2", "t4"))

    assert fault.where == "Cohorts!C2"
    assert "not a coach" in fault.what


@pytest.mark.proves("F-7")
def test_a_looser_contract_number_needs_clause_and_signer() -> None:
    rows = table("""
        rule             | scope | value | unit    | clause_ref | signed_off_by
        prep_uses_a_week |       | 2     | periods | 4.3        |
        lunch_minutes    |       | 25    | minutes |            |
        visits_a_day     |       | 3     | visits  |            |
    """)
    found = faults(lincoln(Contract=rows))

    assert [fault.where for fault in found] == ["Contract!F2", "Contract!E3"]


@pytest.mark.proves("F-7")
def test_a_signed_contract_number_is_taken_with_its_clause() -> None:
    rows = table("""
        rule             | value | clause_ref | signed_off_by
        prep_uses_a_week | 2     | 4.3        | J. Ortiz, association
    """)
    limits = read_district(lincoln(Contract=rows)).limits

    assert limits.prep_uses_a_week == 2
    assert limits.signed == (("prep_uses_a_week", "4.3, J. Ortiz, association"),)


def test_an_empty_cell_that_must_be_filled_is_named() -> None:
    fault = the_fault(edited("People!C4", ""))

    assert fault.where == "People!C4"
    assert fault.fix == "Fill in the email."


def test_contradicting_availability_names_both_rows() -> None:
    fault = the_fault(row_added("Availability", "c1 | Wed | | 9:00 AM | 9:30 AM | teaching |"))

    assert "Ana Ruiz is teaching here and free at Availability!D2" in fault.what
    assert "Wednesday 9:00 AM" in fault.what


@pytest.mark.parametrize(
    ("key", "value"),
    [("zone", "Eastern"), ("school_year_last", "2026-08-01"), ("day_start", "7")],
)
def test_a_setting_that_cannot_be_used_is_named_by_its_value_cell(key: str, value: str) -> None:
    rows = [row for row in table("key | value\nschool_year_first | 2026-08-17") if row]
    rows.append([key, value])
    if key != "school_year_last":
        rows.append(["school_year_last", "2027-06-04"])

    assert faults(lincoln(Settings=rows))[0].where == "Settings!B3"


def test_an_unknown_setting_is_suggested() -> None:
    assert the_fault(row_added("Settings", "quiet until | 7:00 AM")).where == "Settings!A6"


def test_a_quorum_is_read_or_refused() -> None:
    header = "series_id | structure | name | owner | cadence | dates | modality | quorum | roles_required"
    good = table(
        f"{header}\nP | rounds | Partners | c1 | | 2027-02-03 | virtual | teachers 2; 1 coach | coach"
    )
    bad = table(
        f"{header}\nP | rounds | Partners | c1 | | 2027-02-03 | virtual | some teachers | coach"
    )

    assert read_district(lincoln(Series=good)).series[0].quorum == (("teacher", 2), ("coach", 1))
    assert the_fault(lincoln(Series=bad)).where == "Series!H2"


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
