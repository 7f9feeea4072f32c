"""events.list: windows, filters, pages, and lists of what changed since."""

import sqlite3
from collections.abc import Iterable
from typing import Any

from local_google import calendar_events, calendar_rows, calendar_tokens, calendar_views
from local_google.calendar_access import Access, open_calendar
from local_google.calendar_lists import default_reminders
from local_google.calendar_rows import Event
from local_google.calendar_tables import setting
from local_google.calendar_times import bound, empty_range, epoch_ms, stamp_text
from local_google.store import Store
from local_google.wire import ApiError, Call, Json, Reply

NOT_WITH_SYNC = (
    "iCalUID",
    "orderBy",
    "privateExtendedProperty",
    "q",
    "sharedExtendedProperty",
    "timeMax",
    "timeMin",
    "updatedMin",
)
# A list narrowed by these cannot be continued by a sync token; one narrowed by a window can.
NO_SYNC_AFTER = ("iCalUID", "orderBy", "privateExtendedProperty", "q", "sharedExtendedProperty")


def list_events(store: Store, call: Call) -> Reply:
    """events.list.

    Pages follow the id (or the ordering asked for), so an event changed between two pages is
    neither lost nor shown twice in the default order. The sync token of the last page stands for
    the moment of the first: what changed in between comes with the next sync.
    """
    with store.read() as db:
        access = open_calendar(db, call, "freeBusyReader")
        _check(call)
        calendar, row = access.calendar, access.row
        since = calendar_tokens.sync_token(call, "events", calendar, row["oldest_sync"])
        token = calendar_tokens.page_token(call, "events", calendar)
        upto = token["upto"] if token else row["change"]
        most = int(setting(store, "longest_page"))
        size = min(calendar_tokens.page_size(call, 250, 2500), most)
        rows = _rows(db, call, calendar, since, token)
        found, more = _page(store, call, rows, size)
        names = calendar_events.organizer_names(db, found) if found else {}
        who = calendar_views.reader(call, access, names)
        body = _head(db, call, access) | _token(call, calendar, found, more, upto)
        body["items"] = [calendar_views.view(event, who) for event in found]
    if call.headers.get("if-none-match") == body["etag"]:
        return Reply(304, None)
    return Reply(200, body)


def _head(db: sqlite3.Connection, call: Call, access: Access) -> Json:
    row = access.row
    head: Json = {
        "kind": "calendar#events",
        "etag": f'"p{row["change"]:x}{row["updated_ms"]:x}g"',
        "summary": row["summary"],
        "description": row["description"] or "",
        "updated": stamp_text(row["updated_ms"]),
        "timeZone": call.one("timeZone") or access.time_zone,
        "accessRole": access.role,
        "defaultReminders": default_reminders(db, call.caller.email, access.calendar),
    }
    return head


def _check(call: Call) -> None:
    """Refuse combinations that Google refuses."""
    if call.one("syncToken"):
        wrong = [name for name in NOT_WITH_SYNC if call.one(name) is not None]
        if wrong or call.one("showDeleted") == "false":
            message = (
                f"Sync token cannot be used with {wrong[0] if wrong else 'showDeleted=false'}."
            )
            raise ApiError(400, "badRequest", message, location="syncToken")
    order = call.one("orderBy")
    if order not in (None, "startTime", "updated"):
        raise ApiError(400, "invalidParameter", f"Invalid value '{order}'.", location="orderBy")
    if order == "startTime" and not call.flag("singleEvents"):
        message = "The requested ordering is not available for the particular query."
        raise ApiError(400, "badRequest", message, location="orderBy")
    start, end = (bound(name, call.one(name)) for name in ("timeMin", "timeMax"))
    if start is not None and end is not None and end <= start:
        raise empty_range()


def _rows(
    db: sqlite3.Connection, call: Call, calendar: str, since: int | None, token: Json | None
) -> Iterable[sqlite3.Row]:
    where, values = ["calendar = ?"], list[Any]([calendar])
    start, end = (bound(name, call.one(name)) for name in ("timeMin", "timeMax"))
    changed = bound("updatedMin", call.one("updatedMin"))
    if start is not None:
        where.append("end_ms > ?")
        values.append(epoch_ms(start))
    if end is not None:
        where.append("start_ms < ?")
        values.append(epoch_ms(end))
    if changed is not None:
        where.append("updated_ms >= ?")
        values.append(epoch_ms(changed))
    if call.one("iCalUID"):
        where.append("uid = ?")
        values.append(call.one("iCalUID"))
    if since is not None:
        where.append("change > ?")
        values.append(since)
    elif changed is None and not call.flag("showDeleted"):
        where.append("status <> 'cancelled'")
    key = _key(call)
    if token is not None:
        where.append("(id > ?)" if key == "id" else f"({key}, id) > (?, ?)")
        values.extend(token["after"])
    order = "id" if key == "id" else f"{key}, id"
    text = f"SELECT * FROM cal_events WHERE {' AND '.join(where)} ORDER BY {order}"  # noqa: S608 - fixed words, values are bound
    return db.execute(text, values)


def _key(call: Call) -> str:
    return {"startTime": "start_ms", "updated": "updated_ms"}.get(call.one("orderBy") or "", "id")


def _page(
    store: Store, call: Call, rows: Iterable[sqlite3.Row], size: int
) -> tuple[list[Event], sqlite3.Row | None]:
    """One page, and its last row if there is more behind it."""
    found: list[Event] = []
    last = None
    match_all = setting(store, "repeated_properties") == "and"
    for row in rows:
        event = calendar_rows.from_row(row)
        if not _wanted(call, event, match_all=match_all):
            continue
        if len(found) == size:
            return found, last
        found.append(event)
        last = row
    return found, None


def _token(
    call: Call, calendar: str, found: list[Event], more: sqlite3.Row | None, upto: int
) -> Json:
    """`nextPageToken` or `nextSyncToken`, never both."""
    if more is not None:
        key = _key(call)
        after = [more["id"]] if key == "id" else [more[key], more["id"]]
        text = calendar_tokens.pack(k="events", of=calendar, after=after, upto=upto)
        return {"nextPageToken": text}
    if any(call.one(name) is not None for name in NO_SYNC_AFTER):
        return {}
    return {"nextSyncToken": calendar_tokens.pack(k="events", of=calendar, n=upto)}


def _wanted(call: Call, event: Event, *, match_all: bool) -> bool:
    kinds = call.all("eventTypes")
    if kinds and event.body["eventType"] not in kinds:
        return False
    for side in ("private", "shared"):
        constraints = call.all(f"{side}ExtendedProperty")
        if constraints and not _has(event, side, constraints, match_all=match_all):
            return False
    words = (call.one("q") or "").lower().split()
    return not words or _mentions(event, words)


def _has(event: Event, side: str, constraints: list[str], *, match_all: bool) -> bool:
    kept = event.body.get("extendedProperties", {}).get(side, {})
    hits = []
    for text in constraints:
        name, sign, value = text.partition("=")
        if not sign:
            raise ApiError(400, "invalid", f"Invalid value for: {side}ExtendedProperty")
        hits.append(kept.get(name) == value)
    return all(hits) if match_all else any(hits)


def _mentions(event: Event, words: list[str]) -> bool:
    texts = [event.body.get(name, "") for name in ("summary", "description", "location")]
    for guest in event.body.get("attendees", ()):
        texts += [guest["email"], guest.get("displayName", "")]
    whole = " ".join([*texts, event.organizer]).lower()
    return all(word in whole for word in words)
