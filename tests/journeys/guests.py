"""What guests and coaches do in their own calendars, over the wire, on the local Google."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from local_google.admin import mint
from local_google.server import serve
from local_google.store import Store
from sync.account.credentials import load_local
from sync.calendars.calendar_api import CalendarApi
from sync.event.found_event import FoundEvent
from sync.wire.connection import local
from sync.wire.transport import Transport

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@contextmanager
def signed_in(store: Store, email: str) -> Iterator[CalendarApi]:
    """Somebody's calendar as she sees it."""
    with serve(store) as running:
        minted = mint(store, email)
        credential = load_local(running.url, minted.refresh, token=minted.access)
        transport = Transport(credential, local(running.url))
        try:
            yield CalendarApi(transport)
        finally:
            transport.close()


def answers(
    store: Store,
    email: str,
    title: str,
    response: str,
    *,
    comment: str = "",
    after: datetime = LONG_AGO,
) -> str:
    """Somebody answers her first event of that title after a moment; the whole title."""
    with signed_in(store, email) as own:
        event = _first(own, email, title, after)
        others = [guest.entry() for guest in event.attendees if guest.email != email]
        mine = {"email": email, "responseStatus": response, "comment": comment}
        body = {"attendees": [*others, mine]}
        own.patch_event(email, event.id, body, etag=event.etag, send_updates="none")
        return event.summary


def drags(
    store: Store, owner: str, calendar: str, title: str, *, by: timedelta, after: datetime
) -> str:
    """Somebody who may write in a calendar moves its first such event after a moment; its id."""
    with signed_in(store, owner) as own:
        event = _first(own, calendar, title, after)
        assert event.start is not None
        assert event.end is not None
        body = {
            "start": {"dateTime": (event.start + by).isoformat()},
            "end": {"dateTime": (event.end + by).isoformat()},
        }
        own.patch_event(calendar, event.id, body, etag=event.etag, send_updates="none")
        return event.id


def _first(own: CalendarApi, calendar: str, title: str, after: datetime) -> FoundEvent:
    events = [one for one in own.list_events(calendar).events if title in one.summary]
    live = {one.start: one for one in events if not one.cancelled and one.start}
    return live[min(start for start in live if start > after)]
