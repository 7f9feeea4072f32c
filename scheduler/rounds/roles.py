"""Which roles take part in the year's rounds: as many different people as can be, of every role (R-SS-3)."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from scheduler.district import District, PersonId, Role
from scheduler.model import ActivityId, Kind, Schedule


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRole:
    """`people` are different people with a seat, `came` those of them whose round took place; `seats`
    counts somebody once a round."""

    role: Role
    people: int
    came: int
    seats: int


def round_roles(
    schedule: Schedule, district: District, took_place: Collection[ActivityId] = ()
) -> tuple[RoundRole, ...]:
    """Each role that has a seat in a round with a time, the one with most people first."""
    seats: dict[Role, list[tuple[PersonId, ActivityId]]] = defaultdict(list)
    for key in schedule.placed:
        if schedule.activities[key].kind is Kind.ROUND:
            for person in schedule.people_at(key):
                seats[district.people[person].role].append((person, key))
    found = (
        RoundRole(
            role=role,
            people=len({person for person, _ in own}),
            came=len({person for person, key in own if key in took_place}),
            seats=len(own),
        )
        for role, own in seats.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.people, one.role.value)))
