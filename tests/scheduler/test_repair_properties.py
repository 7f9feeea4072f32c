"""Whatever a small week looks like: a repair moves only what must move, and nothing tells fewer people."""

from dataclasses import replace
from datetime import timedelta
from itertools import product
from math import prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scheduler.model import ActivityId, Schedule
from scheduler.peoples_time.availability import Availability
from scheduler.referee.review import review, what_if
from scheduler.repair.repair import Case, Repaired, repair
from scheduler.search.find_times import inspection_of
from scheduler.search.partition import Search
from scheduler.slots.candidates import Sieve
from tests.scheduler.builders import (
    MONDAY,
)
from tests.scheduler.small_weeks import searches
from tests.scheduler.test_repair import FEW, a_case, find, no


@st.composite
def declines(draw: st.DrawFn, most: int = 6) -> tuple[Search, Case]:
    """A small week that was found and sent, some of whose times were declined."""
    search = draw(searches(most=most))
    search = replace(search, pins=(), before={}, published=MONDAY - timedelta(days=3), busy=())
    base = find(search)
    placed = sorted(set(base.placed) - set(search.standing))
    refused = draw(st.sets(st.sampled_from(placed), max_size=3)) if placed else set()
    known = draw(st.sets(st.sampled_from(placed))) if placed else set()
    told = replace(base, placed={key: base.placed[key] for key in known}, unplaced=())
    exclusions = [no(base.activities[key], base.placed[key]) for key in sorted(refused)]
    case = a_case(search.district, base, *exclusions, told=told)
    return search, case


def kin(case: Case) -> set[ActivityId]:
    """What lost its time, and everything that has to come after it."""
    found = {key for key, _ in case.lost}
    for _ in case.activities:
        found |= {
            one.id
            for one in case.activities
            if any(after.earlier in found and not after.soft for after in one.after)
        }
    return found


def notices(case: Case, after: Schedule) -> int:
    """How many times somebody has to be told something."""
    told = case.told.placed
    moved = [
        key for key in told if key not in after.placed or after.placed[key].start != told[key].start
    ]
    return sum(len(case.told.people_at(key)) for key in moved)


def worth(case: Case, after: Schedule) -> int:
    return sum(one.worth for one in case.activities if one.id in after.placed)


@pytest.mark.proves("F-54", "F-66")
@FEW
@given(declines())
def test_only_what_lost_its_time_moves_and_what_must_follow_it(given_: tuple[Search, Case]) -> None:
    _, case = given_
    done = repair(case, find)
    lost = {key for key, _ in case.lost}

    for key, where in case.base.placed.items():
        if key not in kin(case):
            assert done.schedule.placed[key] == where
    for key, start in case.lost:
        assert key not in done.schedule.placed or done.schedule.placed[key].start != start
    for key in set(done.touched) - lost:
        assert out_of_order_at_its_old_time(case, done, key)


def out_of_order_at_its_old_time(case: Case, done: Repaired, key: ActivityId) -> bool:
    """Whether what it follows forbids the time it had, whatever else is there now."""
    bonds = {after.earlier for after in case.base.activities[key].after if not after.soft}
    near = {one: done.schedule.placed[one] for one in bonds if one in done.schedule.placed}
    alone = replace(done.schedule, placed=near)
    search = Search(district=case.district, activities=case.activities)
    broken = what_if(inspection_of(search, alone), key, case.base.placed[key])
    return "keep_the_order" in {violation.rule for violation in broken}


@pytest.mark.proves("F-54", "V6")
@FEW
@given(declines(most=3))
def test_no_other_repair_places_as_much_and_tells_fewer(given_: tuple[Search, Case]) -> None:
    search, case = given_
    left_out, best = best_repair(search, case)
    done = repair(case, find)
    found = (worth(case, done.schedule), -notices(case, done.schedule))

    assert found >= best
    if not left_out:
        assert found == best


def best_repair(search: Search, case: Case) -> tuple[int, tuple[int, int]]:
    """Over all repairs that move only what lost its time: how much of that the best leaves out, and the most
    worth a repair places, with minus the fewest notices for it."""
    opened = [one for one in case.activities if one.id in {key for key, _ in case.lost}]
    assume(opened)
    sieve = Sieve(
        Availability(case.district, case.days, ()),
        published=search.published,
        exclusions=case.exclusions,
    )
    offers = [{None, *sieve.candidates(one).slots} for one in opened]
    assume(prod(len(offer) for offer in offers) <= 400)
    fixed = {k: v for k, v in case.base.placed.items() if k not in {one.id for one in opened}}
    best: tuple[int, tuple[int, int]] | None = None
    for chosen in product(*offers):
        found = {one.id: w for one, w in zip(opened, chosen, strict=True) if w is not None}
        after = replace(case.base, placed={**fixed, **found})
        verdict = review(inspection_of(replace(search, exclusions=case.exclusions), after))
        if verdict.new(frozenset(fixed)):
            continue
        missing = sum(one.worth for one in opened if one.id not in found)
        kept = without_stranded(after)
        price = (missing, (worth(case, kept), -notices(case, kept)))
        best = max(best or price, price, key=lambda one: (one[1], -one[0]))
    assert best is not None
    return best


def without_stranded(schedule: Schedule) -> Schedule:
    """The schedule without what follows something that has no time."""
    placed = schedule.placed
    for _ in schedule.activities:
        placed = {
            key: where
            for key, where in placed.items()
            if all(
                after.soft or after.earlier in placed for after in schedule.activities[key].after
            )
        }
    return replace(schedule, placed=placed)
