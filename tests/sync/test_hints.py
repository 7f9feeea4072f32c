"""Hints are gathered: one look a calendar in ten seconds, and polling goes on whatever comes."""

import pytest

from sync.calendars.hints import PAUSE_S, POLL_S, WHOLE_S, Due, Hints
from tests.sync.wire import FakeClock

ANAS, BENS = "ana-calendar", "ben-calendar"


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def hints(clock: FakeClock) -> Hints:
    """Hints after the first reading of everything, some seconds ago."""
    made = Hints(clock.monotonic, clock.uniform)
    assert made.due() == Due(calendars=None, whole=True)
    clock.now += PAUSE_S
    return made


def only(*calendars: str) -> Due:
    return Due(calendars=frozenset(calendars))


def test_nothing_is_due_without_a_hint(hints: Hints) -> None:
    assert hints.due() is None


def test_a_hint_makes_its_calendar_due_once(hints: Hints) -> None:
    hints.hint(ANAS)

    assert hints.due() == only(ANAS)
    assert hints.due() is None


@pytest.mark.proves("X4")
def test_a_flood_of_hints_is_one_look_a_calendar_in_ten_seconds(
    hints: Hints, clock: FakeClock
) -> None:
    looks: list[Due] = []
    for _ in range(3_000):
        clock.now += 0.01
        hints.hint(ANAS)
        looks += [due for due in [hints.due()] if due]

    assert looks == [only(ANAS)] * 3


@pytest.mark.proves("X4")
def test_a_hint_that_comes_too_soon_is_kept_and_not_lost(hints: Hints, clock: FakeClock) -> None:
    hints.hint(ANAS)
    hints.due()
    clock.now += 1
    hints.hint(ANAS)

    assert hints.due() is None
    assert hints.wait_s() == pytest.approx(PAUSE_S - 1)
    clock.now += PAUSE_S - 1
    assert hints.due() == only(ANAS)


def test_one_calendars_flood_neither_holds_up_another_nor_is_forgotten_for_it(
    hints: Hints, clock: FakeClock
) -> None:
    hints.hint(ANAS)
    hints.due()
    clock.now += 1
    hints.hint(ANAS)
    hints.hint(BENS)

    assert hints.due() == only(BENS)
    clock.now += PAUSE_S
    assert hints.due() == only(ANAS)


@pytest.mark.proves("X5", "GE-35")
def test_everything_is_read_every_quarter_of_an_hour_without_any_hint(
    hints: Hints, clock: FakeClock
) -> None:
    clock.now += POLL_S - PAUSE_S - 1
    assert hints.due() is None
    clock.now += 1

    assert hints.due() == Due(calendars=None)
    assert hints.wait_s() == pytest.approx(POLL_S)


@pytest.mark.proves("X5")
def test_everything_is_read_from_the_start_once_a_day(hints: Hints, clock: FakeClock) -> None:
    wholes = 0
    for _ in range(3 * 24 * 4):
        clock.now += POLL_S
        due = hints.due()
        wholes += due is not None and due.whole

    assert wholes == 3 * 24 * 60 * 60 // WHOLE_S


@pytest.mark.parametrize(("share", "minutes"), [(0.0, 11.25), (1.0, 18.75)])
@pytest.mark.proves("GE-35")
def test_polls_are_spread_by_a_quarter(share: float, minutes: float) -> None:
    clock = FakeClock(share)
    hints = Hints(clock.monotonic, clock.uniform)
    hints.due()

    assert hints.wait_s() == pytest.approx(minutes * 60)


def test_a_poll_answers_every_hint_before_it(hints: Hints, clock: FakeClock) -> None:
    clock.now += POLL_S
    hints.hint(ANAS)

    assert hints.due() == Due(calendars=None)
    clock.now += PAUSE_S
    assert hints.due() is None


def test_a_hint_ends_the_waiting(hints: Hints) -> None:
    hints.hint(ANAS)
    hints.wait(most=3_600)

    assert hints.due() == only(ANAS)
