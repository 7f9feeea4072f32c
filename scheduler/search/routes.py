"""Where a coach drives on a date, as far as it is still to be chosen: switches of school, and ways back.

Her options of a date are laid in order of time and cut where the school changes. A literal here is only held
from below: it is yes where the chosen times make it so, and no wherever that is cheaper. So it may be charged
for, and never be rewarded.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from scheduler.district import PersonId, Role, SchoolId
from scheduler.naming import monday_of
from scheduler.peoples_time.roads import drive_minutes, place_in_day

if TYPE_CHECKING:
    from scheduler.search.choices import Choices, Literal, Option


@dataclass(frozen=True, slots=True, kw_only=True)
class Switch:
    """A coach's drive from one school to another on a date, `taken` or not."""

    coach: PersonId
    day: date
    origin: SchoolId
    to: SchoolId
    taken: Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """What may take a coach's time in a week, in minutes each; `known` is taken whatever is chosen, `most` is
    more than can come to it."""

    known: int
    free: tuple[tuple[int, Literal], ...]
    most: int


@dataclass(slots=True, kw_only=True)
class _Day:
    """One coach's date while it is walked through: at which school she was last, which she has left."""

    choices: Choices
    coach: PersonId
    day: date
    last: dict[SchoolId, Literal] = field(default_factory=dict)
    left: dict[SchoolId, Literal] = field(default_factory=dict)

    def walk(self, options: Sequence[Option]) -> Iterator[tuple[list[Switch], Literal | None]]:
        """For each stretch at a school the switches that may lead to it, and whether it is a way back."""
        for school, there in groupby(options, key=lambda option: option.school):
            if school is None:
                continue
            here = self._any_of([*there])
            back = None
            if school in self.left:
                back = self._new("back")
                self._at_least(back, here, self.left[school])
            yield self._come_to(school, here), back

    def _come_to(self, school: SchoolId, here: Literal) -> list[Switch]:
        model, found = self.choices.model, list[Switch]()
        for other, last in self.last.items():
            if other == school:
                continue
            still = self._new("still last")
            taken = self._new("switch")
            self._at_least(taken, last, here)
            model.add(still >= last - here)
            self.last[other] = still
            left = self._new("left")
            model.add_implication(taken, left)
            if other in self.left:
                model.add_implication(self.left[other], left)
            self.left[other] = left
            found.append(
                Switch(coach=self.coach, day=self.day, origin=other, to=school, taken=taken)
            )
        if school in self.left:
            left = self._new("left")
            model.add(left >= self.left[school] - here)
            self.left[school] = left
        now = self._new("last")
        model.add_implication(here, now)
        if school in self.last:
            model.add_implication(self.last[school], now)
        self.last[school] = now
        return found

    def _any_of(self, options: Sequence[Option]) -> Literal:
        here = self._new("there")
        for option in options:
            if option.chosen is None:
                self.choices.model.add(here == 1)
            else:
                self.choices.model.add_implication(option.chosen, here)
        return here

    def _at_least(self, literal: Literal, one: Literal, other: Literal) -> None:
        """Yes where both are."""
        self.choices.model.add(literal >= one + other - 1)

    def _new(self, name: str) -> Literal:
        return self.choices.model.new_bool_var(f"{self.coach} on {self.day}: {name}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Routes:
    """The drives of the coaches' dates on which something is to be chosen; `ways_back` lead to a school that
    was left on the date."""

    choices: Choices
    switches: tuple[Switch, ...]
    ways_back: tuple[Literal, ...]

    def loads(self) -> Mapping[tuple[PersonId, date], Load]:
        """What takes each coach's time, by the Monday of a week in which she has something to be chosen."""
        return _loads(self.choices, self.switches)

    def charge_by_step(self, load: Load, at_work: int, steps: int, name: str) -> None:
        """A point for the first full step of somebody's working time, two for the second, and so on."""
        count = steps * load.most // at_work
        full = [self.choices.model.new_bool_var(f"{name}, step {one + 1}") for one in range(count)]
        taken = sum(minutes * literal for minutes, literal in load.free) + load.known
        self.choices.model.add(steps * taken <= at_work * (1 + sum(full)) - 1)
        for one, literal in enumerate(full, start=1):
            self.choices.charge(one, literal)


def routes(choices: Choices) -> Routes:
    switches: list[Switch] = []
    ways_back: list[Literal] = []
    for (coach, day), options in _dates(choices).items():
        if (coach, day) not in choices.by_person_day:
            continue
        for taken, back in _Day(choices=choices, coach=coach, day=day).walk(options):
            switches += taken
            ways_back += [back] if back is not None else []
    return Routes(choices=choices, switches=tuple(switches), ways_back=tuple(ways_back))


def _dates(choices: Choices) -> Mapping[tuple[PersonId, date], list[Option]]:
    """Every coach's options of a date in order of time, what stands among them."""
    found: dict[tuple[PersonId, date], list[Option]] = defaultdict(list)
    for option in choices.options:
        for person in option.people:
            if choices.district.people[person].role is Role.COACH:
                found[person, option.day].append(option)
    for options in found.values():
        options.sort(key=lambda option: place_in_day(option.placement))
    return found


def _loads(choices: Choices, switches: Sequence[Switch]) -> Mapping[tuple[PersonId, date], Load]:
    free: dict[tuple[PersonId, date], list[tuple[int, Literal]]] = defaultdict(list)
    known: dict[tuple[PersonId, date], int] = defaultdict(int)
    longest: dict[tuple[PersonId, date], dict[str, int]] = defaultdict(dict)
    farthest = max((row.minutes for row in choices.district.travel), default=0)
    farthest = max(farthest, choices.district.limits.travel_minutes)
    for (coach, day), options in _dates(choices).items():
        week = coach, monday_of(day)
        for option in options:
            minutes = option.placement.slot.minutes
            most = longest[week].get(option.activity.id, 0)
            longest[week][option.activity.id] = max(most, minutes)
            if option.chosen is None:
                known[week] += minutes
            else:
                free[week].append((minutes, option.chosen))
        if (coach, day) not in choices.by_person_day:
            known[week] += _standing_drives(choices, options)
    changing = {(coach, monday_of(day)) for coach, day in choices.by_person_day}
    for switch in switches:
        minutes = drive_minutes(choices.district, switch.origin, switch.to)
        free[switch.coach, monday_of(switch.day)].append((minutes, switch.taken))
    return {
        week: Load(
            known=known[week],
            free=tuple(free[week]),
            most=sum(own.values()) + farthest * len(own),
        )
        for week, own in longest.items()
        if week in changing
    }


def _standing_drives(choices: Choices, options: Sequence[Option]) -> int:
    schools = [one.school for one in options if one.school is not None]
    ways = (way for way in pairwise(schools) if way[0] != way[1])
    return sum(drive_minutes(choices.district, *way) for way in ways)
