"""What a run was measured on; nothing that names the computer or its owner."""

import os
import platform
import shutil
import subprocess
from collections.abc import Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

PUBLISHED = (":!docs/benchmarks.md", ":!benchmarks/kept", ":!benchmarks/baseline.json")
"""What a run writes itself, one part after the other; it is not measured."""


def machine() -> Mapping[str, Any]:
    """Day, commit, cores, load, system and versions."""
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "commit": commit(),
        "cores": os.cpu_count() or 1,
        "load": load(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "ortools": version("ortools"),
    }


def commit() -> str:
    """The commit that is measured, marked where the program's files differ from it."""
    if (git := shutil.which("git")) is None:
        return "unknown"
    name = _said(git, "rev-parse", "--short", "HEAD")
    differs = _said(git, "status", "--porcelain", "--untracked-files=no", "--", ".", *PUBLISHED)
    return f"{name}-dirty" if differs else name or "unknown"


def _said(*command: str) -> str:
    told = subprocess.run(
        command, cwd=Path(__file__).parents[1], capture_output=True, text=True, check=False
    )
    return told.stdout.strip()


def load() -> float | None:
    """Processes that wanted a core in the last minute, on average; None where nobody counts them."""
    return round(os.getloadavg()[0], 2) if hasattr(os, "getloadavg") else None


def line(told: Mapping[str, Any]) -> str:
    """The same as one line, with a warning when others were using the cores."""
    busy = told["load"] is not None and told["load"] > 0.5
    others = " (others are using it: read CPU seconds and ratios, not wall seconds)" if busy else ""
    return (
        f"{told['cores']} cores, load {told['load']}{others}, {told['system']}, "
        f"Python {told['python']}, OR-Tools {told['ortools']}"
    )
