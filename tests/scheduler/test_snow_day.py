"""A day without school that nobody foresaw: what stood on it gets another time, everything else stays."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from scheduler.district import CalendarDay, DayType, District
from scheduler.model import ActivityId, Schedule
from scheduler.repair.case import Case
from scheduler.repair.impossible import made_impossible
from scheduler.repair.least_change import least_change
from scheduler.repair.repair import repair
from scheduler.schoolday import SchoolDays
from scheduler.search.partition import Search
from tests.scheduler.builders import DAYS, MONDAY, searched, when
from tests.scheduler.small_weeks import searches

FRIDAY = when("2026-12-04 15:00")
NAMES = ("mon", "tue", "wed", "thu", "fri")


def find(search: Search) -> Schedule:
    return searched(search).schedule


def without_school(district: District, day: str) -> District:
    """The district with a snow day, which overrides what the calendar said of that date."""
    kept = tuple(row for row in district.days if row.date != DAYS[day])
    snow = CalendarDay(date=DAYS[day], day_type=DayType.CLOSED)
    return replace(district, days=(*kept, snow))


def what_follows(schedule: Schedule, lost: set[ActivityId]) -> set[ActivityId]:
    """What lost its time, and all that has to come after it."""
    found = set(lost)
    for _ in schedule.activities:
        found |= {
            one.id
            for one in schedule.activities.values()
            if any(after.earlier in found and not after.soft for after in one.after)
        }
    return found


@pytest.mark.proves("T5", "F-54")
@settings(
    max_examples=12,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(searches(most=5), st.sampled_from(NAMES))
def test_a_snow_day_moves_what_stood_on_it_and_leaves_the_rest(search: Search, day: str) -> None:
    search = replace(search, pins=(), before={}, published=MONDAY - timedelta(days=3), busy=())
    base = find(search)
    snowed = without_school(search.district, day)
    days = SchoolDays(search.district)
    there = {key for key, slot in base.placed.items() if days.date_of(slot.start) == DAYS[day]}
    assume(there)
    lighter, lost = made_impossible(base, search.district, snowed, FRIDAY)
    case = Case(
        district=snowed,
        activities=tuple(base.activities.values()),
        base=lighter,
        told=base,
        lost=lost,
        exclusions=(),
        now=FRIDAY,
    )

    after = repair(case, least_change).schedule

    allowed = what_follows(base, {key for key, _ in lost})
    for key, slot in base.placed.items():
        if key not in allowed:
            assert after.placed[key].start == slot.start
    in_class = {key for key in there if base.activities[key].teaching is not None}
    assert in_class <= {key for key, _ in lost}
    for key in in_class & set(after.placed):
        assert days.date_of(after.placed[key].start) != DAYS[day]
