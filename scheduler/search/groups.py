"""The groups that a search is dealt out to when its best possible is asked: values, before any search.

What a coach's day at a school costs is paid once: by the group whose week it is in, unless two groups of a
lane share it. The events that several coaches share stand beside each week in which they may be.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from scheduler.district import PersonId, SchoolId
from scheduler.model import Activity, ActivityId, Slot
from scheduler.naming import monday_of
from scheduler.schoolday import SchoolDays
from scheduler.search.partition import Search, by_leader, shared_events, weeks

SiteDay = tuple[PersonId, SchoolId, date]

Shares = Mapping[SiteDay, int]
"""The points that a group pays for days at schools of which another pays the rest."""

Dates = tuple[date, date]
"""From a date up to another, which is not among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Activities looked at apart; it pays for each coach's days at schools on `pays`, but for `stands`.

    `found` is where the schedule that is judged has its activities. Those `beside` are of another group:
    they take their people's time here and cost nothing. A `whole` group leaves out nothing of its own.
    """

    search: Search
    beside: tuple[Activity, ...] = ()
    pays: Mapping[PersonId, Sequence[Dates]] = field(default_factory=dict)
    stands: frozenset[SiteDay] = frozenset()
    found: Mapping[ActivityId, Slot] = field(default_factory=dict)
    whole: bool = False

    @property
    def all_here(self) -> tuple[Activity, ...]:
        return (*self.search.activities, *self.beside)

    @property
    def dates(self) -> Dates:
        """From the first date of its own windows to the last, which is among them."""
        windows = [one.window for one in self.search.activities]
        return min(one.first for one in windows), max(one.last for one in windows)

    def is_free(self, site_day: SiteDay) -> bool:
        """Whether a coach's day at a school is another group's to pay, or paid already."""
        person, _, day = site_day
        paid = any(first <= day < end for first, end in self.pays.get(person, ()))
        return site_day in self.stands or not paid

    def share(self, site_day: SiteDay, points: int, shares: Shares) -> int:
        """What it pays for a coach's day at a school that costs so many points in all."""
        if site_day in self.stands:
            return 0
        return shares.get(site_day, 0 if self.is_free(site_day) else points)


def groups_of(search: Search, *, all_placed: bool = False) -> list[Group]:
    """The groups of a search; of each coach's days at schools every one is paid for by one group at most.

    With `all_placed` the bound is of schedules that leave nothing out, and shared events stand beside weeks.
    """
    return [group for chain in chains_of(search, all_placed=all_placed) for group in chain]


def chains_of(search: Search, *, all_placed: bool = False) -> list[tuple[Group, ...]]:
    """The groups, those of one lane together and in order of time, as they may share days at schools."""
    days = SchoolDays(search.district)
    stands = frozenset(
        (person, slot.school, days.date_of(slot.start))
        for key, slot in search.standing.items()
        for person in (*search.known[key].required, *slot.coming)
        if slot.school
    )
    chains = [*_of_shared_events(search), *_of_lanes(search)]
    paid = iter(_who_pays([part for chain in chains for part in chain]))
    return [
        tuple(_group(search, part, next(paid), stands, all_placed=all_placed) for part in chain)
        for chain in chains
    ]


def _group(
    search: Search,
    part: Search,
    pays: Mapping[PersonId, Sequence[Dates]],
    stands: frozenset[SiteDay],
    *,
    all_placed: bool,
) -> Group:
    apart = Group(search=_apart(part), pays=pays, stands=stands, whole=all_placed)
    if not all_placed or part.activities[0].shared:
        return apart
    beside = _beside(search, apart)
    return replace(apart, beside=beside, search=_with_words_on(search, apart.search, beside))


def _beside(search: Search, group: Group) -> tuple[Activity, ...]:
    """The shared events that a week's people may have within its dates."""
    people = {person for one in group.search.activities for person in one.people}
    first, last = group.dates
    return tuple(
        replace(one, after=())
        for one in search.activities
        if one.shared
        and not people.isdisjoint(one.people)
        and one.window.first <= last
        and first <= one.window.last
    )


def _with_words_on(search: Search, part: Search, beside: Sequence[Activity]) -> Search:
    """The part, knowing of what is beside it what the search knows: pins, refusals, people's busy time."""
    ids = {one.id for one in beside}
    people = {person for one in beside for person in one.people}
    people |= {one.person for one in part.busy}
    return replace(
        part,
        pins=(*part.pins, *(one for one in search.pins if one.activity in ids)),
        exclusions=(*part.exclusions, *(one for one in search.exclusions if one.activity in ids)),
        busy=tuple(one for one in search.busy if one.person in people),
    )


def _who_pays(parts: Sequence[Search]) -> list[dict[PersonId, list[Dates]]]:
    """For each group the dates of people that it pays for, no date twice: from its Monday to the Monday of
    their next group, or to the end of its windows. The rest is the shared events', each from its first date
    to that of the next."""
    found: list[dict[PersonId, list[Dates]]] = [{} for _ in parts]
    turns: dict[PersonId, list[tuple[date, int]]] = defaultdict(list)
    apart: dict[PersonId, list[tuple[date, int]]] = defaultdict(list)
    for number, part in enumerate(parts):
        first = min(activity.window.first for activity in part.activities)
        for person in {person for one in part.activities for person in one.people}:
            if part.activities[0].shared:
                apart[person].append((first, number))
            else:
                turns[person].append((monday_of(first), number))
    weeks_of: dict[PersonId, Dates] = {}
    for person, turn in turns.items():
        last = parts[max(turn)[1]]
        end = max(one.window.last for one in last.activities) + timedelta(days=1)
        weeks_of[person] = min(turn)[0], end
        for number, span in _one_after_another(turn, end):
            found[number][person] = [span]
    for person, turn in apart.items():
        (_, number), *later = sorted(turn)
        from_ever = [(date.min, number), *later]
        for number, span in _one_after_another(from_ever, date.max):
            found[number][person] = list(_without(span, weeks_of.get(person)))
    return found


def _one_after_another(turn: Sequence[tuple[date, int]], end: date) -> Iterator[tuple[int, Dates]]:
    """Each group's dates, from its own beginning to that of the next."""
    ordered = sorted(turn)
    begins = [*(begin for begin, _ in ordered), end]
    for (_, number), span in zip(ordered, pairwise(begins), strict=True):
        yield number, span


def _without(span: Dates, other: Dates | None) -> Iterator[Dates]:
    if other is None:
        yield span
        return
    first, end = span
    if first < min(end, other[0]):
        yield first, min(end, other[0])
    if max(first, other[1]) < end:
        yield max(first, other[1]), end


def _of_lanes(search: Search) -> list[list[Search]]:
    return [
        [replace(lane, activities=week) for week in weeks(lane.activities)]
        for _, lane in by_leader(search)
    ]


def _of_shared_events(search: Search) -> list[list[Search]]:
    """Shared events whose dates touch are one group; groups far from each other share no date."""
    shared = shared_events(search)
    if shared is None:
        return []
    found: list[list[Activity]] = []
    last = date.min
    for activity in sorted(shared.activities, key=lambda one: (one.window.first, one.id)):
        if not found or activity.window.first > last:
            found.append([])
        found[-1].append(activity)
        last = max(last, activity.window.last)
    return [[replace(shared, activities=tuple(together))] for together in found]


def _apart(part: Search) -> Search:
    """The part as if nothing else were there: nothing stands, and nothing follows what is elsewhere."""
    ids = {activity.id for activity in part.activities}
    own = tuple(
        replace(one, after=tuple(after for after in one.after if after.earlier in ids))
        for one in part.activities
    )
    return replace(part, activities=own, standing={}, known={})
