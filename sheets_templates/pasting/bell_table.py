"""Where the table in a pasted bell schedule begins, and what each of its columns holds."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sheets_templates.reading.bell_words import one_time, spans, variant_named
from sheets_templates.reading.parse_nearest import folded
from sheets_templates.vocabulary.table import Grid

STARTS = ("start", "starts", "begin", "begins", "from", "start time", "begin time")
ENDS = ("end", "ends", "to", "until", "end time", "dismissal")
NAMES = (
    "period",
    "periods",
    "block",
    "blocks",
    "class",
    "bell",
    "name",
    "hour",
    "mod",
    "event",
    "",
)
PLAIN = ("time", "times", "hours", "schedule", "bell schedule", "")
"""Headers that do not say which kind of day a column is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class BellTable:
    """`row` is the header's; `ranges` tells the kind of day of each column of times like 8:05 - 8:52, ''
    where a heading tells it; `ends` the columns of start and end of each kind of day."""

    row: int
    ranges: Mapping[int, str]
    ends: Mapping[str, tuple[int, int]]


def texts_of(grid: Grid, row: int) -> list[str]:
    return [str(cell.value or "").strip() for cell in grid[row]]


def bell_table(grid: Grid) -> BellTable | None:
    """The first row that is a header with times below it; None when these are plain lines."""
    for row in range(len(grid)):
        texts = texts_of(grid, row)
        if not is_header(texts):
            continue
        below = grid[row + 1 :]
        ends = dict(_starts_and_ends(texts, below))
        ranges = {
            column: _variant(text)
            for column, text in enumerate(texts)
            if column and any(spans(one) for one in _column(below, column))
        }
        if ranges or ends:
            return BellTable(row=row, ranges=ranges, ends=ends)
    return None


def is_header(texts: Sequence[str]) -> bool:
    """Whether a row names columns: the first is that of the blocks, and there is no time in it."""
    several = sum(map(bool, texts)) > 1
    return several and folded(texts[0]) in map(folded, NAMES) and not any(map(has_time, texts))


def has_time(text: str) -> bool:
    return bool(spans(text)) or one_time(text) is not None


def _starts_and_ends(texts: Sequence[str], below: Grid) -> Iterator[tuple[str, tuple[int, int]]]:
    for column, text in enumerate(texts):
        day = _without(text, STARTS)
        if day is None or not any(one_time(one) for one in _column(below, column)):
            continue
        ends = (n for n in range(column + 1, len(texts)) if _without(texts[n], ENDS) == day)
        if (end := next(ends, None)) is not None:
            yield _variant(day), (column, end)


def _without(header: str, words: Iterable[str]) -> str | None:
    """A header without one of these words at its beginning or end; None when it has none of them."""
    plain = " ".join(re.sub(r"[_-]", " ", header.casefold()).split())
    for word in sorted(words, key=len, reverse=True):
        if plain == word:
            return ""
        if plain.endswith(f" {word}"):
            return plain.removesuffix(f" {word}")
        if plain.startswith(f"{word} "):
            return plain.removeprefix(f"{word} ")
    return None


def _variant(header: str) -> str:
    """The kind of day a column is about, in its own words where we have none for it."""
    plain = " ".join(header.casefold().split())
    return "" if plain in PLAIN else variant_named(header) or plain


def _column(grid: Grid, column: int) -> list[str]:
    return [str(row[column].value or "") for row in grid if column < len(row)]
