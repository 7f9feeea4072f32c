"""The calendar tables, and how a calendar counts its changes."""

import sqlite3
from dataclasses import dataclass

from local_google.store import Store
from local_google.wire import ApiError

SCHEMA = """
CREATE TABLE IF NOT EXISTS cal_calendars (
  id TEXT PRIMARY KEY, owner TEXT NOT NULL, is_primary INTEGER NOT NULL, summary TEXT NOT NULL,
  description TEXT, location TEXT, time_zone TEXT NOT NULL, made_by_app INTEGER NOT NULL,
  updated_ms INTEGER NOT NULL, change INTEGER NOT NULL DEFAULT 0,
  oldest_sync INTEGER NOT NULL DEFAULT 0, deleted INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS cal_entries (
  email TEXT NOT NULL, calendar TEXT NOT NULL, body TEXT NOT NULL, updated_ms INTEGER NOT NULL,
  change INTEGER NOT NULL, deleted INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (email, calendar)
);
CREATE TABLE IF NOT EXISTS cal_acl (
  calendar TEXT NOT NULL, rule TEXT NOT NULL, role TEXT NOT NULL, scope_type TEXT NOT NULL,
  scope_value TEXT NOT NULL, updated_ms INTEGER NOT NULL, change INTEGER NOT NULL,
  PRIMARY KEY (calendar, rule)
);
CREATE TABLE IF NOT EXISTS cal_events (
  calendar TEXT NOT NULL, id TEXT NOT NULL, uid TEXT NOT NULL, organizer TEXT NOT NULL,
  status TEXT NOT NULL, start_ms INTEGER NOT NULL, end_ms INTEGER NOT NULL,
  created_ms INTEGER NOT NULL, updated_ms INTEGER NOT NULL, change INTEGER NOT NULL,
  body TEXT NOT NULL, PRIMARY KEY (calendar, id)
);
CREATE TABLE IF NOT EXISTS cal_lists (
  calendar TEXT NOT NULL, kind TEXT NOT NULL, id TEXT NOT NULL, PRIMARY KEY (calendar, kind, id)
);
CREATE TABLE IF NOT EXISTS cal_labels (calendar TEXT PRIMARY KEY, labels TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS cal_rooms (id TEXT PRIMARY KEY);
CREATE INDEX IF NOT EXISTS cal_events_change ON cal_events (calendar, change);
CREATE INDEX IF NOT EXISTS cal_events_start ON cal_events (calendar, start_ms, id);
CREATE INDEX IF NOT EXISTS cal_events_uid ON cal_events (uid, calendar);
CREATE INDEX IF NOT EXISTS cal_events_id ON cal_events (id);
CREATE TABLE IF NOT EXISTS cal_mails (
  number INTEGER PRIMARY KEY, at TEXT NOT NULL, kind TEXT NOT NULL, recipient TEXT NOT NULL,
  calendar TEXT NOT NULL, event TEXT NOT NULL, sequence INTEGER NOT NULL, summary TEXT NOT NULL
);
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """When a change happened: `updated_ms` since the epoch and its number within the calendar."""

    updated_ms: int
    change: int


def calendar_row(db: sqlite3.Connection, calendar: str) -> sqlite3.Row | None:
    """A calendar that is not deleted."""
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM cal_calendars WHERE id = ? AND NOT deleted", (calendar,)
    ).fetchone()
    return row


def stamp(store: Store, db: sqlite3.Connection, calendar: str) -> Stamp:
    """Count one change of a calendar; `updated_ms` is later than that of every change before."""
    now_ms = milliseconds(store)
    row = db.execute(
        "UPDATE cal_calendars SET updated_ms = MAX(updated_ms + 1, ?), change = change + 1"
        " WHERE id = ? RETURNING updated_ms, change",
        (now_ms, calendar),
    ).fetchone()
    return Stamp(updated_ms=row["updated_ms"], change=row["change"])


def milliseconds(store: Store) -> int:
    """The server's time in whole milliseconds since the epoch."""
    return int(store.now().timestamp() * 1000)


def etag(updated_ms: int) -> str:
    """Google's event etag: twice the microseconds of `updated`, in quotes."""
    return f'"{2 * updated_ms * 1000}"'


def check_if_match(wanted: str | None, current: str) -> None:
    """412 when the caller saw another version."""
    if wanted and wanted != "*" and current not in [tag.strip() for tag in wanted.split(",")]:
        raise ApiError(
            412,
            "conditionNotMet",
            "Precondition Failed",
            location="If-Match",
            location_type="header",
        )


def not_found() -> ApiError:
    """404 in the words Google uses for calendars, events and rules alike."""
    return ApiError(404, "notFound", "Not Found")


def setting(store: Store, name: str) -> str:
    """One of the documented switches of this server; see SWITCHES."""
    return store.fact(f"calendar.{name}", SWITCHES[name])


def set_switch(store: Store, name: str, value: str) -> None:
    """Turn one of the SWITCHES."""
    if name not in SWITCHES:
        raise KeyError(f"{name} is none of {', '.join(SWITCHES)}")
    store.set_fact(f"calendar.{name}", value)


SWITCHES = {
    # Google's reference says that repeated property filters must all match, its guide that one is
    # enough: `and` or `or`.
    "repeated_properties": "and",
    # Whether an invitation nobody answered blocks time in free/busy is documented nowhere.
    "unanswered_is_busy": "yes",
    # Google states no limit; callers met one at about three months.
    "freebusy_days": "92",
    # Reports disagree on whether a deleted event can be brought back: `no` answers 403.
    "revive_deleted": "no",
    # Reports disagree on what import does with a UID the calendar knows: `refuse` (409) or `replace`.
    "import_of_known_uid": "refuse",
    # Google does not promise to notice an id that is in use: a second insert within so many seconds
    # of the first slips through, takes its place and invites again.
    "collisions_unnoticed_s": "0",
    # Rooms and people away answer `at_once`, or `later`, when the test has them do so.
    "automatic_answers": "at_once",
    # What colleagues of one domain may see of a primary calendar.
    "domain_sharing": "freeBusyReader",
    # Google resets guests' answers when the time changes; `no` keeps them.
    "time_change_resets_answers": "yes",
    # A page never holds more than this, whatever `maxResults` says: Google may send short pages.
    "longest_page": "2500",
    # `yes`: the first page of a list is empty, yet there is a next one, as Google documents.
    "first_page_empty": "no",
}
