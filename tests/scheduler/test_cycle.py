"""The weeks of a cohort's cycle follow the school's weeks, and people come and go."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from config.structures import shipped_structures
from scheduler.activities.cycle import cohort_school, cycle_calendar
from scheduler.district import Consent
from scheduler.errors import InputError
from scheduler.model import Kind
from scheduler.schoolday import SchoolDays
from scheduler.structures.structure import Follows
from tests.scheduler.cohorts import (
    FRIDAY,
    GRANT,
    LINCOLN,
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
    with_person,
)


@pytest.mark.proves("R-CLC-4", "F-18")
def test_the_pre_cycle_ends_before_week_1_begins() -> None:
    found = expanded(a_cohort_of(5))

    pre_cycle = {activity.window for activity in found if activity.week == 0}
    begins = min(activity.window.first for activity in found if activity.week == 1)
    assert {window.last for window in pre_cycle} == {FRIDAY - WEEK}
    assert begins == MONDAY


@pytest.mark.proves("R-CLC-14")
def test_a_pd_day_in_week_2_puts_the_session_after_it() -> None:
    wednesday = MONDAY + WEEK + timedelta(days=2)
    session = by_id(expanded(a_cohort_of(3, pd_day=wednesday)))["clc.cohort-1.w2.session"]

    assert session.window.first == wednesday + timedelta(days=1)


@pytest.mark.proves("R-CLC-4")
def test_a_bond_in_school_days_does_not_stretch_the_pre_cycle_into_week_1() -> None:
    clc = shipped_structures()["clc"]
    bound = tuple(
        replace(step, after=(Follows(step="formative-visit", school_days=5),))
        if step.name == "planning-meeting"
        else step
        for step in clc.steps
    )
    meeting = by_id(expanded(a_cohort_of(1), clc=replace(clc, steps=bound)))[
        "clc.cohort-1.w0.planning-meeting.teacher-1"
    ]

    assert meeting.window.last == FRIDAY - WEEK


@pytest.mark.proves("R-CLC-14")
def test_a_pd_day_in_another_week_moves_no_session() -> None:
    in_week_3 = MONDAY + 2 * WEEK + timedelta(days=2)
    session = by_id(expanded(a_cohort_of(3, pd_day=in_week_3)))["clc.cohort-1.w3.session"]

    assert session.window.first == MONDAY + 2 * WEEK


@pytest.mark.proves("F-19", "R-CLC-16")
def test_a_break_week_moves_later_weeks_and_keeps_their_labels() -> None:
    without = by_id(expanded(a_cohort_of(2)))
    break_week = closed(MONDAY + 2 * WEEK, FRIDAY + 2 * WEEK)
    shifted = by_id(expanded(replace(a_cohort_of(2), days=tuple(break_week))))

    assert shifted.keys() == without.keys()
    for name, activity in shifted.items():
        late = WEEK if (activity.week or 0) >= 3 else timedelta(0)
        assert activity.window.first == without[name].window.first + late
        assert activity.label == without[name].label


@pytest.mark.proves("F-19")
@pytest.mark.parametrize(("days_off", "shifts"), [(2, False), (3, True)])
def test_a_week_with_fewer_than_three_school_days_moves_the_cycle(
    days_off: int, shifts: bool
) -> None:
    rows = closed(MONDAY, MONDAY + timedelta(days=days_off - 1))
    found = by_id(expanded(replace(a_cohort_of(1), days=tuple(rows))))

    first = found["clc.cohort-1.w1.visit.teacher-1"].window.first
    assert first == (MONDAY + WEEK if shifts else MONDAY + timedelta(days=days_off))


@pytest.mark.proves("F-12")
@pytest.mark.parametrize("consent", [Consent.DECLINED, Consent.PAUSED])
def test_a_teacher_who_declined_or_paused_has_nothing_and_the_cohort_goes_on(
    consent: Consent,
) -> None:
    district = with_person(a_cohort_of(5), a_person("teacher-3", consent=consent))

    found = expanded(district)

    assert len(found) == 4 * 12 + 6
    assert not [activity for activity in found if "teacher-3" in activity.people]
    assert by_id(found)["clc.cohort-1.w6.session"].minutes == 62


def test_nothing_is_scheduled_for_a_paused_cohort() -> None:
    assert expanded(a_cohort_of(5, status="paused")) == ()


def test_a_teacher_who_leaves_in_week_3_has_nothing_later() -> None:
    leaves = MONDAY + 2 * WEEK + timedelta(days=2)
    district = with_person(a_cohort_of(3), a_person("teacher-2", active_to=leaves))

    hers = [activity for activity in expanded(district) if "teacher-2" in activity.people]

    assert max(activity.window.last for activity in of_kind(hers, Kind.VISIT)) == leaves
    assert {activity.week for activity in of_kind(hers, Kind.SESSION)} == {1, 2}


@pytest.mark.proves("F-96")
def test_a_teacher_who_joins_a_running_cycle_catches_up_before_her_first_week() -> None:
    joins = FRIDAY + timedelta(days=1)
    district = with_person(a_cohort_of(3), a_person("teacher-2", active_from=joins))
    found = by_id(expanded(district))

    second_week = MONDAY + WEEK
    for step in ("formative-visit", "planning-meeting"):
        assert found[f"clc.cohort-1.w0.{step}.teacher-2"].window.first == second_week
    hers = [key for key in found if key.endswith("teacher-2")]
    assert {key.split(".")[2] for key in hers} == {"w0", "w3", "w4", "w5"}
    assert "teacher-2" in found["clc.cohort-1.w2.session"].required
    assert all(bond.earlier in found for one in found.values() for bond in one.after)


def test_a_teacher_who_joins_on_a_thursday_catches_up_in_the_week_after() -> None:
    joins = MONDAY + timedelta(days=3)
    district = with_person(a_cohort_of(3), a_person("teacher-2", active_from=joins))
    found = by_id(expanded(district))

    assert found["clc.cohort-1.w0.formative-visit.teacher-2"].window.first == MONDAY + WEEK
    assert "clc.cohort-1.w1.visit.teacher-2" not in found


def test_a_teacher_who_joins_on_the_last_day_only_comes_to_the_last_session() -> None:
    last = MONDAY + 5 * WEEK + timedelta(days=4)
    district = with_person(a_cohort_of(3), a_person("teacher-2", active_from=last))

    hers = [one.id for one in expanded(district) if "teacher-2" in one.people]
    assert hers == ["clc.cohort-1.w6.session"]


def test_a_cohort_meets_at_the_school_of_most_of_its_members() -> None:
    people = (
        a_person("a", school=GRANT),
        a_person("b", school=LINCOLN),
        a_person("c", school=GRANT),
    )
    district = a_district(people, [a_cohort(people)])

    assert cohort_school(district, district.cohorts[0]) == GRANT
    assert {one.school for one in of_kind(expanded(district), Kind.SESSION)} == {GRANT}
    assert {v.required[1]: v.school for v in of_kind(expanded(district), Kind.VISIT)} == {
        "a": GRANT,
        "b": LINCOLN,
        "c": GRANT,
    }


def test_a_cohort_of_two_schools_meets_on_days_both_have() -> None:
    people = (a_person("a", school=GRANT), a_person("b", school=LINCOLN))
    rows = closed(MONDAY, school=GRANT) + closed(FRIDAY, school=LINCOLN)
    district = a_district(people, [a_cohort(people)], rows)
    structure = shipped_structures()["clc"]

    weeks = cycle_calendar(district, district.cohorts[0], structure, SchoolDays(district))

    assert weeks[1].first == MONDAY + timedelta(days=1)
    assert weeks[1].last == FRIDAY - timedelta(days=1)


def test_a_cycle_that_starts_with_the_year_has_no_room_for_its_pre_cycle() -> None:
    with pytest.raises(InputError) as caught:
        expanded(a_cohort_of(2, start_week=date(2025, 9, 2)))

    (fault,) = caught.value.faults
    assert fault.where == "Cohorts, cohort cohort-1, start_week"
    assert "no full week before it for the pre-cycle" in fault.what
