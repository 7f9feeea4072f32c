"""What took place by a day, and how far it reaches: teachers, schools, gates. Counts only, never a rating."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from scheduler.activities.cycle import school_of
from scheduler.district import CohortId, District, PersonId, Role, SchoolId
from scheduler.model import Activity, ActivityId, Kind, Schedule
from scheduler.schoolday import SchoolDays

TOOK_PLACE = ("held", "moved")
"""The words of a coach that say that something took place; a moved one did, at another time."""
TEACHERS = (Role.TEACHER, Role.TEACHER_LEADER)
SMALLEST_CELL = 5
"""Teachers of whom a number is told at least: of fewer it would be about somebody. A convention."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """So many `of` so many."""

    count: int
    of: int

    @property
    def percent(self) -> int | None:
        return round(100 * self.count / self.of) if self.of else None

    def words(self, of: str) -> str:
        """Like '132 of 150 teachers (88%)'; '' of nothing."""
        return f"{self.count} of {self.of} {of} ({self.percent}%)" if self.of else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Support:
    """What one school, or the whole district, got. A number is None where it is not known, or where it
    would be of fewer than `SMALLEST_CELL` teachers."""

    school: SchoolId | None
    teachers: int
    served: int
    reached: int | None
    reached_pct: int | None
    visits_per_teacher: float | None
    cancelled_pct: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What people were told of, and what became of it.

    Something took place when its date is before `today`, nobody refused it, and its leader did not mark it
    with a word that says otherwise. `asked` is everything the structures ask for; `outcomes` are the
    leaders' marks.
    """

    district: District
    days: SchoolDays
    told: Schedule
    today: date
    asked: tuple[Activity, ...] = ()
    outcomes: Mapping[ActivityId, str] = field(default_factory=dict)
    refused: frozenset[tuple[ActivityId, datetime]] = frozenset()

    def took_place(self, by: date = date.max) -> frozenset[ActivityId]:
        """What took place up to a date, included."""
        return frozenset(
            key
            for key, slot in self.told.placed.items()
            if (day := self.days.date_of(slot.start)) < self.today
            and day <= by
            and (key, slot.start) not in self.refused
            and not did_not_take_place(self.outcomes.get(key))
        )

    def teachers(self, by: date = date.max) -> frozenset[PersonId]:
        """The district's teachers on a date, or today before it."""
        on = min(by, self.today)
        people = self.district.people.values()
        return frozenset(
            one.id
            for one in people
            if one.role in TEACHERS and one.active_on(on) and not one.external
        )

    def reach(self, by: date = date.max) -> Share:
        """Teachers who took part in something up to a date, of all teachers."""
        teachers = self.teachers(by)
        return Share(count=len(self._took_part(by) & teachers), of=len(teachers))

    def fidelity(self, by: date = date.max) -> Share:
        """Of what cohorts and teams had to do by a date and before today, how much took place."""
        done = self.took_place(by)
        due = {
            one.id
            for one in self.asked
            if one.cohort is not None and one.window.last <= by and one.window.last < self.today
        }
        return Share(count=len(due & done), of=len(due))

    def gates(self, by: date = date.max) -> Share:
        """Gates met by a date, of all that stand before something, school by school."""
        schools = {cohort.id: cohort.school for cohort in self.district.cohorts}
        found = {
            (_place(one, schools), barrier.gate): barrier.met_on
            for one in self.asked
            for barrier in one.barriers
            if not barrier.starts
        }
        met = [one for one in found.values() if one is not None and one <= min(by, self.today)]
        return Share(count=len(met), of=len(found))

    def support(self) -> Iterator[Support]:
        """Each school that has teachers, by name, and then the whole district, whose school is None."""
        teachers = self.teachers()
        by_school: dict[SchoolId, set[PersonId]] = {}
        for person in teachers:
            by_school.setdefault(school_of(self.district.people[person]), set()).add(person)
        names = {key: one.name for key, one in self.district.schools.items()}
        for school in sorted(by_school.keys() & names.keys(), key=lambda key: (names[key], key)):
            yield self._support(school, frozenset(by_school[school]))
        if teachers:
            yield self._support(None, teachers)

    def _support(self, school: SchoolId | None, teachers: frozenset[PersonId]) -> Support:
        served = self._served() & teachers
        reached = Share(count=len(self._took_part(date.max) & teachers), of=len(teachers))
        enough, enough_served = len(teachers) >= SMALLEST_CELL, len(served) >= SMALLEST_CELL
        visits = [key for key in self.took_place() if self._visits(key, served)]
        marked = [word for key, word in self.outcomes.items() if word and self._visits(key, served)]
        cancelled = Share(count=sum(map(did_not_take_place, marked)), of=len(marked))
        return Support(
            school=school,
            teachers=len(teachers),
            served=len(served),
            reached=reached.count if enough else None,
            reached_pct=reached.percent if enough else None,
            visits_per_teacher=round(len(visits) / len(served), 1) if enough_served else None,
            cancelled_pct=cancelled.percent if enough_served else None,
        )

    def _visits(self, key: ActivityId, teachers: frozenset[PersonId]) -> bool:
        activity = self.told.activities.get(key)
        return (
            activity is not None and activity.kind is Kind.VISIT and activity.teaching in teachers
        )

    def _served(self) -> frozenset[PersonId]:
        """Who has to be at something, or took part in something."""
        asked = {person for one in self.asked for person in one.required}
        return frozenset(asked) | self._took_part(date.max)

    def _took_part(self, by: date) -> frozenset[PersonId]:
        return frozenset(
            person
            for key in self.took_place(by)
            if key in self.told.activities
            for person in self.told.people_at(key)
        )


def did_not_take_place(outcome: str | None) -> bool:
    """Whether a leader's mark says so; of what nobody marked it is not said."""
    return bool(outcome) and outcome not in TOOK_PLACE


def _place(
    one: Activity, schools: Mapping[CohortId, SchoolId | None]
) -> SchoolId | CohortId | None:
    """The school a gate is in front of; a team that meets online has its own."""
    return one.school or (schools.get(one.cohort) if one.cohort else None) or one.cohort
