"""Collaborative coaching: inquiry, lab sites whose demonstrators take turns, and follow-up."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from config.structures import shipped_structures
from scheduler.activities.expand import expand
from scheduler.activities.turns import host_of
from scheduler.district import Cohort, CohortId, District, PersonId
from scheduler.due.due import measures_due
from scheduler.model import Activity, ActivityId, Container, Kind
from scheduler.schoolday import SchoolDays
from scheduler.search.find_times import Times
from scheduler.structures.contradictions import contradictions
from scheduler.structures.structure import Cover, Override
from tests.scheduler.builders import (
    ANA,
    HALL,
    KHAN,
    MONDAY,
    a_teacher,
    a_week,
    busy,
    found,
    placed_at,
    starts,
)
from tests.scheduler.builders import teaches_all_morning as morning
from tests.scheduler.cohorts import MONDAY as MONDAY_OF_COHORTS
from tests.scheduler.cohorts import a_cohort_of, a_person, by_id, expanded, teachers, with_person

COACHING = shipped_structures()["collaborative-coaching"]
COLE = PersonId("cole")


def a_team_of(count: int, *willing: str) -> dict[str, Activity]:
    return by_id(
        expanded(
            a_cohort_of(
                count,
                structure="collaborative-coaching",
                demonstrators=tuple(map(PersonId, willing)),
            )
        )
    )


def named(activity: Activity) -> str:
    return next(part for part in activity.id.split(".")[3:4])


def hosts(activities: dict[str, Activity]) -> list[str | None]:
    labs = [one for one in activities.values() if one.kind is Kind.LAB]
    return [one.teaching for one in sorted(labs, key=lambda one: one.window.first)]


@pytest.mark.proves("R-CCL-1", "R-CCL-2", "R-CCL-12")
def test_a_team_of_five_has_sixteen_meetings_in_six_weeks() -> None:
    # Two sessions of inquiry and one of design, two preparations of a host, two labs of three parts, and
    # five follow-ups: 2 + 1 + 2 + 6 + 5.
    activities = a_team_of(5)

    assert Counter(map(named, activities.values())) == {
        "inquiry": 2,
        "lesson-design": 1,
        "host-preparation": 2,
        "pre-conference": 2,
        "demonstration": 2,
        "lab-debrief": 2,
        "follow-up": 5,
    }
    assert {one.week for one in activities.values()} == {1, 2, 3, 4, 5, 6}


@pytest.mark.proves("R-CCL-3", "R-CCL-4", "F-23")
def test_the_three_parts_of_a_lab_bring_the_same_people_together_in_order() -> None:
    activities = a_team_of(5)
    first, lesson, last = (
        activities[f"collaborative-coaching.cohort-1.w4.{part}"]
        for part in ("pre-conference", "demonstration", "lab-debrief")
    )

    assert first.required == lesson.required == last.required
    assert [(bond.earlier, bond.school_days) for bond in lesson.after] == [(first.id, 0)]
    assert [(bond.earlier, bond.school_days) for bond in last.after] == [(lesson.id, 0)]


@pytest.mark.proves("R-CCL-6", "F-24")
def test_nobody_demonstrates_twice_before_all_who_are_willing_have() -> None:
    assert hosts(a_team_of(5)) == ["teacher-1", "teacher-2"]
    assert hosts(a_team_of(5, "teacher-4", "teacher-2")) == ["teacher-4", "teacher-2"]
    assert hosts(a_team_of(5, "teacher-3")) == ["teacher-3", "teacher-3"]


@pytest.mark.proves("R-CCL-8")
def test_the_host_prepares_with_the_leader_the_week_before() -> None:
    activities = a_team_of(5)
    preparation = activities["collaborative-coaching.cohort-1.w3.host-preparation"]
    lesson = activities["collaborative-coaching.cohort-1.w4.demonstration"]

    assert preparation.required == ("coach-1", "teacher-1")
    assert lesson.teaching == "teacher-1"
    assert preparation.window.last < lesson.window.first
    assert [piece.owners for piece in preparation.prework] == [("teacher-1",)]


@pytest.mark.proves("R-CCL-7")
def test_only_the_lesson_itself_may_take_anybody_out_of_class() -> None:
    released = [step.name for step in COACHING.steps if Container.TEACHING in step.inside]

    assert released == ["demonstration"]
    assert [step.cover for step in COACHING.steps if step.name in released] == [Cover.OBSERVERS]


@pytest.mark.proves("R-CCL-10", "F-25")
def test_everybody_has_a_follow_up_within_ten_school_days_of_the_last_lab() -> None:
    follow_ups = [one for one in a_team_of(5).values() if "follow-up" in one.id]

    assert [one.required[1] for one in follow_ups] == [f"teacher-{at}" for at in range(1, 6)]
    last_lab = ActivityId("collaborative-coaching.cohort-1.w5.lab-debrief")
    assert {(one.after[0].earlier, one.after[0].school_days) for one in follow_ups} == {
        (last_lab, 10)
    }
    assert {one.artifacts for one in follow_ups} == {("implementation goal",)}


@pytest.mark.proves("R-CCL-9")
def test_each_lab_leaves_behind_how_well_the_strategy_worked() -> None:
    debriefs = [one for one in a_team_of(3).values() if one.id.endswith("lab-debrief")]

    assert [one.artifacts for one in debriefs] == [("effectiveness of the strategy",)] * 2
    assert "how well the strategy worked" in debriefs[0].happens[0]


@pytest.mark.proves("R-CCL-11")
def test_a_team_may_have_other_lengths_and_another_number_of_labs() -> None:
    changes = (
        Override(week=None, step="demonstration", minutes=60),
        Override(week=None, step="lab-debrief", minutes=30),
        Override(week=5, step="demonstration", happens=False),
        Override(week=5, step="pre-conference", happens=False),
        Override(week=5, step="lab-debrief", happens=False),
    )
    own = replace(COACHING, overrides={CohortId("cohort-1"): changes})
    district = a_cohort_of(5, structure="collaborative-coaching")

    activities = by_id(expanded(district, **{COACHING.name: own}))

    assert [one.minutes for one in activities.values() if one.kind is Kind.LAB] == [60]
    debrief = activities["collaborative-coaching.cohort-1.w4.lab-debrief"]
    assert debrief.minutes == 30
    assert contradictions(own) == ()


@pytest.mark.proves("R-CCL-13")
def test_students_who_meet_the_standards_are_counted_before_and_after_as_totals() -> None:
    district = a_cohort_of(5, structure="collaborative-coaching")
    activities = expanded(district)

    due = measures_due(district, shipped_structures(), activities, SchoolDays(district))

    # Week 1 begins on Mon Oct 6; the count before it is due that Friday, and again six weeks later.
    assert [(one.due, one.kind) for one in due] == [
        (date(2025, 10, 3), "count"),
        (date(2025, 11, 14), "count"),
    ]
    assert {one.title for one in due} == {"Students meeting the standards, as totals"}


def a_lab_week(**more: Any) -> District:
    """Three teachers at one school whose fourth week is the week of the builders."""
    team = Cohort(
        id=CohortId("team"),
        structure="collaborative-coaching",
        coach=ANA,
        topic="Number talks",
        start_week=MONDAY - timedelta(weeks=3),
        members=(HALL, KHAN, COLE),
    )
    rows = [row for person in (HALL, KHAN, COLE) for row in morning(person)]
    return a_week(a_teacher(COLE), cohorts=(team,), timetable=rows, **more)


def the_lab(district: District) -> list[Activity]:
    activities = expand(district, shipped_structures(), SchoolDays(district))
    parts = ("w4.pre-conference", "w4.demonstration", "w4.lab-debrief")
    by = by_id(activities)
    return [by[f"collaborative-coaching.team.{part}"] for part in parts]


def times_of(district: District) -> tuple[Times, list[str]]:
    lab = the_lab(district)
    times = found(district, *lab)
    where = placed_at(times, district)
    return times, [where[part.id] for part in lab if part.id in where]


@pytest.mark.proves("R-CCL-4", "R-CCL-5", "F-23")
def test_a_lab_is_found_on_one_day_in_the_hosts_own_lesson() -> None:
    times, (before, lesson, after) = times_of(a_lab_week())

    # Before school is the only time before a lesson; the third and the fourth period are near enough to
    # the free sixth for what is left of a morning.
    assert before[:3] == lesson[:3] == after[:3]
    assert before[4:] == "07:30"
    assert lesson[4:] in ("09:40", "10:30")
    assert after[4:] >= "12:40"
    slot = next(
        slot for key, slot in times.schedule.placed.items() if key.endswith("demonstration")
    )
    assert (slot.room, slot.container) == ("214", Container.TEACHING)


@pytest.mark.proves("R-CCL-4")
def test_a_lab_whose_parts_cannot_stand_together_is_left_out_rather_than_torn_apart() -> None:
    tight = replace(
        COACHING,
        steps=tuple(
            replace(step, after=tuple(replace(bond, gap_minutes=30) for bond in step.after))
            if step.name == "lab-debrief"
            else step
            for step in COACHING.steps
        ),
    )
    district = a_lab_week()
    activities = expand(district, {**shipped_structures(), tight.name: tight}, SchoolDays(district))
    lab = [one for one in activities if one.week == 4 and "host" not in one.id]

    times = found(district, *lab)

    assert "collaborative-coaching.team.w4.lab-debrief" not in times.schedule.placed


@pytest.mark.proves("R-CCL-7")
def test_observers_leave_a_class_only_where_the_structure_lets_them() -> None:
    lesson = next(one for one in the_lab(a_lab_week()) if one.kind is Kind.LAB)
    alone = replace(lesson, after=())
    together = replace(alone, inside=(Container.FREE, Container.PLC))

    # All three teach the whole morning, and only then is there a lesson to see.
    assert lesson.id in found(a_lab_week(), alone).schedule.placed
    assert found(a_lab_week(), together).schedule.placed == {}


def test_an_observer_who_is_busy_takes_that_lesson_away() -> None:
    lesson = next(one for one in the_lab(a_lab_week()) if one.kind is Kind.LAB)
    taken = [busy(KHAN, f"{day} 07:30", 4 * 60) for day in ("mon", "tue", "wed", "thu")]

    starts_left = starts(a_lab_week(), replace(lesson, after=()), busy=taken)

    assert {one[:3] for one in starts_left} == {"fri"}


@pytest.mark.proves("R-CCL-6", "F-24")
def test_everybody_has_had_a_turn_before_anybody_has_a_second_one() -> None:
    (cohort,) = a_cohort_of(5).cohorts
    team = teachers(5)

    turns = [host_of(cohort, [team] * 12, turn) for turn in range(12)]

    assert turns == [*team, *team, *team[:2]]


@pytest.mark.proves("R-CCL-6")
def test_who_joins_or_leaves_takes_no_turn_from_anybody() -> None:
    (cohort,) = a_cohort_of(3).cohorts
    first, second, third = teachers(3)
    without_first, everybody, without_second = (
        (second, third),
        (first, second, third),
        (first, third),
    )

    groups = [without_first, everybody, without_second, everybody]

    # The second begins, as the first is not there yet; then the first, then the third, then all again.
    turns = [host_of(cohort, groups, turn) for turn in range(4)]
    assert turns == [second, first, third, first]


@pytest.mark.proves("R-CCL-6", "F-24")
def test_a_member_who_joins_between_two_labs_does_not_make_the_host_demonstrate_again() -> None:
    after_the_first_lab = MONDAY_OF_COHORTS + timedelta(weeks=4)
    district = with_person(
        a_cohort_of(3, structure="collaborative-coaching"),
        a_person("teacher-1", active_from=after_the_first_lab),
    )

    assert hosts(by_id(expanded(district))) == ["teacher-2", "teacher-1"]
