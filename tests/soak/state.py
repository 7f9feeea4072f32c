"""The state machine by chance: 3,000 examples of 60 steps in two processes; a failure names its seed.

They are drawn in parts, each with a seed of its own, so that a failure ends all of it at once and how far
it has come can be told.
"""

import secrets
import sys
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor, as_completed
from multiprocessing import get_context

from tests.state.cells import TABLE
from tests.state.google import Google
from tests.state.hunt import Hunt, hunt
from tests.state.replay import shortest

EXAMPLES = 3_000
PART = 50
"""Examples of one seed."""
STEPS = 60
PROCESSES = 2
EACH_CELL = 50


def main() -> str:
    """Run it; the line of figures.

    Raises:
        AssertionError: an invariant broke, or a cell of the merge table was met too rarely.
    """
    began, number = time.monotonic(), secrets.randbelow(2**32)
    examples, cells = 0, Counter[tuple[str, str]]()
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        parts = [pool.submit(_part, number + part) for part in range(EXAMPLES // PART)]
        for one in as_completed(parts):
            count, met, wrong = one.result()
            if wrong:
                _stop(pool)
            assert not wrong, wrong
            examples += count
            cells.update(met)
            least = min(cells[cell] for cell in TABLE)
            told = f"  {examples} examples, each cell {least} times or more"
            print(f"{told}, {time.monotonic() - began:.0f} s", file=sys.stderr, flush=True)  # noqa: T201 - it takes long
    rare = {cell: cells[cell] for cell in TABLE if cells[cell] < EACH_CELL}
    assert not rare, f"seed {number}: met too rarely: {rare}"
    least = min(cells[cell] for cell in TABLE)
    minutes = (time.monotonic() - began) / 60
    told = f"{examples} examples of {STEPS} steps from seed {number} on in {minutes:.0f} min"
    return f"{told}: nothing broke, each of {len(TABLE)} merge cells met {least} times or more"


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the other parts at once: each would go on for minutes."""
    running = list(pool._processes.values())
    pool.shutdown(wait=False, cancel_futures=True)
    for process in running:
        process.kill()


def _part(number: int) -> tuple[int, dict[tuple[str, str], int], str]:
    one = hunt(examples=PART, steps=STEPS, number=number)
    return one.examples, one.cells, f"seed {number}: {_told(one)}" if one.error else ""


def _told(one: Hunt) -> str:
    google = Google()
    try:
        return f"{one.error!r}; shortest steps: {shortest(google, one.steps)}"
    finally:
        google.close()
