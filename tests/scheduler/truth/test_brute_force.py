"""The best schedule of a tiny week is the one that trying every schedule finds."""

from itertools import islice

import pytest
from hypothesis import HealthCheck, assume, example, given, settings

from scheduler.inspection import Inspection
from scheduler.model import Schedule
from scheduler.referee.review import review
from scheduler.schoolday import SchoolDays
from tests.scheduler.builders import searched
from tests.scheduler.truth.plain_week import (
    Ask,
    PlainWeek,
    allowed,
    best,
    cost,
    every_schedule,
    how_many,
)
from tests.scheduler.truth.tiny_weeks import plain_weeks, search_of, slots_of

MOST = 3_000
"""Schedules tried for one week."""
SOME = 12
"""Schedules of one week that the referee judges too, spread over all of them."""
HOW = settings(
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much],
)


ANOTHERS_FIRST = PlainWeek(
    asks=(
        Ask(leader="ana", teachers=("hall",), minutes=20, days=1, visit=True, worth=100),
        Ask(leader="ben", teachers=("khan",), minutes=20, days=2, visit=True, worth=100),
        Ask(leader="ana", teachers=("hall",), minutes=25, days=1, inside=("plc",), after=1),
    ),
    doing={
        "hall": ("teach", "teach", "teach", "teach"),
        "khan": ("teach", "teach", "prep", "prep"),
        "lee": ("teach", "teach", "teach", "teach"),
    },
    visits_a_day=1,
    sites=1,
)
"""Ana's meeting follows Ben's visit: once each coach's part was found by itself, and it had no time."""


def the_search_finds_the_best(week: PlainWeek) -> None:
    assume(how_many(week) <= MOST)
    times = searched(search_of(week))
    found = times.schedule.price

    assert all(proof.proven for proof in times.schedule.proofs)
    assert found == times.verdict.price
    assert (found.get("left out", 0), sum(found.values())) == best(week)


def the_referee_judges_as_the_sentences_say(week: PlainWeek) -> None:
    search = search_of(week)
    activities = {activity.id: activity for activity in search.activities}
    days = SchoolDays(search.district)
    step = max(1, how_many(week) // SOME)
    for chosen in islice(every_schedule(week), 0, None, step):
        verdict = review(
            Inspection(
                schedule=Schedule(activities=activities, placed=slots_of(week, chosen)),
                district=search.district,
                days=days,
                busy=search.busy,
            )
        )
        assert (not verdict.violations) == allowed(week, chosen), verdict.violations
        if not verdict.violations:
            assert (verdict.price.get("left out", 0), verdict.total) == cost(week, chosen)


@pytest.mark.proves("F-60", "V6")
@settings(HOW, max_examples=40)
@given(plain_weeks(most=3))
@example(ANOTHERS_FIRST)
def test_no_schedule_of_a_tiny_week_is_better_than_the_one_found(week: PlainWeek) -> None:
    the_search_finds_the_best(week)


@pytest.mark.proves("F-60", "V6")
@settings(HOW, max_examples=25)
@given(plain_weeks())
def test_the_referee_forbids_and_prices_what_the_sentences_do(week: PlainWeek) -> None:
    the_referee_judges_as_the_sentences_say(week)


@pytest.mark.slow
@pytest.mark.proves("F-60")
@settings(HOW, max_examples=400)
@given(plain_weeks())
def test_no_schedule_of_very_many_tiny_weeks_is_better(week: PlainWeek) -> None:
    the_search_finds_the_best(week)
    the_referee_judges_as_the_sentences_say(week)
