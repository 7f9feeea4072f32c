"""Times in every zone: what clocks skip is refused, what they repeat is the first, instants count."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.district import EVERYWHERE, CalendarDay, DayType, SchoolYear
from scheduler.naming import monday_of
from scheduler.schoolday import SchoolDays
from sync.event.events import times
from sync.event.found_event import read_event
from sync.merging.changes import Verb
from tests.builders import ZONE, a_district
from tests.sync.test_changes import compared, only, stands, wished

ZONES = (
    *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles"),
    *("America/Anchorage", "Pacific/Honolulu", "America/Phoenix", "America/Puerto_Rico"),
    *("America/St_Johns", "America/Havana", "America/Santiago", "America/Nuuk", "US/Eastern"),
    *("Europe/London", "Europe/Dublin", "Europe/Berlin", "Africa/Casablanca", "Africa/Cairo"),
    *("Asia/Tehran", "Asia/Beirut", "Asia/Kathmandu", "Asia/Tokyo", "Australia/Lord_Howe"),
    *("Australia/Adelaide", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia", "UTC"),
)
DAY = timedelta(days=1)


def transitions(zone: str, first: int = 2024, last: int = 2036) -> list[date]:
    """The days on which the clocks of a zone change."""
    there, day, found = ZoneInfo(zone), date(first, 1, 1), []
    while day.year <= last:
        start, end = (datetime.combine(d, time(), UTC).astimezone(there) for d in (day, day + DAY))
        if start.utcoffset() != end.utcoffset():
            found.append(day)
        day += DAY
    return found


@st.composite
def walls(draw: st.DrawFn) -> tuple[str, datetime]:
    """A zone and a wall time, mostly within two days of a change of its clocks."""
    zone = draw(st.sampled_from(ZONES))
    days = transitions(zone, *(draw(st.sampled_from([(2024, 2025), (2026, 2028), (2035, 2036)]))))
    day = (
        draw(st.sampled_from(days)) if days else draw(st.dates(date(2024, 1, 1), date(2036, 1, 1)))
    )
    day += draw(st.integers(-2, 2)) * DAY
    minute = draw(st.integers(0, 24 * 12 - 1)) * 5
    return zone, datetime.combine(day, time(minute // 60, minute % 60))


def school_days(zone: str) -> SchoolDays:
    year = SchoolYear(first=date(2024, 1, 1), last=date(2036, 12, 31), zone=zone)
    return SchoolDays(a_district(year=year))


def instants(zone: str, wall: datetime) -> list[datetime]:
    """Every instant at which the clocks of a zone show a wall time, found by trying all offsets near."""
    there = ZoneInfo(zone)
    near = [wall.replace(tzinfo=UTC) + n * timedelta(hours=6) for n in range(-6, 7)]
    offsets = {moment.astimezone(there).utcoffset() or timedelta() for moment in near}
    moments = sorted(wall.replace(tzinfo=UTC) - offset for offset in offsets)
    return [one for one in moments if one.astimezone(there).replace(tzinfo=None) == wall]


@pytest.mark.proves("T1")
@settings(max_examples=120, deadline=None)
@given(walls())
def test_a_wall_time_the_clocks_skip_is_refused_and_one_they_repeat_is_the_first(
    given_wall: tuple[str, datetime],
) -> None:
    zone, wall = given_wall
    days, there = school_days(zone), instants(*given_wall)

    if not there:
        with pytest.raises(ValueError, match="clocks change"):
            days.instant(wall.date(), wall.time())
    else:
        assert days.instant(wall.date(), wall.time()) == there[0]
        assert days.local(there[0]).replace(tzinfo=None) == wall


@pytest.mark.proves("T2", "F-13", "GE-26")
@settings(max_examples=100, deadline=None)
@given(walls())
def test_a_weekly_event_keeps_its_wall_time_and_comes_back_as_it_was_sent(
    given_wall: tuple[str, datetime],
) -> None:
    zone, wall = given_wall
    days, week = school_days(zone), (wall, wall + 7 * DAY)
    if not all(instants(zone, one) for one in week):
        return
    for one in week:
        start = days.instant(one.date(), one.time())
        event = replace(wished(), start=start, end=start + timedelta(minutes=40), zone=zone)
        sent = times(event)
        read = read_event("c", {"id": "x", **sent})

        assert sent["start"]["dateTime"].startswith(f"{one:%Y-%m-%dT%H:%M}")
        assert (read.start, read.end) == (event.start, event.end)


@pytest.mark.proves("T3", "C15")
@settings(max_examples=60, deadline=None)
@given(zone=st.sampled_from(ZONES), start=walls())
def test_an_answer_in_any_zone_is_the_same_instant(zone: str, start: tuple[str, datetime]) -> None:
    """Google answers in the calendar's zone or another; a teacher abroad, an old name of a zone."""
    moments = instants(*start)
    if not moments:
        return
    event = replace(wished(), start=moments[0], end=moments[0] + timedelta(minutes=40))
    elsewhere: dict[str, Any] = {
        side: {"dateTime": moment.astimezone(ZoneInfo(zone)).isoformat(), "timeZone": zone}
        for side, moment in (("start", event.start), ("end", event.end))
    }
    later: dict[str, Any] = {
        side: {
            "dateTime": (event.start + timedelta(hours=hours))
            .astimezone(ZoneInfo(zone))
            .isoformat()
        }
        for side, hours in (("start", 1), ("end", 2))
    }
    now = event.start - timedelta(days=1)

    same = only(compared([event], [stands(event, **elsewhere)], now=now))
    dragged = only(compared([event], [stands(event, **later)], now=now))

    assert same.verb is Verb.NOTHING
    assert dragged.verb is Verb.PIN


@pytest.mark.proves("T4")
@pytest.mark.parametrize(
    ("day", "monday", "week"),
    [
        (date(2028, 2, 29), date(2028, 2, 28), 9),
        (date(2027, 1, 1), date(2026, 12, 28), 53),
        (date(2026, 12, 31), date(2026, 12, 28), 53),
        (date(2027, 1, 4), date(2027, 1, 4), 1),
        (date(2024, 12, 31), date(2024, 12, 30), 1),
    ],
)
def test_weeks_go_over_the_end_of_the_year_and_a_leap_day(
    day: date, monday: date, week: int
) -> None:
    days = school_days(ZONE)

    assert monday_of(day) == monday
    assert day.isocalendar().week == week
    assert days.school_week(EVERYWHERE, day) == [monday + n * DAY for n in range(5)]


@pytest.mark.proves("T4")
def test_a_leap_day_is_a_school_day_like_any_other() -> None:
    days = school_days(ZONE)

    assert days.count(EVERYWHERE, date(2028, 2, 28), date(2028, 3, 1)) == 2
    assert days.add(EVERYWHERE, date(2028, 2, 28), 1) == date(2028, 2, 29)


@pytest.mark.proves("T4", "F-4")
def test_six_days_in_turn_go_on_after_a_holiday_where_the_calendar_says_so() -> None:
    """Two weeks in December with the Wednesday off: day 3 comes on Thursday, day 6 on Tuesday."""
    dates = [date(2026, 12, 7) + n * DAY for n in range(14) if n % 7 < 5]
    off = date(2026, 12, 9)
    letters = iter("123456123")
    rows = tuple(
        CalendarDay(date=day, day_type=DayType.HOLIDAY)
        if day == off
        else CalendarDay(date=day, letter=next(letters))
        for day in dates
    )
    days = SchoolDays(a_district(days=rows))

    assert "".join(days.letter(EVERYWHERE, day) or "-" for day in dates) == "12-3456123"
    assert days.count(EVERYWHERE, date(2026, 12, 7), date(2026, 12, 15)) == 5


@pytest.mark.slow
@pytest.mark.proves("T1", "T2")
@pytest.mark.parametrize("zone", ZONES)
def test_every_change_of_the_clocks_of_twelve_years(zone: str) -> None:
    days = school_days(zone)
    for day in transitions(zone):
        for minute in range(0, 24 * 60, 15):
            wall = datetime.combine(day, time(minute // 60, minute % 60))
            there = instants(zone, wall)
            if there:
                assert days.instant(wall.date(), wall.time()) == there[0]
            else:
                with pytest.raises(ValueError, match="clocks change"):
                    days.instant(wall.date(), wall.time())
