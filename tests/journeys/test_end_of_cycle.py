"""The end of a cycle: feedback, counts for the last session, what the review says, and who could be next.

Ana's cohort of five began on Mon Nov 16, 2026; its last session is on Wed Jan 6, after the winter break.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

import workflow
from scheduler.district import PersonId
from sheets_templates.vocabulary.table import Grid
from sync.sheets.workbooks import PROGRAM, coach_book, known_workbook
from tests.journeys.structures.districts import a_cohort, person
from tests.journeys.structures.typed import Row, Sent, read_back, sent, typed
from tests.journeys.typing_commands import Typist

pytestmark = pytest.mark.slow

AFTER = "2027-01-11T15:30"
OTHERS = (
    person("o1", "Olga New", consent_date="2026-10-05"),
    person("o2", "Otis Keen", consent_date="2026-09-07"),
    person("o3", "Orla Told", consent="assigned"),
    person("o4", "Omar Nay", consent="declined"),
    person("o5", "Opal Wait", consent="paused"),
)


@pytest.fixture(scope="module")
def sent_out(tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """The whole cycle sent in October, in a school with five more teachers."""
    tabs = a_cohort(5)
    tabs = {**tabs, "People": [*tabs["People"], *OTHERS]}
    return sent(typed(tmp_path_factory.mktemp("end"), tabs, now="2026-10-30T15:30"), "2026-11-09")


@pytest.fixture(scope="module")
def closed(sent_out: Sent, tmp_path_factory: pytest.TempPathFactory) -> Sent:
    """January: Ana marked two visits as not held and wrote what others were about; then she pushed again,
    filled in the new tabs and pushed once more."""
    typist = sent_out.typist.moved_to(tmp_path_factory.mktemp("closed"))
    typist.now = AFTER
    log: dict[str, dict[str, str | int]] = {
        "clc.a.w1.visit.t1": {"focus": "Wait time", "actual_min": 40},
        "clc.a.w2.visit.t1": {"focus": "Wait time", "actual_min": 50},
        "clc.a.w3.visit.t1": {"focus": "Number talks", "actual_min": 45},
        "clc.a.w1.visit.t2": {"focus": "Number talks", "actual_min": 44},
        "clc.a.w2.visit.t2": {"outcome": "not held"},
        "clc.a.w3.visit.t2": {"outcome": "cancelled by teacher", "actual_min": 30},
        "clc.a.w1.visit.t3": {"outcome": "held", "actual_min": 46},
    }
    write(typist, coach_book(PersonId("ana")), "VisitLog", log)
    typist.does("push", "--yes")
    closes = {f"clc.a.close.t{at}": {"feedback_in": "yes"} for at in (1, 2, 4)}
    closes["clc.a.close.t1"] |= {"contribution": "A lesson on video", "growth_trend": "More talk"}
    write(typist, coach_book(PersonId("ana")), "CycleClose", closes)
    said = {"progress": "More talk in class", "barriers": "Testing", "next_work": "Fractions"}
    write(typist, PROGRAM, "Reviews", {"clc.a.review": said})
    typist.does("push", "--yes")
    return read_back(typist)


def write(typist: Typist, book: str, tab: str, rows: Mapping[str, Mapping[str, str | int]]) -> None:
    """Type into cells of a workbook, found as people do: by the row's key and the header above."""
    workspace = workflow.open_here(start=typist.folder, now=typist.now)
    given = workflow.read(workspace)
    with workflow.at_work(workspace, given) as desk:
        key = known_workbook(desk.journal, book)
        assert key
        grid = desk.google.sheets.read(key, [tab])[tab]
        cells = {
            place(tab, grid, row, header): [[value]]
            for row, typed_in in rows.items()
            for header, value in typed_in.items()
        }
        desk.google.sheets.write_values(key, cells)


def place(tab: str, grid: Grid, key: str, header: str) -> str:
    row = next(at for at, cells in enumerate(grid) if cells and cells[0].value == key)
    column = [cell.value for cell in grid[0]].index(header)
    return f"{tab}!{chr(ord('A') + column)}{row + 1}"


def of(rows: tuple[Row, ...], header: str, value: object) -> Row:
    return next(row for row in rows if row[header] == value)


@pytest.mark.proves("R-CLC-3", "R-CLC-18")
def test_a_plan_and_two_goals_of_each_teacher_wait_to_be_written_from_the_start(
    sent_out: Sent,
) -> None:
    plans, goals = sent_out.tabs["CoachingPlan"], sent_out.tabs["Goals"]

    assert len(plans) == 5
    assert {row["goal_type"] for row in goals} == {"practice goal", "achievement goal"}
    assert len(goals) == 10
    meeting = sent_out.one("clc.a.w0.planning-meeting.t1")
    assert of(plans, "teacher", "Tess Ash")["meeting"] == meeting.day
    assert "CycleClose" not in sent_out.tabs
    assert "Feedback" not in sent_out.tabs


@pytest.mark.proves("R-SS-10", "F-37")
def test_the_end_of_the_cycle_stands_among_the_reviews_with_its_date(sent_out: Sent) -> None:
    (review,) = sent_out.tabs["Reviews"]

    assert (review["kind"], review["about"]) == ("end of cycle", "A")
    assert review["date"] == date(2027, 1, 6)


@pytest.mark.proves("R-CLC-12", "R-CLC-18")
def test_counts_for_the_last_session_come_from_the_coachs_own_log(closed: Sent) -> None:
    rows = closed.tabs["CycleClose"]

    # Ten one-to-one support meetings each; of Birch two visits did not take place.
    assert len(rows) == 5 + 1
    assert of(rows, "teacher", "Tess Ash")["counts"] == (
        "5 of 5 visits and 5 of 5 debriefs took place; focus: Wait time, Number talks"
    )
    assert of(rows, "teacher", "Tess Birch")["counts"] == (
        "3 of 5 visits and 5 of 5 debriefs took place; focus: Number talks"
    )
    assert of(rows, "teacher", "all of the cohort")["counts"] == (
        "23 of 25 visits and 25 of 25 debriefs took place; focus: Number talks, Wait time"
    )
    assert {row["last_session"] for row in rows} == {date(2027, 1, 6)}
    assert of(rows, "teacher", "Tess Ash")["contribution"] == "A lesson on video"


@pytest.mark.proves("R-CLC-13")
def test_the_questions_stand_once_for_each_who_is_asked_and_name_nobody(closed: Sent) -> None:
    rows = closed.tabs["Feedback"]

    assert len(rows) == 4 * 5
    assert {row["opens"] for row in rows} == {date(2027, 1, 8)}
    assert {row["closes"] for row in rows} == {date(2027, 1, 15)}
    assert not any("Tess" in str(value) for row in rows for value in row.values())


@pytest.mark.proves("R-CLC-13", "R-SS-10", "F-91")
def test_the_report_of_the_cycle_tells_counts_the_response_rate_and_the_review(
    closed: Sent,
) -> None:
    out = closed.typist.does("report", "cycle-end", "a").out

    assert "23 of 25 visits and 25 of 25 debriefs took place" in out
    assert "open Fri 8 Jan to Fri 15 Jan, 3 of 5 answered, 60 %" in out
    assert "Progress: More talk in class" in out
    assert "Barriers: Testing" in out
    assert "Tess" not in out
    assert "More talk\n" not in out


@pytest.mark.proves("F-103", "J14")
def test_the_next_cohort_is_proposed_from_the_unserved_with_reasons(closed: Sent) -> None:
    out = closed.typist.does("report", "next-cohort", "--size", "2").out.splitlines()

    assert out[0] == "Proposed: 2 teachers of 2"
    assert out[1].startswith("  Otis Keen (o2), Oak: volunteered on Sep 7, 2026; never in a cycle")
    assert out[2].startswith("  Olga New (o1), Oak: volunteered on Oct 5, 2026; never in a cycle")
    # Those of the cycle that has just ended come after whom it did not reach, assigned ones last.
    waiting = [line.split(" (")[0].strip() for line in out[4:-1]]
    assert waiting == ["Tess Ash", "Tess Birch", "Tess Cedar", "Tess Elm", "Tess Fir", "Orla Told"]
    assert out[-1] == "Not asked: 1 declined, 1 paused."
    assert not any("Omar" in line or "Opal" in line for line in out)


@pytest.mark.proves("R-CCL-11", "F-102")
def test_what_visits_really_took_is_told_beside_what_was_set(closed: Sent) -> None:
    out = closed.typist.does("report", "lengths").out

    # 40 44 45 46 50; the visit that was cancelled has no length.
    assert "classroom visit" in out
    assert "45     5       45  40 to 50" in out


def test_while_a_cycle_runs_its_members_are_proposed_to_nobody(sent_out: Sent) -> None:
    out = sent_out.typist.does("report", "next-cohort").out

    assert "Tess" not in out


def test_a_cohort_nobody_knows_is_refused(sent_out: Sent) -> None:
    ran = sent_out.typist.types("report", "cycle-end", "Q")

    assert ran.code == 2
    assert "Use one of: A." in ran.err


def test_without_written_lengths_nothing_is_compared(sent_out: Sent) -> None:
    assert "actual_min in VisitLog" in sent_out.typist.does("report", "lengths").out


def test_before_anything_was_sent_nothing_is_read_from_google(tmp_path: Path) -> None:
    typist = typed(tmp_path, a_cohort(3), now="2026-10-30T15:30")

    assert "actual_min" in typist.does("report", "lengths").out
    assert not (typist.folder / ".bellweave" / "local-google.db").exists()
