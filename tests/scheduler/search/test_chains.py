"""Weeks that meet on a Monday, looked at apart, prove no more than is true of them together."""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from scheduler.model import Activity, Kind, Schedule, Window
from scheduler.prices.every import price
from scheduler.prices.few_drives import SITE_DAY
from scheduler.search.bounded import Bounds, Chain
from scheduler.search.bounds import levels
from scheduler.search.chains import bound_chain
from scheduler.search.find_times import inspection_of
from scheduler.search.groups import Group, SiteDay, chains_of, groups_of
from scheduler.search.levels import Level
from scheduler.search.partition import Search
from tests.scheduler.builders import (
    ANA,
    KHAN,
    LINCOLN,
    MONDAY,
    InPlace,
    a_debrief,
    a_visit,
    a_week,
    searched,
    sieved,
    standing,
    taught,
)
from tests.scheduler.truth.joint_model import FRIDAY, NEXT, TUESDAY, joint_best, two_weeks

TEN = (2, 3, 5, 6, 10, 12, 13, 19, 24, 25)
NOT_REACHED = (10, 19)
"""Of those ten the ones whose best schedule costs more than is proved."""


def price_level(search: Search, effort: float = 2.0) -> Level:
    times = searched(search)
    _, found = levels(search, times, executor=InPlace(), left=lambda: 60.0, effort=effort)
    return found


def bounded(groups: tuple[Group, ...], effort: float = 2.0) -> Bounds:
    return bound_chain(Chain(groups=groups, effort=effort * len(groups), seconds=60.0))


def a_monday_nobody_else_needs() -> Search:
    """Friday's visit has its debrief on Monday; the week after has a visit on Tuesday, and one that would
    rather be on Tuesday as well."""
    monday = Window(first=NEXT, last=NEXT)
    return Search(
        district=a_week(),
        activities=(
            a_visit(window=Window(first=FRIDAY, last=FRIDAY)),
            a_debrief(window=monday),
            a_visit(id="later.hall", window=Window(first=TUESDAY, last=TUESDAY)),
            a_visit(KHAN, window=Window(first=NEXT, last=TUESDAY), weekday_wish=1),
        ),
    )


@pytest.mark.proves("F-57", "F-59")
@pytest.mark.parametrize("seed", TEN)
def test_one_model_of_everything_finds_no_schedule_below_the_bound(seed: int) -> None:
    """Two weeks with debriefs on their Monday and meetings of several coaches on any of their days."""
    search = two_weeks(seed)
    found, best = price_level(search), joint_best(search)

    assert best is not None
    assert found.unavoidable <= found.bound <= best <= found.value
    assert (found.bound < best) == (seed in NOT_REACHED)


@pytest.mark.proves("F-57")
def test_a_day_at_a_school_is_paid_by_the_week_that_needs_it() -> None:
    found = price_level(a_monday_nobody_else_needs())

    assert found.value == found.bound
    assert found.bound - found.unavoidable >= SITE_DAY


@pytest.mark.proves("F-57")
@pytest.mark.parametrize("seed", TEN)
def test_the_shares_of_a_day_at_a_school_are_its_price_together(seed: int) -> None:
    for groups in chains_of(two_weeks(seed), all_placed=True):
        known = bounded(groups).groups
        paid: Counter[SiteDay] = Counter()
        touched = {day for one in known for day in one.shares}
        for group, bound in zip(groups, known, strict=True):
            for day in touched:
                points = group.share(day, SITE_DAY, bound.shares)
                assert 0 <= points <= SITE_DAY
                paid[day] += points

        assert set(paid.values()) <= {SITE_DAY}


@pytest.mark.proves("F-57")
def test_shares_pass_to_the_week_that_needs_the_monday() -> None:
    (groups,) = chains_of(a_monday_nobody_else_needs(), all_placed=True)
    first, second = bounded(groups).groups
    monday = (ANA, LINCOLN, NEXT)

    assert groups[0].is_free(monday)
    assert first.shares[monday] > 0
    assert first.shares[monday] + second.shares[monday] == SITE_DAY


@pytest.mark.proves("F-57", "V5")
def test_when_its_seconds_are_over_a_chain_keeps_what_it_knows_and_asks_no_more() -> None:
    (groups,) = chains_of(a_monday_nobody_else_needs(), all_placed=True)
    chain = Chain(groups=groups, effort=2.0 * len(groups), seconds=60.0)
    hurried, whole = bound_chain(chain, lambda: 0.0), bounded(groups)

    short = bound_chain(replace(chain, effort=1e-9))
    no_deeper = bound_chain(replace(chain, known=short.groups), lambda: 0.0)

    assert not hurried.done
    assert whole.done
    assert 0 < hurried.price < whole.price
    assert (no_deeper.price, no_deeper.effort, no_deeper.done) == (short.price, short.effort, False)


@pytest.mark.proves("F-57", "V5")
def test_without_time_to_build_models_again_no_deeper_look_is_begun() -> None:
    search = a_monday_nobody_else_needs()
    times, asked = searched(search), list[str]()

    def run(work: Any, chain: Any) -> Any:
        asked.append(work.__name__)
        return work(chain, lambda: 0.0)

    _, found = levels(search, times, executor=InPlace(), left=lambda: 0.1, run=run)

    assert asked == ["chain_here"]
    assert 0 < found.bound < price_level(search).bound


@pytest.mark.proves("F-57")
def test_a_second_look_goes_on_where_the_first_one_ended() -> None:
    (groups,) = chains_of(a_monday_nobody_else_needs(), all_placed=True)
    whole = bounded(groups)
    short = bound_chain(Chain(groups=groups, effort=1e-9, seconds=60.0))
    again = bound_chain(Chain(groups=groups, effort=2.0, seconds=60.0, known=short.groups))
    more = bound_chain(Chain(groups=groups, effort=2.0, seconds=60.0, known=whole.groups))

    assert whole.done
    assert not short.done
    assert short.price < again.price == whole.price
    assert [one.shares for one in more.groups] == [one.shares for one in whole.groups]


@pytest.mark.proves("F-57")
def test_a_monday_on_which_only_the_week_before_can_be_there_is_its_own_to_pay() -> None:
    """The week after has a visit on Tuesday alone; who else could pay for Monday?"""
    first, debrief, later, _ = a_monday_nobody_else_needs().activities
    (groups,) = chains_of(
        Search(district=a_week(), activities=(first, debrief, later)), all_placed=True
    )
    before, after = bounded(groups, effort=1e-3).groups
    monday = (ANA, LINCOLN, NEXT)

    assert (before.shares[monday], after.shares[monday]) == (SITE_DAY, 0)


@pytest.mark.proves("F-57")
def test_a_day_on_which_she_is_at_the_school_anyway_is_paid_by_no_share() -> None:
    stands = standing((a_visit(KHAN), taught("mon 08:00")))
    (group,) = groups_of(Search(district=a_week(), activities=(a_visit(),), **stands))
    monday = (ANA, LINCOLN, MONDAY)

    assert group.share(monday, SITE_DAY, {}) == 0
    assert group.share(monday, SITE_DAY, {monday: 5}) == 0
    assert group.share((ANA, LINCOLN, MONDAY + timedelta(days=1)), SITE_DAY, {}) == SITE_DAY


@pytest.mark.proves("F-57", "F-59")
@pytest.mark.parametrize("seed", TEN)
def test_what_cannot_be_avoided_is_what_each_costs_alone_and_the_days_of_visits(seed: int) -> None:
    """Counted again from the sieve and the referee's prices, one activity at a time."""
    search = two_weeks(seed)
    least = sum(_alone(search, one) for one in search.activities)
    visits: dict[object, list[Activity]] = defaultdict(list)
    for one in search.activities:
        if one.kind is Kind.VISIT:
            visits[one.leader, one.school, one.window.first > FRIDAY].append(one)
    a_day = search.district.limits.visits_a_day
    days = sum(-(-len(together) // a_day) for together in visits.values())

    assert price_level(search).unavoidable == least + SITE_DAY * days


def _alone(search: Search, activity: Activity) -> int:
    """What the activity costs at its best time if there is nothing else, but for the drive."""
    alone = replace(search, activities=(replace(activity, after=()),))
    costs = [
        price(
            inspection_of(
                alone,
                Schedule(activities={activity.id: activity}, placed={activity.id: slot}),
            )
        )
        for slot in sieved(search.district, activity).slots
    ]
    return min(sum(one.values()) - one.get("drives", 0) for one in costs)
