"""Finds times for one meeting file and prints what came out as JSON; run by `meetings`.

A process of its own: its CPU seconds begin with Python itself, the reading and the mapping.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable, Mapping
from typing import Any

from benchmarks.meetings_files import FILES, Place, meeting_file
from benchmarks.meetings_first import first_plan, ties_of, with_rooms
from benchmarks.meetings_model import MappedFile
from benchmarks.meetings_score import score


def main() -> None:
    """One line of JSON on stdout."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--meetings", type=int, choices=FILES, required=True)
    asked.add_argument("--seed", type=int, required=True)
    asked.add_argument("--cpu", type=float, required=True, help="CPU seconds in all")
    given = asked.parse_args()
    began = time.monotonic()
    mapped = MappedFile(meeting_file(FILES[given.meetings]))
    file = mapped.file

    def left_of(most: float) -> Callable[[], float]:
        return lambda: most - time.process_time()

    marks: dict[str, Mapping[str, Any]] = {}

    def mark(name: str, found: Mapping[int, Place]) -> None:
        cpu_s = time.process_time()
        result = score(file, found)
        marks[name] = {
            "cpu_s": cpu_s,
            "wall_s": time.monotonic() - began,
            "points": [result.nowhere, result.hard, result.medium],
        }

    ties = ties_of(file)
    at = first_plan(file, mapped.slots, ties)
    if len(at) == len(file.meetings):
        mark("first", with_rooms(file, at))
    # OR-Tools is loaded here: what has a start already needs none of it.
    from benchmarks.meetings_search import MeetingSearch

    search = MeetingSearch(mapped, given.seed, ties, at)
    if not search.whole:
        search.make_room(left_of(given.cpu))
        mark("first", search.plan())
    for until in sorted({min(10.0, given.cpu), given.cpu}):
        if search.whole:
            search.improve(left_of(until))
        mark(f"{until:.0f}", search.plan())
    told = {
        "marks": marks,
        "rounds": search.rounds,
        "proven": search.proven,
        "referee": len(mapped.judged(search.plan())) if search.whole else None,
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
