"""calendars.*: making, reading, changing and deleting calendars."""

import sqlite3

from local_google import calendar_acl, calendar_labels, calendar_lists
from local_google.calendar_access import open_calendar
from local_google.calendar_tables import (
    calendar_row,
    check_if_match,
    etag,
    milliseconds,
    not_found,
    setting,
    stamp,
)
from local_google.calendar_times import zone
from local_google.store import Store
from local_google.wire import ApiError, Call, Json, Reply

TEXTS = {"summary": "summary", "description": "description", "location": "location"}
MEET = {"allowedConferenceSolutionTypes": ["hangoutsMeet"]}


def add_primary(store: Store, db: sqlite3.Connection, email: str, time_zone: str) -> None:
    """Give a new person a primary calendar; does nothing for one who has it."""
    if calendar_row(db, email) is not None:
        return
    zone(time_zone)
    _add(store, db, {"id": email, "owner": email, "summary": email, "time_zone": time_zone})
    role = setting(store, "domain_sharing")
    domain = email.partition("@")[2]
    if role != "none" and domain:
        calendar_acl.put_rule(store, db, calendar=email, kind="domain", value=domain, role=role)


def insert(store: Store, call: Call) -> Reply:
    """calendars.insert: a secondary calendar whose data owner is the caller."""
    body = call.resource()
    summary = _text(body, "summary")
    if not summary:
        raise ApiError(400, "required", "Missing title.")
    time_zone = _text(body, "timeZone") or "UTC"
    zone(time_zone)
    with store.write() as db:
        calendar = f"c_{store.new_id(64, '0123456789abcdef')}@group.calendar.google.com"
        values = {
            "id": calendar,
            "owner": call.caller.email,
            "summary": summary,
            "time_zone": time_zone,
            "description": _text(body, "description"),
            "location": _text(body, "location"),
        }
        _add(store, db, values)
        calendar_labels.put(store, db, calendar, body)
        return Reply(200, _shown(db, calendar_row(db, calendar)))


def get(store: Store, call: Call) -> Reply:
    """calendars.get."""
    with store.read() as db:
        access = open_calendar(db, call, "reader")
        body = _shown(db, access.row)
    if call.headers.get("if-none-match") == body["etag"]:
        return Reply(304, None)
    return Reply(200, body)


def patch(store: Store, call: Call) -> Reply:
    """calendars.patch: what is named changes, null empties."""
    return _change(store, call, whole=False)


def update(store: Store, call: Call) -> Reply:
    """calendars.update: what is not named is emptied."""
    return _change(store, call, whole=True)


def delete(store: Store, call: Call) -> Reply:
    """calendars.delete: a secondary calendar goes with its events, also from guests' calendars."""
    from local_google import calendar_copies

    with store.write() as db:
        access = open_calendar(db, call, "owner")
        check_if_match(call.headers.get("if-match"), etag(access.row["updated_ms"]))
        if access.row["is_primary"]:
            message = "Primary calendars cannot be deleted."
            raise ApiError(403, "cannotDeletePrimaryCalendar", message, domain="calendar")
        calendar_copies.cancel_all_of(store, db, access.calendar)
        db.execute("UPDATE cal_calendars SET deleted = 1 WHERE id = ?", (access.calendar,))
        calendar_lists.drop_calendar(store, db, access.calendar)
    return Reply(204, None)


def _change(store: Store, call: Call, *, whole: bool) -> Reply:
    body = call.resource()
    with store.write() as db:
        access = open_calendar(db, call, "owner")
        check_if_match(call.headers.get("if-match"), etag(access.row["updated_ms"]))
        new = {
            column: _text(body, key) if whole or key in body else access.row[column]
            for key, column in TEXTS.items()
        }
        if not new["summary"]:
            raise ApiError(400, "required", "Missing title.")
        time_zone = _text(body, "timeZone") or access.time_zone
        zone(time_zone)
        stamp(store, db, access.calendar)
        db.execute(
            "UPDATE cal_calendars SET summary = ?, description = ?, location = ?, time_zone = ?"
            " WHERE id = ?",
            (new["summary"], new["description"], new["location"], time_zone, access.calendar),
        )
        calendar_labels.put(store, db, access.calendar, body)
        return Reply(200, _shown(db, calendar_row(db, access.calendar)))


def _add(store: Store, db: sqlite3.Connection, values: dict[str, str | None]) -> None:
    calendar, owner = str(values["id"]), str(values["owner"])
    db.execute(
        "INSERT INTO cal_calendars (id, owner, is_primary, summary, description, location,"
        " time_zone, made_by_app, updated_ms) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            calendar,
            owner,
            int(calendar == owner),
            values["summary"],
            values.get("description"),
            values.get("location"),
            values["time_zone"],
            int(calendar != owner),
            milliseconds(store),
        ),
    )
    calendar_acl.put_rule(store, db, calendar=calendar, kind="user", value=owner, role="owner")
    calendar_lists.put_entry(store, db, owner, calendar, {"selected": True})


def _shown(db: sqlite3.Connection, row: sqlite3.Row | None) -> Json:
    if row is None:
        raise not_found()
    body: Json = {
        "kind": "calendar#calendar",
        "etag": etag(row["updated_ms"]),
        "id": row["id"],
        "summary": row["summary"],
        "description": row["description"],
        "location": row["location"],
        "timeZone": row["time_zone"],
        "dataOwner": None if row["is_primary"] else row["owner"],
        "conferenceProperties": MEET,
        **calendar_labels.shown(db, row["id"]),
    }
    return {name: value for name, value in body.items() if value is not None}


def _text(body: Json, name: str) -> str | None:
    value = body.get(name)
    if value is not None and not isinstance(value, str):
        raise ApiError(400, "invalid", f"Invalid value for: {name}")
    return value
