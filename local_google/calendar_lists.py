"""calendarList.*: which calendars a person keeps in view, and how."""

import json
import sqlite3

from local_google import calendar_tokens
from local_google.calendar_access import RANK, Access, open_calendar, role_of
from local_google.calendar_settings import CALENDAR_COLORS
from local_google.calendar_tables import calendar_row, check_if_match, etag, milliseconds, not_found
from local_google.store import Store, dump
from local_google.wire import ApiError, Call, Json, Reply

SETTABLE = (
    "backgroundColor",
    "colorId",
    "defaultReminders",
    "foregroundColor",
    "hidden",
    "notificationSettings",
    "selected",
    "summaryOverride",
)
MEET = {"allowedConferenceSolutionTypes": ["hangoutsMeet"]}
NOTICES = ("eventCreation", "eventChange", "eventCancellation", "eventResponse")


def list_entries(store: Store, call: Call) -> Reply:
    """calendarList.list: 100 entries a page by default, 250 at most."""
    me = call.caller.email
    with store.read() as db:
        last = _last_change(db, me)
        since = calendar_tokens.sync_token(call, "entries", me, 0)
        if since is not None and call.one("minAccessRole"):
            raise ApiError(400, "badRequest", "Sync token cannot be used with minAccessRole.")
        token = calendar_tokens.page_token(call, "entries", me) or {"after": "", "upto": last}
        size = calendar_tokens.page_size(call, 100, 250)
        rows = db.execute(
            "SELECT * FROM cal_entries WHERE email = ? AND calendar > ? AND change > ?"
            " ORDER BY calendar",
            (me, token["after"], since or 0),
        ).fetchall()
        gone = call.flag("showDeleted") or since is not None
        hidden = call.flag("showHidden") or since is not None
        lowest = RANK.get(call.one("minAccessRole") or "none", 0)
        shown = []
        for row in rows:
            body = _shown(db, row, me)
            visible = (gone or not body.get("deleted")) and (hidden or not body.get("hidden"))
            if visible and RANK[body["accessRole"]] >= lowest:
                shown.append(body)
    page = shown[:size]
    body = {"kind": "calendar#calendarList", "etag": f'"{last}"', "items": page}
    if len(shown) > size:
        after = page[-1]["id"]
        more = calendar_tokens.pack(k="entries", of=me, after=after, upto=token["upto"])
        return Reply(200, body | {"nextPageToken": more})
    return Reply(
        200, body | {"nextSyncToken": calendar_tokens.pack(k="entries", of=me, n=token["upto"])}
    )


def get(store: Store, call: Call) -> Reply:
    """calendarList.get."""
    with store.read() as db:
        body = _shown(db, _row(db, call), call.caller.email)
    if call.headers.get("if-none-match") == body["etag"]:
        return Reply(304, None)
    return Reply(200, body)


def insert(store: Store, call: Call) -> Reply:
    """calendarList.insert: a calendar one can see comes into the list."""
    body = call.resource()
    if not isinstance(body.get("id"), str):
        raise ApiError(400, "required", "Missing calendar id.")
    with store.write() as db:
        access = open_calendar(db, _about(call, body["id"]), "freeBusyReader")
        put_entry(store, db, call.caller.email, access.calendar, _settable(body, call))
        return Reply(200, _shown(db, _row(db, _about(call, access.calendar)), call.caller.email))


def patch(store: Store, call: Call) -> Reply:
    """calendarList.patch."""
    return _change(store, call, whole=False)


def update(store: Store, call: Call) -> Reply:
    """calendarList.update."""
    return _change(store, call, whole=True)


def delete(store: Store, call: Call) -> Reply:
    """calendarList.delete: out of the list; the calendar itself stays."""
    with store.write() as db:
        access = open_calendar(db, call, "freeBusyReader")
        if access.calendar == call.caller.email:
            message = "Cannot remove your own primary calendar."
            raise ApiError(403, "cannotUnsubscribeFromPrimaryCalendar", message, domain="calendar")
        _row(db, call)
        _mark_deleted(store, db, call.caller.email, access.calendar)
    return Reply(204, None)


def put_entry(store: Store, db: sqlite3.Connection, email: str, calendar: str, body: Json) -> None:
    """Add or replace one entry; a colour is chosen if none is given."""
    number = db.execute("SELECT COUNT(*) FROM cal_entries WHERE email = ?", (email,)).fetchone()[0]
    chosen = {"colorId": str(number % len(CALENDAR_COLORS) + 1)} | body
    db.execute(
        "INSERT INTO cal_entries VALUES (?, ?, ?, ?, ?, 0) ON CONFLICT (email, calendar) DO UPDATE"
        " SET body = excluded.body, updated_ms = MAX(excluded.updated_ms, updated_ms + 1),"
        " change = excluded.change, deleted = 0",
        (email, calendar, dump(chosen), milliseconds(store), _last_change(db, email) + 1),
    )


def drop_calendar(store: Store, db: sqlite3.Connection, calendar: str) -> None:
    """Take a deleted calendar out of every list."""
    rows = db.execute("SELECT email FROM cal_entries WHERE calendar = ?", (calendar,)).fetchall()
    for row in rows:
        _mark_deleted(store, db, row["email"], calendar)


def default_reminders(db: sqlite3.Connection, email: str, calendar: str) -> list[Json]:
    """The caller's own default reminders on a calendar."""
    row = db.execute(
        "SELECT body FROM cal_entries WHERE email = ? AND calendar = ?", (email, calendar)
    ).fetchone()
    fallback = [{"method": "popup", "minutes": 10}] if email == calendar else []
    own: Json = json.loads(row["body"]) if row else {}
    reminders: list[Json] | None = own.get("defaultReminders")
    return fallback if reminders is None else reminders


def _change(store: Store, call: Call, *, whole: bool) -> Reply:
    with store.write() as db:
        row = _row(db, call)
        check_if_match(call.headers.get("if-match"), etag(row["updated_ms"]))
        new = _settable(call.resource(), call)
        old = {} if whole else json.loads(row["body"])
        merged = {name: value for name, value in (old | new).items() if value is not None}
        put_entry(store, db, call.caller.email, row["calendar"], merged)
        return Reply(200, _shown(db, _row(db, call), call.caller.email))


def _settable(body: Json, call: Call) -> Json:
    new = {name: value for name, value in body.items() if name in SETTABLE}
    if not call.flag("colorRgbFormat"):
        new.pop("backgroundColor", None)
        new.pop("foregroundColor", None)
    if new.get("colorId") is not None and str(new["colorId"]) not in CALENDAR_COLORS:
        raise ApiError(400, "invalid", "Invalid color id.")
    return new


def _row(db: sqlite3.Connection, call: Call) -> sqlite3.Row:
    access: Access = open_calendar(db, call, "freeBusyReader")
    row: sqlite3.Row | None = db.execute(
        "SELECT * FROM cal_entries WHERE email = ? AND calendar = ? AND NOT deleted",
        (call.caller.email, access.calendar),
    ).fetchone()
    if row is None:
        raise not_found()
    return row


def _about(call: Call, calendar: str) -> Call:
    """The same call with the calendar of its body in its path."""
    return Call(
        method=call.method,
        path={**call.path, "calendarId": calendar},
        query=call.query,
        body=call.body,
        headers=call.headers,
        caller=call.caller,
    )


def _mark_deleted(store: Store, db: sqlite3.Connection, email: str, calendar: str) -> None:
    db.execute(
        "UPDATE cal_entries SET deleted = 1, change = ?, updated_ms = MAX(?, updated_ms + 1)"
        " WHERE email = ? AND calendar = ?",
        (_last_change(db, email) + 1, milliseconds(store), email, calendar),
    )


def _last_change(db: sqlite3.Connection, email: str) -> int:
    row = db.execute(
        "SELECT COALESCE(MAX(change), 0) FROM cal_entries WHERE email = ?", (email,)
    ).fetchone()
    return int(row[0])


def _shown(db: sqlite3.Connection, entry: sqlite3.Row, email: str) -> Json:
    calendar = calendar_row(db, entry["calendar"])
    role = "none" if calendar is None else role_of(db, calendar, email)
    head = {
        "kind": "calendar#calendarListEntry",
        "etag": etag(entry["updated_ms"]),
        "id": entry["calendar"],
    }
    if entry["deleted"] or calendar is None or role == "none":
        return head | {"deleted": True, "accessRole": role}
    own = json.loads(entry["body"])
    color = CALENDAR_COLORS[own["colorId"]]
    primary = calendar["is_primary"] and calendar["owner"] == email
    notices = [{"type": kind, "method": "email"} for kind in NOTICES]
    body: Json = head | {
        "summary": calendar["summary"],
        "description": calendar["description"],
        "location": calendar["location"],
        "timeZone": calendar["time_zone"],
        "summaryOverride": own.get("summaryOverride"),
        "colorId": own["colorId"],
        "backgroundColor": own.get("backgroundColor", color[0]),
        "foregroundColor": own.get("foregroundColor", color[1]),
        "hidden": True if own.get("hidden") else None,
        "selected": True if own.get("selected") else None,
        "accessRole": role,
        "defaultReminders": default_reminders(db, email, calendar["id"]),
        "notificationSettings": own.get(
            "notificationSettings", {"notifications": notices} if primary else None
        ),
        "primary": True if primary else None,
        "dataOwner": None if calendar["is_primary"] else calendar["owner"],
        "conferenceProperties": MEET,
    }
    return {name: value for name, value in body.items() if value is not None}
