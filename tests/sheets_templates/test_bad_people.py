"""Faults of people, cohorts and agreements are named by cell, with one thing to do."""

import pytest

from sheets_templates.reading.parse import read_district
from tests.sheets_templates.lincoln import edited, last_row, lincoln, row_added, table, without
from tests.sheets_templates.refusals import faults, the_fault

pytestmark = pytest.mark.proves("F-2")


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


@pytest.mark.proves("I7", "S6")
def test_two_people_of_one_name_are_two_people_and_it_is_told() -> None:
    tabs = row_added("People", "t9 | maria Lopez | mlopez2@x.org | teacher | LMS | Math |")
    district = read_district(tabs)

    assert len(district.people) == 6
    (told,) = (one for one in district.assumptions if "are called" in one)
    assert told.startswith("2 people are called Maria Lopez (7, t9) and count as different ones")
    assert not [one for one in read_district(lincoln()).assumptions if "are called" in one]


@pytest.mark.proves("I7")
def test_a_teacher_under_a_second_address_with_the_same_id_is_refused() -> None:
    fault = the_fault(row_added("People", "7 | Maria Lopez | m.l@y.org | teacher | LMS | Math |"))

    assert fault.where == f"People!A{last_row('People')}"
    assert "People!A3" in fault.what


@pytest.mark.proves("I7")
def test_a_coach_who_teaches_too_is_one_person_and_no_member_of_a_cohort() -> None:
    district = read_district(row_added("Timetable", "c1 | A | 1 | teach | Math 6 | 9"))
    assert [lesson.block for lesson in district.timetable if lesson.person == "c1"] == ["1"]

    fault = the_fault(edited("Cohorts!H2", "c1; t2; t3"))
    assert fault.what == "Ana Ruiz is in this cohort but is a coach, not a teacher."


def test_a_cohort_with_an_unknown_member_suggests_the_nearest_name() -> None:
    fault = the_fault(edited("Cohorts!H2", "7; James Chan; t3"))

    assert fault.where == "Cohorts!H2"
    assert fault.what == "Nobody on the People tab is 'James Chan'."
    assert fault.fix.startswith("Write t2 if James Chen is meant")


def test_members_may_be_named_by_id_by_address_or_by_a_name_only_one_has() -> None:
    cohort = read_district(edited("Cohorts!H2", "007, James@x.org; Priya Patel")).cohorts[0]

    assert cohort.members == ("7", "t2", "t3")


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
