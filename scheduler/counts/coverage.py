"""Which classes need somebody else in front of them, by half day: what a schedule asks of substitutes.

Only activities that may take a teacher out of class (`inside` names teaching) do so, like rounds and lab
observations. The one whose lesson is visited teaches it herself.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from scheduler.district import PersonId, SchoolId
from scheduler.inspection import Distances
from scheduler.model import Activity, ActivityId, Container, Half, Schedule, Slot
from scheduler.peoples_time.availability import Availability, Stretch
from scheduler.schoolday import Span

NOON = time(12)
NEED_BY = 3
"""School days before, by which somebody must be found; with less, few requests are filled. A convention."""
AHEAD_DAYS = 14
"""Days the list looks ahead: substitutes asked for two weeks before are nearly always found."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CoverNeed:
    """A class without its teacher; `span` is the part of the lesson she is away for, the way included.

    `substitute` numbers the people needed at a school in that half day, from 1: one who roves takes several
    classes, one after the other. `reason` is the kind of event, never a person's.
    """

    id: str
    activity: ActivityId
    school: SchoolId
    day: date
    half: Half
    teacher: PersonId
    block: str
    subject: str
    room: str
    span: Span
    reason: str
    needed_by: date
    substitute: int = 1


def cover_needs(schedule: Schedule, availability: Availability) -> tuple[CoverNeed, ...]:
    """Every class that needs cover, in order of school, day, half and time.

    A lesson is one class to cover, even when two events take its teacher out of it.
    """
    found: dict[str, CoverNeed] = {}
    distances = Distances(availability.district)
    pairs = [(schedule.activities[key], slot) for key, slot in schedule.placed.items()]
    for activity, slot in sorted(pairs, key=lambda pair: (pair[1].start, pair[0].id)):
        if Container.TEACHING not in activity.inside:
            continue
        for person in schedule.people_at(activity.id):
            if person == activity.teaching:
                continue
            for need in _needs(activity, slot, person, availability, distances):
                known = found.get(need.id)
                found[need.id] = (
                    replace(known, span=_both(known.span, need.span)) if known else need
                )
    return _with_substitutes(found.values())


def needed_from(needs: Iterable[CoverNeed], first: date, days: int = AHEAD_DAYS) -> list[CoverNeed]:
    """Those from a date up to so many days later, both included."""
    last = first + timedelta(days=days)
    return [need for need in needs if first <= need.day <= last]


def half_days(needs: Iterable[CoverNeed]) -> int:
    """Substitute half days to be paid for."""
    return len({(need.school, need.day, need.half, need.substitute) for need in needs})


def above_the_cap(
    needs: Iterable[CoverNeed], most_at_once: int
) -> list[tuple[SchoolId, date, int]]:
    """School and day with more substitutes at once than a school can expect to find, and how many."""
    most: dict[tuple[SchoolId, date], int] = defaultdict(int)
    for need in needs:
        most[need.school, need.day] = max(most[need.school, need.day], need.substitute)
    return [
        (school, day, count)
        for (school, day), count in sorted(most.items())
        if count > most_at_once
    ]


def _needs(
    activity: Activity,
    slot: Slot,
    person: PersonId,
    availability: Availability,
    distances: Distances,
) -> Iterator[CoverNeed]:
    home = availability.district.people[person].school
    if home is None:
        return
    days = availability.days
    day = days.date_of(slot.start)
    away = _away(slot, home, distances)
    own = availability.day(person, day).stretches
    for stretch in own:
        if not stretch.span.overlaps(away) or stretch.container is not Container.TEACHING:
            continue
        at = stretch.school or home
        span = Span(start=max(away.start, stretch.span.start), end=min(away.end, stretch.span.end))
        yield CoverNeed(
            id=f"{day}.{person}.{_lesson(stretch, own, days.local(stretch.span.start))}",
            activity=activity.id,
            school=at,
            day=day,
            half=_half(days.local(span.start)),
            teacher=person,
            block=stretch.block,
            subject=stretch.subject,
            room=stretch.room,
            span=span,
            reason=activity.kind.value,
            needed_by=days.back(at, day, NEED_BY),
        )


def _away(slot: Slot, home: SchoolId, distances: Distances) -> Span:
    """When somebody leaves her school for it and is back."""
    there = timedelta(minutes=distances.minutes(home, slot.school))
    back = timedelta(minutes=distances.minutes(slot.school, home))
    return Span(start=slot.start - there, end=slot.end + back)


def _lesson(stretch: Stretch, own: Sequence[Stretch], begins: datetime) -> str:
    """What tells two lessons of a day apart: the block, with the time where lunch cuts it in two."""
    cut = sum(one.block == stretch.block for one in own) > 1
    return f"{stretch.block}.{begins:%H%M}" if cut or not stretch.block else stretch.block


def _both(one: Span, other: Span) -> Span:
    return Span(start=min(one.start, other.start), end=max(one.end, other.end))


def _half(local: datetime) -> Half:
    return Half.MORNING if local.time() < NOON else Half.AFTERNOON


def _with_substitutes(needs: Iterable[CoverNeed]) -> tuple[CoverNeed, ...]:
    """Each class gets the first substitute of the half day who is free again: no smaller number would do."""
    halves: dict[tuple[SchoolId, date, Half], list[CoverNeed]] = defaultdict(list)
    for need in needs:
        halves[need.school, need.day, need.half].append(need)
    return tuple(
        need
        for key in sorted(halves, key=lambda key: (*key[:2], key[2] is Half.AFTERNOON))
        for need in _seen_to(sorted(halves[key], key=lambda one: (one.span, one.teacher)))
    )


def _seen_to(needs: Sequence[CoverNeed]) -> Iterator[CoverNeed]:
    free_at: list[datetime] = []
    for need in needs:
        free = next((n for n, until in enumerate(free_at) if until <= need.span.start), None)
        if free is None:
            free = len(free_at)
            free_at.append(need.span.end)
        free_at[free] = need.span.end
        yield replace(need, substitute=free + 1)
