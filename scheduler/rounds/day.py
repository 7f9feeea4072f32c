"""The day of an instructional round as a value: groups, numbered visits, times, hosts, who needs cover.

`rounds` builds it and `round_check` finds what is wrong with one, each without the other.
"""

from dataclasses import dataclass
from datetime import date, datetime

from scheduler.district import PersonId, SchoolId
from scheduler.model import ActivityId
from scheduler.schoolday import Span

GROUP = 4
"""People to a group where nobody says otherwise."""

Groups = tuple[tuple[PersonId, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Lengths in minutes: to prepare, in each room, between two rooms, to debrief.

    The default is a half day. A round inside one long block would have 10 minutes in each room.
    """

    prepare: int = 30
    stay: int = 20
    walk: int = 5
    debrief: int = 60

    def rooms_in(self, minutes: int) -> int:
        """Rooms a group can see in a round of that length; the last walk leads to the debrief."""
        return max(0, minutes - self.prepare - self.debrief) // (self.stay + self.walk)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class HostNotice:
    """What the teacher of a room is told ahead: when somebody comes, and until when the host sheet is due.

    `teacher` is None where the timetable has nobody in that room then.
    """

    room: str
    teacher: PersonId | None
    visits: tuple[Span, ...]
    sheet_due: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundDay:
    """One round with everything settled but the people's mood."""

    round: ActivityId
    school: SchoolId | None
    prepare: Span
    visits: tuple[RoomVisit, ...]
    debrief: Span
    groups: Groups
    hosts: tuple[HostNotice, ...] = ()
    cautions: tuple[str, ...] = ()
    """What a person should look at: a room where nobody teaches then, people left without a group."""

    @property
    def evidence(self) -> tuple[tuple[int, int], ...]:
        """The rows of the visit log, as visit number and group from 1: no room, no time, no teacher."""
        return tuple((visit.number, visit.group + 1) for visit in self.visits)

    def route(self, group: int) -> tuple[RoomVisit, ...]:
        """Where a group (from 0) goes, in order of time."""
        own = (visit for visit in self.visits if visit.group == group)
        return tuple(sorted(own, key=lambda visit: visit.start))
