"""Meetings after school are few, short, and never on Fridays or before a break."""

from typing import Any

import pytest

from scheduler.district import CalendarDay, DayType, Limits, PersonId
from scheduler.limits import OVER
from scheduler.model import Activity, ActivityId, Container, Slot, Window
from scheduler.prices.every import price
from tests.scheduler.builders import (
    BEN,
    DAYS,
    GRANT,
    HALL,
    KHAN,
    LEE,
    MONDAY,
    a_meeting,
    a_week,
    all_broken,
    broken,
    found,
    inspected,
    slot,
    standing,
    starts,
)

RULE = "cap_after_school"
AFTER = Container.AFTER_SCHOOL


def late(day: str, minutes: int = 25, **more: Any) -> tuple[Activity, Slot]:
    """A meeting after school on that day."""
    activity = a_meeting(id=ActivityId(f"late {day}"), minutes=minutes, inside=(AFTER,), **more)
    return activity, slot(f"{day} 14:20", minutes, AFTER)


@pytest.mark.proves("F-41")
def test_two_a_month_are_allowed_and_a_third_refused() -> None:
    assert broken(a_week(), late("mon"), late("tue")) == set()
    (violation,) = all_broken(a_week(), late("mon"), late("tue"), late("wed"))
    assert violation.rule == RULE
    assert violation.says == "Hall would stay after school 3 times that month"


def test_where_a_district_only_wishes_for_it_each_one_beyond_costs() -> None:
    wished = a_week(limits=Limits(soft=frozenset({"after_school_a_month"})))
    three = late("mon"), late("tue"), late("wed")

    assert broken(wished, *three) == set()
    assert price(inspected(wished, *three))["beyond the limits"] == OVER
    assert "beyond the limits" not in price(inspected(wished, *three[:2]))
    assert "beyond the limits" not in price(inspected(a_week(), *three))


def test_each_month_counts_by_itself_and_each_teacher() -> None:
    whole: dict[str, Any] = {
        "window": Window(first=DAYS["mon"].replace(month=11), last=DAYS["fri"])
    }
    november = (late("mon", **whole)[0], slot("2026-11-30 14:20", 25, AFTER))
    khans = a_meeting(KHAN, id=ActivityId("khan's"), inside=(AFTER,))

    pairs = late("tue", **whole), late("wed", **whole), (khans, slot("thu 14:20", 25, AFTER))

    assert broken(a_week(), november, *pairs) == set()


def test_an_hour_is_allowed_and_a_minute_more_refused() -> None:
    assert broken(a_week(), late("mon", 60)) == set()
    assert broken(a_week(), late("mon", 61)) == {RULE}


def test_fridays_are_refused_and_never_offered() -> None:
    assert broken(a_week(), late("fri")) == {RULE}
    assert {start[:3] for start in starts(a_week(), late("fri")[0])} == {"mon", "tue", "wed", "thu"}


def test_the_day_before_a_break_is_refused_and_never_offered() -> None:
    closed = CalendarDay(date=DAYS["wed"], day_type=DayType.HOLIDAY)
    district = a_week(days=(closed,))

    assert broken(district, late("tue")) == {RULE}
    assert broken(district, late("mon")) == set()
    offered = {start[:3] for start in starts(district, late("mon")[0])}
    assert offered == {"mon", "thu"}


def test_what_is_too_long_for_after_school_is_never_offered_there() -> None:
    assert starts(a_week(), late("mon", 61)[0]) == []
    assert starts(a_week(), late("mon", 60)[0]) != []


def test_a_meeting_that_may_shrink_is_offered_at_the_longest_allowed() -> None:
    district = a_week(limits=Limits(after_school_minutes=30))
    meeting = a_meeting(minutes=60, minutes_min=30, inside=(AFTER,))

    times = found(district, meeting)

    assert [where.minutes for where in times.schedule.placed.values()] == [30]


@pytest.mark.proves("F-41", "F-49")
def test_the_search_keeps_to_two_a_month_however_dear() -> None:
    wanted = [
        a_meeting(id=ActivityId(f"late {number}"), inside=(AFTER,), worth=9000)
        for number in range(3)
    ]

    times = found(a_week(), *wanted)

    assert len(times.schedule.placed) == 2
    assert {reason.rule for reason in times.schedule.unplaced[0].reasons} >= {RULE}


def test_the_search_counts_those_that_stand() -> None:
    one_more = a_meeting(inside=(AFTER,), window=Window(first=MONDAY, last=DAYS["fri"]))

    times = found(a_week(), one_more, **standing(late("mon"), late("tue")))

    assert one_more.id not in times.schedule.placed


def test_the_violation_counts_once_whatever_the_length() -> None:
    (violation,) = all_broken(a_week(), late("mon", 61))

    assert violation.over == 1


def test_the_leader_may_stay_as_often_as_she_likes() -> None:
    three = [a_meeting(one, inside=(AFTER,)) for one in (HALL, KHAN)]
    third = a_meeting(HALL, id=ActivityId("third"), inside=(AFTER,))

    times = found(a_week(limits=Limits(after_school_a_month=2, sites_a_day=9)), *three, third)
    once = found(a_week(limits=Limits(after_school_a_month=1)), *three)

    assert len(times.schedule.placed) == 3
    assert len(once.schedule.placed) == 2


def test_the_break_of_another_school_counts_for_its_own_people_after_their_last_bell() -> None:
    """Lee's Grant is closed on Wednesday; the last bell rings at 2:15 PM everywhere."""
    closed = CalendarDay(date=DAYS["wed"], school=GRANT, day_type=DayType.HOLIDAY)
    district = a_week(days=(closed,))

    def at(wall: str, *people: PersonId, minutes: int = 25) -> set[str]:
        meeting = a_meeting(*people, minutes=minutes, inside=(AFTER, Container.PLC))
        return broken(district, (meeting, slot(f"tue {wall}", minutes, AFTER))) & {RULE}

    assert at("14:20", HALL, LEE) == {RULE}
    assert at("14:20", HALL, KHAN) == set()
    assert at("14:20", HALL, BEN) == set()
    assert at("13:50", HALL, LEE) == set()
    assert at("13:50", HALL, LEE, minutes=26) == {RULE}
