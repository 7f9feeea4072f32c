"""What a repair may change, as a value: what lost its time, what has to follow it, what may make room."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from scheduler.district import PersonId
from scheduler.model import Activity, ActivityId, Proof, Slot, Unplaced
from scheduler.repair.case import Case, Level, and_what_follows
from scheduler.schoolday import SchoolDays
from scheduler.search.partition import Search

ROOM = 24
"""Events of the same people that may make room, at most; those on the nearest dates first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """`search.activities` may change, each from where it `stood`; all that is `standing` stays.

    What is `lost` takes any time it could take, or none. What is `bound` has to follow something in here:
    only where its own time comes before that, or too long after it, may it have none, or another one if it
    is `movable`. The others make room, and so does what is bound and `free`: they move for anything's sake
    and always have a time. With `still` nothing but what is lost takes another time. `told` says who hears
    of a change, `quiet` at which starts nobody does; people in `anyway` hear in any case.
    """

    search: Search
    stood: Mapping[ActivityId, Slot]
    lost: frozenset[ActivityId]
    bound: frozenset[ActivityId] = frozenset()
    movable: frozenset[ActivityId] = frozenset()
    free: frozenset[ActivityId] = frozenset()
    still: bool = False
    told: Mapping[ActivityId, frozenset[PersonId]] = field(default_factory=dict)
    quiet: Mapping[ActivityId, frozenset[datetime]] = field(default_factory=dict)
    anyway: frozenset[PersonId] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """Where everything in an opening is now, why something has no time, and what was proved level by level.

    `must_hear` are people every repair of this disruption would tell. `effort` is deterministic time.
    """

    placed: Mapping[ActivityId, Slot]
    unplaced: tuple[Unplaced, ...]
    proofs: tuple[Proof, ...]
    must_hear: frozenset[PersonId] = frozenset()
    effort: float = 0.0

    @property
    def left_out(self) -> frozenset[ActivityId]:
        return frozenset(one.activity for one in self.unplaced)


def opening_of(
    case: Case,
    lost: Collection[ActivityId],
    *,
    movable: Collection[ActivityId] = (),
    free: Collection[ActivityId] = (),
    room: Collection[ActivityId] = (),
    still: bool = False,
) -> Opening:
    """What is lost and what follows it may change, and what makes `room`; with `still` only what is lost
    takes another time."""
    bound = and_what_follows(case, lost) - frozenset(lost)
    ids = {*lost, *bound, *room}
    wanted = tuple(one for one in case.activities if one.id in ids)
    stood = {key: case.base.placed[key] for key in ids if key in case.base.placed}
    told = {key: case.hears_of(key) for key in ids if key in case.told.placed}
    return Opening(
        search=_search(case, ids, wanted_of=tuple(one.id for one in wanted)),
        stood=stood,
        lost=frozenset(lost),
        bound=bound,
        movable=frozenset(movable) & bound,
        free=frozenset(free) & bound,
        still=still,
        told=told,
        quiet={key: _quiet(case, key) for key in told},
        anyway=_hear_anyway(case, ids),
    )


def _search(case: Case, ids: Collection[ActivityId], wanted_of: tuple[ActivityId, ...]) -> Search:
    """The search for some activities beside what stands with the same people or rooms.

    A pin at a lost time fixes nothing.
    """
    by_id = {one.id: one for one in case.activities}
    wanted = tuple(by_id[key] for key in wanted_of)
    people = {person for one in wanted for person in one.people}
    rooms = {(one.school, room) for one in wanted for room in one.rooms}
    tied = {after.earlier for one in wanted for after in one.after}
    near = {
        key: slot
        for key, slot in case.base.placed.items()
        if key not in ids
        and (
            key in tied
            or not people.isdisjoint(case.base.people_at(key))
            or any((slot.school, room) in rooms for room in case.base.activities[key].rooms)
        )
    }
    return Search(
        district=case.district,
        activities=wanted,
        standing=near,
        known={key: case.base.activities[key] for key in near},
        before={key: case.told.placed[key] for key in ids if key in case.told.placed},
        pins=tuple(
            pin
            for pin in case.pins
            if pin.activity in ids and (pin.activity, pin.slot.start) not in case.lost
        ),
        exclusions=tuple(one for one in case.exclusions if one.activity in ids),
        busy=tuple(busy for busy in case.busy if busy.person in people),
        published=case.days.date_of(case.now),
        seed=case.seed,
    )


def _quiet(case: Case, key: ActivityId) -> frozenset[datetime]:
    """The starts at which nobody has to hear of it now: what people know, and what waits to be told. Of
    what goes another way than they know, by call or not, they hear at any start."""
    told, own = case.told.placed[key].start, case.base.placed[key].start
    lost = (key, told) in case.lost
    quiet = set() if case.goes_another_way(key, case.told) else {told}
    if not (lost or case.goes_another_way(key, case.base)):
        quiet.add(own)
    return frozenset(quiet)


def _hear_anyway(case: Case, ids: Collection[ActivityId]) -> frozenset[PersonId]:
    """Who hears of what lost the time they know, and has had another one since."""
    found: set[PersonId] = set()
    for key, start in case.lost:
        told, own = case.told.placed.get(key), case.base.placed.get(key)
        if told and told.start == start and key not in ids and (own is None or own.start != start):
            found |= case.hears_of(key)
            found |= set(case.base.people_at(key)) if own else set()
    return frozenset(found)


def making_room(
    case: Case, standing: Mapping[ActivityId, Level], left_out: Collection[ActivityId]
) -> frozenset[ActivityId]:
    """What is not fixed, with the same people, on the dates of something that found no time."""
    days = case.days
    wanted = [one for one in case.activities if one.id in left_out]
    people = {person for one in wanted for person in one.people}
    near: list[tuple[int, ActivityId]] = []
    for key, slot in case.base.placed.items():
        if standing[key] not in (Level.SENT, Level.DRAFT):
            continue
        day = days.date_of(slot.start)
        if people.isdisjoint(case.base.people_at(key)) or not any(
            day in one.window for one in wanted
        ):
            continue
        near.append((min(_away(case, days, day, one) for one in wanted), key))
    return frozenset(key for _, key in sorted(near)[:ROOM])


def _away(case: Case, days: SchoolDays, day: date, lost: Activity) -> int:
    """How many days lie between a date and the one that something had, or the first it may have."""
    slot = case.base.placed.get(lost.id)
    had = days.date_of(slot.start) if slot else lost.window.first
    return abs((had - day).days)
