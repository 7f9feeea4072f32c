"""The single times of a recurring event: found by id, set apart when one is changed, cancelled.

A time that was never touched is no row: it is made from its series whenever it is asked for. One
that was changed or cancelled is a row like any other event, with a key of its own (`uid_of`), so
that guests' copies, answers and mails work for it as for every event.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from local_google import calendar_rows
from local_google.calendar_recurrence import Occurrence, occurrences
from local_google.calendar_rows import APART, Event
from local_google.calendar_tables import calendar_row
from local_google.store import Store


def find(db: sqlite3.Connection, calendar: str, event: str) -> Event | None:
    """A copy by its id, which may be that of an untouched time of a series."""
    row = calendar_rows.find(db, calendar, event)
    series_id, sign, stamp = event.rpartition("_")
    if row is not None or not sign:
        return row
    series = calendar_rows.find(db, calendar, series_id)
    if series is None or not series.recurs:
        return None
    place = zone_of(db, calendar)
    times = occurrences(series.body, place, high_ms=_end_of_day(stamp))
    return next((instance(series, one) for one in times if one.stamp == stamp), None)


def instance(series: Event, time: Occurrence) -> Event:
    """One time of a series, as it is while nobody touched it."""
    body = {name: value for name, value in series.body.items() if name != "recurrence"}
    body |= {
        "start": time.start,
        "end": time.end,
        "recurringEventId": series.id,
        "originalStartTime": time.start,
    }
    return replace(
        series,
        id=f"{series.id}_{time.stamp}",
        uid=uid_of(series.uid, time.stamp),
        start_ms=time.start_ms,
        end_ms=time.end_ms,
        body=body,
    )


def instances(
    db: sqlite3.Connection,
    series: Event,
    *,
    low_ms: int | None = None,
    high_ms: int | None = None,
) -> Iterator[Event]:
    """The untouched times of a series that overlap [low, high)."""
    apart = stamps_apart(db, series)
    times = occurrences(series.body, zone_of(db, series.calendar), low_ms=low_ms, high_ms=high_ms)
    return (instance(series, time) for time in times if time.stamp not in apart)


def stamps_apart(db: sqlite3.Connection, series: Event) -> set[str]:
    """Which times of a series are rows of their own, moved or cancelled."""
    return {event.uid.rpartition(APART)[2] for event in exceptions(db, series)}


def exceptions(db: sqlite3.Connection, series: Event) -> list[Event]:
    """The rows set apart from a series on its calendar."""
    rows = db.execute(
        "SELECT * FROM cal_events WHERE uid > ? AND uid < ? AND calendar = ?",
        (uid_of(series.uid, ""), uid_of(series.uid, "~"), series.calendar),
    ).fetchall()
    return [calendar_rows.from_row(row) for row in rows]


def set_apart(store: Store, db: sqlite3.Connection, event: Event) -> Event:
    """Make a row of a time that is about to change, on every calendar that has the series."""
    if APART not in event.uid:
        return event
    for series in calendar_rows.all_copies(db, event.ical_uid, event.organizer):
        own = f"{series.id}_{event.uid.rpartition(APART)[2]}"
        untouched = find(db, series.calendar, own)
        if untouched is None or series.status == "cancelled":
            continue
        if calendar_rows.find(db, series.calendar, own) is None:
            calendar_rows.resave(store, db, untouched, untouched.body)
    return calendar_rows.find(db, event.calendar, event.id) or event


def drop_outdated(store: Store, db: sqlite3.Connection, series: Event) -> None:
    """After a change of the series: what was set apart from a time it no longer has is cancelled.

    Guests' copies follow when the series is brought to them.
    """
    for copy in calendar_rows.all_copies(db, series.uid, series.organizer):
        times: set[str] = set()
        rows = exceptions(db, copy)
        if rows and series.recurs:
            high_ms = max(_end_of_day(row.uid.rpartition(APART)[2]) for row in rows)
            place = zone_of(db, copy.calendar)
            times = {one.stamp for one in occurrences(series.body, place, high_ms=high_ms)}
        for row in rows:
            if row.status != "cancelled" and row.uid.rpartition(APART)[2] not in times:
                calendar_rows.resave(store, db, row, row.body | {"status": "cancelled"})


def cancel_all(store: Store, db: sqlite3.Connection, series: Event) -> None:
    """A cancelled series takes along what was set apart from it on its calendar."""
    for event in exceptions(db, series):
        if event.status != "cancelled":
            calendar_rows.resave(store, db, event, event.body | {"status": "cancelled"})


def uid_of(uid: str, stamp: str) -> str:
    """The key by which copies of one time of a series know each other."""
    return f"{uid}{APART}{stamp}"


def zone_of(db: sqlite3.Connection, calendar: str) -> ZoneInfo:
    """The calendar's own zone."""
    row = calendar_row(db, calendar)
    return ZoneInfo(row["time_zone"] if row else "UTC")


def _end_of_day(stamp: str) -> int:
    """An instant after any time with this stamp; the epoch for what is no stamp."""
    try:
        day = datetime.strptime(stamp[:8], "%Y%m%d").replace(tzinfo=UTC)
    except ValueError:
        return 0
    return int((day + timedelta(days=3)).timestamp() * 1000)
