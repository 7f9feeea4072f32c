"""`doctor` tells who opens the coaching calendars and should not."""

from pathlib import Path

import pytest

import workflow
from errands.books.coaching_calendars import coaching_calendars
from local_google.calendar_acl import put_rule
from tests.journeys.typing_commands import Typist

SOMEBODY = "old.coach@lincoln.example"


def let_in(typist: Typist, kind: str, value: str, role: str) -> None:
    """What somebody does under Settings and sharing."""
    workspace = workflow.open_here(start=typist.folder, now=typist.now)
    _, (calendar, *_) = coaching_calendars(workspace)
    with typist.google() as store, store.write() as db:
        put_rule(store, db, calendar=calendar.calendar_id, kind=kind, value=value, role=role)


@pytest.mark.slow
@pytest.mark.proves("F-80")
def test_a_calendar_open_to_others_is_told_and_one_that_shows_only_busy_is_not(
    pushed_workspace: Typist, tmp_path: Path
) -> None:
    typist = pushed_workspace.moved_to(tmp_path / "pushed")
    typist.does("calendars", "share", "--yes")
    let_in(typist, "domain", "lincoln.example", "freeBusyReader")
    before = typist.does("doctor").out
    let_in(typist, "user", SOMEBODY, "writer")
    let_in(typist, "default", "", "reader")
    after = typist.does("doctor").out

    assert "1 coaching calendar, open to coach and owner only" in before
    assert "1 coaching calendar, 1 open to others than coach and owner" in after
    assert f"{SOMEBODY} changes it" in after
    assert "anybody on the internet reads it" in after
    assert "ana.ruiz@" not in after.partition("Sharing")[2]
    assert "everybody at" not in after


def test_before_the_first_push_there_is_nothing_to_tell(scheduled: Typist) -> None:
    assert "Sharing" not in scheduled.does("doctor").out
