"""Betters a first plan of a meeting file with our own choices, neighbourhood by neighbourhood.

A neighbourhood takes some meetings out and places them again in the best way: their options are our
`Choices`, the rule about people is our own, what has no time is left out at a price. Rooms are counted (of
those large enough no more are taken than there are) and given out afterwards, which our rule about named
rooms then judges. The price is the vendor's medium level.
"""

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

from ortools.sat.python import cp_model

from benchmarks.meetings_files import MeetingFile, Place
from benchmarks.meetings_first import Ties, with_rooms
from benchmarks.meetings_model import MappedFile
from benchmarks.meetings_rooms import rooms_for
from scheduler.rules.never_double_book import RULE as NEVER_DOUBLE_BOOK
from scheduler.search.choices import Choices, Option
from scheduler.slots.candidates import Candidates

EFFORT = 0.4
"""Deterministic time of one neighbourhood."""
OFFERED = 28
"""Starts offered to each meeting of a neighbourhood, the cheapest ones."""
FEWEST, MOST = 4, 40
"""How many meetings a neighbourhood frees; grows while they are proven best, shrinks when not."""
DAYS = 6
"""Days looked at a time, so that a long file costs no more than a short one."""


class MeetingSearch:
    """`at` gives the first grain of each meeting that has a time."""

    def __init__(self, mapped: MappedFile, seed: int, ties: Ties, at: Mapping[int, int]) -> None:
        self.mapped = mapped
        self.file: MeetingFile = mapped.file
        self.chance = random.Random(seed)
        self.at = dict(at)
        self.size = 7.0
        self.rounds = self.proven = 0
        self.apart, self.shared, self.fitting = ties.apart, ties.shared, ties.fitting

    def make_room(self, left: Callable[[], float]) -> None:
        """Find a time for each meeting that has none."""
        while (nowhere := self._nowhere()) and left() > 0:
            self._again([self.chance.choice(nowhere)])

    def improve(self, left: Callable[[], float]) -> None:
        """Neighbourhood after neighbourhood, each around a meeting that costs something."""
        while left() > 0:
            costs = [self._cost(meeting) for meeting in self.at]
            if not sum(costs):
                return
            self._again(self.chance.choices(list(self.at), weights=costs))

    @property
    def whole(self) -> bool:
        """Whether every meeting has a time."""
        return len(self.at) == len(self.file.meetings)

    def plan(self) -> dict[int, Place]:
        """Where everything is, rooms given out."""
        return with_rooms(self.file, self.at)

    def medium(self) -> int:
        """Each pair counts twice in the sum over meetings."""
        return sum(map(self._cost, self.at)) // 2

    def _again(self, around: Sequence[int]) -> None:
        """Free a neighbourhood and place it anew; what is no better in worth or price is not taken."""
        self.rounds += 1
        free, days = self._neighbourhood(around)
        held, cost = self._worth(free)
        before = {one: self.at.pop(one) for one in free if one in self.at}
        found, proven = self._placed(free, days, before)
        self.proven += proven
        self.size = min(self.size + 0.5, MOST) if proven else max(self.size - 1, FEWEST)
        self.at |= before if found is None else found
        if found is not None and (self._worse(free, held, cost) or not self._roomed(days)):
            for one in free:
                self.at.pop(one, None)
            self.at |= before

    def _worse(self, free: Sequence[int], held: int, cost: int) -> bool:
        """While something has no time yet the price does not count: room is made by moving things."""
        now, its = self._worth(free)
        return now < held or (now == held == len(free) and its < cost)

    def _worth(self, free: Sequence[int]) -> tuple[int, int]:
        """How many of these have a time, and what they cost, less being more."""
        held = [one for one in free if one in self.at]
        twice = sum(
            points * self._overlap(one, other)
            for one, other in combinations(held, 2)
            if (points := self.shared[one].get(other, 0))
        )
        return len(held), twice - sum(map(self._cost, held))

    def _neighbourhood(self, around: Sequence[int]) -> tuple[list[int], list[int]]:
        """Those meetings, some that are in their way, and some days to place them on."""
        every = range(max(self.file.day_of) + 1)
        own = {self.file.day_of[self.at[one]] for one in around if one in self.at}
        others = [day for day in every if day not in own]
        more = self.chance.sample(others, min(len(others), DAYS - len(own)))
        days = sorted([*own, *more])
        near = {one for day in days for one in self._of_day(day)} - set(around)
        weights = {one: sum(self._tie(one, other) for other in around) for one in near}
        ranked = sorted(near, key=lambda one: -(self.chance.random() ** (1 / (0.2 + weights[one]))))
        return [*around, *ranked[: int(self.size) - 1]], days

    def _tie(self, one: int, other: int) -> float:
        """How much two meetings are in each other's way: most when they cost something now."""
        tie = 2.0 * (other in self.apart[one]) + self.shared[one].get(other, 0)
        if one in self.at and other in self.at and self._overlap(one, other):
            tie *= 4
        return tie

    def _placed(
        self, free: Sequence[int], days: Sequence[int], before: Mapping[int, int]
    ) -> tuple[dict[int, int] | None, bool]:
        """The best places of some meetings beside all others; None when none is as good as before."""
        offers = {one: self._offers(one, days) for one in free}
        placing = len(before) < len(free)
        for one, own in offers.items():
            in_order = sorted(own, key=lambda offer: (offer[1], self.chance.random()))
            kept = in_order if placing else in_order[:OFFERED]
            offers[one] = kept + [o for o in own if o[0] == before.get(one) and o not in kept]
        choices = Choices(
            [self._candidates(one, offers[one]) for one in free],
            (),
            self.mapped.district,
            self.mapped.days,
        )
        NEVER_DOUBLE_BOOK.post(choices)
        by_meeting = self._by_meeting(choices, free)
        self._post_rooms(choices, by_meeting)
        if not placing:
            self._charge(choices, by_meeting, {one: dict(offers[one]) for one in free})
        answer = _solve(choices, placing=placing, seed=self.chance.randrange(2**30))
        if answer is None:
            return None, False
        solver, proven = answer
        found = {
            one: grain
            for one, options in by_meeting.items()
            for grain, option in options
            if option.chosen is not None and solver.boolean_value(option.chosen)
        }
        return found, proven

    def _candidates(self, meeting: int, offers: Iterable[tuple[int, int]]) -> Candidates:
        slots = self.mapped.slots[self.file.meetings[meeting].grains]
        return Candidates(
            activity=self.mapped.activities[meeting],
            slots=tuple(slots[grain] for grain, _ in offers),
        )

    def _by_meeting(
        self, choices: Choices, free: Sequence[int]
    ) -> dict[int, list[tuple[int, Option]]]:
        found: dict[int, list[tuple[int, Option]]] = {}
        for one in free:
            slots = self.mapped.slots[self.file.meetings[one].grains]
            grain_of = {slot.start: grain for grain, slot in slots.items()}
            options = choices.by_activity.get(self.mapped.activities[one].id, [])
            found[one] = [(grain_of[option.start], option) for option in options]
        return found

    def _post_rooms(
        self, choices: Choices, by_meeting: Mapping[int, list[tuple[int, Option]]]
    ) -> None:
        """Of the rooms large enough for a meeting no more are taken at a time than there are."""
        taken = self._rooms_taken()
        for fitting in sorted(set(self.fitting)):
            running: dict[int, list[Option]] = {}
            for one, options in by_meeting.items():
                if self.fitting[one] <= fitting:
                    for grain, option in options:
                        for at in range(grain, grain + self.file.meetings[one].grains):
                            running.setdefault(at, []).append(option)
            for at, together in running.items():
                room = fitting - taken[fitting][at]
                if len({option.activity.id for option in together}) > room:
                    choices.at_most(room, together)

    def _charge(
        self,
        choices: Choices,
        by_meeting: Mapping[int, list[tuple[int, Option]]],
        costs: Mapping[int, Mapping[int, int]],
    ) -> None:
        """Points for people who are in two meetings at once: with what stands, and with each other."""
        for one, options in by_meeting.items():
            for grain, option in options:
                choices.charge_option(costs[one][grain], option)
        for one, other in combinations(by_meeting, 2):
            points = self.shared[one].get(other, 0)
            if points and other not in self.apart[one]:
                first, second = (self._covering(key, by_meeting[key]) for key in (one, other))
                for at in first.keys() & second.keys():
                    both = choices.model.new_bool_var("")
                    choices.model.add(sum(first[at]) + sum(second[at]) <= 1 + both)
                    choices.charge(points, both)

    def _covering(
        self, meeting: int, options: Iterable[tuple[int, Option]]
    ) -> dict[int, list[cp_model.IntVar]]:
        """The choices with which a meeting runs at a grain."""
        found: dict[int, list[cp_model.IntVar]] = {}
        for grain, option in options:
            if option.chosen is not None:
                for at in range(grain, grain + self.file.meetings[meeting].grains):
                    found.setdefault(at, []).append(option.chosen)
        return found

    def _offers(self, meeting: int, days: Iterable[int]) -> list[tuple[int, int]]:
        """The starts on some days that break no rule with what stands, and what each costs beside it."""
        length = self.file.meetings[meeting].grains
        closed = [0] * (self.file.grains + 1)
        cost = [0] * (self.file.grains + 1)
        for other, grain in self.at.items():
            span = range(grain, grain + self.file.meetings[other].grains)
            if other in self.apart[meeting]:
                for at in span:
                    closed[at] = 1
            elif points := self.shared[meeting].get(other, 0):
                for at in span:
                    cost[at] += points
        taken = self._rooms_taken()
        for fitting in {one for one in self.fitting if one >= self.fitting[meeting]}:
            for at, count in enumerate(taken[fitting]):
                if count >= fitting:
                    closed[at] = 1
        wanted = set(days)
        return [
            (grain, sum(cost[grain : grain + length]))
            for grain in self.mapped.slots[length]
            if self.file.day_of[grain] in wanted and not any(closed[grain : grain + length])
        ]

    def _rooms_taken(self) -> dict[int, list[int]]:
        """For each number of rooms large enough: how many of them are taken at each grain."""
        found = {fitting: [0] * self.file.grains for fitting in set(self.fitting)}
        for one, grain in self.at.items():
            for fitting, taken in found.items():
                if self.fitting[one] <= fitting:
                    for at in range(grain, grain + self.file.meetings[one].grains):
                        taken[at] += 1
        return found

    def _roomed(self, days: Iterable[int]) -> bool:
        return all(rooms_for(self.file, self._of_day(day)) is not None for day in days)

    def _of_day(self, day: int) -> dict[int, int]:
        return {one: grain for one, grain in self.at.items() if self.file.day_of[grain] == day}

    def _nowhere(self) -> list[int]:
        return [one for one in range(len(self.file.meetings)) if one not in self.at]

    def _cost(self, meeting: int) -> int:
        return sum(
            points * self._overlap(meeting, other)
            for other, points in self.shared[meeting].items()
            if other in self.at
        )

    def _overlap(self, one: int, other: int) -> int:
        ends = (self.at[key] + self.file.meetings[key].grains for key in (one, other))
        return max(0, min(ends) - max(self.at[one], self.at[other]))


def _solve(choices: Choices, *, placing: bool, seed: int) -> tuple[cp_model.CpSolver, bool] | None:
    """Place as much as can be; where everything has a time already, ask for the lowest price."""
    if placing:
        choices.ask_to_place()
    else:
        choices.ask_for_the_lowest_price(0)
    solver = _solver(seed)
    status = solver.solve(choices.model)
    if not solver.response_proto.solution:
        return None
    return solver, status == cp_model.OPTIMAL


def _solver(seed: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.max_deterministic_time = EFFORT
    return solver
