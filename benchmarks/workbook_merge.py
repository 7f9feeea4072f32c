"""Bringing a tracking workbook up to date: calls and seconds for a new, a changed and an equal one."""

import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, date, datetime
from datetime import time as clock_time
from pathlib import Path

from benchmarks.figures import Figure, at_most, exactly
from benchmarks.sizes import Size
from local_google import admin
from local_google.server import Running, serve
from local_google.services import open_store
from sheets_templates.books.program import SCHEDULE
from sheets_templates.building.build import new_workbook_requests
from sync.account.credentials import load_local
from sync.journal.journal import open_journal
from sync.sheets.sheets_api import SheetsApi
from sync.sheets.track import TabRows, track
from sync.sheets.tracker import Row
from sync.wire.connection import local
from sync.wire.transport import Transport

PART = "a tracking workbook"
OFFICE = "math-coaching@bellweave.example"
NOW = datetime(2026, 9, 4, 20, tzinfo=UTC)
_EVERY_TENTH = 10


def measure(size: Size) -> Iterator[Figure]:
    """Client and server share this process, so both are in every second."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as open_here:
        store = open_store(Path(folder) / "google.sqlite3", clock=lambda: NOW)
        open_here.callback(store.close)
        running = open_here.enter_context(serve(store))
        refresh = admin.mint(store, OFFICE).refresh
        transport = Transport(load_local(running.url, refresh), local(running.url))
        open_here.callback(transport.close)
        journal = open_journal(
            f"sqlite:///{Path(folder) / 'journal.sqlite3'}", lineage="bench", now=lambda: NOW
        )
        open_here.callback(journal.close)
        api = SheetsApi(transport)
        book = api.create("Tracking")
        api.write(book, new_workbook_requests([SCHEDULE]))
        for name, moved in (("new", 0), ("every tenth moved", 1), ("nothing changed", 1)):
            rows = [_row(number, moved) for number in range(size.rows)]
            running.log.clear()
            wall, cpu = time.perf_counter(), time.process_time()
            report = track(api, journal, book, [TabRows(tab=SCHEDULE, rows=rows)])
            wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
            part = f"{PART}, {size.rows:,} rows, {name}"
            yield from _calls(part, running, most_writes=0 if name == "nothing changed" else 2)
            yield Figure(part=part, name="cells written", value=report.cells)
            yield Figure(part=part, name="wall", value=wall, unit="s")
            yield Figure(part=part, name="CPU", value=cpu, unit="s")


def _calls(part: str, running: Running, *, most_writes: int) -> Iterator[Figure]:
    calls = [entry.verb for entry in running.log.entries("sheets.*")]
    reads = calls.count("GET")
    writes = len(calls) - reads
    yield Figure(part=part, name="reads", **at_most(2, reads))
    target = at_most(most_writes, writes) if most_writes else exactly(0, writes)
    yield Figure(part=part, name="writes", **target)


def _row(number: int, moved: int) -> Row:
    """A visit; with `moved` every tenth is a day later."""
    later = moved if number % _EVERY_TENTH == 0 else 0
    return {
        "event_id": f"clc.w2.{number}",
        "step_id": "clc.w2",
        "type": "classroom visit",
        "focus": "content knowledge",
        "date": date(2026, 9, 14 + number % 5 + later),
        "block": str(1 + number % 8),
        "start": clock_time(8 + number % 7, 40),
        "end": clock_time(9 + number % 7, 20),
        "place": "Lincoln MS, room 214",
        "modality": "in person",
        "coach": f"Coach {number % 15}",
        "participants": f"Teacher {number}",
        "state": "sent",
        "gcal_id": f"bell{number}",
        "link": "",
    }
