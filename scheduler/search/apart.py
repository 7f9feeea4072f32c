"""One group of a search solved apart: what it leaves out and costs at least, as often as it is asked.

One of the few files that know OR-Tools.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from ortools.sat.python import cp_model

from scheduler.district import PersonId, SchoolId
from scheduler.model import Activity, ActivityId, Kind
from scheduler.peoples_time.availability import Availability
from scheduler.prices.every import TERMS
from scheduler.rules.every import RULES
from scheduler.schoolday import SchoolDays
from scheduler.search.bounded import Answer
from scheduler.search.choices import Choices, Option
from scheduler.search.groups import Group, Shares, SiteDay
from scheduler.search.solve import hint_slots, one_worker
from scheduler.slots.candidates import Candidates, Sieve

KNOWN = (cp_model.OPTIMAL, cp_model.FEASIBLE)


class Sieved:
    """The slots of all that is in some groups, each looked up once: they know the same people."""

    def __init__(self, groups: Sequence[Group]) -> None:
        searches = [group.search for group in groups]
        district = searches[0].district
        busy = dict.fromkeys(one for search in searches for one in search.busy)
        self.days = SchoolDays(district)
        self._sieve = Sieve(
            Availability(district, self.days, tuple(busy)),
            published=searches[0].published,
            pins=dict.fromkeys(one for search in searches for one in search.pins),
            exclusions=dict.fromkeys(one for search in searches for one in search.exclusions),
        )
        self._known: dict[ActivityId, Candidates] = {}

    def candidates(self, activity: Activity) -> Candidates:
        if activity.id not in self._known:
            self._known[activity.id] = self._sieve.candidates(activity)
        return replace(self._known[activity.id], activity=activity)


class Apart:
    """The model of one group; what rules charge beyond soft limits costs nothing."""

    def __init__(self, group: Group, sieved: Sieved | None = None) -> None:
        self.group = group
        self._sieved = sieved or Sieved((group,))
        self._elsewhere: frozenset[ActivityId] = frozenset()
        self._choices = self._posted()
        days = self._choices.site_days()
        points = {flag.index: key for key, flag in days.items()}
        beside = self._of_those_beside()
        self._costs = [
            (cost, literal)
            for cost, literal in self._choices.charges
            if literal.index not in points and literal.index not in beside
        ]
        self.day = max(
            (cost for cost, one in self._choices.charges if one.index in points), default=0
        )
        self.site_days = frozenset(days)
        hint_slots(self._choices, group.found)

    def left_out(self, effort: float, seconds: float) -> Answer:
        """The worth it leaves out at least: none where the schedule leaves nothing out."""
        own = self.group.search.activities
        if all(activity.id in self.group.found for activity in own):
            return Answer(bound=0)
        self._choices.ask_to_place()
        solver = one_worker(self.group.search.seed, effort, seconds)
        solver.solve(self._choices.model)
        return Answer(
            bound=_bound_of(solver),
            effort=solver.response_proto.deterministic_time,
            seconds=solver.wall_time,
        )

    def cheapest(
        self,
        shares: Shares,
        effort: float,
        seconds: float,
        only: Mapping[ActivityId, Collection[datetime]] | None = None,
    ) -> Answer:
        """What it costs at least with these shares; of what is `only` at some times, those times alone.

        What is beside may be elsewhere at such a time, if it is none of this group's dates.
        """
        self._ask(shares)
        model = self._narrowed(only) if only else self._choices.model
        solver = one_worker(self.group.search.seed, effort, seconds)
        solver.solve(model)
        spent, took = solver.response_proto.deterministic_time, solver.wall_time
        if not solver.response_proto.solution:
            none = solver.response_proto.status == cp_model.INFEASIBLE
            return Answer(bound=_bound_of(solver), effort=spent, seconds=took, none=none)
        if not only:
            self._choices.hint_all(solver.response_proto.solution)
        chosen = [
            option
            for option in self._choices.options
            if option.chosen is not None
            and option.activity.id in self._choices.offered
            and solver.boolean_value(option.chosen)
        ]
        return Answer(
            bound=_bound_of(solver),
            value=round(solver.objective_value),
            days=self._days_of(chosen),
            slots={option.activity.id: option.placement.slot for option in chosen},
            effort=spent,
            seconds=took,
        )

    def starts(self, activity: ActivityId) -> frozenset[datetime]:
        """When something may begin here."""
        return frozenset(option.start for option in self._choices.by_activity.get(activity, ()))

    def may_be_elsewhere(self, activity: ActivityId) -> bool:
        return activity in self._elsewhere

    def unavoidable(self) -> int:
        """What each activity's cheapest time costs, and the days that visits at one school need at least."""
        choices, group = self._choices, self.group
        costs: Counter[int] = Counter()
        for points, literal in self._costs:
            costs[literal.index] += points
        least = 0
        visits: Counter[tuple[PersonId, SchoolId]] = Counter()
        for activity in group.search.activities:
            options = [
                one for one in choices.by_activity.get(activity.id, ()) if one.chosen is not None
            ]
            if not options:
                continue
            least += min(costs[one.chosen.index] for one in options if one.chosen is not None)
            schools = {one.school for one in options if one.school}
            days = {(activity.leader, one.school, one.day) for one in options if one.school}
            if (
                activity.kind is Kind.VISIT
                and len(schools) == 1
                and not any(map(group.is_free, days))
            ):
                visits[activity.leader, schools.pop()] += 1
        cap = max(choices.district.limits.visits_a_day, 1)
        return least + self.day * sum(-(-count // cap) for count in visits.values())

    def _posted(self) -> Choices:
        search = self.group.search
        choices = Choices(
            self._offered(),
            (),
            search.district,
            self._sieved.days,
            search.before,
            telling=search.telling,
            missed=search.missed,
        )
        charged, constant = list(choices.charges), choices.constant
        for rule in sorted(RULES, key=lambda rule: not rule.adds_options):
            rule.post(choices)
        choices.charges, choices.constant = charged, constant
        for term in TERMS:
            if not term.across:
                term.post(choices)
        beside = {activity.id for activity in self.group.beside}
        for key, left_out in choices.left_out.items():
            if key not in self._elsewhere if key in beside else self.group.whole:
                choices.model.add(left_out == 0)
        return choices

    def _offered(self) -> list[Candidates]:
        """The slots of all that is in the group; what stands beside may be elsewhere as well."""
        known, date_of = self._sieved, self._sieved.days.date_of
        offered = [known.candidates(activity) for activity in self.group.search.activities]
        first, last = self.group.dates
        for activity in self.group.beside:
            found = known.candidates(activity)
            near = tuple(one for one in found.slots if first <= date_of(one.start) <= last)
            if near:
                offered.append(replace(found, slots=near))
            if len(near) < len(found.slots):
                self._elsewhere |= {activity.id}
        return offered

    def _of_those_beside(self) -> set[int]:
        """What stands beside and where it stands; it costs nothing here."""
        found: set[int] = set()
        for activity in self.group.beside:
            if activity.id in self._choices.left_out:
                options = self._choices.by_activity[activity.id]
                found.add(self._choices.left_out[activity.id].index)
                found |= {one.chosen.index for one in options if one.chosen is not None}
        return found

    def _ask(self, shares: Shares) -> None:
        choices = self._choices
        days = [
            (points, flag)
            for key, flag in choices.site_days().items()
            if (points := self.group.share(key, self.day, shares))
        ]
        asked = [*self._costs, *days]
        choices.model.clear_objective()  # type: ignore[no-untyped-call]  # OR-Tools leaves it untyped
        choices.model.minimize(
            cp_model.LinearExpr.weighted_sum(
                [literal for _, literal in asked], [points for points, _ in asked]
            )
            + choices.constant
        )

    def _narrowed(self, only: Mapping[ActivityId, Collection[datetime]]) -> cp_model.CpModel:
        model = self._choices.model.clone()
        for key, starts in only.items():
            for option in self._choices.by_activity.get(key, ()):
                if option.chosen is not None and option.start not in starts:
                    model.add(model.get_bool_var_from_proto_index(option.chosen.index) == 0)
            if key in self._choices.left_out and self.starts(key).issuperset(starts):
                left_out = self._choices.left_out[key].index
                model.add(model.get_bool_var_from_proto_index(left_out) == 0)
        return model

    def _days_of(self, chosen: Collection[Option]) -> frozenset[SiteDay]:
        return (
            frozenset(
                (person, one.school, one.day)
                for one in chosen
                if one.school
                for person in one.people
            )
            & self.site_days
        )


def _bound_of(solver: cp_model.CpSolver) -> int:
    """What a search proved at least; nothing where it did not come that far."""
    if solver.response_proto.status not in KNOWN:
        return 0
    return max(round(solver.best_objective_bound), 0)
