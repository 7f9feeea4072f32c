"""Going no faster than Google allows, standing still together, and stopping in the end."""

import threading
from collections.abc import Callable

import pytest

from scheduler.errors import Interrupted
from sync.wire.limits import NO_RATES, Bucket, Budget, Limiter, Rates
from sync.wire.retries import Kind
from tests.sync.wire import Deed, FakeClock, Heard, Say, Wire, call, refuse, transport


def take(limiter: Limiter, times: int) -> None:
    for _ in range(times):
        with limiter.turn():
            pass


class TestPace:
    def test_no_minute_holds_more_than_four_fifths_of_the_quota(self) -> None:
        clock = FakeClock()
        limiter = Limiter(clock, per_minute=60)
        starts = []
        for _ in range(200):
            with limiter.turn():
                starts.append(clock.now)
            clock.now += 0.1

        busiest = max(sum(1 for s in starts if t <= s < t + 60) for t in starts)
        assert busiest == 48

    def test_without_a_quota_nobody_waits(self) -> None:
        clock = FakeClock()

        take(Limiter(clock, per_minute=None), 10_000)

        assert clock.slept == []

    def test_the_pace_halves_once_for_one_storm_and_comes_back_slowly(self) -> None:
        clock = FakeClock()
        limiter = Limiter(clock, per_minute=600)
        with limiter.turn():
            limiter.too_fast(10.0)
            limiter.too_fast(10.0)

        assert limiter.pace() == 240

        clock.now += 10 + 4 * 60
        take(limiter, 1)
        assert limiter.pace() == 336  # 50 % and four clean minutes of 5 %

    def test_googles_own_limits_are_set_unless_someone_says_otherwise(self) -> None:
        rates = Rates()

        assert [rates.of(bucket) for bucket in Bucket] == [600, 60, 60, 600]
        assert {NO_RATES.of(bucket) for bucket in Bucket} == {None}


class TestPauses:
    @pytest.mark.proves("N7")
    def test_a_wait_asked_for_once_is_waited_once_by_everybody(self, wire: Wire) -> None:
        clock = FakeClock()
        to = transport(wire, clock)
        wire.script = [refuse(429, "rateLimitExceeded", Retry_After="120"), Say(200, {})]

        for _ in range(5):
            to.call(call(wire, Kind.READ, method="GET"))

        assert clock.slept == [120.0]

    @pytest.mark.proves("N7")
    def test_a_wait_given_as_a_date_is_measured_by_the_servers_own_clock(self, wire: Wire) -> None:
        clock = FakeClock(share=0.0)
        wire.script = [
            refuse(
                503,
                "backendError",
                Date="Mon, 01 Feb 2027 10:00:00 GMT",
                Retry_After="Mon, 01 Feb 2027 10:00:45 GMT",
            ),
            Say(200, {}),
        ]

        transport(wire, clock).call(call(wire, Kind.READ, method="GET"))

        assert clock.slept == [45.0]

    def test_after_a_pause_one_call_goes_alone(self) -> None:
        clock = FakeClock()
        limiter = Limiter(clock, per_minute=None)
        with limiter.turn():
            limiter.too_fast(5.0)
        entered = threading.Event()

        def second() -> None:
            with limiter.turn():
                entered.set()

        follower = threading.Thread(target=second, daemon=True)
        with limiter.turn():
            follower.start()
            assert not entered.wait(0.05)
        assert entered.wait(5)
        follower.join(5)

    def test_reading_sheets_stands_still_while_calendars_go_on(self, wire: Wire) -> None:
        clock = FakeClock()
        limits = {bucket: Limiter(clock, None) for bucket in Bucket}
        with limits[Bucket.SHEETS_READ].turn():
            limits[Bucket.SHEETS_READ].too_fast(60.0)

        take(limits[Bucket.CALENDAR], 3)

        assert clock.slept == []


def storm(clock: FakeClock, *, seconds: float) -> Callable[[Heard], Deed]:
    """Everything is too fast for a while."""
    ends = clock.now + seconds

    def answer(_: Heard) -> Deed:
        return refuse(403, "userRateLimitExceeded") if clock.now < ends else Say(200, {})

    return answer


@pytest.mark.proves("N6")
@pytest.mark.parametrize("luck", [0.0, 0.5, 1.0])
def test_a_minute_of_too_fast_wastes_few_calls_and_fails_none(wire: Wire, luck: float) -> None:
    clock = FakeClock(share=luck)
    to = transport(wire, clock)
    wire.script = storm(clock, seconds=60)

    for _ in range(100):
        to.call(call(wire, Kind.INSERT_WITH_OWN_ID))

    assert len(wire.heard) - 100 <= 10


@pytest.mark.proves("N6")
def test_a_server_that_counts_a_sliding_minute_is_never_overrun(wire: Wire) -> None:
    clock = FakeClock()
    seen: list[float] = []

    def count(_: Heard) -> Deed:
        recent = [then for then in seen if then > clock.now - 60]
        if len(recent) >= 60:
            return refuse(429, "rateLimitExceeded")
        seen.append(clock.now)
        return Say(200, {})

    wire.script = count
    to = transport(wire, clock, rates=Rates(calendar=60))

    for _ in range(150):
        to.call(call(wire, Kind.INSERT_WITH_OWN_ID))

    assert len(wire.heard) == 150


class TestBudget:
    def test_twenty_retries_are_always_allowed_and_then_a_tenth_of_the_calls(self) -> None:
        budget = Budget(FakeClock())
        for _ in range(300):
            budget.call()
        for _ in range(30):
            budget.retry(0.0)

        with pytest.raises(Interrupted) as stopped:
            budget.retry(0.0)

        assert stopped.value.exit_code == 7

    def test_a_small_run_may_retry_twenty_times(self) -> None:
        budget = Budget(FakeClock())
        for _ in range(20):
            budget.retry(0.0)

        with pytest.raises(Interrupted):
            budget.retry(0.0)

    def test_a_long_run_may_retry_a_tenth_of_its_calls(self, wire: Wire) -> None:
        to = transport(wire, FakeClock(share=0.0))
        for _ in range(230):
            to.call(call(wire, Kind.READ, method="GET"))
        for _ in range(25):
            wire.script = [Say(503, None), Say(200, {})]
            to.call(call(wire, Kind.READ, method="GET"))

        assert len(wire.heard) == 230 + 50

    def test_a_wait_beyond_a_quarter_of_an_hour_ends_the_run_at_once(self, wire: Wire) -> None:
        clock = FakeClock()
        wire.script = [refuse(429, "rateLimitExceeded", Retry_After="3600")]

        with pytest.raises(Interrupted, match="60 minutes"):
            transport(wire, clock).call(call(wire, Kind.READ, method="GET"))

        assert clock.slept == []
        assert len(wire.heard) == 1

    def test_trouble_that_does_not_end_stops_the_run(self, wire: Wire) -> None:
        clock = FakeClock(share=0.0)
        to = transport(wire, clock)
        wire.script = [Say(503, None)]

        for _ in range(3):
            with pytest.raises(Interrupted):
                to.call(call(wire, Kind.READ, method="GET"))

        assert len(wire.heard) <= 3 + 21
