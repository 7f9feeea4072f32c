"""A wish for another time as coaches write it: `Tue 10:40`, `10:40`, `Tuesday`, `not Monday`.

Read against the week the activity stands in. Nothing is guessed but AM or PM: a time that does not say it
is the one that school has, from 7 in the morning on.
"""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta

FIRST_HOUR = 7
"""A written hour before this one is in the afternoon."""
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_CLOCK = re.compile(r"\b(\d{1,2})(?:[:.](\d{2}))?\s*(?:([ap])\.?\s?m\.?)?(?![\w:])", re.IGNORECASE)
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_AMERICAN = re.compile(r"\b(\d{1,2})/(\d{1,2})(?:/(\d{4}|\d{2}))?\b")
_WORD = re.compile(r"[a-z]+", re.IGNORECASE)
_NOISE = frozenset(
    {"at", "on", "or", "and", "a", "m", "am", "pm", "p", "the", "please", "to", "nor"}
)
_NOT = frozenset({"not", "no", "never"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """`day` with `wall` is a time; `only` are the days it may stand on, `never` those it may not.

    `words` are what could not be read; a wish of nothing but those asks for any other time.
    """

    day: date | None = None
    wall: time | None = None
    only: tuple[int, ...] = ()
    never: tuple[int, ...] = ()
    words: str = ""


def read_wish(text: str, *, monday: date, stands: date | None) -> Wish:
    """A wish of the week that begins on `monday`; a time without a day is of the day it stands on."""
    rest, day = _dated(text, monday)
    rest, wall = _timed(rest)
    named = [_weekday(word) for word in _WORD.findall(rest)]
    weekdays = tuple(dict.fromkeys(one for one in _spread(rest, named) if one is not None))
    negated = any(word.casefold() in _NOT for word in _WORD.findall(rest))
    unknown = " ".join(
        word
        for word, known in zip(_WORD.findall(rest), named, strict=True)
        if known is None and word.casefold() not in _NOISE | _NOT
    )
    if (
        unknown
        or re.search(r"\d", rest)
        or (negated and (wall or not weekdays))
        or (wall and len(weekdays) > 1)
    ):
        return Wish(words=text)
    if negated:
        return Wish(never=weekdays)
    if day is None and len(weekdays) == 1:
        day = monday + timedelta(days=weekdays[0])
    if wall is None:
        if day and not monday <= day < monday + timedelta(days=7):
            return Wish(words=text)
        return Wish(only=weekdays or ((day.weekday(),) if day else ()))
    day = day or stands
    return Wish(day=day, wall=wall) if day else Wish(words=text)


def _dated(text: str, monday: date) -> tuple[str, date | None]:
    """The text without a written date, and that date."""
    if found := _ISO.search(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _AMERICAN.search(text):
        month, day = int(found[1]), int(found[2])
        year = int(found[3]) + (2000 if len(found[3]) == 2 else 0) if found[3] else monday.year
        year += not found[3] and month < monday.month
    else:
        return text, None
    try:
        return text[: found.start()] + " " + text[found.end() :], date(year, month, day)
    except ValueError:
        return text, None


def _timed(text: str) -> tuple[str, time | None]:
    """The text without a written time, and that time; two of them are none."""
    found = list(_CLOCK.finditer(text))
    if len(found) != 1:
        return text, None
    hour, minute, half = int(found[0][1]), int(found[0][2] or 0), (found[0][3] or "").lower()
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif not half and 1 <= hour < FIRST_HOUR:
        hour += 12
    if hour > 23 or minute > 59:
        return text, None
    return text[: found[0].start()] + " " + text[found[0].end() :], time(hour, minute)


def _weekday(word: str) -> int | None:
    """0 for Monday, by its name, its plural or at least three of its letters."""
    folded = word.casefold().removesuffix("s") if len(word) > 4 else word.casefold()
    if len(folded) < 3:
        return None
    return next((n for n, name in enumerate(_DAYS) if name.startswith(folded)), None)


def _spread(text: str, named: list[int | None]) -> list[int | None]:
    """`Mon-Wed` names Tuesday too."""
    days = [one for one in named if one is not None]
    if (
        len(days) == 2
        and re.search(r"[a-z]\s*(?:-|to)\s*[a-z]", text, re.IGNORECASE)
        and days[0] < days[1]
    ):
        return [*range(days[0], days[1] + 1)]
    return named
