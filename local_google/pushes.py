"""Sends what channels are to be told, in a thread of its own, so that no request waits for it."""

import http.client
import json
import sqlite3
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from local_google import calendar_channels
from local_google.faults import ConnectionDropped, Deed, Faults
from local_google.store import Store

METHOD = "push.events"
"""What rules call a message: `drop` loses it, `twice` repeats it, `overtake` sends it after the
next one of its channel."""
PATIENCE_S = 5.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One notification: a POST without a body; `outcome` is empty until it was sent or lost."""

    number: int
    channel: str
    user: str
    address: str
    headers: Mapping[str, str]
    outcome: str = ""


class Pushes:
    """The messages of a store, sent in order by one thread that lives while there are some.

    `deliver` sends one and returns the status of the answer; nothing is sent again whatever it is.
    """

    def __init__(
        self, store: Store, faults: Faults, deliver: "Callable[[Message], int] | None" = None
    ) -> None:
        self._store = store
        self._faults = faults
        self._deliver = deliver or post
        self._lock = threading.Lock()
        self._idle = threading.Event()
        self._idle.set()
        self._again = False
        self._due = False
        self._held: dict[str, Message] = {}
        self._closed = False

    def before_commit(self, db: sqlite3.Connection, calendars: frozenset[str]) -> None:
        """Write the messages down together with the change they tell of."""
        calendar_channels.note_changes(self._store, db, calendars)
        waiting = db.execute("SELECT 1 FROM push_messages WHERE outcome = '' LIMIT 1").fetchone()
        self._due = waiting is not None

    def after_commit(self) -> None:
        """Have somebody send what waits."""
        with self._lock:
            if self._closed or not self._due:
                return
            self._again = True
            if not self._idle.is_set():
                return
            self._idle.clear()
        threading.Thread(target=self._work, name="pushes", daemon=True).start()

    def resume(self) -> None:
        """Send what was left when the store was last closed."""
        with self._store.write() as db:
            self.before_commit(db, frozenset())
        self.after_commit()

    def settle(self, seconds: float = 10.0) -> bool:
        """Wait until nothing is left to send; False if that takes longer."""
        return self._idle.wait(seconds)

    def messages(self) -> list[Message]:
        """All messages, oldest first, with what became of them."""
        with self._store.read() as db:
            rows = db.execute("SELECT * FROM push_messages ORDER BY number").fetchall()
        return [_message(row) for row in rows]

    def close(self) -> None:
        """Send nothing more; what waits is kept for the next server of the store."""
        with self._lock:
            self._closed = True
        self.settle()

    def _work(self) -> None:
        while True:
            with self._lock:
                if not self._again or self._closed:
                    self._idle.set()
                    return
                self._again = False
            for message in self._waiting():
                if not self._closed:
                    self._send(message)

    def _waiting(self) -> list[Message]:
        with self._store.read() as db:
            rows = db.execute(
                "SELECT * FROM push_messages WHERE outcome = '' ORDER BY number"
            ).fetchall()
        held = {message.number for message in self._held.values()}
        return [_message(row) for row in rows if row["number"] not in held]

    def _send(self, message: Message) -> None:
        deeds = {rule.deed for rule in self._faults.met(METHOD, message.user)}
        if Deed.OVERTAKE in deeds and message.channel not in self._held:
            self._held[message.channel] = message
            return
        if Deed.DROP in deeds:
            self._end(message, "lost")
        else:
            outcomes = [self._try(message) for _ in range(2 if Deed.TWICE in deeds else 1)]
            self._end(message, outcomes[-1])
        late = self._held.pop(message.channel, None)
        if late is not None:
            self._end(late, self._try(late))

    def _try(self, message: Message) -> str:
        try:
            return str(self._deliver(message))
        except (OSError, http.client.HTTPException, ConnectionDropped) as error:
            return type(error).__name__

    def _end(self, message: Message, outcome: str) -> None:
        with self._store.write() as db:
            db.execute(
                "UPDATE push_messages SET outcome = ? WHERE number = ?", (outcome, message.number)
            )


def post(message: Message) -> int:
    """Send one message to its address, which `events.watch` has made sure is of this machine."""
    parts = urlsplit(message.address)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=PATIENCE_S)
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", path, body=b"", headers={**message.headers, "Accept": "*/*"})
        return connection.getresponse().status
    finally:
        connection.close()


def _message(row: sqlite3.Row) -> Message:
    values = {**dict(row), "headers": json.loads(row["headers"])}
    return Message(**values)
