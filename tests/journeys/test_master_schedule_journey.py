"""A real school's master schedule, from the export to invitations and back.

The data are of a real school whose teachers stand under codes; tests/data/README.md names the source.
"""

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.journeys.guests import answers
from tests.journeys.typing_commands import Typist

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[1] / "data"
MONDAY = "2026-08-31T10:00"
FRIDAY = "2026-09-04T15:45"
WANTED, ENOUGH, DEBRIEFS = 66, 60, 20


@dataclass(frozen=True, kw_only=True)
class Story:
    """What the school's coach saw on the way."""

    typist: Typist
    made: str
    checked: str
    scheduled: str
    week: str
    pushed: str


@pytest.fixture(scope="module")
def story(tmp_path_factory: pytest.TempPathFactory) -> Story:
    """One coach with five mathematics teachers: everything up to the invitations."""
    typist = Typist(tmp_path_factory.mktemp("bghs"), now=MONDAY)
    files = DATA / "timetables" / "BGHS98.csv", DATA / "bells.csv"
    made = typist.does(
        *("init", "--master-schedule", str(files[0]), "--bells", str(files[1])),
        *("--bell-set", "day-school-8", "--school", "BGHS", "--coach", "Ana Ruiz"),
        *("--first-day", "2026-08-24", "--last-day", "2027-06-11"),
        *("--subject", "Math", "--start-week", "2026-09-21", "--periods-without-a-row", "free"),
    )
    settings = typist.folder / "bellweave.toml"
    settings.write_text(f'publish = "all"\n{settings.read_text("utf-8")}', "utf-8")
    checked = typist.does("check")
    scheduled = typist.does("schedule", "cycle")
    week = typist.does("show", "--csv")
    typist.now = FRIDAY
    mails = typist.does("push").number(r"([\d,]+) e-mails\.")
    pushed = typist.does("push", "--yes", "--confirm-mail", str(mails))
    return Story(
        typist=typist,
        made=made.out,
        checked=checked.out,
        scheduled=scheduled.out,
        week=week.out,
        pushed=pushed.out,
    )


@pytest.mark.proves("F-15")
def test_the_export_becomes_a_workspace_and_says_what_it_could_not_know(story: Story) -> None:
    assert "1457 of 1457 lessons of 56 teachers were taken over" in story.made
    assert "What a teacher does in a period without a lesson is not in the export." in story.made


def test_the_cohort_is_five_of_its_mathematics_teachers(story: Story) -> None:
    assert "Cohort A of coach-anaruiz: Maths01; Maths02; Maths03; Maths04; Maths05." in story.made
    assert f"{WANTED} activities in 1 cohort" in story.checked


def test_what_periods_without_a_row_are_taken_for_is_printed(story: Story) -> None:
    assert "A block without a timetable row counts as free" in story.checked


@pytest.mark.proves("R-CLC-1")
def test_most_of_the_cycle_finds_a_time_in_a_real_timetable(story: Story) -> None:
    kinds = Counter(line.split(",")[3] for line in story.week.splitlines()[1:])

    assert kinds.total() >= ENOUGH
    assert kinds["debrief"] >= DEBRIEFS
    assert f"of {WANTED} in" in story.scheduled


def test_everything_placed_is_in_the_calendar_and_mailed_once(story: Story) -> None:
    placed = len(story.week.splitlines()) - 1
    invitations = Counter(
        (mail.event, mail.to) for mail in story.typist.mails() if mail.kind == "invitation"
    )

    assert f"+ {placed:>3} new" in story.pushed
    assert len({event for event, _ in invitations}) == placed
    assert set(invitations.values()) == {1}


@pytest.mark.proves("F-62")
def test_a_second_push_writes_nothing(story: Story) -> None:
    writes = story.typist.writes()
    again = story.typist.does("push", "--yes")

    assert "Done: 0 writes, 0 e-mails." in again.out
    assert story.typist.writes() == writes


@pytest.mark.proves("F-66")
def test_a_declined_visit_is_read_back_and_gets_another_time(story: Story) -> None:
    with story.typist.google() as store:
        title = answers(
            store, "maths01@bghs.example", "classroom visit", "declined", comment="exams"
        )
    story.typist.now = "2026-09-07T09:00"
    pulled = story.typist.does("pull")
    old = _time_of(story.typist, "Maths01")
    story.typist.does("schedule", "week", "2026-09-14")

    assert "Maths01 declined" in pulled.out
    assert '"exams"' in pulled.out
    assert title.startswith("Math coaching: classroom visit")
    assert _time_of(story.typist, "Maths01") != old


def _time_of(typist: Typist, teacher: str) -> str:
    """When the teacher's first visit is."""
    rows = typist.does("show", "--csv").out.splitlines()[1:]
    visits = [row for row in rows if f",{teacher}," in row and "classroom visit" in row]
    return ",".join(visits[0].split(",")[:2])
