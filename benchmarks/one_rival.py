"""Draws one demo district, finds its times one way and prints the judgement as JSON; run by `family`."""

import argparse
import json
import sys
import time
from collections.abc import Callable

from benchmarks.drives import drive_minutes
from benchmarks.rivals import Said, by_hand, greedy, plain_model
from config.structures import shipped_structures
from scheduler.demo.made_up import demo_district
from scheduler.model import Schedule
from scheduler.referee.review import review
from scheduler.search.find_times import find_times, inspection_of
from scheduler.search.neighbours import improved
from scheduler.search.partition import Search
from sync.workspace.processes import search_processes, solve_in_time

PROCESSES = 2
SLOWEST = 10
"""Wall seconds that a CPU second may take before the search is told to hurry."""


def ours(search: Search, cpu_s: float) -> Said:
    """`find_times` in two processes and a second look, as `bellweave schedule` runs it.

    Its own limits of deterministic time end it; wall time only where the machine gives it next to nothing.
    """
    seconds = cpu_s * SLOWEST
    began = time.monotonic()
    with search_processes(PROCESSES) as processes:
        times = find_times(
            search,
            executor=processes,
            left=lambda: max(1.0, seconds - (time.monotonic() - began)),
            solve=solve_in_time,
            parallel=PROCESSES,
        )
        times = improved(
            search,
            times,
            executor=processes,
            left=lambda: seconds - (time.monotonic() - began),
            solve=solve_in_time,
            parallel=PROCESSES,
        )
    proofs = times.schedule.proofs
    return Said(placed=dict(times.schedule.placed), proven=all(proof.proven for proof in proofs))


WAYS: dict[str, Callable[[Search, float], Said]] = {
    "ours": ours,
    "greedy": lambda search, _: greedy(search),
    "by hand": lambda search, _: by_hand(search),
    "plain model": plain_model,
}


def main() -> None:
    """One line of JSON on stdout."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--way", choices=WAYS, required=True)
    asked.add_argument("--seed", type=int, required=True)
    asked.add_argument("--coaches", type=int, required=True)
    asked.add_argument("--schools", type=int, required=True)
    asked.add_argument("--over-full", action="store_true")
    asked.add_argument("--limit", type=float, required=True, help="CPU seconds for finding times")
    given = asked.parse_args()
    demo = demo_district(
        given.seed,
        structures=shipped_structures(),
        coaches=given.coaches,
        schools=given.schools,
        over_full=given.over_full,
    )
    search = Search(district=demo.district, activities=demo.activities, seed=given.seed)
    began, spent = time.monotonic(), time.process_time()
    said = WAYS[given.way](search, given.limit)
    wall_s, own_cpu_s = time.monotonic() - began, time.process_time() - spent
    schedule = Schedule(
        activities={activity.id: activity for activity in demo.activities}, placed=said.placed
    )
    verdict = review(inspection_of(search, schedule))
    told = {
        "activities": len(demo.activities),
        "placed": len(said.placed),
        "broken": len(verdict.violations),
        "price": verdict.total,
        "drive_minutes": drive_minutes(demo.district, schedule),
        "proven": said.proven,
        "find_wall_s": wall_s,
        "find_cpu_s": own_cpu_s,
    }
    sys.stdout.write(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
