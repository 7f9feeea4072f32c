"""Runs a command and adds up what it and every process it started took.

A process that leaves its parent, as a fork server does, still belongs to the command's session; what it
took is read from /proc while it lives. Elsewhere than on Linux only processes that were waited for are
counted, and no memory.
"""

import os
import resource
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

PROC = Path("/proc")
LOOK_EVERY_S = 0.1
_PARENT_TO_SESSION = 3
_USER_TIME, _SYSTEM_TIME = 11, 12
_RESIDENT_PAGES = 21


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """How a command ended and what it took.

    `memory_mb` is the highest sum of resident memory seen at a time; pages that processes share are
    counted once for each, so the truth is lower. None where it cannot be read.
    """

    code: int
    out: str
    err: str
    wall_s: float
    cpu_s: float
    memory_mb: float | None


def run(
    command: Sequence[str],
    *,
    cwd: Path | None = None,
    env: Mapping[str, str] | None = None,
    most_s: float = 120,
) -> Ran:
    """Run a command to its end, or stop it and all it started after `most_s` seconds of wall time."""
    waited_before = _waited_cpu_s()
    began = time.perf_counter()
    with subprocess.Popen(
        command,
        cwd=cwd,
        env={**os.environ, **(env or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as process:
        look = _Look(process.pid)
        try:
            out, err = process.communicate(timeout=most_s)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            out, err = process.communicate()
        finally:
            wall = time.perf_counter() - began
            look.end()
    return Ran(
        code=process.returncode,
        out=out,
        err=err,
        wall_s=wall,
        cpu_s=max(sum(look.cpu_s.values()), _waited_cpu_s() - waited_before),
        memory_mb=look.peak_mb or None,
    )


def _waited_cpu_s() -> float:
    """What children that ended and were waited for took; this sees even the shortest."""
    took = resource.getrusage(resource.RUSAGE_CHILDREN)
    return took.ru_utime + took.ru_stime


class _Look:
    """Looks at a session's processes again and again in a thread of its own."""

    def __init__(self, session: int) -> None:
        self.cpu_s: dict[int, float] = {}
        self.peak_mb = 0.0
        self._session = session
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def end(self) -> None:
        self._over.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._over.wait(LOOK_EVERY_S):
            resident = 0.0
            for pid, fields in _processes(self._session):
                ticks = int(fields[_USER_TIME]) + int(fields[_SYSTEM_TIME])
                self.cpu_s[pid] = ticks / os.sysconf("SC_CLK_TCK")
                resident += int(fields[_RESIDENT_PAGES]) * os.sysconf("SC_PAGE_SIZE") / 2**20
            self.peak_mb = max(self.peak_mb, resident)


def _processes(session: int) -> list[tuple[int, list[str]]]:
    """Number and stat fields (those after the name, which may hold spaces) of a session's processes."""
    found = []
    for folder in PROC.glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue  # it ended while we looked
        if int(fields[_PARENT_TO_SESSION]) == session:
            found.append((int(folder.name), fields))
    return found
