"""The referee: checks every rule and adds up every price of a schedule, however it was found.

Imports nothing of the search; run on each schedule before it is shown or written.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import timedelta

from scheduler.inspection import Inspection, Violation
from scheduler.model import ActivityId, Container, Schedule, Slot
from scheduler.prices.every import price
from scheduler.rules.every import RULES

A_MONTH = timedelta(days=31)
"""No rule counts further than a calendar month."""


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
    """Every rule broken, rule by rule; what the district made a wish is priced instead."""
    return tuple(violation for rule in RULES for violation in rule.broken(inspection))


def what_if(inspection: Inspection, activity: ActivityId, slot: Slot) -> tuple[Violation, ...]:
    """The rules that placing one more activity there would break, among its own people's events."""
    return tuple(_broken_by(inspection, activity, _near(inspection, activity, slot)))


def first_against(inspection: Inspection, activity: ActivityId, slot: Slot) -> Violation | None:
    """One of those rules, None when there is none; the others are not looked at.

    What stands on the same date is looked at first: it forbids most times, and is little to look at.
    """
    on_the_day = _near(inspection, activity, slot, within=timedelta(0))
    broken = next(_broken_by(inspection, activity, on_the_day), None)
    if broken is not None:
        return broken
    return next(_broken_by(inspection, activity, _near(inspection, activity, slot)), None)


def _broken_by(
    inspection: Inspection, activity: ActivityId, near: Mapping[ActivityId, Slot]
) -> Iterator[Violation]:
    trial = replace(
        inspection,
        schedule=Schedule(
            activities={key: inspection.schedule.activities[key] for key in near}, placed=near
        ),
        reading=inspection.timetable,
    )
    for rule in RULES:
        for violation in rule.broken(trial):
            if activity in violation.activities:
                yield violation


def _near(
    inspection: Inspection, activity: ActivityId, slot: Slot, within: timedelta = A_MONTH
) -> dict[ActivityId, Slot]:
    """The new placement among those it can meet: the same people near its date, the same rooms, the same
    substitutes, and what it is tied to. Fewer placements break no rule that more would keep."""
    wanted = inspection.schedule.activities[activity]
    people = {*wanted.required, *slot.coming}
    day = inspection.days.date_of(slot.start)
    near = {
        placement.activity.id: placement.slot
        for person in people
        for placement in inspection.by_person.get(person, ())
        if abs(placement.day - day) <= within
    }
    for other in inspection.placements if wanted.rooms else ():
        if other.day == day and not set(wanted.rooms).isdisjoint(other.activity.rooms):
            near[other.activity.id] = other.slot
    for other in inspection.placements if Container.TEACHING in wanted.inside else ():
        if other.day == day and Container.TEACHING in other.activity.inside:
            near[other.activity.id] = other.slot
    for key in inspection.tied.get(activity, ()):
        near[key] = inspection.schedule.placed[key]
    return near | {activity: slot}
