"""events.watch and channels.stop: who is told that a calendar changed, and the messages to send."""

import hashlib
import ipaddress
import re
import sqlite3
from collections.abc import Iterable
from datetime import UTC, datetime
from email.utils import format_datetime
from urllib.parse import quote, urlsplit

from local_google.calendar_access import open_calendar
from local_google.calendar_tables import milliseconds
from local_google.store import Store, dump
from local_google.wire import ApiError, Call, Json, Reply

SCHEMA = """
CREATE TABLE IF NOT EXISTS push_channels (
  id TEXT PRIMARY KEY, calendar TEXT NOT NULL, user TEXT NOT NULL, resource TEXT NOT NULL,
  uri TEXT NOT NULL, address TEXT NOT NULL, token TEXT NOT NULL, expires_ms INTEGER NOT NULL,
  number INTEGER NOT NULL
);
CREATE INDEX IF NOT EXISTS push_channels_calendar ON push_channels (calendar);
CREATE TABLE IF NOT EXISTS push_messages (
  number INTEGER PRIMARY KEY, channel TEXT NOT NULL, user TEXT NOT NULL, address TEXT NOT NULL,
  headers TEXT NOT NULL, outcome TEXT NOT NULL DEFAULT ''
);
CREATE INDEX IF NOT EXISTS push_messages_waiting ON push_messages (number) WHERE outcome = '';
"""
LEGAL_ID = re.compile(r"[A-Za-z0-9_\-+/=]{1,64}")
TOKEN_LENGTH = 256
WEEK_S, LONGEST_S = 604_800, 30 * 86_400


def watch(store: Store, call: Call) -> Reply:
    """events.watch: the channel is told `sync` at once and of every committed change from then on.

    Only addresses of this machine are told anything: the server must not reach out.
    """
    body = call.resource()
    _check(body)
    with store.write() as db:
        access = open_calendar(db, call, "reader")
        known = db.execute("SELECT 1 FROM push_channels WHERE id = ?", (body["id"],)).fetchone()
        if known:
            message = f"Channel id {body['id']} not unique"
            raise ApiError(400, "channelIdNotUnique", message)
        row = {
            "id": body["id"],
            "calendar": access.calendar,
            "user": call.caller.email,
            "resource": _resource(access.calendar),
            "uri": _uri(access.calendar),
            "address": body["address"],
            "token": body.get("token") or "",
            "expires_ms": _expires_ms(store, body),
            "number": 0,
        }
        db.execute(
            "INSERT INTO push_channels VALUES (:id, :calendar, :user, :resource, :uri, :address,"
            " :token, :expires_ms, :number)",
            row,
        )
        _write(db, [row["id"]], "sync")
        # The `sync` message is sent like every other: when the channel is committed.
        store.touch("")
    answer: Json = {
        "kind": "api#channel",
        "id": row["id"],
        "resourceId": row["resource"],
        "resourceUri": row["uri"],
        "token": row["token"] or None,
        "expiration": str(row["expires_ms"]),
    }
    return Reply(200, {name: value for name, value in answer.items() if value is not None})


def stop(store: Store, call: Call) -> Reply:
    """channels.stop: needs the id and the resource's id; nothing is sent from then on."""
    body = call.resource()
    with store.write() as db:
        gone = db.execute(
            "DELETE FROM push_channels WHERE id = ? AND resource = ? AND user = ?",
            (str(body.get("id")), str(body.get("resourceId")), call.caller.email),
        ).rowcount
        if not gone:
            message = f"Channel '{body.get('id')}' not found for project 'local'"
            raise ApiError(404, "notFound", message)
        db.execute(
            "DELETE FROM push_messages WHERE channel = ? AND outcome = ''", (str(body["id"]),)
        )
    return Reply(204, None)


def note_changes(store: Store, db: sqlite3.Connection, calendars: Iterable[str]) -> None:
    """Write down one `exists` message a channel, as part of the transaction that changed things."""
    now_ms = milliseconds(store)
    for calendar in sorted(calendars):
        rows = db.execute(
            "SELECT id FROM push_channels WHERE calendar = ? AND expires_ms > ? ORDER BY id",
            (calendar, now_ms),
        ).fetchall()
        if rows:
            _write(db, [row["id"] for row in rows], "exists")


def _write(db: sqlite3.Connection, channels: Iterable[str], state: str) -> None:
    for channel in channels:
        row = db.execute(
            "UPDATE push_channels SET number = number + 1 WHERE id = ? RETURNING *", (channel,)
        ).fetchone()
        db.execute(
            "INSERT INTO push_messages (channel, user, address, headers) VALUES (?, ?, ?, ?)",
            (channel, row["user"], row["address"], dump(_headers(row, state))),
        )


def _headers(row: sqlite3.Row, state: str) -> dict[str, str]:
    expires = datetime.fromtimestamp(row["expires_ms"] / 1000, UTC)
    headers = {
        "X-Goog-Channel-ID": row["id"],
        "X-Goog-Channel-Expiration": format_datetime(expires, usegmt=True),
        "X-Goog-Resource-ID": row["resource"],
        "X-Goog-Resource-URI": row["uri"],
        "X-Goog-Resource-State": state,
        "X-Goog-Message-Number": str(row["number"]),
    }
    return headers | ({"X-Goog-Channel-Token": row["token"]} if row["token"] else {})


def _check(body: Json) -> None:
    for name in ("id", "type", "address"):
        if not isinstance(body.get(name), str) or not body[name]:
            raise ApiError(400, "required", f"Required: {name}")
    if not LEGAL_ID.fullmatch(body["id"]):
        raise ApiError(400, "invalid", "Invalid channel id.")
    if body["type"] not in ("web_hook", "webhook"):
        raise ApiError(400, "unknownChannelType", f"Unknown channel type: {body['type']}")
    token = body.get("token") or ""
    if not isinstance(token, str) or len(token) > TOKEN_LENGTH:
        raise ApiError(400, "invalid", "Invalid channel token.")
    if not _on_this_machine(body["address"]):
        message = f"Unauthorized WebHook callback channel: {body['address']}"
        raise ApiError(401, "push.webhookUrlUnauthorized", message)


def _on_this_machine(address: str) -> bool:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or parts.username is not None:
        return False
    try:
        return ipaddress.ip_address(parts.hostname or "").is_loopback
    except ValueError:
        return parts.hostname == "localhost"


def _expires_ms(store: Store, body: Json) -> int:
    """When the channel ends: what was asked for, at most a month; a week if nothing was."""
    now_ms = milliseconds(store)
    try:
        asked = body.get("expiration")
        life_ms = int(asked) - now_ms if asked is not None else None
        if life_ms is None:
            life_ms = int((body.get("params") or {}).get("ttl", WEEK_S)) * 1000
    except (TypeError, ValueError, AttributeError):
        raise ApiError(400, "invalid", "Invalid channel expiration.") from None
    if life_ms <= 0:
        raise ApiError(400, "invalid", "Invalid channel expiration.")
    return now_ms + min(life_ms, LONGEST_S * 1000)


def _resource(calendar: str) -> str:
    """The opaque id of a calendar's events: the same for every channel on them."""
    return hashlib.sha256(f"events {calendar}".encode()).hexdigest()[:27]


def _uri(calendar: str) -> str:
    return f"https://www.googleapis.com/calendar/v3/calendars/{quote(calendar)}/events?alt=json"
