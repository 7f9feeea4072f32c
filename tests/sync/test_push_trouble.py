"""Lost answers, refusals and interruptions: still one event an activity and one mail a guest."""

from collections.abc import Callable
from datetime import datetime

import pytest

from local_google.faults import Deed, Moment, Rule, refuse
from scheduler.errors import Interrupted
from sync.calendars.carry import End
from sync.calendars.look import look
from sync.journal.journal import OpState
from tests.builders import (
    ANA,
    VISIT,
    at,
)
from tests.sync.coaching import (
    Workspace,
    several,
    visit,
)

LATER = "2026-12-09 10:40"
INSERT, PATCH, DELETE = (f"calendar.events.{name}" for name in ("insert", "patch", "delete"))


@pytest.mark.proves("N1", "M2", "GE-4")
def test_a_lost_answer_to_an_insert_leaves_one_event_and_one_mail_each(office: Workspace) -> None:
    office.running.faults.add(Rule(method=INSERT, deed=Deed.DROP, at=Moment.AFTER_COMMIT))

    report = office.publish(visit())

    assert [outcome.end for outcome in report.outcomes] == [End.ALREADY]
    assert len(office.live()) == 1
    assert len(office.mails()) == 2
    assert office.publish(visit()).outcomes == ()


@pytest.mark.proves("N5")
def test_an_insert_that_failed_before_it_was_kept_is_sent_again(office: Workspace) -> None:
    office.running.faults.add(refuse(INSERT, 503, "backendError", at=Moment.BEFORE_COMMIT))

    office.publish(visit())

    assert len(office.live()) == 1
    assert len(office.mails()) == 2


@pytest.mark.proves("N3")
def test_a_lost_answer_to_a_move_tells_people_once(published: Workspace) -> None:
    published.running.faults.add(Rule(method=PATCH, deed=Deed.DROP, at=Moment.AFTER_COMMIT))

    report = published.publish(visit(LATER))

    assert [outcome.state for outcome in report.outcomes] == [OpState.DONE]
    assert published.event().start == at(LATER)
    assert len(published.mails()) == 2


@pytest.mark.proves("N4")
def test_a_lost_answer_to_a_cancellation_tells_people_once(published: Workspace) -> None:
    published.running.faults.add(Rule(method=DELETE, deed=Deed.DROP, at=Moment.AFTER_COMMIT))

    report = published.publish(dropped=(VISIT,))

    assert [outcome.state for outcome in report.outcomes] == [OpState.DONE]
    assert published.event().cancelled
    assert len(published.mails()) == 2


@pytest.mark.proves("P1", "GE-3")
def test_a_run_that_died_after_the_write_is_found_done(office: Workspace) -> None:
    changes = office.compare(visit())

    with pytest.raises(SystemExit):
        office.push(changes, now=dies_after(office, calls=1))
    assert len(office.mails()) == 2
    report = office.push(changes)

    assert [outcome.state for outcome in report.outcomes] == [OpState.DONE]
    assert len(office.live()) == 1
    assert office.mails() == []


@pytest.mark.proves("P1", "GE-3")
@pytest.mark.parametrize("moment", [Moment.BEFORE_COMMIT, Moment.AFTER_COMMIT])
def test_an_interrupted_run_continues_where_it_stopped(office: Workspace, moment: Moment) -> None:
    visits = several(6)
    changes = office.compare(*visits)
    for method, nth in ((INSERT, 4), ("calendar.events.get", 1)):
        office.running.faults.add(
            Rule(method=method, deed=Deed.DROP, at=moment, nth=nth, count=None)
        )
    stopped = office.push(changes)
    office.running.faults.clear()

    assert isinstance(stopped.stopped, Interrupted)
    assert stopped.left
    assert stopped.stopped.exit_code == 7
    report = office.push(changes)

    assert report.run == stopped.run
    assert report.stopped is None
    assert len(office.live()) == 6
    assert len(office.mails()) == 12


@pytest.mark.proves("N9")
def test_one_refused_write_does_not_stop_the_rest(office: Workspace) -> None:
    office.running.faults.add(refuse(INSERT, 403, "forbidden", nth=2))

    changes = office.compare(*several(4))
    report = office.push(changes)

    states = sorted(outcome.state for outcome in report.outcomes)
    assert states == [OpState.DONE, OpState.DONE, OpState.DONE, OpState.FAILED]
    assert report.stopped is None
    assert report.mails == len(office.mails()) < changes.counts.mails


@pytest.mark.proves("C14")
def test_a_calendar_that_is_gone_stops_its_own_lane_only(office: Workspace) -> None:
    office.publish(*several(2))
    changes = office.compare(*several(6))
    gone = office.journal.calendars()[ANA]
    office.api.delete_calendar(gone)

    report = office.push(changes)

    lanes: dict[str, set[OpState]] = {o.change.calendar_id: set() for o in report.outcomes}
    for outcome in report.outcomes:
        lanes[outcome.change.calendar_id].add(outcome.state)
    assert gone in lanes
    assert {OpState.DONE} in lanes.values()
    assert {OpState.FAILED, OpState.LAPSED} in lanes.values()


@pytest.mark.proves("N16")
def test_a_list_that_comes_back_empty_by_mistake_changes_nothing(published: Workspace) -> None:
    published.running.faults.add(
        Rule(method="calendar.events.list", deed=Deed.NOTHING_LISTED, count=None)
    )

    seen = look(published.api, published.journal, [ANA])

    assert seen.stopped == set(published.journal.calendars().values())
    assert published.compare(visit(LATER)).changes == ()


def dies_after(office: Workspace, *, calls: int) -> Callable[[], datetime]:
    """A clock that ends the process when it is asked for the n-th time: between write and journal."""
    left = [calls]

    def now() -> datetime:
        left[0] -= 1
        if left[0] < 0:
            raise SystemExit
        return office.now

    return now
