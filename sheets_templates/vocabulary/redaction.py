"""Tabs without the people in them: initials for names, and nothing where a row is found by its key. Pure."""

import re
from collections.abc import Iterable

from scheduler.district import Person
from sheets_templates.vocabulary.grid import Rows
from sheets_templates.vocabulary.table import CellValue, ColumnKind, Tab


def redacted(tab: Tab, rows: Rows, people: Iterable[Person]) -> Rows:
    """The rows, header first, as they may leave the district.

    Keys and ids of other systems are emptied, as ids of people may stand in them; addresses too.
    """
    known = list(people)
    short = {one.name: initials(one) for one in known if one.name}
    short |= {one.email: "" for one in known if one.email}
    pattern = _either(short)
    keys = {column.header for column in tab.columns if column.hidden and _is_id(column.kind)}
    if not rows:
        return rows
    hidden = {n for n, header in enumerate(rows[0]) if header in keys or header == tab.key}
    return [
        rows[0],
        *(
            ["" if n in hidden else _shortened(cell, pattern, short) for n, cell in enumerate(row)]
            for row in rows[1:]
        ),
    ]


def initials(person: Person) -> str:
    """'A. R.'"""
    return " ".join(f"{part[0]}." for part in person.name.split())


def _is_id(kind: ColumnKind) -> bool:
    return kind in (ColumnKind.ID, ColumnKind.IDS)


def _either(words: Iterable[str]) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest)) or r"(?!)")


def _shortened(cell: CellValue, pattern: re.Pattern[str], short: dict[str, str]) -> CellValue:
    if not isinstance(cell, str):
        return cell
    return pattern.sub(lambda found: short[found[0]], cell)
