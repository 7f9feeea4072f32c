"""Collaborative planning of a team of three, from units typed into a tab to events and rows.

Ratios is taught in three weeks (Nov 30 to Dec 18) with two tasks and an assessment, Area in one (Jan 11 to
15) with an assessment: 2 internalizations, 3 + 1 preparations and 3 + 1 analyses are 10 meetings; each unit
has a visit and a checkpoint. 14 events. Thanksgiving is Nov 26 and 27, the winter break Dec 21 to Jan 1.
"""

from collections import Counter
from datetime import date

import pytest

from tests.journeys.structures.districts import a_planning_team
from tests.journeys.structures.typed import Sent, retyped, sent, typed

pytestmark = pytest.mark.slow
UNIT = "collaborative-planning.grade-6.unit-"


@pytest.fixture(scope="module")
def planned(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """The team's units were typed at the end of October, and everything is sent."""
    typist = typed(tmp_path_factory.mktemp("planning"), a_planning_team(), now="2026-10-30T15:30")
    return sent(typist, "2026-11-02")


def within(one: Sent, key: str, first: str, last: str) -> bool:
    """Whether a meeting stands between two dates, both included."""
    day = one.one(UNIT + key).day
    return date.fromisoformat(first) <= day <= date.fromisoformat(last)


@pytest.mark.proves("R-CP-1", "F-20")
def test_two_units_are_14_events_and_14_rows(planned: Sent) -> None:
    rows = planned.tabs["Schedule"]

    assert Counter(row["type"] for row in rows) == {
        "meeting": 2 + 4 + 4,
        "classroom visit": 2,
        "review": 2,
    }
    assert {row["gcal_id"] for row in rows} == {event.id for event in planned.events}
    assert planned.tabs["Unplaced"] == ()


@pytest.mark.proves("R-CP-3", "F-20")
def test_a_unit_is_internalized_at_least_five_school_days_before_it_starts(planned: Sent) -> None:
    # Before Mon Nov 30: Nov 25, 24, 23, 20 and 19 are five. Before Mon Jan 11: Jan 8, 7, 6, 5 and 4.
    assert within(planned, "ratios.unit-internalization", "2026-11-05", "2026-11-19")
    assert within(planned, "area.unit-internalization", "2026-12-07", "2027-01-04")


@pytest.mark.proves("R-CP-4")
def test_lessons_are_prepared_in_the_five_school_days_before_their_week(planned: Sent) -> None:
    assert within(planned, "ratios.week-1.lesson-preparation", "2026-11-19", "2026-11-25")
    assert within(planned, "ratios.week-2.lesson-preparation", "2026-11-30", "2026-12-04")
    assert within(planned, "ratios.week-3.lesson-preparation", "2026-12-07", "2026-12-11")
    assert within(planned, "area.week-1.lesson-preparation", "2027-01-04", "2027-01-08")


@pytest.mark.proves("R-CP-5", "F-20")
def test_work_is_read_after_its_task_and_within_five_school_days(planned: Sent) -> None:
    assert within(planned, "ratios.task-1.student-work-analysis", "2026-12-07", "2026-12-11")
    assert within(planned, "ratios.task-2.student-work-analysis", "2026-12-14", "2026-12-18")
    # After Thu Dec 17: Dec 18, then Jan 4 to 7.
    assert within(planned, "ratios.assessment.student-work-analysis", "2026-12-18", "2027-01-07")
    assert within(planned, "area.assessment.student-work-analysis", "2027-01-15", "2027-01-21")


@pytest.mark.proves("R-CP-2", "R-CP-9", "R-CP-11")
def test_the_whole_team_and_its_principal_come_and_find_their_protocol(planned: Sent) -> None:
    shared = planned.meetings("meeting")

    assert {frozenset(one.guests) for one in shared} == {
        frozenset({"ana", "paul", "t1", "t2", "t3"})
    }
    analyses = [one for one in shared if one.id.endswith("student-work-analysis")]
    told = [one.event.description for one in analyses]
    assert all("Protocol and materials: https://docs.example/protocol" in one for one in told)
    assert all("Purpose: both." in one for one in told)
    assert not any("docs.example" in one.event.description for one in shared if one not in analyses)


@pytest.mark.proves("R-CP-15")
def test_each_unit_has_a_visit_to_a_lesson_of_the_next_member(planned: Sent) -> None:
    visits = planned.meetings("classroom visit")

    assert [one.row["participants"] for one in visits] == [
        "Tess Ash, Paul Site",
        "Tess Birch, Paul Site",
    ]
    # Everybody teaches from 9:30 to 12:00.
    assert all(f"{one.start:%H:%M}" >= "09:30" for one in visits)
    assert all(f"{one.end:%H:%M}" <= "12:00" for one in visits)


@pytest.mark.proves("R-CP-6", "R-CP-9", "F-21")
def test_each_meeting_has_its_pre_work_in_rows_and_the_principal_has_his(planned: Sent) -> None:
    rows = planned.tabs["PreWork"]

    # Five people read for each of ten meetings; the coach sends the protocol for 2 internalizations, and
    # checks it for bias for 4 analyses.
    assert len(rows) == 10 * 5 + 2 + 4
    assert Counter(row["owner"] for row in rows) == {
        "Ana Ruiz": 10 + 2 + 4,
        "Paul Site": 10,
        "Tess Ash": 10,
        "Tess Birch": 10,
        "Tess Cedar": 10,
    }
    met = {one.id: one.day for one in planned.meetings("meeting")}
    assert {row["event_id"]: row["meeting_on"] for row in rows} == met


@pytest.mark.proves("R-CP-12", "R-CP-13", "R-CP-22")
def test_the_team_is_measured_and_asked_before_its_first_meeting(planned: Sent) -> None:
    # The first meeting may stand on Thu Nov 5, 15 school days before Nov 30; nine weeks on is Jan 6.
    assert Counter(row["date"] for row in planned.tabs["Rubrics"]) == {
        date(2026, 11, 4): 3,
        date(2027, 1, 6): 3,
    }
    surveys = planned.tabs["Surveys"]
    assert {row["audience"]: row["invited"] for row in surveys} == {"teachers": 3, "facilitator": 1}
    assert {row["closes"] for row in surveys} == {date(2026, 11, 4)}
    assert len(planned.tabs["Context"]) == 5 + 5 + 7


@pytest.mark.proves("R-CP-21", "R-CP-27", "R-CP-14")
def test_the_principal_has_his_actions_and_monitors_again_on_school_days(planned: Sent) -> None:
    rows = planned.tabs["LeaderActions"]
    monitored = {
        (row["practice"], row["due"]) for row in rows if str(row["action"]).startswith("Monitor")
    }
    reviewed = [row["due"] for row in rows if row["practice"] == "every practice"]

    # Six weeks on: Dec 16, and Dec 30 and so Dec 18, the last day before the break, and Jan 15.
    assert monitored == {
        ("unit internalization", date(2026, 11, 4)),
        ("unit internalization", date(2026, 12, 16)),
        ("lesson preparation", date(2026, 11, 18)),
        ("lesson preparation", date(2026, 12, 18)),
        ("student work analysis", date(2026, 12, 4)),
        ("student work analysis", date(2027, 1, 15)),
    }
    assert sorted(map(str, reviewed)) == ["2026-12-02", "2026-12-18", "2027-01-27"]
    assert len(rows) == 3 * 5 + 3 + 3
    assert len(planned.tabs["ChangesMade"]) == 2 + 6


@pytest.mark.proves("R-CP-26")
def test_a_unit_that_starts_a_week_later_takes_its_events_along(planned: Sent) -> None:
    typist = planned.typist
    units = [dict(row) for row in a_planning_team()["Units"]]
    area = {"starts": "2027-01-18", "ends": "2027-01-22", "assessment_on": "2027-01-21"}
    retyped(typist, "Units", [units[0], {**units[1], **area}])
    moved = sent(typist, "2026-11-02")

    before = {one.id: one for one in planned.meetings()}
    after = {one.id: one for one in moved.meetings()}
    assert {key: one.event.id for key, one in after.items()} == {
        key: one.event.id for key, one in before.items()
    }
    assert all(after[key].start == before[key].start for key in before if "unit-ratios" in key)
    assert within(moved, "area.week-1.lesson-preparation", "2027-01-11", "2027-01-15")
    assert within(moved, "area.assessment.student-work-analysis", "2027-01-22", "2027-01-28")
