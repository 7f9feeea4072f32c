"""Help is instant: what is heavy is imported by the command that needs it."""

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from cli import COMMANDS
from tests.house import ROOT

HEAVY = (
    *("ortools", "pandas", "numpy", "googleapiclient", "google.auth", "gspread"),
    *("sqlalchemy", "alembic", "requests", "pydantic", "flask", "jinja2", "rich", "icalendar"),
)
NAMES = [command.name for command in COMMANDS]
PROBE = """
import contextlib, io, json, sys
from cli import main
with contextlib.redirect_stdout(io.StringIO()) as out:
    code = main(sys.argv[1:])
loaded = [name for name in {heavy!r} if name in sys.modules]
print(json.dumps([code, loaded, out.getvalue()]))
"""


def run(*args: str, folder: Path = ROOT) -> tuple[int, list[str], str]:
    """Exit code, heavy packages loaded, and standard output of one command line."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE.format(heavy=HEAVY), *args],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "BELLWEAVE_NOW": "2026-09-11T14:30"},
        capture_output=True,
        check=True,
        text=True,
        encoding="utf-8",
    )
    code, loaded, out = json.loads(done.stdout)
    return code, loaded, out


def test_the_probe_knows_the_heavy_packages_by_the_names_they_load_as() -> None:
    assert [name for name in HEAVY if find_spec(name) is None] == []


def test_the_list_of_commands_loads_nothing_heavy() -> None:
    code, loaded, out = run("--help")

    assert (code, loaded) == (0, [])
    assert re.findall(r"^  ([\w-]+)  +\w", out.partition("Commands:")[2], re.MULTILINE) == NAMES


@pytest.mark.parametrize("command", NAMES)
def test_the_help_of_a_command_loads_nothing_heavy(command: str) -> None:
    code, loaded, out = run(command, "--help")

    assert (code, loaded) == (0, [])
    assert f"Usage: bellweave {command}" in out


def test_only_the_processes_that_search_load_the_solver(tmp_path: Path) -> None:
    run("init", "--small", str(tmp_path / "school"))

    code, loaded, out = run("schedule", "week", folder=tmp_path / "school")

    assert (code, {"ortools", "pandas", "numpy"} & set(loaded)) == (0, set())
    assert "placed 17 of 17" in out
