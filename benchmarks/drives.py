"""How long coaches drive in a schedule, counted without any code of the scheduler's own."""

from collections import defaultdict
from datetime import date, datetime
from itertools import pairwise

from scheduler.district import District, PersonId, Role, SchoolId
from scheduler.model import Schedule

UNKNOWN = 15
"""Minutes between two schools that no row of `Travel` names in either direction."""


def drive_minutes(district: District, schedule: Schedule) -> int:
    """Minutes from school to school on each coach's days, buffers and the ways from and to home apart.

    Days are those of the slots' instants: no school of the demo is open at midnight UTC.
    """
    rows = {(row.origin, row.destination): row.minutes for row in district.travel}
    stops: dict[tuple[PersonId, date], list[tuple[datetime, SchoolId]]] = defaultdict(list)
    for key, slot in schedule.placed.items():
        if slot.school is None:
            continue
        for person in {*schedule.activities[key].required, *slot.coming}:
            if district.people[person].role is Role.COACH:
                stops[person, slot.start.date()].append((slot.start, slot.school))
    minutes = 0
    for day in stops.values():
        for (_, origin), (_, to) in pairwise(sorted(day)):
            if origin != to:
                way = rows.get((origin, to), rows.get((to, origin)))
                minutes += UNKNOWN if way is None else way
    return minutes
