"""Processes to search in, and their end: on time, on Ctrl-C, and when one of them dies."""

import multiprocessing
import os
import signal
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import forkserver
from multiprocessing.context import BaseContext
from typing import TYPE_CHECKING, TypeVar

from scheduler.errors import BellweaveError

if TYPE_CHECKING:
    from scheduler.search.lanes import HasSeconds
    from scheduler.search.partition import Found, Lane

_Asked = TypeVar("_Asked", bound="HasSeconds")
_Told = TypeVar("_Told")
MEMORY = 3 * 2**30
"""Bytes of its own that a process may hold; the largest lane of 15 coaches takes a tenth of it."""


def solve_in_time(lane: "Lane") -> "Found":
    """The search of one lane, hurrying when its seconds are over; runs in a process of its own."""
    from scheduler.search.solve import (
        solve_lane,  # OR-Tools loads slowly; most commands never search
    )

    return in_time(solve_lane, lane)


def in_time(work: Callable[[_Asked, Callable[[], float]], _Told], asked: _Asked) -> _Told:
    """A part of some work, which is told the seconds it has left; runs in a process of its own."""
    began = time.monotonic()
    return work(asked, lambda: asked.seconds - (time.monotonic() - began))


def solve_apart(lane: "Lane") -> "Found":
    """The search of one lane in a process made for it alone; raises MemoryError when it dies."""
    with search_processes(1) as executor:
        try:
            return executor.submit(solve_in_time, lane).result()
        except BrokenProcessPool as error:
            raise MemoryError(f"the search for {lane.name} died twice") from error


def at_a_time(workers: int) -> int:
    """How many lanes run at a time, as many as processors for 0."""
    return workers or os.cpu_count() or 1


def get_ready() -> BaseContext:
    """Start what the processes are made from, so that it loads OR-Tools while the input is being read."""
    methods = multiprocessing.get_all_start_methods()
    if "forkserver" not in methods:
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["scheduler.search.chains", "scheduler.search.tried_times"])
    forkserver.ensure_running()
    return context


@contextmanager
def search_processes(workers: int) -> Iterator[Executor]:
    """Processes to search in, as many as processors for 0; they end with the block, however it ends."""
    context = get_ready()
    executor = ProcessPoolExecutor(
        max_workers=at_a_time(workers), mp_context=context, initializer=_start
    )
    try:
        yield executor
    except BrokenProcessPool as error:
        raise BellweaveError(
            "A process that looked for times was ended from outside, most likely for want of memory.",
            fix="Close other programs, or search with one process at a time: workers = 1.",
            more="bellweave doctor",
        ) from error
    finally:
        executor.shutdown(wait=False, cancel_futures=True)
        for child in multiprocessing.active_children():
            child.terminate()


def _die_quietly() -> None:
    """Ctrl-C reaches every process of the terminal; only the command itself has something to say."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _start() -> None:
    """How each process begins: with a cap, so that a search too large dies and not the computer."""
    _die_quietly()
    try:
        import resource
    except ImportError:  # Windows has none
        return
    _, most = resource.getrlimit(resource.RLIMIT_DATA)
    cap = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
    resource.setrlimit(resource.RLIMIT_DATA, (cap, most))
