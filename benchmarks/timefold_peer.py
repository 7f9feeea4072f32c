"""Runs Timefold's community solver on a meeting file: our Java, compiled against the jars of its package.

The jars are looked for in the folder that TIMEFOLD_JARS names, else in this user's cache; where they are not,
they are downloaded once with pip. Without jars or without Java there is nothing to run, and that is said.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from platformdirs import user_cache_path

from benchmarks.meetings_files import MeetingFile, Place

PACKAGE = "timefold==1.24.0b0"
SOURCE = Path(__file__).parent / "peers" / "timefold"
MOST_WALL = 20
"""How many times the CPU seconds a run may take by the wall clock, on a machine that others use."""


class NoTimefold(Exception):
    """There is nothing to run; the text says what is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A plan at a moment: CPU seconds of the solving thread and wall seconds since it started.

    `said` is the score as Timefold counts it; `plan` is empty while no plan is complete.
    """

    cpu_s: float
    wall_s: float
    said: str
    plan: Mapping[int, Place]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimefoldRun:
    """Plans by name ('complete', 'feasible', or seconds of CPU), and what the whole process took."""

    marks: Mapping[str, Mark]
    process_cpu_s: float
    wall_s: float


def compiled() -> Path:
    """A fresh folder with our classes and the setting that keeps the log quiet."""
    if not (shutil.which("java") and shutil.which("javac")):
        raise NoTimefold("no java or no javac on the PATH (17 or newer)")
    folder = Path(tempfile.mkdtemp())
    sources = [str(one) for one in sorted(SOURCE.glob("*.java"))]
    command = ["javac", "-d", str(folder), "-cp", f"{jars()}/*", *sources]
    made = subprocess.run(command, capture_output=True, text=True, check=False)
    if made.returncode:
        raise NoTimefold(f"javac says: {made.stderr.strip().splitlines()[0]}")
    shutil.copy(SOURCE / "logback.xml", folder)
    return folder


def jars() -> Path:
    """The folder with the jars."""
    if named := os.environ.get("TIMEFOLD_JARS"):
        folder = Path(named)
    else:
        folder = user_cache_path("bellweave") / PACKAGE / "timefold" / "solver" / "jars"
        if not folder.exists():
            _download(folder.parents[2])
    if not list(folder.glob("timefold-solver-core-*.jar")):
        raise NoTimefold(f"no timefold-solver-core jar in {folder}")
    return folder


def _download(to: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        command = [
            sys.executable,
            "-m",
            "pip",
            "download",
            "--no-deps",
            "-q",
            "-d",
            folder,
            PACKAGE,
        ]
        asked = subprocess.run(command, capture_output=True, check=False)
        wheels = list(Path(folder).glob("*.whl"))
        if asked.returncode or not wheels:
            raise NoTimefold(
                f"its jars are not here: unpack the package {PACKAGE} and name its folder "
                "solver/jars in TIMEFOLD_JARS"
            )
        with zipfile.ZipFile(wheels[0]) as wheel:
            wheel.extractall(to)


def java(classes: Path) -> list[str]:
    """The command up to the name of a class."""
    return ["java", "-Xmx1g", "-cp", f"{classes}{os.pathsep}{jars()}/*"]


def run(
    classes: Path, file: MeetingFile, *, seed: int, cpu_s: float, configuration: str
) -> TimefoldRun:
    """Solve a file; `configuration` is 'default' or 'tuned'."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as told:
        told.write(as_lines(file))
        told.flush()
        command = [*java(classes), "MeetingBench", told.name, str(seed)]
        done = subprocess.run(
            [*command, str(cpu_s), configuration],
            capture_output=True,
            text=True,
            check=False,
            timeout=60 + MOST_WALL * cpu_s,
        )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["no word"]
        raise NoTimefold(f"it stopped: {last[0]}")
    return parsed(done.stdout)


def as_lines(file: MeetingFile) -> str:
    """The file as our Java reads it; people are given as pairs of meetings that share some.

    A pair counts how many need both meetings, and how many attend both but need one at most.
    """
    lines = [f"grain {day}" for day in file.day_of]
    lines += [f"room {seats}" for seats in file.rooms]
    lines += [f"meeting {one.grains} {one.seats}" for one in file.meetings]
    for (one, first), (other, second) in combinations(enumerate(file.meetings), 2):
        hard = len({*first.required} & {*second.required})
        everyone = {*first.required, *first.preferred} & {*second.required, *second.preferred}
        if everyone:
            lines.append(f"pair {one} {other} {hard} {len(everyone) - hard}")
    return "\n".join(lines) + "\n"


def parsed(out: str) -> TimefoldRun:
    """What our Java printed."""
    marks: dict[str, Mark] = {}
    process_cpu_s = wall_s = 0.0
    for line in filter(lambda line: "\t" in line, out.splitlines()):
        what, cpu, wall, *rest = line.split("\t")
        if what == "process":
            process_cpu_s, wall_s = float(cpu), float(wall)
            continue
        said, places = rest
        plan = {
            int(number): Place(grain=int(grain), room=int(room))
            for number, grain, room in (place.split(":") for place in places.split())
        }
        marks[what] = Mark(cpu_s=float(cpu), wall_s=float(wall), said=said, plan=plan)
    return TimefoldRun(marks=marks, process_cpu_s=process_cpu_s, wall_s=wall_s)
