"""No two events that need a room are in it at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import combinations
from typing import TYPE_CHECKING

from scheduler.district import SchoolId
from scheduler.inspection import Inspection, Placement, Violation
from scheduler.rules.rule import Rule

if TYPE_CHECKING:
    from scheduler.search.choices import Choices, Option

RoomDay = tuple[SchoolId, str, date]
"""A school, a room there and a date."""


def never_double_book_a_room(choices: Choices) -> None:
    """Rounds and meetings that name rooms have them to themselves.

    A visit or debrief names none: it is where its teacher is, and she is in one place at a time.
    """
    rooms: dict[RoomDay, list[Option]] = defaultdict(list)
    for option in choices.options:
        for room_day in _rooms(option.placement):
            rooms[room_day].append(option)
    for options in rooms.values():
        options.sort(key=lambda option: (option.start, option.end))
        for together in choices.overlapping(options):
            choices.at_most(1, together)


def _rooms(placement: Placement) -> list[RoomDay]:
    school = placement.slot.school
    if school is None:
        return []
    return [(school, room, placement.day) for room in placement.activity.rooms]


def check(inspection: Inspection) -> Iterator[Violation]:
    named = [placement for placement in inspection.placements if placement.activity.rooms]
    for first, second in combinations(named, 2):
        if first.slot.school != second.slot.school or not first.slot.overlaps(second.slot):
            continue
        for room in sorted({*first.activity.rooms} & {*second.activity.rooms}):
            yield Violation(
                rule=RULE.name,
                says=f"room {room} is taken at {inspection.when(second.slot.start)}",
                activities=(first.activity.id, second.activity.id),
            )


RULE = Rule(
    name="never_double_book_a_room",
    says="A room holds one round or meeting at a time.",
    post=never_double_book_a_room,
    check=check,
)
