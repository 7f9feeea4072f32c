"""What is past its date goes, what is not stays, and the record of it is whole."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

import workflow
from scheduler.district import PersonId
from scheduler.model import ActivityId
from sheets_templates.books.coach import VISIT_LOG
from sheets_templates.vocabulary.table import Grid, address
from sync.journal.kept_facts import kept_exclusions
from sync.journal.retention import NOBODY, old_answers
from sync.journal.tables import answers, exclusions
from sync.sheets.who_reads import known_books
from sync.sheets.workbooks import coach_book
from tests.builders import ANA, BEN, at
from tests.journeys.typing_commands import Typist
from tests.sync.coaching import a_workspace

AFTERWARDS = "2027-01-15T15:00"
OWN = coach_book(PersonId("c1"))
LATER = "2026-11-18"
"""Visits before this day are past a date of 58 days; later ones are not."""


@pytest.fixture
def over(pushed_workspace: Typist, tmp_path: Path) -> Typist:
    typist = pushed_workspace.moved_to(tmp_path / "over")
    typist.now = AFTERWARDS
    return typist


def keeps(typist: Typist, words: str) -> None:
    file = typist.folder / "bellweave.toml"
    file.write_text(f"retention_days = {words}\n{file.read_text('utf-8')}", "utf-8")


@contextmanager
def at_desk(typist: Typist) -> Iterator[workflow.Desk]:
    workspace = workflow.open_here(start=typist.folder, now=AFTERWARDS)
    with workflow.at_work(workspace, workflow.read(workspace)) as desk:
        yield desk


def log(desk: workflow.Desk) -> Grid:
    return desk.google.sheets.read(known_books(desk.journal)[OWN], [VISIT_LOG.name])[VISIT_LOG.name]


def column(typist: Typist, header: str) -> dict[str, object]:
    """Key of each row -> what stands below a header."""
    with at_desk(typist) as desk:
        grid = log(desk)
    titles = [cell.value for cell in grid[0]]
    key, at_ = titles.index("event_id"), titles.index(header)
    rows = [row for row in grid[1:] if row[key].value]
    return {str(row[key].value): row[at_].value if at_ < len(row) else None for row in rows}


def type_everywhere(typist: Typist) -> None:
    """A comment, an outcome and minutes in every row of the coach's log."""
    with at_desk(typist) as desk:
        grid = log(desk)
        titles = [cell.value for cell in grid[0]]
        wanted: dict[str, str | float] = {
            "coach_comment": "Warm welcome.",
            "outcome": "held",
            "actual_min": 30,
        }
        rows = [n for n, row in enumerate(grid) if n and row[titles.index("event_id")].value]
        desk.google.sheets.write_values(
            known_books(desk.journal)[OWN],
            {
                address(VISIT_LOG.name, row, titles.index(header)): [[value]]
                for row in rows
                for header, value in wanted.items()
            },
        )


@pytest.mark.slow
@pytest.mark.proves("F-101", "X19")
def test_notes_past_their_date_go_and_newer_ones_and_marks_stay(over: Typist) -> None:
    type_everywhere(over)
    keeps(over, "{ notes = 58 }")
    days = column(over, "date")
    old = {key for key, day in days.items() if str(day) < LATER}
    dry = over.does("retention")
    untouched = column(over, "coach_comment")
    over.does("retention", "--yes")

    assert 0 < len(old) < len(days)
    assert f"past: {len(old)} cells with notes" in dry.out
    assert set(untouched.values()) == {"Warm welcome."}
    comments = column(over, "coach_comment")
    assert {key for key, text in comments.items() if not text} == old
    assert set(column(over, "outcome").values()) == {"held"}
    assert set(column(over, "actual_min").values()) == {30.0}
    assert "none of them changed" in over.does("verify-audit").out
    assert "Nothing is past its date" in over.does("retention").out


@pytest.mark.proves("F-101")
def test_without_a_number_notes_answers_and_exports_are_kept(over: Typist) -> None:
    over.does("export", "csv")
    out = over.does("retention", "--yes").out

    assert out.count("kept until somebody clears it") == 3
    assert "images   kept for 90 days" in out
    assert "The audit is kept for good" in out
    assert list((over.folder / "out" / "csv").iterdir())


@pytest.mark.proves("F-101", "X19")
def test_exports_older_than_their_days_are_deleted_and_the_schedule_is_not(over: Typist) -> None:
    keeps(over, "{ exports = 30 }")
    over.does("export", "csv")
    draft = over.folder / ".bellweave" / "schedule.json"
    old, new = sorted((over.folder / "out" / "csv").iterdir())[:2]
    past = datetime.fromisoformat("2026-12-01T12:00+00:00").timestamp()
    fresh = datetime.fromisoformat("2027-01-10T12:00+00:00").timestamp()
    for path in (*(over.folder / "out").rglob("*.csv"), *draft.parent.glob("*.json")):
        os.utime(path, (fresh, fresh))
    for path in (old, draft):
        os.utime(path, (past, past))

    assert "past: 1 files" in over.does("retention").out
    assert old.exists()
    over.does("retention", "--yes")

    assert (old.exists(), new.exists(), draft.exists()) == (False, True, True)


def test_who_refused_a_time_goes_and_that_it_was_refused_stays(tmp_path: Path) -> None:
    start, end = at("2026-10-06 10:40").isoformat(), at("2026-10-06 11:20").isoformat()
    late = at("2026-12-08 10:40").isoformat()
    with a_workspace(tmp_path) as office:
        with office.journal.writing() as connection:
            for person, when in ((ANA, start), (BEN, start), (ANA, late)):
                row = {"activity": "v", "person": person, "end": end, "because": "declined"}
                connection.execute(exclusions.insert().values(start=when, **row))
                said = {"response": "declined", "seen": when, "start": when, "automatic": False}
                connection.execute(
                    answers.insert().values(activity=f"v{when}", person=person, **said)
                )
        counts = old_answers(office.journal, at("2026-11-01 00:00"), yes=True)

        assert counts == {"answers": 2, "refusals": 2}
        left = office.journal.rows(select(exclusions).order_by(exclusions.c.start))
        assert [(row.start, row.person) for row in left] == [(start, NOBODY), (late, ANA)]
        assert [one.activity for one in kept_exclusions(office.journal)] == [ActivityId("v")] * 2
        assert len(office.journal.rows(select(answers))) == 1
        assert old_answers(office.journal, at("2026-11-01 00:00"), yes=True) == {}


@pytest.mark.parametrize("words", ["{ notes = 0 }", "{ gossip = 3 }", '"long"'])
def test_a_number_that_cannot_be_meant_is_refused(over: Typist, words: str) -> None:
    keeps(over, words)

    assert over.types("retention").code == 2
