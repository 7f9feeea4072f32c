"""The words of published bell schedules: which block, which kind of day, from when to when."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time

from scheduler.district import BlockKind
from sheets_templates.reading.parse_bells import REGULAR

_HALF = r"(?:\s*([ap])\.?\s?m?\b\.?)"
_TIME = rf"(?:(\d{{1,2}})[:.](\d{{2}}){_HALF}?|(\d{{1,2}}){_HALF}|(noon))"
RANGE = re.compile(
    rf"\b{_TIME}\s*(?:-|\u2010|\u2011|\u2013|\u2014|\u2212|to\b|until\b|till\b)\s*{_TIME}", re.I
)
ONE_TIME = re.compile(_TIME, re.I)
_PARTS = 6
"""Groups of one time: hour, minute, half; hour, half; noon."""
_HOURS = range(6, 12)
"""Without AM or PM these hours are the morning's, the others the afternoon's: a school day."""
_LONGEST = 4
"""Hours: an end that would come first is taken for the evening's only when it is near."""

_NUMBERED = re.compile(
    r"(?:(?:period|block|class|hour|module|mod)\.?\s*#?\s*)?(\d{1,2}|[a-h])"
    r"(?:st|nd|rd|th)?\s*(?:period|per|block|blk|hour|hr|mod|pd)?\.?"
    r"|(?:p|pd|per|hr|blk|bl)\.?\s*#?\s*(\d{1,2})",
    re.I,
)
_ORDINALS = {
    word: str(number)
    for number, word in enumerate(
        ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"), 1
    )
}
_LUNCH = re.compile(
    r"(?:(\d|[a-z]|first|second|third|fourth)(?:st|nd|rd|th)?\s+)?lunch(?:es)?"
    r"(?:\s*#?\s*(\d|[a-z])\b)?",
    re.I,
)
_KINDS: Sequence[tuple[BlockKind, tuple[str, ...]]] = (
    (BlockKind.CONTRACT, ("contract", "teacher day", "staff day", "teacher hours", "staff hours")),
    (BlockKind.PLC, ("plc", "collaboration", "common planning", "team time")),
    (BlockKind.DUTY, ("recess", "duty", "supervision", "breakfast")),
    (BlockKind.PASSING, ("passing", "break", "nutrition", "transition", "warning bell")),
)
_VARIANTS: Mapping[str, tuple[str, ...]] = {
    REGULAR: ("regular", "normal", "standard", "daily", "full day", "everyday"),
    "early release": ("early release", "early dismissal", "half day", "minimum day", "min day"),
    "two-hour delay": (
        "two-hour delay",
        "2-hour delay",
        "two hour delay",
        "2 hour delay",
        "2 hr delay",
    ),
}
_OTHER_DAYS = (
    *("delay", "late start", "late arrival", "early out", "assembly", "pep rally", "testing"),
    *("finals", "exam", "advisory", "activity", "homeroom", "collaboration", "plc", "inclement"),
    *("monday", "tuesday", "wednesday", "thursday", "friday"),
)
_EMPTY_WORDS = re.compile(r"\b(bell|schedule|schedules|time|times|hours|days?)\b", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """From when to when; `start` and `end` None where it is not told. `guessed` when AM or PM was."""

    start: time | None
    end: time | None
    guessed: bool = False


def spans(text: str) -> list[tuple[str, Span | None]]:
    """Each range of a text with the words that name it; None for one that is no time of day.

    The words stand before their range, or all of them behind.
    """
    found = list(RANGE.finditer(text))
    cuts = [0, *(edge for match in found for edge in match.span()), len(text)]
    words = [_trimmed(text[cuts[n] : cuts[n + 1]]) for n in range(0, len(cuts), 2)]
    names = words[1:] if not words[0] and words[-1] else words
    return [(name, _span(match)) for name, match in zip(names, found, strict=False)]


def one_time(text: str) -> tuple[int, int, str] | None:
    """Hour, minute and 'a', 'p' or '' of a single time; None when it is none."""
    match = ONE_TIME.fullmatch(text.strip())
    return _clock(match.groups()) if match else None


def span_of(start: tuple[int, int, str] | None, end: tuple[int, int, str] | None) -> Span | None:
    """The span between two times of which one may be missing; None when it can be no span of a day."""
    if any(
        one and (one[0] > 23 or one[1] > 59 or (one[2] and not 1 <= one[0] <= 12))
        for one in (start, end)
    ):
        return None
    if start is None or end is None:
        return Span(
            start=_wall(start, _half(start)) if start else None,
            end=_wall(end, _half(end)) if end else None,
        )
    guessed = not start[2] or not end[2]
    first = start[2] or (_half(start) if not end[2] else end[2])
    begins = _wall(start, first)
    if not start[2] and end[2] and begins >= _wall(end, end[2]):
        begins = _wall(start, "a" if end[2] == "p" else "p")
    ends = _wall(end, end[2] or (_half(end) if not start[2] else start[2]))
    evening = _wall(end, "p")
    if ends <= begins < evening and not end[2] and evening.hour - begins.hour < _LONGEST:
        ends = evening
    return Span(start=begins, end=ends, guessed=guessed)


def block_named(text: str) -> tuple[str, BlockKind]:
    """What a line calls a stretch of the day: its block and what it is for."""
    plain = _trimmed(text)
    if lunch := _LUNCH.fullmatch(plain):
        letter = _ORDINALS.get((lunch[1] or "").lower(), lunch[1] or lunch[2] or "")
        return f"Lunch {letter.upper()}".strip(), BlockKind.LUNCH
    folded = plain.casefold()
    first, _, rest = folded.partition(" ")
    if first in _ORDINALS and rest in ("period", "block", "hour", ""):
        return _ORDINALS[first], BlockKind.TEACH
    if numbered := _NUMBERED.fullmatch(plain):
        return (numbered[1] or numbered[2]).upper(), BlockKind.TEACH
    if "lunch" in folded and not any(sign in folded for sign in "/&+"):
        return plain, BlockKind.LUNCH
    kind = next((kind for kind, words in _KINDS if any(word in folded for word in words)), None)
    return plain, kind or BlockKind.TEACH


def around_a_lunch(text: str) -> tuple[str, str]:
    """The block and the lunch a line is about, like '3rd Block (A Lunch)'; '' where it names none."""
    plain = _trimmed(text)
    lunch = _LUNCH.search(plain)
    if not lunch:
        return "", ""
    rest = _trimmed(re.sub(r"[()\[\]]", " ", plain.replace(lunch[0], " ")))
    block = _NUMBERED.fullmatch(rest)
    return (block_named(rest)[0] if block else ""), block_named(lunch[0])[0]


def variant_named(text: str) -> str:
    """The kind of day a heading names, as BellSchedules says it; '' when it names none."""
    folded = " ".join(re.sub(r"[:*()]|\s-\s", " ", text.casefold()).split())
    for variant, words in _VARIANTS.items():
        if any(word in folded for word in words):
            return variant
    plain = " ".join(_EMPTY_WORDS.sub(" ", folded).split())
    if any(word in folded for word in _OTHER_DAYS):
        return plain or folded
    lettered = re.match(r"[a-h1-9] days?\b", folded)
    return lettered[0].rstrip("s") if lettered else ""


def _span(match: re.Match[str]) -> Span | None:
    groups = match.groups()
    return span_of(_clock(groups[:_PARTS]), _clock(groups[_PARTS:]))


def _clock(parts: Sequence[str | None]) -> tuple[int, int, str]:
    hour, minute, half, bare, bare_half, noon = parts
    if noon:
        return 12, 0, "p"
    return int(hour or bare or 0), int(minute or 0), (half or bare_half or "").lower()


def _half(clock: tuple[int, int, str]) -> str:
    """AM or PM of a time that does not say; an hour past 12 says it."""
    if clock[2]:
        return clock[2]
    return "a" if clock[0] in _HOURS or clock[0] == 0 or clock[0] > 12 else "p"


def _wall(clock: tuple[int, int, str], half: str) -> time:
    hour, minute, _ = clock
    return time(hour if hour > 12 or hour == 0 else hour % 12 + (12 if half == "p" else 0), minute)


def _trimmed(text: str) -> str:
    """The words without the signs that set them apart from times."""
    return " ".join(text.split()).strip(" \t:;,-\u2013\u2014.|\u2022*()/=")
