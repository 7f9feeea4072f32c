"""What a coach writes stands in her workbook and nowhere else, whatever is run afterwards."""

from pathlib import Path

import pytest

from sheets_templates.books.coach import VISIT_LOG
from sheets_templates.vocabulary.table import address
from sync.sheets.who_reads import known_books
from tests.errands.test_forgetting_workbooks import OWN, at_desk, everything, logged
from tests.journeys.typing_commands import Typist

CANARY = "quagga"
FREE = ("reason", "focus", "next_step", "coach_comment")


def write_notes(typist: Typist) -> None:
    """The canary into every free column of the first visit, which is held."""
    with at_desk(typist) as desk:
        grid = logged(desk)
        titles = [cell.value for cell in grid[0]]
        wanted = {**{header: f"{CANARY} {header}" for header in FREE}, "outcome": "held"}
        desk.google.sheets.write_values(
            known_books(desk.journal)[OWN],
            {
                address(VISIT_LOG.name, 1, titles.index(header)): [[text]]
                for header, text in wanted.items()
            },
        )


@pytest.mark.slow
@pytest.mark.proves("X18", "F-80")
def test_a_note_is_found_in_the_coachs_workbook_alone(
    pushed_workspace: Typist, tmp_path: Path
) -> None:
    typist = pushed_workspace.moved_to(tmp_path / "noted")
    typist.now = "2026-12-18T15:00"
    write_notes(typist)
    typist.does("pull")
    typist.does("push", "--yes", "--now-send")
    for form in ("ics", "csv", "xlsx", "html"):
        typist.does("export", form)
    typist.does("export", "hours", "t1")
    typist.does("status")
    typist.does("doctor")

    places = sorted(where for where, text in everything(typist).items() if CANARY in text)
    said = [text for text in typist.said if CANARY in text]
    with at_desk(typist) as desk:
        calendars = desk.journal.calendars().values()
        pages = [desk.google.calendar.list_events(one) for one in calendars]
    events = [repr(event.raw) for page in pages for event in page.events]

    assert places == [f"workbook {OWN}"]
    assert said == []
    assert len(events) > 3
    assert [event for event in events if CANARY in event] == []
