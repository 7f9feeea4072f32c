"""Measures what `benchmarks/README.md` describes and prints it beside what is asked for.

The exit code is 0 whatever is measured: a number is for reading, a test is for refusing.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from benchmarks import (
    calendar_push,
    calendar_writes,
    commands_timed,
    csplib046,
    districts,
    family,
    meetings,
    workbook_merge,
)
from benchmarks.figures import Figure, keep, kept_values, summary, table
from benchmarks.machine import line, load, machine
from benchmarks.sizes import FULL, SHORT, SMALL, Size

BASELINE = Path(__file__).parent / "baseline.json"


@dataclass(frozen=True, slots=True)
class Part:
    """What measures one part; `short` parts belong to a plain `make bench`, the others are asked for."""

    measure: Callable[[Size], Iterator[Figure]]
    short: bool = True


PARTS: Mapping[str, Part] = {
    "demo": Part(districts.measure),
    "over-full": Part(districts.measure_over_full),
    "help": Part(commands_timed.measure_help),
    "week": Part(commands_timed.measure_week),
    "push": Part(calendar_push.measure),
    "writes": Part(calendar_writes.measure),
    "tracker": Part(workbook_merge.measure),
    "csplib": Part(csplib046.measure),
    "meetings": Part(meetings.measure),
    "family": Part(family.measure),
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
    given = asked.parse_args()
    size = SMALL if given.small else FULL if given.full else SHORT
    size = replace(size, seeds=tuple(given.seed or size.seeds), limit_s=given.limit or size.limit_s)
    before = {} if given.small else kept_values(BASELINE)
    told = machine()
    print(line(told), flush=True)
    figures: list[Figure] = []
    for name in given.part or (name for name, part in PARTS.items() if part.short):
        found = list(PARTS[name].measure(size))
        print(f"\n{table(found, before)}", flush=True)
        figures += found
    print(f"\nload at the end {load()}\n{summary(figures)}")
    if given.json:
        keep(given.json, {**told, "load_at_the_end": load()}, figures)


if __name__ == "__main__":
    main()
