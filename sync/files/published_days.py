"""A district's published calendar (.ics) as rows of DayCalendar: holidays, PD days, short days.

Such files are written for families: what a day is stands in words. Only words we know count; what is not
understood is told, never guessed. The file comes from a web site, so its size, its events and how often
one may recur are limited.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from icalendar import Calendar

from scheduler.district import EVERYWHERE, DayType
from scheduler.errors import Fault, InputError
from sheets_templates.vocabulary.table import CellValue
from sync.files.ics_dates import MOST_SECONDS, MOST_TIMES, Stands, dates_of

MOST_BYTES = 2_000_000
MOST_EVENTS = 3_000
MOST_LINES = 30_000
MOST_LEFT_OUT = 5_000
"""Dates that rules may leave out, in the whole file."""
MOST_LETTERS = 80
_LEFT_OUT = re.compile(rb"^EXDATE[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*", re.MULTILINE | re.IGNORECASE)
WORDS: tuple[tuple[DayType, tuple[str, ...]], ...] = (
    (
        DayType.PD,
        (
            *("professional development", "professional learning", "pd day", "staff development"),
            *("inservice", "in-service", "teacher workday", "teacher work day", "student-free"),
            *("non-student day", "no students", "teacher planning day"),
        ),
    ),
    (DayType.EARLY_RELEASE, ("early release", "early dismissal", "half day", "minimum day")),
    (DayType.DELAY, ("late start", "delayed opening", "late arrival", "two-hour delay")),
    (
        DayType.HOLIDAY,
        (
            *("no school", "no classes", "schools closed", "school closed", "holiday", "recess"),
            *("winter break", "spring break", "fall break", "thanksgiving", "labor day"),
            *("memorial day", "veterans day", "presidents' day", "presidents day", "juneteenth"),
            *("martin luther king", "mlk day", "indigenous peoples", "columbus day"),
            *("good friday", "christmas", "new year's day", "election day", "yom kippur"),
            *("rosh hashanah", "eid al"),
        ),
    ),
    (DayType.TESTING, ("state testing", "testing window", "state assessment", "standardized test")),
)
"""What the words of an event make of its day; the first that fits counts."""
NOT_A_DAY_OFF = ("resume", "return", "back to school", "camp", "registration", "concert", "party")
FIRST_DAY = ("first day of school", "first student day", "first day for students", "school begins")
LAST_DAY = ("last day of school", "last student day", "last day for students")
STRONGEST = (DayType.HOLIDAY, DayType.PD, DayType.EARLY_RELEASE, DayType.DELAY, DayType.TESTING)
SHORT_DAYS = (DayType.EARLY_RELEASE, DayType.DELAY)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedDays:
    """Days that are not plain school days, the year's ends where the file names them, and what was read."""

    days: Mapping[date, tuple[DayType, str]]
    first: date | None = None
    last: date | None = None
    notes: tuple[str, ...] = ()

    def rows(self) -> list[dict[str, CellValue]]:
        """Rows of DayCalendar, in order."""
        return [
            {
                "date": day,
                "school_id": EVERYWHERE,
                "day_type": day_type.value,
                "note": note,
            }
            for day, (day_type, note) in sorted(self.days.items())
        ]


@dataclass(slots=True, kw_only=True)
class _Reading:
    """What is read so far."""

    days: dict[date, tuple[DayType, str]] = field(default_factory=dict)
    first: date | None = None
    last: date | None = None
    unread: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    unfollowed: int = 0
    """Events that were not looked at, as the file has too many dates or takes too long."""


def read_published_days(path: Path, *, seconds: float = MOST_SECONDS) -> PublishedDays:
    """The days a calendar file tells of; its rules are followed for so many seconds at most.

    Raises:
        InputError: it is not there, too large, no calendar, or nothing in it is understood.
    """
    reading = _Reading()
    events = [event for event in _events(path) if _says_something(event)]
    stands = dates_of(events, seconds=seconds)
    for event, found in zip(events, stands, strict=False):
        _read(event, found, reading)
    reading.unfollowed = len(events) - len(stands)
    if not reading.days:
        what = "Nothing in this calendar reads like a holiday or another day without school."
        raise _fault(path, what, "Give the district's calendar of the school year.")
    return PublishedDays(
        days={
            day: what
            for day, what in reading.days.items()
            if (not reading.first or day >= reading.first)
            and (not reading.last or day <= reading.last)
        },
        first=reading.first,
        last=reading.last,
        notes=tuple(_notes(reading)),
    )


def _events(path: Path) -> list[Any]:
    try:
        content = path.read_bytes() if path.stat().st_size <= MOST_BYTES else None
    except OSError as error:
        raise _fault(path, "There is no such file.", "Correct its name.") from error
    if content is None:
        what = f"The file is larger than {MOST_BYTES // 1_000_000} MB."
        raise _fault(path, what, "Give the calendar of one school year.")
    if content.count(b"BEGIN:VEVENT") > MOST_EVENTS:
        what = f"The calendar has more than {MOST_EVENTS:,} events."
        raise _fault(path, what, "Give the calendar of one school year.")
    left_out = sum(found.count(b",") + 1 for found in _LEFT_OUT.findall(content))
    if content.count(b"\n") > MOST_LINES or left_out > MOST_LEFT_OUT:
        what = f"The calendar has more than {MOST_LINES:,} lines, or leaves out {MOST_LEFT_OUT:,} dates."
        raise _fault(path, what, "Give the calendar of one school year.")
    try:
        return list(Calendar.from_ical(content).walk("VEVENT"))
    except (ValueError, KeyError, IndexError, AttributeError, TypeError, RecursionError) as error:
        what = "This is not a calendar file (.ics) that can be read."
        raise _fault(path, what, "Save the published calendar again as .ics.") from error


def _says_something(event: Any) -> bool:
    """Whether the words of an event are any that count, and it takes place."""
    words = _plain(str(event.get("SUMMARY", ""))).casefold()
    named = any(word in words for word in (*FIRST_DAY, *LAST_DAY)) or _day_type(words, timed=False)
    return bool(named) and str(event.get("STATUS", "")).upper() != "CANCELLED"


def _read(event: Any, found: Stands | None, reading: _Reading) -> None:
    """Add what one event says; an event that cannot be read is named."""
    title = _plain(str(event.get("SUMMARY", "")))
    words = title.casefold()
    if found is None:
        reading.unread.append(title)
        return
    dates = found.dates
    if found.cut:
        reading.cut.append(title)
    if dates and any(word in words for word in FIRST_DAY):
        reading.first = min(dates) if reading.first is None else min(reading.first, *dates)
    elif dates and any(word in words for word in LAST_DAY):
        reading.last = max(dates) if reading.last is None else max(reading.last, *dates)
    if day_type := _day_type(words, timed=found.timed):
        for day in dates:
            known = reading.days.get(day)
            if known is None or STRONGEST.index(day_type) < STRONGEST.index(known[0]):
                reading.days[day] = (day_type, title)


def _day_type(words: str, *, timed: bool) -> DayType | None:
    """What the words make of a day; something at an hour is a short day or none of our business."""
    if any(word in words for word in NOT_A_DAY_OFF):
        return None
    found = (kind for kind, known in WORDS if any(word in words for word in known))
    day_type = next(found, None)
    return None if timed and day_type not in SHORT_DAYS else day_type


def _notes(reading: _Reading) -> Iterator[str]:
    counts = {kind: sum(found is kind for found, _ in reading.days.values()) for kind in STRONGEST}
    told = ", ".join(f"{count} {kind.value}" for kind, count in counts.items() if count)
    yield f"Read from the calendar: {told} days. Look through input/DayCalendar.csv."
    if any(counts[kind] for kind in SHORT_DAYS):
        yield "Short days have no bells yet: name their variant in DayCalendar."
    if reading.first is None or reading.last is None:
        yield "The calendar does not name the first and last day of school; put them in Settings."
    for title in reading.unread[:5]:
        yield f"Not understood and left out: {title or 'an event without a name'}."
    if reading.unfollowed:
        yield f"The file has too many recurring events: {reading.unfollowed:,} were not looked at."
    for title in reading.cut[:5]:
        yield f"Read for {MOST_TIMES} days only: {title}."


def _plain(text: str) -> str:
    """One short line of it, nothing a spreadsheet would run."""
    line = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    return line.lstrip("=+-@")[:MOST_LETTERS]


def _fault(path: Path, what: str, fix: str) -> InputError:
    return InputError([Fault(where=str(path), what=what, fix=fix)])
