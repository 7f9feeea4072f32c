"""The state machine by chance: 3,000 examples of 60 steps in two processes; a failure names its seed."""

import secrets
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from tests.state.cells import TABLE
from tests.state.google import Google
from tests.state.hunt import Hunt, hunt
from tests.state.replay import shortest

EXAMPLES = 3_000
STEPS = 60
PROCESSES = 2
EACH_CELL = 50


def main() -> str:
    """Run it; the line of figures.

    Raises:
        AssertionError: an invariant broke, or a cell of the merge table was met too rarely.
    """
    numbers = [secrets.randbelow(2**32) for _ in range(PROCESSES)]
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        found = list(pool.map(_some, numbers))
    cells: Counter[tuple[str, str]] = Counter()
    for number, one in zip(numbers, found, strict=True):
        cells.update(one[1])
        assert not one[2], f"seed {number}: {one[2]}"
    rare = {cell: cells[cell] for cell in TABLE if cells[cell] < EACH_CELL}
    assert not rare, f"seeds {numbers}: met too rarely: {rare}"
    examples = sum(one[0] for one in found)
    least = min(cells[cell] for cell in TABLE)
    return f"{examples} examples of {STEPS} steps, seeds {numbers}, each merge cell {least} times or more"


def _some(number: int) -> tuple[int, dict[tuple[str, str], int], str]:
    one = hunt(examples=EXAMPLES // PROCESSES, steps=STEPS, number=number)
    return one.examples, one.cells, _told(one) if one.error else ""


def _told(one: Hunt) -> str:
    google = Google()
    try:
        return f"{one.error!r}; shortest steps: {shortest(google, one.steps)}"
    finally:
        google.close()
