"""A year to look at: one client's services, three cycles, gates, days off; a part of it with dates."""

from dataclasses import replace
from datetime import date, timedelta

from scheduler.activities.expand import expand
from scheduler.district import CalendarDay, CohortId, DayType, District, GateState
from scheduler.model import Activity, Half, Hold, Schedule, Slot
from scheduler.schoolday import SchoolDays
from tests.builders import a_schedule, at
from tests.scheduler.cohorts import GRANT, LINCOLN, closed
from tests.scheduler.services import STRUCTURES, the_services

THANKSGIVING = closed(date(2025, 11, 26), date(2025, 11, 28))
WINTER = closed(date(2025, 12, 22), date(2026, 1, 2))
TESTS = [
    CalendarDay(date=date(2026, 5, day), school=LINCOLN, day_type=DayType.TESTING)
    for day in (11, 12, 13)
]
SET_UNTIL, HELD_UNTIL = date(2025, 12, 31), date(2026, 3, 31)


def a_year() -> District:
    district = the_services(days=[*THANKSGIVING, *WINTER, *TESTS])
    (fall,) = district.cohorts
    later = [
        replace(fall, id=CohortId(f"cohort-{n}"), topic=topic, start_week=start)
        for n, topic, start in (
            (2, "Number talks", date(2026, 1, 12)),
            (3, "Ratios and rates", date(2026, 3, 30)),
        )
    ]
    gates = (
        GateState(
            school=LINCOLN, gate="Memorandum", due=date(2025, 10, 15), met_on=date(2025, 10, 9)
        ),
        GateState(school=GRANT, gate="Memorandum", due=date(2025, 12, 15)),
        GateState(school=GRANT, gate="Training", due=date(2025, 12, 18)),
    )
    return replace(district, cohorts=(fall, *later), gates=gates)


def activities_of(district: District) -> tuple[Activity, ...]:
    return expand(district, STRUCTURES, SchoolDays(district))


def its_schedule(district: District) -> Schedule:
    """Everything until the winter break with a time, until the end of March held, the rest open."""
    days = SchoolDays(district)
    wanted = activities_of(district)
    placed = a_schedule(
        (one, Slot(start=at(f"{_day(one)} 13:00"), minutes=one.minutes, school=one.school))
        for one in wanted
        if one.window.last <= SET_UNTIL
    )
    holds = tuple(
        Hold(activity=one.id, day=_day(one), half=Half.MORNING)
        for one in wanted
        if SET_UNTIL < one.window.last <= HELD_UNTIL and days.has_school(LINCOLN, _day(one))
    )
    return replace(placed, holds=holds)


def _day(activity: Activity) -> date:
    """The Tuesday of the window, or its first day."""
    window = activity.window
    later = window.first + timedelta(days=(1 - window.first.weekday()) % 7)
    return later if later <= window.last else window.first
