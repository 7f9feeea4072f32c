"""Every seeded bug is found by the state machine from nothing; two processes, at most 3,000 examples each.

The line tells the examples that each took. With `keep` the shortest steps of each are saved.
"""

import secrets
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from multiprocessing import get_context

from tests.state.google import Google
from tests.state.hunt import hunt
from tests.state.replay import FOUND, replay, save, shortest
from tests.state.seeded_bugs import BUGS
from tests.state.truth import INVARIANTS, Broken

EXAMPLES = 3_000
STEPS = 30
PROCESSES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """A bug, the examples it took (0 for never found) and what broke."""

    bug: str
    examples: int
    breaks: str
    seconds: float


def main(
    *, keep: bool = False, names: tuple[str, ...] = tuple(BUGS), examples: int = EXAMPLES
) -> str:
    """Hunt for all of them; the line of figures.

    Raises:
        AssertionError: a bug was not found.
    """
    number = secrets.randbelow(2**32)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(catch, name, number, examples, keep=keep) for name in names]
        caught = []
        for job in as_completed(jobs):
            one = job.result()
            caught.append(one)
            told = f"  {one.bug}: {one.breaks or 'NOT FOUND'} after {one.examples} examples"
            print(f"{told}, {one.seconds:.0f} s", file=sys.stderr, flush=True)  # noqa: T201 - it takes long
    missed = sorted(one.bug for one in caught if not one.breaks)
    assert not missed, f"seed {number}: not found within {examples} examples: {missed}"
    figures = ", ".join(f"{one.bug} {one.examples}" for one in sorted(caught, key=lambda c: c.bug))
    return f"{len(caught)} bugs found, seed {number}; examples: {figures}"


def catch(name: str, number: int, examples: int, *, keep: bool) -> Caught:
    """Let the machine look for one bug."""
    began = time.monotonic()
    with BUGS[name]():
        found = hunt(examples=examples, steps=STEPS, number=number)
        if keep and found.error is not None:
            _keep(name, found.steps)
    breaks = _word(found.error)
    return Caught(
        bug=name,
        examples=found.examples,
        breaks=breaks,
        seconds=time.monotonic() - began,
    )


def _keep(name: str, steps: list[tuple[str, dict[str, object]]]) -> None:
    google = Google()
    try:
        small = shortest(google, steps)
        breaks = _word(replay(google, small))
        if breaks in INVARIANTS:
            save(FOUND / f"{name}.json", small, breaks)
    finally:
        google.close()


def _word(error: BaseException | None) -> str:
    if error is None:
        return ""
    return error.name if isinstance(error, Broken) else type(error).__name__


if __name__ == "__main__":
    print(main(keep=True, names=tuple(sys.argv[1:]) or tuple(BUGS)))  # noqa: T201 - what it found
