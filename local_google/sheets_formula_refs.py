"""References inside a formula's text, rewritten when cells move or a formula is copied."""

import re
from collections.abc import Callable
from typing import NamedTuple

from local_google.a1 import column_index, column_letters, quote_title

_SKIP_OR_REF = re.compile(
    r"""(?P<text>"(?:[^"]|"")*")
  | (?P<title>'(?:[^']|'')+'!|[A-Za-z_]\w*!)?
    (?P<first>\$?[A-Za-z]{1,3}\$?\d+|\$?[A-Za-z]{1,3}(?=:)|\$?\d+(?=:))
    (?P<second>:\$?[A-Za-z]{0,3}\$?\d*)?(?![\w(!])""",
    re.VERBOSE,
)
_CORNER = re.compile(r"(\$?)([A-Za-z]*)(\$?)(\d*)\Z")
LOST = "#REF!"

Span = tuple[int, int]
MoveSpan = Callable[[int, int], Span | None]
"""A half-open span of rows or columns after the move, or `None` when it is gone."""


class _Corner(NamedTuple):
    column_fixed: str
    column: int | None
    row_fixed: str
    row: int | None

    def text(self) -> str:
        letters = "" if self.column is None else self.column_fixed + column_letters(self.column)
        return letters + ("" if self.row is None else f"{self.row_fixed}{self.row + 1}")


def follow(
    text: str, concerns: Callable[[str | None], bool], *, rows: MoveSpan, columns: MoveSpan
) -> str:
    """The formula after cells of a tab moved; `concerns` says whether a title (or none) is that."""

    def rewrite(match: re.Match[str]) -> str:
        if match["text"] or not concerns(_title(match["title"])):
            return match[0]
        first, second = _corners(match)
        row = _span(first.row, second.row, rows)
        column = _span(first.column, second.column, columns)
        if row is None or column is None:
            return LOST
        start = first._replace(row=row[0], column=column[0])
        end = second._replace(row=row[1], column=column[1])
        return _written(match, start, end)

    return _SKIP_OR_REF.sub(rewrite, text)


def translate(text: str, down: int, across: int) -> str:
    """The formula as it reads when copied that many cells away; `$` parts stay."""

    def rewrite(match: re.Match[str]) -> str:
        if match["text"]:
            return match[0]
        moved = [_shift(corner, down, across) for corner in _corners(match)]
        return LOST if None in moved else _written(match, *[c for c in moved if c is not None])

    return _SKIP_OR_REF.sub(rewrite, text)


def rename_tab(text: str, old: str, new: str) -> str:
    """The formula after a tab was renamed."""

    def rewrite(match: re.Match[str]) -> str:
        title = _title(match["title"])
        if match["text"] or title is None or title.lower() != old.lower():
            return match[0]
        return f"{quote_title(new)}!{match['first']}{match['second'] or ''}"

    return _SKIP_OR_REF.sub(rewrite, text)


def _title(text: str | None) -> str | None:
    if not text:
        return None
    return text[1:-2].replace("''", "'") if text.startswith("'") else text[:-1]


def _corners(match: re.Match[str]) -> tuple[_Corner, _Corner]:
    first = _corner(match["first"])
    return first, _corner(match["second"][1:]) if match["second"] else first


def _corner(text: str) -> _Corner:
    match = _CORNER.match(text)
    if match is None:
        raise ValueError(text)
    fixed, letters, row_fixed, digits = match.groups()
    if not letters and not row_fixed:
        fixed, row_fixed = "", fixed
    column = column_index(letters) if letters else None
    return _Corner(fixed, column, row_fixed, int(digits) - 1 if digits else None)


def _span(
    first: int | None, second: int | None, move: MoveSpan
) -> tuple[int | None, int | None] | None:
    if first is None:
        return None, second
    moved = move(first, (first if second is None else max(first, second)) + 1)
    return moved and (moved[0], None if second is None else moved[1] - 1)


def _shift(corner: _Corner, down: int, across: int) -> _Corner | None:
    row, column = corner.row, corner.column
    if row is not None and not corner.row_fixed:
        row += down
    if column is not None and not corner.column_fixed:
        column += across
    if (row is not None and row < 0) or (column is not None and column < 0):
        return None
    return corner._replace(row=row, column=column)


def _written(match: re.Match[str], first: _Corner, second: _Corner) -> str:
    tail = f":{second.text()}" if match["second"] else ""
    return f"{match['title'] or ''}{first.text()}{tail}"
