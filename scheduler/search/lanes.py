"""Lanes run in an executor: each is answered, also when the process that searched one of them died."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, as_completed
from typing import Protocol

from scheduler.model import Proof
from scheduler.search.partition import Found, Lane

Solve = Callable[[Lane], Found]

Report = Callable[[str, int, int], None]
"""Told after each lane: its name, lanes done, lanes in all."""


class HasSeconds(Protocol):
    """A part of some work that says how many seconds it may take."""

    @property
    def seconds(self) -> float: ...


DIED = (BrokenExecutor, MemoryError)
"""What is left of a process that was killed, crashed, or asked for more memory than it may have."""


def run_lanes(
    lanes: Sequence[Lane],
    executor: Executor,
    solve: Solve,
    *,
    again: Solve | None = None,
    report: Report = lambda name, done, of: None,
) -> list[Found]:
    """All lanes, reported as they end, in the order given.

    One dead process takes the executor's other lanes with it, and nobody knows which of them it was: each
    lane without an answer is searched once more, alone, by `again`. One that dies alone as well, or all of
    them where there is no `again`, is answered with nothing found and nothing proven.
    """
    found: dict[int, Found] = {}
    for number, future in _submitted(lanes, executor, solve):
        answer = _answer(future)
        if answer is not None:
            found[number] = answer
            report(lanes[number].name, len(found), len(lanes))
    for number, lane in enumerate(lanes):
        if number not in found:
            found[number] = _alone(lane, again)
            report(lane.name, len(found), len(lanes))
    return [found[number] for number in range(len(lanes))]


def _submitted(
    lanes: Sequence[Lane], executor: Executor, solve: Solve
) -> Iterator[tuple[int, Future[Found]]]:
    """The lanes as they end; those that an executor already broken refused are not among them."""
    futures: dict[Future[Found], int] = {}
    for number, lane in enumerate(lanes):
        try:
            futures[executor.submit(solve, lane)] = number
        except DIED:
            break
    for future in as_completed(futures):
        yield futures[future], future


def _answer(future: Future[Found]) -> Found | None:
    try:
        return future.result()
    except DIED:
        return None


def _alone(lane: Lane, again: Solve | None) -> Found:
    if again is not None:
        try:
            return again(lane)
        except DIED:
            pass
    unknown = Proof(part=lane.name, value=0, bound=None, proven=False)
    return Found(lane=lane.name, placed={}, proofs=(unknown,), effort=0.0)
