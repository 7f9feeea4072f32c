"""Takes a person out of the journal: her rows go, and wherever else she is named a made-up word stands.

The word is the same in all tables, so that what belongs together still does. The audit holds no names of
people and stays as it is, or its chain would break.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, Connection, String, Table, Text, and_, delete, or_, select, update

from sync.journal.images import NOTHING
from sync.journal.journal import Journal
from sync.journal.kept_disruptions import PREFIX as DISRUPTION
from sync.journal.kept_nevers import PREFIX as NEVER
from sync.journal.kept_partner_answers import NAME as PARTNER_ANSWERS
from sync.journal.tables import audit, lease, meta, metadata, ops, pace, pace_calls

KEPT = (audit, lease, pace, pace_calls)
ABOUT_PEOPLE = ("workbook.", "shared.", "rows.", PARTNER_ANSWERS, DISRUPTION, NEVER)
"""How the names of those rows of `meta` begin that may be about somebody."""
PERSON = "person"
"""Tables with a column of this name hold rows about one person."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a person is called (id, address, name), and what stands in its place."""

    names: tuple[str, ...]
    instead: str

    @property
    def pattern(self) -> re.Pattern[str]:
        """Finds the names as whole words, in capitals or not: `t1` in `visit.t1`, not in `t10`."""
        either = "|".join(re.escape(name) for name in sorted(self.names, key=len, reverse=True))
        return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)

    def found_in(self, text: str) -> bool:
        return self.pattern.search(text) is not None

    def taken_out_of(self, text: str) -> str:
        return self.pattern.sub(self.instead, text)


def forget_in_journal(journal: Journal, words: Words, *, yes: bool) -> Mapping[str, int]:
    """Table -> how many rows name the person; with `yes` they do no more."""
    counts: dict[str, int] = {}
    with journal.writing() as connection:
        for table in metadata.sorted_tables:
            if table not in KEPT:
                found = _forget_in(connection, table, words, yes=yes)
                counts |= {table.name: found} if found else {}
        if yes and counts:
            journal.count_on(connection)
    if yes:
        journal.wipe()
    return counts


def _forget_in(connection: Connection, table: Table, words: Words, *, yes: bool) -> int:
    columns = [c for c in table.columns if isinstance(c.type, (String, Text))]
    keys = list(table.primary_key.columns)
    found = 0
    for row in connection.execute(select(table)).mappings().all():
        named = [c for c in columns if row[c.name] and words.found_in(row[c.name])]
        if not named or (table is meta and not row["name"].startswith(ABOUT_PEOPLE)):
            continue
        found += 1
        if yes:
            this = and_(*(key == row[key.name] for key in keys))
            hers = any(column.name == PERSON for column in named)
            if hers or (table is meta and row["name"].startswith((DISRUPTION, NEVER))):
                connection.execute(delete(table).where(this))
            else:
                values = _values(table, named, row, words)
                connection.execute(update(table).where(this).values(**values))
    return found


def _values(
    table: Table, named: Sequence[Column[Any]], row: Mapping[Any, Any], words: Words
) -> dict[str, str]:
    values = {column.name: words.taken_out_of(row[column.name]) for column in named}
    if table is ops and "before_json" in values:
        # What named her cannot be put back: half an image would invite somebody who is nobody.
        values["before_json"] = NOTHING
    return values


def still_named(journal: Journal, words: Words) -> Sequence[str]:
    """The runs that she started herself: the audit keeps who wrote."""
    query = select(audit.c.run).where(
        or_(*(audit.c.actor.ilike(name.replace("%", "")) for name in words.names))
    )
    return sorted({str(row.run) for row in journal.rows(query)})
