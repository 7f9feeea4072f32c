"""A tracking workbook that is gone or may only be read stops itself, not the calendars."""

import pytest

import workflow
from sync.sheets.workbooks import PROGRAM, known_workbook
from sync.workspace.known import journal
from tests.journeys.typing_commands import Typist

pytestmark = pytest.mark.slow


def program_book(typist: Typist) -> str:
    workspace = workflow.open_here(start=typist.folder, now=typist.now)
    with journal(workspace, "America/New_York") as kept:
        book = known_workbook(kept, PROGRAM)
    assert book
    return book


@pytest.mark.proves("S4")
def test_a_workbook_that_was_deleted_is_told_and_the_events_go_out(sent: Typist) -> None:
    book = program_book(sent)
    workspace = workflow.open_here(start=sent.folder, now=sent.now)
    with workflow.google(workspace, None) as clients:
        clients.sheets.delete(book)
    before = sent.writes()
    sent.does("schedule", "week", "2026-11-23")
    ran = sent.does("push", "--yes", "--now-send")

    assert sent.writes() > before
    assert "The program workbook is out of reach and was left as it is" in ran.out
    assert "Tracking: " in ran.out
    assert "0 to add, 0 to change" in sent.does("schedule", "week", "2026-11-23").out
