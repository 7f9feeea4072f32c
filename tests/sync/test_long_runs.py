"""What runs for weeks leaves nothing open behind: no files, no connections, no growing lists."""

import gc
import os
import tracemalloc
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from sync.calendars.pull import pull
from tests.builders import a_schedule
from tests.sync.coaching import Workspace, a_workspace, visit

WARM, LONG = 3, 15
WALLS = ("2026-12-08 10:40", "2026-12-09 09:50")


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Workspace]:
    with a_workspace(tmp_path) as office:
        yield office


def a_turn(office: Workspace, number: int) -> None:
    """A visit moves, the push tells everybody, and the calendar is read."""
    wanted = visit(WALLS[number % 2])
    office.publish(wanted)
    pull(
        api=office.api,
        journal=office.journal,
        district=office.district,
        schedule=a_schedule([wanted]),
        now=office.now,
    )
    office.later(timedelta(minutes=1))


def handles() -> int:
    gc.collect()
    return len(os.listdir("/proc/self/fd"))


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="no /proc to count handles in")
@pytest.mark.proves("P15")
def test_many_pushes_and_pulls_open_no_more_handles_than_a_few(office: Workspace) -> None:
    for number in range(WARM):
        a_turn(office, number)
    few = handles()
    for number in range(LONG):
        a_turn(office, number)

    assert handles() <= few


@pytest.mark.slow
@pytest.mark.proves("P15")
def test_many_pushes_and_pulls_keep_no_more_in_memory_than_a_few(office: Workspace) -> None:
    """What our own files allocate and keep; the local server's record of its calls is not counted."""
    for number in range(WARM):
        a_turn(office, number)
    tracemalloc.start()
    ours = [tracemalloc.Filter(inclusive=True, filename_pattern="*/sync/*")]
    try:
        sizes = []
        for _ in range(2):
            for number in range(LONG):
                a_turn(office, number)
            gc.collect()
            kept = tracemalloc.take_snapshot().filter_traces(ours)
            sizes.append(sum(one.size for one in kept.statistics("filename")))
    finally:
        tracemalloc.stop()

    assert sizes[1] - sizes[0] < 50_000
