"""A cohort's cycle becomes activities with people and windows."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from config.structures import shipped_structures
from scheduler.district import CohortId, Limits, PersonId
from scheduler.errors import InputError
from scheduler.model import Container, Kind
from scheduler.structures.structure import Override
from tests.scheduler.cohorts import (
    COACH,
    FRIDAY,
    MONDAY,
    WEEK,
    a_cohort,
    a_cohort_of,
    a_district,
    a_person,
    by_id,
    closed,
    expanded,
    of_kind,
    teachers,
)


@pytest.mark.proves("F-16", "R-CLC-6")
def test_a_cohort_of_five_has_exactly_66_activities() -> None:
    found = expanded(a_cohort_of(5))

    kinds = {kind: len(of_kind(found, kind)) for kind in Kind if of_kind(found, kind)}
    assert kinds == {Kind.VISIT: 30, Kind.DEBRIEF: 25, Kind.PLANNING: 5, Kind.SESSION: 6}
    assert len(found) == 66


@pytest.mark.proves("F-16")
def test_150_teachers_in_30_cohorts_have_1980_activities() -> None:
    groups = [teachers(5, prefix=f"t{number}") for number in range(30)]
    cohorts = [a_cohort(group, key=f"cohort-{at}") for at, group in enumerate(groups)]

    found = expanded(a_district([person for group in groups for person in group], cohorts))

    assert len(found) == len({activity.id for activity in found}) == 1980


@pytest.mark.proves("R-CLC-7", "F-16")
def test_week_6_has_a_session_and_no_visit() -> None:
    week_6 = [activity for activity in expanded(a_cohort_of(5)) if activity.week == 6]

    assert [activity.kind for activity in week_6] == [Kind.SESSION]


@pytest.mark.proves("R-CLC-6")
def test_every_member_has_one_visit_and_one_debrief_in_each_of_five_weeks() -> None:
    pairs = [
        (activity.week, activity.required[1], activity.kind)
        for activity in of_kind(expanded(a_cohort_of(3)), Kind.VISIT, Kind.DEBRIEF)
        if activity.week
    ]

    wanted = [
        (week, PersonId(f"teacher-{number}"), kind)
        for week in range(1, 6)
        for number in range(1, 4)
        for kind in (Kind.VISIT, Kind.DEBRIEF)
    ]
    assert sorted(pairs) == sorted(wanted)


@pytest.mark.proves("R-CLC-2")
def test_the_pre_cycle_visits_every_teacher_once_while_she_teaches() -> None:
    visits = [v for v in of_kind(expanded(a_cohort_of(2)), Kind.VISIT) if v.week == 0]

    assert [visit.teaching for visit in visits] == ["teacher-1", "teacher-2"]
    assert all(visit.required == (COACH, visit.teaching) for visit in visits)


@pytest.mark.proves("R-CLC-3", "F-18", "R-CLC-18")
def test_the_planning_meeting_follows_the_formative_visit_and_yields_a_coaching_plan() -> None:
    found = by_id(expanded(a_cohort_of(1)))
    meeting = found["clc.cohort-1.w0.planning-meeting.teacher-1"]

    (bond,) = meeting.after
    assert found[bond.earlier].kind is Kind.VISIT
    assert found[bond.earlier].week == 0
    assert not bond.soft
    assert "coaching plan" in meeting.artifacts


@pytest.mark.proves("R-CLC-8", "F-17")
def test_a_debrief_follows_its_own_visit_within_two_school_days() -> None:
    found = by_id(expanded(a_cohort_of(2)))
    debriefs = of_kind(tuple(found.values()), Kind.DEBRIEF)

    assert len(debriefs) == 10
    for debrief in debriefs:
        (bond,) = debrief.after
        visit = found[bond.earlier]
        assert (bond.school_days, bond.soft) == (2, False)
        assert (visit.required, visit.week) == (debrief.required, debrief.week)


@pytest.mark.proves("R-CLC-8")
def test_a_fridays_visit_may_be_debriefed_on_tuesday() -> None:
    found = by_id(expanded(a_cohort_of(1)))

    assert found["clc.cohort-1.w1.visit.teacher-1"].window.last == FRIDAY
    assert found["clc.cohort-1.w1.debrief.teacher-1"].window.last == FRIDAY + timedelta(days=4)


@pytest.mark.proves("R-CLC-8")
def test_school_days_between_visit_and_debrief_come_from_the_contract() -> None:
    district = replace(a_cohort_of(1), limits=Limits(debrief_school_days=1))
    debrief = by_id(expanded(district))["clc.cohort-1.w1.debrief.teacher-1"]

    assert [bond.school_days for bond in debrief.after] == [1]
    assert debrief.window.last == FRIDAY + timedelta(days=3)


@pytest.mark.proves("R-CLC-8")
def test_a_holiday_is_no_school_day_to_debrief_on() -> None:
    district = replace(a_cohort_of(1), days=tuple(closed(MONDAY + WEEK)))
    debrief = by_id(expanded(district))["clc.cohort-1.w1.debrief.teacher-1"]

    assert debrief.window.last == MONDAY + WEEK + timedelta(days=2)


@pytest.mark.proves("R-CLC-5", "R-CLC-15")
def test_week_1_is_the_enrollment_meeting_and_says_what_happens() -> None:
    session = by_id(expanded(a_cohort_of(3)))["clc.cohort-1.w1.session"]

    assert session.label == "Enrollment meeting of the cohort group"
    assert "purpose" in session.happens[0]
    assert "PD day" in session.happens[1]


@pytest.mark.proves("R-CLC-15")
def test_all_seven_labels_stand_in_full_on_the_activities_of_their_week() -> None:
    labels = {activity.week: activity.label for activity in expanded(a_cohort_of(5))}

    assert labels == {
        0: "Pre-cycle: formative classroom visit and coaching plan",
        1: "Enrollment meeting of the cohort group",
        2: "Deepening content knowledge and goal-setting",
        3: "Collective reflection and facilitated planning",
        4: "Student learning analysis",
        5: "Collective reflection and facilitated planning",
        6: "Teacher leadership and final reflection",
    }


@pytest.mark.proves("R-CLC-9")
def test_the_week_2_session_follows_up_the_pd_day_with_reading() -> None:
    session = by_id(expanded(a_cohort_of(3)))["clc.cohort-1.w2.session"]

    assert "PD day" in session.happens[0]
    assert "reads and discusses an article" in session.happens[1]
    assert "sets goals" in session.happens[1]
    assert "article" in session.bring
    assert session.bring_days == 1


@pytest.mark.proves("R-CLC-10")
def test_planning_sessions_in_weeks_3_and_5_are_longer() -> None:
    sessions = of_kind(expanded(a_cohort_of(5)), Kind.SESSION)

    assert {session.week: session.minutes for session in sessions} == {
        1: 60,
        2: 60,
        3: 75,
        4: 60,
        5: 75,
        6: 70,
    }


@pytest.mark.proves("R-CLC-11")
def test_student_work_for_week_4_has_a_deadline() -> None:
    session = by_id(expanded(a_cohort_of(5)))["clc.cohort-1.w4.session"]

    assert "student work" in session.bring
    assert session.bring_days == 1


@pytest.mark.proves("R-CLC-12")
@pytest.mark.parametrize(("members", "minutes"), [(3, 54), (5, 70), (8, 94)])
def test_the_last_session_grows_with_the_cohort(members: int, minutes: int) -> None:
    session = by_id(expanded(a_cohort_of(members)))["clc.cohort-1.w6.session"]

    assert session.minutes == minutes


@pytest.mark.proves("R-CLC-16")
def test_each_week_has_one_session_with_the_coach_and_all_members() -> None:
    sessions = of_kind(expanded(a_cohort_of(4)), Kind.SESSION)

    assert [session.week for session in sessions] == [1, 2, 3, 4, 5, 6]
    everybody = (COACH, *(f"teacher-{number}" for number in range(1, 5)))
    assert {session.required for session in sessions} == {everybody}


@pytest.mark.proves("R-CLC-17")
def test_week_1_visits_would_rather_come_after_the_overview() -> None:
    visits = [v for v in of_kind(expanded(a_cohort_of(2)), Kind.VISIT) if v.week]

    asked = {
        visit.week: [(bond.earlier, bond.soft, bond.school_days) for bond in visit.after]
        for visit in visits
    }
    assert asked == {1: [("clc.cohort-1.w1.session", True, None)], 2: [], 3: [], 4: [], 5: []}


@pytest.mark.proves("R-CLC-1")
def test_a_cohort_may_have_its_own_week_without_touching_the_others() -> None:
    clc = shipped_structures()["clc"]
    changes = (
        Override(week=6, step="visit", happens=True),
        Override(week=3, step="session", minutes=50, label="Lesson study"),
        Override(week=5, step="debrief", happens=False),
    )
    mine, theirs = teachers(2), teachers(2, prefix="other")
    cohorts = [a_cohort(mine), a_cohort(theirs, key="cohort-2")]
    own = replace(clc, overrides={CohortId("cohort-1"): changes})

    found = expanded(a_district((*mine, *theirs), cohorts), clc=own)

    tailored = by_id(tuple(one for one in found if one.cohort == "cohort-1"))
    plain = [one for one in found if one.cohort == "cohort-2"]
    assert tailored["clc.cohort-1.w6.visit.teacher-1"].week == 6
    assert tailored["clc.cohort-1.w3.session"].minutes == 50
    assert tailored["clc.cohort-1.w3.visit.teacher-1"].label == "Lesson study"
    assert "clc.cohort-1.w5.debrief.teacher-1" not in tailored
    assert len(plain) == 2 * 12 + 6
    assert len(tailored) == 2 * 12 + 6


@pytest.mark.proves("F-42")
def test_notice_is_by_kind_and_by_how_far_the_cycle_is() -> None:
    found = expanded(a_cohort_of(2))

    notices = {(activity.kind, activity.week == 0): activity.notice for activity in found}
    assert notices == {
        (Kind.VISIT, True): 2,
        (Kind.PLANNING, True): 2,
        (Kind.VISIT, False): 1,
        (Kind.DEBRIEF, False): 1,
        (Kind.SESSION, False): 5,
    }


def test_leaving_out_a_session_costs_more_than_a_visit_and_a_visit_more_than_its_debrief() -> None:
    worth = {activity.kind: activity.worth for activity in expanded(a_cohort_of(2))}

    assert worth[Kind.SESSION] > worth[Kind.VISIT] > worth[Kind.DEBRIEF]


@pytest.mark.proves("F-41")
def test_meetings_may_use_prep_only_as_the_last_choice_and_visits_lie_in_lessons() -> None:
    for activity in expanded(a_cohort_of(2)):
        if activity.kind is Kind.VISIT:
            assert activity.teaching
            assert activity.inside == ()
        else:
            assert activity.inside[-1] is Container.PREP
            assert activity.inside.count(Container.PREP) == 1


def test_the_same_district_gives_the_same_activities_in_the_same_order() -> None:
    people = teachers(4)
    district = a_district(people, [a_cohort(people)])
    turned = replace(district, people=dict(reversed(list(district.people.items()))))

    assert expanded(district) == expanded(turned)


def test_faults_of_all_cohorts_come_together() -> None:
    people = teachers(2)
    late = a_cohort(people[:1], key="late", start_week=date(2026, 5, 25))
    odd = a_cohort(people[1:], key="odd", structure="clcc")

    with pytest.raises(InputError) as caught:
        expanded(a_district(people, [late, odd]))

    assert [fault.where for fault in caught.value.faults] == [
        "Cohorts, cohort late, start_week",
        "Cohorts, cohort odd, structure",
    ]
    assert "ends before week 5" in caught.value.faults[0].what
    assert "clc, collaborative-coaching" in caught.value.faults[1].fix


def test_two_teachers_whose_ids_read_the_same_are_a_fault() -> None:
    people = (a_person("p-khan"), a_person("P Khan"))

    with pytest.raises(InputError, match="both be called"):
        expanded(a_district(people, [a_cohort(people)]))
