"""The smallest change that puts a schedule right: what has become impossible finds another time.

First all else stands. Only when something would be left out may more move, and then no more than must:
what was not accepted and is not too near, of the same people, and what has to follow something that moves.
What somebody accepted, or would hear of too late, moves only where the disruption leaves it without what it
follows.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum

from scheduler.district import PersonId
from scheduler.errors import RefereeDisagreement
from scheduler.inspection import Inspection
from scheduler.model import ActivityId, Proof, Reason, Schedule, Unplaced
from scheduler.referee.review import what_if
from scheduler.repair.case import Case, Level, and_what_follows, levels, opened
from scheduler.repair.opening import Answer, Opening, making_room, opening_of
from scheduler.repair.worse import worse
from scheduler.year.holds import binds

ALONE = Reason(rule="keep_the_order", says="what it follows has no time any more")
FOLLOWS = Reason(rule="keep_the_order", says="what it follows has another time")
NEW = Reason(rule="keep_to_the_window", says="it is new since somebody joined")
MAKES_ROOM = Reason(rule="never_double_book", says="it makes room for what lost its time")

Find = Callable[[Opening], Answer]


class Reach(StrEnum):
    """For which repairs the fewest people is proved."""

    EVERY = "any repair"
    """Nobody is told but of what lost its time: no repair whatever could tell fewer."""
    LOST = "any repair that moves only what lost its time"
    NEAR = "any repair that moves only these people's own events"
    """What lost its time, what follows it, and what is not fixed of the same people on the dates of what
    would otherwise be left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repaired:
    """The schedule afterwards, and why what changed had to.

    `moved` and `cancelled` are activities people had been told a time for, `found` and `open` the others;
    `people` is everybody who has to hear of it. `others` moved or went although they had not lost their own
    time. `released` gives the start each had in people's calendars. `worse` is what the wishes of the
    schedule lost in points, by term, better below nought. `proofs` says what was proved, `reach` of what.
    """

    schedule: Schedule
    why: Mapping[ActivityId, Reason]
    moved: tuple[ActivityId, ...] = ()
    cancelled: tuple[ActivityId, ...] = ()
    found: tuple[ActivityId, ...] = ()
    open: tuple[ActivityId, ...] = ()
    people: frozenset[PersonId] = frozenset()
    others: tuple[ActivityId, ...] = ()
    released: Mapping[ActivityId, datetime]
    worse: Mapping[str, int] = field(default_factory=dict)
    proofs: tuple[Proof, ...] = ()
    reach: Reach = Reach.EVERY
    effort: float = 0.0

    @property
    def touched(self) -> tuple[ActivityId, ...]:
        """Everything that has another time or none."""
        return (*self.moved, *self.cancelled, *self.found, *self.open)

    @property
    def proven(self) -> bool:
        """Whether nothing within `reach` leaves out less, nor, leaving out as little, tells fewer people."""
        return all(one.proven for one in self.proofs if one.part != "price")


def repair(case: Case, find: Find) -> Repaired:
    """Find other times for what has lost its own, and move no more than that takes.

    Three steps, the next one only while something is left out and only kept where it leaves out less: what
    lost its time alone; with it what is not fixed of the same people; with it what is fixed and follows
    something that has no time otherwise.

    Raises:
        RefereeDisagreement: the repair breaks a rule; a bug, never a property of the input.
    """
    lost = [*(one.id for one in opened(case)), *sorted(case.fresh)]
    if not lost:
        return _repaired(case, case.base)
    standing = levels(case)
    bound = and_what_follows(case, lost) - frozenset(lost)
    free = frozenset(key for key in bound if standing[key] is not Level.FIXED)
    best = find(opening_of(case, lost, free=free, still=True))
    reach, effort = Reach.LOST, best.effort
    for opening in _wider(case, best, bound=bound, free=free):
        wider = find(opening(best.left_out))
        effort += wider.effort
        reach = Reach.NEAR
        if _left_out(wider) < _left_out(best):
            best = wider
        if not best.left_out:
            break
    schedule = _with(case, best)
    _refuse_broken(case, schedule)
    found = _repaired(case, schedule)
    if not best.left_out and found.people <= best.must_hear:
        reach = Reach.EVERY
    return replace(
        found,
        others=tuple(
            key for key in found.touched if key not in case.fresh and not _lost(case, key)
        ),
        worse=worse(case, schedule),
        proofs=best.proofs,
        reach=reach,
        effort=effort,
    )


def _wider(
    case: Case, first: Answer, *, bound: frozenset[ActivityId], free: frozenset[ActivityId]
) -> Iterable[Callable[[Collection[ActivityId]], Opening]]:
    """The wider openings, made from what the one before left out."""
    if not first.left_out:
        return
    standing = levels(case)
    lost = frozenset({*(one.id for one in opened(case)), *case.fresh})

    def of_the_same_people(left_out: Collection[ActivityId]) -> Opening:
        room = making_room(case, standing, left_out) - lost - bound
        return opening_of(case, lost, free=free, room=room)

    def with_what_is_fixed(left_out: Collection[ActivityId]) -> Opening:
        room = making_room(case, standing, left_out) - frozenset(lost) - bound
        stranded = and_what_follows(case, left_out) & bound
        return opening_of(case, lost, movable=stranded - free, free=free, room=room)

    yield of_the_same_people
    if bound - free:
        yield with_what_is_fixed


def _left_out(answer: Answer) -> tuple[int, int]:
    """How many that are fixed changed, and the worth of what has no time."""
    return (answer.proofs[0].value, answer.proofs[1].value)


def _with(case: Case, answer: Answer) -> Schedule:
    """What stood, with the answer laid over it."""
    base = case.base
    gone = answer.left_out
    placed = {key: slot for key, slot in base.placed.items() if key not in gone} | dict(
        answer.placed
    )
    rest = tuple(
        one for one in base.unplaced if one.activity not in placed and one.activity not in gone
    )
    asked = {one.id: one for one in case.activities if one.id in placed or one.id in gone}
    activities = {**base.activities, **asked}
    return replace(
        base,
        activities=dict(sorted(activities.items())),
        placed=dict(sorted(placed.items())),
        unplaced=(*rest, *answer.unplaced),
        proofs=(*base.proofs,),
        holds=tuple(
            one
            for one in base.holds
            if one.activity not in answer.placed or binds(activities[one.activity])
        ),
    )


def _refuse_broken(case: Case, after: Schedule) -> None:
    """Let the referee look at everything that has another place now."""
    changed = [key for key, slot in after.placed.items() if case.base.placed.get(key) != slot]
    inspection = Inspection(
        schedule=after,
        district=case.district,
        days=case.days,
        published=case.days.date_of(case.now),
        busy=case.busy,
        exclusions=case.exclusions,
        standing=frozenset(after.placed) - frozenset(changed),
    )
    for key in changed:
        for violation in what_if(inspection, key, after.placed[key]):
            raise RefereeDisagreement(
                f"the repair breaks a rule: {violation.says}",
                where=", ".join(violation.activities),
                fix="please report this; nothing was written",
            )


def without_the_stranded(schedule: Schedule, left_out: Collection[ActivityId]) -> Schedule:
    """The schedule without what has to follow something left out."""
    placed = dict(schedule.placed)
    following: dict[ActivityId, list[ActivityId]] = {}
    for other in placed:
        for after in schedule.activities[other].after:
            if not after.soft:
                following.setdefault(after.earlier, []).append(other)
    gone: list[ActivityId] = list(left_out)
    alone: list[Unplaced] = []
    for key in gone:
        for other in following.get(key, ()):
            if placed.pop(other, None) is not None:
                gone.append(other)
                alone.append(Unplaced(activity=other, reasons=(ALONE,)))
    return replace(schedule, placed=placed, unplaced=(*schedule.unplaced, *alone))


def _repaired(case: Case, after: Schedule) -> Repaired:
    """What became of everything that changed, against what people know."""
    stood = {**case.base.placed, **case.told.placed}
    now = after.placed
    touched = [
        key
        for key, slot in sorted(stood.items())
        if slot.start > case.now
        and (
            key not in now
            or now[key].start != slot.start
            or _another_way(after, case.told if key in case.told.placed else case.base, key)
        )
        and ((key, slot.start) in case.lost or now.get(key) != case.base.placed.get(key))
    ]
    known = {key: case.told.placed[key] for key in touched if key in case.told.placed}
    people = [person for key in known for person in case.told.people_at(key)]
    people += [person for key in known if key in now for person in after.people_at(key)]
    return Repaired(
        schedule=after,
        why={key: _because(case, key, after) for key in touched} | dict.fromkeys(case.fresh, NEW),
        moved=tuple(key for key in known if key in now),
        cancelled=tuple(key for key in known if key not in now),
        found=(
            *(key for key in touched if key not in known and key in now),
            *sorted(key for key in case.fresh if key in now),
        ),
        open=(
            *(key for key in touched if key not in known and key not in now),
            *sorted(key for key in case.fresh if key not in now),
        ),
        people=frozenset(people),
        released={key: slot.start for key, slot in known.items()},
    )


def _another_way(after: Schedule, before: Schedule, key: ActivityId) -> bool:
    """Whether it goes by call now and did not, or the other way round."""
    return after.activities[key].modality is not before.activities[key].modality


def _because(case: Case, key: ActivityId, after: Schedule) -> Reason:
    """Why it changed: it lost its time, what it follows changed, or it made room."""
    if why := _lost(case, key):
        return why
    if key not in after.placed:
        return ALONE
    earlier = [one.earlier for one in case.base.activities[key].after if not one.soft]
    changed = any(after.placed.get(one) != case.base.placed.get(one) for one in earlier)
    return FOLLOWS if changed else MAKES_ROOM


def _lost(case: Case, key: ActivityId) -> Reason | None:
    """Why the time it had is lost; None when it is not."""
    for schedule in (case.told, case.base):
        slot = schedule.placed.get(key)
        if slot is not None and (key, slot.start) in case.lost:
            return case.lost[key, slot.start]
    return None
