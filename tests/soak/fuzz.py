"""Sixty seconds of odd bytes for every reader."""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.fuzz.targets import TARGETS

SECONDS = 60
ROOT = Path(__file__).parents[2]


def main() -> str:
    """Fuzz all targets, one after the other."""
    figures = []
    for name in TARGETS:
        with tempfile.TemporaryDirectory() as folder:
            command = [sys.executable, "-m", "tests.fuzz.run", name, str(SECONDS), folder]
            ran = subprocess.run(
                command, cwd=ROOT, capture_output=True, text=True, errors="replace", check=False
            )
        assert ran.returncode == 0, (ran.stdout + ran.stderr)[-3000:]
        runs = re.search(r"number_of_executed_units:\s*(\d+)", ran.stderr)
        figures.append(f"{name} {int(runs[1]) if runs else 0:,}")
    return f"{SECONDS} s each, 0 broken; inputs tried: {', '.join(figures)}"
