"""Busy time: splitting one question into questions Google takes, and putting the answers together.

Google takes 50 calendars a question (`calendarExpansionMax`); the range has no documented limit,
60 days were always accepted.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sync.event.found_event import instant

CALENDARS_MAX = 50
RANGE_MAX = timedelta(days=60)

BusySpans = tuple[tuple[datetime, datetime], ...]
"""Half-open spans in aware UTC, in order, none touching the next."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nobody may conclude that this calendar is free; `reason` is Google's word."""

    reason: str


def chunks(
    ids: Sequence[str], start: datetime, end: datetime
) -> Iterator[tuple[Sequence[str], datetime, datetime]]:
    """Questions of at most 50 calendars and 60 days that cover [start, end) once."""
    if start >= end:
        raise ValueError("busy time is asked for a span that ends after it starts")
    asked = list(dict.fromkeys(ids))
    low = start
    while low < end:
        high = min(end, low + RANGE_MAX)
        for first in range(0, len(asked), CALENDARS_MAX):
            yield asked[first : first + CALENDARS_MAX], low, high
        low = high


def join(
    ids: Sequence[str], answers: Iterable[tuple[Sequence[str], Mapping[str, Any]]]
) -> dict[str, BusySpans | Unknown]:
    """One result a calendar; one fault in any of its answers makes it unknown."""
    spans: dict[str, list[tuple[datetime, datetime]]] = {one: [] for one in ids}
    faults: dict[str, Unknown] = {}
    for asked, answer in answers:
        calendars = answer.get("calendars", {})
        for one in asked:
            said = calendars.get(one)
            if said is None or said.get("errors") or "busy" not in said:
                faults[one] = Unknown(_reason(said))
                continue
            spans[one].extend((instant(b["start"]), instant(b["end"])) for b in said["busy"])
    return {one: faults.get(one) or _merged(spans[one]) for one in spans}


def _reason(said: Mapping[str, Any] | None) -> str:
    if said is None or not said.get("errors"):
        return "notAnswered"
    return str(said["errors"][0].get("reason", "unknown"))


def _merged(spans: list[tuple[datetime, datetime]]) -> BusySpans:
    merged: list[tuple[datetime, datetime]] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
