"""Somebody stops a push: the calls in flight end, no other begins, and the same push goes on later."""

import os
import signal
import threading

import pytest

from local_google.faults import Deed, Rule
from sync.calendars.stopping import finishing_calls
from sync.journal.journal import OpState
from tests.sync.coaching import Workspace, several

STOPS = [(signal.SIGTERM, 7), (signal.SIGINT, 130)]


@pytest.mark.proves("P11")
@pytest.mark.parametrize(("which", "code"), STOPS)
def test_a_push_that_is_stopped_ends_its_calls_and_goes_on_where_it_was(
    office: Workspace, which: signal.Signals, code: int
) -> None:
    changes = office.compare(*several(8))
    office.running.faults.add(
        Rule(
            method="calendar.events.insert",
            deed=Deed.SIGNAL,
            nth=3,
            pid=os.getpid(),
            signal=which,
        )
    )
    before = signal.getsignal(which)
    report = office.push(changes)
    written = office.writes()
    states = [outcome.state for outcome in report.outcomes]
    office.running.faults.clear()
    again = office.push(changes)

    assert report.stopped is not None
    assert report.stopped.exit_code == code
    assert 3 <= len(written) < 8
    assert states.count(OpState.DONE) == len(written)
    assert set(states) == {OpState.DONE, OpState.LAPSED}
    assert signal.getsignal(which) is before
    assert (again.run, again.left, len(office.live())) == (report.run, (), 8)
    assert len(office.mails()) == 16


@pytest.mark.proves("P11")
def test_a_second_ctrl_c_breaks_off_after_all() -> None:
    told: list[str] = []
    with finishing_calls(lambda error: told.append(error.what)):
        signal.raise_signal(signal.SIGINT)
        with pytest.raises(KeyboardInterrupt):
            signal.raise_signal(signal.SIGINT)

    assert told == ["stopped from the keyboard"]


def test_a_push_in_another_thread_leaves_signals_alone() -> None:
    seen: list[object] = []

    def inside() -> None:
        with finishing_calls(lambda error: None):
            seen.append(signal.getsignal(signal.SIGTERM))

    before = signal.getsignal(signal.SIGTERM)
    thread = threading.Thread(target=inside)
    thread.start()
    thread.join(timeout=10)

    assert seen == [before]
