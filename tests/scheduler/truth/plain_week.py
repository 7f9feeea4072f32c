"""A tiny week as plain numbers, and the best schedule of it found by trying every one.

Written from the sentences of the rules and wishes alone: nothing here is the search's, the sieve's or the
referee's, so that none of their mistakes is shared. Minutes are counted from Monday's midnight.

The bells leave 15 minutes between blocks, so that no two of them join; only after school follows PLC at once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations, pairwise, product

DAY = 24 * 60
BLOCKS: Mapping[str, tuple[int, int]] = {
    "1": (495, 540),
    "2": (555, 600),
    "3": (615, 660),
    "4": (720, 765),
    "PLC": (780, 825),
}
"""Wall minutes of a day; lunch rings from 11:15 to 11:45."""
AFTER_SCHOOL = (825, 900)
LUNCH_BETWEEN = (630, 810)
WORKDAY = (450, 960)
SHORTEST = 10
COACHES = ("ana", "ben")
SCHOOL_OF = {"hall": "lincoln", "khan": "lincoln", "lee": "grant"}

Span = tuple[int, int]


@dataclass(frozen=True, kw_only=True)
class Ask:
    """What should take place; `after` is the number of another, `within` so many school days."""

    leader: str
    teachers: tuple[str, ...]
    minutes: int
    days: int
    visit: bool = False
    inside: tuple[str, ...] = ()
    worth: int = 1000
    after: int | None = None
    within: int | None = None
    soft: bool = False
    weekday: int | None = None

    @property
    def school(self) -> str:
        return SCHOOL_OF[self.teachers[0]]

    @property
    def people(self) -> tuple[str, ...]:
        return (self.leader, *self.teachers)


@dataclass(frozen=True, kw_only=True)
class PlainWeek:
    """All there is to know; `doing` is what each teacher does in periods 1 to 4."""

    asks: tuple[Ask, ...]
    doing: Mapping[str, tuple[str, ...]]
    busy: tuple[tuple[str, int, int], ...] = ()
    avoided: frozenset[tuple[str, str]] = frozenset()
    drive_to_grant: int = 25
    drive_to_lincoln: int = 25
    visits_a_day: int = 4
    running: int = 3
    sites: int = 2
    prep_uses: int = 1
    prep_minutes: int = 225
    after_school_uses: int = 2
    lunch: int = 30

    def drive(self, origin: str, to: str) -> int:
        if origin == to:
            return 0
        return self.drive_to_grant if to == "grant" else self.drive_to_lincoln


@dataclass(frozen=True, kw_only=True, order=True)
class Place:
    """Where one ask could stand: `kind` is the teachers' time it takes."""

    start: int
    end: int
    kind: str
    blocks: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def day(self) -> int:
        return self.start // DAY


Chosen = tuple[Place | None, ...]


def places(week: PlainWeek, ask: Ask) -> list[Place]:
    """Every time one ask could take if nothing else were asked for."""
    found: set[Place] = set()
    for day in range(ask.days):
        if ask.visit:
            runs = [(start, end, {start}) for start, end in _time(week, ask.teachers[0], day, ask)]
        else:
            runs = _common(week, ask, day)
        for start, end, edges in runs:
            length = min(ask.minutes, end - start)
            if length < (15 if ask.visit else ask.minutes):
                continue
            for begin in _begins(start, end, edges, length, visit=ask.visit):
                place = _place(week, ask, begin, length)
                if _free(week, ask.leader, place):
                    found.add(place)
    return sorted(found)


def _kinds(week: PlainWeek, teacher: str) -> Iterator[tuple[str, str, Span]]:
    """Block, kind of time and wall minutes of a teacher's day."""
    for name, kind in zip("1234", week.doing[teacher], strict=True):
        yield name, kind, BLOCKS[name]
    yield "PLC", "plc", BLOCKS["PLC"]
    yield "", "after school", AFTER_SCHOOL


def _wanted(ask: Ask, kind: str, week: PlainWeek) -> bool:
    if ask.visit:
        return kind == "teach"
    if kind == "prep" and week.prep_uses == 0:
        return False
    if kind == "after school" and ask.minutes > 60:
        return False
    return kind in ask.inside


def _time(week: PlainWeek, teacher: str, day: int, ask: Ask) -> list[Span]:
    """The teacher's stretches of wanted time, what her calendar holds taken out."""
    taken = sorted((start, end) for who, start, end in week.busy if who == teacher)
    left: list[Span] = []
    for _, kind, (first, last) in _kinds(week, teacher):
        if not _wanted(ask, kind, week):
            continue
        at, until = day * DAY + first, day * DAY + last
        for start, end in taken:
            if start < until and end > at:
                left.append((at, start))
                at = max(at, end)
        left.append((at, until))
    return [(start, end) for start, end in left if end - start >= SHORTEST]


def _common(week: PlainWeek, ask: Ask, day: int) -> list[tuple[int, int, set[int]]]:
    """Runs that all the teachers have, with the moments at which somebody's stretch begins."""
    runs: list[tuple[int, int, set[int]]] | None = None
    for teacher in ask.teachers:
        own: list[tuple[int, int, set[int]]] = []
        for start, end in _time(week, teacher, day, ask):
            if own and own[-1][1] == start:
                first, _, edges = own.pop()
                own.append((first, end, edges | {start}))
            else:
                own.append((start, end, {start}))
        if runs is None:
            runs = own
            continue
        runs = [
            (max(a, c), min(b, d), {e for e in left | right if max(a, c) <= e < min(b, d)})
            for a, b, left in runs
            for c, d, right in own
            if a < d and c < b
        ]
    return runs or []


def _begins(start: int, end: int, edges: set[int], length: int, *, visit: bool) -> set[int]:
    """A visit begins with the period or ends with a long one; a meeting begins or ends with a stretch, or a
    meeting's length after another beginning."""
    last = end - length
    if visit:
        return {start, last} if end - start >= length + 20 else {start}
    found = {last}
    for edge in {start, *edges}:
        found |= set(range(edge, last + 1, length))
        found |= {edge - length} if edge - length >= start else set()
    return found


def _place(week: PlainWeek, ask: Ask, start: int, length: int) -> Place:
    """The kind of time is the least convenient one that any teacher is in."""
    touched = [
        (name, kind)
        for teacher in ask.teachers
        for name, kind, (first, last) in _kinds(week, teacher)
        if first < start % DAY + length and start % DAY < last
    ]
    kinds = ["teach"] if ask.visit else [kind for _, kind in touched if kind in ask.inside]
    kind = "teach" if ask.visit else max(kinds, key=ask.inside.index)
    names = frozenset(name for name, _ in touched if name)
    return Place(start=start, end=start + length, kind=kind, blocks=names)


def _free(week: PlainWeek, coach: str, place: Place) -> bool:
    """Whether the coach works then and her calendar is free."""
    first, last = (place.day * DAY + edge for edge in WORKDAY)
    return (
        first <= place.start
        and place.end <= last
        and not any(
            who == coach and start < place.end and place.start < end
            for who, start, end in week.busy
        )
    )


def allowed(week: PlainWeek, chosen: Chosen) -> bool:
    """Whether a schedule breaks no rule."""
    placed = [
        (ask, place) for ask, place in zip(week.asks, chosen, strict=True) if place is not None
    ]
    placed.sort(key=lambda one: one[1].start)
    return (
        all(_apart(week, *first, *second) for first, second in combinations(placed, 2))
        and all(_in_order(week, chosen, ask, place) for ask, place in placed)
        and _agreed(week, placed)
        and all(
            _good_day(
                week, coach, [one for one in placed if coach in one[0].people and one[1].day == day]
            )
            for coach in COACHES
            for day in {place.day for _, place in placed}
        )
    )


def _apart(week: PlainWeek, ask: Ask, place: Place, other: Ask, later: Place) -> bool:
    """Whoever is in both is in one at a time, and has the drive between two schools in one day."""
    if set(ask.people).isdisjoint(other.people):
        return True
    drive = week.drive(ask.school, other.school) if place.day == later.day else 0
    return place.end + drive <= later.start


def _in_order(week: PlainWeek, chosen: Chosen, ask: Ask, place: Place) -> bool:
    if ask.after is None or ask.soft:
        return True
    earlier = chosen[ask.after]
    if earlier is None or earlier.end > place.start:
        return False
    return ask.within is None or place.day - earlier.day <= ask.within


def _agreed(week: PlainWeek, placed: Sequence[tuple[Ask, Place]]) -> bool:
    """Prep and after school as often as agreed, free time as far as prep minutes stay protected."""
    for teacher in SCHOOL_OF:
        used = [place for ask, place in placed if teacher in ask.teachers and not ask.visit]
        minutes = {kind: 5 * 45 * week.doing[teacher].count(kind) for kind in ("prep", "free")}
        spare = max(minutes["free"] - max(week.prep_minutes - minutes["prep"], 0), 0)
        if sum(place.kind == "prep" for place in used) > week.prep_uses:
            return False
        if sum(place.kind == "after school" for place in used) > week.after_school_uses:
            return False
        if sum(place.end - place.start for place in used if place.kind == "free") > spare:
            return False
    return True


def _good_day(week: PlainWeek, coach: str, placed: Sequence[tuple[Ask, Place]]) -> bool:
    """Visits, visits running, schools and lunch of one coach on one day."""
    visits = [place.start for ask, place in placed if ask.visit and ask.leader == coach]
    if len(visits) > week.visits_a_day or len({ask.school for ask, _ in placed}) > week.sites:
        return False
    reach = 45 * (week.running + 1)
    if any(
        sum(start <= other < start + reach for other in visits) > week.running for start in visits
    ):
        return False
    return not placed or _eats(week, placed)


def _eats(week: PlainWeek, placed: Sequence[tuple[Ask, Place]]) -> bool:
    """Whether some minute begins a whole lunch, at the school before it or at the one after it."""
    day = placed[0][1].day * DAY
    stops = [
        (day, day, ""),
        *((p.start, p.end, a.school) for a, p in placed),
        (day + DAY, day + DAY, ""),
    ]
    for (_, end, here), (start, _, there) in pairwise(stops):
        drive = week.drive(here, there) if here and there else 0
        for begin in range(day + LUNCH_BETWEEN[0], day + LUNCH_BETWEEN[1] - week.lunch + 1, 5):
            eats_first = end <= begin and begin + week.lunch + drive <= start
            drives_first = end + drive <= begin and begin + week.lunch <= start
            if eats_first or drives_first:
                return True
    return False


def cost(week: PlainWeek, chosen: Chosen) -> tuple[int, int]:
    """The worth left out, and the whole price with it."""
    left = sum(ask.worth for ask, place in zip(week.asks, chosen, strict=True) if place is None)
    placed = [
        (ask, place) for ask, place in zip(week.asks, chosen, strict=True) if place is not None
    ]
    price = 10 * len({(ask.leader, ask.school, place.day) for ask, place in placed})
    for ask, place in placed:
        price += 0 if ask.visit else 2 * ask.inside.index(place.kind)
        price += 5 if ask.weekday not in (None, place.day) else 0
        price += 2 * sum(who in ask.teachers and name in place.blocks for who, name in week.avoided)
        earlier = None if ask.after is None else chosen[ask.after]
        if earlier is None:
            continue
        if ask.soft:
            price += 3 if place.start < earlier.end else 0
        else:
            price += (0, 1, 6)[min(place.day - earlier.day, 2)]
    return left, left + price


def every_schedule(week: PlainWeek) -> Iterator[Chosen]:
    """Each ask somewhere or nowhere, allowed or not."""
    return product(*((None, *places(week, ask)) for ask in week.asks))


def how_many(week: PlainWeek) -> int:
    """How many schedules there are to try."""
    count = 1
    for ask in week.asks:
        count *= len(places(week, ask)) + 1
    return count


def best(week: PlainWeek) -> tuple[int, int]:
    """The least worth that has to be left out, and the lowest price with it."""
    return min(cost(week, chosen) for chosen in every_schedule(week) if allowed(week, chosen))
