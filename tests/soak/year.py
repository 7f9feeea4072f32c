"""A dense year: 150 teachers in four cycles each, with partners, rounds, coach PLC and leader coaching.

Held in dates first, then given clock times four weeks at a time, then one month again. Seconds are this
machine's; what is placed is counted and judged by the referee inside the search.
"""

import os
import resource
import tempfile
import time
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from config.structures import shipped_structures
from errands.year import near, windows, with_the_rest
from scheduler.demo import demo_district
from scheduler.district import Cohort, CohortId, District, PersonId, Role, SeriesId
from scheduler.expand import expand
from scheduler.find_times import find_times
from scheduler.holds import hold
from scheduler.horizon import Horizon, joined, search_for, the_month_of
from scheduler.model import Schedule
from scheduler.offered_halves import offered_halves
from scheduler.partition import Found, Lane
from scheduler.schoolday import SchoolDays
from sync.workspace.processes import search_processes, solve_in_time
from workflow import Given

YEAR_MINUTES_MOST, MONTH_SECONDS_MOST, MEGABYTES_MOST = 15, 60, 1_500
WORKERS = 2
AUGUST = date(2026, 8, 3)
CYCLES = (0, 9, 18, 27)
"""Weeks between the first weeks of the four cycles and the demo's."""
PLACED_SHARE_LEAST = 0.9
NOTHING = Schedule(activities={}, placed={})


def a_dense_year() -> District:
    """The demo's district with its cohorts four times over the year, and meetings in every month."""
    one = demo_district(1, structures=shipped_structures()).district
    cohorts = tuple(_again(cohort, weeks) for cohort in one.cohorts for weeks in CYCLES)
    wide = replace(one.year, first=date(2026, 8, 24), last=date(2027, 6, 11))
    leaders = [key for key, who in one.people.items() if who.role is Role.DISTRICT_LEADER]
    coaches = [key for key, who in one.people.items() if who.role is Role.COACH]
    series = [replace(row, first=None, last=None) for row in one.series]
    monthly = next(row for row in series if row.cadence == "monthly")
    series.append(_meeting(monthly, "coach-plc", coaches[0], tuple(coaches[1:])))
    return replace(one, cohorts=cohorts, year=wide, series=(*series, *_weekly(monthly, leaders)))


def main() -> str:
    """One line of figures; raises AssertionError beyond what is promised."""
    with tempfile.TemporaryDirectory() as folder:
        return _year(folder)


def _year(folder: str) -> str:
    district = a_dense_year()
    days = SchoolDays(district)
    activities = expand(district, shipped_structures(), days)
    given = cast("Given", SimpleNamespace(district=district, days=days, activities=activities))
    began = time.monotonic()
    offered = offered_halves(district, days)
    held = hold(activities, district, days, placed={}, today=AUGUST, offered=offered)
    held_s = time.monotonic() - began
    base = replace(NOTHING, holds=held.holds)
    for window in windows(given, AUGUST):
        base = _found(given, base, window, folder)
    year_s = time.monotonic() - began
    began = time.monotonic()
    _found(given, base, the_month_of(date(2026, 10, 1)), folder)
    month_s = time.monotonic() - began
    share = len(base.placed) / len(activities)
    megabytes = _most_megabytes(folder)
    assert share >= PLACED_SHARE_LEAST, f"only {share:.1%} of {len(activities)} have a time"
    assert year_s <= YEAR_MINUTES_MOST * 60, f"the year took {year_s:.0f} s"
    assert month_s <= MONTH_SECONDS_MOST, f"one month took {month_s:.0f} s"
    assert megabytes <= MEGABYTES_MOST, f"{megabytes:.0f} MB"
    return (
        f"{len(activities):,} activities, {len(held.holds):,} held in {held_s:.0f} s; "
        f"{len(base.placed):,} with a time ({share:.1%}) in {year_s:.0f} s, "
        f"October again in {month_s:.0f} s, {megabytes:.0f} MB at most"
    )


def _measured(folder: str, lane: Lane) -> Found:
    """`solve_in_time`, with the most memory its process has had so far left in a file."""
    found = solve_in_time(lane)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    Path(folder, str(os.getpid())).write_text(str(most), "utf-8")
    return found


def _found(given: Given, base: Schedule, window: Horizon, folder: str) -> Schedule:
    """The year so far with the times of one window."""
    search = search_for(
        window,
        given.district,
        given.days,
        given.activities,
        base=base,
        published=NOTHING,
        now=given.days.instant(AUGUST, given.district.habits.day_start),
        seed=1,
    )
    if not search.activities:
        return base
    ends = time.monotonic() + YEAR_MINUTES_MOST * 60
    with search_processes(WORKERS) as executor:
        times = find_times(
            near(search, window, given),
            executor=executor,
            left=lambda: ends - time.monotonic(),
            solve=partial(_measured, folder),
            parallel=WORKERS,
        )
    return joined(base, with_the_rest(times.schedule, search))


def _again(cohort: Cohort, weeks: int) -> Cohort:
    later = timedelta(weeks=weeks)
    return replace(
        cohort,
        id=CohortId(f"{cohort.id}-{weeks}") if weeks else cohort.id,
        start_week=cohort.start_week + later,
        pd_day=cohort.pd_day if not weeks else None,
    )


def _meeting(like: Any, name: str, owner: PersonId, invited: tuple[PersonId, ...]) -> Any:
    return replace(
        like,
        id=SeriesId(name),
        structure="scope-and-sequence",
        step=name,
        name=name,
        owner=owner,
        invited=invited,
        quorum=(),
        rooms=(),
    )


def _weekly(like: Any, leaders: list[PersonId]) -> list[Any]:
    return [
        replace(_meeting(like, "leader-coaching", leader, ()), cadence="weekly")
        for leader in leaders[:1]
    ]


def _most_megabytes(folder: str) -> float:
    """The most memory of this process and of the largest that searched together."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    others = sorted(int(one.read_text("utf-8")) for one in Path(folder).iterdir())
    return (own + sum(others[-WORKERS:])) / 1024
