"""Where an event is opened in a browser, worked out from its ids as Google's own links are."""

import base64

from sync.event.identity import EventId

GROUP, SHORT = "@group.calendar.google.com", "@g"
"""Calendars that belong to nobody's account are named shorter in Google's links."""


def address_of(event: EventId, calendar_id: str) -> str:
    """The page of an event; Google shows it to whom the calendar is shared with, and to nobody else."""
    calendar = calendar_id.removesuffix(GROUP) + SHORT * calendar_id.endswith(GROUP)
    eid = base64.urlsafe_b64encode(f"{event} {calendar}".encode()).decode("ascii").rstrip("=")
    return f"https://www.google.com/calendar/event?eid={eid}"
