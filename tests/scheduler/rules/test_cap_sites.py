"""A coach works at two schools a day at most."""

from typing import Any

import pytest

from scheduler.district import District, Limits, PersonId, School, SchoolId
from scheduler.model import Activity, ActivityId, Slot, Window
from tests.scheduler.builders import (
    GRANT,
    HALL,
    LEE,
    LINCOLN,
    MONDAY,
    a_teacher,
    a_visit,
    a_week,
    all_broken,
    broken,
    found,
    standing,
    taught,
    teaches_all_morning,
)

RULE = "cap_sites"
OAK, ORR = SchoolId("oak"), PersonId("orr")
THREE = {key: School(id=key, name=key, bell_set="bells") for key in (LINCOLN, GRANT, OAK)}


def three_schools(sites_a_day: int = 2) -> District:
    return a_week(
        a_teacher(ORR, OAK),
        schools=THREE,
        timetable=[row for one in (HALL, LEE, ORR) for row in teaches_all_morning(one)],
        limits=Limits(sites_a_day=sites_a_day, travel_minutes=0, travel_buffer=0),
    )


def a_day_at(*schools: str) -> list[tuple[Activity, Slot]]:
    """A visit at each of these schools, one period after the other."""
    walls = ("08:00", "08:50", "09:40")
    teachers = {LINCOLN: HALL, GRANT: LEE, OAK: ORR}
    return [
        (
            a_visit(
                teachers[SchoolId(school)],
                id=ActivityId(f"{wall} {school}"),
                school=SchoolId(school),
            ),
            taught(f"mon {wall}", school=SchoolId(school)),
        )
        for wall, school in zip(walls, schools, strict=False)
    ]


def test_two_schools_a_day_are_allowed() -> None:
    assert broken(three_schools(), *a_day_at(LINCOLN, GRANT, LINCOLN)) == set()


@pytest.mark.proves("F-43")
def test_a_third_school_on_a_day_is_refused() -> None:
    (violation,) = all_broken(three_schools(), *a_day_at(LINCOLN, GRANT, OAK))

    assert violation.rule == RULE
    assert violation.says == "Ana would be at 3 schools on Monday"


def test_another_day_is_another_count() -> None:
    one, two, three = a_day_at(LINCOLN, GRANT, OAK)
    tomorrow = (three[0], taught("tue 09:40", school=OAK))

    assert broken(three_schools(), one, two, tomorrow) == set()


@pytest.mark.proves("F-43")
def test_the_search_goes_to_no_third_school_however_dear() -> None:
    on_monday: dict[str, Any] = {"window": Window(first=MONDAY, last=MONDAY), "worth": 9000}
    wanted = [
        a_visit(HALL, **on_monday),
        a_visit(LEE, **on_monday),
        a_visit(ORR, school=OAK, **on_monday),
    ]

    assert len(found(three_schools(), *wanted).schedule.placed) == 2
    assert len(found(three_schools(sites_a_day=3), *wanted).schedule.placed) == 3


def test_the_search_adds_no_school_to_two_that_stand() -> None:
    stand = standing(*a_day_at(LINCOLN, GRANT))
    third = a_visit(ORR, school=OAK, window=Window(first=MONDAY, last=MONDAY))

    assert third.id not in found(three_schools(), third, **stand).schedule.placed


def test_where_three_already_stand_more_may_come_there() -> None:
    stand = standing(*a_day_at(LINCOLN, GRANT, OAK))
    again = a_visit(HALL, window=Window(first=MONDAY, last=MONDAY))

    times = found(three_schools(), again, **stand)

    assert {violation.rule for violation in times.verdict.violations} <= {RULE}
