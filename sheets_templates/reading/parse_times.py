"""Times and dates as people and spreadsheets write them, read strictly.

A spreadsheet holds a date as days since 1899-12-30 and a time as the fraction of a day (Sheets API,
date and time serial numbers).
"""

import re
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from sheets_templates.vocabulary.table import Cell, CellKind

FIRST_SERIAL_DAY = date(1899, 12, 30)
SANE_SERIALS = range(36526, 73051)
"""2000-01-01 to 2100-01-01: a number outside is no date of a school year (nor Excel's day 60)."""

_CLOCK = re.compile(r"(\d{1,2})(?::(\d{2}))?(?::(\d{2}))?\s*(?:([ap])\.?m\.?)?", re.IGNORECASE)
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")
_AMERICAN = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}|\d{2})")
_MONTH_FIRST = re.compile(r"([a-z]{3,9})\.? (\d{1,2}),? (\d{4})", re.IGNORECASE)
_DAY_FIRST = re.compile(r"(\d{1,2})\.? ([a-z]{3,9})\.?,? (\d{4})", re.IGNORECASE)
_MONTHS = (
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
)


class Unreadable(ValueError):
    """A cell's value cannot be used; `what` says so, `fix` names one thing to do."""

    def __init__(self, what: str, fix: str) -> None:
        super().__init__(what)
        self.what = what
        self.fix = fix


class Clock(NamedTuple):
    """A written time; `half` is 'a', 'p', or '' when AM or PM is not said."""

    hour: int
    minute: int
    half: str


def clock(text: str) -> Clock | None:
    """Take `8:30 AM`, `8:30` or `8 AM` apart; None when it is no time at all."""
    match = _CLOCK.fullmatch(text.strip())
    if match is None:
        return None
    hour, minute, second, half = match.groups()
    if (minute is None and not half) or (second not in (None, "00")):
        return None
    return Clock(int(hour), int(minute or 0), (half or "").lower())


def read_time(cell: Cell, *, says_half: bool = False) -> time:
    """The time of day in a cell.

    `says_half` tells that other times of the tab say AM or PM, so a written time must too.
    """
    value = cell.value
    if isinstance(value, str):
        return _written_time(value, says_half=says_half)
    if isinstance(value, datetime):
        return _whole_minute(
            value.hour, value.minute, value.second + value.microsecond / 1e6, value
        )
    if isinstance(value, time):
        return _whole_minute(
            value.hour, value.minute, value.second + value.microsecond / 1e6, value
        )
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _time_of_serial(float(value))
    raise Unreadable(f"{shown(cell)} is not a time of day", "Write it like 8:30 AM.")


def read_date(cell: Cell) -> date:
    """The date in a cell; written dates have the month first unless the year is."""
    value = cell.value
    if isinstance(value, str):
        return _written_date(value)
    if isinstance(value, datetime):
        if value.time() == time(0):
            return value.date()
        raise Unreadable(f"{shown(cell)} is a date with a time", "Leave the date only.")
    if isinstance(value, date):
        return value
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        days = int(value)
        if days == value and days in SANE_SERIALS:
            return FIRST_SERIAL_DAY + timedelta(days=days)
    raise Unreadable(f"{shown(cell)} is not a date", "Write it like 1/25/2027 or 2027-01-25.")


def shown(cell: Cell) -> str:
    """What stands in the cell, cut short, in quotes for a message."""
    value = cell.value
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value)
    return f"'{text[:40]}...'" if len(text) > 43 else f"'{text}'"


def _written_time(text: str, *, says_half: bool) -> time:
    said = clock(text)
    if said is None:
        raise Unreadable(f"'{text.strip()[:40]}' is not a time of day", "Write it like 8:30 AM.")
    hour, minute, half = said
    if minute > 59 or (half and not 1 <= hour <= 12) or hour > 23:
        fix = "Hours go up to 11:59 PM; write it like 8:30 AM."
        raise Unreadable(f"'{text.strip()}' is not a time of day", fix)
    if says_half and not half:
        fix = f"Write '{text.strip()} AM' or '{text.strip()} PM'."
        what = f"'{text.strip()}' does not say AM or PM, and other times on this tab do"
        raise Unreadable(what, fix)
    if half:
        hour = hour % 12 + (12 if half == "p" else 0)
    return time(hour, minute)


def _time_of_serial(serial: float) -> time:
    days = int(serial)
    if serial < 0 or (days != 0 and days not in SANE_SERIALS):
        text = f"{serial:g}"
        raise Unreadable(f"'{text}' is a number, not a time of day", "Write it like 8:30 AM.")
    seconds = round((serial - days) * 86_400)
    return _whole_minute(0, 0, seconds, f"{serial:g}")


def _whole_minute(hour: int, minute: int, seconds: float, value: object) -> time:
    """The time, a spreadsheet's rounding error of up to a second forgiven."""
    total = hour * 3600 + minute * 60 + round(seconds)
    if total % 60 or total >= 86_400:
        raise Unreadable(f"'{value}' is not a whole minute of a day", "Write it like 8:30 AM.")
    return time(total // 3600, total % 3600 // 60)


def _written_date(text: str) -> date:
    parts = _year_month_day(text.strip())
    if parts is not None:
        try:
            return date(*parts)
        except ValueError:
            pass
    fix = "Write it like 1/25/2027 (month first) or 2027-01-25."
    raise Unreadable(f"'{text.strip()[:40]}' is not a date", fix)


def _year_month_day(text: str) -> tuple[int, int, int] | None:
    if match := _ISO.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _AMERICAN.fullmatch(text):
        year = int(match[3])
        return year + 2000 if year < 100 else year, int(match[1]), int(match[2])
    if match := _MONTH_FIRST.fullmatch(text):
        return int(match[3]), _month(match[1]), int(match[2])
    if match := _DAY_FIRST.fullmatch(text):
        return int(match[3]), _month(match[2]), int(match[1])
    return None


def _month(name: str) -> int:
    """1 to 12 for a month's name or its beginning; 0, which no date has, for anything else."""
    for number, month in enumerate(_MONTHS, start=1):
        if month.startswith(name.lower()) or (name.lower() == "sept" and number == 9):
            return number
    return 0


def is_clock_without_half(cell: Cell) -> bool:
    """Whether the cell is a written time that does not say AM or PM."""
    return (
        cell.kind is CellKind.TEXT
        and (said := clock(str(cell.value))) is not None
        and not said.half
    )


def is_clock_with_half(cell: Cell) -> bool:
    """Whether the cell is a written time that says AM or PM."""
    return (
        cell.kind is CellKind.TEXT
        and (said := clock(str(cell.value))) is not None
        and bool(said.half)
    )
