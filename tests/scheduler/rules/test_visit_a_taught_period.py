"""A visit falls into a period in which the teacher teaches the subject."""

import pytest

from scheduler.district import CalendarDay, DayType, SchoolId
from tests.scheduler.builders import (
    DAYS,
    GRANT,
    HALL,
    LINCOLN,
    MONDAY,
    a_visit,
    a_week,
    all_broken,
    broken,
    lessons,
    offer,
    reasons,
    starts,
    taught,
)

RULE = "visit_a_taught_period"
TWO_SUBJECTS = [
    *lessons(HALL, teach="12"),
    *lessons(HALL, subject="Science", teach="3"),
    *lessons(HALL, prep="5", free="6"),
]


@pytest.mark.proves("F-40")
def test_only_periods_of_the_subject_are_offered_and_accepted() -> None:
    district = a_week(timetable=TWO_SUBJECTS)

    assert [start for start in starts(district, a_visit()) if "mon" in start] == [
        "mon 08:00",
        "mon 08:50",
    ]
    assert broken(district, (a_visit(), taught("mon 08:50"))) == set()
    (violation,) = all_broken(district, (a_visit(), taught("mon 09:40")))
    assert violation.says == "Hall does not teach math at Mon 7 Dec 9:40 AM"
    assert reasons(district, a_visit()) == {RULE: 5}


def test_the_subject_is_read_without_regard_to_capitals() -> None:
    visit = a_visit(subject="SCIENCE")
    district = a_week(timetable=TWO_SUBJECTS)

    assert starts(district, visit)[0] == "mon 09:40"
    assert broken(district, (visit, taught("mon 09:40"))) == set()


def test_without_a_subject_any_taught_period_will_do() -> None:
    visit = a_visit(subject="")
    district = a_week(timetable=TWO_SUBJECTS)

    assert len(starts(district, visit)) == 15
    assert broken(district, (visit, taught("mon 09:40"))) == set()


@pytest.mark.parametrize("start", ["mon 11:50", "mon 12:40", "mon 13:30", "mon 07:30"])
def test_prep_free_and_meeting_time_is_not_taught(start: str) -> None:
    district = a_week(timetable=TWO_SUBJECTS)

    assert RULE in broken(district, (a_visit(), taught(start)))
    assert start not in starts(district, a_visit())


@pytest.mark.parametrize(
    ("start", "minutes", "fits"), [("08:00", 45, True), ("07:59", 45, False), ("08:01", 45, False)]
)
def test_a_visit_stays_inside_the_period(start: str, minutes: int, fits: bool) -> None:
    assert (broken(a_week(), (a_visit(), taught(f"mon {start}", minutes))) == set()) is fits


def test_a_letter_has_lessons_of_its_own_and_the_plain_row_is_for_the_others() -> None:
    timetable = [*lessons(HALL, letter="A", prep="1"), *lessons(HALL, teach="1")]
    days = (
        CalendarDay(date=MONDAY, letter="A"),
        CalendarDay(date=DAYS["tue"], letter="B"),
    )
    district = a_week(timetable=timetable, days=days)

    assert starts(district, a_visit())[0] == "tue 08:00"
    assert broken(district, (a_visit(), taught("mon 08:00"))) == {RULE}
    assert broken(district, (a_visit(), taught("tue 08:00"))) == set()


def test_nobody_is_visited_on_a_testing_day() -> None:
    district = a_week(days=(CalendarDay(date=MONDAY, day_type=DayType.TESTING),))

    assert starts(district, a_visit())[0] == "tue 08:00"
    assert broken(district, (a_visit(), taught("mon 08:00"))) == {RULE}


@pytest.mark.parametrize(("tested", "refused"), [(LINCOLN, True), (GRANT, False)])
def test_a_testing_day_is_that_of_the_teachers_own_school(tested: SchoolId, refused: bool) -> None:
    testing = CalendarDay(date=MONDAY, school=tested, day_type=DayType.TESTING)
    district = a_week(days=(testing,))

    assert (RULE in broken(district, (a_visit(), taught("mon 08:00")))) is refused
    assert ("mon 08:00" not in starts(district, a_visit())) is refused


def test_nor_on_a_testing_day_without_a_timetable() -> None:
    rows = (offer(HALL, "mon", "08:00", "09:00", "teaching", subject="math"),)
    testing = (CalendarDay(date=MONDAY, day_type=DayType.TESTING),)
    district = a_week(timetable=(), availability=rows, days=testing)

    assert starts(district, a_visit()) == []
    assert broken(district, (a_visit(), taught("mon 08:00"))) == {RULE}


@pytest.mark.proves("F-40")
def test_rows_of_availability_say_what_is_taught_where_there_is_no_timetable() -> None:
    rows = (
        offer(HALL, "mon", "08:00", "09:00", "teaching", subject="math"),
        offer(HALL, "mon", "09:00", "10:00", "teaching", subject="art"),
        offer(HALL, "mon", "10:00", "11:00", "free"),
    )
    district = a_week(timetable=(), availability=rows)

    assert starts(district, a_visit()) == ["mon 08:00"]
    assert broken(district, (a_visit(), taught("mon 08:00"))) == set()
    for refused in ("mon 09:00", "mon 10:00", "tue 08:00"):
        assert broken(district, (a_visit(), taught(refused))) == {RULE}


def test_a_row_with_a_date_replaces_the_weekdays() -> None:
    rows = (
        offer(HALL, "mon", "08:00", "09:00", "teaching", subject="math"),
        offer(HALL, "2026-12-07", "13:00", "14:00", "teaching", subject="math"),
    )
    district = a_week(timetable=(), availability=rows)

    assert starts(district, a_visit()) == ["mon 13:00"]
    assert broken(district, (a_visit(), taught("mon 08:00"))) == {RULE}
