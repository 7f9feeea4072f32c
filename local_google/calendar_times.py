"""Instants, dates and zones as Calendar writes them."""

import re
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

from local_google.wire import ApiError, Json

RFC3339 = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}(?::\d{2})?)(?:\.\d+)?([Zz]|[+-]\d{2}:\d{2})?"
)

# Events and questions beyond these years are refused: no zone and no clock of ours goes so far.
YEARS = range(1900, 2900)
YEARS_ASKED = range(2, 9999)


def zone(name: str) -> ZoneInfo:
    """An IANA zone; 400 for a name that is none."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ApiError(400, "invalid", f"Invalid time zone: {name}") from None


def parse(text: str, fallback: tzinfo | None = None) -> datetime | None:
    """An RFC 3339 text as an aware time, fractions dropped; None if it is none.

    Without an offset the time is read on the wall clock of `fallback`, if there is one.
    """
    found = RFC3339.fullmatch(text)
    if not found:
        return None
    day, clock, offset = found.groups()
    try:
        moment = datetime.fromisoformat(f"{day}T{clock}")
        if offset:
            return datetime.fromisoformat(f"{day}T{clock}{offset.upper().replace('Z', '+00:00')}")
    except ValueError:
        return None
    return moment.replace(tzinfo=fallback) if fallback else None


def bound(name: str, text: str | None) -> datetime | None:
    """A `timeMin`, `timeMax` or `updatedMin` parameter: the offset is mandatory."""
    if text is None:
        return None
    moment = parse(text)
    if moment is None or moment.year not in YEARS_ASKED:
        raise ApiError(400, "badRequest", "Bad Request", location=name)
    return moment.astimezone(UTC)


def render(instant: datetime, place: tzinfo) -> str:
    """`2027-02-03T09:00:00-05:00`; UTC is written `Z`."""
    text = instant.astimezone(place).isoformat(timespec="seconds")
    return text.removesuffix("+00:00") + "Z" if str(place) in ("UTC", "Etc/UTC") else text


def stamp_text(ms: int, *, with_ms: bool = True) -> str:
    """Milliseconds since the epoch as Google writes `updated` (and without them `created`)."""
    moment = datetime.fromtimestamp(ms / 1000, UTC)
    text = moment.isoformat(timespec="milliseconds" if with_ms else "seconds")
    return text.removesuffix("+00:00") + "Z"


def epoch_ms(instant: datetime) -> int:
    """Whole milliseconds since the epoch."""
    return int(instant.timestamp() * 1000)


def moment_of(when: Json, calendar_zone: ZoneInfo) -> datetime:
    """The instant of a stored `start` or `end`; a date begins at midnight of the calendar."""
    if "date" in when:
        return datetime.combine(
            date.fromisoformat(when["date"]), datetime.min.time(), calendar_zone
        ).astimezone(UTC)
    moment = parse(when["dateTime"])
    if moment is None:
        raise ValueError(f"stored time {when['dateTime']} has no offset")
    return moment.astimezone(UTC)


def shown(when: Json, place: ZoneInfo) -> Json:
    """A stored `start` or `end` written in the zone the reader asked for."""
    if "date" in when:
        return {"date": when["date"]}
    moment = parse(when["dateTime"])
    if moment is None:
        raise ValueError(f"stored time {when['dateTime']} has no offset")
    return {"dateTime": render(moment, place), "timeZone": when["timeZone"]}


def normal(when: Json, side: str, calendar_zone: ZoneInfo) -> Json:
    """A given `start` or `end` as it is stored: a date, or a time with offset and zone."""
    day, text = when.get("date"), when.get("dateTime")
    if (day is None) == (text is None) or not isinstance(day or text, str):
        raise ApiError(400, "invalid", f"Invalid {side} time.")
    if text is None:
        return {"date": _day(str(day), side)}
    named = when.get("timeZone")
    place = zone(named) if named else None
    moment = parse(text, place)
    if moment is None and parse(text, UTC) is not None:
        raise ApiError(400, "required", f"Missing time zone definition for {side} time.")
    if moment is None or moment.year not in YEARS:
        raise ApiError(400, "invalid", f"Invalid {side} time.")
    kept = place or calendar_zone
    return {
        "dateTime": moment.astimezone(kept).isoformat(timespec="seconds"),
        "timeZone": str(kept),
    }


def _day(text: str, side: str) -> str:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ApiError(400, "invalid", f"Invalid {side} time.") from None
    if day.year not in YEARS:
        raise ApiError(400, "invalid", f"Invalid {side} time.")
    return day.isoformat()


def check_span(start: Json, end: Json, calendar_zone: ZoneInfo) -> None:
    """Both dates or both times, and the end after the start."""
    if ("date" in start) != ("date" in end):
        raise ApiError(400, "invalid", "The start and end times must either both be date or both")
    if moment_of(end, calendar_zone) - moment_of(start, calendar_zone) <= timedelta(0):
        raise empty_range()


def empty_range() -> ApiError:
    """400 for an end that is not after its start."""
    return ApiError(
        400,
        "timeRangeEmpty",
        "The specified time range is empty.",
        domain="calendar",
        location="timeMax",
    )
