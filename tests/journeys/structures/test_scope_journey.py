"""A scope and sequence of one district: from rows of Series to events, rows and the table of four columns.

From Dec 1 on, with the winter break from Dec 21 to Jan 1: leaders are coached weekly until Jan 29 (in the
weeks of Nov 30, Dec 7, 14, Jan 4, 11, 18 and 25: 7), implementation team and coach PLC meet monthly until
February (3 and 3), data is reflected on in January and June (2), a cycle of inquiry is reviewed in February
and May (2), and there is one interview: 18 events.
"""

import csv
import io
from collections import Counter
from datetime import date

import pytest

from tests.journeys.structures.districts import a_scope_and_sequence
from tests.journeys.structures.typed import Meeting, Sent, sent, typed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    typist = typed(tmp_path_factory.mktemp("scope"), a_scope_and_sequence(), now="2026-10-30T15:30")
    return sent(typist, "2026-11-30")


def of(year: Sent, step: str) -> list[Meeting]:
    return [one for one in year.meetings() if one.id.endswith(f".{step}")]


@pytest.mark.proves("R-SS-12")
def test_six_series_are_18_events_and_18_rows(year: Sent) -> None:
    rows = year.tabs["Schedule"]

    assert Counter(str(row["event_id"]).rpartition(".")[2] for row in rows) == {
        "leader-coaching": 7,
        "implementation-team": 3,
        "coach-plc": 3,
        "data-reflection": 2,
        "end-of-cycle-review": 2,
        "empathy-interview": 1,
    }
    assert {row["gcal_id"] for row in rows} == {event.id for event in year.events}
    assert year.tabs["Unplaced"] == ()


@pytest.mark.proves("R-SS-4", "F-32")
def test_leaders_are_coached_once_in_each_school_week_online_with_a_link(year: Sent) -> None:
    calls = of(year, "leader-coaching")

    assert [one.day.isocalendar().week for one in calls] == [49, 50, 51, 1, 2, 3, 4]
    assert {(one.row["modality"], one.row["place"]) for one in calls} == {("virtual", "online")}
    assert {one.event.location for one in calls} == {"Online"}
    assert all("conferenceData" in one.event.raw for one in calls)
    assert {frozenset(one.guests) for one in calls} == {frozenset({"ana", "dora"})}


@pytest.mark.proves("R-SS-5", "R-SS-6", "F-33")
def test_the_implementation_team_meets_monthly_in_turn_with_its_quorum(year: Sent) -> None:
    meetings = of(year, "implementation-team")

    assert [one.day.month for one in meetings] == [12, 1, 2]
    assert [one.row["modality"] for one in meetings] == ["in person", "virtual", "in person"]
    assert [one.row["place"] for one in meetings] == ["Oak", "online", "Oak"]
    assert {frozenset(one.guests) for one in meetings} == {
        frozenset({"ana", "dora", "paul", "lea"})
    }


@pytest.mark.proves("R-SS-7")
def test_the_implementation_teams_invitation_says_plan_deliver_and_reflect(year: Sent) -> None:
    for one in of(year, "implementation-team"):
        assert (
            "The team plans, delivers and reflects on professional learning."
            in one.event.description
        )


@pytest.mark.proves("R-SS-9", "F-34")
def test_coaches_meet_monthly_with_two_weeks_between(year: Sent) -> None:
    first, second, third = of(year, "coach-plc")

    assert [one.day.month for one in (first, second, third)] == [12, 1, 2]
    assert (second.day - first.day).days >= 14
    assert (third.day - second.day).days >= 14
    assert first.guests == second.guests == third.guests == {"ana", "lea"}


@pytest.mark.proves("R-SS-8", "F-34")
def test_data_is_reflected_on_twice(year: Sent) -> None:
    meetings = of(year, "data-reflection")

    assert [(one.day.year, one.day.month) for one in meetings] == [(2027, 1), (2027, 6)]


@pytest.mark.proves("R-SS-10", "R-SS-14", "F-37")
def test_cycles_are_reviewed_and_somebody_is_interviewed(year: Sent) -> None:
    reviews = of(year, "end-of-cycle-review")
    (interview,) = year.meetings("interview")

    assert [one.day.month for one in reviews] == [2, 5]
    assert all("what held it back, what drove it" in one.event.description for one in reviews)
    assert interview.day == date(2026, 12, 9)
    assert interview.guests == {"ana", "paul"}


@pytest.mark.proves("R-SS-10", "R-SS-8", "F-37")
def test_each_review_and_reflection_has_a_row_with_room_for_what_was_found(year: Sent) -> None:
    rows = year.tabs["Reviews"]

    # Two reflections, two reviews and the interview.
    assert Counter(row["kind"] for row in rows) == {
        "data reflection": 2,
        "end of cycle": 2,
        "empathy interview": 1,
    }
    assert {"progress", "barriers", "drivers", "next_work", "action_plan_link"} <= set(rows[0])
    dates = {one.day for one in (*year.meetings("review"), *year.meetings("interview"))}
    assert {row["date"] for row in rows} == dates


@pytest.mark.proves("R-SS-17", "F-89")
def test_the_table_of_four_columns_holds_a_row_for_each_series(year: Sent) -> None:
    year.typist.does("export", "scope-and-sequence", "--format", "csv", "--out", "table")

    text = (year.typist.folder / "table" / "ScopeAndSequence.csv").read_text("utf-8-sig")
    head, rows = list(csv.reader(io.StringIO(text)))[:6], list(csv.reader(io.StringIO(text)))[6:]
    assert head[5] == [
        "Timing",
        "Participants",
        "Name of professional learning and format",
        "Description",
    ]
    assert [row[0].partition(":")[0] for row in rows] == [
        "Weekly",
        "Monthly",
        "Monthly",
        "Twice a year",
        "Twice a year",
        "Once",
    ]
    assert [row[1:3] for row in rows[:2]] == [
        ["District leaders", "Leader coaching. Virtual"],
        [
            "Coaches, site leaders, district leaders and teacher leaders",
            "Implementation team. In person and virtual",
        ],
    ]
    # This year's dates stand in the first column, as sent.
    for row, step in zip(rows, ("leader-coaching", "implementation-team"), strict=False):
        assert row[0].endswith(
            ", ".join(f"{one.day:%a} {one.day.day} {one.day:%b}" for one in of(year, step))
        )
