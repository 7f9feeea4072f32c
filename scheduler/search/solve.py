"""The search for one lane: week after week, and a second look where something was left out.

With `choices` what knows OR-Tools of a search. `solve_lane` runs in a process of its own; it takes
and gives values.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ortools.sat.python import cp_model

from scheduler.inspection import Placement
from scheduler.model import Activity, ActivityId, Proof, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.prices.every import TERMS
from scheduler.rules.every import RULES
from scheduler.schoolday import SchoolDays
from scheduler.search.choices import Choices
from scheduler.search.partition import Found, Lane, Search, weeks
from scheduler.slots.candidates import Candidates, Sieve

MEMORY_MB = 700
"""What one search may take, in MB; two run at a time on a small machine."""

QUICK, PATIENT = 0.1, 4.0
"""How much of a week's effort placing takes: most weeks are done with the first."""
PROBING = 2
"""OR-Tools' own setting, with which a week that has room for all is placed."""
LEAST = 0.2
"""Seconds a week gets even when the time is over: enough to place most of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Answer:
    placed: Mapping[ActivityId, Slot]
    value: int
    bound: int
    proven: bool
    effort: float


class _LaneSearch:
    """One lane with its sieve; `placed` grows week by week."""

    def __init__(self, lane: Lane, left: Callable[[], float]) -> None:
        search = lane.search
        self.lane = lane
        self.search: Search = search
        self.left = left
        self.days = SchoolDays(search.district)
        self.sieve = Sieve(
            Availability(search.district, self.days, search.busy),
            published=search.published,
            pins=search.pins,
            exclusions=search.exclusions,
        )
        self.placed: dict[ActivityId, Slot] = {}
        self.proofs: list[Proof] = []
        self.effort = 0.0
        self._sieved: dict[ActivityId, Candidates] = {}

    def run(self) -> Found:
        earlier: tuple[Activity, ...] = ()
        for week in weeks(self.search.activities):
            answer = self._solve(week)
            self.placed.update(answer.placed)
            if earlier and self._could_place_more(week, answer):
                again = self._look_again(earlier, week)
                if again is not None:
                    self.proofs.pop()  # what was proved of the week before no longer stands
                    self._note((*earlier, *week), again)
                    earlier = week
                    continue
            self._note(week, answer)
            earlier = week
        return Found(
            lane=self.lane.name,
            placed=self.placed,
            proofs=tuple(self.proofs),
            effort=self.effort,
        )

    def _could_place_more(self, week: Sequence[Activity], answer: _Answer) -> bool:
        """Whether something was left out that has times of its own."""
        return any(
            self._candidates(activity).slots
            for activity in week
            if activity.id not in answer.placed
        )

    def _look_again(self, earlier: Sequence[Activity], week: Sequence[Activity]) -> _Answer | None:
        """Free the week before as well; None when that places no more worth, and all stays as it was."""
        before = dict(self.placed)
        both = (*earlier, *week)
        for activity in both:
            self.placed.pop(activity.id, None)
        answer = self._solve(both, hint=before)
        kept = sum(activity.worth for activity in both if activity.id in before)
        if sum(activity.worth for activity in both if activity.id in answer.placed) <= kept:
            self.placed = before
            return None
        self.placed.update(answer.placed)
        return answer

    def _note(self, week: Sequence[Activity], answer: _Answer) -> None:
        first = min(activity.window.first for activity in week)
        self.proofs.append(
            Proof(
                part=f"{self.lane.name}, week of {first}",
                value=answer.value,
                bound=answer.bound if answer.bound > 0 else None,
                proven=answer.proven,
            )
        )

    def _solve(
        self, activities: Sequence[Activity], hint: Mapping[ActivityId, Slot] | None = None
    ) -> _Answer:
        choices = self._choices(activities)
        hint_slots(choices, hint or self.search.before)
        seconds = max(self.left(), LEAST)
        answer = _run(choices, self.search.seed, self.lane.effort, seconds)
        self.effort += answer.effort
        return answer

    def better(self) -> Found:
        """All of the lane at once, beside what stands; nothing is placed where that is no better than now."""
        activities, now = self.search.activities, self.lane.now or {}
        choices = self._choices(activities)
        for option in choices.options:
            if option.chosen is not None:
                there = now.get(option.activity.id) == option.placement.slot
                choices.model.add_hint(option.chosen, there)
        for key, literal in choices.left_out.items():
            choices.model.add_hint(literal, key not in now)
        seconds = max(self.left(), LEAST)
        answer = _better(choices, now, self.search.seed, self.lane.effort, seconds)
        proof = Proof(
            part=self.lane.name, value=answer.value, bound=answer.bound, proven=answer.proven
        )
        return Found(
            lane=self.lane.name, placed=answer.placed, proofs=(proof,), effort=answer.effort
        )

    def _choices(self, activities: Sequence[Activity]) -> Choices:
        """The choices of some activities beside all else that has a time, with every rule and wish."""
        choices = Choices(
            [self._candidates(activity) for activity in activities],
            self._standing(activities),
            self.search.district,
            self.days,
            self.search.before,
            telling=self.search.telling,
            missed=self._missed(activities),
        )
        for rule in sorted(RULES, key=lambda rule: not rule.adds_options):
            rule.post(choices)
        for term in TERMS:
            term.post(choices)
        return choices

    def _missed(self, activities: Sequence[Activity]) -> frozenset[ActivityId]:
        """What has no time and is not looked for now: earlier weeks' visits among it."""
        now = {activity.id for activity in activities}
        others = {one.id for one in self.search.activities} - now - self.placed.keys()
        return self.search.missed | others

    def _candidates(self, activity: Activity) -> Candidates:
        if activity.id not in self._sieved:
            self._sieved[activity.id] = self.sieve.candidates(activity)
        return self._sieved[activity.id]

    def _standing(self, activities: Sequence[Activity]) -> list[Placement]:
        """What stands, near enough to matter: within the months around these windows."""
        known = {**self.search.known, **{one.id: one for one in self.search.activities}}
        chosen = {activity.id for activity in activities}
        return [
            Placement(
                activity=known[key],
                slot=slot,
                people=tuple(dict.fromkeys((*known[key].required, *slot.coming))),
                day=self.days.date_of(slot.start),
            )
            for key, slot in {**self.search.standing, **self.placed}.items()
            if key not in chosen
        ]


def solve_lane(lane: Lane, left: Callable[[], float] | None = None) -> Found:
    """Find times for one lane; runs in a process of its own, so values come in and go out.

    `left` gives the seconds that remain; without it each week may take all the lane's seconds. A lane that
    says where things are `now` is asked for something better.
    """
    found = _LaneSearch(lane, left or (lambda: lane.seconds))
    return found.run() if lane.now is None else found.better()


def hint_slots(choices: Choices, slots: Mapping[ActivityId, Slot]) -> None:
    """Suggest where things were."""
    for key, slot in slots.items():
        for option in choices.by_activity.get(key, ()):
            if option.chosen is not None:
                same = option.start == slot.start and option.placement.slot.coming == slot.coming
                choices.model.add_hint(option.chosen, same)


def _run(choices: Choices, seed: int, effort: float, seconds: float) -> _Answer:
    """First place as much as can be, then look for the lowest price from there.

    One worker, a seed and deterministic limits: the same input finds the same times. The first step
    needs no prices and is quick; asked for both at once, one worker often ends with less placed.
    """
    choices.ask_to_place()
    placing = _placing(choices, seed, effort, seconds)
    spent = placing.response_proto.deterministic_time
    if not placing.response_proto.solution:
        return _Answer(placed={}, value=0, bound=0, proven=False, effort=spent)
    choices.hint_all(placing.response_proto.solution)
    choices.ask_for_the_lowest_price(round(placing.objective_value))
    pricing = one_worker(seed, effort, max(seconds - placing.wall_time, 0.1))
    status = pricing.solve(choices.model)
    best = pricing if pricing.response_proto.solution else placing
    return _Answer(
        placed=_chosen(choices, best),
        value=choices.price_of(best.boolean_value),
        bound=round(pricing.best_objective_bound),
        proven=status == cp_model.OPTIMAL
        and placing.best_objective_bound >= placing.objective_value - 0.5,
        effort=spent + pricing.response_proto.deterministic_time,
    )


def _better(
    choices: Choices, now: Mapping[ActivityId, Slot], seed: int, effort: float, seconds: float
) -> _Answer:
    """From where everything is: less left out, or as little at a lower price; nothing placed if neither.

    What is hinted is first taken as it is, which says what it costs here; where a rule forbids it, as
    beside something put by hand, nothing is looked for.
    """
    missing = sum(one.worth for key, one in choices.offered.items() if key not in now)
    choices.ask_for_the_lowest_price(missing)
    as_it_is = one_worker(seed, effort, seconds)
    as_it_is.parameters.fix_variables_to_their_hinted_value = True
    as_it_is.solve(choices.model)
    spent = as_it_is.response_proto.deterministic_time
    if not as_it_is.response_proto.solution:
        return _Answer(placed={}, value=0, bound=0, proven=False, effort=spent)
    value = round(as_it_is.objective_value)
    choices.hint_all(as_it_is.response_proto.solution)
    least, sure = missing, True
    if missing:
        choices.ask_to_place()
        placing = one_worker(seed, effort, seconds)
        sure = placing.solve(choices.model) == cp_model.OPTIMAL
        spent += placing.response_proto.deterministic_time
        if placing.response_proto.solution:
            least = round(placing.objective_value)
            choices.hint_all(placing.response_proto.solution)
        choices.ask_for_the_lowest_price(least)
    pricing = one_worker(seed, effort, seconds)
    status = pricing.solve(choices.model)
    spent += pricing.response_proto.deterministic_time
    better = bool(pricing.response_proto.solution) and (
        (least, round(pricing.objective_value)) < (missing, value)
    )
    return _Answer(
        placed=_chosen(choices, pricing) if better else {},
        value=round(pricing.objective_value) if better else value,
        bound=max(round(pricing.best_objective_bound), 0),
        proven=sure and status == cp_model.OPTIMAL,
        effort=spent,
    )


def _chosen(choices: Choices, solver: cp_model.CpSolver) -> dict[ActivityId, Slot]:
    return {
        option.activity.id: option.placement.slot
        for option in choices.options
        if option.chosen is not None and solver.boolean_value(option.chosen)
    }


def _placing(choices: Choices, seed: int, effort: float, seconds: float) -> cp_model.CpSolver:
    """Place as much as can be; where something is left out that might fit, once more with patience.

    The second attempt, set for proofs, starts from the first one's schedule, and may still end without any.
    """
    first = one_worker(seed, effort * QUICK, seconds)
    first.parameters.linearization_level = 1
    first.parameters.cp_model_probing_level = PROBING
    if first.solve(choices.model) == cp_model.OPTIMAL:
        return first
    if first.response_proto.solution:
        choices.hint_all(first.response_proto.solution)
    second = one_worker(seed, effort * PATIENT, max(seconds - first.wall_time, LEAST))
    second.solve(choices.model)
    if not second.response_proto.solution:
        return first
    if not first.response_proto.solution:
        return second
    return min(first, second, key=lambda solver: solver.objective_value)


def one_worker(seed: int, effort: float, seconds: float) -> cp_model.CpSolver:
    """One worker set for proofs, as the same input has to find the same times.

    Measured: every rule in its linear part and no probing prove more weeks sooner than `core` or two workers
    do. What over-full weeks have to leave out is proved in a tenth of the work that the defaults take.
    """
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.random_seed = seed
    solver.parameters.linearization_level = 2
    solver.parameters.cp_model_probing_level = 0
    solver.parameters.max_deterministic_time = effort
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.max_memory_in_mb = MEMORY_MB
    return solver
