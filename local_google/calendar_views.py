"""An event as Google shows it to one reader."""

import base64
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from local_google.calendar_access import Access
from local_google.calendar_rows import Event
from local_google.calendar_times import shown, stamp_text, zone
from local_google.wire import Call, Json

PLAIN = (
    "guestsCanInviteOthers",
    "guestsCanModify",
    "guestsCanSeeOtherGuests",
    "anyoneCanAddSelf",
    "source",
    "attachments",
    "conferenceData",
    "hangoutLink",
    "outOfOfficeProperties",
    "focusTimeProperties",
    "workingLocationProperties",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads an event, with what role, in which zone, and how many guests they want."""

    email: str
    access: Access
    place: ZoneInfo
    most_guests: int | None = None
    organizer_names: dict[str, str]

    @property
    def calendar(self) -> str:
        """The calendar that is read."""
        return self.access.calendar


def reader(call: Call, access: Access, names: dict[str, str]) -> Reader:
    """The reader behind a call; times are in `timeZone` or in the calendar's own zone."""
    return Reader(
        email=call.caller.email,
        access=access,
        place=zone(call.one("timeZone") or access.time_zone),
        most_guests=call.number("maxAttendees", 0) or None,
        organizer_names=names,
    )


def view(event: Event, who: Reader) -> Json:
    """The event resource, with the keys in the order of Google's answers."""
    if event.status == "cancelled" and not event.organized_here:
        return _head(event) | {"status": "cancelled"} | _which_time(event, who)
    if _hidden(event, who):
        return _busy_only(event, who)
    body = event.body
    found: Json = _head(event) | {
        "status": event.status,
        "htmlLink": _link(event),
        "created": stamp_text(event.created_ms, with_ms=False),
        "updated": stamp_text(event.updated_ms),
        "summary": body.get("summary"),
        "description": body.get("description"),
        "location": body.get("location"),
        "colorId": body.get("colorId"),
        "eventLabelId": body.get("eventLabelId"),
        "creator": _person(body["creator"], event.calendar),
        "organizer": _organizer(event, who),
        "start": shown(body["start"], who.place),
        "end": shown(body["end"], who.place),
        "recurrence": body.get("recurrence"),
        **_which_time(event, who),
        "transparency": body.get("transparency"),
        "visibility": body.get("visibility"),
        "iCalUID": event.ical_uid,
        "sequence": body.get("sequence", 0),
        **_guests(event, who),
        "extendedProperties": body.get("extendedProperties"),
        "reminders": body["reminders"],
        "eventType": body["eventType"],
    }
    found |= {name: body.get(name) for name in PLAIN}
    return {name: value for name, value in found.items() if value is not None}


def _head(event: Event) -> Json:
    return {"kind": "calendar#event", "etag": event.etag, "id": event.id}


def _hidden(event: Event, who: Reader) -> bool:
    """Readers see no details of private events; free/busy readers see none of any."""
    if not who.access.at_least("reader"):
        return True
    private = event.body.get("visibility") in ("private", "confidential")
    return private and not who.access.at_least("writer")


def _busy_only(event: Event, who: Reader) -> Json:
    return _head(event) | {
        "status": event.status,
        "htmlLink": _link(event),
        "updated": stamp_text(event.updated_ms),
        "start": shown(event.body["start"], who.place),
        "end": shown(event.body["end"], who.place),
        **({"recurrence": event.body["recurrence"]} if event.recurs else {}),
        **_which_time(event, who),
        "visibility": "private",
        "iCalUID": event.ical_uid,
        "eventType": event.body["eventType"],
    }


def _which_time(event: Event, who: Reader) -> Json:
    """Of one time of a series: which series, and when it would have been."""
    if "recurringEventId" not in event.body:
        return {}
    return {
        "recurringEventId": event.body["recurringEventId"],
        "originalStartTime": shown(event.body["originalStartTime"], who.place),
    }


def _link(event: Event) -> str:
    text = f"{event.id} {event.calendar}".encode()
    eid = base64.urlsafe_b64encode(text).decode("ascii").rstrip("=")
    return f"https://www.google.com/calendar/event?eid={eid}"


def _person(email: str, calendar: str) -> Json:
    return {"email": email, "self": True} if email == calendar else {"email": email}


def _organizer(event: Event, who: Reader) -> Json:
    name = who.organizer_names.get(event.organizer)
    person: Json = {"email": event.organizer}
    if name and name != event.organizer:
        person["displayName"] = name
    return person | ({"self": True} if event.organized_here else {})


def _guests(event: Event, who: Reader) -> dict[str, Any]:
    guests: list[Json] = event.body.get("attendees", [])
    omitted = bool(event.body.get("attendeesOmitted"))
    if who.most_guests is not None and len(guests) > who.most_guests:
        guests = [guest for guest in guests if guest["email"] == event.calendar]
        omitted = True
    entries = []
    for guest in guests:
        entry = {"email": guest["email"]}
        entry |= {"displayName": guest["displayName"]} if "displayName" in guest else {}
        entry |= {"organizer": True} if guest["email"] == event.organizer else {}
        entry |= {"self": True} if guest["email"] == event.calendar else {}
        entries.append(entry | {k: v for k, v in guest.items() if k not in entry})
    return {
        "attendees": entries or None,
        "attendeesOmitted": True if omitted else None,
    }
