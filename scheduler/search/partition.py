"""How a search is cut into parts that do not need each other: shared events first, then coach by coach.

A coach's part is worked through week by week. A week holds everything whose window begins in it, so a
Friday visit and its Tuesday debrief are found together; what an earlier week fixed stands.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from scheduler.district import Busy, District, PersonId, SchoolId
from scheduler.model import Activity, ActivityId, Container, Exclusion, Pin, Proof, Slot
from scheduler.telling import Telling

SHARED = "shared events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is to be placed, and everything that is already known.

    `activities` are to be placed; `standing` stay where they are (with their activities in `known`);
    `before` is where things were when people were last told: moving them costs `telling`. `published` is the
    school's date from which notice counts, None for none.
    """

    district: District
    activities: tuple[Activity, ...]
    standing: Mapping[ActivityId, Slot] = field(default_factory=dict)
    known: Mapping[ActivityId, Activity] = field(default_factory=dict)
    before: Mapping[ActivityId, Slot] = field(default_factory=dict)
    pins: tuple[Pin, ...] = ()
    exclusions: tuple[Exclusion, ...] = ()
    busy: tuple[Busy, ...] = ()
    published: date | None = None
    seed: int = 1
    telling: Telling = field(default_factory=Telling)
    missed: frozenset[ActivityId] = frozenset()
    """Visits of earlier weeks that never had a time, or were not held."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lane:
    """The part of one leader, or of all shared events: a search of its own, with a name and seconds.

    `effort` limits each week's search in OR-Tools' deterministic time, so that a slow machine finds
    the same; `seconds` is the wall time after which the lane hurries.
    """

    name: str
    search: Search
    effort: float
    seconds: float
    now: Mapping[ActivityId, Slot] | None = None
    """Where its activities are already, when something better is looked for and not something at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a lane found: slots, what it proved week by week, and the deterministic time it took."""

    lane: str
    placed: Mapping[ActivityId, Slot]
    proofs: tuple[Proof, ...]
    effort: float


def shared_events(search: Search) -> Search | None:
    """The search for what belongs to no single coach, None when there is nothing of the kind."""
    shared = tuple(activity for activity in search.activities if activity.shared)
    return narrowed(search, shared) if shared else None


def by_leader(search: Search) -> Iterator[tuple[tuple[PersonId, ...], Search]]:
    """One search for each coach, largest first so that processes end together.

    Coaches who need the same people stay in one search: apart, each could take the same hour of theirs.
    So do those who take teachers of one school out of their classes, as substitutes are counted.
    """
    own = [activity for activity in search.activities if not activity.shared]
    first = _first_of_kin(own, search.district)
    found: dict[PersonId, list[Activity]] = defaultdict(list)
    for activity in own:
        found[first[activity.leader]].append(activity)
    for _, together in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        leaders = sorted({activity.leader for activity in together})
        yield tuple(leaders), narrowed(search, tuple(together))


def _first_of_kin(
    activities: Sequence[Activity], district: District
) -> Mapping[PersonId, PersonId]:
    """For each leader the first one she is tied to by people or an order, over however many others."""
    first = {activity.leader: activity.leader for activity in activities}
    met: dict[object, PersonId] = {}
    for activity in activities:
        ties = (*activity.people, *_order(activity), *_left_by(activity, district))
        for tie in (activity.leader, *ties):
            one, other = first[activity.leader], first[met.setdefault(tie, activity.leader)]
            if one != other:
                kept, gone = sorted((one, other))
                first = {leader: kept if top == gone else top for leader, top in first.items()}
    return first


def _order(activity: Activity) -> Iterator[tuple[str, ActivityId]]:
    """The activity and what it is to follow: found apart, the later could take no notice of the earlier."""
    yield "order", activity.id
    yield from (("order", after.earlier) for after in activity.after)


def _left_by(activity: Activity, district: District) -> Iterator[tuple[str, SchoolId]]:
    """The schools whose teachers may leave a class for it."""
    if Container.TEACHING in activity.inside:
        for person in activity.people:
            if school := district.people[person].school:
                yield "classes of", school


def with_standing(
    search: Search, placed: Mapping[ActivityId, Slot], activities: Iterable[Activity]
) -> Search:
    """The search with more standing; `activities` are those of `placed`."""
    known = {activity.id: activity for activity in activities if activity.id in placed}
    return replace(
        search,
        standing={**search.standing, **placed},
        known={**search.known, **known},
    )


def ties(activities: Iterable[Activity], district: District) -> set[object]:
    """What activities need that others may need too: people, rooms, and classes somebody has to cover."""
    found: set[object] = set()
    for activity in activities:
        found.update(activity.people)
        found.update(("room", activity.school, room) for room in activity.rooms)
        found.update(_left_by(activity, district))
    return found


class Nearby:
    """Which activities may have to do with others: looked up once, as a district of many asks often."""

    def __init__(self, activities: Iterable[Activity], district: District) -> None:
        self._district = district
        self._by_tie: dict[object, set[ActivityId]] = defaultdict(set)
        for activity in activities:
            for tie in self._ties(activity):
                self._by_tie[tie].add(activity.id)

    def to(self, activities: Iterable[Activity]) -> set[ActivityId]:
        """All that `narrowed` may keep beside these, themselves among it."""
        ties = {tie for activity in activities for tie in self._ties(activity)}
        return set[ActivityId]().union(*(self._by_tie[tie] for tie in ties))

    def _ties(self, activity: Activity) -> Iterator[object]:
        yield from activity.people
        yield from (("room", room) for room in activity.rooms)
        yield from _order(activity)
        yield from _left_by(activity, self._district)


def weeks(activities: Sequence[Activity]) -> list[tuple[Activity, ...]]:
    """Activities by the week in which their windows begin, in order of time.

    A step that follows another directly comes into the other's week, even when its own window begins
    later.
    """
    by_id = {activity.id: activity for activity in activities}
    found: dict[date, list[Activity]] = defaultdict(list)
    for activity in activities:
        first = activity
        while hard := [after for after in first.after if not after.soft and after.earlier in by_id]:
            first = by_id[hard[0].earlier]
        monday = first.window.first - timedelta(days=first.window.first.weekday())
        found[monday].append(activity)
    return [tuple(found[monday]) for monday in sorted(found)]


def narrowed(search: Search, activities: tuple[Activity, ...]) -> Search:
    """The search for some activities, keeping only what stands with the same people, rooms or classes to
    cover, or in an order with them."""
    rooms = {(activity.school, room) for activity in activities for room in activity.rooms}
    people = {person for activity in activities for person in activity.people}
    left = {one for activity in activities for one in _left_by(activity, search.district)}
    ids = {activity.id for activity in activities}
    order = ids | {after.earlier for activity in activities for after in activity.after}
    near = {
        key: slot
        for key, slot in search.standing.items()
        if key in order
        or not ids.isdisjoint(after.earlier for after in search.known[key].after)
        or not people.isdisjoint((*search.known[key].required, *slot.coming))
        or not rooms.isdisjoint((slot.school, room) for room in search.known[key].rooms)
        or not left.isdisjoint(_left_by(search.known[key], search.district))
    }
    return replace(
        search,
        activities=activities,
        standing=near,
        known={key: search.known[key] for key in near},
        before={key: slot for key, slot in search.before.items() if key in ids},
        pins=tuple(pin for pin in search.pins if pin.activity in ids),
        exclusions=tuple(one for one in search.exclusions if one.activity in ids),
        busy=tuple(busy for busy in search.busy if busy.person in people),
    )
