"""An event as Google has it, typed; the raw answer stays inside this room."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.errors import RemoteError

_NOTHING: Mapping[str, Any] = MappingProxyType({})
_TYPED = frozenset(("email", "responseStatus", "comment", "optional", "organizer", "resource"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Guest:
    """One entry of the guest list; `email` in lower case, `response` in Google's word.

    `extra` is the rest of the entry as Google sent it, for `entry` to give back unchanged.
    """

    email: str
    response: str = "needsAction"
    comment: str = ""
    optional: bool = False
    organizer: bool = False
    resource: bool = False
    extra: Mapping[str, Any] = field(default_factory=lambda: _NOTHING, repr=False)

    def entry(self) -> dict[str, Any]:
        """The whole entry for a write: a PATCH replaces the list, so what is left out is lost."""
        flags = {"optional": self.optional, "organizer": self.organizer, "resource": self.resource}
        return {
            **self.extra,
            "email": self.email,
            "responseStatus": self.response,
            **({"comment": self.comment} if self.comment else {}),
            **{name: True for name, value in flags.items() if value},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundEvent:
    """An event of one calendar; of a deleted one (`cancelled`) only the id is sure to be there.

    `start` and `end` are aware UTC, half-open, for timed events; `first_day` and `end_day` (the day
    after the last) for all-day events; the other pair is None.
    """

    id: str
    calendar_id: str
    etag: str = ""
    status: str = "confirmed"
    summary: str = ""
    description: str = ""
    location: str = ""
    start: datetime | None = None
    end: datetime | None = None
    first_day: date | None = None
    end_day: date | None = None
    attendees: tuple[Guest, ...] = ()
    attendees_omitted: bool = False
    private: Mapping[str, str] = field(default_factory=lambda: _NOTHING)
    sequence: int = 0
    updated: datetime | None = None
    raw: Mapping[str, Any] = field(default_factory=lambda: _NOTHING, repr=False, compare=False)

    @property
    def cancelled(self) -> bool:
        """True for a tombstone."""
        return self.status == "cancelled"


def read_event(calendar_id: str, raw: Mapping[str, Any]) -> FoundEvent:
    """Google's JSON as a FoundEvent; a tombstone may hold nothing but its id.

    Raises:
        RemoteError: it has another shape than Google documents.
    """
    try:
        return _read(calendar_id, raw)
    except (AttributeError, LookupError, OSError, OverflowError, TypeError, ValueError) as error:
        # OSError: a zone is looked for as a file, and one may have a name no file can have.
        what = "Google describes an event in a way that cannot be read."
        raise RemoteError(what, status=200, reason="oddShape", where=calendar_id) from error


def _read(calendar_id: str, raw: Mapping[str, Any]) -> FoundEvent:
    start, end = raw.get("start", {}), raw.get("end", {})
    return FoundEvent(
        id=_text(raw["id"]),
        calendar_id=calendar_id,
        etag=_text(raw.get("etag", "")),
        status=_text(raw.get("status", "confirmed")),
        summary=_text(raw.get("summary", "")),
        description=_text(raw.get("description", "")),
        location=_text(raw.get("location", "")),
        start=_instant(start),
        end=_instant(end),
        first_day=_day(start),
        end_day=_day(end),
        attendees=tuple(read_guest(entry) for entry in raw.get("attendees", ())),
        attendees_omitted=bool(raw.get("attendeesOmitted", False)),
        private=MappingProxyType(_texts(raw.get("extendedProperties", {}).get("private", {}))),
        sequence=int(raw.get("sequence", 0)),
        updated=instant(raw["updated"]) if "updated" in raw else None,
        raw=MappingProxyType(dict(raw)),
    )


def read_guest(entry: Mapping[str, Any]) -> Guest:
    """One entry of Google's `attendees`; some guests have no address, only an id."""
    return Guest(
        email=_text(entry.get("email", "")).lower(),
        response=_text(entry.get("responseStatus", "needsAction")),
        comment=_text(entry.get("comment", "")),
        optional=bool(entry.get("optional", False)),
        organizer=bool(entry.get("organizer", False)),
        resource=bool(entry.get("resource", False)),
        extra=MappingProxyType({k: v for k, v in entry.items() if k not in _TYPED}),
    )


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} where a text belongs")
    return value


def _texts(values: Mapping[str, Any]) -> dict[str, str]:
    return {_text(name): _text(value) for name, value in values.items()}


def instant(text: str, zone: str = "") -> datetime:
    """An RFC 3339 text as aware UTC; `zone` is used only where the text has no offset."""
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone or "UTC"))
    return moment.astimezone(UTC)


def _instant(when: Mapping[str, Any]) -> datetime | None:
    text = when.get("dateTime")
    return instant(text, when.get("timeZone", "")) if text else None


def _day(when: Mapping[str, Any]) -> date | None:
    text = when.get("date")
    return date.fromisoformat(text) if text else None
