"""A push killed with SIGKILL at a point the server draws, and run again: nobody notices.

The server strikes inside a request, so no test waits for a moment or hopes to meet it.
"""

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from local_google import admin
from scheduler.errors import StaleChangeSet
from sync.files.saved import load_change_set
from sync.merging.changes import ChangeSet
from tests.builders import ANA, KHAN, VISIT, at
from tests.kill.killed_push import (
    POINTS,
    Ended,
    Point,
    Pushing,
    after_the_commit,
    before_the_commit,
)
from tests.sync.coaching import WRITES, a_workspace, person, several, visit

KILLED = -signal.SIGKILL
VISITS = 4


@pytest.fixture
def pushing(tmp_path: Path) -> Iterator[Pushing]:
    """A district on a server of this process; its pushes run in processes of their own."""
    with a_workspace(tmp_path) as office:
        yield Pushing(office=office, folder=tmp_path)


@pytest.mark.proves("P1", "N1")
@pytest.mark.parametrize("point", POINTS)
def test_invitations_cut_off_by_a_kill_are_sent_once_each(pushing: Pushing, point: Point) -> None:
    wanted = several(VISITS)
    pushing.save(pushing.office.compare(*wanted))

    killed = pushing.killed(point, "insert", nth=3)
    left_open = pushing.written_down()
    again = pushing.again()

    assert killed.code == KILLED
    assert "intent" in left_open
    assert_all_done(pushing, again, VISITS)
    assert carried_out(pushing) == ["insert"] * VISITS
    live = pushing.office.live()
    assert {event.start for event in live} == {slot.start for _, slot in wanted}
    assert len(live) == VISITS
    invited = {("invitation", guest.email, event.id) for event in live for guest in event.attendees}
    assert len(invited) == 2 * VISITS
    assert mails_per_event(pushing) == Counter(dict.fromkeys(invited, 1))
    assert_a_third_push_writes_nothing(pushing, lambda: pushing.office.compare(*wanted))


@pytest.mark.proves("P1", "N3")
def test_a_move_cut_off_by_a_kill_is_told_once(pushing: Pushing) -> None:
    publish(pushing)
    later = visit("2026-12-09 09:50")
    pushing.save(pushing.office.compare(later))

    killed = pushing.killed(after_the_commit, "patch")
    again = pushing.again()

    assert killed.code == KILLED
    assert_all_done(pushing, again, 1)
    assert carried_out(pushing) == ["patch"]
    (event,) = pushing.office.live()
    assert event.start == at("2026-12-09 09:50")
    assert told(pushing) == [("update", person("ana")), ("update", person("hall"))]
    assert_a_third_push_writes_nothing(pushing, lambda: pushing.office.compare(later))


@pytest.mark.proves("P1", "N4")
def test_a_cancellation_cut_off_by_a_kill_is_told_once(pushing: Pushing) -> None:
    publish(pushing)
    pushing.save(pushing.office.compare(dropped=(VISIT,)))

    killed = pushing.killed(after_the_commit, "delete")
    again = pushing.again()

    assert killed.code == KILLED
    assert_all_done(pushing, again, 1)
    assert carried_out(pushing) == ["patch", "delete"]
    assert pushing.office.live() == []
    assert told(pushing) == [("cancellation", person("ana")), ("cancellation", person("hall"))]
    assert_a_third_push_writes_nothing(pushing, lambda: pushing.office.compare(dropped=(VISIT,)))


@pytest.mark.proves("P1", "N3")
def test_another_guest_whose_invitation_was_cut_off_is_still_invited(pushing: Pushing) -> None:
    """The marks on the event say the same of its time and text; only who was invited differs."""
    publish(pushing)
    with_khan = visit(required=(ANA, KHAN))
    pushing.save(pushing.office.compare(with_khan))

    killed = pushing.killed(before_the_commit, "patch")
    again = pushing.again()

    assert killed.code == KILLED
    assert_all_done(pushing, again, 1)
    (event,) = pushing.office.live()
    assert {guest.email for guest in event.attendees} == {person("ana"), person("khan")}
    assert told(pushing) == [("cancellation", person("hall")), ("invitation", person("khan"))]


def publish(pushing: Pushing) -> None:
    """One visit that everybody was told of, its mails and writes looked at."""
    pushing.office.publish(visit())
    pushing.office.mails()
    carried_out(pushing)


def assert_all_done(pushing: Pushing, again: Ended, changes: int) -> None:
    assert (again.code, again.states) == (0, ("done",) * changes)
    assert set(pushing.written_down()) == {"done"}


def assert_a_third_push_writes_nothing(pushing: Pushing, compare: Callable[[], ChangeSet]) -> None:
    """Neither the same file nor one made anew."""
    office = pushing.office
    same = load_change_set(pushing.change_file)

    with pytest.raises(StaleChangeSet):
        office.push(same)
    office.push(compare())

    assert carried_out(pushing) == []


def carried_out(pushing: Pushing) -> list[str]:
    """The writes to events since the last look that the server kept; a dropped one has status 0."""
    log = pushing.office.running.log
    found = [entry for entry in log.entries("calendar.events.*") if entry.status // 100 == 2]
    log.clear()
    kinds = (entry.method.rpartition(".")[2] for entry in found)
    return [kind for kind in kinds if kind in WRITES]


def told(pushing: Pushing) -> list[tuple[str, str]]:
    return sorted(pushing.office.mails())


def mails_per_event(pushing: Pushing) -> Counter[tuple[str, str, str]]:
    sent = admin.outbox(pushing.office.running.store)
    return Counter((mail.kind, mail.to, mail.event) for mail in sent)
