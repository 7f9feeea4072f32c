"""Finds times for one meeting file and prints what came out as JSON; run by `meetings`.

A process of its own: its CPU seconds begin with Python itself, the reading and the mapping.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.meetings_files import FILES, meeting_file
from benchmarks.meetings_model import MappedFile
from benchmarks.meetings_score import score
from benchmarks.meetings_search import MeetingSearch


def main() -> None:
    """One line of JSON on stdout."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--meetings", type=int, choices=FILES, required=True)
    asked.add_argument("--seed", type=int, required=True)
    asked.add_argument("--cpu", type=float, required=True, help="CPU seconds in all")
    given = asked.parse_args()
    began = time.monotonic()
    mapped = MappedFile(meeting_file(FILES[given.meetings]))
    search = MeetingSearch(mapped, given.seed)

    def left_of(most: float) -> Callable[[], float]:
        return lambda: most - time.process_time()

    marks: dict[str, Mapping[str, Any]] = {}

    def mark(name: str) -> None:
        cpu_s = time.process_time()
        found = search.plan() if search.whole else {}
        result = score(mapped.file, found)
        marks[name] = {
            "cpu_s": cpu_s,
            "wall_s": time.monotonic() - began,
            "points": [result.nowhere, result.hard, result.medium],
        }

    search.first_plan(left_of(given.cpu))
    mark("first")
    for until in sorted({min(10.0, given.cpu), given.cpu}):
        if search.whole:
            search.improve(left_of(until))
        mark(f"{until:.0f}")
    told = {
        "marks": marks,
        "rounds": search.rounds,
        "proven": search.proven,
        "referee": len(mapped.judged(search.plan())) if search.whole else None,
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
