"""freebusy.query: when calendars are taken, without saying by what."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from local_google import calendar_rows, calendar_series
from local_google.calendar_access import RANK, role_of
from local_google.calendar_rows import Event
from local_google.calendar_tables import calendar_row, setting
from local_google.calendar_times import bound, empty_range, epoch_ms, render, zone
from local_google.store import Store
from local_google.wire import ApiError, Call, Json, Reply

MOST_CALENDARS = 50
NOT_FOUND = {"errors": [{"domain": "global", "reason": "notFound"}], "busy": []}
Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Window:
    """What is asked about, in milliseconds since the epoch, and the zone of the answer."""

    span: Span
    place: ZoneInfo


def query(store: Store, call: Call) -> Reply:
    """freebusy.query: a calendar that is unknown or not shared gets an error, never no busy time."""
    body = call.resource()
    start, end = _window(store, body)
    place = zone(body.get("timeZone") or "UTC")
    window = _Window(span=(epoch_ms(start), epoch_ms(end)), place=place)
    items = body.get("items") or []
    if len(items) > min(int(body.get("calendarExpansionMax") or MOST_CALENDARS), MOST_CALENDARS):
        message = "The requested number of calendars is too large."
        raise ApiError(400, "tooManyCalendarsRequested", message)
    with store.read() as db:
        calendars = {str(item.get("id", "")): _one(store, db, call, item, window) for item in items}
    return Reply(
        200,
        {
            "kind": "calendar#freeBusy",
            "timeMin": _bound_text(start),
            "timeMax": _bound_text(end),
            "calendars": calendars,
        },
    )


def _window(store: Store, body: Json) -> tuple[datetime, datetime]:
    for name in ("timeMin", "timeMax"):
        if not isinstance(body.get(name), str):
            raise ApiError(400, "required", f"Missing {name} parameter.", location=name)
    start, end = bound("timeMin", body["timeMin"]), bound("timeMax", body["timeMax"])
    if start is None or end is None or end <= start:
        raise empty_range()
    if end - start > timedelta(days=int(setting(store, "freebusy_days"))):
        message = "The requested time range is too long."
        raise ApiError(400, "timeRangeTooLong", message, domain="calendar", location="timeMax")
    return start, end


def _one(
    store: Store,
    db: sqlite3.Connection,
    call: Call,
    item: Json,
    window: "_Window",
) -> Json:
    named = str(item.get("id", "")).lower()
    calendar = call.caller.email if named == "primary" else named
    row = calendar_row(db, calendar)
    if row is None or RANK[role_of(db, row, call.caller.email)] < RANK["freeBusyReader"]:
        return NOT_FOUND
    unanswered = setting(store, "unanswered_is_busy") == "yes"
    spans = _busy(db, calendar, window.span, unanswered=unanswered)
    return {
        "busy": [
            {"start": _text(low, window.place), "end": _text(high, window.place)}
            for low, high in _merged(spans, window.span)
        ]
    }


def _busy(db: sqlite3.Connection, calendar: str, window: Span, *, unanswered: bool) -> list[Span]:
    rows = db.execute(
        "SELECT * FROM cal_events WHERE calendar = ? AND start_ms < ?"
        " AND end_ms > ? AND status <> 'cancelled'",
        (calendar, window[1], window[0]),
    ).fetchall()
    found: list[Span] = []
    for event in map(calendar_rows.from_row, rows):
        if not blocks(event.body, calendar, unanswered=unanswered):
            continue
        times: Iterable[Event] = (event,)
        if event.recurs:
            times = calendar_series.instances(db, event, low_ms=window[0], high_ms=window[1])
        found += [(time.start_ms, time.end_ms) for time in times]
    return sorted(found)


def blocks(body: Json, calendar: str, *, unanswered: bool) -> bool:
    """Whether an event takes its calendar's time."""
    if body.get("transparency") == "transparent" or body["eventType"] == "workingLocation":
        return False
    own = next((g for g in body.get("attendees", ()) if g["email"] == calendar), None)
    answer = own["responseStatus"] if own else "accepted"
    return answer != "declined" and (unanswered or answer != "needsAction")


def _merged(spans: list[Span], window: Span) -> list[Span]:
    """Sorted spans clipped to the window; those that touch become one."""
    result: list[Span] = []
    for start, end in spans:
        low, high = max(start, window[0]), min(end, window[1])
        if result and low <= result[-1][1]:
            result[-1] = (result[-1][0], max(high, result[-1][1]))
        else:
            result.append((low, high))
    return result


def _text(ms: int, place: ZoneInfo) -> str:
    return render(datetime.fromtimestamp(ms / 1000, UTC), place)


def _bound_text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").removesuffix("+00:00") + "Z"
