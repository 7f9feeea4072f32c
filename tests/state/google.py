"""The local Google of the state machine: one server for all examples, what stands in it, and its people.

People act by plain requests of their own, so that nothing of ours can be wrong at both ends.
"""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import requests

from local_google import admin
from local_google.calendar_tables import set_switch
from local_google.faults import Faults
from local_google.services import open_store
from scheduler.model import ActivityId
from sync.event.identity import Key, event_id, key_of
from tests.builders import ZONE
from tests.local_google.in_process import Inside, inside
from tests.state.wishes import ACTIVITIES, DISTRICT
from tests.sync.coaching import FRIDAY, OFFICE

LINEAGE = "example"
OPENS = "--- from the coaching schedule ---"
CLOSES = "--- your own notes can go below this line ---"
FIELDS = ("time", "title", "place", "text")
GENERATIONS = 100
"""More than a story of sixty steps can use up: an id we do not know would be taken for nobody's."""

KEYS: Mapping[ActivityId, Key] = {name: key_of(LINEAGE, name) for name in ACTIVITIES}
NUMBER_OF_KEY: Mapping[str, int] = {KEYS[name]: n for n, name in enumerate(ACTIVITIES)}
OURS: Mapping[str, tuple[int, int]] = {
    event_id(LINEAGE, KEYS[name], generation): (number, generation)
    for number, name in enumerate(ACTIVITIES)
    for generation in range(1, GENERATIONS)
}
"""Every id that can be ours: activity and generation."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """One event of a coaching calendar as the server keeps it."""

    calendar: str
    id: str
    etag: str
    body: Mapping[str, Any]

    @property
    def place(self) -> tuple[str, str]:
        return self.calendar, self.id

    @property
    def live(self) -> bool:
        return bool(self.body["status"] != "cancelled")

    @property
    def private(self) -> Mapping[str, str]:
        return dict(self.body.get("extendedProperties", {}).get("private", {}))

    @property
    def number(self) -> int | None:
        """Which activity's it is by its id."""
        return OURS[self.id][0] if self.id in OURS else None

    @property
    def own(self) -> bool:
        """Whether it is ours: marks, and the id they lead to."""
        if self.id not in OURS:
            return False
        number, generation = OURS[self.id]
        marked = self.private.get("bellKey"), self.private.get("bellGen")
        return marked == (KEYS[ACTIVITIES[number]], str(generation))

    @property
    def start(self) -> datetime:
        return _moment(self.body["start"])

    @property
    def end(self) -> datetime:
        return _moment(self.body["end"])

    @property
    def guests(self) -> dict[str, Mapping[str, Any]]:
        return {guest["email"]: guest for guest in self.body.get("attendees", ())}

    def values(self) -> dict[str, str]:
        """Our fields as text."""
        return {
            "time": f"{self.start:%m-%dT%H:%M}/{self.end:%m-%dT%H:%M}",
            "title": self.body.get("summary", ""),
            "place": self.body.get("location", ""),
            "text": self._parts()[1],
        }

    def outside(self) -> tuple[str, str]:
        """The description before and after our block."""
        before, _, after = self._parts()
        return before, after

    def rest(self) -> dict[str, Any]:
        """Everything that is nobody's but people's."""
        kept = dict(self.body)
        for name in ("start", "end", "summary", "location", "description", "attendees"):
            kept.pop(name, None)
        for name in ("sequence", "status", "guestsCanSeeOtherGuests"):
            kept.pop(name, None)
        own = {k: v for k, v in self.private.items() if not k.startswith("bell")}
        kept["extendedProperties"] = own
        return kept

    def _parts(self) -> tuple[str, str, str]:
        text = self.body.get("description", "")
        before, opened, rest = text.partition(OPENS)
        block, closed, after = rest.partition(CLOSES)
        return (before, block.strip("\n"), after) if opened and closed else (text, "", "")


class Google:
    """The server, put back to its beginning for each example."""

    def __init__(self) -> None:
        self.now = FRIDAY
        self._folder = tempfile.TemporaryDirectory(prefix="state-")
        self.folder = Path(self._folder.name)
        self.store = open_store(seed="state", clock=lambda: self.now)
        self._running = inside(self.store, faults=Faults(sleep=lambda _: None))
        self.server: Inside = self._running.__enter__()
        people = [person.email for person in DISTRICT.people.values()]
        minted = [admin.mint(self.store, email, time_zone=ZONE) for email in (OFFICE, *people)]
        self.tokens = {one.email: one.access for one in minted}
        with self.store.write() as db:
            db.execute("UPDATE oauth_tokens SET expires = '2100-01-01T00:00:00+00:00'")
        self._session = self.server.session()
        self.store.snapshot(self.folder / "beginning.sqlite3")

    def reset(self) -> None:
        """Everything as it was before the first example."""
        self.now = FRIDAY
        self.server.faults.clear()
        self.store.restore(self.folder / "beginning.sqlite3")

    def close(self) -> None:
        self._running.__exit__(None, None, None)
        self.store.close()
        self._folder.cleanup()

    # What stands there

    def calendars(self) -> dict[str, str]:
        """Coaching calendar -> its title, in order of making; hidden ones too."""
        with self.store.read() as db:
            rows = db.execute(
                "SELECT id, summary FROM cal_calendars WHERE NOT is_primary AND NOT deleted"
                " ORDER BY rowid"
            ).fetchall()
        return {row["id"]: row["summary"] for row in rows}

    def events(self) -> list[Stored]:
        """All events of the coaching calendars, deleted ones too."""
        with self.store.read() as db:
            rows = db.execute(
                "SELECT e.calendar, e.id, e.updated_ms, e.body FROM cal_events e"
                " JOIN cal_calendars c ON c.id = e.calendar"
                " WHERE NOT c.is_primary AND NOT c.deleted ORDER BY e.rowid"
            ).fetchall()
        return [_stored(row) for row in rows]

    def event(self, calendar: str, identity: str) -> Stored | None:
        with self.store.read() as db:
            row = db.execute(
                "SELECT calendar, id, updated_ms, body FROM cal_events"
                " WHERE calendar = ? AND id = ?",
                (calendar, identity),
            ).fetchone()
        return _stored(row) if row else None

    def mails(self) -> list[tuple[str, str, str]]:
        """Every mail so far: kind, address, event."""
        with self.store.read() as db:
            rows = db.execute(
                "SELECT kind, recipient, event FROM cal_mails ORDER BY number"
            ).fetchall()
        return [(row["kind"], row["recipient"], row["event"]) for row in rows]

    # What people do

    def ask(self, who: str, method: str, path: str, body: object = None) -> requests.Response:
        """One request by a person, without a mail."""
        return self._session.request(
            method,
            f"{self.server.url}/calendar/v3/calendars/{path}",
            json=body,
            headers={"Authorization": f"Bearer {self.tokens[who]}"},
        )

    def change(self, event: Stored, body: Mapping[str, Any]) -> None:
        """Somebody edits an event on the coaching calendar."""
        self.ask(OFFICE, "PATCH", f"{event.calendar}/events/{event.id}", body).raise_for_status()

    # What happens to the server

    def pages_of(self, size: int) -> None:
        set_switch(self.store, "longest_page", str(size))

    def give(self, calendar: str, owner: str, role: str) -> None:
        """Let the calendar be `owner`'s, and the office only have `role` on it ('' for none)."""
        with self.store.write() as db:
            db.execute("UPDATE cal_calendars SET owner = ? WHERE id = ?", (owner, calendar))
            db.execute(
                "DELETE FROM cal_acl WHERE calendar = ? AND rule = ?", (calendar, f"user:{OFFICE}")
            )
            if role:
                from local_google import calendar_acl

                calendar_acl.put_rule(
                    self.store, db, calendar=calendar, kind="user", value=OFFICE, role=role
                )


def _stored(row: Any) -> Stored:
    from local_google.calendar_tables import etag

    return Stored(
        calendar=row["calendar"],
        id=row["id"],
        etag=etag(row["updated_ms"]),
        body=json.loads(row["body"]),
    )


def _moment(side: Mapping[str, str]) -> datetime:
    if "date" in side:
        return datetime.fromisoformat(side["date"]).replace(tzinfo=UTC)
    return datetime.fromisoformat(side["dateTime"]).astimezone(UTC)
