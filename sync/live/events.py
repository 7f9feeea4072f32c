"""Events to try things with, made by the same code as a push's, on the scratch calendar; no guests."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

from scheduler.district import PersonId
from scheduler.errors import RemoteError
from scheduler.model import ActivityId
from sync.calendars.calendar_api import AlreadyThere
from sync.event.events import WantedEvent, insert_body
from sync.event.found_event import FoundEvent
from sync.event.identity import event_id, key_of
from sync.event.marks import Marks, digests_of, time_text
from sync.live.scratch import ZONE, Scratch

DAY = datetime(2027, 2, 1, 13, 10, tzinfo=UTC)
"""A Monday morning."""
TEXT = "Nothing to prepare.\nBring pencils & paper, 2 < 3.\nhttps://example.org/week-1?a=1&b=2"
"""What Google's page would turn into HTML, but must come back as it is."""


def wanted(name: str, start: datetime = DAY) -> WantedEvent:
    """An event of 40 minutes from `start` that invites nobody."""
    return WantedEvent(
        activity=ActivityId(name),
        owner=PersonId("nobody"),
        start=start,
        end=start + timedelta(minutes=40),
        zone=ZONE,
        title=f"Bellweave test: {name}",
        place="Oak Hill MS, room 214",
        text=TEXT,
        guests=(),
        hide_guests=True,
    )


def body_of(scratch: Scratch, event: WantedEvent) -> dict[str, Any]:
    """What a push would send for it."""
    key = key_of(scratch.run, event.activity)
    marks = Marks(
        key=key,
        generation=1,
        base=digests_of(event.values()),
        last_time=time_text(event.start, event.end),
        run=scratch.run,
    )
    return insert_body(event, event_id(scratch.run, key, 1), marks)


def put(scratch: Scratch, body: Mapping[str, Any]) -> FoundEvent:
    """Put an event whose id nobody used on the scratch calendar; nobody is told.

    Raises:
        RemoteError: Google refused it.
    """
    if body.get("attendees"):
        raise ValueError("a trial invites nobody")
    made = scratch.calendar.insert_event(scratch.calendar_id, body, send_updates="none")
    if isinstance(made, AlreadyThere):
        raise RemoteError("Google says that an id nobody used is used.", status=409)
    return made


def put_new(scratch: Scratch, name: str, start: datetime = DAY) -> FoundEvent:
    """`put` of an ordinary event."""
    return put(scratch, body_of(scratch, wanted(name, start)))


def change(scratch: Scratch, event: FoundEvent, body: Mapping[str, Any]) -> FoundEvent:
    """Patch an event, if it is still as `event`; nobody is told."""
    return scratch.calendar.patch_event(
        scratch.calendar_id, event.id, body, etag=event.etag, send_updates="none"
    )


def drop(scratch: Scratch, event: FoundEvent) -> None:
    """Delete an event, if it is still as `event`; nobody is told."""
    scratch.calendar.delete_event(
        scratch.calendar_id, event.id, etag=event.etag, send_updates="none"
    )


def look(scratch: Scratch, event: FoundEvent) -> FoundEvent:
    """The event as it is now.

    Raises:
        RemoteError: it is not there.
    """
    found = scratch.calendar.get_event(scratch.calendar_id, event.id)
    if found is None:
        raise RemoteError("The event is not found by its id.", status=404)
    return found
