"""A coach's week in minutes: with teachers, with others, and on the road between schools."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from scheduler.counts.coach_load import CoachWeek, coach_weeks
from scheduler.district import CohortId, District, Modality, PersonId, SchoolId, Travel
from scheduler.model import Activity, ActivityId, Kind, Schedule, Slot, Window
from scheduler.schoolday import SchoolDays
from sheets_templates.books.program_load import COACH_LOAD, coach_load_rows
from sheets_templates.vocabulary.grid import filled
from tests.scheduler.cohorts import COACH, GRANT, LINCOLN, MONDAY, a_district, closed, teachers

ROADS = (
    Travel(origin=LINCOLN, destination=GRANT, minutes=20, buffer=10),
    Travel(origin=GRANT, destination=LINCOLN, minutes=25, buffer=10),
)


def at(day: int, hour: int, minutes: int, school: SchoolId | None) -> Slot:
    """On a weekday from Monday 0 on, at an hour in New York in October."""
    start = datetime(MONDAY.year, MONDAY.month, MONDAY.day, hour + 4, tzinfo=UTC)
    return Slot(start=start + timedelta(days=day), minutes=minutes, school=school)


def a_schedule(*slots: tuple[Slot, bool]) -> Schedule:
    """The coach's activities at these slots; True is with a cohort."""
    activities = {
        ActivityId(f"a-{number}"): Activity(
            id=ActivityId(f"a-{number}"),
            kind=Kind.MEETING,
            structure="clc",
            label="",
            leader=COACH,
            required=(COACH, PersonId("teacher-1")),
            minutes=slot.minutes,
            window=Window(first=MONDAY, last=MONDAY + timedelta(days=11)),
            cohort=CohortId("cohort-1") if cohort else None,
            modality=Modality.IN_PERSON if slot.school else Modality.VIRTUAL,
        )
        for number, (slot, cohort) in enumerate(slots)
    }
    placed = {key: slot for key, (slot, _) in zip(activities, slots, strict=True)}
    return Schedule(activities=activities, placed=placed)


def weeks(schedule: Schedule, district: District) -> tuple[CoachWeek, ...]:
    return coach_weeks(schedule, district, SchoolDays(district))


BUSY_WEEK = a_schedule(
    (at(0, 8, 45, LINCOLN), True),
    (at(0, 10, 60, GRANT), True),
    (at(0, 12, 30, None), True),
    (at(0, 13, 45, GRANT), True),
    (at(0, 15, 45, LINCOLN), False),
    (at(2, 9, 60, GRANT), True),
)


@pytest.mark.proves("R-SS-16")
def test_a_coachs_week_tells_her_minutes_in_cycles_beside_them_and_on_the_road() -> None:
    district = a_district(teachers(1), travel=ROADS)

    (week,) = weeks(BUSY_WEEK, district)

    # On Monday from Lincoln to Grant, 20 minutes, and back, 25; what is online takes her nowhere.
    assert (week.in_cycles, week.other, week.travel, week.sites) == (
        45 + 60 + 30 + 45 + 60,
        45,
        45,
        2,
    )
    # Five days from 7:30 to 4:00 are 2,550 minutes.
    assert (week.at_work, week.share_in_cycles) == (2550, 9)


def test_a_holiday_and_a_day_she_does_not_work_leave_less_time() -> None:
    district = a_district(teachers(1), days=closed(MONDAY + timedelta(days=3)))
    coach = replace(district.people[COACH], works=(0, 1, 2, 3))
    part_time = replace(district, people={**district.people, COACH: coach})

    (week,) = weeks(BUSY_WEEK, part_time)

    assert week.at_work == 3 * 510


def test_each_week_has_a_row_of_its_own_and_teachers_have_none() -> None:
    district = a_district(teachers(1), travel=ROADS)
    two = a_schedule((at(0, 8, 45, LINCOLN), True), (at(7, 8, 30, LINCOLN), False))

    rows = coach_load_rows(weeks(two, district), district)

    assert [(row["coach"], row["week"], row["cycle_min"], row["other_min"]) for row in rows] == [
        ("Coach-1", MONDAY, 45, 0),
        ("Coach-1", MONDAY + timedelta(days=7), 0, 30),
    ]
    assert len(filled(COACH_LOAD, rows)) == 1 + 2


def test_in_a_week_without_school_no_share_is_told() -> None:
    district = a_district(teachers(1), days=closed(MONDAY, MONDAY + timedelta(days=4)))

    (week,) = weeks(BUSY_WEEK, district)

    assert (week.at_work, week.share_in_cycles) == (0, None)
    assert coach_load_rows([week], district)[0]["share_in_cycles"] == ""
    assert week.monday == date(2025, 10, 6)
