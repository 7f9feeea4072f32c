"""Seeded bugs are found by the state machine from nothing; two processes, at most 3,000 examples each.

All of them take longer than a part of the soak may, so they come in shares: `PART=seeded_bugs.1` and so
on. A share ends after 38 minutes. The line tells the examples that each bug took. Typed with names, this
file hunts for those alone and saves the shortest steps of each.
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
SHARES = 3
RARE = (
    "used_id_is_done",
    "token_before_changes",
    "forgotten_taken_for_ours",
    "intent_not_journaled",
)
"""Those that no chance has found within 3,000 examples yet: `make test` takes their kept steps."""
DRAWN = 100
"""Examples of one seed: a fresh one looks elsewhere."""
MINUTES = 38


@dataclass(frozen=True, slots=True, kw_only=True)
class Caught:
    """A bug, the examples it took (0 for never found) and what broke."""

    bug: str
    examples: int
    breaks: str
    seconds: float


def main(share: int | None = None) -> str:
    """Hunt for a share of those that are not rare, counted from 1, or for all; the line of figures.

    Raises:
        AssertionError: a bug was not found.
    """
    names = tuple(name for name in BUGS if name not in RARE)
    return hunted(names if share is None else names[share - 1 :: SHARES])


def hunted(names: tuple[str, ...], *, keep: bool = False) -> str:
    """Hunt for these; the line of figures.

    Raises:
        AssertionError: a bug was not found.
    """
    number, until = secrets.randbelow(2**32), time.time() + MINUTES * 60
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        jobs = [pool.submit(catch, name, number, until, keep=keep) for name in names]
        caught = []
        for job in as_completed(jobs):
            one = job.result()
            caught.append(one)
            told = f"  {one.bug}: {one.breaks or 'NOT FOUND'} after {one.examples} examples"
            print(f"{told}, {one.seconds:.0f} s", file=sys.stderr, flush=True)  # noqa: T201 - it takes long
    missed = sorted(f"{one.bug} ({one.examples} examples)" for one in caught if not one.breaks)
    figures = ", ".join(f"{one.bug} {one.examples}" for one in sorted(caught, key=lambda c: c.bug))
    assert not missed, f"seed {number}: not found: {missed}; examples: {figures}"
    return f"{len(caught)} bugs found, seed {number}; examples: {figures}"


def catch(name: str, number: int, until: float, *, keep: bool) -> Caught:
    """Let the machine look for one bug, until a moment at most."""
    began, examples = time.monotonic(), 0
    with BUGS[name]():
        while True:
            found = hunt(examples=DRAWN, steps=STEPS, number=number + examples)
            examples += found.examples
            if found.error or examples >= EXAMPLES or time.time() > until:
                break
        if keep and found.error is not None:
            _keep(name, found.steps)
    return Caught(
        bug=name,
        examples=examples,
        breaks=_word(found.error),
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
    print(hunted(tuple(sys.argv[1:]) or tuple(BUGS), keep=True))  # noqa: T201 - what it found
