"""Measures what `benchmarks/README.md` describes and prints it beside what is asked for.

The exit code is 0 whatever is measured: a number is for reading, a test is for refusing.
"""

import argparse
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks import (
    calendar_push,
    calendar_writes,
    commands_timed,
    csplib046,
    declines,
    districts,
    explaining,
    family,
    meetings,
    visits,
    workbook_merge,
)
from benchmarks.figures import Figure, keep, kept_values, summary, table
from benchmarks.machine import line, load, machine
from benchmarks.page import BASELINE, KEPT, publish
from benchmarks.sizes import FULL, SHORT, SMALL, Size


@dataclass(frozen=True, slots=True)
class Part:
    """What measures one part; `short` parts belong to a plain `make bench`, `full` ones to five seeds."""

    measure: Callable[[Size], Iterator[Figure]]
    short: bool = True
    full: bool = True


PARTS: Mapping[str, Part] = {
    "demo": Part(districts.measure),
    "over-full": Part(districts.measure_over_full),
    "declines": Part(declines.measure),
    "reasons": Part(explaining.measure, short=False),
    "help": Part(commands_timed.measure_help),
    "week": Part(commands_timed.measure_week),
    "push": Part(calendar_push.measure),
    "writes": Part(calendar_writes.measure),
    "tracker": Part(workbook_merge.measure),
    "csplib": Part(csplib046.measure),
    "meetings": Part(meetings.measure, full=False),
    "meetings-50": Part(partial(meetings.measure_file, 50), short=False),
    "meetings-200": Part(partial(meetings.measure_file, 200), short=False),
    "visits": Part(visits.measure),
    "family": Part(family.measure),
    "family-50": Part(partial(family.measure_size, 50), short=False),
    "family-100": Part(partial(family.measure_size, 100), short=False),
    "family-150": Part(partial(family.measure_size, 150), short=False),
    "family-200": Part(partial(family.measure_size, 200), short=False),
    "grown": Part(family.measure_grown, short=False),
}


def main() -> None:
    """Run the parts asked for, all of them when none is."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--part", action="append", choices=PARTS, help="only this; may be repeated")
    asked.add_argument("--json", type=Path, metavar="FILE", help="keep the figures in a file")
    asked.add_argument("--full", action="store_true", help="five seeds: the published figures")
    asked.add_argument("--small", action="store_true", help="tiny sizes: shows that it works")
    asked.add_argument("--seed", action="append", type=int, help="default 1; with --full 1 to 5")
    asked.add_argument("--limit", type=int, metavar="S", help="seconds to find times in; 60")
    asked.add_argument(
        "--publish", action="store_true", help="keep the run and write docs/benchmarks.md anew"
    )
    given = asked.parse_args()
    size = SMALL if given.small else FULL if given.full else SHORT
    size = replace(size, seeds=tuple(given.seed or size.seeds), limit_s=given.limit or size.limit_s)
    if given.publish and (given.small or (given.part and not given.full)):
        asked.error("a page is published from whole runs: without --small, parts only with --full")
    told = machine()
    print(line(told), flush=True)
    figures: dict[str, list[Figure]] = {}
    before = {} if given.small else kept_values(BASELINE)
    began = time.monotonic()
    for name in given.part or [name for name, part in PARTS.items() if _belongs(part, size)]:
        figures[name] = list(PARTS[name].measure(size))
        took = f"{name} took {time.monotonic() - began:.0f} s; load {load()}"
        print(f"\n{table(figures[name], before)}\n\n{took}", flush=True)
        began = time.monotonic()
        if given.publish and given.full:
            KEPT.mkdir(exist_ok=True)
            keep(KEPT / f"{name}.json", {**told, "load_at_the_end": load()}, figures[name])
    every = [figure for found in figures.values() for figure in found]
    told = {**told, "load_at_the_end": load()}
    print(f"\nload at the end {load()}\n{summary(every)}")
    if given.json:
        keep(given.json, told, every)
    if given.publish:
        if not given.full:
            keep(BASELINE, told, every)
        publish()


def _belongs(part: Part, size: Size) -> bool:
    return part.full if size.full else part.short


if __name__ == "__main__":
    main()
