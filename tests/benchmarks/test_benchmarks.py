"""The benchmarks run, count right and say plainly what was missed; no time is asserted."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.family import losses
from benchmarks.figures import Figure, at_least, at_most, exactly, keep, kept_values, summary, table
from benchmarks.page import PAGE, kept_runs, page
from benchmarks.process_tree import run
from tests.house import ROOT

COUNTS = {
    "demo, seed 1: cycle events placed",
    "demo, seed 1: rules broken",
    "demo, seed 1: rules the witness breaks",
    "demo, over-full, seed 1: of these confirmed by the referee",
    "demo, over-full, seed 1: rules broken",
    "push to the local server: writes an event",
    "push to the local server: second push, writes",
    "push to the local server: second push, mails",
    "a tracking workbook, 50 rows, new: reads",
    "a tracking workbook, 50 rows, new: writes",
    "a tracking workbook, 50 rows, nothing changed: writes",
    "CSPLib 046, instances 1 to 13: answers right",
    "50 meetings: ours: rules broken, by our referee",
    "200 meetings: ours: rules broken, by our referee",
    "10 teachers: ours: rules broken",
    "declines, seed 1: repaired with proof",
}


def test_a_missed_target_is_printed_as_missed_and_named_at_the_end() -> None:
    figures = [
        Figure(part="push", name="seconds", **at_most(2, 2.5, "s")),
        Figure(part="push", name="writes", **exactly(500, 500)),
        Figure(part="push", name="share", **at_least(0.97, 0.96)),
        Figure(part="push", name="mails", value=1000),
    ]

    first, _, *rows = table(figures, {"push: seconds": 4.0}).splitlines()

    assert first == "push"
    assert [" ".join(row.split()) for row in rows] == [
        "seconds 2.5 s 4 at most 2 s NOT MET",
        "writes 500 500 met",
        "share 0.96 at least 0.97 NOT MET",
        "mails 1,000",
    ]
    assert summary(figures).splitlines() == [
        "1 of 3 targets met",
        "  NOT MET: push: seconds: 2.5 s (at most 2 s)",
        "  NOT MET: push: share: 0.96 (at least 0.97)",
    ]


def test_what_somebody_else_does_better_is_found_and_named() -> None:
    ours = {"missing": 0, "price": 409, "drive_minutes": 0}
    better = {"missing": 0, "price": 397, "drive_minutes": 10}
    worse = {"missing": 3, "price": 5000, "drive_minutes": 0}

    found = list(losses("10 teachers", {"ours": [ours], "plain": [better], "greedy": [worse]}))

    assert [(one.name, one.text, one.lost) for one in found] == [
        ("price: plain is better", "ours 409, plain 397 points", True)
    ]


def test_nothing_is_lost_against_a_way_that_ended_without_us() -> None:
    assert not list(losses("10", {"greedy": [{"missing": 0, "price": 1, "drive_minutes": 0}]}))


def test_the_page_tells_of_losses_before_any_figure() -> None:
    machine = {"cores": 2, "load": 0.1, "load_at_the_end": 1.9, "day": "2026-11-23"}
    machine |= {"commit": "abc1234", "system": "Linux", "python": "3.11", "ortools": "9.15"}
    figures = [
        Figure(part="push", name="writes", **exactly(500, 500)),
        Figure(part="push", name="seconds, median | worst", **at_most(2, 2.5, "s")),
        Figure(part="small", name="price: plain is better", value=12, lost=True),
    ]

    told = page([("make bench", machine, figures)])

    losses_at, figures_at = told.index("Where we lose"), told.index("| push |")
    assert losses_at < told.index("1 of 2 targets met") < figures_at
    assert losses_at < told.index("**not met**: push: seconds") < figures_at
    assert losses_at < told.index("- small: price: plain is better: 12") < figures_at
    assert "2026-11-23, commit abc1234, 2 cores, load 0.1 at the start and 1.9 at the end" in told
    assert "| seconds, median \\| worst | 2.5 s | at most 2 s | **NOT MET** |" in told


def test_the_published_page_is_what_the_kept_runs_say() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(kept_runs())


def test_what_could_not_be_measured_is_no_number_to_compare_with(tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    keep(
        file,
        {"cores": 2},
        [
            Figure(part="week", name="the run", value=None, shown="it broke", met=False),
            Figure(part="week", name="lines", value=11),
        ],
    )

    assert kept_values(file) == {"week: lines": 11}
    assert kept_values(tmp_path / "none.json") == {}


def test_the_kept_run_can_be_compared_with() -> None:
    parts = {name.partition(":")[0] for name in kept_values(ROOT / "benchmarks" / "baseline.json")}

    assert {"demo, seed 1", "bellweave --help", "a coach's week"} <= parts
    assert "push to the local server" in parts


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs Linux's /proc")
def test_processes_that_leave_their_parent_are_counted_too() -> None:
    spin = "import time; b = bytearray(40_000_000); e = time.process_time() + 0.6\n"
    spin += "while time.process_time() < e: pass"
    script = f"import subprocess, sys; p = subprocess.Popen([sys.executable, '-c', {spin!r}])"

    ran = run([sys.executable, "-c", script])

    assert ran.code == 0
    assert ran.cpu_s > 0.4
    assert ran.memory_mb is not None
    assert ran.memory_mb > 40


def test_a_command_that_takes_too_long_is_stopped() -> None:
    assert run([sys.executable, "-c", "import signal; signal.pause()"], most_s=0.3).code == -9


@pytest.mark.slow
def test_small_sizes_of_every_part_meet_every_target_that_is_a_count(tmp_path: Path) -> None:
    file = tmp_path / "run.json"

    subprocess.run(
        [sys.executable, "benchmarks/run.py", "--small", "--json", str(file)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )

    figures = json.loads(file.read_text(encoding="utf-8"))["figures"]
    met = {f"{one['part']}: {one['name']}": one["met"] for one in figures}
    assert {name: met.get(name) for name in COUNTS} == dict.fromkeys(COUNTS, True)
    assert "the run" not in {one["name"] for one in figures}
