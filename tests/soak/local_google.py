"""How fast the local server answers: event writes of four people at once, over sockets, to a file.

Server and clients share this process, so the figure is less than what the server alone can do.
"""

import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import requests

from local_google import admin
from local_google.server import Running, serve
from local_google.services import open_store
from tests.local_google.district import TEACHER, guests, lesson
from tests.local_google.traffic import checked

LANES = 4
WRITES = 1000
LEAST_A_SECOND = 100
EVENTS = "/calendar/v3/calendars/primary/events"


def main() -> str:
    """Insert, patch and delete events in four lanes; at least a hundred writes a second."""
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder) / "google.sqlite3")
        tokens = [admin.mint(store, f"coach{n}@north.example").access for n in range(LANES)]
        admin.add_user(store, TEACHER)
        with serve(store) as running, checked(running), ThreadPoolExecutor(LANES) as pool:
            began = time.perf_counter()
            counts = list(pool.map(lambda token: _lane(running, token), tokens))
            seconds = time.perf_counter() - began
        store.close()
    rate = sum(counts) / seconds
    assert rate >= LEAST_A_SECOND, f"only {rate:.0f} writes a second"
    return f"{sum(counts)} writes, {rate:.0f} a second in {LANES} lanes, each invitation copied"


def _lane(running: Running, token: str) -> int:
    """Three writes to each event; every one must succeed."""
    done = 0
    with requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {token}"
        for number in range(WRITES // 3):
            url = f"{running.url}{EVENTS}"
            body = lesson(id=f"bell{number:05}", attendees=guests(TEACHER))
            made = session.post(f"{url}?sendUpdates=all", json=body, timeout=30)
            one = f"{url}/{body['id']}"
            match = {"If-Match": made.json()["etag"]}
            kept = session.patch(one, json={"summary": "New"}, headers=match, timeout=30)
            gone = session.delete(one, timeout=30)
            assert [made.status_code, kept.status_code, gone.status_code] == [200, 200, 204]
            done += 3
    return done
