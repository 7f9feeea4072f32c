"""A leader asks for more meetings with a teacher: they are sent, and the note stays in the tab."""

import pytest

from tests.journeys.guests import signed_in
from tests.journeys.typing_commands import Typist

pytestmark = pytest.mark.slow

NOTE = "cries on Mondays"


@pytest.mark.proves("F-80")
def test_what_is_asked_for_is_sent_and_its_note_never_leaves_the_tab(fresh: Typist) -> None:
    rows = f"person,kind,coach,week,count,minutes,note\nt1,meeting,c1,2026-11-18,2,20,{NOTE}\n"
    (fresh.folder / "input" / "Requests.csv").write_text(rows, encoding="utf-8")
    fresh.does("schedule", "week", "2026-11-16")
    fresh.does("push", "--yes", "--now-send")

    with fresh.google() as store, signed_in(store, "math-coaching@bellweave.example") as office:
        events = [e for one in office.calendars() for e in office.list_events(one.id).events]
    meetings = [e for e in events if "meeting" in e.summary and "planning" not in e.summary]
    kept = [path for path in fresh.folder.rglob("*") if path.is_file()]
    holding = {path.name for path in kept if NOTE.encode() in path.read_bytes()}

    assert len([e for e in meetings if e.start]) == 2, [e.summary for e in events]
    assert holding == {"Requests.csv"}
