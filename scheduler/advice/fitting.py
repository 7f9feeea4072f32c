"""Whether an activity can be placed while everything placed stays placed, moved if allowed."""

from dataclasses import dataclass, replace

from scheduler.advice.fact import wanted
from scheduler.inspection import Inspection
from scheduler.model import ActivityId, Schedule
from scheduler.peoples_time.availability import Availability
from scheduler.reasons.explain import first_fit
from scheduler.repair.case import Case
from scheduler.repair.repair import Find, repair
from scheduler.slots.candidates import Sieve


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """`schedule` has the activity, None where it fits nowhere; only then `sure` says whether that is proved.

    Moved may be up to `ROOM` events of the same people that are not fixed.
    """

    schedule: Schedule | None
    sure: bool = True


def fit(case: Case, key: ActivityId, find: Find) -> Fit:
    """A free time first, which no search is needed for; then a search that may move others."""
    activity = wanted(case, key)
    placed = {one: slot for one, slot in case.base.placed.items() if one != key}
    activities = {**case.base.activities, key: activity}
    stands = replace(case.base, activities=activities, placed=placed)
    published = case.days.date_of(case.now)
    sieve = Sieve(
        Availability(case.district, case.days, case.busy),
        published=published,
        exclusions=case.exclusions,
    )
    offered = sieve.candidates(activity)
    if not offered.slots:
        return Fit(schedule=None)
    inspection = Inspection(
        schedule=stands,
        district=case.district,
        days=case.days,
        published=published,
        busy=case.busy,
        exclusions=case.exclusions,
    )
    slot, _ = first_fit(inspection, offered)
    if slot is not None:
        return Fit(schedule=replace(stands, placed={**placed, key: slot}))
    moved = repair(replace(case, base=stands, fresh=frozenset({key}), lost={}), find)
    after = moved.schedule
    if after.placed.keys() >= {*placed, key}:
        return Fit(schedule=after)
    return Fit(schedule=None, sure=bool(moved.proofs) and moved.proofs[0].proven)
