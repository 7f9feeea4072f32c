"""Pushing events to the local server: one write an event, and nothing the second time."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path

from benchmarks.figures import Figure, at_most, exactly
from benchmarks.sizes import Size
from config.structures import shipped_structures
from local_google import admin
from local_google.server import Running, serve
from local_google.services import open_store
from scheduler.demo.made_up import demo_district
from scheduler.district import District
from scheduler.model import Schedule
from sync.account.credentials import load_local
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.comparing import compare
from sync.calendars.push import PushReport, push
from sync.event.wording import Wording
from sync.journal.journal import Journal, open_journal
from sync.merging.changes import ChangeSet
from sync.merging.diff import Reach
from sync.merging.guards import Confirmed
from sync.wire.connection import local
from sync.wire.transport import Transport

PART = "push to the local server"
OFFICE = "math-coaching@bellweave.example"
NOW = datetime(2026, 9, 4, 20, tzinfo=UTC)
WRITES = ("insert", "patch", "update", "delete", "import", "move")
_EVENTS_A_COACH = 132


class Desk:
    """A schedule, a journal and a server with its data in files; no rates, so nothing is waited for."""

    def __init__(self, folder: Path, events: int, open_here: ExitStack) -> None:
        coaches = -(-events // _EVENTS_A_COACH)
        demo = demo_district(
            1, structures=shipped_structures(), coaches=coaches, schools=max(2, coaches)
        )
        kept = sorted(demo.witness)[:events]
        by_id = {activity.id: activity for activity in demo.activities}
        self.district: District = demo.district
        self.schedule = Schedule(
            activities={key: by_id[key] for key in kept},
            placed={key: demo.witness[key] for key in kept},
        )
        store = open_store(folder / "google.sqlite3", clock=lambda: NOW)
        open_here.callback(store.close)
        self.running: Running = open_here.enter_context(serve(store))
        with store.write():
            for person in demo.district.people.values():
                if not person.external:
                    admin.add_user(store, person.email, time_zone=demo.district.year.zone)
        refresh = admin.mint(store, OFFICE).refresh
        transport = Transport(load_local(self.running.url, refresh), local(self.running.url))
        open_here.callback(transport.close)
        self.api = CalendarApi(transport)
        self.journal: Journal = open_journal(
            f"sqlite:///{folder / 'journal.sqlite3'}", lineage="bench", now=lambda: NOW
        )
        open_here.callback(self.journal.close)

    def compare(self) -> ChangeSet:
        return compare(
            self.schedule,
            self.district,
            api=self.api,
            journal=self.journal,
            wording=Wording(),
            reach=Reach(
                start=NOW,
                end=NOW + timedelta(days=200),
                activities=frozenset(self.schedule.activities),
            ),
            now=NOW,
            account=OFFICE,
        )

    def push(self, changes: ChangeSet, run: str) -> PushReport:
        return push(
            changes,
            api=self.api,
            journal=self.journal,
            run=run,
            actor="bench",
            now=lambda: NOW,
            confirmed=Confirmed(mails=changes.counts.mails, cancels=changes.counts.cancel),
        )

    def writes(self) -> int:
        """Writes to events since the last look, refused ones too."""
        entries = self.running.log.entries("calendar.events.*")
        self.running.log.clear()
        return sum(entry.method.rpartition(".")[2] in WRITES for entry in entries)

    def mails(self) -> int:
        sent = len(admin.outbox(self.running.store))
        admin.clear_outbox(self.running.store)
        return sent


def measure(size: Size) -> Iterator[Figure]:
    """Client and server share this process, so both are in every second."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_here:
        desk = Desk(Path(folder), size.events, open_here)
        events = len(desk.schedule.placed)
        first = desk.compare()
        wall, cpu = time.perf_counter(), time.process_time()
        report = desk.push(first, "first")
        wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
        yield Figure(part=PART, name="events", **exactly(events, events - len(report.left)))
        yield Figure(part=PART, name="writes an event", **at_most(1, desk.writes() / events))
        yield Figure(part=PART, name="mails", value=desk.mails())
        yield Figure(part=PART, name="first push, wall", value=wall, unit="s")
        yield Figure(part=PART, name="first push, CPU", value=cpu, unit="s")
        yield Figure(part=PART, name="an event, wall", value=1000 * wall / events, unit="ms")
        wall_again = time.perf_counter()
        desk.push(desk.compare(), "second")
        wall_again = time.perf_counter() - wall_again
        yield Figure(part=PART, name="second push, writes", **exactly(0, desk.writes()))
        yield Figure(part=PART, name="second push, mails", **exactly(0, desk.mails()))
        yield Figure(part=PART, name="second compare and push / first", value=wall_again / wall)
