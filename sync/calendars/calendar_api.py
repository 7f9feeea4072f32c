"""The Google Calendar v3 calls we make, typed; every write says whether it sends mail.

Google restates: a used id answers 409, a stale If-Match 412, a deleted event 410 or `cancelled`,
an expired sync token 410; `events.list` pages may be short or empty and still have a next one.
"""

import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal

from scheduler.errors import RemoteError
from sync.calendars.busy import BusySpans, Unknown, chunks, join
from sync.calendars.calendar_entry import CalendarEntry, Reader, entry_of
from sync.event.found_event import FoundEvent, read_event
from sync.event.labels import Label
from sync.wire.answers import Unanswered
from sync.wire.google_http import CalendarHttp, calendar_service
from sync.wire.pages import every_page
from sync.wire.retries import Kind
from sync.wire.transport import Transport

SendUpdates = Literal["all", "externalOnly", "none"]
Role = Literal["freeBusyReader", "reader", "writer", "owner"]
PAGE_SIZE = 2500
CREATE_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class AlreadyThere:
    """The id is used, perhaps by our own lost answer, perhaps by a deleted event: look."""

    calendar_id: str
    event_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EventPage:
    """All events of a listing, and the token that lists what changes after it.

    `role` is what we may do on the calendar and `time_zone` its own, both '' where Google did not say.
    """

    events: tuple[FoundEvent, ...]
    next_sync_token: str | None
    role: str = ""
    time_zone: str = ""


class EtagMoved(RemoteError):
    """The event changed or went away after we read it (412, 404, 410): read it again."""


class SyncTokenExpired(RemoteError):
    """The calendar has forgotten our last listing (410): list everything."""


class CalendarApi:
    """Calendar calls for one signed-in account; safe for threads (one client each)."""

    def __init__(self, transport: Transport) -> None:
        self._transport = transport
        self._own = threading.local()

    def calendars(self) -> list[CalendarEntry]:
        """Every calendar on the account's list; needs a scope beyond the least ones."""
        resource = self._service().calendarList()

        def page(token: str | None) -> dict[str, Any]:
            return self._run(resource.list(pageToken=token, maxResults=250, showHidden=True))

        return [entry_of(item) for item in every_page(page, "items")[0]]

    def get_calendar(self, calendar_id: str) -> CalendarEntry | None:
        """One calendar; None when it is gone or not ours to see."""
        try:
            return entry_of(self._run(self._service().calendars().get(calendarId=calendar_id)))
        except RemoteError as error:
            if error.status in (404, 410):
                return None
            raise

    def create_calendar(
        self, summary: str, time_zone: str, description: str, labels: Sequence[Label] = ()
    ) -> str:
        """Make a calendar and give its id; `description` is the mark it is found by.

        Google takes no id of ours here, so after a lost answer the list is searched for a calendar
        with the same name and mark before another is made.

        Raises:
            Unanswered: the answer was lost and the list cannot be read; look before repeating.
        """
        body: dict[str, Any] = {"summary": summary, "timeZone": time_zone}
        body["description"] = description
        if labels:
            body["labelProperties"] = {"eventLabels": [one.entry() for one in labels]}
        for last in (False,) * (CREATE_TRIES - 1) + (True,):
            try:
                made = self._run(self._service().calendars().insert(body=body))
            except Unanswered as lost:
                found = self._marked(summary, description, lost)
                if found is None and last:
                    raise
                if found is None:
                    continue
                return found
            return str(made["id"])
        raise AssertionError("unreachable: the last try returns or raises")

    def calendar_labels(self, calendar_id: str) -> tuple[list[dict[str, Any]], str]:
        """The event labels a calendar has, as Google gives them, and the etag they were read with."""
        found = self._run(self._service().calendars().get(calendarId=calendar_id))
        return found.get("labelProperties", {}).get("eventLabels", []), str(found["etag"])

    def replace_labels(
        self, calendar_id: str, entries: Sequence[Mapping[str, Any]], etag: str
    ) -> None:
        """Give a calendar this list in place of the one that was read with the etag; nobody is mailed.

        Raises:
            EtagMoved: the calendar was changed since.
        """
        body = {"labelProperties": {"eventLabels": list(entries)}}
        request = self._service().calendars().patch(calendarId=calendar_id, body=body)
        self._conditional(request, etag, moved=(412,))

    def delete_calendar(self, calendar_id: str) -> None:
        """Delete a calendar with all its events, without a mail; one that is gone is fine."""
        request = self._service().calendars().delete(calendarId=calendar_id)
        try:
            self._run(request, Kind.REPEATABLE_WRITE)
        except RemoteError as error:
            if error.status not in (404, 410):
                raise

    def insert_event(
        self, calendar_id: str, body: Mapping[str, Any], *, send_updates: SendUpdates
    ) -> FoundEvent | AlreadyThere:
        """Add an event under the id in `body`; a used id is a result, not an error.

        A meeting link in it may still be in the making when Google answers.
        """
        request = self._events().insert(
            calendarId=calendar_id,
            body=dict(body),
            sendUpdates=send_updates,
            conferenceDataVersion=_conferences(body),
            # Without the version Google drops the label; with it, a body without one takes it off.
            eventLabelVersion=1 if "eventLabelId" in body else None,
        )
        kind = Kind.INSERT_WITH_OWN_ID if body.get("id") else Kind.NON_IDEMPOTENT
        try:
            return read_event(calendar_id, self._run(request, kind))
        except RemoteError as error:
            if error.status == 409 and body.get("id"):
                return AlreadyThere(calendar_id=calendar_id, event_id=body["id"])
            raise

    def get_event(self, calendar_id: str, event_id: str) -> FoundEvent | None:
        """One event, a deleted one with `cancelled`; None when it never was or is purged."""
        try:
            raw = self._run(self._events().get(calendarId=calendar_id, eventId=event_id))
        except RemoteError as error:
            if error.status in (404, 410):
                return None
            raise
        return read_event(calendar_id, raw)

    def patch_event(
        self,
        calendar_id: str,
        event_id: str,
        body: Mapping[str, Any],
        *,
        etag: str,
        send_updates: SendUpdates,
    ) -> FoundEvent:
        """Change the fields in `body` (lists are replaced whole) if the event is still `etag`.

        Raises:
            EtagMoved: it is not; or it is ours, made by a call whose answer was lost.
        """
        request = self._events().patch(
            calendarId=calendar_id,
            eventId=event_id,
            body=dict(body),
            sendUpdates=send_updates,
            conferenceDataVersion=_conferences(body),
        )
        return read_event(calendar_id, self._conditional(request, etag, (404, 409, 410, 412)))

    def delete_event(
        self, calendar_id: str, event_id: str, *, etag: str, send_updates: SendUpdates
    ) -> None:
        """Delete the event if it is still `etag`; one that is gone already is fine.

        Raises:
            EtagMoved: it changed after we read it.
        """
        request = self._events().delete(
            calendarId=calendar_id, eventId=event_id, sendUpdates=send_updates
        )
        try:
            self._conditional(request, etag, (412,))
        except RemoteError as error:
            if error.status not in (404, 410):
                raise

    def list_events(
        self,
        calendar_id: str,
        *,
        sync_token: str | None = None,
        ends_after: datetime | None = None,
        starts_before: datetime | None = None,
        expanded_max: int | None = None,
    ) -> EventPage:
        """Every event, deleted ones too; with `sync_token`, what changed since that listing.

        The bounds are exclusive instants and cannot go with a token. With `expanded_max` Google lists
        each time of a recurring event as an event of its own, at most so many in all.

        Raises:
            SyncTokenExpired: list again without a token.
            RemoteError: the pages do not end; nothing may be concluded from them.
        """
        if sync_token and (ends_after or starts_before):
            raise ValueError("a sync token cannot be combined with bounds")
        asked = {
            "calendarId": calendar_id,
            "showDeleted": True,
            "maxResults": PAGE_SIZE,
            "syncToken": sync_token,
            "timeMin": _rfc3339(ends_after),
            "timeMax": _rfc3339(starts_before),
            "singleEvents": True if expanded_max else None,
        }

        def page(token: str | None) -> dict[str, Any]:
            return self._run(self._events().list(**asked, pageToken=token))

        try:
            items, last = every_page(page, "items", items_max=expanded_max)
        except RemoteError as error:
            if error.status == 410:
                raise SyncTokenExpired(error.what, status=410, reason=error.reason) from error
            raise
        events = tuple(read_event(calendar_id, item) for item in items)
        return EventPage(
            events=events,
            next_sync_token=last.get("nextSyncToken"),
            role=last.get("accessRole", ""),
            time_zone=last.get("timeZone", ""),
        )

    def freebusy(
        self, ids: Sequence[str], start: datetime, end: datetime
    ) -> dict[str, BusySpans | Unknown]:
        """Busy spans of each calendar within [start, end), joined; no answer is never 'free'."""
        answers = []
        for some, low, high in chunks(ids, start, end):
            body = {
                "timeMin": _rfc3339(low),
                "timeMax": _rfc3339(high),
                "items": [{"id": one} for one in some],
                "calendarExpansionMax": 50,
            }
            request = self._service().freebusy().query(body=body)
            answers.append((some, self._run(request, Kind.READ)))
        return join(ids, answers)

    def share(self, calendar_id: str, email: str, role: Role) -> None:
        """Let a person read or write a calendar, without a mail; twice is once."""
        body = {"role": role, "scope": {"type": "user", "value": email}}
        request = (
            self._service().acl().insert(calendarId=calendar_id, body=body, sendNotifications=False)
        )
        self._run(request, Kind.REPEATABLE_WRITE)

    def readers(self, calendar_id: str) -> tuple[Reader, ...]:
        """Everybody a calendar is shared with; needs the right to share."""

        def page(token: str | None) -> dict[str, Any]:
            return self._run(self._service().acl().list(calendarId=calendar_id, pageToken=token))

        rules, _ = every_page(page, "items")
        return tuple(
            Reader(
                kind=rule["scope"]["type"],
                email=rule["scope"].get("value", "").lower(),
                role=rule["role"],
            )
            for rule in rules
        )

    def watch_events(
        self, calendar_id: str, *, channel: str, token: str, address: str, seconds: int
    ) -> tuple[str, datetime]:
        """Have Google post to an address when something changes; the resource's id, and until when.

        `channel` is an id nobody used before, `token` comes back with every post.
        """
        body = {
            "id": channel,
            "type": "web_hook",
            "address": address,
            "token": token,
            "params": {"ttl": str(seconds)},
        }
        made = self._run(self._events().watch(calendarId=calendar_id, body=body))
        expires = datetime.fromtimestamp(int(made["expiration"]) / 1000, UTC)
        return str(made["resourceId"]), expires

    def stop_channel(self, channel: str, resource_id: str) -> None:
        """End the posts of a channel; one that is gone already is fine."""
        body = {"id": channel, "resourceId": resource_id}
        request = self._service().channels().stop(body=body)
        try:
            self._run(request, Kind.REPEATABLE_WRITE)
        except RemoteError as error:
            if error.status not in (404, 410):
                raise

    def _marked(self, summary: str, description: str, lost: Unanswered) -> str | None:
        try:
            listed = self.calendars()
        except RemoteError:
            raise lost from None
        same = [
            one.id for one in listed if (one.summary, one.description) == (summary, description)
        ]
        return same[0] if same else None

    def _conditional(self, request: Any, etag: str, moved: tuple[int, ...]) -> dict[str, Any]:
        if not etag:
            raise ValueError("a change names the etag it was worked out from")
        request.headers["If-Match"] = etag
        try:
            return self._run(request)
        except RemoteError as error:
            if error.status not in moved:
                raise
            raise EtagMoved(error.what, status=error.status, reason=error.reason) from error

    def _run(self, request: Any, kind: Kind | None = None) -> dict[str, Any]:
        answer = request.execute(http=CalendarHttp(self._transport, kind), num_retries=0)
        if isinstance(answer, dict):
            return answer
        if request.method == "DELETE" or answer in (None, ""):
            return {}
        raise RemoteError("Google's answer cannot be read.", status=200, reason="notAnObject")

    def _service(self) -> Any:
        if not hasattr(self._own, "service"):
            self._own.service = calendar_service(self._transport)
        return self._own.service

    def _events(self) -> Any:
        if not hasattr(self._own, "events"):
            self._own.events = self._service().events()
        return self._own.events


def _conferences(body: Mapping[str, Any]) -> int | None:
    """Google drops a wish for a meeting link unless the call says that it knows of them (1)."""
    return 1 if "conferenceData" in body else None


def _rfc3339(moment: datetime | None) -> str | None:
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z") if moment else None
