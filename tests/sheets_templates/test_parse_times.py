"""A time or a date is the same however it stands in a cell, and nothing else is taken for one."""

from contextlib import suppress
from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheets_templates.building.build import extended
from sheets_templates.reading.parse_times import Unreadable, read_date, read_time
from sheets_templates.vocabulary.grid import cell_of
from sheets_templates.vocabulary.table import CellValue
from sync.files.csv_text import as_text

MINUTES = st.integers(0, 24 * 60 - 1).map(lambda minute: time(minute // 60, minute % 60))
DAYS = st.dates(date(2000, 1, 1), date(2099, 12, 31))


def a_time(value: CellValue) -> time:
    return read_time(cell_of(value, "BellSchedules!D2"))


def a_date(value: CellValue) -> date:
    return read_date(cell_of(value, "DayCalendar!A2"))


@pytest.mark.proves("T6")
@given(MINUTES)
def test_each_minute_is_read_from_every_way_it_is_written(wall: time) -> None:
    twelve, half = wall.hour % 12 or 12, "PM" if wall.hour >= 12 else "AM"
    written = [
        wall,
        datetime.combine(date(1899, 12, 30), wall),
        extended(wall)["numberValue"],
        f"{twelve}:{wall:%M} {half}",
        f"{twelve:02}:{wall:%M}{half.lower()}",
        f"{twelve}:{wall:%M} {half[0].lower()}.m.",
        f"{wall:%H:%M}",
        f"{wall.hour}:{wall:%M}",
        f" {wall:%H:%M:%S} ",
        as_text(wall),
    ]

    assert {a_time(value) for value in written} == {wall}


@given(DAYS)
def test_each_day_is_read_from_every_way_it_is_written(day: date) -> None:
    written: list[CellValue] = [
        day,
        datetime.combine(day, time(0)),
        float(extended(day)["numberValue"]),
        day.isoformat(),
        f"{day.month}/{day.day}/{day.year}",
        f"{day:%m/%d/%y}",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
        as_text(day),
    ]

    assert {a_date(value) for value in written} == {day}


@pytest.mark.proves("T6")
@pytest.mark.parametrize(
    "value",
    [
        "24:00",
        "25:00",
        "8:60",
        "8.30",
        "830",
        "0830",
        "half past eight",
        "8:30 - 9:00",
        "8:30:15",
        "8:30 BM",
        "13:30 PM",
        "0:30 AM",
        "8",
        "",
        510.0,
        830.0,
        1.5,
        8.5,
        -0.25,
        time(8, 30, 30),
        True,
        date(2027, 1, 5),
    ],
)
def test_what_no_clock_shows_is_no_time(value: CellValue) -> None:
    with pytest.raises(Unreadable):
        a_time(value)


@pytest.mark.proves("T6")
@pytest.mark.parametrize(
    "value",
    [
        "13/25/2027",
        "2/30/2027",
        "2027-02-29",
        "25.1.2027",
        "Smarch 3, 2027",
        "next Monday",
        "1/5",
        60.0,
        1.0,
        20270105.0,
        46421.5,
        datetime.combine(date(2027, 1, 5), time(8, 30)),
        time(8, 30),
        False,
    ],
)
def test_what_no_calendar_shows_is_no_date(value: CellValue) -> None:
    with pytest.raises(Unreadable):
        a_date(value)


def test_a_spreadsheets_rounding_of_a_minute_is_forgiven() -> None:
    assert a_time(timedelta(hours=8, minutes=30, microseconds=-3) / timedelta(days=1)) == time(
        8, 30
    )
    assert a_time(time(8, 29, 59, 999_990)) == time(8, 30)


@given(st.text("0123456789:.apmAPM ", max_size=10))
def test_a_text_is_a_minute_of_the_day_or_no_time_at_all(text: str) -> None:
    found = None
    with suppress(Unreadable):
        found = a_time(text)

    assert found is None or a_time(as_text(found)) == found
