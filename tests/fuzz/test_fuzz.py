"""Bytes from outside never end in anything but a typed error or a valid value."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.seeds import LEAST, SEEDS
from tests.fuzz.targets import TARGETS

ROOT = Path(__file__).parents[2]
SECONDS = 5
FOUND = Path(__file__).parent / "found"
"""What once broke a reader, a file each, named after its target."""


@pytest.mark.proves("P7", "I3")
@pytest.mark.parametrize("name", TARGETS)
def test_every_reader_bears_its_seeds_and_all_that_once_broke_it(name: str) -> None:
    seeds = list(SEEDS[name]())
    once = [file.read_bytes() for file in sorted(FOUND.glob(f"{name}-*"))]

    assert len(set(seeds)) >= LEAST
    for data in (*seeds, *once):
        TARGETS[name](data)


def test_every_target_has_seeds() -> None:
    assert set(SEEDS) == set(TARGETS)


@pytest.mark.slow
@pytest.mark.skipif(importlib.util.find_spec("atheris") is None, reason="atheris is not installed")
@pytest.mark.proves("X21", "N12", "C20")
@pytest.mark.parametrize("name", TARGETS)
def test_five_seconds_of_odd_bytes_break_no_reader(name: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.fuzz.run", name, str(SECONDS), str(tmp_path)]
    ran = subprocess.run(
        command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False
    )

    assert ran.returncode == 0, (ran.stdout + ran.stderr)[-3000:]
