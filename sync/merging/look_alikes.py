"""New events that look as if they stood already, under an id that is none of ours. Pure.

A workspace that lost its record, or a second one, would otherwise make everything a second time.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sync.event.found_event import FoundEvent
from sync.merging.changes import Change, Verb


def look_alikes(changes: Iterable[Change], strangers: Sequence[FoundEvent]) -> list[Change]:
    """The changes, each new event marked that has somebody's event beside it with its time and a guest.

    The owner is a guest of everything on her calendar, so she alone is no sign.
    """
    by_start: dict[object, list[FoundEvent]] = {}
    for stranger in strangers:
        by_start.setdefault((stranger.calendar_id, stranger.start), []).append(stranger)
    return [
        replace(change, like=like.id) if (like := _like(change, by_start)) else change
        for change in changes
    ]


def _like(change: Change, by_start: dict[object, list[FoundEvent]]) -> FoundEvent | None:
    wanted = change.wanted
    if change.verb is not Verb.CREATE or wanted is None:
        return None
    others = set(wanted.guests[1:])
    for stranger in by_start.get((change.calendar_id, wanted.start), ()):
        if stranger.end == wanted.end and others & {one.email for one in stranger.attendees}:
            return stranger
    return None
