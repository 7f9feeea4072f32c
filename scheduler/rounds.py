"""The day of an instructional round: who walks with whom, and which room each group is in when.

Groups have 3 to 5 people of at least two roles where the people allow it; no room holds two groups at
once and every group spends the same time in every room.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest

from scheduler.district import PersonId, Role
from scheduler.errors import Fault, InputError

SMALLEST, LARGEST = 3, 5
"""People in a group: fewer cannot compare notes, more crowd a classroom."""

Groups = tuple[tuple[PersonId, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RoomVisit:
    """A group (counted from 0) in a room, aware UTC, half-open.

    `number` counts the visits of the round from 1; evidence is labeled by it, never by room or teacher.
    """

    number: int
    group: int
    room: str
    start: datetime
    end: datetime


def groups(
    people: Collection[PersonId],
    roles: Mapping[PersonId, Role],
    *,
    size: int = 4,
    seats: int | None = None,
    taken_part: Collection[PersonId] = (),
) -> Groups:
    """People dealt into groups of about `size`, roles spread as evenly as they go.

    With fewer `seats` than people, those who have not `taken_part` yet are seated first, roles in turn.
    Fewer than three people are one group. The same people give the same groups in any order.
    """
    if not SMALLEST <= size <= LARGEST:
        raise ValueError(f"a group has {SMALLEST} to {LARGEST} people, not {size}")
    seated = _seated(people, roles, taken_part)[:seats]
    count = _how_many(len(seated), size)
    # Cards sorted by suit and dealt in turn: two groups differ by one person of a role at most, so a
    # group can lack a second role only when there are fewer such people than groups.
    sizes = {role: sum(roles[person] is role for person in seated) for role in Role}
    cards = sorted(seated, key=lambda person: (-sizes[roles[person]], roles[person], person))
    return tuple(tuple(cards[at::count]) for at in range(count))


def room_order(group_count: int, rooms: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """For each group the rooms in the order it visits them: each starts one room further on.

    Raises InputError when there are more groups than rooms, as two would then share a room.
    """
    if group_count > len(rooms):
        what = f"{group_count} groups cannot each have a room of {len(rooms)} for themselves."
        fix = "Add rooms to the round, or invite fewer people."
        raise InputError([Fault(where="Series, rooms", what=what, fix=fix)])
    return tuple((*rooms[at:], *rooms[:at]) for at in range(group_count))


def room_visits(
    group_count: int,
    rooms: Sequence[str],
    start: datetime,
    *,
    prepare: int = 30,
    stay: int = 20,
    walk: int = 5,
) -> tuple[RoomVisit, ...]:
    """Every visit of a round that starts at `start`, in order of time, then group; lengths in minutes."""
    turns = room_order(group_count, rooms)
    begins = [
        start + timedelta(minutes=prepare + turn * (stay + walk)) for turn in range(len(rooms))
    ]
    return tuple(
        RoomVisit(
            number=turn * group_count + group + 1,
            group=group,
            room=turns[group][turn],
            start=begin,
            end=begin + timedelta(minutes=stay),
        )
        for turn, begin in enumerate(begins)
        for group in range(group_count)
    )


def _how_many(people: int, size: int) -> int:
    """How many groups: near `size` each, none above five, none below three if there are three."""
    fewest = -(-people // LARGEST)
    most = max(1, people // SMALLEST)
    return max(fewest, min(most, round(people / size))) if people else 0


def _seated(
    people: Collection[PersonId], roles: Mapping[PersonId, Role], taken_part: Collection[PersonId]
) -> list[PersonId]:
    """Everybody, newcomers first and within that one of each role in turn."""
    newcomers = [person for person in people if person not in taken_part]
    others = [person for person in people if person in taken_part]
    return [person for part in (newcomers, others) for person in _in_turn(part, roles)]


def _in_turn(people: Sequence[PersonId], roles: Mapping[PersonId, Role]) -> list[PersonId]:
    by_role = [sorted(person for person in people if roles[person] is role) for role in Role]
    return [person for turn in zip_longest(*by_role) for person in turn if person is not None]
