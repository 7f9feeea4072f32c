"""A row for every answered request: who called what, the status, and what Google would count."""

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass

from local_google.store import Store

SCHEMA = """
CREATE TABLE IF NOT EXISTS log_requests (
  number INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  method TEXT NOT NULL,
  verb TEXT NOT NULL,
  path TEXT NOT NULL,
  user TEXT NOT NULL,
  status INTEGER NOT NULL,
  reason TEXT NOT NULL,
  units INTEGER NOT NULL
);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logged:
    """One request; `status` 0 means the connection ended without an answer."""

    at: str
    method: str
    verb: str
    path: str
    user: str
    status: int
    reason: str = ""
    units: int = 1


class RequestLog:
    """Rows wait in memory until the next write transaction, so that a read costs no commit."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._waiting: list[Logged] = []
        self._lock = threading.Lock()

    def note(self, entry: Logged) -> None:
        """Keep a row for the next write."""
        with self._lock:
            self._waiting.append(entry)

    def flush(self, db: sqlite3.Connection) -> None:
        """Write what waits as part of the running transaction."""
        with self._lock:
            rows, self._waiting = self._waiting, []
        db.executemany(
            "INSERT INTO log_requests (at, method, verb, path, user, status, reason, units)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [(r.at, r.method, r.verb, r.path, r.user, r.status, r.reason, r.units) for r in rows],
        )

    def entries(self, method: str = "*") -> Sequence[Logged]:
        """All rows in order, of the methods that match the glob `method`."""
        with self._store.write() as db:
            self.flush(db)
            rows = db.execute(
                "SELECT at, method, verb, path, user, status, reason, units FROM log_requests"
                " WHERE method GLOB ? ORDER BY number",
                (method,),
            ).fetchall()
        return [Logged(**dict(row)) for row in rows]

    def clear(self) -> None:
        """Forget all rows."""
        with self._store.write() as db:
            self.flush(db)
            db.execute("DELETE FROM log_requests")
