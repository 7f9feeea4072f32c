"""Learning teams at one school: first what comes before them, then, with the gates met, the team itself.

In October: trainings on the days the calendar names before Jan 11 (Nov 17 and Dec 8, not Jan 19), updates to
the board in November and December, one community conversation: 2 + 2 + 1 = 5 events. In December the four
gates are met, and the team meets in each of the seven weeks from Jan 11 to Feb 26.
"""

from collections import Counter
from datetime import date
from importlib.resources import files

import pytest

from tests.journeys.structures.checks import (
    no_team_meets_while_the_memorandum_is_open,
    the_board_hears_nothing_after_december,
)
from tests.journeys.structures.districts import GATES, a_learning_team, met
from tests.journeys.structures.typed import Sent, retyped, sent, typed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def october(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """Nothing is agreed yet; what comes before the teams is sent."""
    typist = typed(tmp_path_factory.mktemp("teams"), a_learning_team(), now="2026-10-30T15:30")
    return sent(typist, "2026-11-02")


@pytest.fixture(scope="module")
def december(october: Sent, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """All four gates are met by Dec 10, and the leader typed it."""
    typist = october.typist.moved_to(tmp_path_factory.mktemp("december"))
    retyped(typist, "Gates", met(*GATES, on="2026-12-10"))
    typist.now = "2026-12-11T15:30"
    return sent(typist, "2026-12-14")


@pytest.mark.proves("R-LT-5", "F-26")
def test_while_the_memorandum_is_open_no_team_meets_and_each_row_names_it(october: Sent) -> None:
    assert no_team_meets_while_the_memorandum_is_open(october) == []

    waiting = october.tabs["Unplaced"]
    assert len(waiting) == 7
    assert {row["blocking_rules"] for row in waiting} == {"pass the gates"}


@pytest.mark.proves("R-LT-3", "R-LT-4")
def test_what_comes_before_the_teams_is_five_events_and_rows(october: Sent) -> None:
    rows = october.tabs["Schedule"]

    assert Counter(row["type"] for row in rows) == {
        "training": 2,
        "progress update": 2,
        "community conversation": 1,
    }
    assert {row["gcal_id"] for row in rows} == {event.id for event in october.events}


@pytest.mark.proves("R-LT-4", "F-29")
def test_the_board_hears_in_november_and_december_and_not_in_january(october: Sent) -> None:
    assert the_board_hears_nothing_after_december(october) == []

    updates = october.meetings("progress update")
    assert [one.day.month for one in updates] == [11, 12]
    assert {frozenset(one.guests) for one in updates} == {frozenset({"dora", "bo"})}


@pytest.mark.proves("R-LT-4", "R-LT-12")
def test_updates_and_targets_have_their_rows_with_the_gates_met_by_then(
    october: Sent, december: Sent
) -> None:
    assert {row["audience"] for row in october.tabs["LearningTargets"]} == {
        "principals",
        "teachers",
        "parents",
    }
    before, after = (one.tabs["BoardUpdates"] for one in (october, december))
    assert [row["date"] for row in before] == [
        one.day for one in october.meetings("progress update")
    ]
    # Four gates; both updates were before Dec 10, when they were met.
    assert [row["gates_met"] for row in before] == ["0 of 4 gates (0%)"] * 2
    assert [row["gates_met"] for row in after] == ["0 of 4 gates (0%)"] * 2


@pytest.mark.proves("R-LT-6", "R-LT-7", "F-28")
def test_training_stands_on_its_named_days_with_the_whole_staff(october: Sent) -> None:
    trainings = october.meetings("training")

    assert [one.day for one in trainings] == [date(2026, 11, 17), date(2026, 12, 8)]
    assert {frozenset(one.guests) for one in trainings} == {
        frozenset({"dora", "paul", "t1", "t2", "t3"})
    }


@pytest.mark.proves("R-LT-10", "F-30")
def test_the_community_conversation_says_its_venue_and_its_slides(october: Sent) -> None:
    (talk,) = october.meetings("community conversation")

    assert talk.day == date(2026, 12, 3)
    assert "Public library" in talk.event.location
    assert "https://slides.example/deck" in talk.event.description
    (row,) = october.tabs["Conversations"]
    assert (row["venue"], row["led_by"]) == ("Public library", "Paul Site")
    assert (row["date"], row["deck_link"]) == (talk.day, "https://slides.example/deck")


@pytest.mark.proves("R-LT-2", "R-LT-14")
def test_with_the_gates_met_the_team_meets_every_week_from_january(december: Sent) -> None:
    meetings = december.meetings("cohort session")

    # Seven weeks from Jan 11; the weeks are counted from Monday to Friday.
    assert [one.day.isocalendar().week for one in meetings] == [2, 3, 4, 5, 6, 7, 8]
    assert meetings[0].day >= date(2027, 1, 11)
    assert {frozenset(one.guests) for one in meetings} == {frozenset({"ana", "t1", "t2", "t3"})}
    assert december.tabs["Unplaced"] == ()
    # The two events past by then stay: two trainings, two updates, one conversation and seven meetings.
    assert len(december.events) == 2 + 2 + 1 + 7


@pytest.mark.proves("R-LT-13")
def test_every_meeting_is_about_each_child_and_names_none(december: Sent) -> None:
    for one in december.meetings("cohort session"):
        assert "how each child is doing, and enriches or supports" in one.event.description
        assert "no names leave the room" in one.event.description


@pytest.mark.proves("R-LT-1", "F-27")
def test_the_five_stages_stand_in_events_and_rows_and_begin_again(december: Sent) -> None:
    meetings = december.meetings("cohort session")
    stages = [
        "Stage 1: data",
        "Stage 2: goals",
        "Stage 3: learning",
        "Stage 4: implementing",
        "Stage 5: monitoring and adjusting",
    ]

    assert [one.row["focus"] for one in meetings] == [*stages, *stages[:2]]
    for one in meetings:
        assert str(one.row["focus"]) in one.event.description


@pytest.fixture(scope="module")
def renamed(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """The district names the stages its own way, in a copy of the file; all gates are met."""
    folder = tmp_path_factory.mktemp("renamed")
    text = (files("config") / "structures" / "learning-teams.toml").read_text("utf-8")
    for stage, own in (("1: data", "Look"), ("2: goals", "Aim"), ("3: learning", "Learn")):
        assert f'"Stage {stage}"' in text
        text = text.replace(f'"Stage {stage}"', f'"{own}"')
    (folder / "own").mkdir()
    (folder / "own" / "learning-teams.toml").write_text(text, "utf-8")
    tabs = {**a_learning_team(), "Gates": met(*GATES, on="2026-10-01")}
    own = 'structures = "../own"'
    return sent(typed(folder, tabs, now="2026-10-30T15:30", settings=own), "2027-01-11")


@pytest.mark.proves("R-LT-1", "F-27")
def test_renamed_stages_appear_in_events_and_rows(renamed: Sent) -> None:
    meetings = renamed.meetings("cohort session")

    assert [one.row["focus"] for one in meetings[:3]] == ["Look", "Aim", "Learn"]
    assert [one.row["focus"] for one in meetings[5:]] == ["Look", "Aim"]
    assert ["Look" in one.event.description for one in meetings] == [
        True,
        *[False] * 4,
        True,
        False,
    ]
