"""A learning cycle of five teachers, from the tabs a coach types to the events and the tracking rows.

Per teacher 6 visits (one of them before the cycle), 1 planning meeting and 5 debriefs are 12; five teachers
are 60, and the cohort meets 6 times: 66 events. Week 1 is Nov 16; after week 5 come two weeks of break, so
week 6 is Jan 4.
"""

from collections import Counter
from datetime import date

import pytest

from tests.journeys.structures.checks import (
    each_debrief_follows_its_visit,
    no_visit_in_week_6,
    pairs,
)
from tests.journeys.structures.districts import a_cohort
from tests.journeys.structures.typed import Sent, sent, typed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def cycle(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """Ana typed her cohort at the end of October and sends it all."""
    typist = typed(tmp_path_factory.mktemp("clc"), a_cohort(5), now="2026-10-30T15:30")
    return sent(typist, "2026-11-09")


@pytest.mark.proves("F-16", "R-CLC-6")
def test_a_cohort_of_five_is_66_events_and_66_rows(cycle: Sent) -> None:
    rows = cycle.tabs["Schedule"]

    assert Counter(row["type"] for row in rows) == {
        "classroom visit": 5 * 6,
        "planning meeting": 5,
        "debrief": 5 * 5,
        "cohort session": 6,
    }
    assert {row["gcal_id"] for row in rows} == {event.id for event in cycle.events}
    assert len(cycle.events) == 66
    assert cycle.tabs["Unplaced"] == ()


@pytest.mark.proves("R-CLC-7", "F-16")
def test_no_event_of_week_6_is_a_visit(cycle: Sent) -> None:
    assert no_visit_in_week_6(cycle) == []

    after_the_break = [one for one in cycle.meetings() if one.day >= date(2027, 1, 1)]
    assert [one.kind for one in after_the_break] == ["cohort session"]


@pytest.mark.proves("R-CLC-8", "F-17")
def test_each_debrief_follows_its_own_visit_within_two_school_days(cycle: Sent) -> None:
    assert each_debrief_follows_its_visit(cycle) == []

    assert len(pairs(cycle)) == 25
    closed = {date(2026, 11, 26), date(2026, 11, 27)}
    for visit, debrief in pairs(cycle):
        days = (
            date.fromordinal(at) for at in range(visit.day.toordinal(), debrief.day.toordinal())
        )
        assert sum(day.weekday() < 5 and day not in closed for day in days) <= 2


@pytest.mark.proves("R-CLC-3", "R-CLC-4", "F-18")
def test_every_teacher_is_visited_then_met_then_in_week_1(cycle: Sent) -> None:
    for teacher in ("t1", "t2", "t3", "t4", "t5"):
        visit = cycle.one(f"clc.a.w0.formative-visit.{teacher}")
        meeting = cycle.one(f"clc.a.w0.planning-meeting.{teacher}")

        assert visit.guests == meeting.guests == {"ana", teacher}
        assert visit.end <= meeting.start
        assert meeting.day < date(2026, 11, 16)
        assert "coaching plan" in meeting.event.description


@pytest.mark.proves("R-CLC-15", "R-CLC-16", "F-19")
def test_six_sessions_of_everybody_keep_their_labels_over_the_break(cycle: Sent) -> None:
    sessions = cycle.meetings("cohort session")

    # Everybody is free together on Wednesdays only; Dec 23 and 30 are in the break.
    assert [f"{one.day:%b %d}" for one in sessions] == [
        "Nov 18",
        "Nov 25",
        "Dec 02",
        "Dec 09",
        "Dec 16",
        "Jan 06",
    ]
    assert {frozenset(one.guests) for one in sessions} == {
        frozenset({"ana", "t1", "t2", "t3", "t4", "t5"})
    }
    assert sessions[5].row["focus"] == "Teacher leadership and final reflection"
    assert "Week 6: Teacher leadership and final reflection" in sessions[5].event.description
    assert [one.row["focus"] for one in sessions[:5]] == [
        "Enrollment meeting of the cohort group",
        "Deepening content knowledge and goal-setting",
        "Collective reflection and facilitated planning",
        "Student learning analysis",
        "Collective reflection and facilitated planning",
    ]


@pytest.mark.proves("R-CLC-10", "R-CLC-11", "R-CLC-12")
def test_sessions_last_as_long_as_what_they_hold_and_say_what_to_bring(cycle: Sent) -> None:
    sessions = cycle.meetings("cohort session")

    # An hour; the planning weeks an hour and a quarter; the last 30 and 8 for each of five.
    minutes = [(one.end - one.start).seconds // 60 for one in sessions]
    assert minutes == [60, 60, 75, 60, 75, 70]
    assert "Please bring: A set of student work" in sessions[3].event.description
    assert "Please bring: What you will share or lead" in sessions[5].event.description


@pytest.mark.proves("R-CLC-18", "F-81")
def test_progress_and_visit_log_have_a_row_for_each_teacher_and_event(cycle: Sent) -> None:
    rows = cycle.tabs["CycleProgress"]

    # Week 0 is a visit and a meeting, weeks 1 to 5 a visit, a debrief and a session, week 6 a session.
    assert [row["teacher"] for row in rows] == [
        "Tess Ash",
        "Tess Birch",
        "Tess Cedar",
        "Tess Elm",
        "Tess Fir",
    ]
    for row in rows:
        assert [row[f"w{week}"] for week in range(7)] == ["2 of 2", *["3 of 3"] * 5, "1 of 1"]
        assert (row["visits_due"], row["debriefs_due"], row["visits_held"]) == (6, 5, 0)
    log = cycle.tabs["VisitLog"]
    assert {row["event_id"] for row in log} == {row["event_id"] for row in cycle.tabs["Schedule"]}
    assert {row["coach_comment"] for row in log} <= {"", None}


@pytest.mark.proves("R-CLC-3", "R-CLC-18")
def test_each_teacher_has_a_coaching_plan_and_two_goals_from_the_planning_meeting(
    cycle: Sent,
) -> None:
    met = {one.id: one.day for one in cycle.meetings("planning meeting")}

    assert {row["coaching_id"]: row["meeting"] for row in cycle.tabs["CoachingPlan"]} == met
    assert Counter(row["goal_type"] for row in cycle.tabs["Goals"]) == {
        "practice goal": 5,
        "achievement goal": 5,
    }


@pytest.mark.proves("R-CLC-11", "F-21")
def test_what_teachers_bring_has_a_row_and_a_day_for_each(cycle: Sent) -> None:
    rows = cycle.tabs["PreWork"]

    # Something is brought to the planning meeting and to the sessions of weeks 2 to 6, by each of five.
    names = ("Tess Ash", "Tess Birch", "Tess Cedar", "Tess Elm", "Tess Fir")
    assert Counter(row["owner"] for row in rows) == dict.fromkeys(names, 6)
    work = [row for row in rows if ".w4." in str(row["event_id"])]
    # The session is on Wed Dec 9; the work is due the school day before.
    assert {(row["meeting_on"], row["due"]) for row in work} == {
        (date(2026, 12, 9), date(2026, 12, 8))
    }


@pytest.mark.proves("R-CLC-13", "F-91")
def test_the_feedback_form_opens_as_week_6_ends_and_asks_all_five(cycle: Sent) -> None:
    (form,) = cycle.tabs["Surveys"]

    # Week 6 ends on Fri Jan 8; five school days later is Fri Jan 15.
    assert (form["opens"], form["closes"]) == (date(2027, 1, 8), date(2027, 1, 15))
    assert form["invited"] == 5
