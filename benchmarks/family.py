"""The district family: ours beside greedy, by hand and one plain model, by the referee's count and price."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from benchmarks.figures import Figure, exactly
from benchmarks.machine import load
from benchmarks.one_rival import WAYS
from benchmarks.process_tree import run
from benchmarks.sizes import Size

SHORT, FULL = (10, 20, 50), (10, 20, 50, 100, 150, 200)
GROWN = 600
TEACHERS_A_COACH = 10
LIMIT_S = 120
"""CPU seconds of the plain model; two workers have it done in half of that by the wall clock."""
SHORT_LIMIT_S = 60
MOST_S = 1_500
"""Wall seconds after which a way is given up."""
Told = Mapping[str, Any]


def measure(size: Size) -> Iterator[Figure]:
    """Every size and way; the over-full one last."""
    if size.small:
        yield from _district(size, 10, ("ours", "by hand"))
        return
    for teachers in FULL if size.full else SHORT:
        yield from _district(size, teachers, tuple(WAYS))
    yield from _district(size, 20, tuple(WAYS), over_full=True)


def measure_grown(size: Size) -> Iterator[Figure]:
    """600 teachers and 60 coaches by the two ways that are asked to grow."""
    yield from _district(size, GROWN, ("ours", "greedy"))


def _district(
    size: Size, teachers: int, ways: Sequence[str], *, over_full: bool = False
) -> Iterator[Figure]:
    part = f"{teachers} teachers{', over-full' if over_full else ''}"
    for way in ways:
        told = [_run(size, teachers, way, seed, over_full=over_full) for seed in size.seeds]
        ended = [one for one in told if one is not None]
        if len(ended) < len(told):
            shown = f"{len(told) - len(ended)} of {len(told)} runs ended without a schedule"
            yield Figure(part=part, name=way, value=None, shown=shown)
        if ended:
            yield from _figures(part, way, ended)
    yield Figure(part=part, name="load average after it", value=load())


def _run(size: Size, teachers: int, way: str, seed: int, *, over_full: bool) -> Told | None:
    coaches = teachers // TEACHERS_A_COACH
    words = {
        "way": way,
        "seed": seed,
        "coaches": coaches,
        "schools": max(2, round(coaches * 2 / 3)),
        "limit": LIMIT_S if size.full else SHORT_LIMIT_S,
    }
    command = [sys.executable, "-m", "benchmarks.one_rival"]
    command += [word for name, one in words.items() for word in (f"--{name}", str(one))]
    ran = run([*command, *(["--over-full"] if over_full else [])], most_s=MOST_S)
    if ran.code:
        return None
    told: dict[str, Any] = json.loads(ran.out)
    return {**told, "cpu_s": ran.cpu_s, "memory_mb": ran.memory_mb or 0}


def _figures(part: str, way: str, told: Sequence[Told]) -> Iterator[Figure]:
    """Median and worst of the seeds; placed and broken rules are asked for, all else is compared."""
    missing = [one["activities"] - one["placed"] for one in told]
    yield Figure(
        part=part,
        name=f"{way}: left without a time, median | worst",
        value=median(missing),
        shown=f"{median(missing):.0f} | {max(missing)} of {told[0]['activities']:,}",
    )
    broken = sum(one["broken"] for one in told)
    yield Figure(part=part, name=f"{way}: rules broken", **exactly(0, broken))
    for key, called, unit in (
        ("price", "price", "points"),
        ("drive_minutes", "driving", "min"),
        ("find_wall_s", "finding times, wall", "s"),
        ("cpu_s", "whole process, CPU", "s"),
        ("memory_mb", "memory of all processes", "MB"),
    ):
        values = [one[key] for one in told]
        yield Figure(
            part=part,
            name=f"{way}: {called}, median | worst",
            value=median(values),
            shown=f"{median(values):,.0f} | {max(values):,.0f} {unit}",
        )
    if any(one["proven"] for one in told):
        best = sum(one["proven"] for one in told)
        shown = f"{best} of {len(told)} seeds"
        yield Figure(part=part, name=f"{way}: proven (ours week by week)", value=best, shown=shown)
