"""Collaborative coaching of a team of five: inquiry, two lab sites, follow-up.

Two sessions of inquiry and one of lesson design, two preparations with a host, two labs of three parts and
five follow-ups: 3 + 2 + 6 + 5 are 16 events in six weeks from Nov 9. t1 and t2 teach from 8:30 to 9:30, the
others later: while one of the two demonstrates, the other one's class needs cover.
"""

from collections import Counter
from datetime import date, timedelta

import pytest

from tests.journeys.structures.checks import hosts, nobody_demonstrates_twice
from tests.journeys.structures.districts import a_lab_team
from tests.journeys.structures.typed import Sent, read_back, sent, typed

pytestmark = pytest.mark.slow
TEAM = "collaborative-coaching.labs"


@pytest.fixture(scope="module")
def labs(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """The team was typed at the end of October, and everything is sent."""
    typist = typed(tmp_path_factory.mktemp("labs"), a_lab_team(), now="2026-10-30T15:30")
    return sent(typist, "2026-11-09")


@pytest.mark.proves("R-CCL-1", "R-CCL-2")
def test_a_team_of_five_is_16_events_and_16_rows(labs: Sent) -> None:
    rows = labs.tabs["Schedule"]

    assert Counter(row["type"] for row in rows) == {
        "cohort session": 2 + 1,
        "planning meeting": 2 + 5,
        "meeting": 2 + 2,
        "lab site": 2,
    }
    assert {row["gcal_id"] for row in rows} == {event.id for event in labs.events}
    assert labs.tabs["Unplaced"] == ()


@pytest.mark.proves("R-CCL-3", "R-CCL-4", "F-23")
@pytest.mark.parametrize("week", [4, 5])
def test_the_three_parts_of_a_lab_stand_on_one_day_in_order_with_the_same_people(
    labs: Sent, week: int
) -> None:
    parts = ("pre-conference", "demonstration", "lab-debrief")
    before, lesson, after = (labs.one(f"{TEAM}.w{week}.{part}") for part in parts)

    assert before.day == lesson.day == after.day
    assert before.end <= lesson.start < lesson.end <= after.start
    assert after.start - lesson.end <= timedelta(minutes=180)
    everybody = {"ana", "t1", "t2", "t3", "t4", "t5"}
    assert before.guests == lesson.guests == after.guests == everybody


@pytest.mark.proves("R-CCL-5", "F-23")
def test_both_demonstrations_stand_in_a_lesson_of_the_host(labs: Sent) -> None:
    # t1 and t2 teach from 8:30 to 9:30 and from 12:30 to 1:30; only the first has time to talk around it.
    for lesson in labs.meetings("lab site"):
        assert f"{lesson.start:%H:%M}" >= "08:30"
        assert f"{lesson.end:%H:%M}" <= "09:30"


@pytest.mark.proves("R-CCL-6", "F-24")
def test_members_take_turns_to_demonstrate(labs: Sent) -> None:
    assert nobody_demonstrates_twice(labs) == []

    assert hosts(labs) == ["Tess Ash", "Tess Birch"]
    rows = labs.tabs["LabSites"]
    assert [row["demonstrator"] for row in rows] == ["Tess Ash", "Tess Birch"]
    assert [row["host"] for row in rows] == ["Tess Ash", "Tess Birch"]
    for week, host in ((3, "t1"), (4, "t2")):
        assert labs.one(f"{TEAM}.w{week}.host-preparation").guests == {"ana", host}


@pytest.mark.proves("R-CCL-10", "F-25")
def test_everybody_has_a_follow_up_within_ten_school_days_of_the_last_debrief(labs: Sent) -> None:
    last = labs.one(f"{TEAM}.w5.lab-debrief")
    follow_ups = [one for one in labs.meetings("planning meeting") if "follow-up" in one.id]

    assert [one.guests for one in follow_ups].count({"ana", "t3"}) == 1
    assert {frozenset(one.guests) for one in follow_ups} == {
        frozenset({"ana", f"t{at}"}) for at in range(1, 6)
    }
    # There is no holiday in these two weeks: ten school days are fourteen dates.
    assert all(last.end < one.start for one in follow_ups)
    assert all(one.day <= last.day + timedelta(days=14) for one in follow_ups)


@pytest.mark.proves("R-CCL-9", "R-CCL-10")
def test_each_lab_and_each_goal_has_a_row_to_be_filled(labs: Sent) -> None:
    sites = labs.tabs["LabSites"]
    goals = labs.tabs["Goals"]

    assert [row["date"] for row in sites] == [one.day for one in labs.meetings("lab site")]
    assert {"effectiveness", "next_step"} & set(sites[0])
    assert sorted(str(row["teacher"]) for row in goals) == [
        "Tess Ash",
        "Tess Birch",
        "Tess Cedar",
        "Tess Elm",
        "Tess Fir",
    ]
    assert {row["goal_type"] for row in goals} == {"implementation goal"}


@pytest.mark.proves("R-CCL-8", "F-21")
def test_pre_work_has_rows_for_the_team_and_for_each_host(labs: Sent) -> None:
    rows = labs.tabs["PreWork"]

    # The leader and five teachers before each of two inquiries, and the host before each preparation.
    assert len(rows) == 2 * 6 + 2
    lessons = [row for row in rows if "what to watch for" in str(row["description"])]
    assert [row["owner"] for row in lessons] == ["Tess Ash", "Tess Birch"]
    assert all(str(row["due"]) < str(row["meeting_on"]) for row in lessons)


@pytest.mark.proves("R-CCL-1")
def test_progress_counts_each_week_of_a_member_who_hosts_and_of_one_who_does_not(
    labs: Sent,
) -> None:
    progress = {row["teacher"]: row for row in labs.tabs["CycleProgress"]}

    # Inquiry, inquiry, design, a lab of three parts twice, a follow-up; a host also prepares the week before.
    plain = ["", "1 of 1", "1 of 1", "1 of 1", "3 of 3", "3 of 3", "1 of 1"]
    weeks = {name: [row[f"w{week}"] or "" for week in range(7)] for name, row in progress.items()}
    assert weeks == {
        "Tess Ash": [*plain[:3], "2 of 2", *plain[4:]],
        "Tess Birch": [*plain[:4], "4 of 4", *plain[5:]],
        "Tess Cedar": plain,
        "Tess Elm": plain,
        "Tess Fir": plain,
    }


@pytest.mark.proves("R-CCL-7", "F-85")
def test_the_one_class_that_needs_cover_is_listed_two_weeks_ahead(labs: Sent) -> None:
    first = labs.one(f"{TEAM}.w4.demonstration")
    typist = labs.typist
    typist.now = f"{first.day - timedelta(days=11)}T15:30"
    typist.does("pull")

    (row,) = read_back(typist).tabs["Coverage"]
    assert (row["date"], row["teacher"]) == (first.day, "Tess Birch")
    assert date(2026, 11, 30) <= first.day <= date(2026, 12, 4)
