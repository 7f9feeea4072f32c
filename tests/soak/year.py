"""A dense year: 150 teachers in four cycles each beside every other structure that ships.

Held in dates first, then given clock times four weeks at a time, then one month again. Limits are CPU time,
so that a busy machine neither fails nor passes it; what is placed is judged by the referee inside the search.
"""

import os
import resource
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from config.structures import shipped_structures
from errands.year import EFFORT, near, windows, with_the_rest
from scheduler.activities.expand import expand
from scheduler.model import Activity, Schedule
from scheduler.schoolday import SchoolDays
from scheduler.search.find_times import find_times
from scheduler.search.horizon import Horizon, joined, search_for, the_month_of
from scheduler.search.partition import Found, Lane
from scheduler.year.holds import hold
from scheduler.year.offered_halves import offered_halves
from sync.workspace.processes import search_processes, solve_in_time
from tests.scheduler.dense_year import a_dense_year

if TYPE_CHECKING:
    from workflow import Given

YEAR_CPU_MINUTES_MOST, MONTH_CPU_SECONDS_MOST, MEGABYTES_MOST = 30, 100, 1_500
"""Fifteen minutes and most of one, on two processors."""
WORKERS = 2
AUGUST = date(2026, 8, 3)
AGAIN = the_month_of(date(2026, 10, 1))
PLACED_SHARE_LEAST, OF_ONE_STRUCTURE_LEAST = 0.95, 0.7
NOTHING = Schedule(activities={}, placed={})
NO_LIMIT = 1e6
"""Seconds; the search ends by its own count of work."""


def main() -> str:
    """One line of figures; raises AssertionError beyond what is promised."""
    with tempfile.TemporaryDirectory() as folder:
        return _year(Path(folder))


def _year(folder: Path) -> str:
    structures = shipped_structures()
    district = a_dense_year(structures)
    days = SchoolDays(district)
    with _measured(folder) as year:
        activities = expand(district, structures, days)
        given = SimpleNamespace(district=district, days=days, activities=activities)
        with _measured(folder) as holding:
            offered = offered_halves(district, days, activities)
            held = hold(activities, district, days, placed={}, today=AUGUST, offered=offered)
        base = replace(NOTHING, holds=held.holds)
        for window in windows(cast("Given", given), AUGUST):
            base = _found(cast("Given", given), base, window, folder)
    with _measured(folder) as month:
        _found(cast("Given", given), base, AGAIN, folder)
    shares = _shares(activities, base)
    megabytes = _most_megabytes(folder)
    assert shares.keys() == structures.keys(), f"only {sorted(shares)} are in the year"
    share = len(base.placed) / len(activities)
    assert share >= PLACED_SHARE_LEAST, f"only {share:.1%} of {len(activities)} have a time"
    assert min(shares.values()) >= OF_ONE_STRUCTURE_LEAST, f"{shares}"
    assert year.cpu_s <= YEAR_CPU_MINUTES_MOST * 60, f"the year took {year.says}"
    assert month.cpu_s <= MONTH_CPU_SECONDS_MOST, f"one month took {month.says}"
    assert megabytes <= MEGABYTES_MOST, f"{megabytes:.0f} MB"
    return (
        f"{len(activities):,} activities of {len(shares)} structures, {len(held.holds):,} held in "
        f"{holding.says}; {len(base.placed):,} with a time ({share:.1%}) in {year.says}; October again "
        f"in {month.says}; {megabytes:.0f} MB at most; load {os.getloadavg()[0]:.1f}; with a time: "
        + ", ".join(f"{name} {part:.0%}" for name, part in sorted(shares.items()))
    )


@dataclass(slots=True)
class _Taken:
    """Seconds of the clock, and of all processors together."""

    wall_s: float = 0.0
    cpu_s: float = 0.0

    @property
    def says(self) -> str:
        return f"{self.wall_s:.0f} s ({self.cpu_s:.0f} CPU-s)"


@contextmanager
def _measured(folder: Path) -> Iterator[_Taken]:
    """What a block takes, here and in the processes that search for it."""
    taken = _Taken()
    began, used = time.monotonic(), _cpu_s(folder)
    yield taken
    taken.wall_s, taken.cpu_s = time.monotonic() - began, _cpu_s(folder) - used


def _cpu_s(folder: Path) -> float:
    return time.process_time() + sum(float(one.split()[1]) for one in _left_by(folder))


def _left_by(folder: Path) -> list[str]:
    """What each searching process has left of itself."""
    return [one.read_text("utf-8") for one in folder.iterdir()]


def _solved(folder: Path, lane: Lane) -> Found:
    """`solve_in_time`, with the memory and CPU time its process has had so far left in a file."""
    found = solve_in_time(lane)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    Path(folder, str(os.getpid())).write_text(f"{most} {time.process_time()}", "utf-8")
    return found


def _found(given: "Given", base: Schedule, window: Horizon, folder: Path) -> Schedule:
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
    with search_processes(WORKERS) as executor:
        times = find_times(
            near(search, window, given),
            executor=executor,
            left=lambda: NO_LIMIT,
            solve=partial(_solved, folder),
            parallel=WORKERS,
            effort=EFFORT,
        )
    return joined(base, with_the_rest(times.schedule, search))


def _shares(activities: tuple[Activity, ...], schedule: Schedule) -> dict[str, float]:
    """How much of each structure has a time."""
    asked = Counter(one.structure for one in activities)
    placed = Counter(schedule.activities[key].structure for key in schedule.placed)
    return {name: placed[name] / count for name, count in asked.items()}


def _most_megabytes(folder: Path) -> float:
    """The most memory of this process and of the largest that searched together."""
    own = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    others = sorted(int(one.split()[0]) for one in _left_by(folder))
    return (own + sum(others[-WORKERS:])) / 1024
