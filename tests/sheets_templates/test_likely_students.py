"""A student's name in the input is noticed; names of the district, of work and of places are not."""

import pytest

from config.structures import shipped_structures
from scheduler.demo.made_up import demo_district
from sheets_templates.building.homes import BOOKS
from sheets_templates.inputs.small import small_tabs
from sheets_templates.reading.likely_students import likely_students
from sheets_templates.vocabulary.grid import grid_of
from sheets_templates.writing.render_inputs import input_rows
from tests.builders import at

DECLARED = {tab.name: tab for tab in BOOKS["Setup"]}
PEOPLE = ("Ana Ruiz", "Maria Lopez", "James Chen", "Grant Young")


def found(tab: str, *rows: list[str]) -> list[str]:
    suspects = likely_students({tab: grid_of(tab, rows)}, DECLARED, PEOPLE)
    return [one.where for one in suspects]


@pytest.mark.proves("F-99")
@pytest.mark.parametrize(
    "text",
    [
        "watch student Jayden Miller",
        "Students: Jayden M., Aaliyah T.",
        "Jayden M. (6th grade)",
        "Jayden M., grade 6",
        "grade 7: J.S.",
        "student J.S. needs help",
        "Jayden Miller's IEP meeting",
        "Jayden Miller, a 6th grader",
        "sit with Aaliyah Brown-Hill, student",
        "kids: José Álvarez",
        "conference about Jayden M. 504 plan",
        "my student JM",
    ],
)
def test_a_student_named_in_a_note_is_noticed_by_its_address(text: str) -> None:
    rows = [["date", "note"], ["2026-12-08", "testing"], ["2026-12-09", text]]

    assert found("DayCalendar", *rows) == ["DayCalendar!B3"]


@pytest.mark.proves("F-99")
@pytest.mark.parametrize(
    "text",
    [
        "Student Work Analysis, grade 6",
        "student learning targets with Maria Lopez",
        "Maria Lopez, grade 6 team",
        "students of James Chen present",
        "Grade 6 Ratios Unit 3",
        "6th grade ELA in Room A",
        "Grade 7 U.S. History",
        "no students; staff PD at Lincoln Middle School",
        "Illustrative Mathematics, Grade 6, Unit 2",
        "Principal Grant Young visits grade 8",
        "Parent-teacher conferences, K-8",
        "student-led conferences",
        "NWEA MAP testing, grade 3 AM",
        "5 focus students",
        "Martin Luther King Jr. Day: no students",
        "Thanksgiving Break - no students",
        "Students Return",
        "Last Day Of School For Students",
        "First day for students; Grade 9 Orientation",
        "Book: Visible Learning for Mathematics, Grades K-12",
        "Wilson Reading System, grade 4",
    ],
)
def test_what_names_no_student_raises_no_alarm(text: str) -> None:
    assert found("DayCalendar", ["date", "note"], ["2026-12-09", text]) == []


@pytest.mark.proves("F-99")
@pytest.mark.parametrize("header", ["student", "Student name", "student_id", "Students", "child"])
def test_a_column_of_ones_own_headed_so_is_noticed(header: str) -> None:
    assert found("Cohorts", ["cohort_id", header], ["A", ""]) == ["Cohorts!B1"]


@pytest.mark.parametrize(
    "header", ["student_work_link", "focus_student_count", "number of students", "student learning"]
)
def test_a_column_about_work_or_numbers_is_not(header: str) -> None:
    assert found("Cohorts", ["cohort_id", header], ["A", ""]) == []


@pytest.mark.proves("F-99")
def test_a_list_of_names_beside_grades_is_noticed_unless_they_are_the_districts() -> None:
    kids = [["Jayden Miller", "6"], ["Aaliyah Brown", "7"], ["Noah Diaz", "6"]]
    staff = [["Ana Ruiz", "6"], ["Maria Lopez", "7"], ["James Chen", "6"]]

    assert found("Groups", ["who", "year"], *kids) == ["Groups!A1"]
    assert found("Groups", ["who", "year"], *staff) == []
    assert found("Groups", ["who", "year"], *kids[:2]) == []


@pytest.mark.proves("F-99")
def test_the_small_start_raises_no_alarm() -> None:
    tabs = small_tabs(at("2026-11-23 12:00").date())
    names = [str(row[1].value) for row in tabs["People"][1:]]

    assert likely_students(tabs, DECLARED, names) == ()


@pytest.mark.proves("F-99")
def test_the_made_up_district_raises_no_alarm() -> None:
    district = demo_district(
        3, structures=shipped_structures(), coaches=2, schools=2, cohorts_per_coach=1
    ).district
    tabs = {name: grid_of(name, rows) for name, rows in input_rows(district).items()}
    names = [one.name for one in district.people.values()]

    assert sum(len(grid) for grid in tabs.values()) > 100
    assert likely_students(tabs, DECLARED, names) == ()
