"""What a run was measured on; nothing that names the computer or its owner."""

import os
import platform
from collections.abc import Mapping
from importlib.metadata import version
from typing import Any


def machine() -> Mapping[str, Any]:
    """Cores, load, system and versions."""
    return {
        "cores": os.cpu_count() or 1,
        "load": load(),
        "system": f"{platform.system()} {platform.machine()}",
        "python": platform.python_version(),
        "ortools": version("ortools"),
    }


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
