"""Reading and writing one event row."""

import json
import sqlite3
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from local_google.calendar_recurrence import last_end_ms
from local_google.calendar_tables import calendar_row, etag, milliseconds, stamp
from local_google.calendar_times import epoch_ms, moment_of
from local_google.store import Store, dump
from local_google.wire import Json

# Stands in the key of a time set apart from a series, between the series' UID and its stamp; no
# UID that came over the wire as JSON text is likely to hold it.
APART = "\x1f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One copy of an event as stored; `organizer` is the calendar whose copy rules.

    A series ends when its last time does.
    """

    calendar: str
    id: str
    uid: str
    organizer: str
    status: str
    start_ms: int
    end_ms: int
    created_ms: int
    updated_ms: int
    change: int
    body: Json

    @property
    def etag(self) -> str:
        """The version of this copy."""
        return etag(self.updated_ms)

    @property
    def ical_uid(self) -> str:
        """The UID people see: all times of a series have one."""
        return self.uid.partition(APART)[0]

    @property
    def recurs(self) -> bool:
        """Whether this is a series, and not one event or one time of a series."""
        return bool(self.body.get("recurrence"))

    @property
    def organized_here(self) -> bool:
        """Whether this is the organizer's copy."""
        return self.organizer == self.calendar


def from_row(row: sqlite3.Row) -> Event:
    """The value of a row."""
    return Event(
        calendar=row["calendar"],
        id=row["id"],
        uid=row["uid"],
        organizer=row["organizer"],
        status=row["status"],
        start_ms=row["start_ms"],
        end_ms=row["end_ms"],
        created_ms=row["created_ms"],
        updated_ms=row["updated_ms"],
        change=row["change"],
        body=json.loads(row["body"]),
    )


def find(db: sqlite3.Connection, calendar: str, event: str) -> Event | None:
    """One copy by its calendar and id, cancelled or not."""
    row = db.execute(
        "SELECT * FROM cal_events WHERE calendar = ? AND id = ?", (calendar, event)
    ).fetchone()
    return from_row(row) if row else None


def find_by_uid(db: sqlite3.Connection, calendar: str, uid: str) -> Event | None:
    """One copy by its iCalendar UID."""
    row = db.execute(
        "SELECT * FROM cal_events WHERE uid = ? AND calendar = ?", (uid, calendar)
    ).fetchone()
    return from_row(row) if row else None


def copies(db: sqlite3.Connection, uid: str, organizer: str) -> list[Event]:
    """The copies of an event on other calendars than the organizer's."""
    rows = db.execute(
        "SELECT * FROM cal_events WHERE uid = ? AND organizer = ? AND calendar <> organizer"
        " ORDER BY calendar",
        (uid, organizer),
    ).fetchall()
    return [from_row(row) for row in rows]


def all_copies(db: sqlite3.Connection, uid: str, organizer: str) -> list[Event]:
    """The organizer's copy and all others."""
    rows = db.execute(
        "SELECT * FROM cal_events WHERE uid = ? AND organizer = ? ORDER BY calendar",
        (uid, organizer),
    ).fetchall()
    return [from_row(row) for row in rows]


def save(
    store: Store,
    db: sqlite3.Connection,
    *,
    calendar: str,
    event_id: str,
    uid: str,
    organizer: str,
    body: Json,
    created_ms: int | None = None,
) -> Event:
    """Write one copy; `updated` moves unless nothing but reminders changed."""
    old = find(db, calendar, event_id)
    mark = stamp(store, db, calendar)
    quiet = old is not None and _main_data(old.body) == _main_data(body) and old.body != body
    updated_ms = old.updated_ms if old is not None and quiet else mark.updated_ms
    if created_ms is None:
        created_ms = old.created_ms if old else milliseconds(store)
    _keep_lists(db, calendar, event_id, old, body)
    store.touch(calendar)
    start_ms, end_ms = _span(db, calendar, body)
    db.execute(
        "INSERT OR REPLACE INTO cal_events VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            calendar,
            event_id,
            uid,
            organizer,
            body["status"],
            start_ms,
            end_ms,
            created_ms,
            updated_ms,
            mark.change,
            dump(body),
        ),
    )
    return Event(
        calendar=calendar,
        id=event_id,
        uid=uid,
        organizer=organizer,
        status=body["status"],
        start_ms=start_ms,
        end_ms=end_ms,
        created_ms=created_ms,
        updated_ms=updated_ms,
        change=mark.change,
        body=body,
    )


def resave(store: Store, db: sqlite3.Connection, event: Event, body: Json) -> Event:
    """The same copy with another body."""
    return save(
        store,
        db,
        calendar=event.calendar,
        event_id=event.id,
        uid=event.uid,
        organizer=event.organizer,
        body=body,
        created_ms=event.created_ms,
    )


def _main_data(body: Json) -> Json:
    return {name: value for name, value in body.items() if name != "reminders"}


def _span(db: sqlite3.Connection, calendar: str, body: Json) -> tuple[int, int]:
    row = calendar_row(db, calendar)
    place = ZoneInfo(row["time_zone"] if row else "UTC")
    start = epoch_ms(moment_of(body["start"], place))
    if body.get("recurrence"):
        return start, last_end_ms(body, place)
    return start, epoch_ms(moment_of(body["end"], place))


def _keep_lists(
    db: sqlite3.Connection, calendar: str, event_id: str, old: Event | None, body: Json
) -> None:
    """Keep the lists of what recurs and of absences, which spare other calendars every search."""
    was = _kinds(old.body) if old is not None else set()
    now = _kinds(body)
    for kind in now - was:
        db.execute("INSERT OR IGNORE INTO cal_lists VALUES (?, ?, ?)", (calendar, kind, event_id))
    for kind in was - now:
        db.execute(
            "DELETE FROM cal_lists WHERE calendar = ? AND kind = ? AND id = ?",
            (calendar, kind, event_id),
        )


def _kinds(body: Json) -> set[str]:
    kinds = {"series"} if body.get("recurrence") else set()
    return kinds | ({"away"} if body["eventType"] in ("focusTime", "outOfOffice") else set())
