"""Dates that hang on a cycle: what is brought is ready on a school day, a survey closes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from config.structures import shipped_structures
from scheduler.district import Consent, District
from scheduler.due.deadlines import bring_by, surveys_due
from scheduler.schoolday import SchoolDays
from tests.scheduler.cohorts import (
    FRIDAY,
    MONDAY,
    WEEK,
    a_cohort_of,
    a_person,
    by_id,
    closed,
    expanded,
    with_person,
)

WEEK_4 = "clc.cohort-1.w4.session"
WEEK_6_FRIDAY = FRIDAY + 5 * WEEK


@pytest.mark.proves("R-CLC-11", "F-21")
def test_student_work_for_a_monday_session_is_ready_on_the_school_day_before() -> None:
    monday = MONDAY + 3 * WEEK
    district = a_cohort_of(3)
    no_friday = replace(district, days=tuple(closed(monday - timedelta(days=3))))
    session = by_id(expanded(district))[WEEK_4]

    assert bring_by(session, monday, SchoolDays(district)) == monday - timedelta(days=3)
    assert bring_by(session, monday, SchoolDays(no_friday)) == monday - timedelta(days=4)


def test_what_nobody_brings_has_no_deadline() -> None:
    district = a_cohort_of(3)
    found = by_id(expanded(district))

    assert bring_by(found["clc.cohort-1.w1.session"], MONDAY, SchoolDays(district)) is None


def test_what_is_brought_on_the_day_is_due_that_day() -> None:
    district = a_cohort_of(3)
    session = by_id(expanded(district))["clc.cohort-1.w6.session"]

    assert bring_by(session, WEEK_6_FRIDAY, SchoolDays(district)) == WEEK_6_FRIDAY


def test_no_school_day_before_the_year_leaves_the_first_day() -> None:
    district = a_cohort_of(3)
    session = by_id(expanded(district))[WEEK_4]

    assert bring_by(session, district.year.first, SchoolDays(district)) == district.year.first


def surveys(district: District) -> list[tuple[object, ...]]:
    found = surveys_due(district, shipped_structures(), SchoolDays(district))
    return [(due.id, due.opens, due.closes, due.invited) for due in found]


@pytest.mark.proves("R-CLC-13")
def test_the_feedback_survey_opens_with_the_end_of_week_6_and_closes_a_school_week_later() -> None:
    declined = a_person("teacher-2", consent=Consent.DECLINED)

    assert surveys(with_person(a_cohort_of(3), declined)) == [
        (
            "clc.cohort-1.feedback",
            WEEK_6_FRIDAY,
            WEEK_6_FRIDAY + WEEK,
            ("teacher-1", "teacher-3"),
        )
    ]


def test_a_paused_cohort_is_asked_nothing() -> None:
    assert surveys(a_cohort_of(3, status="paused")) == []
