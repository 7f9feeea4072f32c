"""Which copies of a calendar a list asks for, and in which order."""

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from local_google import calendar_rows, calendar_series
from local_google.calendar_rows import APART, Event
from local_google.calendar_times import bound, epoch_ms
from local_google.wire import ApiError, Call

COLUMNS = {"startTime": "start_ms", "updated": "updated_ms"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A list call; `since` a change number, `after` the place of the last event already shown."""

    call: Call
    since: int | None = None
    after: list[Any] | None = None
    match_all: bool = True

    @property
    def window(self) -> tuple[int | None, int | None]:
        """`timeMin` and `timeMax` in milliseconds since the epoch."""
        low, high = (bound(name, self.call.one(name)) for name in ("timeMin", "timeMax"))
        return epoch_ms(low) if low else None, epoch_ms(high) if high else None


def events(db: sqlite3.Connection, calendar: str, asked: Asked) -> Iterator[Event]:
    """The copies in order, from behind `after` on.

    A calendar without series is read row by row; where there are some and single times are wanted,
    all of them are laid out first.
    """
    if not asked.call.flag("singleEvents") or not _has_series(db, calendar):
        found = _in_order(db, calendar, asked)
    else:
        found = iter(_laid_out(db, calendar, asked))
    return (event for event in found if _wanted(asked, event))


def place_of(call: Call, event: Event) -> list[Any]:
    """Where an event stands in the order of a list."""
    order = call.one("orderBy") or ""
    column = COLUMNS.get(order)
    return [getattr(event, column), event.id] if column else [event.id]


def _in_order(db: sqlite3.Connection, calendar: str, asked: Asked) -> Iterator[Event]:
    column = COLUMNS.get(asked.call.one("orderBy") or "")
    where, values = _where(calendar, asked)
    if asked.after is not None:
        where.append(f"({column}, id) > (?, ?)" if column else "id > ?")
        values.extend(asked.after)
    for event in _select(db, where, values, f"{column}, id" if column else "id"):
        if _shows(db, event, asked):
            yield event


def _laid_out(db: sqlite3.Connection, calendar: str, asked: Asked) -> list[Event]:
    low_ms, high_ms = asked.window
    found: list[Event] = []
    for event in _select(db, *_where(calendar, asked), "id"):
        if event.recurs:
            found += calendar_series.instances(db, event, low_ms=low_ms, high_ms=high_ms)
        elif event.status != "cancelled" or _tells_deleted(asked):
            found.append(event)
    ranked = sorted((place_of(asked.call, event), number) for number, event in enumerate(found))
    return [found[number] for place, number in ranked if not asked.after or place > asked.after]


def _where(calendar: str, asked: Asked) -> tuple[list[str], list[Any]]:
    call, (low_ms, high_ms) = asked.call, asked.window
    where, values = ["calendar = ?"], list[Any]([calendar])
    changed = bound("updatedMin", call.one("updatedMin"))
    if low_ms is not None:
        where.append("end_ms > ?")
        values.append(low_ms)
    if high_ms is not None:
        where.append("start_ms < ?")
        values.append(high_ms)
    if changed is not None:
        where.append("updated_ms >= ?")
        values.append(epoch_ms(changed))
    if call.one("iCalUID"):
        uid = str(call.one("iCalUID"))
        where.append("(uid = ? OR uid > ? AND uid < ?)")
        values += [uid, calendar_series.uid_of(uid, ""), calendar_series.uid_of(uid, "~")]
    if asked.since is not None:
        where.append("change > ?")
        values.append(asked.since)
    elif not _tells_deleted(asked):
        # A cancelled time of a living series is told all the same: see `_shows`.
        where.append(f"(status <> 'cancelled' OR instr(uid, char({ord(APART)})))")
    return where, values


def _select(
    db: sqlite3.Connection, where: list[str], values: list[Any], order: str
) -> Iterable[Event]:
    text = f"SELECT * FROM cal_events WHERE {' AND '.join(where)} ORDER BY {order}"  # noqa: S608 - fixed words, values are bound
    return map(calendar_rows.from_row, db.execute(text, values))


def _tells_deleted(asked: Asked) -> bool:
    call = asked.call
    return asked.since is not None or call.one("updatedMin") is not None or call.flag("showDeleted")


def _shows(db: sqlite3.Connection, event: Event, asked: Asked) -> bool:
    """Of a series, whether any time of it lies in the window; of a cancelled time, its series."""
    if event.recurs and event.status != "cancelled":
        low_ms, high_ms = asked.window
        if low_ms is None and high_ms is None:
            return True
        times = calendar_series.instances(db, event, low_ms=low_ms, high_ms=high_ms)
        return next(times, None) is not None
    if event.status == "cancelled" and not _tells_deleted(asked):
        if asked.call.flag("singleEvents"):
            return False
        series = calendar_rows.find(db, event.calendar, event.id.rpartition("_")[0])
        return series is not None and series.status != "cancelled"
    return True


def _has_series(db: sqlite3.Connection, calendar: str) -> bool:
    row = db.execute(
        "SELECT 1 FROM cal_lists WHERE calendar = ? AND kind = 'series' LIMIT 1", (calendar,)
    ).fetchone()
    return row is not None


def _wanted(asked: Asked, event: Event) -> bool:
    call = asked.call
    kinds = call.all("eventTypes")
    if kinds and event.body["eventType"] not in kinds:
        return False
    for side in ("private", "shared"):
        constraints = call.all(f"{side}ExtendedProperty")
        if constraints and not _has(event, side, constraints, match_all=asked.match_all):
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
