"""One push at a time: a second one is told who is at work, and a dead one is in nobody's way."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from scheduler.errors import Interrupted
from sync.event.marks import marks_of
from sync.journal.journal import open_journal
from sync.journal.lease import Here, beat, give_back, holder, holding, take, this_process
from tests.sync.coaching import FRIDAY, Workspace, visit

ME = Here(host="office-1", pid=41, boot="monday", lives=lambda pid: True)
NEXT_DOOR = replace(ME, pid=42)


@pytest.mark.proves("P3")
def test_a_second_push_is_told_who_is_at_work(office: Workspace) -> None:
    take(office.journal, "ana@district.example", ME)
    office.later(timedelta(seconds=12))

    with pytest.raises(Interrupted) as told:
        take(office.journal, "ben@district.example", NEXT_DOOR)
    assert "ana@district.example, process 41 on office-1, for 12 s" in told.value.what


@pytest.mark.proves("P3")
@pytest.mark.parametrize(
    "here",
    [
        replace(NEXT_DOOR, lives=lambda pid: pid != 41),
        replace(NEXT_DOOR, boot="tuesday"),
    ],
)
def test_a_push_that_died_on_this_computer_is_in_nobodys_way(office: Workspace, here: Here) -> None:
    first = take(office.journal, "ana", ME)

    assert take(office.journal, "ben", here) == first + 1


@pytest.mark.proves("P3")
def test_the_process_of_another_computer_is_believed_until_it_is_silent_too_long(
    office: Workspace,
) -> None:
    elsewhere = replace(NEXT_DOOR, host="office-2", boot="other", lives=lambda pid: False)
    fence = take(office.journal, "ana", ME)
    office.later(timedelta(seconds=50))
    assert beat(office.journal, fence)
    office.later(timedelta(seconds=50))
    with pytest.raises(Interrupted):
        take(office.journal, "ben", elsewhere)
    office.later(timedelta(seconds=11))

    assert take(office.journal, "ben", elsewhere) == fence + 1
    assert not beat(office.journal, fence)


@pytest.mark.proves("P10")
def test_a_clock_that_jumped_back_a_day_does_not_lock_everybody_out(office: Workspace) -> None:
    take(office.journal, "ana", ME)
    office.later(timedelta(days=-1))

    assert take(office.journal, "ben", replace(NEXT_DOOR, host="office-2")) == 2


def test_what_was_given_back_is_free_and_the_fence_goes_on(office: Workspace) -> None:
    first = take(office.journal, "ana", ME)
    give_back(office.journal, first)

    assert holder(office.journal) is None
    assert take(office.journal, "ben", NEXT_DOOR) == first + 1


@pytest.mark.proves("P3")
def test_a_push_beside_another_writes_nothing_and_can_be_run_again(
    office: Workspace,
) -> None:
    changes = office.compare(visit())
    with holding(office.journal, "the office next door", lambda error: None):
        with pytest.raises(Interrupted, match="the office next door") as told:
            office.push(changes)
        assert office.writes() == []

    assert told.value.exit_code == 7
    assert office.push(changes).left == ()


@pytest.mark.proves("P3")
def test_two_pushes_at_the_same_moment_send_one_invitation_each(
    office: Workspace, tmp_path: Path
) -> None:
    changes = office.compare(visit())
    begin = threading.Barrier(2)
    refused: list[str] = []

    def push() -> None:
        with second_process(office, tmp_path) as other:
            begin.wait(timeout=10)
            try:
                other.push(changes)
            except Exception as error:  # noqa: BLE001 - the second one may be refused in two ways
                refused.append(str(error))

    both = [threading.Thread(target=push) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join(timeout=60)

    assert len(refused) == 1
    assert sorted(kind for kind, _ in office.mails()) == ["invitation", "invitation"]
    assert office.writes() == ["insert"]


@contextmanager
def second_process(office: Workspace, folder: Path) -> Iterator[Workspace]:
    """The same journal opened once more, as another process on this computer would."""
    journal = open_journal(
        f"sqlite:///{folder / 'journal.sqlite3'}", lineage="example", now=lambda: FRIDAY
    )
    yield Workspace(office.running, journal, office.transport, office.district)
    journal.close()


def test_an_event_carries_the_run_and_the_fence_it_was_written_under(office: Workspace) -> None:
    office.publish(visit())
    office.publish(visit("2026-12-09 10:40"))

    marks = marks_of(office.event())
    assert marks is not None
    assert marks.run == "r-2.2"


def test_this_process_knows_itself_to_be_alive() -> None:
    here = this_process()

    assert here.lives(here.pid)
    assert here.host
