"""Whatever a small week looks like: the referee agrees, nothing is lost, and small proofs are true."""

import re
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import HealthCheck, assume, given, settings

from scheduler.model import Schedule
from scheduler.peoples_time.availability import Availability
from scheduler.referee.review import review, what_if
from scheduler.schoolday import SchoolDays
from scheduler.search.find_times import Times, inspection_of
from scheduler.search.partition import Search
from scheduler.slots.candidates import Candidates, Sieve
from tests.scheduler.builders import searched
from tests.scheduler.small_weeks import searches

SOLVERS_WORDS = re.compile(
    r"infeasible|constraint|objective|solver|optimal|variable", re.IGNORECASE
)
FEW = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
MANY = settings(FEW, max_examples=150)


def looks_right(search: Search) -> None:
    """The claims about every schedule; a disagreement with the referee would have been raised."""
    times = searched(search)
    schedule = times.schedule
    unplaced = {one.activity: one for one in schedule.unplaced}
    wanted = {activity.id for activity in search.activities}

    assert wanted == (schedule.placed.keys() & wanted) | unplaced.keys()
    assert not schedule.placed.keys() & unplaced.keys()
    assert (
        times.verdict.new(frozenset(search.standing) | {pin.activity for pin in search.pins}) == ()
    )
    assert all(schedule.placed[key] == where for key, where in search.standing.items())
    assert sum(schedule.price.values()) == review(inspection_of(search, schedule)).total
    every_reason_holds(search, times)


def every_reason_holds(search: Search, times: Times) -> None:
    inspection = inspection_of(search, times.schedule)
    offered = {one.activity.id: one for one in all_candidates(search)}
    for one in times.schedule.unplaced:
        assert one.reasons
        assert not [reason for reason in one.reasons if SOLVERS_WORDS.search(reason.says)]
        broken = [what_if(inspection, one.activity, slot) for slot in offered[one.activity].slots]
        assert all(broken)
        if broken:
            rules = {violation.rule for violations in broken for violation in violations}
            assert {reason.rule for reason in one.reasons} <= rules


def all_candidates(search: Search) -> list[Candidates]:
    days = SchoolDays(search.district)
    sieve = Sieve(
        Availability(search.district, days, search.busy),
        published=search.published,
        pins=search.pins,
        exclusions=search.exclusions,
    )
    return [sieve.candidates(activity) for activity in search.activities]


def best_of_all(search: Search) -> tuple[int, int]:
    """The least worth left out, and the lowest price with it, over every possible schedule."""
    options = [(one.activity, (None, *one.slots)) for one in all_candidates(search)]
    allowed = frozenset(search.standing) | {pin.activity for pin in search.pins}
    activities = {**search.known, **{activity.id: activity for activity, _ in options}}
    best = None
    for chosen in product(*(slots for _, slots in options)):
        found = {
            activity.id: slot
            for (activity, _), slot in zip(options, chosen, strict=True)
            if slot is not None
        }
        schedule = Schedule(activities=activities, placed={**search.standing, **found})
        verdict = review(inspection_of(search, schedule))
        if not verdict.new(allowed):
            price = (verdict.price.get("left out", 0), verdict.total)
            best = min(best or price, price)
    assert best is not None
    return best


def agrees_with_brute_force(search: Search) -> None:
    """Nothing stands and nothing is pinned here: those may break rules that the search would keep."""
    search = replace(search, pins=(), standing={}, known={})
    sizes = [len(one.slots) + 1 for one in all_candidates(search)]
    leaders = {activity.leader for activity in search.activities}
    combinations = 1
    for size in sizes:
        combinations *= size
    assume(combinations <= 250 and len(leaders) == 1)
    times = searched(search)
    assume(all(proof.proven for proof in times.schedule.proofs))

    found = (times.schedule.price.get("left out", 0), times.verdict.total)

    assert found == best_of_all(search)


@pytest.mark.proves("F-60", "F-39", "V6")
@FEW
@given(searches())
def test_every_small_week_passes_the_referee_and_nothing_is_lost(search: Search) -> None:
    looks_right(search)


@pytest.mark.proves("F-60", "V6")
@FEW
@given(searches(most=3))
def test_what_is_proven_is_the_best_of_all_schedules(search: Search) -> None:
    agrees_with_brute_force(search)


@pytest.mark.proves("F-56", "V5")
@settings(FEW, max_examples=8)
@given(searches())
def test_the_same_small_week_gives_the_same_schedule(search: Search) -> None:
    assert searched(replace(search)) == searched(search)


@pytest.mark.slow
@MANY
@given(searches())
def test_very_many_small_weeks_pass_the_referee(search: Search) -> None:
    looks_right(search)


@pytest.mark.slow
@MANY
@given(searches(most=4))
def test_very_many_proofs_are_true(search: Search) -> None:
    agrees_with_brute_force(search)
