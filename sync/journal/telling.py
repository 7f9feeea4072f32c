"""What people were told of an event, so that it is told once, and again when it happens again."""

from collections.abc import Iterable
from dataclasses import replace

from sqlalchemy import Connection, delete, insert, select

from sync.event.facts import Edited, Facts
from sync.journal.tables import told

Line = tuple[str, str, str]
"""An activity (or a calendar), what happened, and a sign that tells one happening from another."""
ZONE = "time zone"


def told_once(connection: Connection, facts: Facts, seen: Iterable[str]) -> Facts:
    """Edits, guests and zones that were not told before; what is over by now is forgotten.

    `seen` are the activities whose events were just read whole, and the calendar.
    """
    lines = {
        *((one.activity, one.deed.value, one.sign) for one in facts.guests),
        *(line for one in facts.edited for line in _edits(one)),
        *((one.calendar, ZONE, one.zone) for one in facts.zones),
    }
    had = _had(connection, set(seen))
    for activity, what, sign in had - lines:
        same = (told.c.activity == activity, told.c.what == what, told.c.sign == sign)
        connection.execute(delete(told).where(*same))
    for activity, what, sign in sorted(lines - had):
        connection.execute(insert(told).values(activity=activity, what=what, sign=sign))
    new = lines - had
    return replace(
        facts,
        edited=tuple(one for one in facts.edited if not new.isdisjoint(_edits(one))),
        guests=tuple(
            one for one in facts.guests if (one.activity, one.deed.value, one.sign) in new
        ),
        zones=tuple(one for one in facts.zones if (one.calendar, ZONE, one.zone) in new),
    )


def _edits(edited: Edited) -> list[Line]:
    pairs = zip(edited.fields, edited.signs, strict=True)
    return [(edited.activity, f"edited {name}", sign) for name, sign in pairs]


def _had(connection: Connection, activities: set[str]) -> set[Line]:
    wanted = sorted(activities)
    found: set[Line] = set()
    for first in range(0, len(wanted), 500):
        some = told.c.activity.in_(wanted[first : first + 500])
        found |= {
            (row.activity, row.what, row.sign)
            for row in connection.execute(select(told).where(some))
        }
    return found
