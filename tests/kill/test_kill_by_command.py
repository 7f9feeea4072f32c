"""`bellweave push --yes` killed while it writes, and typed again."""

import itertools
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from local_google import admin
from local_google.faults import Deed, Faults, Moment, Rule
from local_google.server import Running, serve
from local_google.services import open_store
from tests.journeys.typing_commands import Typist
from tests.kill.forked import LONGEST_S
from tests.kill.killed_push import ROOT

MORNING = "2026-11-05T10:00"
WEEK = "2026-11-16"


@pytest.fixture
def server() -> Iterator[Running]:
    store = open_store(seed="killed")
    seconds = itertools.count()
    start = datetime(2026, 11, 5, 15, tzinfo=UTC)
    store.set_clock(lambda: start + timedelta(seconds=next(seconds)))
    with serve(store, faults=Faults(sleep=lambda _: None)) as running:
        yield running
    store.close()


@pytest.fixture
def coach(tmp_path: Path, server: Running, monkeypatch: pytest.MonkeyPatch) -> Typist:
    """A coach with a week to push, to a Google that other processes reach as well."""
    monkeypatch.setenv("BELLWEAVE_GOOGLE", server.url)
    monkeypatch.setenv("BELLWEAVE_PUBLISH", "all")
    typist = Typist(tmp_path, now=MORNING)
    typist.does("init", "--small", "--start-week", "2026-11-23")
    typist.does("schedule", "week", WEEK)
    return typist


class Shell:
    """Runs the command in a process of its own, which a rule can kill from inside a request."""

    def __init__(self, coach: Typist) -> None:
        self._folder = coach.folder
        self._started = threading.Event()
        self._pid = 0

    def kill(self, _method: str) -> None:
        assert self._started.wait(LONGEST_S)
        os.kill(self._pid, signal.SIGKILL)

    def push(self, *more: str) -> tuple[int, str]:
        words = ["push", f"{WEEK}.changes.json", "--yes", "--now-send", "--now", MORNING, *more]
        with subprocess.Popen(
            [sys.executable, "-c", "import sys, cli; sys.exit(cli.main())", *words],
            cwd=self._folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE,
            text=True,
        ) as process:
            self._pid = process.pid
            self._started.set()
            said, _ = process.communicate(timeout=LONGEST_S)
        return process.returncode, said


@pytest.mark.proves("P1", "N1")
def test_a_push_typed_again_after_a_kill_invites_everybody_once(
    coach: Typist, server: Running
) -> None:
    dry = coach.does("push", f"{WEEK}.changes.json")
    wanted, mails = dry.number(r"(\d+) to add"), dry.number(r"would get (\d+) e-mails")
    shell = Shell(coach)
    server.faults.add(
        Rule(
            method="calendar.events.insert",
            nth=5,
            at=Moment.AFTER_COMMIT,
            deed=Deed.CALL,
            call=shell.kill,
        )
    )

    killed, _ = shell.push()
    server.faults.clear()
    again, said = shell.push()

    assert (killed, again) == (-signal.SIGKILL, 0), said
    assert events(server) == wanted
    invited = Counter((one.kind, one.to, one.event) for one in admin.outbox(server.store))
    assert len(invited) == mails
    assert set(invited.values()) == {1}
    assert journal_states(coach) == {"done"}
    before = writes(server)
    assert "Done: 0 writes, 0 e-mails." in coach.does("push", "--yes", "--now-send").out
    assert writes(server) == before


def events(server: Running) -> int:
    """How many events stand in coaching calendars."""
    with server.store.read() as db:
        (count,) = db.execute(
            "SELECT count(*) FROM cal_events WHERE status <> 'cancelled' AND calendar = organizer"
        ).fetchone()
    return int(count)


def writes(server: Running) -> int:
    """Requests that were not reads, of calendars, files and workbooks."""
    return sum(entry.verb != "GET" for entry in server.log.entries("*"))


def journal_states(coach: Typist) -> set[str]:
    file = coach.folder / ".bellweave" / "journal.db"
    with closing(sqlite3.connect(file)) as journal:
        return {state for (state,) in journal.execute("SELECT state FROM ops")}
