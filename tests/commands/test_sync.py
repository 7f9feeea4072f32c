"""`bellweave sync`: calendars read back and workbooks brought up to date, without a mail."""

from pathlib import Path

import pytest

from tests.journeys.guests import answers
from tests.journeys.typing_commands import Typist


@pytest.fixture
def pushed(pushed_workspace: Typist, tmp_path: Path) -> Typist:
    return pushed_workspace.moved_to(tmp_path / "pushed")


def test_without_yes_a_sync_reads_and_writes_nothing(pushed: Typist) -> None:
    ran = pushed.does("sync")

    assert ran.number(r"bring (\d+) workbook") == 2
    assert "0 people would get an e-mail." in ran.out
    assert "dry run" in ran.out
    assert "Nothing new" not in ran.out


def test_a_sync_reads_the_answers_into_the_workbooks_and_mails_nobody(pushed: Typist) -> None:
    with pushed.google() as store:
        answers(store, "james.chen@lincoln.example", "classroom visit", "declined")
    mails, writes = len(pushed.mails()), pushed.writes()

    done = pushed.does("sync", "--yes")
    again = pushed.does("sync", "--yes")

    assert "Answers: 1 declined." in done.out
    assert done.number(r"Tracking: ([\d,]+) cell") > 0
    assert "Nothing new since the last time." in again.out
    assert (len(pushed.mails()), pushed.writes()) == (mails, writes)


def test_a_sync_needs_a_schedule(fresh: Typist) -> None:
    ran = fresh.types("sync", "--yes")

    assert ran.code == 2
    assert "fix:   Find times first: bellweave schedule week" in ran.err
