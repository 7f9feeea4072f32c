"""What a repair costs the wishes of a schedule: each term before and after, of the people concerned."""

from collections.abc import Mapping

from scheduler.inspection import Inspection
from scheduler.model import ActivityId, Schedule
from scheduler.prices.every import price
from scheduler.repair.case import Case


def worse(case: Case, after: Schedule) -> Mapping[str, int]:
    """Points each term costs more than before, less below nought; terms that cost the same are left out.

    Only placements of people whose events changed are priced, and what these are tied to: no other term can
    differ. What was sent is not priced here, it is counted in people.
    """
    changed = {
        key
        for key in {*case.base.placed, *after.placed}
        if case.base.placed.get(key) != after.placed.get(key)
    }
    near = _near(case.base, changed) | _near(after, changed) | changed
    before_points, after_points = _points(case, case.base, near), _points(case, after, near)
    terms = sorted({*before_points, *after_points})
    more = {term: after_points.get(term, 0) - before_points.get(term, 0) for term in terms}
    return {term: points for term, points in more.items() if points and term != "moved"}


def _near(schedule: Schedule, changed: set[ActivityId]) -> set[ActivityId]:
    """What stands with the same people as something that changed, or before or after it in an order."""
    people = {
        person for key in changed & schedule.placed.keys() for person in schedule.people_at(key)
    }
    known = (schedule.activities[key] for key in changed if key in schedule.activities)
    tied = {after.earlier for one in known for after in one.after}
    return {
        key
        for key in schedule.placed
        if key in tied
        or not people.isdisjoint(schedule.people_at(key))
        or any(after.earlier in changed for after in schedule.activities[key].after)
    }


def _points(case: Case, schedule: Schedule, near: set[ActivityId]) -> Mapping[str, int]:
    part = Schedule(
        activities={key: schedule.activities[key] for key in near if key in schedule.activities},
        placed={key: slot for key, slot in schedule.placed.items() if key in near},
    )
    return price(Inspection(schedule=part, district=case.district, days=case.days))
