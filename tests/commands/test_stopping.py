"""Ctrl-C ends a command with 130 and no traceback, wherever it is."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from urllib.request import urlopen

import pytest

from scheduler.errors import BellweaveError
from sync.workspace.processes import search_processes
from tests.house import ROOT
from tests.journeys.typing_commands import Typist

SEARCHING = """
import sys, time, click, cli
from commands.lazy import Place
from sync.workspace.processes import search_processes

def search():
    with search_processes(2) as executor:
        lane = executor.submit(time.sleep, 60)
        executor.submit(len, "done already").result()
        print("searching", flush=True)
        lane.result()

if __name__ == "__main__":
    Place.load = lambda self: click.Command("check", callback=search)
    sys.exit(cli.main(["check"]))
"""


def stopped(started: "subprocess.Popen[str]") -> tuple[int, str]:
    """Press Ctrl-C for the whole terminal; exit code and what was said to stderr."""
    os.killpg(started.pid, signal.SIGINT)
    _, err = started.communicate(timeout=30)
    return started.returncode, err.strip()


HEARS_CTRL_C = """
import os, signal, sys
signal.signal(signal.SIGINT, signal.SIG_DFL)
os.execv(sys.executable, [sys.executable, *sys.argv[1:]])
"""
"""Whoever runs the tests in the background lets them, and all they start, ignore Ctrl-C."""


def start(*words: str, folder: Path) -> "subprocess.Popen[str]":
    return subprocess.Popen(
        [sys.executable, "-c", HEARS_CTRL_C, *words],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def test_ctrl_c_ends_a_search_and_its_processes(tmp_path: Path) -> None:
    script = tmp_path / "searching.py"
    script.write_text(SEARCHING, encoding="utf-8")
    with start(str(script), folder=tmp_path) as searching:
        assert searching.stdout is not None
        assert searching.stdout.readline() == "searching\n"
        code, err = stopped(searching)

    assert (code, err) == (130, "stopped; nothing more is done")


def test_ctrl_c_ends_the_local_google(fresh: Typist) -> None:
    run = "import sys, cli; sys.exit(cli.main(['local']))"
    with start("-c", run, folder=fresh.folder) as serving:
        assert serving.stdout is not None
        address = serving.stdout.readline()
        how = serving.stdout.readline()
        code, err = stopped(serving)

    assert address.startswith("Local Google: http://127.0.0.1:")
    assert how == "Stop it with Ctrl-C.\n"
    assert (code, err) == (130, "stopped; nothing more is done")


def test_a_process_that_dies_is_told_in_words() -> None:
    with (
        pytest.raises(BellweaveError, match="most likely for want of memory") as told,
        search_processes(1) as executor,
    ):
        executor.submit(os._exit, 1).result()

    assert "workers = 1" in told.value.fix


def test_a_process_that_waits_for_work_has_nothing_to_say_about_ctrl_c() -> None:
    with search_processes(1) as executor:
        assert executor.submit(signal.getsignal, signal.SIGINT).result() is signal.SIG_DFL


def test_other_commands_work_while_the_local_google_is_served(scheduled: Typist) -> None:
    run = "import sys, cli; sys.exit(cli.main(['local']))"
    with start("-c", run, folder=scheduled.folder) as serving:
        assert serving.stdout is not None
        address = serving.stdout.readline().partition(": ")[2].strip()
        scheduled.does("push", "--yes")
        with urlopen(address) as page:
            shown = page.read().decode()
        stopped(serving)

    assert "Math coaching - Ana Ruiz" in shown
    assert "maria.lopez@lincoln.example" in shown
