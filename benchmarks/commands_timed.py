"""What a person waits for at the shell: the help text, and a coach's week from files to print."""

import re
import statistics
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks.districts import failed
from benchmarks.figures import Figure, at_most, exactly
from benchmarks.process_tree import Ran, run
from benchmarks.sizes import Size

BELLWEAVE = str(Path(sysconfig.get_path("scripts")) / "bellweave")
NOW = "2026-11-05T10:00"
"""A moment at which the example's cycle is some weeks ahead, so that every notice can be kept."""
START_WEEK = "2026-11-23"
FIRST_WEEK = "2026-11-16"
"""The week before, in which the example's coach meets and visits each of her eight teachers."""


def measure_help(size: Size) -> Iterator[Figure]:
    """`bellweave --help`, after one run that nobody counts; an empty Python beside it."""
    part = "bellweave --help"
    helps: list[Ran] = []
    empties: list[float] = []
    for number in range(size.repeats + 1):
        ran = run([BELLWEAVE, "--help"])
        if ran.code:
            yield failed(part, ran)
            return
        empty = run([sys.executable, "-c", "pass"])
        if number:
            helps.append(ran)
            empties.append(empty.wall_s)
    wall = statistics.median(one.wall_s for one in helps)
    cpu = statistics.median(one.cpu_s for one in helps)
    yield Figure(part=part, name=f"wall, median of {len(helps)}", **at_most(150, 1000 * wall, "ms"))
    yield Figure(part=part, name="worst", value=1000 * max(one.wall_s for one in helps), unit="ms")
    yield Figure(part=part, name="CPU, median", value=1000 * cpu, unit="ms")
    ratio = wall / statistics.median(empties)
    yield Figure(part=part, name="times an empty Python", value=ratio)


def measure_week(size: Size) -> Iterator[Figure]:
    """`schedule week` on what `init --small` makes: three CSV files in, a printed week out."""
    part = "a coach's week"
    runs: list[Ran] = []
    for _ in range(size.weeks):
        with tempfile.TemporaryDirectory() as folder:
            ran = _week(Path(folder))
        if ran.code:
            yield failed(part, ran)
            return
        runs.append(ran)
    wall = statistics.median(ran.wall_s for ran in runs)
    cpu = statistics.median(ran.cpu_s for ran in runs)
    yield Figure(part=part, name=f"wall, median of {len(runs)}", **at_most(3, wall, "s"))
    yield Figure(part=part, name="worst", value=max(ran.wall_s for ran in runs), unit="s")
    yield Figure(part=part, name="CPU, median", value=cpu, unit="s")
    placed = re.search(r"placed (\d+) of (\d+)", runs[-1].out)
    if placed:
        yield Figure(part=part, name="placed", **exactly(int(placed[2]), int(placed[1])))


def _week(folder: Path) -> Ran:
    """The second command; making the files is not counted."""
    env = {"BELLWEAVE_NOW": NOW}
    made = run([BELLWEAVE, "init", "--small", "--start-week", START_WEEK, str(folder / "school")])
    if made.code:
        return made
    return run([BELLWEAVE, "schedule", "week", FIRST_WEEK], cwd=folder / "school", env=env)
