"""The demo district's dates: a first semester with holidays, a PD day, a test, a delay, short days.

Everything is counted from the Monday of the pre-cycle; with September 14, 2026 the holidays fall on
the dates they have in the United States.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from scheduler.demo import bells as demo_bells
from scheduler.demo.bells import DELAY, EARLY_RELEASE, EIGHT_PERIODS, OPTIONS_HIGH, WEDNESDAY
from scheduler.district import Blackout, CalendarDay, DayType, School, SchoolId, SchoolYear

PD_DAY = 11
"""Days after the first Monday: the Friday of week 1, before every cohort's second session."""
_CLOSED: Mapping[int, str] = {
    -7: "Labor Day",
    28: "Indigenous Peoples' Day",
    58: "Veterans Day",
    72: "Thanksgiving",
    73: "Thanksgiving",
    74: "Thanksgiving",
}
_SHORT_FRIDAYS = (-10, 25, 53, 81)
"""Once a month the eight-period schools end early."""
_SHORT_AT_BLOCK_HIGH = (-5, 37, 65, 93)
_COLLEGE_TEST = 23
_DELAYED = 17
_GRADE_TEST = 39


def school_year(first_monday: date) -> SchoolYear:
    """The first semester: two weeks before the first Monday to fourteen weeks after it."""
    return SchoolYear(
        first=first_monday - timedelta(days=14), last=first_monday + timedelta(days=95)
    )


def calendar(schools: Mapping[SchoolId, School], first_monday: date) -> tuple[CalendarDay, ...]:
    """A row for each closed day of the district and for each school day that is not the usual one."""
    return (*_district_rows(first_monday), *_school_rows(schools, first_monday))


def grade_tests(first_monday: date) -> tuple[Blackout, ...]:
    """Fourth grade takes the state test on the Friday morning of week 5."""
    day = first_monday + timedelta(days=_GRADE_TEST)
    return (
        Blackout(
            grade="4",
            first=day,
            last=day,
            blocks=("1", "2", "Recess", "3", "4"),
            reason="state test, grade 4",
        ),
    )


def _district_rows(first_monday: date) -> Iterator[CalendarDay]:
    for after, note in _CLOSED.items():
        day = first_monday + timedelta(days=after)
        yield CalendarDay(date=day, day_type=DayType.HOLIDAY, note=note)
    yield CalendarDay(
        date=first_monday + timedelta(days=PD_DAY),
        day_type=DayType.PD,
        note="District professional development",
    )


def _school_rows(schools: Mapping[SchoolId, School], first_monday: date) -> Iterator[CalendarDay]:
    year = school_year(first_monday)
    for school in schools.values():
        number = 0
        for offset in range((year.last - year.first).days + 1):
            day = year.first + timedelta(days=offset)
            after = (day - first_monday).days
            if day.weekday() > 4 or after in _CLOSED or after == PD_DAY:
                continue
            row = _row(school, day, after, number)
            number += 1
            if row.letter or row.variant or row.day_type is not DayType.SCHOOL:
                yield row


def _row(school: School, day: date, after: int, number: int) -> CalendarDay:
    day_type, variant, note = _kind_of_day(school.bell_set, day.weekday(), after)
    return CalendarDay(
        date=day,
        school=school.id,
        day_type=day_type,
        letter=_letter(school.bell_set, day.weekday(), number),
        variant=variant,
        note=note,
    )


def _letter(bell_set: str, weekday: int, number: int) -> str:
    """A and B in turn over school days; Day 1 to 5 with the weekday; none where days are all alike."""
    if bell_set == EIGHT_PERIODS:
        return f"D{weekday + 1}"
    return "" if bell_set == OPTIONS_HIGH else "AB"[number % 2]


def _kind_of_day(bell_set: str, weekday: int, after: int) -> tuple[DayType, str, str]:
    match bell_set:
        case demo_bells.BLOCK_HIGH if after == _DELAYED:
            return DayType.DELAY, DELAY, "fog"
        case demo_bells.BLOCK_HIGH if after == _COLLEGE_TEST:
            return DayType.TESTING, "", "college entrance test"
        case demo_bells.BLOCK_HIGH if after in _SHORT_AT_BLOCK_HIGH:
            return DayType.EARLY_RELEASE, EARLY_RELEASE, ""
        case demo_bells.OPTIONS_HIGH if weekday == 2:
            return DayType.EARLY_RELEASE, WEDNESDAY, ""
        case demo_bells.MIDDLE if weekday == 2:
            return DayType.EARLY_RELEASE, EARLY_RELEASE, ""
        case demo_bells.EIGHT_PERIODS if after in _SHORT_FRIDAYS:
            return DayType.EARLY_RELEASE, EARLY_RELEASE, ""
    return DayType.SCHOOL, "", ""
