"""`export hours` reads what coaches marked, and writes one person's file about that person alone."""

import csv
from pathlib import Path

import pytest

import workflow
from scheduler.district import PersonId
from sheets_templates.books.coach import VISIT_LOG
from sheets_templates.vocabulary.table import address
from sheets_templates.vocabulary.written import written
from sync.sheets.workbooks import coach_book, known_workbook
from tests.journeys.typing_commands import Typist

AFTERWARDS = "2026-12-18T15:00"


@pytest.fixture
def over(pushed_workspace: Typist, tmp_path: Path) -> Typist:
    typist = pushed_workspace.moved_to(tmp_path / "over")
    typist.now = AFTERWARDS
    return typist


def mark(typist: Typist, teacher: str, **cells: str | int) -> None:
    """What the coach types into the row of her visit to a teacher."""
    workspace = workflow.open_here(start=typist.folder, now=AFTERWARDS)
    with workflow.at_work(workspace, workflow.read(workspace)) as desk:
        book = known_workbook(desk.journal, coach_book(PersonId("c1")))
        assert book is not None
        grid = desk.google.sheets.read(book, [VISIT_LOG.name])[VISIT_LOG.name]
        headers = [cell.value for cell in grid[0]]
        rows = [n for n, row in enumerate(grid) if row[headers.index("teacher")].value == teacher]
        assert len(written(VISIT_LOG, grid)) > 1
        desk.google.sheets.write_values(
            book,
            {
                address(VISIT_LOG.name, rows[0], headers.index(header)): [[value]]
                for header, value in cells.items()
            },
        )


def test_a_person_gets_her_own_held_sessions_and_nobody_elses_name(over: Typist) -> None:
    mark(over, "Maria Lopez", outcome="held", actual_min=33)
    mark(over, "James Chen", outcome="held")
    out = over.does("export", "hours", "Maria Lopez").out
    text = (over.folder / "out" / "hours-maria-lopez.txt").read_text("utf-8")

    assert "1 session held, 33 minutes" in out
    assert "Professional learning of Maria Lopez" in text
    assert "33 min " in text
    assert [name for name in ("James Chen", "Ana Ruiz", "lincoln.example") if name in text] == []


def test_planned_minutes_stand_in_and_are_told_as_such(over: Typist) -> None:
    mark(over, "James Chen", outcome="moved")
    over.does("export", "hours", "t2", "--format", "csv", "--out", "james.csv")

    with (over.folder / "james.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert row["minutes_are"] == "as planned"
    assert int(row["minutes"]) > 0


def test_what_was_cancelled_or_is_outside_the_dates_is_not_there(over: Typist) -> None:
    mark(over, "Maria Lopez", outcome="cancelled by teacher")
    mark(over, "James Chen", outcome="held")

    assert "0 sessions held, 0 minutes" in over.does("export", "hours", "t1").out
    late = over.does("export", "hours", "t2", "--from", "2026-12-01").out
    assert "0 sessions held" in late


@pytest.mark.parametrize(
    "words", [("hours",), ("hours", "nobody"), ("csv", "t1"), ("csv", "--from", "2026-12-01")]
)
def test_a_person_must_be_named_and_known(over: Typist, words: tuple[str, ...]) -> None:
    assert over.types("export", *words).code == 2
