"""The lab team of the demo: five teachers, two labs, and never more than three classes to cover at once."""

from collections import Counter
from dataclasses import replace
from functools import cache

import pytest

from config.structures import shipped_structures
from scheduler.counts.coverage import cover_needs
from scheduler.demo.lab import TEAM, with_lab
from scheduler.demo.made_up import Demo, demo_district
from scheduler.district import Role
from scheduler.inspection import Inspection
from scheduler.model import Activity, Kind, Schedule
from scheduler.peoples_time.availability import Availability
from scheduler.referee.review import review
from scheduler.schoolday import SchoolDays
from tests.scheduler.builders import found

STRUCTURES = shipped_structures()


@cache
def plain(seed: int) -> Demo:
    return demo_district(seed, structures=STRUCTURES, coaches=2, schools=2, cohorts_per_coach=1)


def of_the_team(demo: Demo) -> list[Activity]:
    return [activity for activity in demo.activities if activity.cohort == TEAM]


def covers(schedule: Schedule, demo: Demo) -> list[int]:
    """Classes to cover of each thing of the team that needs any."""
    availability = Availability(demo.district, SchoolDays(demo.district))
    counts = Counter(
        need.activity
        for need in cover_needs(schedule, availability)
        if schedule.activities[need.activity].cohort == TEAM
    )
    return list(counts.values())


@pytest.mark.proves("R-CCL-4", "F-14")
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_everything_of_the_team_has_a_time_that_breaks_no_rule(seed: int) -> None:
    demo = with_lab(plain(seed), STRUCTURES, seed=seed)
    schedule = Schedule(activities={one.id: one for one in demo.activities}, placed=demo.witness)
    days = SchoolDays(demo.district)

    # Three meetings, two host preparations, two labs of three parts, five follow-ups.
    assert len(of_the_team(demo)) == 3 + 2 + 6 + 5
    assert demo.witness.keys() == {one.id for one in demo.activities}
    inspection = Inspection(schedule=schedule, district=demo.district, days=days)
    assert review(inspection).violations == ()
    assert covers(schedule, demo) == [3, 3]


@pytest.mark.proves("R-CCL-7", "R-CCL-4", "F-85")
@pytest.mark.parametrize("seed", [1, 2])
def test_the_search_places_the_default_lab_with_at_most_three_covers(seed: int) -> None:
    demo = with_lab(plain(seed), STRUCTURES, seed=seed)
    wanted = of_the_team(demo)

    schedule = found(demo.district, *wanted).schedule

    assert schedule.placed.keys() == {one.id for one in wanted}
    labs = [one for one in wanted if one.kind is Kind.LAB]
    assert [len(one.required) for one in labs] == [6, 6]
    assert len({one.teaching for one in labs}) == 2
    assert len(covers(schedule, demo)) == 2
    assert max(covers(schedule, demo)) <= 3


def test_the_rest_of_the_district_is_the_same_with_the_team_and_without() -> None:
    before, demo = plain(1), with_lab(plain(1), STRUCTURES)
    new = {one.id for one in demo.district.people.values()} - before.district.people.keys()
    district = demo.district

    assert {district.people[one].role for one in new} == {Role.TEACHER}
    assert len(new) == 5
    names = [one.name for one in district.people.values()]
    assert len(set(names)) == len(names)
    assert before.district == replace(
        district,
        people={key: one for key, one in district.people.items() if key not in new},
        cohorts=tuple(one for one in district.cohorts if one.id != TEAM),
        timetable=tuple(row for row in district.timetable if row.person not in new),
    )
    assert before.witness.items() <= demo.witness.items()
