"""The same question has the same answer, byte for byte, whatever process is asked."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house import ROOT
from tests.journeys.typing_commands import Typist

COMMAND = "import sys, cli; sys.exit(cli.main(sys.argv[1:]))"


def answer(folder: Path, now: str, hashing: str) -> bytes:
    """What a process with its own order of sets saves when it looks for times."""
    subprocess.run(
        [sys.executable, "-c", COMMAND, "schedule", "week", "2026-11-16", "--now", now],
        cwd=folder,
        env={**os.environ, "PYTHONHASHSEED": hashing, "PYTHONPATH": str(ROOT)},
        check=True,
        capture_output=True,
    )
    return (folder / ".bellweave" / "schedule.json").read_bytes()


@pytest.mark.slow
@pytest.mark.proves("V5", "F-56")
def test_the_same_week_is_saved_byte_for_byte_by_two_processes(
    fresh: Typist, fresh_workspace: Typist, tmp_path: Path
) -> None:
    other = fresh_workspace.moved_to(tmp_path / "other")
    first = answer(fresh.folder, fresh.now, "1")

    assert first.count(b"visit") > 2
    assert answer(other.folder, other.now, "2") == first
