"""People hear of an event in time: school days count from publishing to the event."""

from datetime import date
from typing import Any

import pytest

from scheduler.district import CalendarDay, DayType, Limits, SchoolId
from scheduler.model import Activity, Container, Slot
from tests.scheduler.builders import (
    GRANT,
    LEE,
    LINCOLN,
    MONDAY,
    a_meeting,
    a_visit,
    a_week,
    broken,
    found,
    reasons,
    slot,
    starts,
    taught,
)

RULE = "give_notice"
FRIDAY = date(2026, 12, 4)


def days_offered(notice: int, *closed: CalendarDay) -> set[str]:
    visit = a_visit(notice=notice)
    return {start[:3] for start in starts(a_week(days=closed), visit, published=FRIDAY)}


@pytest.mark.proves("F-42")
def test_friday_to_monday_is_one_school_day_of_notice() -> None:
    monday = taught("mon 08:00")

    assert broken(a_week(), (a_visit(notice=1), monday), published=FRIDAY) == set()
    assert broken(a_week(), (a_visit(notice=2), monday), published=FRIDAY) == {RULE}


@pytest.mark.proves("F-42")
def test_too_little_notice_is_never_offered_and_counted() -> None:
    assert days_offered(1) == {"mon", "tue", "wed", "thu", "fri"}
    assert days_offered(3) == {"wed", "thu", "fri"}
    assert reasons(a_week(), a_visit(notice=3), published=FRIDAY) == {RULE: 2}


def after_school(day: str, notice: int = 1) -> tuple[Activity, Slot]:
    """A debrief of a running cycle; the last bell rings at 2:15 PM."""
    asked = a_meeting(inside=(Container.AFTER_SCHOOL, Container.PLC), notice=notice)
    return asked, slot(f"{day} 14:20", container=Container.AFTER_SCHOOL)


@pytest.mark.proves("F-42")
@pytest.mark.parametrize(("day", "known_in_time"), [("tue", False), ("wed", True)])
def test_what_takes_time_after_school_is_known_three_school_days_before(
    day: str, known_in_time: bool
) -> None:
    asked, where = after_school(day)

    assert broken(a_week(), (asked, where), published=FRIDAY) == (
        set() if known_in_time else {RULE}
    )
    offered = starts(a_week(), asked, published=FRIDAY)
    assert (f"{day} 14:20" in offered) is known_in_time
    assert f"{day} 13:30" in offered


def test_the_contract_says_how_early_and_a_longer_notice_of_its_own_stays() -> None:
    two = a_week(limits=Limits(notice_after_school=2))

    assert broken(two, after_school("tue"), published=FRIDAY) == set()
    assert broken(two, after_school("mon"), published=FRIDAY) == {RULE}
    assert broken(a_week(), after_school("wed", notice=5), published=FRIDAY) == {RULE}
    assert "mon 14:20" in starts(a_week(), after_school("mon")[0])


def test_too_little_notice_after_school_is_counted_and_can_be_looked_at() -> None:
    asked, _ = after_school("mon")

    assert reasons(a_week(), asked, published=FRIDAY)[RULE] > 0
    assert RULE not in reasons(a_week(), after_school("mon", notice=0)[0])


def test_a_holiday_gives_no_notice() -> None:
    closed = CalendarDay(date=MONDAY, day_type=DayType.HOLIDAY)

    assert days_offered(1, closed) == {"tue", "wed", "thu", "fri"}
    assert days_offered(2, closed) == {"wed", "thu", "fri"}


def test_without_a_day_of_publishing_no_notice_is_due() -> None:
    assert broken(a_week(), (a_visit(notice=99), taught("mon 08:00"))) == set()


def test_what_stood_before_needs_no_notice() -> None:
    visit = a_visit(notice=5)
    told: dict[str, Any] = {"published": FRIDAY, "standing": frozenset({visit.id})}

    assert broken(a_week(), (visit, taught("mon 08:00")), **told) == set()


@pytest.mark.proves("F-42")
def test_the_search_gives_notice() -> None:
    times = found(a_week(), a_visit(notice=5), published=FRIDAY)

    assert [where.start.date() for where in times.schedule.placed.values()] == [date(2026, 12, 11)]


@pytest.mark.parametrize(("closed", "refused"), [(GRANT, False), (LINCOLN, True)])
def test_the_days_of_the_school_where_it_happens_count(closed: SchoolId, refused: bool) -> None:
    """Lee of Grant comes to Lincoln on Tuesday; one of the two schools is closed on Monday."""
    holiday = CalendarDay(date=MONDAY, school=closed, day_type=DayType.HOLIDAY)
    at_lincoln = a_meeting(LEE, notice=2, school=LINCOLN)
    pair = (at_lincoln, slot("tue 13:30"))

    assert (RULE in broken(a_week(days=(holiday,)), pair, published=FRIDAY)) is refused
