"""Builds the day of an instructional round: who walks with whom, and which room each group is in when.

Groups have 3 to 5 people of at least two roles where the people allow it; no room holds two groups at
once and every group spends the same time in as many rooms.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import zip_longest
from typing import TYPE_CHECKING

from scheduler.district import District, PersonId, Role, SchoolId
from scheduler.errors import Fault, InputError
from scheduler.model import Activity, Container, Slot
from scheduler.rounds.day import Groups, HostNotice, RoomVisit, RoundDay, Shape
from scheduler.schoolday import Span

if TYPE_CHECKING:
    from scheduler.peoples_time.availability import Availability

SMALLEST, LARGEST = 3, 5
"""People in a group: fewer cannot compare notes, more crowd a classroom."""
SHEET_DUE = 3
"""School days before the round by which the host sheet is due."""
HALF_DAY = Shape()


def round_day(
    activity: Activity,
    slot: Slot,
    people: Sequence[PersonId],
    availability: Availability,
    *,
    shape: Shape = HALF_DAY,
    size: int = 4,
    taken_part: Collection[PersonId] = (),
) -> RoundDay:
    """The day of a round that stands at `slot`, with the people who come.

    Where there are more people than the rooms hold groups for, those who have not `taken_part` yet go first
    and the rest are named in a caution. In a round too short for all rooms each group sees fewer of them, and
    every room is visited about as often.

    Raises:
        InputError: the round has no rooms, or is too short for even one of them.
    """
    rooms = activity.rooms
    turns = min(len(rooms), shape.rooms_in(slot.minutes))
    if turns < 1:
        raise InputError([_no_room(activity, slot)])
    roles = {person: availability.district.people[person].role for person in people}
    made = groups(
        people,
        roles,
        size=size,
        seats=len(rooms) * LARGEST,
        taken_part=taken_part,
        most=len(rooms),
    )
    visits = room_visits(len(made), rooms, slot.start, shape=shape, turns=turns)
    begins = max((visit.end for visit in visits), default=slot.start)
    debrief = begins + timedelta(minutes=shape.walk)
    on = availability.days.date_of(slot.start)
    teaching = tuple(_teaching_in(slot.school, on, availability))
    due = availability.days.back(slot.school, on, SHEET_DUE) if slot.school else None
    hosts = tuple(_hosts(rooms, visits, teaching, due))
    walking = {person for group in made for person in group}
    return RoundDay(
        round=activity.id,
        school=slot.school,
        prepare=Span(start=slot.start, end=slot.start + timedelta(minutes=shape.prepare)),
        visits=visits,
        debrief=Span(start=debrief, end=debrief + timedelta(minutes=shape.debrief)),
        groups=made,
        hosts=hosts,
        cautions=tuple(
            _cautions(
                [person for person in people if person not in walking],
                hosts if teaching else (),
                walking,
                availability.district,
            )
        ),
    )


def _no_room(activity: Activity, slot: Slot) -> Fault:
    where = f"Series, series {activity.series}"
    if not activity.rooms:
        what = "The round has no rooms, so nobody knows which classes to visit."
        return Fault(where=f"{where}, rooms", what=what, fix="Fill in the rooms to visit.")
    what = f"{slot.minutes} minutes leave no time for a room beside preparing and the debrief."
    return Fault(where=f"{where}, minutes", what=what, fix="Make the round longer.")


def groups(
    people: Collection[PersonId],
    roles: Mapping[PersonId, Role],
    *,
    size: int = 4,
    seats: int | None = None,
    taken_part: Collection[PersonId] = (),
    most: int | None = None,
) -> Groups:
    """People dealt into groups of about `size`, roles spread as evenly as they go; `most` groups at most.

    With fewer `seats` than people, those who have not `taken_part` yet are seated first, roles in turn.
    Groups are larger where only so each gets a second role. Fewer than three people are one group. The same
    people give the same groups in any order.
    """
    if not SMALLEST <= size <= LARGEST:
        raise ValueError(f"a group has {SMALLEST} to {LARGEST} people, not {size}")
    seated = _seated(people, roles, taken_part)[:seats]
    # Cards sorted by suit and dealt in turn: two groups differ by one person of a role at most, so a
    # group can lack a second role only when there are fewer such people than groups.
    sizes = {role: sum(roles[person] is role for person in seated) for role in Role}
    others = len(seated) - max(sizes.values())
    count = _how_many(len(seated), size, others, most)
    cards = sorted(seated, key=lambda person: (-sizes[roles[person]], roles[person], person))
    return tuple(tuple(cards[at::count]) for at in range(count))


def room_order(
    group_count: int, rooms: Sequence[str], turns: int | None = None
) -> tuple[tuple[str, ...], ...]:
    """For each group the rooms in the order it visits them, `turns` of them or all.

    Groups start as far apart as can be and go on room by room, so that rooms left out by one are seen by
    another. Raises InputError when there are more groups than rooms, as two would then share a room.
    """
    if group_count > len(rooms):
        what = f"{group_count} groups cannot each have a room of {len(rooms)} for themselves."
        fix = "Add rooms to the round, or invite fewer people."
        raise InputError([Fault(where="Series, rooms", what=what, fix=fix)])
    firsts = [group * len(rooms) // group_count for group in range(group_count)]
    return tuple((*rooms[at:], *rooms[:at])[:turns] for at in firsts)


def room_visits(
    group_count: int,
    rooms: Sequence[str],
    start: datetime,
    *,
    shape: Shape = HALF_DAY,
    turns: int | None = None,
) -> tuple[RoomVisit, ...]:
    """Every visit of a round that starts at `start`, in order of time, then group."""
    order = room_order(group_count, rooms, turns)
    each = len(order[0]) if order else 0
    begins = [
        start + timedelta(minutes=shape.prepare + turn * (shape.stay + shape.walk))
        for turn in range(each)
    ]
    return tuple(
        RoomVisit(
            number=turn * group_count + group + 1,
            group=group,
            room=order[group][turn],
            start=begin,
            end=begin + timedelta(minutes=shape.stay),
        )
        for turn, begin in enumerate(begins)
        for group in range(group_count)
    )


def _how_many(people: int, size: int, others: int, most: int | None) -> int:
    """How many groups: near `size` each, none above five, none below three if there are three.

    No more than there are `others`, people outside the largest role, if groups of five allow that.
    """
    if not people:
        return 0
    fewest = -(-people // LARGEST)
    top = max(1, people // SMALLEST, fewest)
    wanted = max(fewest, min(top, round(people / size)))
    return max(fewest, min(wanted, others, most if most is not None else wanted))


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


def _hosts(
    rooms: Sequence[str],
    visits: Sequence[RoomVisit],
    teaching: Sequence[tuple[PersonId, str, Span]],
    due: date | None,
) -> Iterator[HostNotice]:
    """A notice for each room and each teacher who teaches in it while it is visited."""
    for room in rooms:
        found: dict[PersonId | None, list[Span]] = {}
        for visit in visits:
            if visit.room != room:
                continue
            span = Span(start=visit.start, end=visit.end)
            there = (who for who, where, when in teaching if where == room and when.overlaps(span))
            found.setdefault(next(there, None), []).append(span)
        for teacher, spans in found.items():
            yield HostNotice(room=room, teacher=teacher, visits=tuple(spans), sheet_due=due)


def _teaching_in(
    school: SchoolId | None, day: date, availability: Availability
) -> Iterator[tuple[PersonId, str, Span]]:
    """Who teaches in which room of a school when, on that day."""
    for person in availability.district.people.values():
        if school is None or person.school != school:
            continue
        for stretch in availability.day(person.id, day).stretches:
            if stretch.container is Container.TEACHING and stretch.room:
                yield person.id, stretch.room, stretch.span


def _cautions(
    unseated: Sequence[PersonId],
    hosts: Sequence[HostNotice],
    walking: Collection[PersonId],
    district: District,
) -> Iterator[str]:
    if unseated:
        names = ", ".join(district.people[person].name for person in unseated)
        yield f"There is no group for {names}: add rooms, or seat them in another round."
    rooms: dict[PersonId, set[str]] = {}
    for host in hosts:
        if host.teacher is None:
            yield f"The timetable has nobody teaching in room {host.room} during a visit."
        else:
            rooms.setdefault(host.teacher, set()).add(host.room)
    for teacher, own in sorted(rooms.items()):
        name = district.people[teacher].name
        if len(own) > 1:
            yield f"{name} hosts in {len(own)} rooms; one is enough for a round."
        if teacher in walking:
            yield f"{name} walks with a group while her room is visited; choose another room."
