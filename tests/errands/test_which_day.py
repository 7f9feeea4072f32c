"""A day that is asked about, as people say it."""

from datetime import date, timedelta

import pytest

from errands.asked.which_day import Asked, of_the_period, which_day
from scheduler.advice.that_day import Period
from scheduler.errors import SettingsError
from scheduler.model import Window
from scheduler.schoolday import SchoolDays
from tests.scheduler.builders import HALL, MONDAY, a_week, when

THURSDAY = date(2026, 12, 3)
ITS_WEEK = Window(first=date(2026, 12, 7), last=date(2026, 12, 11))


@pytest.mark.proves("F-50")
@pytest.mark.parametrize(
    ("words", "day", "period"),
    [
        ("2026-12-09", date(2026, 12, 9), ""),
        ("2026-12-09 P3", date(2026, 12, 9), "P3"),
        ("Tuesday", date(2026, 12, 8), ""),
        ("mon", date(2026, 12, 7), ""),
        ("Tue P3", date(2026, 12, 8), "P3"),
        ("tue PLC", date(2026, 12, 8), "PLC"),
        ("Tue period 3", date(2026, 12, 8), "period 3"),
        ("next Tue", date(2026, 12, 8), ""),
        ("Next Fri P1", date(2026, 12, 11), "P1"),
    ],
)
def test_a_day_is_of_the_activitys_own_dates(words: str, day: date, period: str) -> None:
    assert which_day(words, ITS_WEEK, THURSDAY) == Asked(day=day, period=period)


def test_what_is_past_is_not_meant() -> None:
    wednesday = date(2026, 12, 9)

    assert which_day("Wed", ITS_WEEK, wednesday).day == wednesday
    assert which_day("Tue", ITS_WEEK, wednesday).day == date(2026, 12, 15)
    assert which_day("next Wed", ITS_WEEK, wednesday).day == date(2026, 12, 16)


@pytest.mark.parametrize("words", ["", "next", "soon", "not Monday", "Mon-Wed", "P3", "2026-13-01"])
def test_what_names_no_day_is_a_matter_of_typing(words: str) -> None:
    with pytest.raises(SettingsError, match="no day"):
        which_day(words, ITS_WEEK, THURSDAY)


def a_stretch(start: str) -> Period:
    begins = when(f"mon {start}")
    return Period(person=HALL, start=begins, end=begins + timedelta(minutes=45), stops="")


@pytest.mark.proves("F-50")
@pytest.mark.parametrize("typed", ["P2", "p2", "2", "period 2", "Block 2"])
def test_a_period_is_meant_by_its_name_with_or_without_a_p(typed: str) -> None:
    first, second = a_stretch("08:00"), a_stretch("08:50")
    asked = Asked(day=MONDAY, period=typed)
    district = a_week()

    assert of_the_period(asked, (first, second), district, SchoolDays(district)) == (second,)
    whole = Asked(day=MONDAY)
    assert of_the_period(whole, (first, second), district, SchoolDays(district)) == (first, second)


@pytest.mark.parametrize(("day", "fix"), [(MONDAY, "1, 2, 3"), (MONDAY - timedelta(1), "no bells")])
def test_a_period_nobody_has_is_told_with_those_there_are(day: date, fix: str) -> None:
    district = a_week()

    with pytest.raises(SettingsError, match="'P9'") as refused:
        of_the_period(
            Asked(day=day, period="P9"), (a_stretch("08:00"),), district, SchoolDays(district)
        )

    assert fix in str(refused.value.fix)
