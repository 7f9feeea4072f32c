"""What a caller may put into an event, and how an update is laid over what is stored."""

import re
from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from local_google import calendar_labels, calendar_meet, calendar_recurrence, calendar_times
from local_google.calendar_settings import EVENT_COLORS
from local_google.wire import ApiError, Call, Json

TYPES: Mapping[str, type] = {
    "anyoneCanAddSelf": bool,
    "attachments": list,
    "attendees": list,
    "attendeesOmitted": bool,
    "colorId": str,
    "conferenceData": dict,
    "description": str,
    "end": dict,
    "eventLabelId": str,
    "eventType": str,
    "extendedProperties": dict,
    "focusTimeProperties": dict,
    "guestsCanInviteOthers": bool,
    "guestsCanModify": bool,
    "guestsCanSeeOtherGuests": bool,
    "iCalUID": str,
    "id": str,
    "location": str,
    "outOfOfficeProperties": dict,
    "recurrence": list,
    "reminders": dict,
    "sequence": int,
    "source": dict,
    "start": dict,
    "status": str,
    "summary": str,
    "transparency": str,
    "visibility": str,
    "workingLocationProperties": dict,
}
ALLOWED: Mapping[str, tuple[str, ...]] = {
    "eventType": ("default", "focusTime", "outOfOffice", "workingLocation"),
    "status": ("confirmed", "tentative", "cancelled"),
    "transparency": ("opaque", "transparent"),
    "visibility": ("default", "public", "private", "confidential"),
}
# A value equal to its default is left out of answers, as Google does.
DEFAULTS: Mapping[str, Any] = {
    "anyoneCanAddSelf": False,
    "guestsCanInviteOthers": True,
    "guestsCanModify": False,
    "guestsCanSeeOtherGuests": True,
    "transparency": "opaque",
    "visibility": "default",
}
ANSWERS = ("needsAction", "declined", "tentative", "accepted")
GUEST_KEYS = ("displayName", "optional", "resource", "responseStatus", "comment")
LEGAL_ID = re.compile(r"[a-v0-9]{5,1024}")
KEY_LENGTH, VALUE_LENGTH, MOST_PROPERTIES, MOST_BYTES = 44, 1024, 300, 32 * 1024


def given(call: Call) -> Json:
    """The known, settable fields of the request's body; 400 for a wrong type or value."""
    body = {name: value for name, value in call.resource().items() if name in TYPES}
    for name, value in body.items():
        if value is None:
            continue
        if not isinstance(value, TYPES[name]) or (TYPES[name] is int and isinstance(value, bool)):
            raise invalid(name)
        if name in ALLOWED and value not in ALLOWED[name]:
            raise invalid(name)
    calendar_labels.as_the_version_says(call, body)
    if not call.number("conferenceDataVersion", 0):
        body.pop("conferenceData", None)
    elif body.get("conferenceData"):
        body |= calendar_meet.granted(body["conferenceData"])
    if not call.flag("supportsAttachments"):
        body.pop("attachments", None)
    if call.caller.service_account and body.get("attendees"):
        message = (
            "Service accounts cannot invite attendees without Domain-Wide Delegation of Authority."
        )
        raise ApiError(403, "forbiddenForServiceAccounts", message, domain="calendar")
    return body


def merged(old: Json, new: Json) -> Json:
    """Google's patch: objects are merged key by key, null removes, anything else replaces."""
    result = dict(old)
    for name, value in new.items():
        if value is None:
            result.pop(name, None)
        elif isinstance(value, dict):
            below = old.get(name)
            result[name] = merged(below if isinstance(below, dict) else {}, value)
        else:
            result[name] = value
    return result


def normal(body: Json, place: ZoneInfo) -> Json:
    """A whole event as it is stored: checked, completed, defaults left out."""
    result = {
        name: value for name, value in body.items() if value not in (None, DEFAULTS.get(name, ...))
    }
    if result.get("recurrence"):
        result["recurrence"] = calendar_recurrence.check(result)
    else:
        result.pop("recurrence", None)
    for side in ("end", "start"):
        if side not in result:
            raise ApiError(400, "required", f"Missing {side} time.")
        result[side] = calendar_times.normal(result[side], side, place)
    calendar_times.check_span(result["start"], result["end"], place)
    result["status"] = result.get("status") or "confirmed"
    result["eventType"] = result.get("eventType") or "default"
    result["reminders"] = _reminders(result.get("reminders"))
    if result.get("colorId") and result["colorId"] not in EVENT_COLORS:
        raise ApiError(400, "invalid", "Invalid color id.")
    _check_type(result)
    attendees = _guests(result.pop("attendees", None) or [])
    properties = _properties(result.pop("extendedProperties", None) or {})
    if attendees:
        result["attendees"] = attendees
    if properties:
        result["extendedProperties"] = properties
    return result


def invalid(name: str) -> ApiError:
    """400 for a field of the body."""
    return ApiError(400, "invalid", f"Invalid value for: {name}")


def _guests(attendees: list[Any]) -> list[Json]:
    """Each address once, in the order given; no answer means it is still awaited."""
    found: dict[str, Json] = {}
    for entry in attendees:
        email = entry.get("email") if isinstance(entry, dict) else None
        if not isinstance(email, str) or not re.fullmatch(r"[^@\s]+@[^@\s]+", email):
            raise ApiError(400, "invalid", "Invalid attendee email.")
        guest = {"email": email.lower()}
        guest |= {name: entry[name] for name in GUEST_KEYS if entry.get(name)}
        if entry.get("additionalGuests"):
            guest["additionalGuests"] = entry["additionalGuests"]
        guest["responseStatus"] = guest.get("responseStatus", "needsAction")
        if guest["responseStatus"] not in ANSWERS:
            raise invalid("responseStatus")
        found[guest["email"]] = guest
    return list(found.values())


def _properties(properties: Json) -> Json:
    """Long keys are dropped and long values cut without a word, as Google documents."""
    result: Json = {}
    for side in ("private", "shared"):
        entries = properties.get(side) or {}
        if not isinstance(entries, dict) or any(not isinstance(v, str) for v in entries.values()):
            raise invalid("extendedProperties")
        kept = {k: v[:VALUE_LENGTH] for k, v in entries.items() if len(k) <= KEY_LENGTH}
        if kept:
            result[side] = kept
    count = sum(len(entries) for entries in result.values())
    size = sum(
        len(k.encode()) + len(v.encode()) for part in result.values() for k, v in part.items()
    )
    if count > MOST_PROPERTIES or size > MOST_BYTES:
        raise ApiError(400, "invalid", "Too many or too large extended properties.")
    return result


def _reminders(reminders: Json | None) -> Json:
    reminders = reminders or {"useDefault": True}
    overrides = reminders.get("overrides") or []
    for entry in overrides:
        minutes = entry.get("minutes") if isinstance(entry, dict) else None
        legal = isinstance(minutes, int) and 0 <= minutes <= 40320
        if not legal or entry.get("method") not in ("email", "popup"):
            raise invalid("reminders")
    if len(overrides) > 5:
        raise ApiError(400, "invalid", "There can be at most 5 override reminders.")
    if overrides and reminders.get("useDefault"):
        message = "Cannot specify both default reminders and overrides at the same time."
        raise ApiError(400, "cannotUseDefaultRemindersAndSpecifyOverride", message)
    shown: Json = {"useDefault": bool(reminders.get("useDefault"))}
    if overrides:
        shown["overrides"] = [{k: entry[k] for k in ("method", "minutes")} for entry in overrides]
    return shown


def _check_type(body: Json) -> None:
    kind = body["eventType"]
    if kind in ("focusTime", "outOfOffice"):
        if "date" in body["start"] or body.get("transparency") == "transparent":
            message = f"An event of type {kind} must be timed and block time."
            raise ApiError(400, "invalid", message)
        body.setdefault(f"{kind}Properties", {})
    if kind == "workingLocation":
        if body.get("transparency") != "transparent" or body.get("visibility") != "public":
            message = "A working location must be transparent and public."
            raise ApiError(400, "invalid", message)
        if "workingLocationProperties" not in body:
            raise ApiError(400, "required", "Missing working location properties.")
