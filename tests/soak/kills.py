"""kill -9 at every request of three change sets, at each of its moments, and at 300 random ones."""

import multiprocessing
import os
from concurrent.futures import ProcessPoolExecutor
from random import Random

from tests.kill.killed_push import POINTS
from tests.kill.stories import STORIES, Kill, told, undisturbed

RANDOM_KILLS = 300
SEED = 20261122
Case = tuple[str, tuple[tuple[int, int], ...]]
"""A story, and its kills: which moment, at which request."""


def main() -> str:
    """Go through all of them; a kill that anybody could notice is an AssertionError."""
    every, chance = list(every_boundary()), list(at_random())
    # Spawned: a forked worker would take this process's forkserver for its own.
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(max_workers=os.cpu_count(), mp_context=spawn) as pool:
        struck = sum(pool.map(_play, [*every, *chance], chunksize=4))
    return (
        f"{len(every)} boundaries of {len(STORIES)} change sets and {RANDOM_KILLS} random kills, "
        f"{struck} processes killed: 0 duplicates, 0 second mails, 0 lost answers"
    )


def every_boundary() -> list[Case]:
    """Each moment of each request, one kill each."""
    return [
        (name, ((moment, nth),))
        for name in STORIES
        for nth in range(1, undisturbed(name)[1] + 1)
        for moment in range(len(POINTS))
    ]


def at_random() -> list[Case]:
    """One to three kills, of the push and of those that go on with it."""
    chance = Random(SEED)
    cases: list[Case] = []
    left = RANDOM_KILLS
    while left:
        name = chance.choice(list(STORIES))
        requests = undisturbed(name)[1]
        kills = tuple(
            (chance.randrange(len(POINTS)), chance.randint(1, requests))
            for _ in range(min(left, chance.randint(1, 3)))
        )
        left -= len(kills)
        cases.append((name, kills))
    return cases


def _play(case: Case) -> int:
    name, kills = case
    return told(name, *(Kill(point=POINTS[moment], nth=nth) for moment, nth in kills))
