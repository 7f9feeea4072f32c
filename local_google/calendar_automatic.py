"""Answers that nobody gives by hand: rooms say yes or no, and people away decline by themselves.

A room declines what meets something it is busy with. An out-of-office or focus-time event declines
invitations in its time if its `autoDeclineMode` says so: the guest's answer is `declined` and its
comment is the event's `declineMessage`, as if typed. Nobody is mailed of an automatic answer.
"""

import sqlite3
from collections.abc import Iterator

from local_google import calendar_copies, calendar_rows, calendar_series
from local_google.calendar_freebusy import blocks
from local_google.calendar_rows import Event
from local_google.calendar_tables import setting
from local_google.store import Store
from local_google.wire import Json

AWAY = ("focusTime", "outOfOffice")
ALL, NEW = "declineAllConflictingInvitations", "declineOnlyNewConflictingInvitations"


def at_once(store: Store, db: sqlite3.Connection, event: Event, before: Event | None) -> Event:
    """The organizer's event with the answers that come by themselves, unless they come `later`."""
    if not event.body.get("attendees") or setting(store, "automatic_answers") != "at_once":
        return event
    return _answered(store, db, event, moved=before is not None and _times(before) != _times(event))


def later(store: Store, db: sqlite3.Connection) -> None:
    """Give all answers that are due."""
    rows = db.execute(
        "SELECT * FROM cal_events WHERE organizer = calendar AND status <> 'cancelled'"
    ).fetchall()
    for event in map(calendar_rows.from_row, rows):
        answered = _answered(store, db, event, moved=False)
        if answered is not event:
            calendar_copies.spread(store, db, answered)


def decline_all(store: Store, db: sqlite3.Connection, away: Event) -> None:
    """Decline every invitation that a new absence meets, if that is its mode."""
    if _mode(away.body) != ALL:
        return
    for span in _spans(db, away):
        for copy in _overlapping(db, away.calendar, span):
            guest = _guest(copy.body, away.calendar)
            if copy.organized_here or guest is None or guest["responseStatus"] == "declined":
                continue
            owner = calendar_rows.find_by_uid(db, copy.organizer, copy.uid)
            if owner is not None and owner.status != "cancelled":
                saved = _with(store, db, owner, {away.calendar: _no(away.body)})
                calendar_copies.refresh_answers(store, db, saved)


def _answered(store: Store, db: sqlite3.Connection, event: Event, *, moved: bool) -> Event:
    given: dict[str, Json] = {}
    for guest in event.body.get("attendees", ()):
        email, waiting = guest["email"], guest["responseStatus"] == "needsAction"
        room = is_room(db, email)
        if room and (waiting or moved or not guest.get("resource")):
            taken = any(_taken(db, email, event, span) for span in _spans(db, event))
            answer = "declined" if taken else "accepted"
            given[email] = {"responseStatus": answer, "resource": True}
        elif waiting and not room:
            away = _absence(db, email, event)
            if away is not None:
                given[email] = _no(away.body)
    return _with(store, db, event, given) if given else event


def is_room(db: sqlite3.Connection, email: str) -> bool:
    """Whether a calendar is that of a room."""
    return db.execute("SELECT 1 FROM cal_rooms WHERE id = ?", (email,)).fetchone() is not None


def _taken(db: sqlite3.Connection, room: str, event: Event, span: tuple[int, int]) -> bool:
    return any(
        other.uid != event.uid and blocks(other.body, room, unanswered=True)
        for other in _overlapping(db, room, span)
    )


def _absence(db: sqlite3.Connection, email: str, event: Event) -> Event | None:
    """The absence that declines this event; a series is declined time by time, by hand."""
    if event.recurs or email == event.calendar:
        return None
    rows = db.execute(
        "SELECT e.* FROM cal_lists l JOIN cal_events e ON e.calendar = l.calendar AND e.id = l.id"
        " WHERE l.kind = 'away' AND l.calendar = ? AND e.start_ms < ? AND e.end_ms > ?"
        " AND e.status <> 'cancelled' ORDER BY e.start_ms",
        (email, event.end_ms, event.start_ms),
    ).fetchall()
    for away in map(calendar_rows.from_row, rows):
        times = [away]
        if away.recurs:
            times = list(
                calendar_series.instances(db, away, low_ms=event.start_ms, high_ms=event.end_ms)
            )
        if times and _mode(away.body) in (ALL, NEW):
            return away
    return None


def _spans(db: sqlite3.Connection, event: Event) -> Iterator[tuple[int, int]]:
    if not event.recurs:
        return iter([(event.start_ms, event.end_ms)])
    return ((time.start_ms, time.end_ms) for time in calendar_series.instances(db, event))


def _overlapping(db: sqlite3.Connection, calendar: str, span: tuple[int, int]) -> Iterator[Event]:
    rows = db.execute(
        "SELECT * FROM cal_events WHERE calendar = ? AND start_ms < ? AND end_ms > ?"
        " AND status <> 'cancelled' ORDER BY start_ms, id",
        (calendar, span[1], span[0]),
    ).fetchall()
    for event in map(calendar_rows.from_row, rows):
        if event.recurs:
            yield from calendar_series.instances(db, event, low_ms=span[0], high_ms=span[1])
        else:
            yield event


def _with(store: Store, db: sqlite3.Connection, event: Event, given: dict[str, Json]) -> Event:
    guests = [guest | given.get(guest["email"], {}) for guest in event.body["attendees"]]
    if guests == event.body["attendees"]:
        return event
    return calendar_rows.resave(store, db, event, event.body | {"attendees": guests})


def _no(away: Json) -> Json:
    message = away.get(f"{away['eventType']}Properties", {}).get("declineMessage")
    return {"responseStatus": "declined"} | ({"comment": message} if message else {})


def _mode(body: Json) -> str:
    if body["eventType"] not in AWAY:
        return ""
    return str(body.get(f"{body['eventType']}Properties", {}).get("autoDeclineMode", ""))


def _guest(body: Json, email: str) -> Json | None:
    return next((g for g in body.get("attendees", ()) if g["email"] == email), None)


def _times(event: Event) -> tuple[int, int]:
    return event.start_ms, event.end_ms
