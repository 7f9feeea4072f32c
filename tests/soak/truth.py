"""Tiny weeks by chance for a long time: every schedule tried, the referee and every claim held to them."""

import time
from collections.abc import Callable

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.scheduler.truth.plain_week import PlainWeek
from tests.scheduler.truth.test_brute_force import (
    the_referee_judges_as_the_sentences_say,
    the_search_finds_the_best,
)
from tests.scheduler.truth.test_changes_of_the_input import CLAIMS, Claim
from tests.scheduler.truth.tiny_weeks import plain_weeks, search_of

PART = 50
"""Weeks drawn at a time; between two parts it is looked whether the time is up."""
LONGEST_S = 36 * 60
HOW = settings(
    max_examples=PART,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


def main(longest_s: float = LONGEST_S) -> str:
    """Draw until the time is up, each kind of check in its turn; the line of figures.

    Raises:
        AssertionError: a schedule was not the best, the referee erred, or a claim did not hold.
    """
    began, rounds = time.monotonic(), 0
    checks = [_brute_force(), *(_claimed(claim) for claim in CLAIMS)]
    while not rounds or time.monotonic() - began < longest_s:
        for check in checks:
            check()
        rounds += 1
    return (
        f"{rounds * PART:,} tiny weeks tried out whole, {rounds * PART * len(CLAIMS):,} changed in "
        f"{len(CLAIMS)} ways, 0 answers that were not true"
    )


def _brute_force() -> Callable[[], None]:
    @HOW
    @given(plain_weeks())
    def check(week: PlainWeek) -> None:
        the_search_finds_the_best(week)
        the_referee_judges_as_the_sentences_say(week)

    return check


def _claimed(claim: Claim) -> Callable[[], None]:
    @HOW
    @given(st.data())
    def check(data: st.DataObject) -> None:
        week = data.draw(plain_weeks(most=5))
        claim(week, search_of(week), data)

    return check
