"""The school's calendar: dates, letters, bells and the counting of school days."""

from datetime import UTC, date, datetime, time

import pytest

from scheduler.district import (
    EVERYWHERE,
    BellBlock,
    BlockKind,
    CalendarDay,
    DayType,
    District,
    School,
    SchoolId,
    SchoolYear,
)
from scheduler.schoolday import SchoolDays, in_grade_band

OAK = SchoolId("oak")
FRIDAY = date(2026, 12, 4)
MONDAY = date(2026, 12, 7)


def bell(block: str, start: time, end: time, variant: str = "regular") -> BellBlock:
    return BellBlock(
        bell_set="hs", variant=variant, block=block, start=start, end=end, kind=BlockKind.TEACH
    )


def school_days(*rows: CalendarDay) -> SchoolDays:
    return SchoolDays(
        District(
            name="Oakland County",
            year=SchoolYear(first=date(2026, 8, 17), last=date(2027, 6, 4)),
            schools={OAK: School(id=OAK, name="Oak Hill", bell_set="hs")},
            people={},
            days=rows,
            bells=(
                bell("1", time(8), time(9, 20)),
                bell("2", time(9, 25), time(10, 45)),
                bell("2", time(8, 50), time(9, 30), "early release"),
                BellBlock(
                    bell_set="hs",
                    variant="regular",
                    block="contract day",
                    start=time(7, 30),
                    end=time(15),
                    kind=BlockKind.CONTRACT,
                ),
            ),
        )
    )


def test_friday_to_monday_is_one_school_day() -> None:
    assert school_days().count(OAK, FRIDAY, MONDAY) == 1


def test_a_closed_day_does_not_count() -> None:
    days = school_days(CalendarDay(date=MONDAY, day_type=DayType.CLOSED))

    assert days.count(OAK, FRIDAY, MONDAY) == 0
    assert days.add(OAK, FRIDAY, 1) == date(2026, 12, 8)


@pytest.mark.proves("F-3")
def test_block_two_of_an_early_release_day_has_that_variants_times() -> None:
    days = school_days(
        CalendarDay(date=MONDAY, day_type=DayType.EARLY_RELEASE, variant="early release")
    )
    monday = days.day(OAK, MONDAY)
    assert monday is not None
    (block,) = (found for found in monday.blocks if found.name == "2")

    assert days.local(block.span.start).time() == time(8, 50)
    assert block.span.minutes == 40


def test_the_contract_span_is_no_block() -> None:
    monday = school_days().day(OAK, MONDAY)
    assert monday is not None

    assert [block.name for block in monday.blocks] == ["1", "2"]
    assert monday.contract is not None
    assert monday.contract.minutes == 450


@pytest.mark.proves("F-4")
def test_a_letter_announced_for_one_school_wins_over_the_districts() -> None:
    days = school_days(
        CalendarDay(date=MONDAY, letter="A"),
        CalendarDay(date=MONDAY, school=OAK, letter="B"),
    )
    monday = days.day(OAK, MONDAY)
    assert monday is not None

    assert monday.letter == "B"


def test_weekends_and_days_outside_the_year_have_no_school() -> None:
    days = school_days()

    assert not days.has_school(OAK, date(2026, 12, 5))
    assert not days.has_school(OAK, date(2027, 6, 7))
    assert days.day(OAK, date(2026, 12, 5)) is None


@pytest.mark.proves("T2", "F-13")
def test_a_block_keeps_its_wall_time_over_the_change_of_clocks() -> None:
    days = school_days()

    assert days.instant(date(2026, 10, 30), time(8)) == datetime(2026, 10, 30, 12, tzinfo=UTC)
    assert days.instant(date(2026, 11, 2), time(8)) == datetime(2026, 11, 2, 13, tzinfo=UTC)


@pytest.mark.proves("T1")
def test_a_wall_time_that_the_spring_change_skips_is_refused() -> None:
    with pytest.raises(ValueError, match="clocks change"):
        school_days().instant(date(2027, 3, 14), time(2, 30))


@pytest.mark.proves("T1")
def test_a_wall_time_that_comes_twice_is_the_first() -> None:
    assert school_days().instant(date(2026, 11, 1), time(1, 30)) == datetime(
        2026, 11, 1, 5, 30, tzinfo=UTC
    )


def test_the_day_before_a_holiday_is_the_eve_of_a_break_also_over_a_weekend() -> None:
    days = school_days(CalendarDay(date=MONDAY, school=EVERYWHERE, day_type=DayType.HOLIDAY))

    assert days.eve_of_break(OAK, FRIDAY)
    assert not days.eve_of_break(OAK, date(2026, 12, 3))


@pytest.mark.parametrize(
    ("grade", "band", "inside"),
    [
        ("K", "K-3", True),
        ("4", "K-3", False),
        ("5", "4-5", True),
        ("6", "", True),
        ("", "6-8", True),
    ],
)
def test_a_grade_band_holds_its_grades(grade: str, band: str, inside: bool) -> None:
    assert in_grade_band(grade, band) is inside


def test_weekdays_before_the_school_year_are_notice_and_no_school_days() -> None:
    days = school_days(CalendarDay(date=date(2026, 8, 19), day_type=DayType.HOLIDAY))
    thursday = date(2026, 8, 13)

    # Friday 14 and then, the year begun, Mon 17, Tue 18 and Thu 20 Aug.
    assert days.notice(OAK, thursday, date(2026, 8, 20)) == 4
    assert days.count(OAK, thursday, date(2026, 8, 20)) == 3
    assert days.after_notice(OAK, thursday, 4) == date(2026, 8, 20)
    assert days.after_notice(OAK, thursday, 1) == date(2026, 8, 14)
    assert days.notice(OAK, FRIDAY, MONDAY) == days.count(OAK, FRIDAY, MONDAY) == 1
    assert days.count(OAK, MONDAY, FRIDAY) == 0
