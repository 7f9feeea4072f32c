"""Lanes are answered in whatever executor they run, also when the process of one of them dies."""

import os
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from scheduler.model import ActivityId
from scheduler.search.find_times import Times, find_times
from scheduler.search.lanes import run_lanes
from scheduler.search.partition import Found, Lane, Search
from scheduler.search.solve import solve_lane
from sync.workspace.processes import search_processes, solve_apart
from tests.scheduler.builders import BEN, KHAN, InPlace, a_debrief, a_visit, a_week


def two_coaches() -> Search:
    visits = (a_visit(), a_debrief(), a_visit(KHAN, leader=BEN))
    return Search(district=a_week(), activities=visits)


def dies_on_ana(lane: Lane) -> Found:
    """What the process of one lane does when memory runs out, and the others do not."""
    if lane.name == "Ana":
        os.kill(os.getpid(), 9)
    return solve_lane(lane)


def always_dies(lane: Lane) -> Found:
    raise MemoryError(lane.name)


def in_one_process() -> Times:
    return find_times(two_coaches(), executor=InPlace(), left=lambda: 20.0)


@pytest.mark.proves("V3")
@pytest.mark.slow
def test_a_lane_whose_process_is_killed_is_searched_again_alone() -> None:
    with search_processes(1) as executor:
        times = find_times(
            two_coaches(),
            executor=executor,
            left=lambda: 20.0,
            solve=dies_on_ana,
            again=solve_apart,
        )

    assert times == in_one_process()


@pytest.mark.proves("V3", "V2")
def test_a_lane_that_dies_twice_is_not_called_proven_and_what_fits_is_placed() -> None:
    def dies(lane: Lane) -> Found:
        return always_dies(lane) if lane.name == "Ana" else solve_lane(lane)

    with ThreadPoolExecutor(1) as executor:
        times = find_times(
            two_coaches(),
            executor=executor,
            left=lambda: 20.0,
            solve=dies,
            again=always_dies,
        )

    assert len(times.schedule.placed) == len(two_coaches().activities)
    assert [proof.proven for proof in times.schedule.proofs if proof.part == "Ana"] == [False]
    assert times.verdict.violations == ()


@pytest.mark.proves("F-56")
def test_threads_and_a_plain_call_find_what_processes_find() -> None:
    with ThreadPoolExecutor(2) as threads:
        times = find_times(two_coaches(), executor=threads, left=lambda: 20.0, parallel=2)

    assert times == in_one_process()
    assert ActivityId("visit.hall") in times.schedule.placed


@pytest.mark.proves("F-56")
def test_lanes_are_answered_in_the_order_they_were_asked_whichever_ends_first() -> None:
    lanes = [Lane(name=name, search=two_coaches(), effort=1.0, seconds=9.0) for name in ("1", "2")]
    second_ended = Event()

    def solve(lane: Lane) -> Found:
        if lane.name == "1":
            assert second_ended.wait(9.0)
        second_ended.set()
        return Found(lane=lane.name, placed={}, proofs=(), effort=0.0)

    told: list[str] = []
    with ThreadPoolExecutor(2) as executor:
        found = run_lanes(
            lanes, executor, solve, report=lambda name, done, of: told.append(f"{done}/{of}")
        )

    assert [one.lane for one in found] == ["1", "2"]
    assert told == ["1/2", "2/2"]
