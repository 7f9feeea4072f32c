"""Collaborative planning hangs on the units of a team: before a unit, before a lesson, after a task."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from config.structures import shipped_structures
from scheduler.district import Cohort, District, GateState, Person, Role
from scheduler.due.due import actions_due, measures_due, prework_due
from scheduler.model import Activity, Kind, Schedule, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.reasons.cautions import cautions
from scheduler.schoolday import SchoolDays
from scheduler.slots.candidates import Sieve
from scheduler.structures.contradictions import contradictions
from scheduler.structures.structure import Override, Per
from scheduler.structures.units import Practice, Unit
from tests.scheduler.builders import DAYS, offer
from tests.scheduler.cohorts import (
    LINCOLN,
    MONDAY,
    a_cohort,
    a_district,
    a_person,
    by_id,
    closed,
    expanded,
    teachers,
)

PLANNING = shipped_structures()["collaborative-planning"]
FRACTIONS = Unit(
    name="Fractions",
    starts=date(2025, 10, 6),
    ends=date(2025, 10, 31),
    tasks=(date(2025, 10, 10), date(2025, 10, 17)),
    assessment=date(2025, 10, 30),
)
RATIOS = Unit(
    name="Ratios",
    starts=date(2025, 11, 3),
    ends=date(2025, 11, 21),
    assessment=date(2025, 11, 20),
)
PRINCIPAL = a_person("principal", Role.SITE_LEADER)


def a_team(*units: Unit, people: tuple[Person, ...] = teachers(4)) -> District:
    team: Cohort = a_cohort(
        people,
        "grade-6",
        structure="collaborative-planning",
        start_week=date(2025, 9, 2),
        school=LINCOLN,
        leaders=(PRINCIPAL.id,),
        units=units,
    )
    return a_district((*people, PRINCIPAL), [team])


def found(*units: Unit) -> dict[str, Activity]:
    return by_id(expanded(a_team(*(units or (FRACTIONS, RATIOS)))))


def named(activity: str) -> str:
    return activity.rpartition(".")[2]


@pytest.mark.proves("R-CP-1", "R-CP-2", "F-20")
def test_two_units_of_a_team_are_seventeen_meetings_of_all_its_members() -> None:
    # Fractions is taught in 4 weeks with 2 tasks and an assessment, Ratios in 3 with an assessment.
    activities = found()

    assert Counter(map(named, activities)) == {
        "unit-internalization": 2,
        "lesson-preparation": 4 + 3,
        "student-work-analysis": 3 + 1,
        "observation": 2,
        "checkpoint": 2,
    }
    shared = [one for key, one in activities.items() if named(key) != "observation"]
    assert {one.required for one in shared} == {
        ("coach-1", "teacher-1", "teacher-2", "teacher-3", "teacher-4")
    }


@pytest.mark.proves("R-CP-3", "F-20")
def test_a_unit_is_internalized_five_school_days_before_it_starts() -> None:
    meeting = found()["collaborative-planning.grade-6.unit-fractions.unit-internalization"]

    assert (meeting.window.first, meeting.window.last) == (date(2025, 9, 15), date(2025, 9, 29))


@pytest.mark.proves("R-CP-4")
def test_lessons_are_prepared_in_the_school_week_before_they_are_taught() -> None:
    meeting = found()["collaborative-planning.grade-6.unit-fractions.week-1.lesson-preparation"]

    assert (meeting.window.first, meeting.window.last) == (date(2025, 9, 29), date(2025, 10, 3))


@pytest.mark.proves("R-CP-5", "R-CP-16")
def test_student_work_is_analyzed_within_five_school_days_after_its_task() -> None:
    meeting = found()["collaborative-planning.grade-6.unit-fractions.task-1.student-work-analysis"]

    assert (meeting.window.first, meeting.window.last) == (date(2025, 10, 13), date(2025, 10, 17))
    assert "without students' names" in meeting.bring


@pytest.mark.proves("R-CP-26")
def test_a_unit_that_moves_takes_its_meetings_along_and_keeps_their_ids() -> None:
    week = timedelta(weeks=1)
    later = replace(
        RATIOS,
        starts=RATIOS.starts + week,
        ends=RATIOS.ends + week,
        assessment=date(2025, 11, 27),
    )

    before, after = found(FRACTIONS, RATIOS), found(FRACTIONS, later)

    assert set(before) == set(after)
    moved = {key for key in before if before[key].window != after[key].window}
    assert moved == {key for key in before if "unit-ratios" in key}
    analysis = "collaborative-planning.grade-6.unit-ratios.assessment.student-work-analysis"
    assert after[analysis].window.first == before[analysis].window.first + week


@pytest.mark.proves("R-CP-6", "R-CP-9", "F-21")
def test_pre_work_is_due_on_a_school_day_before_for_leaders_too() -> None:
    district = a_team(FRACTIONS)
    activity = by_id(expanded(district))[
        "collaborative-planning.grade-6.unit-fractions.unit-internalization"
    ]
    monday = datetime(2025, 9, 29, 9, 0, tzinfo=ZoneInfo("America/New_York"))
    slot = Slot(start=monday.astimezone(ZoneInfo("UTC")), minutes=60, school=LINCOLN)
    schedule = Schedule(activities={activity.id: activity}, placed={activity.id: slot})

    due = prework_due(schedule, SchoolDays(district))

    # Reading: facilitator, four teachers and the principal, two school days before; the protocol: five.
    assert Counter(one.due for one in due) == {date(2025, 9, 25): 6, date(2025, 9, 22): 1}
    assert "principal" in {one.owner for one in due}
    assert [one.owner for one in due if one.due == date(2025, 9, 22)] == ["coach-1"]


@pytest.mark.proves("R-CP-25")
def test_the_facilitator_checks_the_protocol_for_bias_before_each_analysis() -> None:
    analyses = [one for one in found().values() if one.id.endswith("student-work-analysis")]

    assert len(analyses) == 4
    for analysis in analyses:
        (check,) = [piece for piece in analysis.prework if "bias" in piece.what]
        assert "asset-based framing" in check.what
        assert (check.owners, check.school_days) == (("coach-1",), 2)


@pytest.mark.proves("R-CP-12", "R-CP-13", "F-22")
def test_every_rubric_has_a_baseline_before_the_first_meeting_and_a_recheck() -> None:
    district = a_team(FRACTIONS, RATIOS)
    activities = expanded(district)

    due = measures_due(district, shipped_structures(), activities, SchoolDays(district))

    rubrics = [one for one in due if one.kind == "rubric"]
    first = min(activity.window.first for activity in activities)
    baselines = [one for one in rubrics if one.baseline]
    assert first == date(2025, 9, 15)
    assert {one.due for one in baselines} == {date(2025, 9, 12)}
    assert len(baselines) == 3
    # Meetings end on Fri Dec 5, ten school days after Ratios: one re-check each, nine weeks on.
    assert Counter(one.due for one in rubrics if not one.baseline) == {date(2025, 11, 14): 3}
    assert {one.asked.value for one in due if one.kind == "survey"} == {"members", "facilitator"}


@pytest.mark.proves("R-CP-8", "R-CP-11", "R-CP-23")
def test_the_teams_own_protocol_exemplar_and_purpose_go_with_its_meetings() -> None:
    agreed = Practice(
        practice="Student work analysis",
        protocol="https://docs.example/protocol",
        exemplar="https://docs.example/finished",
        purpose="what are the next steps",
    )
    district = a_team(FRACTIONS)
    (team,) = district.cohorts
    activities = expanded(replace(district, cohorts=(replace(team, practices=(agreed,)),)))

    analyses = [one for one in activities if one.id.endswith("student-work-analysis")]
    others = [one for one in activities if one not in analyses]
    assert {one.link for one in analyses} == {"https://docs.example/protocol"}
    assert {piece.exemplar for one in analyses for piece in one.prework} == {
        "https://docs.example/finished"
    }
    assert all(one.happens[-1] == "Purpose: what are the next steps." for one in analyses)
    assert {one.link for one in others} == {""}


@pytest.mark.proves("R-CP-21")
def test_five_leader_actions_a_practice_are_due_before_its_first_meeting() -> None:
    district = a_team(FRACTIONS)
    activities = expanded(district)

    due = actions_due(district, shipped_structures(), activities, SchoolDays(district))

    firsts = [one for one in due if one.id.endswith(".0")]
    assert Counter(one.action.step for one in firsts) == {
        "unit-internalization": 5,
        "lesson-preparation": 5,
        "student-work-analysis": 5,
    }
    # The first windows open on Mon Sep 15, Mon Sep 29 and Mon Oct 13: the Friday before each.
    assert {one.action.step: one.due for one in firsts} == {
        "unit-internalization": date(2025, 9, 12),
        "lesson-preparation": date(2025, 9, 26),
        "student-work-analysis": date(2025, 10, 10),
    }
    assert {one.action.name for one in due if one not in firsts} <= {"monitor"}


@pytest.mark.proves("R-CP-21")
def test_nothing_falls_due_in_a_break() -> None:
    week = (date(2025, 11, 3), date(2025, 11, 7))
    district = replace(a_team(FRACTIONS, RATIOS), days=tuple(closed(*week)))
    activities, days = expanded(district), SchoolDays(district)

    actions = actions_due(district, shipped_structures(), activities, days)
    measures = measures_due(district, shipped_structures(), activities, days)

    # Lessons would be monitored again on Fri Nov 7, and artifacts reviewed: both on Fri Oct 31 instead.
    monitored = [one.due for one in actions if one.id == "grade-6.lesson-preparation.monitor.1"]
    reviewed = [one.due for one in measures if one.kind == "artifact review"]
    assert monitored == [date(2025, 10, 31)]
    assert reviewed[:2] == [date(2025, 10, 10), date(2025, 10, 31)]


@pytest.mark.proves("R-CP-7", "R-CP-14")
def test_pre_work_and_artifact_review_are_those_of_the_practices() -> None:
    steps = {step.name: step for step in PLANNING.steps}
    review = next(one for one in PLANNING.measures if one.kind.value == "artifact review")

    assert "end-of-unit assessment" in steps["unit-internalization"].prework[0].what
    assert "exit tickets" in steps["lesson-preparation"].prework[0].what
    assert "first trends" in steps["student-work-analysis"].prework[0].what
    assert (review.asked.value, review.every_weeks) == ("leaders", 4)


@pytest.mark.proves("R-CP-17")
def test_an_agenda_longer_than_the_time_the_team_has_is_refused_until_it_is_cut() -> None:
    plain = a_team(FRACTIONS)
    hours = tuple(offer(person.id, day, "08:00", "08:40") for person in teachers(4) for day in DAYS)
    district = replace(plain, availability=hours)
    (team,) = district.cohorts
    cut = Override(week=None, step="student-work-analysis", minutes=35)
    tailored_planning = replace(PLANNING, overrides={team.id: (cut,)})
    key = "collaborative-planning.grade-6.unit-fractions.task-1.student-work-analysis"
    sieve = Sieve(Availability(district, SchoolDays(district)))

    shipped = sieve.candidates(by_id(expanded(district))[key])
    shorter = sieve.candidates(by_id(expanded(district, **{PLANNING.name: tailored_planning}))[key])

    assert shipped.slots == ()
    assert {one.says for one in shipped.removed} == {"only 40 minutes"}
    assert {one.minutes for one in shorter.slots} == {35}


@pytest.mark.proves("R-CP-10")
def test_only_what_is_done_together_is_said_in_the_meeting_and_takes_its_time() -> None:
    agreed = Practice(practice="Unit internalization", done_together="Big ideas and assessment")
    district = a_team(FRACTIONS)
    (team,) = district.cohorts
    key = "collaborative-planning.grade-6.unit-fractions.unit-internalization"

    plain = by_id(expanded(district))[key]
    own = by_id(expanded(replace(district, cohorts=(replace(team, practices=(agreed,)),))))[key]

    assert own.happens == (*plain.happens, "Together: Big ideas and assessment.")
    assert own.minutes == plain.minutes == 60


@pytest.mark.proves("R-CP-15")
def test_each_unit_has_a_visit_and_members_take_turns() -> None:
    visits = [one for one in found().values() if one.kind is Kind.VISIT]

    assert [one.teaching for one in visits] == ["teacher-1", "teacher-2"]
    assert [one.required for one in visits] == [
        ("coach-1", "teacher-1"),
        ("coach-1", "teacher-2"),
    ]


@pytest.mark.proves("R-CP-18")
def test_the_conditions_gate_warns_until_a_leader_makes_it_hard() -> None:
    (gate,) = PLANNING.gates
    hard = replace(PLANNING, gates=(replace(gate, hard=True),))

    assert all(not one.barriers for one in found().values())
    strict = expanded(a_team(FRACTIONS), **{PLANNING.name: hard})
    assert all(
        one.barriers[0].closed_on(MONDAY)
        == "the gate 'Conditions for collaborative planning' is not met"
        for one in strict
    )


@pytest.mark.proves("R-CP-18")
def test_conditions_nobody_has_looked_at_are_told_and_stop_nothing() -> None:
    district = a_team(FRACTIONS)
    looked = GateState(school=LINCOLN, gate="conditions", met_on=date(2025, 8, 28))

    def told(given: District) -> list[str]:
        available = Availability(given, SchoolDays(given), ())
        found = cautions(available, expanded(given), shipped_structures())
        return [one.says for one in found if one.where.startswith("Gates") and not one.stops]

    # The team starts on Tue Sep 2, the first school day of the year: there are none before it to count.
    assert told(district) == [
        "Lincoln has not met: Conditions for collaborative planning "
        "(site leader, by Tue Sep 2, 2025, advised)."
    ]
    assert told(replace(district, gates=(looked,))) == []


@pytest.mark.proves("R-CP-19")
def test_input_is_gathered_once_a_unit_in_the_time_together() -> None:
    checkpoints = [one for one in found().values() if one.kind is Kind.REVIEW]

    assert len(checkpoints) == 2
    assert {one.minutes for one in checkpoints} == {20}


def test_what_would_stand_before_the_year_begins_is_left_out() -> None:
    first = replace(FRACTIONS, starts=date(2025, 9, 2), tasks=(), assessment=None)

    assert "unit-internalization" not in set(map(named, found(first)))


def test_the_shipped_structure_contradicts_itself_nowhere() -> None:
    assert contradictions(PLANNING) == ()
    assert {step.per for step in PLANNING.steps} == {Per.UNIT, Per.UNIT_WEEK, Per.TASK}
