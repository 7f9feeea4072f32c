"""Which stretch of time an event that is not ours takes, and what is left of busy time without ours. Pure.

Everything here is an instant; a wall time is turned into one by the zone of its own calendar. All-day
events take whole days of that calendar, days of 23 and 25 hours too.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from scheduler.peoples_time.availability import minus
from scheduler.schoolday import Span
from sync.event.found_event import FoundEvent

TELLS_WHERE_ONLY = "workingLocation"
"""An event type that says where somebody works, and takes no time."""


def time_taken(event: FoundEvent, person: str, zone: str) -> Span | None:
    """The time an event takes of the person with that address; None when it takes none.

    None: cancelled, shown as free, a working location, declined by her, or without a length. An event
    that ends before it starts is some program's mistake: all between its two ends is taken, because
    nobody may conclude that she is free.
    """
    if event.cancelled or event.raw.get("transparency") == "transparent":
        return None
    if event.raw.get("eventType") == TELLS_WHERE_ONLY:
        return None
    if any(one.email == person.lower() and one.response == "declined" for one in event.attendees):
        return None
    first = event.start or _midnight(event.first_day, zone)
    last = event.end or _midnight(event.end_day, zone)
    if first is None or last is None or first == last:
        return None
    return Span(start=min(first, last), end=max(first, last))


def without_ours(busy: Iterable[Span], ours: Iterable[Span]) -> list[Span]:
    """What of somebody's busy time is not ours, in order.

    Google tells busy time as a union: where one of our events touches or overlaps somebody else's, the
    two come as one stretch, of which what lies outside ours is left. An event that lies wholly under one
    of ours cannot be seen this way; it comes to light when ours moves, at the next look.
    """
    cuts = list(ours)
    return joined(piece for span in busy for piece in minus(span, cuts))


def joined(spans: Iterable[Span]) -> list[Span]:
    """Spans in order, those that touch or overlap as one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(start=found[-1].start, end=max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _midnight(day: date | None, zone: str) -> datetime | None:
    """The first instant of a date where the calendar is; a midnight the clocks skip is the next one."""
    if day is None:
        return None
    return datetime.combine(day, time(), tzinfo=ZoneInfo(zone)).astimezone(UTC)
