"""The choices a search has: one yes-or-no per activity and slot, and the words in which rules are posted.

One of the few files that know OR-Tools. Rules say `at_most`, `only_with`, `never_before`; what already stands
is an option that is always chosen, so that a rule never treats it apart.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from ortools.sat.python import cp_model

from scheduler.district import District, PersonId, Role, SchoolId
from scheduler.inspection import Distances, Placement
from scheduler.model import Activity, ActivityId, Kind, Slot
from scheduler.schoolday import SchoolDays
from scheduler.search.numbers import keep_each_to, keep_open, keep_to_sites, room_beside
from scheduler.search.routes import Routes, routes
from scheduler.slots.candidates import Candidates
from scheduler.telling import Telling
from scheduler.timetabled import Timetable

Literal = cp_model.IntVar


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Option:
    """An activity in one slot; `chosen` is None for what already stands."""

    activity: Activity
    start: datetime
    end: datetime
    day: date
    people: tuple[PersonId, ...]
    placement: Placement
    chosen: Literal | None

    @property
    def school(self) -> SchoolId | None:
        return self.placement.slot.school


class Choices:
    """The options of some activities beside what already stands, in one model."""

    def __init__(
        self,
        candidates: Sequence[Candidates],
        standing: Iterable[Placement],
        district: District,
        days: SchoolDays,
        before: Mapping[ActivityId, Slot] | None = None,
        *,
        telling: Telling | None = None,
        missed: frozenset[ActivityId] = frozenset(),
    ) -> None:
        self.district = district
        self.days = days
        self.before = before or {}
        self.telling = telling or Telling()
        self.missed = missed
        self.distances = Distances(district)
        self.timetable = Timetable(district, days)
        self.model = cp_model.CpModel()
        self.options: list[Option] = []
        self.left_out: dict[ActivityId, Literal] = {}
        self.offered: dict[ActivityId, Activity] = {}
        self.charges: list[tuple[int, Literal]] = []
        self.constant = 0
        self.counts = 1
        """How many times the wish being posted counts."""
        self.not_open: dict[tuple[PersonId, date], list[Literal]] = {}
        """The blocks of a coach's date that are not open, each paid for once."""
        self._site_days: dict[tuple[PersonId, SchoolId, date], Literal] = {}
        for one in candidates:
            self._offer(one)
        self.options += [self._standing(placement) for placement in standing]

    def _offer(self, one: Candidates) -> None:
        """An activity takes one of its slots or is left out, at the price of its worth."""
        activity = one.activity
        found = [self.an_option(activity, slot) for slot in one.slots]
        self.options += found
        left_out = self.model.new_bool_var(f"{activity.id} left out")
        self.left_out[activity.id] = left_out
        self.offered[activity.id] = activity
        self.model.add_exactly_one(
            *(option.chosen for option in found if option.chosen is not None), left_out
        )
        self.charge(activity.worth, left_out)

    def an_option(self, activity: Activity, slot: Slot) -> Option:
        """An option of its own; nothing is asked of it yet."""
        people = tuple(dict.fromkeys((*activity.required, *slot.coming)))
        day = self.days.date_of(slot.start)
        return Option(
            activity=activity,
            start=slot.start,
            end=slot.end,
            day=day,
            people=people,
            placement=Placement(activity=activity, slot=slot, people=people, day=day),
            chosen=self.model.new_bool_var(f"{activity.id}@{slot.start:%d %H:%M}"),
        )

    @staticmethod
    def _standing(placement: Placement) -> Option:
        return Option(
            activity=placement.activity,
            start=placement.slot.start,
            end=placement.slot.end,
            day=placement.day,
            people=placement.people,
            placement=placement,
            chosen=None,
        )

    @cached_property
    def by_activity(self) -> Mapping[ActivityId, list[Option]]:
        found: dict[ActivityId, list[Option]] = defaultdict(list)
        for option in self.options:
            found[option.activity.id].append(option)
        return found

    @cached_property
    def by_person_day(self) -> Mapping[tuple[PersonId, date], list[Option]]:
        """Each person's options of a date in order of time; only where something is to be chosen."""
        found: dict[tuple[PersonId, date], list[Option]] = defaultdict(list)
        for option in self.options:
            for person in option.people:
                found[person, option.day].append(option)
        return {
            key: sorted(options, key=lambda option: (option.start, option.end))
            for key, options in found.items()
            if any(option.chosen is not None for option in options)
        }

    def by_leader_day(self) -> Mapping[tuple[PersonId, date], list[Option]]:
        """The days of the people who lead something: the coaches."""
        leaders = {option.activity.leader for option in self.options if option.chosen is not None}
        return {key: found for key, found in self.by_person_day.items() if key[0] in leaders}

    def at_most(self, count: int, options: Iterable[Option]) -> None:
        """No more than `count` of the options; what stands counts, and nothing is added beyond it."""
        known = list(options)
        free = [option.chosen for option in known if option.chosen is not None]
        room = max(count - (len(known) - len(free)), 0)
        if len(free) <= room:
            return
        if room == 1:
            self.model.add_at_most_one(free)
        elif room == 0:
            for chosen in free:
                self.model.add(chosen == 0)
        else:
            self.model.add(sum(free) <= room)

    def at_most_minutes(self, minutes: int, options: Iterable[tuple[int, Option]]) -> None:
        """The minutes of the chosen options, each with its own number, stay within a limit."""
        room, terms = room_beside(minutes, options)
        if sum(length for length, _ in terms) > room:
            self.model.add(sum(length * chosen for length, chosen in terms) <= room)

    def keep_to(self, number: str, options: Iterable[Option]) -> None:
        """No more of the options than this number of the contract; where it is soft, each beyond it costs."""
        self.keep_each_to(number, [[(1, option) for option in options]])

    def keep_each_to(self, number: str, sets: Iterable[Sequence[tuple[int, Option]]]) -> None:
        """The same for several sets of options, which may count more than once; the fullest pays."""
        keep_each_to(self, number, list(sets))

    def only_with(self, options: Sequence[Option], others: Sequence[Option]) -> None:
        """One activity is placed only if the other is."""
        stands = any(other.chosen is None for other in others)
        if not stands and any(option.chosen is not None for option in options):
            self.model.add(_how_many(options) <= _how_many(others))

    def never_before(self, earlier: Sequence[Option], later: Sequence[Option]) -> None:
        """The later activity does not start before the earlier one has ended.

        In cumulative form, one line for each end: ends there or after, and begins before.
        """
        for over, begun in _before(earlier, later):
            self.at_most(1, [*over, *begun])

    def never_far(
        self,
        earlier: Sequence[Option],
        later: Sequence[Option],
        far: Callable[[date, date], bool],
    ) -> None:
        """The later activity's date is not far from the earlier one's."""
        for firsts, thens in _far(earlier, later, far):
            self.at_most(1, [*firsts, *thens])

    def site_days(self) -> Mapping[tuple[PersonId, SchoolId, date], Literal]:
        """Whether a coach is at a school on a date; made once, for the rule and for the price.

        Of options that share an instant one at most is chosen, so their sum bounds the flag from below;
        so do the visits at the school, of which a date holds only so many. Without both the search
        proves little.
        """
        if not self._site_days:
            for key, options in self._at_sites.items():
                self._site_days[key] = self._site_day(
                    key[0], "{} at {} on {}".format(*key), options
                )
        return self._site_days

    def _site_day(self, coach: PersonId, name: str, options: Sequence[Option]) -> Literal:
        flag = self.model.new_bool_var(name)
        if any(option.chosen is None for option in options):
            self.model.add(flag == 1)
            return flag
        for together in self.overlapping(options):
            self.model.add(_how_many(together) <= flag)
        visits = [
            option
            for option in options
            if option.activity.kind is Kind.VISIT and option.activity.leader == coach
        ]
        limits = self.district.limits
        if len(visits) > limits.visits_a_day and "visits_a_day" not in limits.soft:
            self.model.add(_how_many(visits) <= limits.visits_a_day * flag)
        return flag

    @cached_property
    def _at_sites(self) -> Mapping[tuple[PersonId, SchoolId, date], list[Option]]:
        """A coach's options at a school on a date, in order of time as `overlapping` needs them."""
        found: dict[tuple[PersonId, SchoolId, date], list[Option]] = defaultdict(list)
        for option in self.options:
            for person in option.people:
                if option.school and self.district.people[person].role is Role.COACH:
                    found[person, option.school, option.day].append(option)
        return {
            key: sorted(options, key=lambda option: (option.start, option.end))
            for key, options in found.items()
            if (key[0], key[2]) in self.by_person_day
        }

    def keep_to_sites(self) -> None:
        """A coach is at no more schools on a date than the contract says; where more already stand, at no
        new one. Where the number is soft, each school beyond it costs."""
        keep_to_sites(self, self._at_sites)

    @cached_property
    def routes(self) -> Routes:
        """Where coaches drive, and what takes their time."""
        return routes(self)

    def charge(self, points: int, literal: Literal) -> None:
        """Points that the schedule costs when the literal is yes."""
        if points * self.counts:
            self.charges.append((points * self.counts, literal))

    @staticmethod
    def overlapping(options: Sequence[Option]) -> Iterator[list[Option]]:
        """The largest sets of options that share an instant; `options` come in order of start."""
        active: list[Option] = []
        for option in options:
            still = [other for other in active if other.end > option.start]
            if len(still) < len(active):
                yield active
            active = [*still, option]
        if active:
            yield active

    def take_one(self, options: Sequence[Option]) -> None:
        """Exactly one of these is taken; they stand beside the person's other options of the date."""
        for option in options:
            for person in option.people:
                known = self.by_person_day[person, option.day]
                known.append(option)
                known.sort(key=lambda each: (each.start, each.end))
        self.model.add_exactly_one(option.chosen for option in options if option.chosen is not None)

    def keep_open(
        self,
        whose: tuple[PersonId, date],
        school: SchoolId,
        taken: Sequence[tuple[int, Option]],
        room: int,
    ) -> None:
        """On a date on which a coach is at the school, her options take no more minutes than `room`, or than
        what stands there took. Where the number is soft, each block short of it costs, once a date."""
        keep_open(self, whose, school, taken, room)

    def charge_option(self, points: int, option: Option) -> None:
        """Points that an option costs; what stands costs the same whatever is chosen."""
        if option.chosen is None:
            self.constant += points * self.counts
        else:
            self.charge(points, option.chosen)

    def charge_when_far(
        self,
        points: int,
        name: str,
        earlier: Sequence[Option],
        later: Sequence[Option],
        far: Callable[[date, date], bool],
    ) -> None:
        """Points when the later activity's date is far from the earlier one's.

        In cumulative form: earlier on D or before, and later on a date far from D, only with the charge.
        """
        late = self.model.new_bool_var(name)
        for firsts, thens in _far(earlier, later, far):
            self.model.add(_how_many(firsts) + _how_many(thens) <= 1 + late)
        self.charge(points, late)

    def charge_when_both(self, points: int, name: str, one: Literal, other: Literal) -> None:
        """Points when both are yes."""
        both = self.model.new_bool_var(name)
        self.model.add(one + other <= 1 + both)
        self.charge(points, both)

    def charge_when_before(
        self, points: int, name: str, earlier: Sequence[Option], later: Sequence[Option]
    ) -> None:
        """Points when the later activity starts before the earlier one has ended."""
        wrong = self.model.new_bool_var(name)
        for over, begun in _before(earlier, later):
            self.model.add(_how_many(over) + _how_many(begun) <= 1 + wrong)
        self.charge(points, wrong)

    def ask_to_place(self) -> None:
        """Ask for the least worth left out, and for nothing else yet."""
        self.model.clear_objective()  # type: ignore[no-untyped-call]  # OR-Tools leaves it untyped
        self.model.minimize(self._left_out_worth())

    def ask_for_the_lowest_price(self, left_out_worth: int) -> None:
        """Ask for the lowest sum of all charges with no more left out than that."""
        self.model.add(self._left_out_worth() <= left_out_worth)
        self.model.clear_objective()  # type: ignore[no-untyped-call]  # OR-Tools leaves it untyped
        self.model.minimize(
            cp_model.LinearExpr.weighted_sum(
                [literal for _, literal in self.charges], [points for points, _ in self.charges]
            )
            + self.constant
        )

    def price_of(self, chosen: Callable[[Literal], bool]) -> int:
        """What a solution costs by the charges posted."""
        return self.constant + sum(points for points, literal in self.charges if chosen(literal))

    def _left_out_worth(self) -> cp_model.LinearExpr:
        worth = [self.offered[key].worth for key in self.left_out]
        return cp_model.LinearExpr.weighted_sum(list(self.left_out.values()), worth)

    def hint_all(self, solution: Sequence[int]) -> None:
        """Start from a solution of this model: a value for each variable, in the model's order."""
        self.model.clear_hints()  # type: ignore[no-untyped-call]  # OR-Tools leaves it untyped
        for index, value in enumerate(solution):
            self.model.add_hint(self.model.get_bool_var_from_proto_index(index), value)


def _how_many(options: Sequence[Option]) -> cp_model.LinearExpr:
    """How many of the options are chosen or stand."""
    stands = sum(1 for option in options if option.chosen is None)
    free = [option.chosen for option in options if option.chosen is not None]
    return cp_model.LinearExpr.sum([*free, stands])


def _before(
    earlier: Sequence[Option], later: Sequence[Option]
) -> Iterator[tuple[list[Option], list[Option]]]:
    """For each end of the earlier activity: its options that end then or after, the later's begun by then."""
    for end in sorted({option.end for option in earlier}):
        begun = [option for option in later if option.start < end]
        if begun:
            yield [option for option in earlier if option.end >= end], begun


def _far(
    earlier: Sequence[Option], later: Sequence[Option], far: Callable[[date, date], bool]
) -> Iterator[tuple[list[Option], list[Option]]]:
    """For each date of the earlier activity: its options by then, the later's on dates far from it."""
    dates = sorted({option.day for option in later})
    for day in sorted({option.day for option in earlier}):
        distant = {date for date in dates if date > day and far(day, date)}
        if distant:
            yield (
                [option for option in earlier if option.day <= day],
                [option for option in later if option.day in distant],
            )
