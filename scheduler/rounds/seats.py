"""The broadest year of rounds: seats given so that as many different people and roles take part as can be.

The third file that knows OR-Tools: seats are chosen, not times, so nothing of `choices` (slots, rules between
activities, prices) is of use to it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import floor

from ortools.sat.python import cp_model

from scheduler.district import PersonId, Role
from scheduler.model import ActivityId
from scheduler.rounds.building import LARGEST, SMALLEST
from scheduler.rounds.year import RoundsYear, RoundToSeat, Seats, breadth, can_mix

BROAD, PLEASANT = 20.0, 1.0
"""Work (not seconds) that may go into being broad, which is mostly proven at once, and then into the rest."""
SHORT = 1000
"""One person of a quorum or one round's mix is worth more than any breadth."""
ROLE_IN_ROUND, SEAT, COVER = 20, 1, 3
"""Once the year is as broad as can be: a role more in one round is worth much, a filled seat little, and a
class without its teacher costs more than a filled seat brings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Seated:
    """A year's seats; none that falls as little short of quorum and mix is broader than `best`."""

    seats: Seats
    breadth: int
    best: int


def seat_the_year(year: RoundsYear, *, seed: int = 0) -> Seated:
    """Give the seats of every round that is not settled; the same year and seed give the same seats.

    A round gets a mix that lets each of its groups have two roles, and the people its quorum asks for; where
    seats and covers do not allow that, as much of it as can be, before any breadth.
    """
    model = _Year(year)
    if not model.sits:
        seats = model.seats(cp_model.CpSolver())
        return Seated(
            seats=seats, breadth=breadth(seats, year.roles), best=breadth(seats, year.roles)
        )
    model.ask_for_breadth()
    first = _solve(model.cp, seed, BROAD)
    short = first.value(model.short)
    best = floor(first.best_objective_bound + 1e-6) + SHORT * short
    model.keep(first)
    second = _solve(model.cp, seed, PLEASANT)
    chosen = second if second.response_proto.solution else first
    seats = model.seats(chosen)
    return Seated(seats=seats, breadth=breadth(seats, year.roles), best=best)


class _Year:
    """The yes-or-no of each person in each round, and what ties them together."""

    def __init__(self, year: RoundsYear) -> None:
        self.year = year
        self.cp = cp_model.CpModel()
        self.sits: dict[tuple[ActivityId, PersonId], cp_model.IntVar] = {}
        self.roles_in_rounds: list[cp_model.IntVar] = []
        self._shortages: list[cp_model.IntVar] = []
        for one in year.rounds:
            if one.settled is None:
                self._round(one)
        self.short = cp_model.LinearExpr.sum(self._shortages)
        self._breadth = self._different()

    def _round(self, one: RoundToSeat) -> None:
        people = tuple(dict.fromkeys((*one.always, *one.able)))
        sits = {person: self.cp.new_bool_var(f"{one.id} {person}") for person in people}
        self.sits |= {(one.id, person): variable for person, variable in sits.items()}
        for person in one.always:
            self.cp.add(sits[person] == 1)
        everybody = cp_model.LinearExpr.sum(list(sits.values()))
        self.cp.add(everybody <= max(one.seats, len(one.always)))
        for school in sorted(set(one.released.values())):
            out = [sits[person] for person in people if one.released.get(person) == school]
            self.cp.add(sum(out) <= self.year.covers)
        by_role = self._by_role(sits)
        if can_mix(one, self.year.roles):
            lacks = self._shortage(1)
            self.cp.add(everybody >= SMALLEST * (1 - lacks))
            for variables in by_role.values():
                # One of another role for each five people: as many groups as there are at least.
                allowed = (LARGEST - 1) * everybody + LARGEST * len(variables) * lacks
                self.cp.add(LARGEST * sum(variables) <= allowed)
        for role, needed in one.quorum:
            able = by_role.get(role, [])
            wanted = min(needed, len(able))
            self.cp.add(sum(able) + self._shortage(wanted) >= wanted)
        for role, variables in by_role.items():
            there = self.cp.new_bool_var(f"{one.id} {role}")
            self.cp.add(there <= sum(variables))
            self.roles_in_rounds.append(there)

    def _shortage(self, most: int) -> cp_model.IntVar:
        """How much of something cannot be had; 0 wherever it can."""
        found = self.cp.new_int_var(0, most, f"short {len(self._shortages)}")
        self._shortages.append(found)
        return found

    def _by_role(self, sits: dict[PersonId, cp_model.IntVar]) -> dict[Role, list[cp_model.IntVar]]:
        found: dict[Role, list[cp_model.IntVar]] = {}
        for person, variable in sits.items():
            found.setdefault(self.year.roles[person], []).append(variable)
        return found

    def _different(self) -> cp_model.LinearExpr:
        """People and roles that take part in some round, those of settled rounds as a number."""
        settled = {p for one in self.year.rounds for p in one.settled or ()}
        had = {self.year.roles[person] for person in settled}
        chances: dict[PersonId, list[cp_model.IntVar]] = {}
        for (_, person), variable in self.sits.items():
            if person not in settled:
                chances.setdefault(person, []).append(variable)
        different: list[cp_model.IntVar] = []
        by_role: dict[Role, list[cp_model.IntVar]] = {}
        for person, variables in chances.items():
            takes_part = self._any(f"{person} takes part", variables)
            different.append(takes_part)
            if self.year.roles[person] not in had:
                by_role.setdefault(self.year.roles[person], []).append(takes_part)
        different += [self._any(f"{role} takes part", of) for role, of in by_role.items()]
        return cp_model.LinearExpr.sum([*different, len(settled), len(had)])

    def _any(self, name: str, variables: Iterable[cp_model.IntVar]) -> cp_model.IntVar:
        """A yes only where one of the variables is a yes."""
        found = self.cp.new_bool_var(name)
        self.cp.add(found <= sum(variables))
        return found

    def ask_for_breadth(self) -> None:
        self.cp.maximize(self._breadth - SHORT * self.short)

    def keep(self, solver: cp_model.CpSolver) -> None:
        """As broad and as little short as that, and now many roles in each round, full rounds, few covers."""
        for number, chosen in enumerate(solver.response_proto.solution):
            self.cp.add_hint(self.cp.get_int_var_from_proto_index(number), chosen)
        self.cp.add(self._breadth >= solver.value(self._breadth))
        self.cp.add(self.short <= solver.value(self.short))
        covers = [
            self.sits[one.id, person]
            for one in self.year.rounds
            if one.settled is None
            for person in one.able
            if person in one.released
        ]
        self.cp.maximize(
            ROLE_IN_ROUND * sum(self.roles_in_rounds)
            + SEAT * sum(self.sits.values())
            - COVER * sum(covers)
        )

    def seats(self, solver: cp_model.CpSolver) -> Seats:
        return {
            one.id: one.settled
            if one.settled is not None
            else tuple(
                person
                for person in dict.fromkeys((*one.always, *one.able))
                if solver.boolean_value(self.sits[one.id, person])
            )
            for one in self.year.rounds
        }


def _solve(model: cp_model.CpModel, seed: int, effort: float) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = effort
    # Seats are nearly a flow: with every constraint in the relaxation it is broad and proven in a blink.
    solver.parameters.linearization_level = 2
    solver.solve(model)
    return solver
