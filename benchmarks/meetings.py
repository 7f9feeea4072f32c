"""The public meeting files: our choices and Timefold's community solver in one run, judged by one scorer."""

import json
import sys
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks import timefold_peer
from benchmarks.figures import Figure, at_least, at_most, exactly
from benchmarks.machine import load
from benchmarks.meetings_files import FILES, MeetingFile, meeting_file
from benchmarks.meetings_score import Score, score
from benchmarks.process_tree import run
from benchmarks.sizes import Size
from benchmarks.timefold_peer import NoTimefold, TimefoldRun

PART = "both meeting files"
DEFAULT, TUNED = "default", "tuned"
FIRST_CPU_S = 10
SOONER = 20
OURS_CPU_S = 30
THEIRS_CPU_S = 120
MOST_S = 1_200
"""Wall seconds after which a run of ours is given up."""
Told = Mapping[str, Any]


def measure(size: Size) -> Iterator[Figure]:
    """Both files, ours first; then Timefold as it comes on both side by side, a core for each."""
    ours = {meetings: _all_of_ours(meetings, size) for meetings in FILES}
    theirs: dict[int, list[TimefoldRun]] = {}
    try:
        classes = _timefold(size)
        with ThreadPoolExecutor(max_workers=len(FILES)) as side_by_side:
            asked = {
                meetings: side_by_side.submit(
                    _all_of_theirs, classes, meetings, DEFAULT, size.seeds
                )
                for meetings in FILES
            }
        theirs = {meetings: runs.result() for meetings, runs in asked.items()}
    except NoTimefold as why:
        yield Figure(part=PART, name="Timefold", value=None, shown=str(why))
    for meetings, own in ours.items():
        yield from _of_ours(_part(meetings), own)
        if meetings in theirs:
            yield from _compared(meetings, DEFAULT, own, theirs[meetings])
    yield Figure(part=PART, name="load average after it", value=load())


def measure_file(meetings: int, size: Size) -> Iterator[Figure]:
    """One file, each run alone: ours, then Timefold as it comes and tuned."""
    ours = _all_of_ours(meetings, size)
    yield from _of_ours(_part(meetings), ours)
    try:
        classes = _timefold(size)
        for configuration in (DEFAULT, TUNED):
            runs = _all_of_theirs(classes, meetings, configuration, size.seeds)
            yield from _compared(meetings, configuration, ours, runs)
    except NoTimefold as why:
        yield Figure(part=_part(meetings), name="Timefold", value=None, shown=str(why))
    yield Figure(part=_part(meetings), name="load average after it", value=load())


def _part(meetings: int) -> str:
    return f"{meetings} meetings"


def _timefold(size: Size) -> Path:
    if size.small:
        raise NoTimefold("left out of the small run")
    return timefold_peer.compiled()


def _all_of_ours(meetings: int, size: Size) -> list[Told]:
    return [_ours(meetings, seed, 3 if size.small else OURS_CPU_S) for seed in size.seeds]


def _all_of_theirs(
    classes: Path, meetings: int, configuration: str, seeds: Sequence[int]
) -> list[TimefoldRun]:
    file = meeting_file(FILES[meetings])
    return [
        timefold_peer.run(classes, file, seed=seed, cpu_s=THEIRS_CPU_S, configuration=configuration)
        for seed in seeds
    ]


def _ours(meetings: int, seed: int, cpu_s: int) -> Told:
    words = {"meetings": meetings, "seed": seed, "cpu": cpu_s}
    command = [sys.executable, "-m", "benchmarks.one_meeting_file"]
    ran = run(
        [*command, *(word for key, one in words.items() for word in (f"--{key}", str(one)))],
        most_s=MOST_S,
    )
    assert ran.code == 0, ran.err
    told: dict[str, Any] = json.loads(ran.out)
    return {**told, "memory_mb": ran.memory_mb, "wall_s": ran.wall_s}


def _of_ours(part: str, ours: list[Told]) -> Iterator[Figure]:
    firsts = [one["marks"]["first"]["cpu_s"] for one in ours]
    whole = [_score(one["marks"]["first"]) for one in ours]
    worst = float("inf") if any(one.nowhere or one.hard for one in whole) else max(firsts)
    yield Figure(
        part=part,
        name="ours: first plan without a broken rule, CPU, worst seed",
        **at_most(FIRST_CPU_S, worst, "s"),
    )
    yield Figure(
        part=part,
        name="ours: the same, wall, worst seed",
        value=max(one["marks"]["first"]["wall_s"] for one in ours),
        unit="s",
    )
    for name in ours[0]["marks"]:
        found = sorted(_score(one["marks"][name]) for one in ours)
        when = "at the first plan" if name == "first" else f"after {name} CPU-s"
        yield Figure(
            part=part,
            name=f"ours: {when}, median | worst",
            value=median(one.medium for one in found),
            shown=f"{found[len(found) // 2]} | {found[-1]}",
        )
    broken = sum(one["referee"] or 0 for one in ours)
    yield Figure(part=part, name="ours: rules broken, by our referee", **exactly(0, broken))
    rounds = sum(one["rounds"] for one in ours)
    best = sum(one["proven"] for one in ours)
    shown = f"{best:,} of {rounds:,}"
    yield Figure(part=part, name="ours: steps proven best", value=best / rounds, shown=shown)


def _compared(
    meetings: int, configuration: str, ours: list[Told], runs: list[TimefoldRun]
) -> Iterator[Figure]:
    """Timefold's plans at the same marks, scored by our scorer; never a ratio against "never"."""
    part, called = _part(meetings), f"Timefold, {configuration}"
    file = meeting_file(FILES[meetings])
    for name in ("complete", "feasible"):
        yield _when(part, f"{called}: first {name} plan, CPU, median | worst", name, runs)
    for name in ("10", "30", "60", "120"):
        found = sorted(_their_score(file, one, name) for one in runs)
        yield Figure(
            part=part,
            name=f"{called}: after {name} CPU-s, median | worst",
            value=median(one.medium for one in found),
            shown=f"{found[len(found) // 2]} | {found[-1]}",
        )
    yield _sooner(part, called, ours, runs)
    own = sorted(_score(one["marks"][f"{OURS_CPU_S}"]) for one in ours)[len(ours) // 2]
    its = sorted(_their_score(file, one, f"{THEIRS_CPU_S}") for one in runs)[len(runs) // 2]
    yield Figure(
        part=part,
        name=f"ours at {OURS_CPU_S} no worse than {called} at {THEIRS_CPU_S}, median",
        value=own.medium - its.medium,
        shown=f"{own} and {its}",
        target="no worse",
        met=own <= its,
    )
    process = median(one.process_cpu_s for one in runs)
    yield Figure(
        part=part, name=f"{called}: CPU of the whole process, median", value=process, unit="s"
    )


def _sooner(part: str, called: str, ours: list[Told], runs: list[TimefoldRun]) -> Figure:
    """How many times sooner our first plan without a broken rule is there, median against median."""
    name = f"ours: first plan, times sooner than {called}"
    theirs = [one.marks["feasible"].cpu_s for one in runs if "feasible" in one.marks]
    if 2 * len(theirs) <= len(runs):
        shown = f"theirs not within {THEIRS_CPU_S} s"
        target = f"at least {SOONER}"
        return Figure(part=part, name=name, value=None, shown=shown, target=target, met=True)
    ratio = median(theirs) / median(one["marks"]["first"]["cpu_s"] for one in ours)
    return Figure(part=part, name=name, **at_least(SOONER, ratio))


def _when(part: str, name: str, mark: str, runs: list[TimefoldRun]) -> Figure:
    times = sorted(one.marks[mark].cpu_s if mark in one.marks else float("inf") for one in runs)
    middle, worst = times[len(times) // 2], times[-1]
    shown = " | ".join(
        f"{one:.1f} s" if one < float("inf") else f"> {THEIRS_CPU_S} s" for one in (middle, worst)
    )
    return Figure(
        part=part, name=name, value=middle if middle < float("inf") else None, shown=shown
    )


def _their_score(file: MeetingFile, run_of_theirs: TimefoldRun, name: str) -> Score:
    mark = run_of_theirs.marks[name]
    found = score(file, mark.plan)
    said = f"-{found.hard}hard/-{found.medium}medium/0soft".replace("-0", "0")
    assert not mark.plan or said == mark.said, f"scored {said}, Timefold says {mark.said}"
    return found


def _score(mark: Told) -> Score:
    nowhere, hard, medium = mark["points"]
    return Score(nowhere=nowhere, hard=hard, medium=medium)
