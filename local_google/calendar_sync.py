"""events.list and events.instances: windows, pages, and lists of what changed since."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from local_google import (
    calendar_events,
    calendar_query,
    calendar_series,
    calendar_tokens,
    calendar_views,
)
from local_google.calendar_access import Access, open_calendar
from local_google.calendar_lists import default_reminders
from local_google.calendar_query import Asked
from local_google.calendar_rows import Event
from local_google.calendar_tables import not_found, setting
from local_google.calendar_times import bound, empty_range, parse, stamp_text
from local_google.store import Store
from local_google.wire import ApiError, Call, Json, Reply, invalid_parameter

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
EVENT_TYPES = ("birthday", "default", "focusTime", "fromGmail", "outOfOffice", "workingLocation")
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
        asked = Asked(
            call=call,
            since=since,
            after=token["after"] if token else None,
            match_all=setting(store, "repeated_properties") == "and",
        )
        page = _page(store, asked, calendar_query.events(db, calendar, asked), first=token is None)
        end = _token(asked, calendar, page, token["upto"] if token else row["change"])
        body = _head(db, call, access) | end | _items(db, call, access, page.events)
    if call.headers.get("if-none-match") == body["etag"]:
        return Reply(304, None)
    return Reply(200, body)


def instances(store: Store, call: Call) -> Reply:
    """events.instances: the single times of a series, in order of their start; 400 for no series."""
    with store.read() as db:
        access = open_calendar(db, call, "reader")
        _check(call)
        series = calendar_series.find(db, access.calendar, call.path["eventId"])
        if series is None:
            raise not_found()
        if not series.recurs:
            raise ApiError(400, "invalid", "The event is not a recurring event.")
        of = f"{access.calendar} {series.id}"
        token = calendar_tokens.page_token(call, "instances", of)
        asked = Asked(call=call, after=token["after"] if token else None)
        found = [*calendar_series.exceptions(db, series), *_untouched(db, series, asked)]
        ranked = sorted((e.start_ms, e.id, n) for n, e in enumerate(found) if _told(e, asked))
        behind = (found[n] for *place, n in ranked if not asked.after or place > asked.after)
        page = _page(store, asked, behind, first=token is None)
        end = {}
        if page.more:
            after = [page.events[-1].start_ms, page.events[-1].id] if page.events else asked.after
            end["nextPageToken"] = calendar_tokens.pack(k="instances", of=of, after=after)
        body = _head(db, call, access) | end | _items(db, call, access, page.events)
    return Reply(200, body)


def _untouched(db: sqlite3.Connection, series: Event, asked: Asked) -> Iterable[Event]:
    low_ms, high_ms = asked.window
    return calendar_series.instances(db, series, low_ms=low_ms, high_ms=high_ms)


def _told(event: Event, asked: Asked) -> bool:
    """Whether one time of a series is asked for."""
    low_ms, high_ms = asked.window
    wanted = parse(asked.call.one("originalStart") or "")
    original = parse(str(event.body["originalStartTime"].get("dateTime", "")))
    if asked.call.one("originalStart") and wanted != original:
        return False
    if event.status == "cancelled" and not asked.call.flag("showDeleted"):
        return False
    return (low_ms is None or event.end_ms > low_ms) and (
        high_ms is None or event.start_ms < high_ms
    )


def _items(
    db: sqlite3.Connection, call: Call, access: Access, found: list[Event]
) -> dict[str, list[Json]]:
    names = calendar_events.organizer_names(db, found) if found else {}
    who = calendar_views.reader(call, access, names)
    return {"items": [calendar_views.view(event, who) for event in found]}


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
    for kind in call.all("eventTypes"):
        if kind not in EVENT_TYPES:
            raise invalid_parameter("eventTypes", kind)
    order = call.one("orderBy")
    if order not in (None, "startTime", "updated"):
        raise ApiError(400, "invalidParameter", f"Invalid value '{order}'.", location="orderBy")
    if order == "startTime" and not call.flag("singleEvents"):
        message = "The requested ordering is not available for the particular query."
        raise ApiError(400, "badRequest", message, location="orderBy")
    start, end = (bound(name, call.one(name)) for name in ("timeMin", "timeMax"))
    if start is not None and end is not None and end <= start:
        raise empty_range()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Page:
    """What one answer holds, and whether there is more behind it."""

    events: list[Event]
    more: bool


def _page(store: Store, asked: Asked, found: Iterable[Event], *, first: bool) -> _Page:
    """One page; the switches make it short, or the first one empty although there is more."""
    if first and setting(store, "first_page_empty") == "yes":
        return _Page(events=[], more=True)
    most = int(setting(store, "longest_page"))
    size = min(calendar_tokens.page_size(asked.call, 250, 2500), most)
    page = list(islice(found, size + 1))
    return _Page(events=page[:size], more=len(page) > size)


def _token(asked: Asked, calendar: str, page: _Page, upto: int) -> Json:
    """`nextPageToken` or `nextSyncToken`, never both."""
    if page.more:
        after = calendar_query.place_of(asked.call, page.events[-1]) if page.events else asked.after
        return {
            "nextPageToken": calendar_tokens.pack(k="events", of=calendar, after=after, upto=upto)
        }
    if any(asked.call.one(name) is not None for name in NO_SYNC_AFTER):
        return {}
    return {"nextSyncToken": calendar_tokens.pack(k="events", of=calendar, n=upto)}
