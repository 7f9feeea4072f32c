"""The district family: ours beside greedy, by hand and one plain model, by the referee's count and price."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from statistics import median
from typing import Any

from benchmarks.figures import Figure, at_most, exactly
from benchmarks.machine import load
from benchmarks.one_rival import WAYS
from benchmarks.process_tree import run
from benchmarks.sizes import Size

GROWN, GROWN_FROM, GROWTH = 600, 150, 4.5
TEACHERS_A_COACH = 10
LIMIT_S = 120
"""CPU seconds of the plain model; two workers have it done in half of that by the wall clock."""
SHORT_LIMIT_S = 30
MOST_S = 1_500
"""Wall seconds after which a way is given up."""
OURS, PLAIN = "ours", "plain model"
COMPARED = (
    ("missing", "left out", ""),
    ("price", "price", "points"),
    ("drive_minutes", "driving", "min"),
)
Told = Mapping[str, Any]


def measure(size: Size) -> Iterator[Figure]:
    """The smaller sizes and every way, the over-full one last; a short run has 50 too, without two ways."""
    if size.small:
        yield from _district(size, 10, (OURS, "by hand"))
        return
    for teachers in (10, 20):
        yield from _district(size, teachers, tuple(WAYS))
    if not size.full:
        yield from _district(size, 50, (OURS, "greedy"))
    yield from _district(size, 20, tuple(WAYS), over_full=True)


def measure_size(teachers: int, size: Size) -> Iterator[Figure]:
    """One larger size by every way."""
    yield from _district(size, teachers, tuple(WAYS))


def measure_grown(size: Size) -> Iterator[Figure]:
    """600 teachers and 60 coaches beside 150 and 15; greedy too, with the first seed."""
    part = f"{GROWN} teachers"
    few, many = (
        [one for seed in size.seeds if (one := _run(size, teachers, OURS, seed)) is not None]
        for teachers in (GROWN_FROM, GROWN)
    )
    if few and many:
        yield from _figures(f"{GROWN_FROM} teachers, for growth", OURS, few)
        yield from _figures(part, OURS, many)
        ratio = median(one["cpu_s"] for one in many) / median(one["cpu_s"] for one in few)
        name = f"ours: CPU, times that of {GROWN_FROM} teachers (medians)"
        yield Figure(part=part, name=name, **at_most(GROWTH, ratio))
    else:
        yield Figure(part=part, name=OURS, value=None, shown="ended without a schedule", met=False)
    greedy = _run(size, GROWN, "greedy", size.seeds[0])
    if greedy is not None:
        yield from _figures(part, "greedy", [greedy])
    yield Figure(part=part, name="load average after it", value=load())


def _district(
    size: Size, teachers: int, ways: Sequence[str], *, over_full: bool = False
) -> Iterator[Figure]:
    part = f"{teachers} teachers{', over-full' if over_full else ''}"
    by_way: dict[str, list[Told]] = {}
    for way in ways:
        told = [_run(size, teachers, way, seed, over_full=over_full) for seed in size.seeds]
        ended = [one for one in told if one is not None]
        if len(ended) < len(told):
            shown = f"{len(told) - len(ended)} of {len(told)} runs ended without a schedule"
            yield Figure(part=part, name=way, value=None, shown=shown)
        if ended:
            by_way[way] = ended
            yield from _figures(part, way, ended)
    yield from losses(part, by_way)
    yield Figure(part=part, name="load average after it", value=load())


def losses(part: str, by_way: Mapping[str, Sequence[Told]]) -> Iterator[Figure]:
    """What another way does better than ours, median against median."""
    for key, called, unit in COMPARED:
        for way, told in by_way.items():
            own, its = (median(one[key] for one in by_way.get(it, told)) for it in (OURS, way))
            if its < own:
                yield Figure(
                    part=part,
                    name=f"{called}: {way} is better",
                    value=own - its,
                    shown=f"ours {own:,.0f}, {way} {its:,.0f} {unit}".rstrip(),
                    lost=True,
                )


def _run(size: Size, teachers: int, way: str, seed: int, *, over_full: bool = False) -> Told | None:
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
    told["missing"] = told["activities"] - told["placed"]
    return {**told, "cpu_s": ran.cpu_s, "memory_mb": ran.memory_mb or 0}


def _figures(part: str, way: str, told: Sequence[Told]) -> Iterator[Figure]:
    """Median and worst of the seeds; placed and broken rules are asked for, all else is compared."""
    missing = [one["missing"] for one in told]
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
