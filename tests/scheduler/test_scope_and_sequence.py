"""The series of a year of systems work: how often, for whom, in person or not."""

import itertools
from collections import Counter
from datetime import date

import pytest

from config.structures import shipped_structures
from scheduler.district import District, Modality, Role, Series
from scheduler.model import Activity, Kind
from scheduler.structures.contradictions import contradictions
from tests.scheduler.cohorts import COACH, a_district, a_person, a_series, expanded

SCOPE = shipped_structures()["scope-and-sequence"]
PEOPLE = (
    a_person("director", Role.DISTRICT_LEADER, school=None),
    a_person("principal", Role.SITE_LEADER),
    a_person("partner", Role.EXTERNAL_PARTNER, school=None, external=True),
    a_person("mentor", Role.TEACHER_LEADER),
    a_person("teacher-1"),
)


def a_year(*series: Series) -> District:
    return a_district(PEOPLE, series=series)


def of_step(step: str, **fields: object) -> tuple[Activity, ...]:
    plain: dict[str, object] = {"key": step, "structure": SCOPE.name, "step": step, "cadence": ""}
    return expanded(a_year(a_series(**(plain | {"name": step, "owner": COACH} | fields))))


@pytest.mark.proves("R-SS-4", "R-SS-13", "F-32")
def test_leaders_are_coached_once_a_week_online_and_travel_nowhere() -> None:
    # The school year has 42 Mondays' weeks from Sep 1, 2025 to Jun 15, 2026.
    calls = of_step("leader-coaching")

    assert len(calls) == 42
    assert {one.modality for one in calls} == {Modality.VIRTUAL}
    assert {one.school for one in calls} == {None}
    assert {one.invited for one in calls} == {("director",)}


@pytest.mark.proves("R-SS-5", "R-SS-12", "F-33")
def test_the_implementation_team_meets_monthly_unless_its_row_says_weekly() -> None:
    assert len(of_step("implementation-team")) == 10
    assert len(of_step("implementation-team", cadence="weekly")) == 42
    assert len(of_step("implementation-team", cadence="every two weeks")) == 21


@pytest.mark.proves("R-SS-5", "R-SS-6", "F-33")
def test_the_implementation_team_takes_turns_in_person_and_online_with_a_quorum_of_roles() -> None:
    first, second, third, *_ = of_step("implementation-team")

    assert [one.modality for one in (first, second, third)] == [
        Modality.IN_PERSON,
        Modality.VIRTUAL,
        Modality.IN_PERSON,
    ]
    assert set(first.invited) == {"director", "principal", "partner", "mentor"}
    assert dict(first.quorum) == {Role.DISTRICT_LEADER: 1, Role.SITE_LEADER: 1, Role.COACH: 1}


@pytest.mark.proves("R-SS-9", "F-34")
def test_coaches_have_a_plc_every_month_with_two_weeks_between() -> None:
    meetings = of_step("coach-plc")

    assert [one.window.first.month for one in meetings] == [9, 10, 11, 12, 1, 2, 3, 4, 5, 6]
    apart = [
        (then.window.first - now.window.last).days for now, then in itertools.pairwise(meetings)
    ]
    assert min(apart) >= 14


@pytest.mark.proves("R-SS-8", "R-SS-12", "F-34")
def test_data_is_reflected_on_twice_a_year() -> None:
    meetings = of_step("data-reflection")

    assert [(one.window.first.year, one.window.first.month) for one in meetings] == [
        (2026, 1),
        (2026, 6),
    ]


@pytest.mark.proves("R-SS-10", "F-37")
def test_each_cycle_ends_with_a_review_of_four_parts() -> None:
    reviews = of_step("end-of-cycle-review")

    assert [one.window.first.month for one in reviews] == [11, 2, 5]
    assert {one.kind for one in reviews} == {Kind.REVIEW}
    assert reviews[0].artifacts == ("progress", "barriers", "drivers", "next work")


@pytest.mark.proves("R-SS-14")
def test_an_empathy_interview_is_an_activity_of_its_own() -> None:
    (interview,) = of_step("empathy-interview", dates=(date(2025, 10, 8),))

    assert (interview.kind, interview.window.first) == (Kind.INTERVIEW, date(2025, 10, 8))


@pytest.mark.proves("R-SS-7")
def test_its_agenda_is_to_plan_deliver_and_reflect() -> None:
    first, *_ = of_step("implementation-team")

    assert first.happens == ("The team plans, delivers and reflects on professional learning.",)
    assert contradictions(SCOPE) == ()
    assert Counter(step.kind for step in SCOPE.steps)[Kind.MEETING] == 3
