"""The rows of rubrics, surveys and totals of teams, with dates, levels and rates worked out by hand."""

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from scheduler.district import Consent, District, PersonId
from scheduler.due.asked import surveys_asked
from scheduler.due.due import measures_due
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program_structures import RUBRICS, SURVEYS, TOTALS
from sheets_templates.vocabulary.table import CellValue, Grid
from sheets_templates.writing.render import Record
from sheets_templates.writing.render_teams import rubric_rows, survey_rows, total_rows
from tests.scheduler.cohorts import (
    LINCOLN,
    a_cohort,
    a_cohort_of,
    a_district,
    expanded,
    teachers,
    with_person,
)
from tests.scheduler.test_collaborative_planning import FRACTIONS, RATIOS, a_team
from tests.sheets_templates.test_render_teams import STRUCTURES, a_year, stands


def rubrics(grid: Grid = ()) -> list[Record]:
    district = a_year()
    found = expanded(district)
    return rubric_rows(measures_due(district, STRUCTURES, found, SchoolDays(district)), grid)


@pytest.mark.proves("R-CP-12", "F-91")
def test_each_practice_has_a_row_before_its_first_meeting_and_one_for_each_check() -> None:
    rows = rubrics()

    # The first meeting may stand on Mon Sep 15, the last until Fri Dec 5: nine weeks on is Nov 14.
    assert [(row["date"], row["taking"]) for row in rows] == [
        *[(date(2025, 9, 12), "baseline")] * 3,
        *[(date(2025, 11, 14), "check 1")] * 3,
    ]
    assert [row["practice"] for row in rows[:3]] == [
        "lesson preparation",
        "student work analysis",
        "unit internalization",
    ]


@pytest.mark.proves("R-CP-12", "F-91")
def test_a_check_tells_its_level_against_the_baseline_of_its_own_practice() -> None:
    rows = rubrics()
    said = ["emerging", "developing", "emerging", "developing", "developing", ""]
    typed: dict[str, Record] = {
        str(row["rubric_id"]): {"level": level} for row, level in zip(rows, said, strict=True)
    }

    again = rubrics(stands(RUBRICS, rows, typed))

    assert [row["since_baseline"] for row in again] == [
        *("", "", ""),
        "emerging to developing",
        "still developing",
        "",
    ]


def test_without_a_baseline_level_a_check_says_nothing_of_change() -> None:
    rows = rubrics()
    typed: dict[str, Record] = {str(row["rubric_id"]): {"level": "deepening"} for row in rows[3:]}

    again = rubrics(stands(RUBRICS, rows, typed))

    assert {row["since_baseline"] for row in again} == {""}


def surveys(district: District, answered: dict[str, CellValue] | None = None) -> list[Record]:
    found = expanded(district)
    asked = surveys_asked(district, STRUCTURES, found, SchoolDays(district))
    rows = survey_rows(asked, ())
    typed: dict[str, Record] = {key: {"answered": n} for key, n in (answered or {}).items()}
    return survey_rows(asked, stands(SURVEYS, rows, typed))


@pytest.mark.proves("R-CP-13", "F-91")
def test_teachers_and_facilitators_are_asked_before_the_first_meeting_and_the_rate_is_told() -> (
    None
):
    teachers = "collaborative-planning.grade-6.teacher-survey.0"
    rows = surveys(a_year(), {teachers: 3.0})

    # Five school days before Fri Sep 12 is Fri Sep 5; 18 weeks on lies after the last meeting.
    assert [(row["audience"], row["invited"], row["rate"]) for row in rows] == [
        ("facilitator", 1, ""),
        ("teachers", 4, 75),
    ]
    assert {(row["opens"], row["closes"]) for row in rows} == {
        (date(2025, 9, 5), date(2025, 9, 12))
    }


@pytest.mark.proves("R-CP-13")
def test_the_surveys_come_again_eighteen_weeks_on() -> None:
    spring = replace(
        RATIOS,
        name="Geometry",
        starts=date(2026, 3, 2),
        ends=date(2026, 3, 20),
        assessment=date(2026, 3, 19),
    )

    rows = surveys(a_team(FRACTIONS, spring))

    # Sep 12 and 18 weeks is Jan 16; another 18 weeks would be May 22, after the last meeting on Apr 3.
    assert Counter(row["closes"] for row in rows) == {date(2025, 9, 12): 2, date(2026, 1, 16): 2}


@pytest.mark.proves("R-CLC-13", "F-91")
def test_the_feedback_on_a_cycle_is_a_row_with_those_who_take_part_and_their_rate() -> None:
    declined = replace(a_cohort_of(3).people[PersonId("teacher-2")], consent=Consent.DECLINED)
    district = with_person(a_cohort_of(3), declined)

    rows = surveys(district, {"clc.cohort-1.feedback": 1.0})

    assert [(row["opens"], row["closes"], row["invited"], row["rate"]) for row in rows] == [
        (date(2025, 11, 14), date(2025, 11, 21), 2, 50)
    ]


@pytest.mark.parametrize("typed", ["", "two", -1.0, 1.5, True])
def test_what_is_no_count_of_answers_gives_no_rate(typed: CellValue) -> None:
    (row,) = surveys(a_cohort_of(3), {"clc.cohort-1.feedback": typed})

    assert row["rate"] == ""


@pytest.mark.proves("R-CCL-13")
def test_students_who_meet_the_standards_are_counted_as_totals_of_groups_that_are_not_small() -> (
    None
):
    people = teachers(4)
    labs = a_cohort(people, "labs", structure="collaborative-coaching", school=LINCOLN)
    district = a_district(people, [labs])
    due = measures_due(district, STRUCTURES, expanded(district), SchoolDays(district))
    rows = total_rows(due, ())
    said: list[Record] = [{"count": 21.0, "of": 84.0}, {"count": 2.0, "of": 4.0}]
    typed = dict(zip((str(row["total_id"]) for row in rows), said, strict=False))

    again = total_rows(due, stands(TOTALS, rows, typed))

    # The last school day before the team's first week on Mon Oct 6, and six weeks on.
    assert [row["date"] for row in rows[:2]] == [date(2025, 10, 3), date(2025, 11, 14)]
    assert {row["what"] for row in rows} == {"Students meeting the standards, as totals"}
    assert [row["percent"] for row in again[:2]] == [25, ""]
