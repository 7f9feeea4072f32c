"""Recurring events: which instants a `recurrence` means in the event's own zone."""

import heapq
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import groupby, islice
from zoneinfo import ZoneInfo

from dateutil.rrule import rrulestr

from local_google.calendar_times import YEARS, epoch_ms, moment_of, zone
from local_google.wire import ApiError, Json

# What a series without an end brings where nobody asks for an end: as many as Google's own
# calendar draws of a daily event.
MOST = 730
# No rule is followed further than this, so that one that never comes true ends too.
LONGEST = timedelta(days=40 * 366)
ENDLESS_MS = 253_402_300_799_000
LINE = re.compile(r"(RRULE|RDATE|EXDATE)((?:;[^:]*)?):(.+)")
MOMENT = re.compile(r"(\d{8})(?:T(\d{6})(Z?))?")
# 400 years, in which days of the week, leap years and weeks of the year come round.
CYCLE = timedelta(days=146_097)
WHOLE = re.compile(r"[+-]?\d{1,3}")
COUNT = re.compile(r"0*[1-9]\d{0,4}")
# The largest number of a part, and whether it may count from the end.
RANGES = {
    "BYMONTH": (12, False),
    "BYMONTHDAY": (31, True),
    "BYSETPOS": (366, True),
    "BYWEEKNO": (53, True),
    "BYYEARDAY": (366, True),
}
FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
BUILT = ("BYDAY", "BYMONTH", "BYMONTHDAY", "BYSETPOS", "BYWEEKNO", "BYYEARDAY")
PARTS = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", *BUILT})
NOT_BUILT = frozenset({"BYHOUR", "BYMINUTE", "BYSECOND", "BYEASTER"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One time of a series; `stamp` is what its id ends with, whatever happens to it later."""

    stamp: str
    start_ms: int
    end_ms: int
    start: Json
    end: Json


def check(body: Json) -> list[str]:
    """The given `recurrence`, tidied; 400 for what Google refuses, 501 for what is not built."""
    lines = []
    for entry in body["recurrence"]:
        text = entry.strip().upper() if isinstance(entry, str) else ""
        name = text.partition(":")[0].partition(";")[0]
        if name == "EXRULE":
            raise _not_built("EXRULE")
        if not LINE.fullmatch(text):
            raise _wrong()
        if name == "RRULE":
            _check_rule(text.partition(":")[2])
            lines.append(text)
        else:
            lines.append(name + entry.strip()[len(name) :])
            _check_dates(lines[-1])
    for side in ("start", "end"):
        when = body.get(side) or {}
        if when.get("dateTime") and not when.get("timeZone"):
            raise ApiError(400, "required", f"Missing time zone definition for {side} time.")
    return lines


def occurrences(
    body: Json, place: ZoneInfo, *, low_ms: int | None = None, high_ms: int | None = None
) -> Iterator[Occurrence]:
    """The times of a stored series that overlap [low, high), in order; MOST of them without high.

    `place` is the calendar's zone, in which all-day events lie. A wall time that the spring change
    leaves out is read with the offset from before it.
    """
    found = _all(body, place)
    if high_ms is None:
        found = islice(found, MOST)
    for one in found:
        if high_ms is not None and one.start_ms >= high_ms:
            return
        if low_ms is None or one.end_ms > low_ms:
            yield one


def last_end_ms(body: Json, place: ZoneInfo) -> int:
    """When the last time of a stored series ends; a far instant if it never does."""
    if not any(re.search(r"(COUNT|UNTIL)=", line) for line in body["recurrence"]) and any(
        line.startswith("RRULE") for line in body["recurrence"]
    ):
        return ENDLESS_MS
    own = epoch_ms(moment_of(body["end"], place))
    return max((one.end_ms for one in _all(body, place)), default=own)


def _all(body: Json, place: ZoneInfo) -> Iterator[Occurrence]:
    first, home = _first(body["start"])
    length = moment_of(body["end"], place) - moment_of(body["start"], place)
    whole_day = home is None
    days = (
        date.fromisoformat(body["end"]["date"]) - date.fromisoformat(body["start"]["date"])
        if whole_day
        else timedelta(0)
    )
    latest = first + LONGEST
    for wall in _set(body["recurrence"], first, home or place):
        if wall > latest:
            return
        if whole_day:
            start, end = {"date": f"{wall:%Y-%m-%d}"}, {"date": f"{wall + days:%Y-%m-%d}"}
            begins, ends = moment_of(start, place), moment_of(end, place)
            stamp = f"{wall:%Y%m%d}"
        else:
            begins = wall.replace(tzinfo=home).astimezone(UTC)
            ends = begins + length
            start = _text(begins, body["start"]["timeZone"])
            end = _text(ends, body["end"]["timeZone"])
            stamp = f"{begins:%Y%m%dT%H%M%SZ}"
        yield Occurrence(
            stamp=stamp, start_ms=epoch_ms(begins), end_ms=epoch_ms(ends), start=start, end=end
        )


def _set(lines: list[str], first: datetime, home: ZoneInfo) -> Iterator[datetime]:
    """The wall times of all lines together; `first` itself counts only where a rule says so."""
    rules = [line for line in lines if line.startswith("RRULE")]
    added, left_out = list[datetime](), set[datetime]()
    for line in lines:
        if line.startswith("RRULE"):
            continue
        for wall, timed in _dates(line, home):
            at = wall if timed else datetime.combine(wall.date(), first.time())
            if line.startswith("RDATE"):
                added.append(at)
            else:
                left_out.add(at)
    if not rules:
        added.append(first)
    found = heapq.merge(*(_rule(line, first, home) for line in rules), sorted(added))
    return (wall for wall, _ in groupby(found) if wall not in left_out)


def _rule(line: str, first: datetime, home: ZoneInfo) -> Iterator[datetime]:
    """The wall times of one rule.

    dateutil follows a rule to the year 9999, so one that never comes true would take it many
    seconds; the calendar repeats every 400 years, so it is asked about the last of them.
    """
    shift = CYCLE * ((9998 - LONGEST.days // 365 - first.year) // 400)
    rule = rrulestr(_local_until(line, home, first + LONGEST, shift), dtstart=first + shift)
    return (wall - shift for wall in rule)


def _dates(line: str, home: ZoneInfo) -> Iterator[tuple[datetime, bool]]:
    """The wall times of an RDATE or EXDATE line, and whether each has a time of its own."""
    head, _, values = line.partition(":")
    named = re.search(r"TZID=([^;:]+)", head)
    for text in values.split(","):
        wall = _wall(text, zone(named[1]) if named else home, home)
        if wall.year not in YEARS:
            raise _wrong()
        yield wall, "T" in text


def _first(start: Json) -> tuple[datetime, ZoneInfo | None]:
    """The first wall time without its zone, and the zone; None for a date."""
    if "date" in start:
        return datetime.combine(date.fromisoformat(start["date"]), datetime.min.time()), None
    home = ZoneInfo(start["timeZone"])
    moment = datetime.fromisoformat(start["dateTime"]).astimezone(home)
    return moment.replace(tzinfo=None), home


def _local_until(line: str, home: ZoneInfo, latest: datetime, shift: timedelta) -> str:
    """The rule with UNTIL as a wall time, shifted; a date means the whole of that day."""
    found = re.search(r"UNTIL=([^;]*)", line)
    if not found:
        return line
    wall = _wall(found[1], home, home)
    if "T" not in found[1]:
        wall += timedelta(days=1, seconds=-1)
    return line.replace(found[0], f"UNTIL={min(wall, latest) + shift:%Y%m%dT%H%M%S}")


def _wall(text: str, given: ZoneInfo, home: ZoneInfo) -> datetime:
    """`20270203T140000Z`, `20270203T090000` (in `given`) or `20270203` on the wall at `home`."""
    parts = MOMENT.fullmatch(text)
    if not parts:
        raise _wrong()
    day, clock, utc = parts.groups()
    try:
        moment = datetime.strptime(day + (clock or "000000"), "%Y%m%d%H%M%S")  # noqa: DTZ007 - wall time
    except ValueError:
        raise _wrong() from None
    if clock is None:
        return moment
    try:
        return moment.replace(tzinfo=UTC if utc else given).astimezone(home).replace(tzinfo=None)
    except OverflowError:
        raise _wrong() from None


def _text(instant: datetime, name: str) -> Json:
    return {
        "dateTime": instant.astimezone(ZoneInfo(name)).isoformat(timespec="seconds"),
        "timeZone": name,
    }


def _check_rule(text: str) -> None:
    pairs = [part.partition("=") for part in text.split(";") if part]
    values = {name: value for name, _, value in pairs}
    for name in sorted(NOT_BUILT & set(values)):
        raise _not_built(name)
    if set(values) - PARTS or len(values) < len(pairs) or {"COUNT", "UNTIL"} <= set(values):
        raise _wrong()
    if values.get("FREQ") in ("SECONDLY", "MINUTELY", "HOURLY"):
        raise _not_built(f"FREQ={values['FREQ']}")
    counts = [values[name] for name in ("INTERVAL", "COUNT") if name in values]
    if values.get("FREQ") not in FREQUENCIES or not all(map(COUNT.fullmatch, counts)):
        raise _wrong()
    if not all(_in_range(name, values[name]) for name in RANGES if name in values):
        raise _wrong()
    try:
        next(_rule(text, datetime(2000, 1, 1), ZoneInfo("UTC")), None)  # noqa: DTZ001 - wall time
    except (ValueError, TypeError, KeyError, IndexError, OverflowError):
        raise _wrong() from None


def _in_range(name: str, text: str) -> bool:
    """Whether each number of a part lies where the standard has it; minus counts from the end."""
    most, from_end = RANGES[name]
    numbers = [int(one) if WHOLE.fullmatch(one) else 0 for one in text.split(",")]
    return all(1 <= n <= most or (from_end and -most <= n <= -1) for n in numbers)


def _check_dates(line: str) -> None:
    for _ in _dates(line, ZoneInfo("UTC")):
        pass


def _wrong() -> ApiError:
    return ApiError(400, "invalid", "Invalid recurrence rule.")


def _not_built(what: str) -> ApiError:
    message = f"{what} in a recurrence is not implemented by this local server."
    return ApiError(501, "notImplemented", message)
