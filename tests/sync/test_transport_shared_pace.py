"""Everybody who calls Google as one user keeps to one pace: lanes, processes, the web pages."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from scheduler.errors import Interrupted
from sync.account.keys import Keys
from sync.journal.journal import Journal, open_journal
from sync.journal.shared_pace import SharedPace
from sync.wire.connection import local
from sync.wire.google_http import CalendarHttp
from sync.wire.limits import Budget, Limiter, Rates
from sync.wire.pace import Ask, Book, Turn
from sync.wire.retries import Kind
from sync.wire.transport import Transport
from sync.workspace.google import connection_of
from tests.sync.coaching import FRIDAY
from tests.sync.wire import FakeClock, Say, Wire, call, refuse, user

COACH = "coach@oakhill.example"
MINUTE = Ask(quota="calendar", per_minute=60)


class Computers:
    """Processes of one workspace: each has its own connection to the one database."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self.clock = FakeClock()
        self.journals: list[Journal] = []

    def book(self, account: str = COACH) -> SharedPace:
        journal = open_journal(f"sqlite:///{self.file}", lineage="w", now=lambda: FRIDAY)
        self.journals.append(journal)
        return SharedPace(journal.writing, account, lambda: self.clock.now)


@pytest.fixture
def computers(tmp_path: Path) -> Iterator[Computers]:
    one = Computers(tmp_path / "journal.sqlite3")
    yield one
    for journal in one.journals:
        journal.close()


def taken(book: Book, ask: Ask, times: int) -> int:
    """How many of so many turns are given at once."""
    return sum(book.take(ask).wait == 0 for _ in range(times))


class TestOneUser:
    @pytest.mark.proves("N6", "GE-29")
    def test_two_processes_together_take_four_fifths_of_the_quota(
        self, computers: Computers
    ) -> None:
        command, pages = computers.book(), computers.book()

        assert taken(command, MINUTE, 30) + taken(pages, MINUTE, 30) == 48

    def test_a_turn_is_free_again_when_the_oldest_call_is_a_minute_old(
        self, computers: Computers
    ) -> None:
        command, pages = computers.book(), computers.book()
        taken(command, MINUTE, 24)
        computers.clock.now += 10
        taken(pages, MINUTE, 24)

        assert command.take(MINUTE) == Turn(wait=50.0)
        computers.clock.now += 50
        assert taken(command, MINUTE, 48) == 24

    def test_what_another_user_or_another_quota_takes_does_not_count(
        self, computers: Computers
    ) -> None:
        taken(computers.book(), MINUTE, 48)

        assert computers.book("somebody.else@oakhill.example").take(MINUTE) == Turn()
        assert computers.book().take(Ask(quota="sheets_read", per_minute=60)) == Turn()

    @pytest.mark.proves("N7")
    def test_a_pause_one_process_is_asked_for_is_kept_by_all_and_halves_the_pace_once(
        self, computers: Computers
    ) -> None:
        command, pages = computers.book(), computers.book()
        for book in (command, pages):
            book.slow_down("calendar", 120.0)

        assert pages.take(MINUTE) == Turn(wait=120.0, asked=True)
        computers.clock.now += 120
        assert taken(pages, MINUTE, 60) == 24  # half of 48

    def test_the_pace_comes_back_by_a_twentieth_a_clean_minute(self, computers: Computers) -> None:
        book = computers.book()
        book.slow_down("calendar", 10.0)
        computers.clock.now += 10 + 4 * 60

        assert computers.book().factor("calendar") == pytest.approx(0.7)

    @pytest.mark.proves("X1")
    def test_the_tables_name_neither_user_nor_calendar(self, computers: Computers) -> None:
        ask = Ask(quota="calendar", per_minute=60, calendar=f"{COACH}/x", per_second=5)
        computers.book().take(ask)

        kept = b"".join(part.read_bytes() for part in computers.file.parent.iterdir())
        assert b"pace_calls" in kept
        assert b"oakhill" not in kept


class TestOneCalendar:
    WRITE = Ask(quota="calendar", per_minute=600, calendar="ana", per_second=5)

    @pytest.mark.proves("GE-29")
    def test_a_calendar_takes_five_writes_a_second_from_all_together(
        self, computers: Computers
    ) -> None:
        one, other = computers.book(), computers.book()

        assert taken(one, self.WRITE, 3) + taken(other, self.WRITE, 5) == 5
        assert other.take(self.WRITE) == Turn(wait=1.0)
        computers.clock.now += 1.0
        assert other.take(self.WRITE) == Turn()

    def test_other_calendars_and_reading_are_not_held_up(self, computers: Computers) -> None:
        book = computers.book()
        taken(book, self.WRITE, 5)

        assert book.take(Ask(quota="calendar", per_minute=600, calendar="ben", per_second=5)) == (
            Turn()
        )
        assert book.take(Ask(quota="calendar", per_minute=600)) == Turn()

    def test_the_writes_of_one_run_are_told_apart_by_their_address(self, wire: Wire) -> None:
        clock = FakeClock()
        to = Transport(user(wire), local(wire.url, rates=Rates()), clock=clock)
        client = CalendarHttp(to, Kind.INSERT_WITH_OWN_ID)
        starts: dict[str, list[float]] = {"ana": [], "ben": []}
        for turn in range(24):
            owner = ("ana", "ben")[turn % 2]
            client.request(f"{wire.url}/calendar/v3/calendars/{owner}/events", "POST", body="{}")
            starts[owner].append(clock.now)

        busiest = max(
            sum(1 for start in own if then <= start < then + 1)
            for own in starts.values()
            for then in own
        )
        assert busiest == 5
        assert sum(clock.slept) == pytest.approx(2.0)  # two calendars wait the same seconds
        for _ in range(20):
            client.request(f"{wire.url}/calendar/v3/calendars/ana/events", "GET")
        assert sum(clock.slept) == pytest.approx(2.0)


class TestAClockThatIsWrong:
    DAY = 86_400.0

    @pytest.mark.proves("P10")
    @pytest.mark.parametrize("shift", [-DAY, DAY])
    def test_a_day_off_costs_two_minutes_at_most(self, computers: Computers, shift: float) -> None:
        book = computers.book()
        taken(book, MINUTE, 48)
        computers.clock.now += shift

        assert book.take(MINUTE).wait <= 120

    @pytest.mark.proves("P10")
    def test_a_clock_set_back_does_not_make_a_pause_longer(self, computers: Computers) -> None:
        book = computers.book()
        book.slow_down("calendar", 60.0)
        computers.clock.now -= self.DAY

        assert book.take(MINUTE).wait == 60.0
        computers.clock.now += 60
        assert book.take(MINUTE) == Turn()

    @pytest.mark.proves("P10")
    def test_a_clock_that_jumps_ahead_overruns_google_once_and_is_told(
        self, computers: Computers
    ) -> None:
        book = computers.book()
        taken(book, MINUTE, 48)
        computers.clock.now += self.DAY
        book.slow_down("calendar", 30.0)
        computers.clock.now += 30

        assert taken(book, MINUTE, 60) == 24


class TestTheRun:
    def test_without_rates_no_database_is_asked(self, wire: Wire) -> None:
        wire.script = [refuse(429, "rateLimitExceeded"), Say(200, {})]

        to = Transport(user(wire), local(wire.url), clock=FakeClock(), book=_Untouchable())

        assert to.call(call(wire, Kind.READ, method="GET")).status == 200

    @pytest.mark.proves("N7")
    def test_a_run_stops_when_another_was_asked_for_a_longer_pause_than_it_may_wait(
        self, wire: Wire, computers: Computers
    ) -> None:
        computers.book().slow_down("calendar", 3600.0)
        to = Transport(
            user(wire),
            local(wire.url, rates=Rates()),
            clock=computers.clock,
            book=computers.book(),
        )

        with pytest.raises(Interrupted, match="60 minutes") as stopped:
            to.call(call(wire, Kind.READ, method="GET"))

        assert "in 60 minutes" in stopped.value.fix
        assert stopped.value.exit_code == 7
        assert (wire.heard, computers.clock.slept) == ([], [])

    def test_waiting_for_the_pace_never_ends_a_run(self) -> None:
        clock = FakeClock()
        budget = Budget(clock)
        limiter = Limiter(clock, 60, may_pause=budget.pause)

        for _ in range(48 * 20):  # nineteen minutes of waiting
            with limiter.turn():
                pass

        assert sum(clock.slept) == pytest.approx(19 * 60)


class TestWhoIsCounted:
    @pytest.mark.proves("GE-29")
    def test_a_service_account_is_counted_as_the_person_it_acts_for(
        self, wire: Wire, tmp_path: Path
    ) -> None:
        keys = Keys(token_file=tmp_path / "none", subject="Ana@oakhill.example")
        named = connection_of(keys).quota_user
        to = Transport(user(wire), replace(local(wire.url), quota_user=named), clock=FakeClock())

        to.call(call(wire, Kind.READ, method="GET"))

        assert wire.heard[0].headers["x-goog-quota-user"] == named
        assert "oakhill" not in named
        assert named == connection_of(replace(keys, subject="ana@oakhill.example")).quota_user

    def test_a_person_is_counted_as_herself(self, wire: Wire, tmp_path: Path) -> None:
        to = Transport(
            user(wire),
            replace(
                local(wire.url), quota_user=connection_of(Keys(token_file=tmp_path)).quota_user
            ),
            clock=FakeClock(),
        )

        to.call(call(wire, Kind.READ, method="GET"))

        assert "x-goog-quota-user" not in wire.heard[0].headers


@dataclass(frozen=True)
class _Untouchable:
    """A book that must not be opened."""

    def take(self, ask: Ask) -> Turn:
        raise AssertionError(ask)

    def slow_down(self, quota: str, seconds: float) -> None:
        raise AssertionError(quota)

    def factor(self, quota: str) -> float:
        raise AssertionError(quota)


TAKER = """
import sys
from tests.sync.test_transport_shared_pace import MINUTE, Computers, taken
from pathlib import Path
book = Computers(Path(sys.argv[1])).book()
print("ready", flush=True)
sys.stdin.readline()
print(taken(book, MINUTE, 40))
"""


@pytest.mark.slow
def test_real_processes_at_the_same_time_lose_no_turn_and_take_none_twice(
    tmp_path: Path, computers: Computers
) -> None:
    computers.book()
    command: list[str] = [sys.executable, "-c", TAKER, str(computers.file)]
    takers = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(2)
    ]
    ask: Callable[[subprocess.Popen[str]], str] = lambda one: one.stdout.readline()  # type: ignore[union-attr] # noqa: E731 - a pipe was asked for
    assert [ask(one) for one in takers] == ["ready\n"] * 2
    counts = [one.communicate("go\n", timeout=30)[0] for one in takers]

    assert sum(map(int, counts)) == 48
