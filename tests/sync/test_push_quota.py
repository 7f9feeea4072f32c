"""A push against Google's own limits and a server that fails: it slows down, stops and goes on."""

from collections.abc import Iterator
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from local_google import admin
from local_google.faults import Deed, Faults, Moment, Rule, refuse
from local_google.quotas import Quotas
from local_google.services import open_store
from scheduler.errors import Interrupted, SignInNeeded
from sync.account.credentials import load_local
from sync.journal.journal import OpState, open_journal
from sync.journal.shared_pace import SharedPace
from sync.wire.connection import local
from sync.wire.limits import Rates
from sync.wire.transport import Transport
from tests.builders import ZONE, a_district
from tests.local_google.in_process import Inside, inside
from tests.sync.coaching import FRIDAY, OFFICE, QuickClock, Workspace, several

INSERT = "calendar.events.insert"
BEGAN = datetime(2026, 12, 1, tzinfo=UTC)
EVENTS = 12
PER_MINUTE = 30


class Place:
    """A server in this process whose clock goes as ours does: time passes by waiting alone."""

    def __init__(self, server: Inside, clock: QuickClock, folder: Path) -> None:
        self.server = server
        self.clock = clock
        self.folder = folder
        self.open_here = ExitStack()
        self.sign_in()

    def sign_in(self) -> None:
        self._minted = admin.mint(self.server.store, OFFICE, time_zone=ZONE)

    def office(self, rates: Rates, name: str = "journal") -> Workspace:
        to = local(self.server.url, rates=rates, carrier=self.server.adapter)
        credentials = load_local(to.calendar_root, self._minted.refresh, token=self._minted.access)
        journal = open_journal(
            f"sqlite:///{self.folder / name}.sqlite3", lineage="example", now=lambda: FRIDAY
        )
        book = SharedPace(journal.writing, OFFICE, lambda: 1e9 + self.clock.monotonic())
        transport = Transport(credentials, to, clock=self.clock, book=book)
        for opened in (journal, transport):
            self.open_here.callback(opened.close)
        running: Any = self.server
        return Workspace(running, journal, transport, a_district())

    def refused(self) -> int:
        """Calls for which Google said "too fast"."""
        entries = self.server.log.entries("calendar.*")
        return sum(entry.status in (403, 429) for entry in entries)

    def asked(self) -> int:
        return len(self.server.log.entries("calendar.*"))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    """Thirty calendar calls a minute and a user."""
    clock = QuickClock()
    store = open_store(seed="quota", clock=lambda: BEGAN + timedelta(seconds=clock.monotonic()))
    with (
        closing(store),
        inside(store, faults=Faults(), quotas=Quotas({"calendar": PER_MINUTE})) as server,
    ):
        for person in a_district().people.values():
            if not person.external:
                admin.add_user(store, person.email, time_zone=ZONE)
        place = Place(server, clock, tmp_path)
        with place.open_here:
            yield place


@pytest.mark.proves("N6", "GE-29")
def test_a_push_that_knows_the_quota_is_never_refused(place: Place) -> None:
    office = place.office(Rates(calendar=PER_MINUTE))

    report = office.publish(*several(40))

    assert report.left == ()
    assert place.refused() == 0
    assert place.clock.monotonic() >= 60  # more than forty calls at twenty-four a minute


@pytest.mark.proves("N6", "GE-28", "F-71")
def test_a_push_that_thinks_the_quota_ten_times_as_high_slows_down_and_comes_through(
    place: Place,
) -> None:
    office = place.office(Rates(calendar=10 * PER_MINUTE))

    report = office.publish(*several(60))

    assert report.left == ()
    assert len(office.live()) == 60
    assert 0 < place.refused() <= 0.10 * place.asked()


@pytest.mark.proves("N6")
def test_two_commands_at_the_same_time_share_the_quota(place: Place) -> None:
    one = place.office(Rates(calendar=PER_MINUTE))
    other = place.office(Rates(calendar=PER_MINUTE))
    one.publish(*several(20))

    for _ in range(20):
        other.api.get_calendar(OFFICE)

    assert place.refused() == 0


@pytest.mark.proves("N7")
def test_a_pause_of_two_minutes_is_waited_once_by_all_lanes(place: Place) -> None:
    office = place.office(Rates())
    changes = office.compare(*several(EVENTS))
    began = place.clock.monotonic()
    place.server.faults.add(refuse(INSERT, 429, "rateLimitExceeded", retry_after_s=120))

    report = office.push(changes)

    assert report.left == ()
    assert 120 <= place.clock.monotonic() - began < 240


@pytest.mark.proves("N8", "GE-13")
def test_used_up_for_the_day_stops_all_lanes_says_hours_and_goes_on_later(place: Place) -> None:
    office = place.office(Rates())
    changes = office.compare(*several(EVENTS))
    message = "Calendar usage limits exceeded."
    place.server.faults.add(refuse(INSERT, 403, "quotaExceeded", message, nth=5, count=None))
    stopped = office.push(changes)

    assert isinstance(stopped.stopped, Interrupted)
    assert "hours" in stopped.stopped.what
    assert "tomorrow" in stopped.stopped.fix
    assert stopped.stopped.exit_code == 7
    assert place.refused() <= 2  # one a lane, and never again
    place.server.faults.clear()
    again = office.push(changes)

    assert (again.run, again.left) == (stopped.run, ())
    assert len(office.live()) == EVENTS
    assert len(office.mails()) == 2 * EVENTS


@pytest.mark.proves("N11")
def test_a_server_that_hangs_for_good_ends_the_run_and_not_the_evening(place: Place) -> None:
    office = place.office(Rates())
    changes = office.compare(*several(EVENTS))
    place.server.faults.add(Rule(method=INSERT, deed=Deed.HANG, nth=3, count=None))
    began = place.clock.monotonic()

    stopped = office.push(changes)

    assert isinstance(stopped.stopped, Interrupted)
    assert place.clock.monotonic() - began <= 15 * 60
    place.server.faults.clear()
    assert office.push(changes).left == ()
    assert len(office.mails()) == 2 * EVENTS


@pytest.mark.proves("N14", "GE-32")
def test_a_sign_in_that_ends_in_the_middle_keeps_the_journal_for_the_next(place: Place) -> None:
    office = place.office(Rates())
    changes = office.compare(*several(EVENTS))
    place.server.faults.add(
        Rule(
            method=INSERT,
            deed=Deed.CALL,
            nth=5,
            at=Moment.AFTER_COMMIT,
            call=lambda _: admin.forget_tokens(place.server.store, OFFICE),
        )
    )
    stopped = office.push(changes)

    assert isinstance(stopped.stopped, SignInNeeded)
    assert stopped.stopped.exit_code == 4
    assert sum(one.state is OpState.DONE for one in stopped.outcomes) >= 5
    place.sign_in()
    signed_in_again = place.office(Rates())
    report = signed_in_again.push(changes)

    assert report.left == ()
    assert len(signed_in_again.live()) == EVENTS
    assert len(signed_in_again.mails()) == 2 * EVENTS


@pytest.mark.proves("N2")
def test_an_insert_that_arrives_twice_is_one_event_and_no_error(place: Place) -> None:
    office = place.office(Rates())
    place.server.faults.add(Rule(method=INSERT, deed=Deed.TWICE, count=None))

    report = office.publish(*several(4))

    assert report.left == ()
    assert len(office.live()) == 4
    assert len(office.mails()) == 8


@pytest.mark.proves("P10")
@pytest.mark.parametrize("days", [-1, 1])
def test_a_server_whose_clock_is_a_day_off_changes_nothing(place: Place, days: int) -> None:
    office = place.office(Rates())
    office.publish(*several(4))
    off = BEGAN + timedelta(days=days)
    place.server.store.set_clock(lambda: off + timedelta(seconds=place.clock.monotonic()))
    moved = [(activity, slot) for activity, slot in several(5)[1:]]

    office.publish(*moved, dropped=(several(1)[0][0].id,))

    assert office.publish(*moved).outcomes == ()
    assert {event.start for event in office.live()} == {slot.start for _, slot in moved}
