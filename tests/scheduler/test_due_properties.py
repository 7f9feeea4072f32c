"""Whatever the calendar and the units: what falls due of a team is on school days and in its place."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from config.structures import shipped_structures
from scheduler.due.due import actions_due, measures_due
from scheduler.schoolday import SchoolDays
from scheduler.structures.units import Unit
from tests.scheduler.cohorts import LINCOLN, closed, expanded
from tests.scheduler.test_collaborative_planning import a_team

STRUCTURES = shipped_structures()
YEAR_BEGINS = date(2025, 9, 2)


@st.composite
def units(draw: st.DrawFn) -> tuple[Unit, ...]:
    """One to four units one after the other, from a day in September on."""
    found: list[Unit] = []
    begins = YEAR_BEGINS + timedelta(days=draw(st.integers(0, 40)))
    for number in range(draw(st.integers(1, 4))):
        ends = begins + timedelta(days=draw(st.integers(4, 45)))
        found.append(Unit(name=f"unit {number}", starts=begins, ends=ends, assessment=ends))
        begins = ends + timedelta(days=draw(st.integers(1, 20)))
    return tuple(found)


BREAKS = st.lists(st.tuples(st.integers(10, 220), st.integers(0, 13)), max_size=4)
"""First day after the year's begin, and how many more days."""


@settings(max_examples=25, deadline=None)
@given(units(), BREAKS)
def test_what_falls_due_is_on_a_school_day_and_baselines_before_the_first_meeting(
    taught: tuple[Unit, ...], breaks: list[tuple[int, int]]
) -> None:
    days_off = [
        day
        for first, more in breaks
        for begins in [YEAR_BEGINS + timedelta(days=first)]
        for day in closed(begins, begins + timedelta(days=more))
    ]
    district = replace(a_team(*taught), days=tuple({one.date: one for one in days_off}.values()))
    days, activities = SchoolDays(district), expanded(district)
    measures = measures_due(district, STRUCTURES, activities, days)
    actions = actions_due(district, STRUCTURES, activities, days)
    if not activities:
        assert (measures, actions) == ((), ())
        return
    first = min(one.window.first for one in activities)
    last = max(one.window.last for one in activities)

    dates = [*(one.due for one in measures), *(one.due for one in actions)]
    keys = [*(one.id for one in measures), *(one.id for one in actions)]
    earlier = any(days.school_days(LINCOLN, YEAR_BEGINS, first - timedelta(days=1)))

    assert all(days.has_school(LINCOLN, day) and day <= last for day in dates)
    assert all((one.due < first) == earlier for one in measures if one.baseline)
    assert len(set(keys)) == len(keys)
