"""A1 notation: addresses such as `'My tab'!B2:D` to 0-based half-open areas, and back.

Source: the guide "Google Sheets API Overview" (A1 notation), and what the API answers for odd
forms: `A2:2` is row 2 to the last column, `A5:B` runs to the last row, corners may be swapped.
"""

import re
from dataclasses import dataclass

_CORNER = re.compile(r"\$?([A-Za-z]{1,3})?\$?([0-9]{1,8})?\Z")
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+\Z|[Rr][0-9]*[Cc][0-9]*\Z")


@dataclass(frozen=True, slots=True, kw_only=True)
class Area:
    """Cells of one tab, 0-based and half-open; `None` as an end means "to the edge of the grid"."""

    top: int = 0
    bottom: int | None = None
    left: int = 0
    right: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """An area with all four sides known, 0-based and half-open."""

    top: int
    bottom: int
    left: int
    right: int

    @property
    def empty(self) -> bool:
        return self.bottom <= self.top or self.right <= self.left

    def meets(self, other: "Box") -> bool:
        return (
            self.top < other.bottom
            and other.top < self.bottom
            and self.left < other.right
            and other.left < self.right
        )

    def holds(self, other: "Box") -> bool:
        return (
            self.top <= other.top
            and other.bottom <= self.bottom
            and self.left <= other.left
            and other.right <= self.right
        )


def column_index(letters: str) -> int:
    """`A` is 0, `Z` 25, `AA` 26."""
    index = 0
    for letter in letters.upper():
        index = index * 26 + ord(letter) - 64
    return index - 1


def column_letters(index: int) -> str:
    """0 is `A`, 25 `Z`, 26 `AA`."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def split_title(text: str) -> tuple[str | None, str | None]:
    """The tab title (unquoted) and the part after `!`; `None` for a part that is not there.

    A text in quotes without `!` is a title; an unquoted text without `!` may be either, so it is
    returned as the second part.
    """
    if text.startswith("'"):
        match = re.match(r"'((?:[^']|'')*)'(?:!(.*))?\Z", text, re.DOTALL)
        if not match:
            return None, text
        return match[1].replace("''", "'"), match[2]
    title, mark, rest = text.rpartition("!")
    return (title, rest) if mark else (None, text)


def parse_area(text: str) -> Area | None:
    """The area of an address without a tab, or `None` when it is not one (it may be a name)."""
    first, mark, second = text.partition(":")
    start = _corner(first)
    if start is None:
        return None
    if not mark:
        row, column = start
        if row is None or column is None:
            return None
        return Area(top=row, bottom=row + 1, left=column, right=column + 1)
    end = _corner(second)
    return None if end is None else _between(start, end)


def _corner(text: str) -> tuple[int | None, int | None] | None:
    match = _CORNER.match(text)
    if not text or match is None or not (match[1] or match[2]) or match[2] == "0":
        return None
    row = int(match[2]) - 1 if match[2] else None
    return row, column_index(match[1]) if match[1] else None


def _between(start: tuple[int | None, int | None], end: tuple[int | None, int | None]) -> Area:
    top, bottom = _side(start[0], end[0])
    left, right = _side(start[1], end[1])
    return Area(top=top, bottom=bottom, left=left, right=right)


def _side(first: int | None, second: int | None) -> tuple[int, int | None]:
    if first is None or second is None:
        return (first if first is not None else second or 0), None
    return min(first, second), max(first, second) + 1


def quote_title(title: str) -> str:
    """A title as the API writes it: quoted only when it needs to be."""
    if _PLAIN_TITLE.match(title) and not _LIKE_A_CELL.match(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def write_area(title: str, area: Area | Box) -> str:
    """The address of `area`, such as `Sheet1!A1:C2`, `T!A1001:B` or, for one cell, `Sheet1!A1`."""
    name = quote_title(title)
    start, end = column_letters(area.left) + str(area.top + 1), ""
    if area.right is not None:
        end += column_letters(area.right - 1)
    if area.bottom is not None:
        end += str(area.bottom)
    if not end:
        return name if start == "A1" else f"{name}!{start}"
    return f"{name}!{start}" if start == end else f"{name}!{start}:{end}"
