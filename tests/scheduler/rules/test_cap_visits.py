"""A coach makes four visits a day at most, three of them without a pause."""

from typing import Any

import pytest

from scheduler.district import Limits
from scheduler.model import Activity, ActivityId, Slot, Window
from tests.scheduler.builders import (
    BEN,
    HALL,
    KHAN,
    MONDAY,
    a_meeting,
    a_visit,
    a_week,
    all_broken,
    broken,
    found,
    lessons,
    placed_at,
    standing,
    taught,
)

RULE = "cap_visits"
PERIODS = ("08:00", "08:50", "09:40", "10:30", "11:50", "12:40")


def visits(*walls: str, **more: Any) -> list[tuple[Activity, Slot]]:
    """So many visits of Ana's on Monday, at these times."""
    return [
        (a_visit(id=ActivityId(f"visit {wall}"), **more), taught(f"mon {wall}")) for wall in walls
    ]


def all_day() -> Any:
    return lessons(HALL, teach="123456")


@pytest.mark.proves("F-43")
def test_four_visits_a_day_are_allowed_and_five_refused() -> None:
    loose = {"limits": Limits(blocks_running=6)}

    assert broken(a_week(timetable=all_day(), **loose), *visits(*PERIODS[:4])) == set()
    (violation,) = all_broken(a_week(timetable=all_day(), **loose), *visits(*PERIODS[:5]))
    assert violation.says == "Ana would make 5 visits on Monday"


def test_three_running_are_allowed_and_a_fourth_at_once_refused() -> None:
    district = a_week(timetable=all_day())

    assert broken(district, *visits("08:00", "08:50", "09:40", "11:50")) == set()
    assert broken(district, *visits("08:00", "08:50", "09:40", "10:30")) == {RULE}


def test_a_fourth_visit_exactly_four_blocks_after_the_first_is_not_running() -> None:
    """Blocks count 45 minutes here, so the fourth may begin three hours after the first."""
    limits = Limits(lunch_minutes=20)
    district = a_week(timetable=lessons(HALL, teach="123456"), limits=limits)
    first = [
        (a_visit(id=ActivityId(f"at {wall}")), taught(f"mon {wall}", 15))
        for wall in ("08:50", "09:10", "09:40")
    ]
    last = a_visit(id=ActivityId("last"))

    assert RULE in broken(district, *first, (last, taught("mon 11:49", 15)))
    assert RULE not in broken(district, *first, (last, taught("mon 11:50", 15)))


def test_visits_of_another_coach_do_not_count() -> None:
    bens = visits("10:30", leader=BEN)

    assert broken(a_week(timetable=all_day()), *visits(*PERIODS[:3]), *bens) == set()


@pytest.mark.proves("F-43")
def test_the_search_places_no_fifth_visit_on_a_day() -> None:
    district = a_week(timetable=all_day(), limits=Limits(blocks_running=6))
    wanted = [
        a_visit(id=ActivityId(f"visit {number}"), window=Window(first=MONDAY, last=MONDAY))
        for number in range(5)
    ]

    times = found(district, *wanted)

    assert len(times.schedule.placed) == 4
    assert {reason.rule for reason in times.schedule.unplaced[0].reasons} >= {RULE}


def test_the_search_counts_the_visits_that_stand() -> None:
    stand = visits(*PERIODS[:4])
    district = a_week(timetable=all_day(), limits=Limits(blocks_running=6))
    one_more = a_visit(window=Window(first=MONDAY, last=MONDAY))

    assert one_more.id not in found(district, one_more, **standing(*stand)).schedule.placed


def test_the_search_makes_a_pause_after_three_visits() -> None:
    """Four taught periods without a gap hold three visits only."""
    district = a_week(timetable=lessons(HALL, teach="1234"))
    wanted = [
        a_visit(id=ActivityId(f"visit {number}"), window=Window(first=MONDAY, last=MONDAY))
        for number in range(4)
    ]

    assert len(found(district, *wanted).schedule.placed) == 3


def test_the_search_visits_again_as_soon_as_the_referee_lets_it() -> None:
    """With one visit running, two blocks of 45 minutes after the first: 8:50 AM is too soon, 9:40 is not."""
    district = a_week(timetable=lessons(HALL, teach="23"), limits=Limits(blocks_running=1))
    first = visits("08:00")
    again = a_visit(id=ActivityId("again"), window=Window(first=MONDAY, last=MONDAY))

    times = found(district, again, **standing(*first))

    assert placed_at(times, district)["again"] == "mon 09:40"


def test_meetings_are_no_visits() -> None:
    """One visit a day and one meeting beside it."""
    district = a_week(limits=Limits(visits_a_day=1))
    one_day = Window(first=MONDAY, last=MONDAY)
    meetings = [
        a_meeting(KHAN, id=ActivityId(f"meeting {one}"), minutes=20, window=one_day)
        for one in range(2)
    ]

    times = found(district, a_visit(window=one_day), *meetings)

    assert len(times.schedule.placed) == 3
