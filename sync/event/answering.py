"""Telling an answer that a calendar gave by itself from one that a person gave. Pure.

Out-of-office and focus-time events can decline invitations that overlap them. The API does not mark such
an answer: it is a decline with the message set there, and it comes within seconds of the invitation. So
this is a reading, not a fact; what hangs on it is only how the decline is told.
"""

import re
from datetime import timedelta

from sync.event.found_event import FoundEvent, Guest, instant

AT_ONCE = timedelta(seconds=10)
"""No person opens, reads and declines an invitation in less."""
SAYS_SO = re.compile(
    r"\b(out[ -]of[ -](the[ -])?office|focus(ing)?[ -]time|automatic(ally)?|auto[ -]?declin)",
    re.IGNORECASE,
)
"""Google's own messages begin like 'Declined because I am out of office'."""


def answered_by_itself(guest: Guest, found: FoundEvent) -> bool:
    """Whether a decline seems to be the calendar's own."""
    if guest.response != "declined":
        return False
    return bool(SAYS_SO.search(guest.comment)) or _at_once(found)


def _at_once(found: FoundEvent) -> bool:
    """Whether the event is as it was seconds after it was made."""
    created = found.raw.get("created")
    if not created or found.updated is None:
        return False
    return found.updated - instant(str(created)) < AT_ONCE
