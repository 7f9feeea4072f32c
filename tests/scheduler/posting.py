"""One rule or wish posted alone, with every activity held in a slot: what it allows and charges."""

from collections.abc import Iterable
from typing import Any

from ortools.sat.python import cp_model

from scheduler.district import District
from scheduler.model import Activity, Slot
from scheduler.prices.term import Term
from scheduler.rules.rule import Rule
from scheduler.schoolday import SchoolDays
from scheduler.search.choices import Choices
from scheduler.slots.candidates import Candidates
from tests.scheduler.builders import inspected

Pair = tuple[Activity, Slot]


def choices_of(district: District, pairs: Iterable[Pair], **more: Any) -> Choices:
    """Each activity in its slot, though it might have had those of the others; `also` without any, `stands`
    whatever is chosen."""
    pairs = list(pairs)
    others = [slot for _, slot in pairs]
    days, stands = SchoolDays(district), inspected(district, *more.pop("stands", ()))
    also: tuple[Activity, ...] = more.pop("also", ())
    offers = [
        Candidates(activity=activity, slots=tuple(dict.fromkeys((slot, *others))))
        for activity, slot in pairs
    ]
    offers += [Candidates(activity=activity, slots=()) for activity in also]
    choices = Choices(offers, stands.placements, district, days, **more)
    without = {activity.id for activity in also}
    for key, literal in choices.left_out.items():
        choices.model.add(literal == (key in without))
    for activity, slot in pairs:
        for option in choices.by_activity[activity.id]:
            choices.model.add(option.chosen == (option.placement.slot == slot))
    choices.charges.clear()
    return choices


def charged(choices: Choices) -> int | None:
    """The least that what was posted costs; None where it does not allow these slots."""
    choices.model.minimize(
        cp_model.LinearExpr.weighted_sum(
            [literal for _, literal in choices.charges], [points for points, _ in choices.charges]
        )
        + choices.constant
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    if solver.solve(choices.model) != cp_model.OPTIMAL:
        return None
    return round(solver.objective_value)


def by_the_post(rules: Iterable[Rule], district: District, *pairs: Pair, **more: Any) -> int | None:
    """What rules charge for these slots; None where they refuse them."""
    choices = choices_of(district, pairs, **more)
    for rule in rules:
        rule.post(choices)
    return charged(choices)


def priced_by_the_post(term: Term, district: District, *pairs: Pair, **more: Any) -> int | None:
    choices = choices_of(district, pairs, **more)
    term.post(choices)
    return charged(choices)
