"""A link that opens Google Calendar with an event filled in, for people we send no invitation."""

from datetime import UTC, datetime
from urllib.parse import urlencode

from sync.event.events import WantedEvent

ADDRESS = "https://calendar.google.com/calendar/r/eventedit"


def calendar_link(event: WantedEvent) -> str:
    """The link; whoever opens it sees the event and saves it in her own calendar, or does not.

    It holds what the invitation says, and so no teacher's name where somebody from outside takes part.
    """
    return f"{ADDRESS}?" + urlencode(
        {
            "action": "TEMPLATE",
            "text": event.title,
            "dates": f"{_stamp(event.start)}/{_stamp(event.end)}",
            "ctz": event.zone,
            "details": event.text,
            "location": event.place,
        }
    )


def _stamp(moment: datetime) -> str:
    """An instant like `20261208T154000Z`."""
    return moment.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
