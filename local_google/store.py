"""One SQLite file behind all services: transactions, a settable clock, ids, settings, snapshots."""

import hashlib
import json
import secrets
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Protocol

BASE32HEX = "0123456789abcdefghijklmnopqrstuv"

SCHEMA = """
CREATE TABLE IF NOT EXISTS store_facts (name TEXT PRIMARY KEY, value TEXT NOT NULL);
"""


def system_clock() -> datetime:
    """The time of this machine; tests hand in another."""
    return datetime.now(UTC)


class Listener(Protocol):
    """Hears of changes: within the transaction that makes them, and once that is committed."""

    def before_commit(self, db: sqlite3.Connection, touched: frozenset[str], /) -> None:
        """What is written here is part of the transaction."""

    def after_commit(self) -> None:
        """Called with the write lock held: take note and return."""


class Store:
    """All state of the server.

    A file is opened in WAL mode; `synchronous` is FULL (an answered write survives a power cut) or
    NORMAL (survives a killed process; enough for a demonstration). `:memory:` keeps nothing.
    Ids are random unless `seed` is given; then the n-th id of a store is always the same.
    """

    def __init__(
        self,
        path: str | Path = ":memory:",
        *,
        schemas: Sequence[str] = (),
        clock: Callable[[], datetime] = system_clock,
        seed: str | None = None,
        synchronous: str = "FULL",
    ) -> None:
        self.path = str(path)
        self._clock = clock
        self._seed = seed
        self._synchronous = synchronous
        self._lock = threading.RLock()
        self._depth = 0
        self._idle_readers: list[sqlite3.Connection] = []
        self._touched: set[str] = set()
        self._listener: Listener | None = None
        self._thread = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._writer = self._connect()
        with self._lock:
            for text in (SCHEMA, *schemas):
                self._writer.executescript(text)

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """A transaction that has the write lock from its start; an inner `write` joins the outer.

        Leaving the outermost block commits; an exception rolls all of it back.
        """
        with self._lock:
            if self._depth == 0:
                self._writer.execute("BEGIN IMMEDIATE")
            self._depth += 1
            try:
                yield self._writer
                if self._depth == 1:
                    self._commit()
            except BaseException:
                if self._depth == 1 and self._writer.in_transaction:
                    self._writer.execute("ROLLBACK")
                raise
            finally:
                self._depth -= 1
                if self._depth == 0:
                    self._touched.clear()

    @contextmanager
    def read(self) -> Iterator[sqlite3.Connection]:
        """One consistent view; inside `write` it is the writer's own."""
        if self.path == ":memory:" or self._mine():
            with self._lock:
                yield self._writer
            return
        outer: sqlite3.Connection | None = getattr(self._thread, "reader", None)
        if outer is not None:
            yield outer
            return
        db = self._idle_readers.pop() if self._idle_readers else self._connect()
        self._thread.reader = db
        db.execute("BEGIN")
        try:
            yield db
        finally:
            db.execute("COMMIT")
            self._thread.reader = None
            # Threads come and go with connections of clients; readers are handed on, not left.
            self._idle_readers.append(db)

    def touch(self, thing: str) -> None:
        """Note inside `write` what changes, for whoever listens."""
        self._touched.add(thing)

    def tell(self, listener: Listener) -> None:
        """Let `listener` hear of every change from here on, in place of any before it."""
        self._listener = listener

    def _commit(self) -> None:
        if self._touched and self._listener is not None:
            self._listener.before_commit(self._writer, frozenset(self._touched))
        self._writer.execute("COMMIT")
        if self._touched and self._listener is not None:
            self._listener.after_commit()

    def now(self) -> datetime:
        """The server's time, aware UTC."""
        return self._clock().astimezone(UTC)

    def set_clock(self, clock: Callable[[], datetime]) -> None:
        """Replace the clock, for instance by one that stands still."""
        self._clock = clock

    def new_id(self, length: int, alphabet: str = BASE32HEX) -> str:
        """A fresh id; with a seed it depends on the seed and how many came before."""
        if self._seed is None:
            return "".join(secrets.choice(alphabet) for _ in range(length))
        number = int(self.fact("ids", "0")) + 1
        self.set_fact("ids", str(number))
        digest = hashlib.shake_256(f"{self._seed}/{number}".encode()).digest(length)
        return "".join(alphabet[byte % len(alphabet)] for byte in digest)

    def fact(self, name: str, default: str = "") -> str:
        """One stored setting or counter."""
        with self.read() as db:
            row = db.execute("SELECT value FROM store_facts WHERE name = ?", (name,)).fetchone()
        return str(row["value"]) if row else default

    def set_fact(self, name: str, value: str) -> None:
        """Store one setting or counter."""
        with self.write() as db:
            db.execute("INSERT OR REPLACE INTO store_facts VALUES (?, ?)", (name, value))

    def snapshot(self, path: str | Path) -> None:
        """Copy the whole state into another SQLite file."""
        target = sqlite3.connect(path)
        try:
            with self._lock:
                self._writer.backup(target)
        finally:
            target.close()

    def restore(self, path: str | Path) -> None:
        """Replace the whole state by a snapshot."""
        source = sqlite3.connect(path)
        try:
            with self._lock:
                source.backup(self._writer)
        finally:
            source.close()

    def close(self) -> None:
        """Close every connection; the file may be opened again."""
        with self._lock:
            for db in self._connections:
                db.close()
            self._connections.clear()
            self._idle_readers.clear()

    def _mine(self) -> bool:
        """Whether this thread is inside `write`."""
        if not self._lock.acquire(blocking=False):
            return False
        try:
            return self._depth > 0
        finally:
            self._lock.release()

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path, isolation_level=None, check_same_thread=False, timeout=30)
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA journal_mode = WAL")
        db.execute(f"PRAGMA synchronous = {self._synchronous}")
        db.execute("PRAGMA foreign_keys = ON")
        self._connections.append(db)
        return db


def dump(value: object) -> str:
    """JSON as it is kept in a column."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
