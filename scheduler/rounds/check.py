"""What is wrong with the day of a round, found without the functions that build one."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from itertools import combinations

from scheduler.district import PersonId, Role
from scheduler.rounds.day import RoomVisit, RoundDay

FEWEST, MOST, ROLES = 3, 5, 2


def wrong_with(
    day: RoundDay, roles: Mapping[PersonId, Role], *, start: datetime, end: datetime
) -> tuple[str, ...]:
    """Sentences, none for a good day; `start` and `end` are what people were told, aware UTC."""
    return (
        *_groups(day, roles),
        *_rooms(day),
        *_equal_time(day),
        *_numbers(day),
        *_order(day, start, end),
        *_hosts(day),
    )


def _groups(day: RoundDay, roles: Mapping[PersonId, Role]) -> Iterator[str]:
    people = Counter(person for group in day.groups for person in group)
    for person, count in sorted(people.items()):
        if count > 1:
            yield f"{person} walks with {count} groups"
    counts = Counter(roles[person] for person in people)
    others = len(people) - max(counts.values(), default=0)
    could_mix = others >= -(-len(people) // MOST) and len(people) >= FEWEST
    for number, group in enumerate(day.groups, 1):
        if len(group) > MOST or (len(group) < FEWEST <= len(people)):
            yield f"group {number} has {len(group)} people"
        if could_mix and len({roles[person] for person in group}) < ROLES:
            yield f"group {number} has one role only"


def _rooms(day: RoundDay) -> Iterator[str]:
    for one, other in combinations(day.visits, 2):
        if not (one.start < other.end and other.start < one.end):
            continue
        if one.room == other.room:
            yield f"room {one.room} holds two groups at once"
        if one.group == other.group:
            yield f"group {one.group + 1} is in two rooms at once"
    for (group, room), count in sorted(_seen(day).items()):
        if count > 1:
            yield f"group {group + 1} is in room {room} {count} times"


def _seen(day: RoundDay) -> Counter[tuple[int, str]]:
    return Counter((visit.group, visit.room) for visit in day.visits)


def _equal_time(day: RoundDay) -> Iterator[str]:
    """Every visit is as long as any other, and every group makes as many."""
    if len({visit.end - visit.start for visit in day.visits}) > 1:
        yield "one visit is longer than another"
    made = Counter(visit.group for visit in day.visits)
    if set(made) != set(range(len(day.groups))) or len(set(made.values())) > 1:
        yield "one group visits more rooms than another"
    rooms = Counter(visit.room for visit in day.visits)
    if rooms and max(rooms.values()) - min(rooms.values()) > 1:
        yield "one room is visited more often than another"


def _numbers(day: RoundDay) -> Iterator[str]:
    if sorted(visit.number for visit in day.visits) != list(range(1, len(day.visits) + 1)):
        yield "the visits are not numbered from 1 on"
    if [visit.number for visit in sorted(day.visits, key=_when)] != list(
        range(1, len(day.visits) + 1)
    ):
        yield "the numbers do not follow the time"


def _when(visit: RoomVisit) -> tuple[datetime, int]:
    return visit.start, visit.group


def _order(day: RoundDay, start: datetime, end: datetime) -> Iterator[str]:
    if day.prepare.start < start or day.debrief.end > end:
        yield "it goes beyond the time people were told"
    if day.prepare.minutes <= 0 or day.debrief.minutes <= 0:
        yield "there is no time to prepare, or none to debrief"
    if any(visit.start < day.prepare.end for visit in day.visits):
        yield "a room is entered before everybody is prepared"
    if any(visit.end > day.debrief.start for visit in day.visits):
        yield "a room is visited after the debrief began"


def _hosts(day: RoundDay) -> Iterator[str]:
    """Every visited room is told of every visit, and nobody hosts in two rooms."""
    if not day.hosts:
        return
    told = Counter((host.room, visit.start) for host in day.hosts for visit in host.visits)
    if told != Counter((visit.room, visit.start) for visit in day.visits):
        yield "a room is told other times than it is visited at"
    hosting: dict[PersonId, set[str]] = {}
    for host in day.hosts:
        if host.teacher is not None:
            hosting.setdefault(host.teacher, set()).add(host.room)
    for teacher, rooms in sorted(hosting.items()):
        if len(rooms) > 1:
            yield f"{teacher} hosts in {len(rooms)} rooms"
