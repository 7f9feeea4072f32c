"""Where a demo coach could put something, read from timetables by hand, without the search's sieve.

Starts lie on the grid of periods: at the start of a block, a meeting's length after it, or so that
something ends with the free time. Lengths in minutes.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from scheduler.district import (
    EVERYWHERE,
    Blackout,
    BlockKind,
    CohortId,
    DayType,
    District,
    Doing,
    Person,
    PersonId,
)
from scheduler.model import Activity, ActivityId, Container, Slot
from scheduler.schoolday import SchoolDay, SchoolDays, Span
from scheduler.timetabled import Timetable

_CONTAINER = {
    Doing.PREP: Container.PREP,
    Doing.PLC: Container.PLC,
    Doing.FREE: Container.FREE,
}
_PASSING = timedelta(minutes=10)
_SHORTEST_VISIT = 25
_LONG = 20
"""A period this much longer than the visit may be visited at its end as well."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Piece:
    span: Span
    container: Container
    block: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Run:
    """Neighbouring pieces; for several people the time they share, with everybody's pieces."""

    span: Span
    edges: tuple[datetime, ...]
    pieces: tuple[_Piece, ...]
    gaps: tuple[Span, ...]
    """Passing time between pieces: nothing begins or ends in it."""


class Openings:
    """Answers for one coach's teachers; `prep` is how many prep periods a week a cohort agreed to."""

    def __init__(self, district: District, days: SchoolDays) -> None:
        self.district = district
        self.days = days
        self.timetable = Timetable(district, days)
        self._prep: dict[CohortId | None, int] = {
            cohort.id: cohort.prep_ok_per_week or 0 for cohort in district.cohorts
        }
        self._rooms = {
            (row.person, row.letter, row.block): row.room for row in district.timetable if row.room
        }

        self._lunch_rows = {
            (row.person, row.letter, row.block)
            for row in district.timetable
            if row.doing is Doing.LUNCH
        }
        self._known: dict[tuple[ActivityId, date], tuple[Slot, ...]] = {}

    def visits(self, activity: Activity, day: date) -> tuple[Slot, ...]:
        """Taught periods of the subject, lunch left out."""
        return self._remembered(activity, day, self._visits)

    def meetings(self, activity: Activity, day: date) -> tuple[Slot, ...]:
        """The times all teachers of a meeting share in one kind of allowed time."""
        return self._remembered(activity, day, self._meetings)

    def _remembered(
        self, activity: Activity, day: date, find: Callable[[Activity, date], Iterator[Slot]]
    ) -> tuple[Slot, ...]:
        key = (activity.id, day)
        if key not in self._known:
            self._known[key] = tuple(find(activity, day))
        return self._known[key]

    def _visits(self, activity: Activity, day: date) -> Iterator[Slot]:
        teacher = self.district.people[activity.teaching or activity.leader]
        school_day = self._school_day(teacher, day)
        if school_day is None or school_day.day_type is DayType.TESTING:
            return
        lunches = self._lunches(teacher, school_day)
        for piece in self.timetable.pieces(teacher.id, day) or ():
            if piece.doing is not Doing.TEACH or piece.subject != activity.subject:
                continue
            if self._forbidden(teacher, day, piece.block):
                continue
            for span in _without(piece.span, lunches):
                room = self._rooms.get((teacher.id, school_day.letter, piece.block), "")
                yield from _in_lesson(activity, span, teacher, piece.block, room)

    def _meetings(self, activity: Activity, day: date) -> Iterator[Slot]:
        people = [person for person in activity.required if person != activity.leader]
        common: list[_Run] | None = None
        for person in people:
            runs = self._runs(activity, person, day)
            common = runs if common is None else list(_shared(common, runs))
        for run in common or ():
            minutes = min(activity.minutes, run.span.minutes)
            if minutes >= (activity.minutes_min or activity.minutes):
                for start in _grid(run, timedelta(minutes=minutes)):
                    yield _slot(activity, run, start, minutes)

    def _school_day(self, person: Person, day: date) -> SchoolDay | None:
        return self.days.day(person.school, day) if person.school else None

    def _lunches(self, teacher: Person, school_day: SchoolDay) -> list[Span]:
        lunches = [block for block in school_day.blocks if block.kind is BlockKind.LUNCH]
        own = [
            block.span
            for block in lunches
            if {(teacher.id, school_day.letter, block.name), (teacher.id, "", block.name)}
            & self._lunch_rows
        ]
        return own or [block.span for block in lunches]

    def _runs(self, activity: Activity, person: PersonId, day: date) -> list[_Run]:
        pieces = sorted(
            self._allowed(activity, self.district.people[person], day), key=lambda one: one.span
        )
        runs: list[list[_Piece]] = []
        for piece in pieces:
            if runs and piece.span.start - runs[-1][-1].span.end <= _PASSING:
                runs[-1].append(piece)
            else:
                runs.append([piece])
        return [
            _Run(
                span=Span(start=run[0].span.start, end=run[-1].span.end),
                edges=tuple(piece.span.start for piece in run),
                pieces=tuple(run),
                gaps=tuple(_gaps(run)),
            )
            for run in runs
        ]

    def _allowed(self, activity: Activity, person: Person, day: date) -> Iterator[_Piece]:
        school_day = self._school_day(person, day)
        if school_day is None:
            return
        for piece in self._around(school_day):
            if piece.container in activity.inside and self._may_stay(activity, piece, day, person):
                yield piece
        lunches = self._lunches(person, school_day)
        for found in self.timetable.pieces(person.id, day) or ():
            container = _CONTAINER.get(found.doing)
            if container is None or container not in activity.inside:
                continue
            if self._forbidden(person, day, found.block):
                continue
            if container is Container.PREP and not self._prep.get(activity.cohort, 0):
                continue
            for span in _without(found.span, lunches):
                yield _Piece(span=span, container=container, block=found.block)

    def _may_stay(self, activity: Activity, piece: _Piece, day: date, person: Person) -> bool:
        if piece.container is not Container.AFTER_SCHOOL:
            return True
        return (
            activity.minutes <= self.district.limits.after_school_minutes
            and day.weekday() != 4
            and not self.days.eve_of_break(person.school or EVERYWHERE, day)
        )

    def _around(self, school_day: SchoolDay) -> Iterator[_Piece]:
        if school_day.contract is None or not school_day.blocks:
            return
        first = min(block.span.start for block in school_day.blocks)
        last = max(block.span.end for block in school_day.blocks)
        early = school_day.day_type is DayType.EARLY_RELEASE
        after = Container.EARLY_RELEASE if early else Container.AFTER_SCHOOL
        for start, end, container in (
            (school_day.contract.start, first, Container.BEFORE_SCHOOL),
            (last, school_day.contract.end, after),
        ):
            if start < end:
                yield _Piece(span=Span(start=start, end=end), container=container, block="")

    def _forbidden(self, person: Person, day: date, block: str) -> bool:
        return any(_hits(blackout, person, day, block) for blackout in self.district.blackouts)


def _hits(blackout: Blackout, person: Person, day: date, block: str) -> bool:
    return (
        blackout.first <= day <= blackout.last
        and blackout.person in (None, person.id)
        and blackout.school in (EVERYWHERE, person.school)
        and blackout.grade in ("", person.grade)
        and (not blackout.blocks or block in blackout.blocks)
    )


def _without(span: Span, cuts: Sequence[Span]) -> list[Span]:
    left = [span]
    for cut in cuts:
        left = [
            part
            for piece in left
            for part in (
                (piece,)
                if not cut.overlaps(piece)
                else (
                    Span(start=piece.start, end=min(piece.end, cut.start)),
                    Span(start=max(piece.start, cut.end), end=piece.end),
                )
            )
            if part.start < part.end
        ]
    return left


def _in_lesson(
    activity: Activity, span: Span, teacher: Person, block: str, room: str
) -> Iterator[Slot]:
    minutes = min(activity.minutes, span.minutes)
    if minutes < max(activity.minutes_min or activity.minutes, _SHORTEST_VISIT):
        return
    starts = [span.start]
    if span.minutes >= activity.minutes + _LONG:
        starts.append(span.end - timedelta(minutes=minutes))
    for start in starts:
        yield Slot(
            start=start,
            minutes=minutes,
            school=teacher.school,
            room=room,
            block=block,
            container=Container.TEACHING,
        )


def _grid(run: _Run, length: timedelta) -> list[datetime]:
    last = run.span.end - length
    found = {last}
    for edge in run.edges:
        times = (last - edge) // length + 1
        found |= {edge + turn * length for turn in range(times)}
    return sorted(start for start in found if not _in_a_gap(run, start, start + length))


def _gaps(run: Sequence[_Piece]) -> Iterator[Span]:
    for one, two in pairwise(run):
        if one.span.end < two.span.start:
            yield Span(start=one.span.end, end=two.span.start)


def _in_a_gap(run: _Run, start: datetime, end: datetime) -> bool:
    return any(gap.start <= start < gap.end or gap.start < end <= gap.end for gap in run.gaps)


def _shared(runs: Sequence[_Run], others: Sequence[_Run]) -> Iterator[_Run]:
    for run in runs:
        for other in others:
            if run.span.overlaps(other.span):
                start = max(run.span.start, other.span.start)
                end = min(run.span.end, other.span.end)
                edges = {edge for edge in (*run.edges, *other.edges) if start <= edge < end}
                yield _Run(
                    span=Span(start=start, end=end),
                    edges=tuple(sorted(edges)),
                    pieces=(*run.pieces, *other.pieces),
                    gaps=(*run.gaps, *other.gaps),
                )


def _slot(activity: Activity, run: _Run, start: datetime, minutes: int) -> Slot:
    span = Span(start=start, end=start + timedelta(minutes=minutes))
    used = [piece for piece in run.pieces if piece.span.overlaps(span)]
    return Slot(
        start=start,
        minutes=minutes,
        school=activity.school,
        room=next(iter(activity.rooms), ""),
        block="+".join(dict.fromkeys(piece.block for piece in used if piece.block)),
        container=max((piece.container for piece in used), key=activity.inside.index),
    )
