"""Runs of time in which people are to be had together, and where in them something may start."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from scheduler.district import SchoolId
from scheduler.model import Activity
from scheduler.peoples_time.availability import Stretch
from scheduler.schoolday import Span

PASSING = timedelta(minutes=10)
"""Two usable stretches this close together are one: the gap is passing time of people who are free."""
SECOND_START = 20
"""Minutes a taught period must be longer than a visit before its end is offered as a start too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A run of time in which everybody needed is to be had; `edges` are starts of blocks inside it."""

    span: Span
    edges: tuple[datetime, ...]
    school: SchoolId | None
    room: str = ""


def starts(activity: Activity, room: Run, minutes: int) -> list[datetime]:
    """Where in a run of time something of that length may start, in order.

    A visit starts with the period, or ends with a long one. A meeting starts or ends with a block of
    the run, or one meeting's length after another start.
    """
    length = timedelta(minutes=minutes)
    last = room.span.end - length
    if activity.teaching is not None:
        long = room.span.minutes >= minutes + SECOND_START
        return [room.span.start, last] if long else [room.span.start]
    found = {last}
    for edge in (room.span.start, *room.edges):
        if edge - length >= room.span.start:
            found.add(edge - length)
        start = edge
        while start <= last:
            found.add(start)
            start += length
    return sorted(found)


def joined(stretches: Sequence[Stretch], closed: Sequence[Span]) -> Iterator[Run]:
    """Neighbouring allowed stretches of one school as single runs, as long as can be."""
    run: list[Stretch] = []
    for stretch in stretches:
        if run and not _neighbours(run[-1], stretch, closed):
            yield _run(run)
            run = []
        run.append(stretch)
    if run:
        yield _run(run)


def _neighbours(first: Stretch, second: Stretch, closed: Sequence[Span]) -> bool:
    """Whether only passing time lies between two stretches at one school."""
    if second.school != first.school or second.span.start - first.span.end > PASSING:
        return False
    gap = Span(start=first.span.end, end=second.span.start)
    return not any(span.overlaps(gap) for span in closed)


def _run(run: Sequence[Stretch]) -> Run:
    return Run(
        span=Span(start=run[0].span.start, end=run[-1].span.end),
        edges=tuple(stretch.span.start for stretch in run),
        school=run[0].school,
    )


def with_edges(run: Run, more: Iterable[datetime]) -> Run:
    """The run with those moments as edges that lie inside it, its end included."""
    inside = {one for one in more if run.span.start <= one <= run.span.end}
    return replace(run, edges=tuple(sorted(inside.union(run.edges))))


def meet(rooms: Iterable[Run], others: Collection[Run]) -> Iterator[Run]:
    """The times two people share."""
    for room in rooms:
        for other in others:
            if not room.span.overlaps(other.span):
                continue
            start = max(room.span.start, other.span.start)
            end = min(room.span.end, other.span.end)
            edges = {edge for edge in (*room.edges, *other.edges) if start <= edge < end}
            yield Run(
                span=Span(start=start, end=end),
                edges=tuple(sorted(edges)),
                school=room.school if room.school == other.school else None,
            )
