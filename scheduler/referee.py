"""The referee: checks every rule and adds up every price of a schedule, however it was found.

Imports nothing of the search; run on each schedule before it is shown or written.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from scheduler.costs import price
from scheduler.inspection import Inspection, Violation
from scheduler.model import ActivityId, Schedule, Slot
from scheduler.rules.every import RULES


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What the referee found: rules broken, and the price by term in points."""

    violations: tuple[Violation, ...] = ()
    price: Mapping[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.price.values())

    def new(self, standing: frozenset[ActivityId]) -> tuple[Violation, ...]:
        """The violations that involve something that did not stand before: the search's own."""
        return tuple(
            violation
            for violation in self.violations
            if not standing.issuperset(violation.activities)
        )


def review(inspection: Inspection) -> Verdict:
    """Check every rule and price every term."""
    return Verdict(violations=violations(inspection), price=price(inspection))


def violations(inspection: Inspection) -> tuple[Violation, ...]:
    """Every rule broken, rule by rule."""
    return tuple(violation for rule in RULES for violation in rule.check(inspection))


def what_if(inspection: Inspection, activity: ActivityId, slot: Slot) -> tuple[Violation, ...]:
    """The rules that placing one more activity there would break, among its own people's events."""
    wanted = inspection.schedule.activities[activity]
    people = {*wanted.required, *slot.coming}
    near = {
        placement.activity.id: placement.slot
        for person in people
        for placement in inspection.by_person.get(person, ())
    }
    near[activity] = slot
    schedule = Schedule(
        activities={key: inspection.schedule.activities[key] for key in near}, placed=near
    )
    return tuple(
        violation
        for violation in violations(
            replace(inspection, schedule=schedule, reading=inspection.timetable)
        )
        if activity in violation.activities
    )
