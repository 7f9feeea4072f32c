"""Who is writing now: one row, taken before a push and given back after it.

It spares two people the surprise of pushing at once. Nothing right or wrong hangs on it: ids made from
the activity and ETags keep the calendar right without it, so it may be broken whenever it looks stale.
"""

import os
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import delete, insert, select, update

from scheduler.errors import Interrupted
from sync.journal.journal import Journal
from sync.journal.tables import lease

PUSHING = "push"
RUNNING = "run"
"""The lease of a whole scheduled run, in which there may be a push."""
BEAT = 10.0
"""Seconds between two heartbeats."""
EXPIRES_AFTER = timedelta(seconds=60)
BOOT = Path("/proc/sys/kernel/random/boot_id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Here:
    """This process as the lease names it; `lives` says whether a process of this computer still runs.

    `boot` is '' where a computer does not tell one start from the next.
    """

    host: str
    pid: int
    boot: str
    lives: Callable[[int], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """Who holds the lease; `fence` counts how often it was ever taken."""

    owner: str
    host: str
    pid: int
    boot: str
    taken: datetime
    heartbeat: datetime
    fence: int


def this_process() -> Here:
    """Where the program runs now."""
    boot = BOOT.read_text(encoding="ascii").strip() if BOOT.exists() else ""
    return Here(host=socket.gethostname(), pid=os.getpid(), boot=boot, lives=_lives)


def holder(journal: Journal, name: str = PUSHING) -> Holder | None:
    """Who writes now, or did when it was cut off; None when nobody does."""
    found = journal.rows(select(lease).where(lease.c.name == name, lease.c.owner != ""))
    return _holder(found[0]) if found else None


def take(journal: Journal, owner: str, here: Here, name: str = PUSHING) -> int:
    """Take the lease and give its fence.

    Raises:
        Interrupted: somebody else holds it and is alive as far as can be told.
    """
    with journal.writing() as connection:
        row = connection.execute(select(lease).where(lease.c.name == name)).first()
        now = journal.now()
        if row and row.owner and not is_stale(_holder(row), here, now):
            raise _refusal(_holder(row), now, name)
        fence = row.fence + 1 if row else 1
        connection.execute(delete(lease).where(lease.c.name == name))
        connection.execute(
            insert(lease).values(
                name=name,
                owner=owner or "somebody",
                host=here.host,
                pid=here.pid,
                boot=here.boot,
                taken=now.isoformat(),
                heartbeat=now.isoformat(),
                fence=fence,
            )
        )
    return fence


def beat(journal: Journal, fence: int, name: str = PUSHING) -> bool:
    """Say that we are still at it; False when the lease is somebody else's by now."""
    with journal.writing() as connection:
        ours = (lease.c.name == name, lease.c.fence == fence)
        said = update(lease).where(*ours).values(heartbeat=journal.moment())
        return connection.execute(said).rowcount > 0


def give_back(journal: Journal, fence: int, name: str = PUSHING) -> None:
    """Let the next one write; the fence is kept, so that it never counts backwards."""
    with journal.writing() as connection:
        ours = (lease.c.name == name, lease.c.fence == fence)
        connection.execute(update(lease).where(*ours).values(owner=""))


def is_stale(held: Holder, here: Here, now: datetime) -> bool:
    """Whether its process is dead on this computer, or it has said nothing for too long."""
    if held.host == here.host:
        if held.boot and here.boot and held.boot != here.boot:
            return True
        if not here.lives(held.pid):
            return True
    return abs(now - held.heartbeat) > EXPIRES_AFTER


@contextmanager
def holding(
    journal: Journal, owner: str, lost: Callable[[Interrupted], None], *, here: Here | None = None
) -> Iterator[int]:
    """The lease for as long as the block lasts, with a heartbeat; `lost` is told when it was broken.

    On PostgreSQL a lock of the connection stands for it, which no crash can leave behind.

    Raises:
        Interrupted: another push is at work.
    """
    with journal.locked() as free:
        if not free:
            raise _refusal(holder(journal), journal.now(), PUSHING)
        with leased(journal, owner, lost, PUSHING, here=here) as fence:
            yield fence


@contextmanager
def leased(
    journal: Journal,
    owner: str,
    lost: Callable[[Interrupted], None],
    name: str,
    *,
    here: Here | None = None,
) -> Iterator[int]:
    """The lease of a name for as long as the block lasts, with a heartbeat.

    Raises:
        Interrupted: somebody else holds it and is alive as far as can be told.
    """
    fence = take(journal, owner, here or this_process(), name)
    ending = threading.Event()
    beating = threading.Thread(
        target=_beats, args=(journal, fence, ending, lost, name), daemon=True
    )
    beating.start()
    try:
        yield fence
    finally:
        ending.set()
        beating.join()
        give_back(journal, fence, name)


def _beats(
    journal: Journal,
    fence: int,
    ending: threading.Event,
    lost: Callable[[Interrupted], None],
    name: str,
) -> None:
    while not ending.wait(BEAT):
        try:
            ours = beat(journal, fence, name)
        except Interrupted as error:
            lost(error)
            return
        if not ours:
            what = f"another {name} took over while this one was silent"
            lost(Interrupted(what, fix="look with: bellweave status, then push again"))
            return


def _refusal(held: Holder | None, now: datetime, name: str) -> Interrupted:
    seconds = max(0, int((now - held.taken).total_seconds())) if held else 0
    who = f"{held.owner}, process {held.pid} on {held.host}, for {seconds} s" if held else "..."
    return Interrupted(
        f"another {name} is at work: {who}",
        fix="wait until it has ended, then run the same command again",
    )


def _holder(row: Any) -> Holder:
    return Holder(
        owner=row.owner,
        host=row.host,
        pid=row.pid,
        boot=row.boot,
        taken=datetime.fromisoformat(row.taken),
        heartbeat=datetime.fromisoformat(row.heartbeat),
        fence=row.fence,
    )


def _lives(pid: int) -> bool:
    """Whether a process with this number runs; one that may not be asked does."""
    if os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
