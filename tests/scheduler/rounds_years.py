"""Years of rounds for tests, and ways to find the broadest seating that share nothing with ours."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import combinations, product
from random import Random

from ortools.sat.python import cp_model

from scheduler.district import PersonId, Role, SchoolId
from scheduler.model import ActivityId
from scheduler.rounds.year import RoundsYear, RoundToSeat, breadth, can_mix, wrong_with

SEPTEMBER = date(2026, 9, 15)
ROLES = (
    *(Role.TEACHER, Role.TEACHER_LEADER, Role.SITE_LEADER, Role.COACH),
    *(Role.DISTRICT_LEADER, Role.EXTERNAL_PARTNER, Role.ASSOCIATION),
)


def a_year(
    seed: int, *, people: int, rounds: int, seats: int, schools: int = 4, share: float = 0.6
) -> RoundsYear:
    """A drawn year: most people teach, `share` of everybody can come to a round, teachers need cover."""
    chance = Random(seed)
    roles = {
        PersonId(f"p{number:03}"): chance.choices(ROLES, weights=(12, 3, 3, 3, 1, 1, 1))[0]
        for number in range(people)
    }
    school_of = {person: SchoolId(f"s{chance.randrange(schools)}") for person in roles}
    return RoundsYear(
        rounds=tuple(_round(n, seats, roles, school_of, (chance, share)) for n in range(rounds)),
        roles=roles,
        covers=chance.choice((2, 3)),
    )


def _round(
    number: int,
    seats: int,
    roles: Mapping[PersonId, Role],
    school_of: Mapping[PersonId, SchoolId],
    drawing: tuple[Random, float],
) -> RoundToSeat:
    chance, share = drawing
    able = tuple(person for person in roles if chance.random() < share)
    teach = (Role.TEACHER, Role.TEACHER_LEADER)
    released = [p for p in able if roles[p] in teach and chance.random() < 0.8]
    return RoundToSeat(
        id=ActivityId(f"rounds.{number}"),
        day=SEPTEMBER + timedelta(weeks=6 * number),
        seats=seats,
        able=able,
        released={person: school_of[person] for person in released},
        quorum=((Role.SITE_LEADER, 1),),
    )


def best_by_trying_all(year: RoundsYear) -> int:
    """The broadest of every allowed seating there is; for very small years."""
    each = [list(_allowed(year, one)) for one in year.rounds]
    ids = [one.id for one in year.rounds]
    return max(
        breadth(dict(zip(ids, chosen, strict=True)), year.roles) for chosen in product(*each)
    )


def _allowed(year: RoundsYear, one: RoundToSeat) -> Iterator[tuple[PersonId, ...]]:
    alone = replace(year, rounds=(one,))
    for size in range(len(one.able) + 1):
        for seated in combinations(one.able, size):
            if not wrong_with(alone, {one.id: seated}):
                yield seated


def best_by_groups(year: RoundsYear, *, seconds: float = 60.0) -> int:
    """The most breadth any year could have, by another exact model; its proven bound.

    People of one role and school who can come to the same rounds are alike: they are counted rather than
    chosen, and each round is cut into groups of 3 to 5 with as many people outside each role as groups.
    """
    found = _Counted(year)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.linearization_level = 2
    solver.parameters.max_time_in_seconds = seconds
    solver.solve(found.model)
    return int(solver.best_objective_bound + 1e-6)


@dataclass(frozen=True)
class _Alike:
    """What makes two people alike: the role, and for each round whether and from where they come."""

    role: Role
    comes: tuple[str, ...]
    schools: tuple[SchoolId | None, ...]


class _Counted:
    """How many of each sort of people come to each round."""

    def __init__(self, year: RoundsYear) -> None:
        self.year, self.model = year, cp_model.CpModel()
        self.sizes = Counter(_alike(year, person) for person in year.roles)
        self.come = [
            {alike: self._number(alike, at) for alike in self.sizes}
            for at in range(len(year.rounds))
        ]
        for one, come in zip(year.rounds, self.come, strict=True):
            self._round(one, come)
        self._ask()

    def _number(self, alike: _Alike, at: int) -> cp_model.IntVar:
        size = self.sizes[alike]
        return {
            "must": self.model.new_constant(size),
            "can": self.model.new_int_var(0, size, ""),
            "": self.model.new_constant(0),
        }[alike.comes[at]]

    def _round(self, one: RoundToSeat, come: dict[_Alike, cp_model.IntVar]) -> None:
        at = self.year.rounds.index(one)
        seated = sum(come.values())
        self.model.add(seated <= one.seats)
        if can_mix(one, self.year.roles):
            self._groups(one, come)
        able = Counter(self.year.roles[person] for person in {*one.able, *one.always})
        for role, needed in one.quorum:
            self.model.add(_sum_of(come, role) >= min(needed, able[role]))
        for school in set(one.released.values()):
            out = [number for alike, number in come.items() if alike.schools[at] == school]
            self.model.add(sum(out) <= self.year.covers)

    def _groups(self, one: RoundToSeat, come: dict[_Alike, cp_model.IntVar]) -> None:
        used = [self.model.new_bool_var("") for _ in range(one.seats // 3 + 1)]
        sizes = [self.model.new_int_var(0, 5, "") for _ in used]
        for size, on in zip(sizes, used, strict=True):
            self.model.add(size >= 3 * on)
            self.model.add(size <= 5 * on)
        self.model.add_bool_or(used)
        seated = sum(come.values())
        self.model.add(sum(sizes) == seated)
        for role in Role:
            others = [number for alike, number in come.items() if alike.role is not role]
            self.model.add(sum(others) >= sum(used))

    def _ask(self) -> None:
        people = {}
        for alike, size in self.sizes.items():
            people[alike] = self.model.new_int_var(0, size, "")
            self.model.add(people[alike] <= sum(come[alike] for come in self.come))
        seen = {role: self.model.new_bool_var("") for role in Role}
        for role, on in seen.items():
            self.model.add(on <= _sum_of(people, role))
        self.model.maximize(sum(people.values()) + sum(seen.values()))


def _sum_of(numbers: Mapping[_Alike, cp_model.IntVar], role: Role) -> cp_model.LinearExprT:
    return sum(number for alike, number in numbers.items() if alike.role is role)


def _alike(year: RoundsYear, person: PersonId) -> _Alike:
    return _Alike(
        role=year.roles[person],
        comes=tuple(
            "must" if person in one.always else "can" if person in one.able else ""
            for one in year.rounds
        ),
        schools=tuple(one.released.get(person) for one in year.rounds),
    )
