"""The visits of a district: ours beside Timefold, on the same times, judged by the same referee.

Only visits: rules that a visit's time can break by itself are in the times our sieve offers, given to both;
the rules among visits are written again in Java. What Timefold finds goes through our referee with all its
rules, and what it finds broken is printed.
"""

import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import permutations
from pathlib import Path
from statistics import median

from benchmarks import timefold_peer
from benchmarks.csplib046 import InThisProcess
from benchmarks.figures import Figure, exactly
from benchmarks.machine import load
from benchmarks.rivals import greedy
from benchmarks.sizes import Size
from benchmarks.timefold_peer import NoTimefold
from config.structures import shipped_structures
from scheduler.demo.made_up import demo_district
from scheduler.model import Activity, ActivityId, Kind, Schedule, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.prices import few_drives
from scheduler.prices.every import price
from scheduler.referee.review import review
from scheduler.rules.cap_visits import BLOCK
from scheduler.schoolday import SchoolDays
from scheduler.search.find_times import find_times, inspection_of
from scheduler.search.partition import Search
from scheduler.slots.candidates import Sieve

PART = "visits of 50 teachers, Timefold beside ours"
COACHES, SCHOOLS = 5, 3
THEIRS_CPU_S, SHORT_CPU_S = 20, 10
MARKS = ("first", "1", "5", "last")
AMONG_VISITS = ("left out", few_drives.TERM.name)
"""Prices that more than one visit decides; all others belong to a time."""
Placed = Mapping[ActivityId, Slot]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What the referee says of a schedule, and the CPU seconds until it was there."""

    left_out: int
    broken: int
    price: int
    cpu_s: float

    def __str__(self) -> str:
        broken = f", {self.broken} rules broken" if self.broken else ""
        return f"{self.left_out} left out, {self.price:,} points{broken} ({self.cpu_s:.1f} CPU-s)"

    @property
    def order(self) -> tuple[bool, int, int]:
        """Less is better: rules kept, then left out, then price."""
        return bool(self.broken), self.left_out, self.price


class Visits:
    """The visits of one demo district, with the times each could take."""

    def __init__(self, seed: int, coaches: int = COACHES, schools: int = SCHOOLS) -> None:
        demo = demo_district(
            seed, structures=shipped_structures(), coaches=coaches, schools=schools
        )
        visits = (one for one in demo.activities if one.kind is Kind.VISIT)
        self.search = Search(
            district=demo.district,
            activities=tuple(replace(one, after=()) for one in visits),
            seed=seed,
        )
        self.days = SchoolDays(demo.district)
        sieve = Sieve(Availability(demo.district, self.days))
        self.slots = [sieve.candidates(one).slots for one in self.search.activities]

    def judged(self, placed: Placed, cpu_s: float) -> Judged:
        activities = {one.id: one for one in self.search.activities}
        verdict = review(inspection_of(self.search, Schedule(activities=activities, placed=placed)))
        return Judged(
            left_out=len(activities) - len(placed),
            broken=len(verdict.violations),
            price=verdict.total,
            cpu_s=cpu_s,
        )

    def taken(self, words: str) -> Placed:
        """What our Java prints: visit and time, both as numbers."""
        pairs = (pair.split(":") for pair in words.split())
        return {
            self.search.activities[int(visit)].id: self.slots[int(visit)][int(number)]
            for visit, number in pairs
        }

    def as_lines(self) -> str:
        """The visits as our Java reads them: limits, ways with their buffers, times with their own points."""
        district, limits = self.search.district, self.search.district.limits
        begins = min(slot.start for slots in self.slots for slot in slots)
        coaches = {one.leader: None for one in self.search.activities}
        number = {coach: place for place, coach in enumerate(coaches)}
        schools = {school: place for place, school in enumerate(district.schools)}
        reach = (limits.blocks_running + 1) * BLOCK.seconds // 60
        caps = (limits.visits_a_day, limits.blocks_running, limits.sites_a_day, reach)
        lines = [f"limits {' '.join(map(str, caps))} {few_drives.SITE_DAY}"]
        distances = inspection_of(self.search, Schedule(activities={}, placed={})).distances
        for origin, to in permutations(schools, 2):
            lines.append(f"way {schools[origin]} {schools[to]} {distances.minutes(origin, to)}")
        for visit, slots in zip(self.search.activities, self.slots, strict=True):
            lines.append(f"visit {number[visit.leader]} {visit.worth}")
            for slot in slots:
                start = int((slot.start - begins).total_seconds()) // 60
                day = self.days.date_of(slot.start).toordinal()
                school = -1 if slot.school is None else schools[slot.school]
                points = self._points(visit, slot)
                lines.append(f"option {day} {start} {start + slot.minutes} {school} {points}")
        return "\n".join(lines) + "\n"

    def _points(self, visit: Activity, slot: Slot) -> int:
        """What this time costs whatever else is chosen."""
        alone = Schedule(activities={visit.id: visit}, placed={visit.id: slot})
        found = price(inspection_of(self.search, alone))
        return sum(points for name, points in found.items() if name not in AMONG_VISITS)


def measure(size: Size) -> Iterator[Figure]:
    """Each seed: ours, greedy, then Timefold as it comes and tuned."""
    districts = [
        Visits(seed, *((1, 1) if size.small else (COACHES, SCHOOLS))) for seed in size.seeds
    ]
    ours = [_ours(one) for one in districts]
    yield _figure("ours", ours)
    broken = sum(one.broken for one in ours)
    yield Figure(part=PART, name="ours: rules broken", **exactly(0, broken))
    yield _figure("greedy", [_greedy(one) for one in districts])
    if size.small:
        return
    try:
        classes = timefold_peer.compiled()
        for configuration in ("default", "tuned"):
            runs = [
                theirs(
                    classes,
                    one,
                    seed=seed,
                    configuration=configuration,
                    cpu_s=THEIRS_CPU_S if size.full else SHORT_CPU_S,
                )
                for seed, one in zip(size.seeds, districts, strict=True)
            ]
            for mark in MARKS:
                found = [run[mark] for run in runs if mark in run]
                if found:
                    yield _figure(f"Timefold, {configuration}: {mark}", found, ours)
            if all("first" in run for run in runs):
                yield from _sooner(configuration, [run["first"] for run in runs], ours)
    except NoTimefold as why:
        yield Figure(part=PART, name="Timefold", value=None, shown=str(why))
    yield Figure(part=PART, name="load average after it", value=load())


def _figure(name: str, found: Sequence[Judged], ours: Sequence[Judged] = ()) -> Figure:
    """Median and worst; lost where the median is better than ours, or as good and sooner."""
    ranked = sorted(found, key=lambda one: (one.order, one.cpu_s))
    middle, worst = ranked[len(ranked) // 2], ranked[-1]
    shown = f"{middle} | {worst}" if len(ranked) > 1 else str(middle)
    own = sorted(ours, key=lambda one: (one.order, one.cpu_s))
    lost = bool(own) and (middle.order, middle.cpu_s) < (
        own[len(own) // 2].order,
        median(one.cpu_s for one in own),
    )
    return Figure(part=PART, name=name, value=middle.price, shown=shown, lost=lost)


def _sooner(
    configuration: str, firsts: Sequence[Judged], ours: Sequence[Judged]
) -> Iterator[Figure]:
    """Their first plan, where it places as many, keeps every rule and is there before ours."""
    theirs, own = median(one.cpu_s for one in firsts), median(one.cpu_s for one in ours)
    whole = all(not one.broken and one.left_out <= ours[0].left_out for one in firsts)
    if whole and theirs < own:
        yield Figure(
            part=PART,
            name=f"Timefold, {configuration}, has as many visits sooner",
            value=theirs,
            shown=f"{theirs:.1f} CPU-s, ours {own:.1f}",
            lost=True,
        )


def _ours(visits: Visits) -> Judged:
    """The whole search in this process, with everything loaded; sieve, referee and reasons are in it."""
    began = time.process_time()
    times = find_times(visits.search, executor=InThisProcess(), left=lambda: 600.0)
    return visits.judged(times.schedule.placed, time.process_time() - began)


def _greedy(visits: Visits) -> Judged:
    began = time.process_time()
    placed = greedy(visits.search).placed
    return visits.judged(placed, time.process_time() - began)


def theirs(
    classes: Path, visits: Visits, *, seed: int, configuration: str, cpu_s: float
) -> Mapping[str, Judged]:
    """What Timefold had at each mark; CPU seconds are its solving thread's, without the sieve's."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as told:
        told.write(visits.as_lines())
        told.flush()
        command = [*timefold_peer.java(classes), "VisitBench", told.name, str(seed)]
        done = subprocess.run(
            [*command, str(cpu_s), configuration],
            capture_output=True,
            text=True,
            check=False,
            timeout=60 + timefold_peer.MOST_WALL * cpu_s,
        )
    if done.returncode:
        raise NoTimefold(f"it stopped: {(done.stderr.strip().splitlines() or ['no word'])[-1]}")
    found: dict[str, Judged] = {}
    for line in done.stdout.splitlines():
        what, *rest = line.split("\t")
        if what != "process" and len(rest) == 4:
            found[what] = visits.judged(visits.taken(rest[3]), float(rest[0]))
    return found
