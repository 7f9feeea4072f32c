"""Which call is sent again: the table, kind by kind."""

import pytest

from sync.wire.retries import Deliver, GiveUp, Kind, Retry, Signal, decide

SAFE_TWICE = (
    Kind.READ,
    Kind.INSERT_WITH_OWN_ID,
    Kind.CONDITIONAL_WRITE,
    Kind.REPEATABLE_WRITE,
)


@pytest.mark.parametrize("kind", SAFE_TWICE)
def test_a_lost_answer_is_asked_for_again_when_twice_is_once(kind: Kind) -> None:
    assert decide(kind, Signal.UNCERTAIN, 1) == Retry(0.0, 2.0)


def test_a_lost_answer_of_a_call_that_counts_twice_is_not_asked_for_again() -> None:
    assert decide(Kind.NON_IDEMPOTENT, Signal.UNCERTAIN, 1) is GiveUp.UNANSWERED


@pytest.mark.parametrize("kind", Kind)
def test_what_was_never_sent_or_never_done_is_sent_again_whatever_it_is(kind: Kind) -> None:
    assert isinstance(decide(kind, Signal.NOT_SENT, 1), Retry)
    assert isinstance(decide(kind, Signal.BUSY, 1), Retry)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    ("signal", "verdict"),
    [
        (Signal.DONE, Deliver()),
        (Signal.REFUSED, GiveUp.REFUSED),
        (Signal.SIGN_IN, GiveUp.SIGN_IN),
        (Signal.USED_UP, GiveUp.USED_UP),
    ],
)
def test_a_clear_answer_is_never_asked_for_again(
    kind: Kind, signal: Signal, verdict: object
) -> None:
    assert decide(kind, signal, 1) == verdict


def test_the_longest_draw_doubles_up_to_64_seconds_and_ends_after_eight_retries() -> None:
    verdicts = [decide(Kind.READ, Signal.UNCERTAIN, n) for n in range(1, 10)]

    assert [v.up_to for v in verdicts if isinstance(v, Retry)] == [2, 4, 8, 16, 32, 64, 64, 64]
    assert verdicts[-1] is GiveUp.NOT_CARRIED_OUT


@pytest.mark.proves("N7")
def test_no_draw_is_below_the_wait_the_server_asked_for() -> None:
    verdict = decide(Kind.READ, Signal.BUSY, 1, retry_after=120.0)

    assert verdict == Retry(120.0, 120.0, pause=True)


def test_too_fast_waits_outlast_a_minute_of_quota_even_with_unlucky_draws() -> None:
    verdicts = [decide(Kind.READ, Signal.BUSY, n) for n in range(1, 9)]

    assert sum(v.at_least for v in verdicts if isinstance(v, Retry)) > 60


def test_a_write_that_stays_unanswered_says_that_it_may_have_been_made() -> None:
    assert decide(Kind.CONDITIONAL_WRITE, Signal.UNCERTAIN, 9) is GiveUp.UNANSWERED
    assert decide(Kind.CONDITIONAL_WRITE, Signal.NOT_SENT, 9) is GiveUp.NOT_CARRIED_OUT


def test_an_answer_too_large_is_not_fetched_twice() -> None:
    assert decide(Kind.READ, Signal.UNREADABLE, 1) is GiveUp.REFUSED
    assert decide(Kind.REPEATABLE_WRITE, Signal.UNREADABLE, 1) is GiveUp.UNANSWERED
