"""The day, and maybe the period, that somebody asks about: `Tuesday`, `next Tue`, `Tue P3`, `2026-12-08`."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.advice.that_day import Period
from scheduler.district import District
from scheduler.errors import SettingsError
from scheduler.model import Window
from scheduler.naming import monday_of
from scheduler.schoolday import SchoolDays, Span
from sheets_templates.reading.parse_wish import read_wish

_PERIOD = re.compile(r"^(?:period|per|block|p)\s*(?=\w)", re.IGNORECASE)
LIKE = "like 2026-12-08, Tuesday, next Tue or Tue P3"


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A date; `period` is as it was typed, '' for the whole day."""

    day: date
    period: str = ""


def without_its_sort(period: str) -> str:
    """The name of a block as the bells have it: '3' of 'P3' or 'Period 3'."""
    return _PERIOD.sub("", period)


def which_day(words: str, window: Window, today: date) -> Asked:
    """A weekday is the first one of the activity's dates that is not past; `next` one is of the week after
    this.

    Raises:
        SettingsError: no day can be read in the words.
    """
    typed = words.split()
    after = bool(typed) and typed[0].casefold() == "next"
    typed = typed[after:]
    for named in range(len(typed), 0, -1):
        first = monday_of(today) + timedelta(weeks=1) if after else max(window.first, today)
        day = _day(" ".join(typed[:named]), first)
        if day is not None:
            return Asked(day=day, period=" ".join(typed[named:]))
    raise SettingsError(
        f"no day can be read in {words!r}", where="--why-not", fix=f"Write it {LIKE}"
    )


def _day(words: str, first: date) -> date | None:
    """The date that is written, or the first such weekday from `first` on."""
    try:
        return date.fromisoformat(words)
    except ValueError:
        wish = read_wish(words, monday=monday_of(first), stands=None)
    if len(wish.only) != 1:
        return None
    return first + timedelta(days=(wish.only[0] - first.weekday()) % 7)


def of_the_period(
    asked: Asked, found: Iterable[Period], district: District, days: SchoolDays
) -> tuple[Period, ...]:
    """What lies in the period asked about, or all of it.

    Raises:
        SettingsError: the school has no such period on that date.
    """
    found = tuple(found)
    if not asked.period or not found:
        return found
    span = _span(asked, found[0], district, days)
    return tuple(one for one in found if span.overlaps(Span(start=one.start, end=one.end)))


def _span(asked: Asked, first: Period, district: District, days: SchoolDays) -> Span:
    school = district.people[first.person].school
    day = days.day(school, asked.day) if school is not None else None
    blocks = {one.name.casefold(): one.span for one in (day.blocks if day else ())}
    for name in (asked.period, without_its_sort(asked.period)):
        if name.casefold() in blocks:
            return blocks[name.casefold()]
    raise SettingsError(
        f"no period is called {asked.period!r} on {asked.day:%A}, {asked.day}",
        where="--why-not",
        fix=f"Those of that day: {', '.join(sorted(blocks))}"
        if blocks
        else "Its school has no bells that day; ask for the day alone.",
    )
