"""The smallest change that puts a schedule right: what has become impossible finds another time.

All else stands. Only what has to follow something that moved may move with it, and then no more of it than
must: the same week comes first, then that few people are told, then every other wish.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from scheduler.district import Busy, District, PersonId
from scheduler.inspection import Inspection
from scheduler.model import Activity, ActivityId, Exclusion, Pin, Reason, Schedule, Unplaced
from scheduler.referee.review import what_if
from scheduler.repair.impossible import Lost
from scheduler.schoolday import SchoolDays
from scheduler.search.horizon import joined
from scheduler.search.partition import Search
from scheduler.telling import SPARINGLY

ALONE = Reason(rule="keep_the_order", says="what it follows has no time any more")
FOLLOWS = Reason(rule="keep_the_order", says="what it follows has another time")

Find = Callable[[Search], Schedule]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """What a repair starts from.

    `base` stands and `told` is what people know; `pins` were made by people, `exclusions` are times they
    declined. `district` has every disruption laid over it. `lost` names starts in either schedule.
    """

    district: District
    activities: tuple[Activity, ...]
    base: Schedule
    told: Schedule
    lost: Lost
    pins: tuple[Pin, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    busy: tuple[Busy, ...] = ()
    now: datetime
    seed: int = 1

    @property
    def days(self) -> SchoolDays:
        return SchoolDays(self.district)


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """The schedule afterwards, and why what changed had to.

    `moved` and `cancelled` are activities people had been told a time for, `found` and `open` the others;
    `people` is everybody who has to hear of it. `released` gives the start each had in people's calendars.
    """

    schedule: Schedule
    why: Mapping[ActivityId, Reason]
    moved: tuple[ActivityId, ...] = ()
    cancelled: tuple[ActivityId, ...] = ()
    found: tuple[ActivityId, ...] = ()
    open: tuple[ActivityId, ...] = ()
    people: frozenset[PersonId] = frozenset()
    released: Mapping[ActivityId, datetime]

    @property
    def touched(self) -> tuple[ActivityId, ...]:
        """Everything that has another time or none."""
        return (*self.moved, *self.cancelled, *self.found, *self.open)


def repair(case: Case, find: Find) -> Repaired:
    """Find other times for what has lost its own, and move no more than that takes.

    First everything else stands. Only what follows something that this leaves out may move as well, if more
    has a time then, and only if nothing moves that could have stayed.
    """
    opened = tuple(
        one
        for one in case.activities
        if (slot := case.base.placed.get(one.id)) and (one.id, slot.start) in case.lost
    )
    if not opened:
        return _repaired(case, case.base)
    first = find(_search(case, opened))
    left_out = {one.id for one in opened if one.id not in first.placed}
    best = without_the_stranded(joined(case.base, first), left_out)
    if left_out and (more := _followers(case, left_out)):
        second = joined(case.base, find(_search(case, (*opened, *more))))
        if not any(_could_have_stayed(case, second, one) for one in more):
            best = max(best, second, key=lambda one: _worth(one, (*opened, *more)))
    return _repaired(case, best)


def _search(case: Case, wanted: tuple[Activity, ...]) -> Search:
    """The search for some activities while all others stand; a pin at a lost time fixes nothing."""
    ids = {one.id for one in wanted}
    standing = {key: slot for key, slot in case.base.placed.items() if key not in ids}
    stood = {**case.base.placed, **case.told.placed}
    return Search(
        district=case.district,
        activities=wanted,
        standing=standing,
        known={key: case.base.activities[key] for key in standing},
        before={key: stood[key] for key in ids},
        pins=tuple(
            pin
            for pin in case.pins
            if pin.activity in ids and (pin.activity, pin.slot.start) not in case.lost
        ),
        exclusions=tuple(one for one in case.exclusions if one.activity in ids),
        busy=case.busy,
        published=case.days.date_of(case.now),
        seed=case.seed,
        telling=SPARINGLY,
    )


def _followers(case: Case, left_out: Collection[ActivityId]) -> tuple[Activity, ...]:
    """What stands and has to come after something left out, directly or not: it may move with it."""
    stranded = _and_what_follows(case, set(left_out)) - set(left_out)
    lost = {key for key, _ in case.lost}
    return tuple(one for one in case.activities if one.id in stranded - lost)


def _and_what_follows(case: Case, keys: set[ActivityId]) -> set[ActivityId]:
    """These, and what stands, has not begun and must come after one of them."""
    found = set(keys)
    grown = True
    while grown:
        new = {
            one.id
            for one in case.activities
            if one.id not in found
            and (slot := case.base.placed.get(one.id))
            and slot.start > case.now
            and any(after.earlier in found and not after.soft for after in one.after)
        }
        found |= new
        grown = bool(new)
    return found


def _could_have_stayed(case: Case, after: Schedule, activity: Activity) -> bool:
    """Whether it changed its time although it still comes after what it follows, and soon enough."""
    own, new = case.base.placed[activity.id], after.placed.get(activity.id)
    if new is not None and new.start == own.start:
        return False
    earlier = {bond.earlier for bond in activity.after if not bond.soft}
    near = {key: after.placed[key] for key in earlier if key in after.placed}
    alone = Inspection(schedule=replace(after, placed=near), district=case.district, days=case.days)
    broken = what_if(alone, activity.id, own)
    return all(violation.rule != ALONE.rule for violation in broken)


def without_the_stranded(schedule: Schedule, left_out: Collection[ActivityId]) -> Schedule:
    """The schedule without what has to follow something left out."""
    placed = dict(schedule.placed)
    gone: list[ActivityId] = list(left_out)
    alone: list[Unplaced] = []
    for key in gone:
        for other in list(placed):
            bonds = schedule.activities[other].after
            if any(after.earlier == key and not after.soft for after in bonds):
                del placed[other]
                gone.append(other)
                alone.append(Unplaced(activity=other, reasons=(ALONE,)))
    return replace(schedule, placed=placed, unplaced=(*schedule.unplaced, *alone))


def _worth(schedule: Schedule, activities: Iterable[Activity]) -> int:
    return sum(one.worth for one in activities if one.id in schedule.placed)


def _repaired(case: Case, after: Schedule) -> Repaired:
    """What became of everything that changed, against what people know."""
    stood = {**case.base.placed, **case.told.placed}
    now = after.placed
    touched = [
        key
        for key, slot in sorted(stood.items())
        if slot.start > case.now
        and (key not in now or now[key].start != slot.start)
        and ((key, slot.start) in case.lost or now.get(key) != case.base.placed.get(key))
    ]
    known = {key: case.told.placed[key] for key in touched if key in case.told.placed}
    people = [person for key in known for person in case.told.people_at(key)]
    people += [person for key in known if key in now for person in after.people_at(key)]
    why = {key: case.lost.get((key, stood[key].start)) for key in touched}
    return Repaired(
        schedule=after,
        why={key: why[key] or (FOLLOWS if key in now else ALONE) for key in touched},
        moved=tuple(key for key in known if key in now),
        cancelled=tuple(key for key in known if key not in now),
        found=tuple(key for key in touched if key not in known and key in now),
        open=tuple(key for key in touched if key not in known and key not in now),
        people=frozenset(people),
        released={key: slot.start for key, slot in known.items()},
    )
