"""A year of instructional rounds: who could sit in which, how broad a seating is, and what breaks it.

Breadth is what a year of rounds is for (R-SS-3): each different person who took part counts one, and so does
each different role. Which seating is broadest is looked for in `rounds_seats`.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from random import Random

from scheduler.district import PersonId, Role, SchoolId
from scheduler.model import Activity, ActivityId, Container, Kind, Schedule, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.rounds.building import LARGEST, SMALLEST
from scheduler.rounds.day import GROUP
from scheduler.schoolday import Span

FEWEST_A_YEAR, MOST_A_YEAR = 4, 6
"""Rounds in a year (R-SS-2)."""
ROOMS = 4
"""Rooms taken for a round whose rooms are not chosen yet."""
COVERS = 3
"""Teachers of one school who may be out of class on a day; a convention, from how substitutes are found."""
DRAWS = 25
"""Random years whose mean a seating is compared with."""

Seats = Mapping[ActivityId, tuple[PersonId, ...]]
"""Who sits in each round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundToSeat:
    """One round: `always` are there in any case, `able` could come; both take seats.

    `released` says whose class needs cover for it, and at which school. `settled` rounds are past or
    announced: who is there stays.
    """

    id: ActivityId
    day: date
    seats: int
    able: tuple[PersonId, ...]
    always: tuple[PersonId, ...] = ()
    released: Mapping[PersonId, SchoolId] = field(default_factory=dict)
    quorum: tuple[tuple[Role, int], ...] = ()
    settled: tuple[PersonId, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundsYear:
    """The rounds of a year in order of date, and everybody's role."""

    rounds: tuple[RoundToSeat, ...]
    roles: Mapping[PersonId, Role]
    covers: int = COVERS


def breadth(seats: Seats, roles: Mapping[PersonId, Role]) -> int:
    """Different people and different roles that sit in some round of the year."""
    people = {person for seated in seats.values() for person in seated}
    return len(people) + len({roles[person] for person in people})


def year_of(
    activities: Iterable[Activity],
    availability: Availability,
    *,
    placed: Mapping[ActivityId, Slot] | None = None,
    told: Schedule | None = None,
    today: date | None = None,
) -> RoundsYear:
    """The rounds among the activities, with who could come on their days.

    A round people were `told` of, or whose day is before `today`, keeps who was asked to it then. Where a
    time is known it says who would be out of class; before that everybody who teaches that day would.
    """
    rounds = []
    for activity in sorted(activities, key=lambda one: (one.window.first, one.id)):
        if activity.kind is not Kind.ROUND:
            continue
        slot = (placed or {}).get(activity.id)
        day = availability.days.date_of(slot.start) if slot else activity.window.first
        found = _round(activity, availability, day, slot)
        known = told is not None and activity.id in told.placed
        if told is not None and known:
            rounds.append(_settled(found, told.people_at(activity.id)))
        elif today is not None and day < today:
            rounds.append(_settled(found, activity.people))
        else:
            rounds.append(found)
    people = availability.district.people
    return RoundsYear(
        rounds=tuple(rounds), roles={person.id: person.role for person in people.values()}
    )


def _settled(found: RoundToSeat, people: tuple[PersonId, ...]) -> RoundToSeat:
    return RoundToSeat(
        id=found.id,
        day=found.day,
        seats=max(found.seats, len(people)),
        able=(),
        released=found.released,
        settled=people,
    )


def _round(
    activity: Activity, availability: Availability, day: date, slot: Slot | None
) -> RoundToSeat:
    rooms = len(activity.rooms) or ROOMS
    able = tuple(
        person
        for person in activity.invited
        if person not in activity.required and _works(availability, person, day)
    )
    span = Span(start=slot.start, end=slot.end) if slot else None
    schools = {person: _released_from(availability, person, day, span) for person in able}
    return RoundToSeat(
        id=activity.id,
        day=day,
        seats=rooms * GROUP,
        able=able,
        always=activity.required,
        released={person: school for person, school in schools.items() if school},
        quorum=activity.quorum,
    )


def _works(availability: Availability, person: PersonId, day: date) -> bool:
    found = availability.district.people[person]
    return found.active_on(day) and (not found.works or day.weekday() in found.works)


def _released_from(
    availability: Availability, person: PersonId, day: date, span: Span | None
) -> SchoolId | None:
    """The school at which a class of that person would need cover; None where none would.

    Of a teacher about whose days nothing is known yet it is taken that she teaches.
    """
    found = availability.district.people[person]
    stretches = availability.day(person, day).stretches
    taught = [
        stretch
        for stretch in stretches
        if stretch.container is Container.TEACHING and (span is None or stretch.span.overlaps(span))
    ]
    teacher = found.role in (Role.TEACHER, Role.TEACHER_LEADER)
    return found.school if taught or (teacher and not stretches) else None


def drawn(year: RoundsYear, seed: int) -> Seats:
    """A year as it comes when each round takes whoever is at hand, within seats and covers."""
    chance = Random(seed)  # noqa: S311 - a baseline to compare with, no secret
    return {one.id: tuple(_at_hand(one, year.covers, chance)) for one in year.rounds}


def random_breadth(year: RoundsYear, seed: int) -> float:
    """The mean breadth of random years."""
    total = sum(breadth(drawn(year, seed + draw), year.roles) for draw in range(DRAWS))
    return total / DRAWS


def _at_hand(one: RoundToSeat, covers: int, chance: Random) -> Iterator[PersonId]:
    if one.settled is not None:
        yield from one.settled
        return
    yield from one.always
    out: Counter[SchoolId] = Counter()
    seated = len(one.always)
    for person in chance.sample(sorted(one.able), len(one.able)):
        school = one.released.get(person)
        if seated == one.seats:
            return
        if school is not None and out[school] >= covers:
            continue
        if school is not None:
            out[school] += 1
        seated += 1
        yield person


def wrong_with(year: RoundsYear, seats: Seats) -> tuple[str, ...]:
    """What a seating breaks, in sentences, worked out from the seats alone; settled rounds stand."""
    return tuple(
        f"{one.id} on {one.day}: {says}"
        for one in year.rounds
        if one.settled is None
        for says in (
            *_wrong_people(one, seats.get(one.id, ()), year),
            *_wrong_mix(one, seats.get(one.id, ()), year),
        )
    )


def _wrong_people(one: RoundToSeat, seated: Sequence[PersonId], year: RoundsYear) -> Iterator[str]:
    if len(set(seated)) != len(seated):
        yield "somebody has two seats"
    if len(seated) > max(one.seats, len(one.always)):
        yield f"{len(seated)} people for {one.seats} seats"
    if strangers := set(seated) - {*one.able, *one.always}:
        yield f"{', '.join(sorted(strangers))} cannot come"
    if absent := set(one.always) - set(seated):
        yield f"{', '.join(sorted(absent))} has to be there"
    out = Counter(one.released[person] for person in seated if person in one.released)
    for school, count in sorted(out.items()):
        if count > year.covers:
            yield f"{count} classes of {school} need cover, at most {year.covers} may"


def _wrong_mix(one: RoundToSeat, seated: Sequence[PersonId], year: RoundsYear) -> Iterator[str]:
    roles = Counter(year.roles[person] for person in seated)
    if can_mix(one, year.roles):
        if len(seated) < SMALLEST:
            yield f"{len(seated)} people make no group"
        elif max(roles.values()) * LARGEST > len(seated) * (LARGEST - 1):
            yield "there are too few of a second role to have one in each group"
    for role, needed in one.quorum:
        able = sum(year.roles[person] is role for person in (*one.able, *one.always))
        if roles[role] < min(needed, able):
            yield f"{roles[role]} of {needed} needed from the role {role.value}"


def can_mix(one: RoundToSeat, roles: Mapping[PersonId, Role]) -> bool:
    """Whether those who could come would make one group of two roles at least."""
    people: Collection[PersonId] = {*one.able, *one.always}
    return len(people) >= SMALLEST and len({roles[person] for person in people}) > 1
