"""People hear of an event in time: school days count from publishing to the event."""

from datetime import date
from typing import Any

import pytest

from scheduler.district import CalendarDay, DayType
from tests.scheduler.builders import MONDAY, a_visit, a_week, broken, found, reasons, starts, taught

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
