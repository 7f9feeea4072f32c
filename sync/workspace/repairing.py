"""A repair worked out on this machine: in a process of its own, with a clock."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from sync.workspace.processes import search_processes

if TYPE_CHECKING:
    from scheduler.repair.opening import Answer, Opening


@contextmanager
def repairs_here(seconds: float) -> "Iterator[Callable[[Opening], Answer]]":
    """Works out openings one after the other in a child process, all of them within so many wall seconds."""
    ends = time.monotonic() + seconds
    with search_processes(1) as executor:
        yield lambda opening: executor.submit(
            least_change_in_time, opening, max(1.0, ends - time.monotonic())
        ).result()


def least_change_in_time(opening: "Opening", seconds: float) -> "Answer":
    """The least change, hurrying when the seconds are over; runs in a process of its own."""
    from scheduler.repair.least_change import (
        least_change,  # OR-Tools loads slowly; most commands never repair
    )

    began = time.monotonic()
    return least_change(opening, lambda: seconds - (time.monotonic() - began))
