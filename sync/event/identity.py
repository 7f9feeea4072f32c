"""Which event is an activity's: ids worked out from the activity, so that they can be found again.

An id is never drawn and never asked for: two runs, or two computers, that write the same activity
write the same event. Google allows the letters a-v and the digits, 5 to 1024 of them, and never lets
an id be used twice, even after a deletion; hence the generation.
"""

import base64
from functools import lru_cache
from hashlib import blake2b
from typing import NewType

from scheduler.model import ActivityId

Key = NewType("Key", str)
"""An activity's name in the calendar: opaque, so that no person's name stands in an event's marks."""

EventId = NewType("EventId", str)

PREFIX = "bell"
_BYTES = 20


def key_of(namespace: str, activity: ActivityId) -> Key:
    """The key of an activity; `namespace` keeps two programs on one calendar apart."""
    return Key(_digest("key", namespace, activity))


def event_id(namespace: str, key: Key, generation: int) -> EventId:
    """The id of the key's event; `generation` counts from 1 and rises when an id is used up."""
    return EventId(PREFIX + _digest("event", namespace, key, str(generation)))


def guest_mark(key: Key, email: str) -> str:
    """A short sign for a guest we invited; different in every event, so that it names nobody."""
    return _digest("guest", key, email.strip().lower())[:8]


@lru_cache(maxsize=100_000)
def short_digest(*parts: str) -> str:
    """A short fingerprint of texts, for telling whether a field was changed.

    Kept, since the same cells are looked at in every push, and base32 is slow where Python does it.
    """
    return _digest("field", *parts)[:12]


def _digest(*parts: str) -> str:
    """blake2b-160 in base32hex, lower case; lengths are hashed so that parts cannot run together."""
    hashed = blake2b(digest_size=_BYTES)
    for part in parts:
        data = part.encode()
        hashed.update(len(data).to_bytes(8, "big") + data)
    return base64.b32hexencode(hashed.digest()).decode().lower().rstrip("=")
