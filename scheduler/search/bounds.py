"""How good a schedule is at best: what no schedule can pass, for the whole of a search at once.

Why it holds. The activities are dealt out to groups: the shared events, and each lane's weeks. Each group is
solved as if nothing else were there, not even what stands. A schedule of everything, seen group by group,
keeps every rule in each of them: rules forbid things together, so fewer activities break none. So none
leaves out less than the groups leave out at least, added up.

Prices add up as well, once nothing is counted twice. What activities and pairs of them cost belongs to the
group that holds them; a step that follows another directly is in the other's group, so a Monday debrief of a
Friday visit is. Pairs across groups are let off. A coach's day at a school may serve two groups, such as that
Monday: the group of that week pays for it, for the others it is free, and for all of them where she stands
there already; in weeks of which she has no group the shared events pay. What goes beyond soft limits is let
off. What stands is taken off the price found. Nothing found is fixed anywhere, the times of the shared events
included: a search starts from what was found, and may leave it.

Where nothing is left out, a week's group has the shared events beside it that its people may have then. They
follow nothing and cost nothing there, but for the days at schools; they take the times in the week that suit
it best, and may be elsewhere if any of their times is. A schedule that leaves nothing out, seen by the group
and what is beside it, keeps every rule of those still.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import pairwise

from ortools.sat.python import cp_model

from scheduler.district import PersonId, SchoolId
from scheduler.model import Activity, ActivityId, Kind, Schedule, Slot
from scheduler.naming import monday_of
from scheduler.peoples_time.availability import Availability
from scheduler.prices.every import TERMS
from scheduler.referee.review import review
from scheduler.rules.every import RULES
from scheduler.schoolday import SchoolDays
from scheduler.search.choices import Choices
from scheduler.search.find_times import Times, inspection_of
from scheduler.search.lanes import DIED
from scheduler.search.levels import LEFT_OUT, PRICE, Level
from scheduler.search.partition import Search, by_leader, shared_events, weeks
from scheduler.search.solve import hint_slots, price_solver
from scheduler.slots.candidates import Candidates, Sieve

EFFORT = 0.5
"""Deterministic time for one group; what is not proven then is a weaker bound, and still one."""
LEAST = 0.1
"""Seconds a group gets even when the time is over."""

SiteDay = tuple[PersonId, SchoolId, date]


Dates = tuple[date, date]
"""From a date up to another, which is not among them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Activities looked at apart; it pays for each coach's days at schools on `pays`, but for `stands`.

    `found` is where the schedule that is judged has its activities. Those `beside` are of another group:
    they take their people's time here and cost nothing.
    """

    search: Search
    beside: tuple[Activity, ...] = ()
    pays: Mapping[PersonId, Sequence[Dates]] = field(default_factory=dict)
    stands: frozenset[SiteDay] = frozenset()
    found: Mapping[ActivityId, Slot] = field(default_factory=dict)
    effort: float = EFFORT
    seconds: float = 60.0

    @property
    def all_here(self) -> tuple[Activity, ...]:
        return (*self.search.activities, *self.beside)

    def is_free(self, site_day: SiteDay) -> bool:
        """Whether a coach's day at a school costs the group nothing."""
        person, _, day = site_day
        paid = any(first <= day < end for first, end in self.pays.get(person, ()))
        return site_day in self.stands or not paid


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """What a group leaves out at least, in worth; what it costs at least; what of that is no choice."""

    left_out: int = 0
    price: int = 0
    unavoidable: int = 0
    effort: float = 0.0


def levels(
    search: Search,
    times: Times,
    *,
    executor: Executor,
    left: Callable[[], float],
    effort: float = EFFORT,
    parallel: int = 1,
) -> tuple[Level, ...]:
    """How a schedule found for a search stands to the best possible: worth left out, then price.

    Values are of what was looked for, without what stands by itself. A group whose process dies counts
    as costing nothing.
    """
    placed = times.schedule.placed
    missing = sum(one.worth for one in search.activities if one.id not in placed)
    groups = groups_of(search, all_placed=not missing)
    seconds = max(left() / max(1.0, len(groups) / parallel), LEAST)
    asked = [
        replace(
            one,
            found={own.id: placed[own.id] for own in one.all_here if own.id in placed},
            effort=effort,
            seconds=seconds,
        )
        for one in groups
    ]
    found = _answers(asked, executor)
    alone = Schedule(activities=search.known, placed=search.standing)
    stands = review(inspection_of(search, alone)).total
    return (
        Level(name=LEFT_OUT, value=missing, bound=sum(one.left_out for one in found)),
        Level(
            name=PRICE,
            value=times.verdict.total - stands,
            bound=sum(one.price for one in found),
            unavoidable=sum(one.unavoidable for one in found),
        ),
    )


def groups_of(search: Search, *, all_placed: bool = False) -> list[Group]:
    """The groups of a search; of each coach's days at schools every one is paid for by one group at most.

    With `all_placed` the bound is of schedules that leave nothing out, and shared events stand beside weeks.
    """
    days = SchoolDays(search.district)
    stands = frozenset(
        (person, slot.school, days.date_of(slot.start))
        for key, slot in search.standing.items()
        for person in (*search.known[key].required, *slot.coming)
        if slot.school
    )
    parts = _parts(search)
    pays = _who_pays(parts)
    return [
        Group(
            search=_apart(one),
            beside=_beside(search, one) if all_placed else (),
            pays=pays[number],
            stands=stands,
        )
        for number, one in enumerate(parts)
    ]


def _beside(search: Search, part: Search) -> tuple[Activity, ...]:
    """The shared events that a week's people may have within its dates."""
    if part.activities[0].shared:
        return ()
    people = {person for one in part.activities for person in one.people}
    first, last = _dates(part)
    return tuple(
        replace(one, after=())
        for one in search.activities
        if one.shared
        and not people.isdisjoint(one.people)
        and one.window.first <= last
        and first <= one.window.last
    )


def _dates(part: Search) -> tuple[date, date]:
    """The first and the last date of its windows."""
    windows = [one.window for one in part.activities]
    return min(one.first for one in windows), max(one.last for one in windows)


def _who_pays(parts: Sequence[Search]) -> list[dict[PersonId, list[Dates]]]:
    """For each group the dates of people that it pays for, no date twice: from its Monday to the Monday of
    their next group, or to the end of its windows. The rest is the shared events'."""
    found: list[dict[PersonId, list[Dates]]] = [{} for _ in parts]
    turns: dict[PersonId, list[tuple[date, int]]] = defaultdict(list)
    for number, part in enumerate(parts):
        monday = min(monday_of(activity.window.first) for activity in part.activities)
        for person in {person for one in part.activities for person in one.people}:
            if part.activities[0].shared:
                found[number][person] = [(date.min, date.max)]
            else:
                turns[person].append((monday, number))
    for person, turn in turns.items():
        numbers = [number for _, number in sorted(turn)]
        end = max(one.window.last for one in parts[numbers[-1]].activities) + timedelta(days=1)
        begins = [*(monday for monday, _ in sorted(turn)), end]
        for number, span in zip(numbers, pairwise(begins), strict=True):
            found[number][person] = [span]
        for own in found:
            if own.get(person) == [(date.min, date.max)]:
                own[person] = [(date.min, begins[0]), (end, date.max)]
    return found


def _parts(search: Search) -> list[Search]:
    shared = shared_events(search)
    lanes = [
        replace(lane, activities=week)
        for _, lane in by_leader(search)
        for week in weeks(lane.activities)
    ]
    return [*([shared] if shared is not None else []), *lanes]


def _apart(part: Search) -> Search:
    """The part as if nothing else were there: nothing stands, and nothing follows what is elsewhere."""
    ids = {activity.id for activity in part.activities}
    own = tuple(
        replace(one, after=tuple(after for after in one.after if after.earlier in ids))
        for one in part.activities
    )
    return replace(part, activities=own, standing={}, known={})


def _offered(group: Group, days: SchoolDays) -> tuple[list[Candidates], frozenset[ActivityId]]:
    """The slots of all that is in the group, and what stands beside and may be elsewhere or nowhere."""
    search = group.search
    sieve = Sieve(
        Availability(search.district, days, search.busy),
        published=search.published,
        pins=search.pins,
        exclusions=search.exclusions,
    )
    offered = [sieve.candidates(activity) for activity in search.activities]
    first, last = _dates(search)
    elsewhere: set[ActivityId] = set()
    for activity in group.beside:
        found = sieve.candidates(activity)
        near = tuple(one for one in found.slots if first <= days.date_of(one.start) <= last)
        if near:
            offered.append(replace(found, slots=near))
        if len(near) < len(found.slots):
            elsewhere.add(activity.id)
    return offered, frozenset(elsewhere)


def bound(group: Group) -> Bound:
    """The bounds of one group; runs in a process of its own, so values come in and go out."""
    choices = _choices(group)
    left_out, spent = _left_out(choices, group)
    hint_slots(choices, group.found)
    choices.ask_for_the_lowest_price(sum(one.worth for one in choices.offered.values()))
    pricing = price_solver(group.search.seed, group.effort, group.seconds)
    pricing.solve(choices.model)
    return Bound(
        left_out=left_out,
        price=_bound_of(pricing),
        unavoidable=left_out + _unavoidable(choices, group),
        effort=spent + pricing.response_proto.deterministic_time,
    )


def _left_out(choices: Choices, group: Group) -> tuple[int, float]:
    """What it leaves out at least, and the work to learn it: none where the schedule leaves nothing out."""
    if all(activity.id in group.found for activity in group.search.activities):
        return 0, 0.0
    choices.ask_to_place()
    placing = price_solver(group.search.seed, group.effort, group.seconds)
    placing.solve(choices.model)
    return _bound_of(placing), placing.response_proto.deterministic_time


def _choices(group: Group) -> Choices:
    """The group's model; what rules charge beyond soft limits, and free days at schools, cost nothing."""
    search = group.search
    days = SchoolDays(search.district)
    offered, elsewhere = _offered(group, days)
    choices = Choices(
        offered,
        (),
        search.district,
        days,
        search.before,
        telling=search.telling,
        missed=search.missed,
    )
    charged, constant = list(choices.charges), choices.constant
    for rule in sorted(RULES, key=lambda rule: not rule.adds_options):
        rule.post(choices)
    choices.charges, choices.constant = charged, constant
    for term in TERMS:
        term.post(choices)
    free = {literal.index for key, literal in choices.site_days().items() if group.is_free(key)}
    for activity in group.beside:
        left_out = choices.left_out.get(activity.id)
        if left_out is None:
            continue
        own = [one.chosen for one in choices.by_activity[activity.id] if one.chosen is not None]
        free |= {left_out.index, *(chosen.index for chosen in own)}
        if activity.id not in elsewhere:
            choices.model.add(left_out == 0)
    choices.charges = [one for one in choices.charges if one[1].index not in free]
    return choices


def _bound_of(solver: cp_model.CpSolver) -> int:
    """What a search proved at least; nothing where it did not come that far."""
    if solver.response_proto.status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return 0
    return max(round(solver.best_objective_bound), 0)


def _unavoidable(choices: Choices, group: Group) -> int:
    """What each activity's cheapest time costs, and the days that visits at one school need at least."""
    costs: Counter[int] = Counter()
    for points, literal in choices.charges:
        costs[literal.index] += points
    least = 0
    visits: Counter[tuple[PersonId, SchoolId]] = Counter()
    for activity in group.search.activities:
        key = activity.id
        options = [one for one in choices.by_activity.get(key, ()) if one.chosen is not None]
        if not options:
            continue
        least += min(costs[one.chosen.index] for one in options if one.chosen is not None)
        schools = {one.school for one in options if one.school}
        days = {(activity.leader, one.school, one.day) for one in options if one.school}
        if activity.kind is Kind.VISIT and len(schools) == 1 and not any(map(group.is_free, days)):
            visits[activity.leader, schools.pop()] += 1
    day = max((costs[flag.index] for flag in choices.site_days().values()), default=0)
    cap = max(choices.district.limits.visits_a_day, 1)
    return least + day * sum(-(-count // cap) for count in visits.values())


def _answers(groups: Sequence[Group], executor: Executor) -> list[Bound]:
    futures: list[Future[Bound]] = []
    found: list[Bound] = []
    try:
        futures = [executor.submit(bound, one) for one in groups]
    except DIED:
        return found
    for future in futures:
        try:
            found.append(future.result())
        except DIED:
            found.append(Bound())
    return found
