"""Measures what `benchmarks/README.md` describes and prints it beside what is asked for.

The exit code is 0 whatever is measured: a number is for reading, a test is for refusing.
"""

import argparse
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from benchmarks import (
    calendar_push,
    calendar_writes,
    commands_timed,
    districts,
    workbook_merge,
)
from benchmarks.figures import Figure, keep, kept_values, summary, table
from benchmarks.machine import line, load, machine
from benchmarks.sizes import FULL, SMALL, Size

BASELINE = Path(__file__).parent / "baseline.json"
PARTS: Mapping[str, Callable[[Size], Iterator[Figure]]] = {
    "demo": districts.measure,
    "over-full": districts.measure_over_full,
    "help": commands_timed.measure_help,
    "week": commands_timed.measure_week,
    "push": calendar_push.measure,
    "writes": calendar_writes.measure,
    "tracker": workbook_merge.measure,
}


def main() -> None:
    """Run the parts asked for, all of them when none is."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--part", action="append", choices=PARTS, help="only this; may be repeated")
    asked.add_argument("--json", type=Path, metavar="FILE", help="keep the figures in a file")
    asked.add_argument("--small", action="store_true", help="tiny sizes: shows that it works")
    asked.add_argument("--seed", action="append", type=int, help="demo districts; default 1, 2, 3")
    asked.add_argument("--limit", type=int, metavar="S", help="seconds to find times in; 60")
    given = asked.parse_args()
    size = SMALL if given.small else FULL
    size = replace(size, seeds=tuple(given.seed or size.seeds), limit_s=given.limit or size.limit_s)
    before = {} if given.small else kept_values(BASELINE)
    told = machine()
    print(line(told), flush=True)
    figures: list[Figure] = []
    for name in given.part or PARTS:
        found = list(PARTS[name](size))
        print(f"\n{table(found, before)}", flush=True)
        figures += found
    print(f"\nload at the end {load()}\n{summary(figures)}")
    if given.json:
        keep(given.json, {**told, "load_at_the_end": load()}, figures)


if __name__ == "__main__":
    main()
