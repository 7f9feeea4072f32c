"""Four ways to find the times of one district: ours, greedy, by hand, and one plain model of everything.

All obey the same rules and are judged by the same referee at the same prices. Nothing is tuned here: the
three others are what somebody would write first.
"""

import threading
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

from ortools.sat.python import cp_model

from scheduler.inspection import Inspection
from scheduler.model import Activity, ActivityId, Schedule, Slot
from scheduler.peoples_time.availability import Availability
from scheduler.prices.every import TERMS
from scheduler.reasons.explain import first_fit
from scheduler.referee.review import first_against
from scheduler.rules.every import RULES
from scheduler.schoolday import SchoolDays
from scheduler.search.choices import Choices
from scheduler.search.find_times import inspection_of
from scheduler.search.partition import Search
from scheduler.slots.candidates import Candidates, Sieve

WORKERS = 2
MEMORY_MB = 6_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a way found, and whether it says nothing is better."""

    placed: dict[ActivityId, Slot]
    proven: bool = False


class Table:
    """What is placed so far, and the times of each activity that break no rule by themselves."""

    def __init__(self, search: Search) -> None:
        sieve = Sieve(Availability(search.district, SchoolDays(search.district), search.busy))
        self.offered = {one.id: sieve.candidates(one) for one in search.activities}
        activities = {activity.id: activity for activity in search.activities}
        self.inspection = inspection_of(search, Schedule(activities=activities, placed={}))

    def put(self, activity: ActivityId, slot: Slot) -> None:
        """Place it; what is placed stays."""
        placed = {**self.inspection.schedule.placed, activity: slot}
        self.inspection = replace(
            self.inspection,
            schedule=replace(self.inspection.schedule, placed=placed),
            reading=self.inspection.timetable,
        )


def greedy(search: Search) -> Said:
    """Activity by activity as they are listed, each at the first time that breaks no rule."""
    table = Table(search)
    for activity in search.activities:
        slot, _ = first_fit(table.inspection, table.offered[activity.id])
        if slot is not None:
            table.put(activity.id, slot)
    return Said(placed=dict(table.inspection.schedule.placed))


def by_hand(search: Search) -> Said:
    """What belongs to everybody first, then coach by coach, each with her calendar day by day.

    Assumed: on a day she goes through her list from the top and puts each thing that may be on that day
    at the first period that breaks no rule; what did not fit waits for the next day; nothing is moved.
    """
    table = Table(search)
    shared = [activity for activity in search.activities if activity.shared]
    coaches = {one.leader: None for one in search.activities if not one.shared}
    _day_by_day(table, shared)
    for coach in coaches:
        own = [one for one in search.activities if one.leader == coach and not one.shared]
        _day_by_day(table, own)
    return Said(placed=dict(table.inspection.schedule.placed))


def _day_by_day(table: Table, activities: Sequence[Activity]) -> None:
    if not activities:
        return
    day = min(activity.window.first for activity in activities)
    last = max(activity.window.last for activity in activities)
    while day <= last:
        for activity in activities:
            if activity.id in table.inspection.schedule.placed or day not in activity.window:
                continue
            today = [
                slot
                for slot in table.offered[activity.id].slots
                if table.inspection.days.date_of(slot.start) == day
            ]
            if (slot := _first(table.inspection, activity, today)) is not None:
                table.put(activity.id, slot)
        day += timedelta(days=1)


def _first(inspection: Inspection, activity: Activity, slots: Iterable[Slot]) -> Slot | None:
    return next(
        (slot for slot in slots if first_against(inspection, activity.id, slot) is None), None
    )


def plain_model(search: Search, cpu_s: float) -> Said:
    """All choices in one model: our rules, our prices, none of our cuts into coaches and weeks.

    It gets CPU seconds, not wall seconds, so that a busy machine takes nothing from it; half of them for
    placing at most.
    """
    began = time.process_time()
    days = SchoolDays(search.district)
    sieve = Sieve(Availability(search.district, days, search.busy))
    offered: list[Candidates] = [sieve.candidates(activity) for activity in search.activities]
    choices = Choices(offered, (), search.district, days, telling=search.telling)
    for rule in sorted(RULES, key=lambda rule: not rule.adds_options):
        rule.post(choices)
    for term in TERMS:
        term.post(choices)
    choices.ask_to_place()
    placing = _solver(search.seed)
    _solve(placing, choices, began + cpu_s / 2)
    if not placing.response_proto.solution:
        return Said(placed={})
    choices.hint_all(placing.response_proto.solution)
    choices.ask_for_the_lowest_price(round(placing.objective_value))
    pricing = _solver(search.seed)
    status = _solve(pricing, choices, began + cpu_s)
    best = pricing if pricing.response_proto.solution else placing
    found = {
        option.activity.id: option.placement.slot
        for option in choices.options
        if option.chosen is not None and best.boolean_value(option.chosen)
    }
    return Said(placed=found, proven=status == cp_model.OPTIMAL)


def _solve(solver: cp_model.CpSolver, choices: Choices, until: float) -> cp_model.CpSolverStatus:
    """Solve until this process has used so much CPU."""
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(0.1):
            if time.process_time() >= until:
                solver.stop_search()

    watching = threading.Thread(target=watch)
    watching.start()
    try:
        return solver.solve(choices.model)
    finally:
        ended.set()
        watching.join()


def _solver(seed: int) -> cp_model.CpSolver:
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = WORKERS
    solver.parameters.random_seed = seed
    solver.parameters.max_memory_in_mb = MEMORY_MB
    return solver
