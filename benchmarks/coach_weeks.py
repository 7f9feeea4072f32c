"""What is proven of a schedule coach-week by coach-week, and how long one such week takes alone."""

import re
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from scheduler.district import District, PersonId
from scheduler.model import Proof, Schedule
from scheduler.search.find_times import EFFORT
from scheduler.search.partition import (
    SHARED,
    Lane,
    Search,
    by_leader,
    shared_events,
    weeks,
    with_standing,
)
from scheduler.search.solve import solve_lane

ALONE = 5
"""Coaches of whom one week is looked at alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OneWeek:
    """One coach's fullest week, solved in a process in which everything is loaded."""

    cpu_s: float
    wall_s: float
    proven: bool


def without_shared_event(district: District, schedule: Schedule) -> list[Proof]:
    """The proofs of coach-weeks in which none of the coaches is in a shared event.

    A proof may cover two weeks; seven days after its date are looked at. Days are those of the instants.
    """
    named: dict[str, list[PersonId]] = {}
    for person in district.people.values():
        named.setdefault(person.name, []).append(person.id)
    taken = _in_shared_events(schedule)
    found = []
    for proof in of_coaches(schedule.proofs):
        names, _, day = proof.part.rpartition(", week of ")
        people = [one for name in names.split(" and ") for one in named.get(name, ())]
        first = date.fromisoformat(day)
        span = {first + timedelta(days=number) for number in range(7)}
        if not any(span & taken.get(person, set()) for person in people):
            found.append(proof)
    return found


def of_coaches(proofs: Sequence[Proof]) -> list[Proof]:
    """All but those of shared events."""
    return [
        one
        for one in proofs
        if not one.part.startswith(SHARED) and re.search(r", week of [-\d]{10}$", one.part)
    ]


def _in_shared_events(schedule: Schedule) -> Mapping[PersonId, set[date]]:
    found: dict[PersonId, set[date]] = {}
    for key, slot in schedule.placed.items():
        if schedule.activities[key].shared:
            for person in schedule.people_at(key):
                found.setdefault(person, set()).add(slot.start.date())
    return found


def alone(search: Search, schedule: Schedule) -> Iterator[OneWeek]:
    """The fullest week of each of the first coaches, beside the shared events found before."""
    rest = search
    if (shared := shared_events(search)) is not None:
        placed = {one.id: schedule.placed.get(one.id) for one in shared.activities}
        standing = {key: slot for key, slot in placed.items() if slot is not None}
        rest = with_standing(search, standing, shared.activities)
    for _, own in list(by_leader(rest))[:ALONE]:
        week = max(weeks(own.activities), key=len)
        lane = Lane(
            name="alone", search=replace(own, activities=tuple(week)), effort=EFFORT, seconds=60.0
        )
        wall, cpu = time.perf_counter(), time.process_time()
        found = solve_lane(lane)
        yield OneWeek(
            cpu_s=time.process_time() - cpu,
            wall_s=time.perf_counter() - wall,
            proven=all(proof.proven for proof in found.proofs),
        )
