"""A push keeps the CyclePlan tab of an input Sheet filled in; what a cohort typed there stays and counts."""

from pathlib import Path

import pytest

import workflow
from sheets_templates.books.program_cycles import CYCLE_PLAN
from tests.journeys.input_sheet import in_a_sheet
from tests.journeys.typing_commands import Typist

FRIDAY = "2026-11-06T15:45"
HEADERS = [column.header for column in CYCLE_PLAN.columns]

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def pushed(tmp_path_factory: pytest.TempPathFactory) -> Typist:
    """The small start in a Sheet of three tabs, its first week found and sent."""
    typist = Typist(tmp_path_factory.mktemp("sheet"), now=FRIDAY)
    typist.does("init", "--small", "--start-week", "2026-11-23")
    in_a_sheet(typist)
    typist.does("schedule", "week", "2026-11-16")
    typist.does("push", "--yes")
    return typist


def cell_of(header: str, row: int) -> str:
    return f"{CYCLE_PLAN.name}!{chr(ord('A') + HEADERS.index(header))}{row}"


def write(typist: Typist, **cells: str) -> None:
    """Type into the row of week 6, which stands in the eighth."""
    workspace = workflow.open_here(start=typist.folder, now=typist.now)
    with workflow.google(workspace, None) as clients:
        typed = {cell_of(header, 8): [[value]] for header, value in cells.items()}
        clients.sheets.write_values(workspace.spreadsheet, typed)


def read(typist: Typist, header: str) -> list[object]:
    workspace = workflow.open_here(start=typist.folder, now=typist.now)
    with workflow.google(workspace, None) as clients:
        grid = clients.sheets.read(workspace.spreadsheet, [CYCLE_PLAN.name])[CYCLE_PLAN.name]
    at = HEADERS.index(header)
    return [row[at].value if at < len(row) else None for row in grid[1:8]]


@pytest.mark.proves("R-CLC-1", "R-CLC-7", "F-78")
def test_a_visit_typed_for_week_six_is_scheduled_and_the_next_push_leaves_the_cell(
    pushed: Typist, tmp_path: Path
) -> None:
    assert read(pushed, "week") == [0, 1, 2, 3, 4, 5, 6]
    typist = pushed.moved_to(tmp_path)
    before = workflow.read(workflow.open_here(start=tmp_path, now=FRIDAY)).activities
    write(typist, own_visit="yes", note="Ask for the gym")

    given = workflow.read(workflow.open_here(start=tmp_path, now=FRIDAY))
    assert len(given.activities) - len(before) == 8 * 2

    typist.does("push", "--yes")
    assert read(typist, "own_visit")[6] == "yes"
    assert read(typist, "note")[6] == "Ask for the gym"
    assert read(typist, "visit")[6] == "no"


def test_a_cell_of_ours_that_was_typed_over_stays_and_is_told(
    pushed: Typist, tmp_path: Path
) -> None:
    typist = pushed.moved_to(tmp_path)
    typist.does("push", "--yes")
    write(typist, label="Sharing")

    out = typist.does("push", "--yes").out

    assert read(typist, "label")[6] == "Sharing"
    assert "Sharing" in out
    assert "Teacher leadership and final reflection" in out


def test_headers_that_were_changed_are_told_and_stop_no_push(
    pushed: Typist, tmp_path: Path
) -> None:
    typist = pushed.moved_to(tmp_path)
    typist.does("push", "--yes")
    minutes = read(typist, "minutes")
    workspace = workflow.open_here(start=tmp_path, now=FRIDAY)
    with workflow.google(workspace, None) as clients:
        clients.sheets.write_values(workspace.spreadsheet, {cell_of("minutes", 1): [["length"]]})

    out = typist.does("push", "--yes").out

    assert "CyclePlan!F1" in out
    assert "length" in out
    assert read(typist, "minutes") == minutes
