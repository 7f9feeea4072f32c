"""Whatever a small week looks like: a repair keeps to its levels, and none within them does better."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from itertools import product
from math import prod

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scheduler.model import Activity, ActivityId, Schedule, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.peoples_time.whose_days import counting_school
from scheduler.referee.review import review, what_if
from scheduler.repair.case import Case
from scheduler.repair.least_change import least_change
from scheduler.repair.opening import opening_of
from scheduler.repair.repair import repair
from scheduler.search.find_times import inspection_of
from scheduler.search.partition import Search
from scheduler.slots.candidates import Sieve
from tests.scheduler.builders import MONDAY, searched
from tests.scheduler.small_weeks import searches
from tests.scheduler.test_repair import FEW, a_case, no

MOST = 500
"""Repairs tried one by one in a small week."""


@st.composite
def declines(draw: st.DrawFn, most: int = 6) -> tuple[Search, Case]:
    """A small week that was found, some of it sent and accepted, some of whose times were declined."""
    search = draw(searches(most=most))
    search = replace(search, pins=(), before={}, published=MONDAY - timedelta(days=3), busy=())
    base = searched(search).schedule
    placed = sorted(set(base.placed) - set(search.standing))
    refused = draw(st.sets(st.sampled_from(placed), max_size=3)) if placed else set()
    known = draw(st.sets(st.sampled_from(placed))) if placed else set()
    accepted = draw(st.sets(st.sampled_from(sorted(known)))) if known else set()
    told = replace(base, placed={key: base.placed[key] for key in known}, unplaced=())
    exclusions = [no(base.activities[key], base.placed[key]) for key in sorted(refused)]
    case = a_case(search.district, base, *exclusions, told=told)
    return search, replace(case, accepted=frozenset(accepted))


def fixed(case: Case) -> set[ActivityId]:
    """What was accepted, or told and so near that a change would come without its notice."""
    day, days = case.days.date_of, case.days
    near = {
        key
        for key, slot in case.told.placed.items()
        if days.count(
            counting_school(case.district, case.base.activities[key]),
            day(case.now),
            day(slot.start),
        )
        < case.base.activities[key].notice
    }
    return near | case.accepted


@pytest.mark.proves("F-54", "F-66", "C16")
@FEW
@given(declines())
def test_a_repair_keeps_to_its_levels(given_: tuple[Search, Case]) -> None:
    _, case = given_
    done = repair(case, least_change)
    lost = {key for key, _ in case.lost}

    for key, start in case.lost:
        assert key not in done.schedule.placed or done.schedule.placed[key].start != start
    for key in set(done.others):
        if key in case.accepted or key not in done.schedule.placed:
            assert out_of_order(case, done.schedule, key)
    opened = lost & case.base.placed.keys()
    if opened and not least_change(opening_of(case, opened)).left_out:
        assert done.others == ()
    assert done.proven


def out_of_order(case: Case, after: Schedule, key: ActivityId) -> bool:
    """Whether what it follows forbids the time it had, whatever else is there now."""
    bonds = {after.earlier for after in case.base.activities[key].after if not after.soft}
    near = {one: after.placed[one] for one in bonds if one in after.placed}
    alone = replace(after, placed=near)
    search = Search(district=case.district, activities=case.activities)
    broken = what_if(inspection_of(search, alone), key, case.base.placed[key])
    return "keep_the_order" in {violation.rule for violation in broken}


Measure = tuple[int, int, int, int]
"""What is fixed and changed, worth left out, people told, messages to them; the first counts most."""


@pytest.mark.slow
@pytest.mark.proves("F-54", "V6")
@FEW
@given(declines(most=3))
def test_no_repair_within_the_levels_leaves_out_less_or_tells_fewer(
    given_: tuple[Search, Case],
) -> None:
    search, case = given_
    assume(case.lost)
    done = repair(case, least_change)

    alone = best_of(case, search, every_repair(case, search, room=False))
    assert measure(case, done.schedule) <= alone
    if alone[:2] == (0, 0):
        assert measure(case, done.schedule) == alone
    else:
        assert measure(case, done.schedule) == min(
            alone, best_of(case, search, every_repair(case, search, room=True))
        )
    assert done.proofs[2].value == len(done.people) == measure(case, done.schedule)[2]


def every_repair(case: Case, search: Search, *, room: bool) -> list[Mapping[ActivityId, Slot]]:
    """Everything the levels allow: what was lost anywhere or nowhere; what has to follow it where it was, or
    anywhere or nowhere when that is out of order; with `room` what is not fixed anywhere."""
    sieve = Sieve(
        Availability(case.district, case.days, ()),
        published=search.published,
        exclusions=case.exclusions,
    )
    lost, kin = {key for key, _ in case.lost}, what_must_follow(case)
    offers: dict[ActivityId, set[Slot | None]] = {}
    for one in case.activities:
        if one.id not in case.base.placed or one.id in search.standing:
            continue
        own, others = case.base.placed[one.id], set(sieve.candidates(one).slots)
        if one.id in lost:
            offers[one.id] = {None, *others}
        elif one.id in kin:
            offers[one.id] = {None, own, *(others if room else ())}
        elif room and one.id not in fixed(case):
            offers[one.id] = {own, *others}
    assume(prod(len(found) for found in offers.values()) <= MOST)
    rest = {k: v for k, v in case.base.placed.items() if k not in offers}
    found: list[Mapping[ActivityId, Slot]] = []
    for chosen in product(*offers.values()):
        pairs = zip(offers, chosen, strict=True)
        found.append({**rest, **{key: where for key, where in pairs if where is not None}})
    return found


def what_must_follow(case: Case) -> set[ActivityId]:
    found = {key for key, _ in case.lost}
    for _ in case.activities:
        found |= {
            one.id
            for one in case.activities
            if any(after.earlier in found and not after.soft for after in one.after)
        }
    return found


def best_of(case: Case, search: Search, repairs: list[Mapping[ActivityId, Slot]]) -> Measure:
    return min(measure(case, after) for after in allowed(case, search, repairs))


def allowed(
    case: Case, search: Search, repairs: list[Mapping[ActivityId, Slot]]
) -> Iterator[Schedule]:
    """Those that break no new rule, and in which nothing leaves its time that the levels hold there."""
    lost, kin = {key for key, _ in case.lost}, what_must_follow(case)
    for placed in repairs:
        after = replace(case.base, placed=placed)
        same = frozenset(key for key in placed if placed[key] == case.base.placed.get(key))
        if review(inspection_of(replace(search, exclusions=case.exclusions), after)).new(same):
            continue
        gone = [
            key
            for key in kin - lost
            if key in case.base.placed and key not in same and held(case, key, placed)
        ]
        if not any(not out_of_order(case, after, key) for key in gone):
            yield after


def held(case: Case, key: ActivityId, placed: Mapping[ActivityId, Slot]) -> bool:
    """Whether it may leave its time only when it is out of order there: fixed, or left out."""
    return key not in placed or key in fixed(case)


def measure(case: Case, after: Schedule) -> Measure:
    left_out = [one for one in case.activities if one.id not in after.placed]
    told = case.told.placed
    moved = [
        key for key in told if key not in after.placed or after.placed[key].start != told[key].start
    ]
    people = {key: everybody(case, after, key) for key in moved}
    kept = (fixed(case) & what_must_follow(case)) - {key for key, _ in case.lost}
    return (
        sum(
            after.placed.get(key) != case.base.placed[key] for key in kept & case.base.placed.keys()
        ),
        sum(one.worth for one in left_out if was_there(case, one)),
        len(set().union(*people.values())),
        sum(len(found) for found in people.values()),
    )


def was_there(case: Case, one: Activity) -> bool:
    return one.id in case.base.placed


def everybody(case: Case, after: Schedule, key: ActivityId) -> set[str]:
    there = set(after.people_at(key)) if key in after.placed else set()
    return {*case.told.people_at(key), *there}
