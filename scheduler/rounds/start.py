"""When in its day a round had best begin: by the days of all who have a seat, and of the rooms it visits."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from scheduler.district import District, Doing
from scheduler.inspection import Placement
from scheduler.model import Activity, Container, Kind
from scheduler.rounds.building import HALF_DAY, room_visits
from scheduler.rounds.day import GROUP, Shape
from scheduler.schoolday import Span
from scheduler.timetabled import Timetable

if TYPE_CHECKING:
    from scheduler.peoples_time.availability import Availability

EMPTY_SEAT = 4
"""A seat that stays empty as the person cannot come then."""
EMPTY_ROOM = 2
"""A visit to a room in which nobody teaches."""


def edges_of(
    activity: Activity, day: date, availability: Availability, *, shape: Shape = HALF_DAY
) -> Iterator[datetime]:
    """Moments worth beginning or ending a round at: where the time of somebody invited begins or ends,
    and where the first visit falls on the beginning of a lesson in one of its rooms."""
    for guest in activity.invited:
        for stretch in availability.day(guest, day).stretches:
            if stretch.container is Container.WORKDAY or stretch.container in activity.inside:
                yield stretch.span.start
                yield stretch.span.end
    ahead = timedelta(minutes=shape.prepare)
    for person in availability.district.people.values():
        if activity.school is None or activity.school not in (person.school, *person.other_schools):
            continue
        for stretch in availability.day(person.id, day).stretches:
            if stretch.container is Container.TEACHING and stretch.room in activity.rooms:
                yield stretch.span.start - ahead


def points_of(placement: Placement, district: District, timetable: Timetable) -> int:
    """What it costs to begin a round then; nothing for anything else."""
    activity = placement.activity
    if activity.kind is not Kind.ROUND:
        return 0
    seats = min(len(activity.people), GROUP * len(activity.rooms) or len(activity.people))
    empty = max(0, seats - len(placement.people))
    return EMPTY_SEAT * empty + EMPTY_ROOM * _empty_rooms(placement, district, timetable)


def _empty_rooms(placement: Placement, district: District, timetable: Timetable) -> int:
    """Visits to rooms in which nobody teaches then; none where no timetable names the rooms."""
    activity, slot = placement.activity, placement.slot
    lessons = list(_lessons(placement, district, timetable))
    turns = min(len(activity.rooms), HALF_DAY.rooms_in(slot.minutes))
    if not lessons or turns < 1:
        return 0
    groups = max(1, min(len(activity.rooms), round(len(placement.people) / GROUP)))
    visits = room_visits(groups, activity.rooms, slot.start, turns=turns)
    spans = ((one.room, Span(start=one.start, end=one.end)) for one in visits)
    return sum(
        not any(room == where and when.overlaps(span) for where, when in lessons)
        for room, span in spans
    )


def _lessons(
    placement: Placement, district: District, timetable: Timetable
) -> Iterator[tuple[str, Span]]:
    """Room and time of every lesson in the rooms of the round on its day."""
    activity = placement.activity
    for person in district.people.values():
        if activity.school is None or activity.school not in (person.school, *person.other_schools):
            continue
        for piece in timetable.pieces(person.id, placement.day) or ():
            if piece.doing is Doing.TEACH and piece.room in activity.rooms:
                yield piece.room, piece.span
