"""Whether an activity can be placed while everything placed stays placed, moved if allowed."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from scheduler.advice.fact import wanted
from scheduler.district import PersonId
from scheduler.inspection import Inspection
from scheduler.model import Activity, ActivityId, Container, Proof, Schedule, Unplaced
from scheduler.peoples_time.availability import Availability
from scheduler.reasons.explain import first_fit
from scheduler.repair.case import Case
from scheduler.repair.opening import Answer, Opening
from scheduler.repair.repair import NEW, Find, repair
from scheduler.slots.candidates import Sieve

KEPT, LEFT_OUT = "fixed and changed", "left out"
OTHER_SEED = 7919


@dataclass(frozen=True, slots=True, kw_only=True)
class Fit:
    """`schedule` has the activity, None where it fits nowhere; only then `sure` says whether that is proved.

    Moved may be up to `ROOM` events of the same people that are not fixed.
    """

    schedule: Schedule | None
    sure: bool = True


def fit(case: Case, key: ActivityId, *finds: Find) -> Fit:
    """A free time first, which no search is needed for; then searches that may move others, one after the
    other, each from another seed. That it fits nowhere is `sure` when all of them proved it.

    Only what can matter is looked at; all else stands in the answer as it stood.
    """
    found = _fit(around(case, wanted(case, key)), key, finds)
    if found.schedule is None:
        return found
    placed = {**case.base.placed, **found.schedule.placed}
    activities = {**case.base.activities, **found.schedule.activities}
    return replace(found, schedule=replace(case.base, activities=activities, placed=placed))


def around(case: Case, activity: Activity) -> Case:
    """The case with what could make room for an activity, and what that and it could meet, alone.

    That is what its own people have, what is tied to that by order, and what the people of all these have;
    with it what counts against rooms and substitutes.
    """
    base = case.base
    by_id = {**base.activities, **{one.id: one for one in case.activities}}
    own = {activity.id, *_of(base, set(activity.people)), *(one.earlier for one in activity.after)}
    own |= _tied(base, own)
    people = {person for key in own if key in by_id for person in by_id[key].people}
    near = own | _of(base, people) | _counted_together(base)
    near |= {after.earlier for key in near if key in by_id for after in by_id[key].after}
    return replace(
        case,
        activities=tuple(one for one in case.activities if one.id in near),
        base=replace(
            base,
            activities={key: one for key, one in base.activities.items() if key in near},
            placed={key: slot for key, slot in base.placed.items() if key in near},
        ),
    )


def _of(base: Schedule, people: set[PersonId]) -> set[ActivityId]:
    """What some people have."""
    return {key for key in base.placed if not people.isdisjoint(base.people_at(key))}


def _tied(base: Schedule, keys: set[ActivityId]) -> set[ActivityId]:
    """What comes before or after these in an order, over any number of steps."""
    found = set(keys)
    grown = True
    while grown:
        size = len(found)
        for key, one in base.activities.items():
            before = {after.earlier for after in one.after}
            if key in found:
                found |= before
            elif not before.isdisjoint(found):
                found.add(key)
        grown = len(found) > size
    return found


def _counted_together(base: Schedule) -> set[ActivityId]:
    """What takes rooms, or teachers out of their classes."""
    return {
        key
        for key in base.placed
        if base.activities[key].rooms or Container.TEACHING in base.activities[key].inside
    }


def _fit(case: Case, key: ActivityId, finds: Sequence[Find]) -> Fit:
    activity, days = wanted(case, key), case.days
    placed = {one: slot for one, slot in case.base.placed.items() if one != key}
    activities = {**case.base.activities, key: activity}
    stands = replace(case.base, activities=activities, placed=placed)
    published = days.date_of(case.now)
    sieve = Sieve(
        Availability(case.district, days, case.busy),
        published=published,
        exclusions=case.exclusions,
    )
    offered = sieve.candidates(activity)
    if not offered.slots:
        return Fit(schedule=None)
    inspection = Inspection(
        schedule=stands,
        district=case.district,
        days=days,
        published=published,
        busy=case.busy,
        exclusions=case.exclusions,
    )
    slot, _ = first_fit(inspection, offered)
    if slot is not None:
        return Fit(schedule=replace(stands, placed={**placed, key: slot}))
    sure = True
    for number, find in enumerate(finds):
        asked = replace(
            case,
            base=stands,
            fresh=frozenset({key}),
            lost={},
            seed=case.seed + number * OTHER_SEED,
        )
        settled: list[bool] = []
        moved = repair(asked, _but_not_alone(activity, find, settled))
        if moved.schedule.placed.keys() >= {*placed, key}:
            return Fit(schedule=moved.schedule)
        sure = sure and all(settled)
    return Fit(schedule=None, sure=sure)


def _but_not_alone(activity: Activity, find: Find, settled: list[bool]) -> Find:
    """The search, which is not asked where nothing but the activity could move: each of its times was
    refused already. `settled` learns of each answer whether it is proved: a repair keeps the proofs of the
    best alone, and a wider search that ran out of time may have found nothing better for that."""

    def asked(opening: Opening) -> Answer:
        if any(one.id != activity.id for one in opening.search.activities):
            answer = find(opening)
            settled.append(_fewest_left_out(answer.proofs))
            return answer
        return Answer(
            placed={},
            unplaced=(Unplaced(activity=activity.id, reasons=(NEW,)),),
            proofs=(
                Proof(part=KEPT, value=0, bound=0, proven=True),
                Proof(part=LEFT_OUT, value=activity.worth, bound=activity.worth, proven=True),
            ),
        )

    return asked


def _fewest_left_out(proofs: Sequence[Proof]) -> bool:
    """Whether it is proved that something has to be left out: that takes both of the first two levels."""
    return len(proofs) > 1 and all(one.proven for one in proofs[:2])
