"""Draws one demo district, finds its times and prints what came out as JSON; run by `districts`.

A process of its own, so that memory and CPU are this district's alone.
"""

import argparse
import json
import sys
import time
from collections.abc import Mapping
from concurrent.futures import Executor, Future
from dataclasses import asdict
from typing import Any

from benchmarks.coach_weeks import alone, of_coaches, without_shared_event
from config.structures import shipped_structures
from scheduler.demo.made_up import Demo, demo_district
from scheduler.inspection import Inspection
from scheduler.model import Schedule
from scheduler.peoples_time.availability import Availability
from scheduler.referee.review import review, what_if
from scheduler.search.bounds import levels
from scheduler.search.find_times import Times, find_times, inspection_of
from scheduler.search.neighbours import improved
from scheduler.search.partition import Found, Search
from scheduler.slots.candidates import Sieve
from sync.workspace.processes import in_time, search_processes, solve_in_time
from sync.workspace.searching import LOOK_AGAIN

PROCESSES = 2
BOUND_S = 60
"""Wall seconds, from the drawn district on, for times and for what is known of them."""


class Tallying(Executor):
    """Hands lanes on to processes and keeps what they answer, to add up their deterministic time."""

    def __init__(self, processes: Executor) -> None:
        self._processes = processes
        self._found: list[Future[Found]] = []

    def submit(self, solve: Any, /, *lane: Any, **more: Any) -> Future[Any]:
        future = self._processes.submit(solve, *lane, **more)
        self._found.append(future)
        return future

    def effort(self) -> float:
        """OR-Tools' own measure of work; the same on a busy machine as on an idle one."""
        return sum(future.result().effort for future in self._found)


def main() -> None:
    """One line of JSON on stdout."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--seed", type=int, required=True)
    asked.add_argument("--coaches", type=int, required=True)
    asked.add_argument("--schools", type=int, required=True)
    asked.add_argument("--over-full", action="store_true")
    asked.add_argument("--limit", type=float, required=True, help="seconds for finding times")
    given = asked.parse_args()
    began = time.monotonic()
    demo = demo_district(
        given.seed,
        structures=shipped_structures(),
        coaches=given.coaches,
        schools=given.schools,
        over_full=given.over_full,
    )
    drawn = time.monotonic()
    _tell(f"drawn after {drawn - began:.0f} s")
    search = Search(district=demo.district, activities=demo.activities, seed=given.seed)
    with search_processes(PROCESSES) as processes:
        executor = Tallying(processes)
        times = find_times(
            search,
            executor=executor,
            left=lambda: max(1.0, given.limit - (time.monotonic() - drawn)),
            solve=solve_in_time,
            parallel=PROCESSES,
            report=lambda name, done, of: _tell(
                f"{done} of {of} lanes after {time.monotonic() - began:.0f} s"
            ),
        )
        found = time.monotonic()
        _tell(f"times found after {found - began:.0f} s")
        first = times.verdict.total
        until = time.monotonic() + LOOK_AGAIN * (given.limit - (time.monotonic() - drawn))
        times = improved(
            search,
            times,
            executor=executor,
            left=lambda: until - time.monotonic(),
            solve=solve_in_time,
            parallel=PROCESSES,
        )
        _tell(f"a second look took the price from {first} to {times.verdict.total}")
        known = levels(
            search,
            times,
            executor=processes,
            left=lambda: max(1.0, BOUND_S - (time.monotonic() - drawn)),
            parallel=PROCESSES,
            run=in_time,
        )
    bounded = time.monotonic()
    one_week = [] if given.over_full else list(alone(search, times.schedule))
    told = {
        "draw_s": drawn - began,
        "find_s": found - drawn,
        "bounded_s": bounded - drawn,
        "levels": {one.name: {**asdict(one), "gap": one.gap} for one in known},
        "weeks_alone_cpu_s": [one.cpu_s for one in one_week],
        "weeks_alone_wall_s": [one.wall_s for one in one_week],
        "weeks_alone_proven": sum(one.proven for one in one_week),
        "effort": executor.effort(),
        **_compared(demo, search, times),
    }
    sys.stdout.write(json.dumps(told) + "\n")


def _tell(how_far: str) -> None:
    """For whoever stops this process and wants to know what it was doing."""
    sys.stderr.write(f"{how_far}\n")
    sys.stderr.flush()


def _compared(demo: Demo, search: Search, times: Times) -> Mapping[str, Any]:
    """What was found beside what the witness does, both judged by the referee."""
    activities = {activity.id: activity for activity in demo.activities}
    witness = Schedule(activities=activities, placed=demo.witness)
    theirs = review(inspection_of(search, witness))
    inspection = inspection_of(search, times.schedule)
    ours = review(inspection)
    coaches = of_coaches(times.schedule.proofs)
    apart = without_shared_event(search.district, times.schedule)
    bounds = [proof for proof in times.schedule.proofs if proof.bound is not None]
    return {
        "activities": len(activities),
        "placed": len(times.schedule.placed),
        "cycle_events": sum(one.structure == "clc" for one in demo.activities),
        "cycle_placed": sum(activities[one].structure == "clc" for one in times.schedule.placed),
        "violations": len(ours.violations),
        "price": ours.total,
        "witness_placed": len(demo.witness),
        "witness_violations": len(theirs.violations),
        "witness_price": theirs.total,
        "parts": len(times.schedule.proofs),
        "parts_proven": sum(proof.proven for proof in times.schedule.proofs),
        "coach_weeks": len(coaches),
        "coach_weeks_proven": sum(proof.proven for proof in coaches),
        "apart": len(apart),
        "apart_proven": sum(proof.proven for proof in apart),
        "value_of_bounded": sum(proof.value for proof in bounds),
        "bound_of_bounded": sum(proof.bound or 0 for proof in bounds),
        "unplaced": len(times.schedule.unplaced),
        "confirmed": _confirmed(search, times.schedule, inspection),
    }


def _confirmed(search: Search, schedule: Schedule, inspection: Inspection) -> int:
    """How many of the unplaced have a reason, and no time at which the referee would let them stand."""
    sieve = Sieve(Availability(search.district, inspection.days, search.busy))
    return sum(
        bool(one.reasons)
        and all(
            what_if(inspection, one.activity, slot)
            for slot in sieve.candidates(schedule.activities[one.activity]).slots
        )
        for one in schedule.unplaced
    )


if __name__ == "__main__":
    main()
