"""The dates on which the events of a calendar file stand, followed no further than is safe.

A rule from a stranger may ask for a date every second, for ever, or never come true: then the library
that follows it looks for a first date up to the year 9999. So the looking has an end in time, in dates of
one event, and in dates of all.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice
from threading import Thread
from time import monotonic
from typing import Any

from dateutil.rrule import rrulestr

MOST_TIMES = 400
"""Dates one event may stand on, by lasting or by recurring: more than a school year has."""
MOST_IN_ALL = 5_000
"""Dates all events of a file may stand on together."""
MOST_SECONDS = 2.0
"""How long the rules of a file are followed."""
FURTHEST = timedelta(days=3 * 366)
"""How far a rule is followed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stands:
    """The dates of one event; `cut` when there were more, `timed` when it begins at an hour."""

    dates: Sequence[date]
    cut: bool
    timed: bool


def dates_of(
    events: Sequence[Any],
    *,
    seconds: float = MOST_SECONDS,
    clock: Callable[[], float] = monotonic,
) -> list[Stands | None]:
    """Where each event stands, None for one that cannot be read or followed; of the first ones only, when
    these take all the time or all the dates there are.
    """
    found: list[Stands | None] = []
    over, total = clock() + seconds, 0
    for event in events:
        left = over - clock()
        if left <= 0 or total >= MOST_IN_ALL:
            break
        recurs = "RRULE" in event
        stands = _followed(event, min(left, seconds / 4)) if recurs else _stands(event)
        total += len(stands.dates) if stands else 0
        found.append(stands)
    return found


def _followed(event: Any, seconds: float) -> Stands | None:
    """The dates of one that recurs; None when its rule leads nowhere in so many seconds.

    What hangs in the library cannot be stopped, so it runs beside: nothing waits for it, and it ends with
    the program at the latest.
    """
    found: list[Stands | None] = []
    following = Thread(target=lambda: found.append(_stands(event)), daemon=True)
    following.start()
    following.join(seconds)
    return found[0] if found else None


def _stands(event: Any) -> Stands | None:
    try:
        start = event.decoded("DTSTART")
        dates = list(islice(_dates(event, start), MOST_TIMES + 1))
    except (ValueError, KeyError, TypeError, OverflowError, AttributeError):
        return None
    return Stands(
        dates=dates[:MOST_TIMES], cut=len(dates) > MOST_TIMES, timed=isinstance(start, datetime)
    )


def _dates(event: Any, start: date) -> Iterator[date]:
    """The weekdays an event stands on, all its recurrences, not in order."""
    first = start.date() if isinstance(start, datetime) else start
    long = _length(event, start)
    left_out = set(_left_out(event))
    for begins in _recurring(event, first):
        if begins in left_out:
            continue
        for number in range(min(long, MOST_TIMES + 1)):
            day = begins + timedelta(days=number)
            if day.weekday() < 5:
                yield day


def _length(event: Any, start: date) -> int:
    """How many dates it covers; the end of an event of whole days is the day after it."""
    if isinstance(start, datetime):
        return 1
    if "DTEND" in event:
        end = event.decoded("DTEND")
        return max(1, ((end.date() if isinstance(end, datetime) else end) - start).days)
    if "DURATION" in event:
        return max(1, int(event.decoded("DURATION").days))
    return 1


def _recurring(event: Any, first: date) -> Iterable[date]:
    """The dates it begins on: its own, and those of its rule up to the limit."""
    if "RRULE" not in event:
        return (first,)
    found = event["RRULE"]
    rules = found[0] if isinstance(found, list) else found
    text = rules.to_ical().decode()
    if any(often in text for often in ("SECONDLY", "MINUTELY", "HOURLY")):
        raise ValueError("a day off does not recur within a day")
    count = rules.get("COUNT", [2 * MOST_TIMES])[0]
    begins = datetime.combine(first, time(0))  # a wall date without a zone, as dates are meant
    rule: Any = rrulestr(text, dtstart=begins, ignoretz=True)
    ends = min(begins + FURTHEST, rule._until or begins + FURTHEST)  # noqa: SLF001 - has no other name
    return (moment.date() for moment in islice(rule.replace(count=None, until=ends), count))


def _left_out(event: Any) -> Iterator[date]:
    found = event.get("EXDATE", [])
    for group in found if isinstance(found, list) else [found]:
        for one in group.dts:
            yield one.dt.date() if isinstance(one.dt, datetime) else one.dt
