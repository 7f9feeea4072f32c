"""How many writes a second four lanes make on a local server, and what a write costs us."""

import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.figures import Figure, at_least, at_most
from benchmarks.sizes import Size
from config.structures import shipped_structures
from scheduler.demo.made_up import demo_district
from scheduler.model import Schedule
from sync.account.credentials import load_local
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.comparing import compare
from sync.calendars.push import LANES, push
from sync.event.wording import Wording
from sync.journal.journal import Journal, open_journal
from sync.merging.changes import ChangeSet
from sync.merging.diff import Reach
from sync.merging.guards import Confirmed
from sync.wire.answers import Answer
from sync.wire.connection import local
from sync.wire.transport import Outgoing, Transport

ROOT = Path(__file__).parents[1]
EVENTS_A_COACH = 132
CALLS_A_CALENDAR = 1
"""A calendar is made by one call; looking for it on the account's list is another, once."""
PART = "writes with four lanes"
OFFICE = "math-coaching@bellweave.example"
NOW = datetime(2026, 9, 4, 20, tzinfo=UTC)
SERVER = """
import sys
from datetime import datetime, timezone
from local_google import admin
from local_google.server import serve
from local_google.services import open_store
file, office, zone, *people = sys.argv[1:]
now = datetime(2026, 9, 4, 20, tzinfo=timezone.utc)
store = open_store(file, clock=lambda: now)
with serve(store) as running:
    with store.write():
        for person in people:
            admin.add_user(store, person, time_zone=zone)
        refresh = admin.mint(store, office).refresh
    print(running.url, refresh, flush=True)
    sys.stdin.read()
"""


class Counting(Transport):
    """The one transport, which counts its calls by what they are."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.calls: Counter[str] = Counter()
        self._counting = threading.Lock()

    def call(self, outgoing: Outgoing) -> Answer:
        path = outgoing.url.partition("?")[0]
        listing = outgoing.method == "GET" and path.endswith("/events")
        with self._counting:
            self.calls["LIST" if listing else outgoing.method] += 1
        return super().call(outgoing)

    def taken(self) -> Counter[str]:
        """The calls since the last look."""
        taken, self.calls = self.calls, Counter()
        return taken


class Desk:
    """A schedule of many coaches, a journal in a file, and a server in a process of its own."""

    def __init__(self, folder: Path, events: int, open_here: ExitStack) -> None:
        coaches = max(LANES, -(-events // EVENTS_A_COACH))
        demo = demo_district(1, structures=shipped_structures(), coaches=coaches, schools=4)
        self.district = demo.district
        kept = sorted(demo.witness)[:events]
        by_id = {activity.id: activity for activity in demo.activities}
        self.schedule = Schedule(
            activities={key: by_id[key] for key in kept},
            placed={key: demo.witness[key] for key in kept},
        )
        people = [one.email for one in demo.district.people.values() if not one.external]
        url, refresh = open_here.enter_context(a_server(folder, demo.district.year.zone, people))
        self.transport = Counting(load_local(url, refresh), local(url))
        open_here.callback(self.transport.close)
        self.api = CalendarApi(self.transport)
        self.journal: Journal = open_journal(
            f"sqlite:///{folder / 'journal.sqlite3'}", lineage="bench", now=lambda: NOW
        )
        open_here.callback(self.journal.close)
        self._runs = 0

    def compare(self, schedule: Schedule) -> ChangeSet:
        return compare(
            schedule,
            self.district,
            api=self.api,
            journal=self.journal,
            wording=Wording(),
            reach=Reach(
                start=NOW,
                end=NOW + timedelta(days=300),
                activities=frozenset(self.schedule.activities),
            ),
            now=NOW,
            account=OFFICE,
        )

    def push(self, changes: ChangeSet) -> int:
        """Carry it out; how many changes were."""
        self._runs += 1
        report = push(
            changes,
            api=self.api,
            journal=self.journal,
            run=f"r-{self._runs}",
            actor="bench",
            now=lambda: NOW,
            confirmed=Confirmed(mails=changes.counts.mails, cancels=changes.counts.cancel),
        )
        return len(report.outcomes) - len(report.left)

    def moved(self) -> Schedule:
        """Everything five minutes later."""
        later = timedelta(minutes=5)
        placed = {
            key: replace(slot, start=slot.start + later)
            for key, slot in self.schedule.placed.items()
        }
        return replace(self.schedule, placed=placed)


@contextmanager
def a_server(folder: Path, zone: str, people: Sequence[str]) -> Iterator[tuple[str, str]]:
    """A local server with everybody's accounts in a process of its own: its address and our token."""
    command = [sys.executable, "-c", SERVER, str(folder / "google.sqlite3"), OFFICE, zone, *people]
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        url, refresh = process.stdout.readline().split()
        try:
            yield url, refresh
        finally:
            process.kill()


def measure(size: Size) -> Iterator[Figure]:
    """The server has a core of its own where there are two; the journal keeps every safety."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_here:
        desk = Desk(Path(folder), size.events, open_here)
        nobody = replace(desk.schedule, placed={})
        for name, schedule, most in (
            ("created", desk.schedule, 1.02),
            ("moved", desk.moved(), 1.02),
            ("removed", nobody, 2.0),
        ):
            changes = desk.compare(schedule)
            desk.transport.taken()
            wall, cpu = time.perf_counter(), time.process_time()
            done = desk.push(changes)
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            calls = desk.transport.taken()
            lists = calls.pop("LIST", 0)
            events = calls.total() - (CALLS_A_CALENDAR * _made(desk) if name == "created" else 0)
            writes = done * (2 if name == "removed" else 1)
            yield Figure(part=PART, name=f"{name}, writes a second", **at_least(100, writes / wall))
            yield Figure(part=PART, name=f"{name}, calls an event", **at_most(most, events / done))
            yield Figure(part=PART, name=f"{name}, lists", **at_most(_made(desk), lists))
            yield Figure(
                part=PART, name=f"{name}, our CPU a write", value=1000 * cpu / writes, unit="ms"
            )


def _made(desk: Desk) -> int:
    return len(desk.journal.calendars())
