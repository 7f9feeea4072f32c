"""Where in a TOML text something stands, for people: `[[step]] 4 'debrief', minutes (line 71)`.

`tomllib` forgets lines, so they are found again by counting table headers. Our files write one key a
line; for anything else the line of the table is given, and none where that is not found either.
"""

import re
from collections.abc import Sequence

Place = Sequence[int | str]
"""Keys and positions from the top of the file, as pydantic gives them; positions count from 0."""


def table_name(text: str, place: Place) -> str:
    """The table and key of a place as people would say it, with a leading blank; '' for the file."""
    if len(place) >= 2 and isinstance(place[1], int):
        name = _name_in(_table_lines(text, place))
        table = f" [[{place[0]}]] {place[1] + 1}" + (f" '{name}'" if name else "")
        key = next((part for part in place[2:] if isinstance(part, str)), "")
        return f"{table}, {key}" if key else table
    return f" {place[0]}" if place else ""


def line_of(text: str, place: Place) -> int | None:
    """The line of a place, counted from 1; that of its table where the key has no line of its own."""
    lines = _table_lines(text, place)
    if not lines:
        return None
    keys = [part for part in place if isinstance(part, str)]
    key = keys[1] if len(keys) > 1 else keys[0]
    for number, line in lines:
        if re.match(rf"\s*{re.escape(key)}\s*=", line):
            return number
    return lines[0][0] if len(keys) > 1 else None


def _table_lines(text: str, place: Place) -> list[tuple[int, str]]:
    """The numbered lines of the table a place is in, its header first; the top of the file for a key
    that stands in no table."""
    numbered = list(enumerate(text.splitlines(), start=1))
    starts = [index for index, (_, line) in enumerate(numbered) if line.lstrip().startswith("[")]
    if len(place) < 2 or not isinstance(place[1], int):
        return numbered[: starts[0]] if starts else numbered
    header = re.compile(rf"\s*\[\[\s*{re.escape(str(place[0]))}\s*\]\]")
    mine = [index for index in starts if header.match(numbered[index][1])]
    if place[1] >= len(mine):
        return []
    first = mine[place[1]]
    end = next((index for index in starts if index > first), len(numbered))
    return numbered[first:end]


def _name_in(lines: Sequence[tuple[int, str]]) -> str:
    for _, line in lines:
        if found := re.match(r"\s*(?:name|number|cohort)\s*=\s*\"?([^\"#]+)\"?", line):
            return found.group(1).strip()
    return ""
