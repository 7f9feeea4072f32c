"""A coach keeps a block's time of each day for herself: 45 minutes beside lunch, between the bells."""

from typing import Any

import pytest

from scheduler.district import District, Limits
from scheduler.model import Activity, ActivityId, Slot, Window
from scheduler.prices.every import price
from scheduler.rules.every import RULES
from tests.scheduler.builders import (
    GRANT,
    HALL,
    MONDAY,
    a_meeting,
    a_visit,
    a_week,
    all_broken,
    bells,
    broken,
    found,
    inspected,
    lessons,
    slot,
    standing,
    taught,
)
from tests.scheduler.posting import by_the_post

RULE = "leave_a_block_open"
PERIODS = ("08:00", "08:50", "09:40", "10:30", "11:50", "12:40")
KEPT: dict[str, Any] = {"visits_a_day": 9, "blocks_running": 9, "soft": frozenset()}
ONE_DAY = Window(first=MONDAY, last=MONDAY)


def at_periods(*walls: str, minutes: int = 45, **more: Any) -> list[tuple[Activity, Slot]]:
    return [
        (a_visit(id=ActivityId(f"visit {wall}"), **more), taught(f"mon {wall}", minutes))
        for wall in walls
    ]


def all_day(**limits: Any) -> District:
    """Bells from 8:00 to 1:25 are 325 minutes; less 30 for lunch and a block of 45, 250 may be taken."""
    return a_week(timetable=lessons(HALL, teach="123456"), limits=Limits(**(KEPT | limits)))


def visits(count: int) -> list[Activity]:
    return [
        a_visit(id=ActivityId(f"visit {one}"), window=ONE_DAY, minutes_min=45)
        for one in range(count)
    ]


@pytest.mark.proves("F-43")
def test_what_leaves_a_blocks_time_is_allowed_and_a_minute_more_is_refused() -> None:
    """Five visits are 225 minutes."""
    five = at_periods(*PERIODS[:5])
    allowed = (a_visit(id=ActivityId("more")), taught("mon 12:40", 25))
    refused = (a_visit(id=ActivityId("more")), taught("mon 12:40", 26))

    assert RULE not in broken(all_day(), *five, allowed)
    (violation,) = all_broken(all_day(), *five, refused)
    assert (violation.rule, violation.over) == (RULE, 1)
    assert violation.says == "Ana would have too little open time on Mon 7 Dec"


def test_what_lies_outside_the_bells_takes_nothing_from_the_day() -> None:
    """The collaborative planning time begins five minutes after the last bell of a lesson."""
    five = at_periods(*PERIODS[:5])
    after = (a_meeting(minutes=45), slot("mon 13:30", 45))
    reaching_in = (a_visit(id=ActivityId("in"), minutes=40), taught("mon 13:00", 40))

    assert RULE not in broken(all_day(), *five, after)
    assert RULE not in broken(all_day(), *five, reaching_in)
    assert RULE in broken(all_day(lunch_minutes=31), *five, reaching_in)


@pytest.mark.parametrize(("number", "periods"), [(0, 6), (1, 5), (2, 4), (3, 3)])
def test_the_contract_says_how_many_blocks_are_hers(number: int, periods: int) -> None:
    district = all_day(open_blocks_a_day=number)

    assert RULE not in broken(district, *at_periods(*PERIODS[:periods]))
    if periods < 6:
        assert RULE in broken(district, *at_periods(*PERIODS[: periods + 1]))


@pytest.mark.parametrize(("count", "over"), [(3, 0), (4, 1), (5, 2), (6, 3)])
def test_how_many_blocks_are_missing_is_counted(count: int, over: int) -> None:
    three = all_day(open_blocks_a_day=3)

    found_over = [one.over for one in all_broken(three, *at_periods(*PERIODS[:count]))]

    assert found_over == ([over] if over else [])


def test_a_day_without_a_school_has_no_bells_to_keep() -> None:
    calls = [
        (
            a_meeting(id=ActivityId(wall), minutes=45, school=None),
            slot(f"mon {wall}", 45, school=None),
        )
        for wall in PERIODS
    ]

    assert RULE not in broken(all_day(), *calls)


def test_a_call_on_a_day_at_a_school_takes_time_of_it() -> None:
    calls = [
        (
            a_meeting(id=ActivityId(wall), minutes=45, school=None),
            slot(f"mon {wall}", 45, school=None),
        )
        for wall in PERIODS[1:]
    ]

    assert RULE in broken(all_day(), *at_periods(PERIODS[0]), *calls)


def test_a_school_without_lessons_that_day_asks_for_nothing() -> None:
    no_lessons = tuple(row for row in bells() if row.block in ("contract", "PLC"))
    district = a_week(bells=no_lessons, timetable=(), limits=Limits(soft=frozenset()))

    assert RULE not in broken(district, (a_meeting(), slot("mon 13:30")))


def test_only_coaches_are_looked_at() -> None:
    hers = at_periods(*PERIODS, leader=HALL, required=(HALL,))

    assert RULE not in broken(all_day(), *hers)


@pytest.mark.proves("F-43")
def test_the_search_leaves_a_block_open_however_dear() -> None:
    times = found(all_day(), *visits(6))

    assert len(times.schedule.placed) == 5
    assert {reason.rule for reason in times.schedule.unplaced[0].reasons} >= {RULE}
    assert len(found(all_day(open_blocks_a_day=0), *visits(6)).schedule.placed) == 6


def test_what_stands_already_may_have_taken_all_of_it() -> None:
    """Nothing chosen now can give the time back: another day is not refused, this one takes no more."""
    another_day = a_visit(
        id=ActivityId("tue"), window=Window(first=MONDAY.replace(day=8), last=MONDAY.replace(day=8))
    )
    stand = standing(*at_periods(*PERIODS))

    times = found(all_day(), another_day, **stand)

    assert another_day.id in times.schedule.placed
    assert {violation.rule for violation in times.verdict.violations} == {RULE}


def test_what_stands_counts_for_what_is_added() -> None:
    stand = standing(*at_periods(*PERIODS[:5]))

    one_more = a_visit(id=ActivityId("more"), window=ONE_DAY, minutes_min=45)

    assert one_more.id not in found(all_day(), one_more, **stand).schedule.placed


@pytest.mark.parametrize(("number", "points"), [(1, 20), (2, 40)])
def test_as_shipped_a_coach_gives_her_open_time_at_a_price(number: int, points: int) -> None:
    soft = all_day(soft=Limits().soft, open_blocks_a_day=number)

    times = found(soft, *visits(6))

    assert broken(soft, *at_periods(*PERIODS)) == set()
    assert price(inspected(soft, *at_periods(*PERIODS)))["beyond the limits"] == points
    assert len(times.schedule.placed) == 6
    assert times.schedule.price["beyond the limits"] == points
    assert [proof.value for proof in times.schedule.proofs] == [times.verdict.total]


def test_two_schools_of_one_day_pay_for_one_block_once() -> None:
    soft = all_day(soft=Limits().soft)
    there = (a_visit(id=ActivityId("there")), taught("mon 12:40", school=GRANT))

    costs = price(inspected(soft, *at_periods(*PERIODS[:5]), there))

    assert costs["beyond the limits"] == 20


def test_what_stood_is_named_where_it_took_the_time_alone() -> None:
    stood = at_periods(*PERIODS)
    call = (a_meeting(id=ActivityId("call")), slot("mon 13:30"))
    standing_now = frozenset(one.id for one, _ in stood)

    (violation,) = (
        one
        for one in all_broken(all_day(), *stood, call, standing=standing_now)
        if one.rule == RULE
    )

    assert set(violation.activities) == standing_now


@pytest.mark.parametrize(
    ("blocks", "last", "allowed"), [(1, 25, True), (1, 26, False), (9, 0, True), (9, 1, False)]
)
def test_check_and_search_count_the_minutes_between_the_bells_alone(
    blocks: int, last: int, allowed: bool
) -> None:
    """A meeting after the last bell takes nothing; nine blocks are more than the day has."""
    district = all_day(open_blocks_a_day=blocks)
    after = (a_meeting(id=ActivityId("after")), slot("mon 13:30"))
    some = at_periods(*PERIODS[:5]) if blocks == 1 else []
    more = at_periods(PERIODS[5], minutes=last, minutes_min=1) if last else []
    (rule,) = (one for one in RULES if one.name == RULE)

    assert (RULE not in broken(district, *some, *more, after)) is allowed
    assert (by_the_post([rule], district, *some, *more, after) == 0) is allowed
