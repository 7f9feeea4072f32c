"""The words of availability forms: what a header asks about, and what an answer says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.district import Offer
from sheets_templates.reading.bell_words import block_named, spans
from sheets_templates.reading.parse_cells import WEEKDAYS, tidy
from sheets_templates.vocabulary.table import Cell, CellKind

WORDS: Mapping[Offer, tuple[str, ...]] = {
    Offer.FREE: (
        "free",
        "x",
        "yes",
        "true",
        "available",
        "open",
        "i am free",
        "1",
        "\u2713",
        "\u2714",
    ),
    Offer.TEACHING: ("teaching", "teach", "i teach", "class", "lesson"),
    Offer.NEVER: ("never", "no", "not available", "unavailable", "busy"),
}
_GRID = re.compile(r"(.*?)\s*\[(.+)\]\s*", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormColumn:
    """A column of a grid: the weekday its header names (Monday 0), the period, or both."""

    number: int
    weekday: int | None
    period: str


def column_of(number: int, title: str) -> FormColumn | None:
    """What a header of a grid is about; None for any other column."""
    if day := _exact_weekday(title):
        return FormColumn(number=number, weekday=WEEKDAYS.index(day), period="")
    match = _GRID.fullmatch(title)
    if not match:
        return None
    asked, inside = match[1].strip(), match[2].strip()
    day = _exact_weekday(asked) or _exact_weekday(inside)
    if day is None:
        return FormColumn(number=number, weekday=None, period=inside)
    other = inside if _exact_weekday(asked) else asked
    period = other if _exact_weekday(asked) or _is_period(other) else ""
    return FormColumn(number=number, weekday=WEEKDAYS.index(day), period=period)


def _is_period(text: str) -> bool:
    """Whether a question's own words name a period, rather than ask something."""
    return bool(spans(text)) or block_named(text)[0] != tidy(text)


def _exact_weekday(text: str) -> str | None:
    word = text.strip().casefold().rstrip(".s") if len(text) < 12 else ""
    return next(
        (day for day in WEEKDAYS if len(word) >= 3 and day.casefold().rstrip("s").startswith(word)),
        None,
    )


def weekday_of(word: str) -> int | None:
    day = _exact_weekday(word)
    return WEEKDAYS.index(day) if day else None


def offer_of(word: str) -> Offer | None:
    said = tidy(word).casefold().rstrip(".!")
    return next((offer for offer, words in WORDS.items() if said in words), None)


def text_of(cell: Cell) -> str:
    value = cell.value
    if cell.kind is CellKind.NUMBER and isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "yes" if value is True else str(value or "")
