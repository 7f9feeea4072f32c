"""Cycles as a chart of weeks: cohorts in rows, weeks in columns, days off and testing shaded; pure."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scheduler.district import Cohort, DayType, District
from scheduler.naming import monday_of
from web.page_words import counted
from web.pages.today import Today

DAYS = 5


class Shade(StrEnum):
    """What a week has against it; in words too, never by looks alone."""

    NONE = ""
    OFF = "no school"
    TESTING = "testing"
    PARTLY = "days off"


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekHead:
    monday: date
    shade: Shade = Shade.NONE
    now: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A week of a cycle: `week` its number in it, `placed` and `open` what has a time and what has none."""

    week: int = 0
    placed: int = 0
    open: int = 0
    first: bool = False
    last: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CycleRow:
    name: str
    about: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CyclesPage:
    district: str
    weeks: tuple[WeekHead, ...]
    rows: tuple[CycleRow, ...]


def cycles_page(today: Today) -> CyclesPage:
    """Every cycle of the year, in order of its start; weeks from the first to the last in which one runs."""
    weeks = _weeks_of(today)
    all_weeks = sorted({week for found in weeks.values() for week in found})
    mondays: list[date] = []
    if all_weeks:
        span = (all_weeks[-1] - all_weeks[0]).days // 7 + 1
        mondays = [all_weeks[0] + timedelta(weeks=n) for n in range(span)]
    cohorts = sorted(today.district.cohorts, key=lambda one: (one.start_week, one.id))
    return CyclesPage(
        district=today.district.name,
        weeks=tuple(
            WeekHead(monday=one, shade=_shade(today, one), now=one == monday_of(today.today))
            for one in mondays
        ),
        rows=tuple(_row(today, one, weeks[one.id], mondays) for one in cohorts if one.id in weeks),
    )


Weeks = Mapping[date, Bar]


def _weeks_of(today: Today) -> Mapping[str, Weeks]:
    """The weeks of each cohort by its Monday, from the windows of what it has to do."""
    placed: dict[tuple[str, date], int] = defaultdict(int)
    waiting: dict[tuple[str, date], int] = defaultdict(int)
    number: dict[tuple[str, date], int] = {}
    without = {one.activity for one in today.schedule.unplaced}
    for activity in today.activities:
        if activity.cohort is None or not activity.week:
            continue
        slot = today.schedule.placed.get(activity.id)
        day = today.days.date_of(slot.start) if slot else activity.window.first
        where = str(activity.cohort), monday_of(day)
        number[where] = min(number.get(where, activity.week), activity.week)
        placed[where] += slot is not None
        waiting[where] += activity.id in without
    found: dict[str, dict[date, Bar]] = defaultdict(dict)
    for (cohort, monday), week in number.items():
        ends = [one for other, one in number if other == cohort]
        found[cohort][monday] = Bar(
            week=week,
            placed=placed[cohort, monday],
            open=waiting[cohort, monday],
            first=monday == min(ends),
            last=monday == max(ends),
        )
    return found


def _row(today: Today, cohort: Cohort, weeks: Weeks, mondays: Sequence[date]) -> CycleRow:
    structure = today.structures.get(cohort.structure)
    title = structure.title if structure else cohort.structure
    about = (
        today.name(cohort.coach),
        counted(len(cohort.members), "teacher"),
        title,
    )
    return CycleRow(
        name=cohort.topic or title,
        about=" · ".join(filter(None, about)),
        bars=tuple(weeks.get(monday, Bar()) for monday in mondays),
    )


def _shade(today: Today, monday: date) -> Shade:
    """What most of the district has in that week."""
    dates = [monday + timedelta(days=n) for n in range(DAYS)]
    off = sum(not _any_school(today, day) for day in dates)
    if off == DAYS:
        return Shade.OFF
    if _testing(today.district, dates):
        return Shade.TESTING
    return Shade.PARTLY if off else Shade.NONE


def _any_school(today: Today, day: date) -> bool:
    return any(today.days.has_school(school, day) for school in today.district.schools)


def _testing(district: District, dates: Sequence[date]) -> bool:
    return any(row.date in dates and row.day_type is DayType.TESTING for row in district.days)
