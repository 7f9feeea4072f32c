"""A made-up school district to try things on, with a schedule known to fit it.

The same seed gives the same district. Timetables are drawn around a schedule that a careful person
could have made by hand (the witness), so that everything it asks for has a time; nothing here knows
how times are searched.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from scheduler.activities.expand import expand, expand_cohort
from scheduler.demo.bells import bells_of
from scheduler.demo.days import calendar, grade_tests, school_year
from scheduler.demo.diary import Diary, entry_of
from scheduler.demo.extras import with_extras
from scheduler.demo.openings import Openings
from scheduler.demo.over_full import cut_short
from scheduler.demo.people import Cast, Team, cast, travel
from scheduler.demo.shared import in_taught_rooms, people_of, place_shared, series
from scheduler.demo.timetable import Board, Class, pattern_of, timetables
from scheduler.demo.witness import Cycle
from scheduler.district import Blackout, District, Lesson
from scheduler.inspection import Distances
from scheduler.model import Activity, ActivityId, Slot
from scheduler.schoolday import SchoolDays
from scheduler.structures.structure import Structure

FIRST_MONDAY = date(2026, 9, 14)
_TRIES = 40
"""Timetables drawn for a coach's teachers before the generator gives up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Demo:
    """A district, what it has to do, and where a schedule that breaks no rule puts it."""

    district: District
    activities: tuple[Activity, ...]
    witness: Mapping[ActivityId, Slot]
    left_over: frozenset[ActivityId] = frozenset()
    """What the witness of an over-full district leaves out."""


def demo_district(
    seed: int = 1,
    *,
    structures: Mapping[str, Structure],
    coaches: int = 15,
    schools: int = 10,
    cohorts_per_coach: int = 2,
    cohort_size: int = 5,
    first_monday: date = FIRST_MONDAY,
    over_full: bool = False,
) -> Demo:
    """A district of coaches x cohorts x size teachers whose cycles all begin in the same week.

    `first_monday` is the Monday of the pre-cycle. `structures` holds the shipped `clc`,
    `partner-meetings` and `rounds`. Raises ValueError when no timetable is found around which a coach
    can hold her cycles; one or two cohorts of three to six teachers a coach work out.
    """
    rng = random.Random(seed)
    who = cast(
        rng,
        coaches=coaches,
        schools=schools,
        cohorts_per_coach=cohorts_per_coach,
        cohort_size=cohort_size,
        first_monday=first_monday,
    )
    frame = _frame(rng, who, first_monday)
    days = SchoolDays(frame)
    shared = {one.id: one for one in expand(replace(frame, cohorts=()), structures, days)}
    witness = dict(place_shared(shared, frame, days))
    lessons: list[Lesson] = []
    away: list[Blackout] = []
    for number, team in enumerate(who.teams):
        diary = _diary(team, frame, days, shared, witness)
        own, placed = _plant(rng, team, frame, days, structures=structures, diary=diary)
        lessons += own.timetable
        if over_full and number % 2 == 0:
            due = _activities(own, structures, days)
            cut = cut_short(rng, own, days, due, placed=placed, diary=diary)
            away += cut.blackouts
            placed = dict(cut.placed)
        witness |= placed
    district = replace(frame, timetable=tuple(lessons), blackouts=(*frame.blackouts, *away))
    district = in_taught_rooms(district, days)
    activities = expand(district, structures, days)
    by_id = {one.id: one for one in activities}
    witness |= {
        key: replace(slot, room=by_id[key].rooms[0])
        for key, slot in witness.items()
        if key in by_id and by_id[key].rooms
    }
    return Demo(
        district=with_extras(rng, district, days, by_id, witness),
        activities=activities,
        witness=witness,
        left_over=frozenset(by_id.keys() - witness.keys()),
    )


def _frame(rng: random.Random, who: Cast, first_monday: date) -> District:
    """The district without timetables."""
    schools = {school.id: school for school in who.schools}
    bell_sets = dict.fromkeys(school.bell_set for school in who.schools)
    return District(
        name="Oak River Public Schools",
        year=school_year(first_monday),
        schools=schools,
        people={person.id: person for person in who.everybody()},
        cohorts=tuple(cohort for team in who.teams for cohort in team.cohorts),
        series=series(who, first_monday),
        bells=tuple(block for bell_set in bell_sets for block in bells_of(bell_set)),
        days=calendar(schools, first_monday),
        blackouts=grade_tests(first_monday),
        travel=travel(rng, who.schools),
    )


def _diary(
    team: Team,
    frame: District,
    days: SchoolDays,
    shared: Mapping[ActivityId, Activity],
    placed: Mapping[ActivityId, Slot],
) -> Diary:
    """The coach's diary with the shared events she is in."""
    habits = frame.habits
    diary = Diary(days, Distances(frame), frame.limits, (habits.day_start, habits.day_end))
    for key, activity in shared.items():
        slot = placed[key]
        if team.coach.id in people_of(activity, slot):
            diary.keep(days.date_of(slot.start), entry_of(slot))
    return diary


def _plant(
    rng: random.Random,
    team: Team,
    frame: District,
    days: SchoolDays,
    *,
    structures: Mapping[str, Structure],
    diary: Diary,
) -> tuple[District, dict[ActivityId, Slot]]:
    """Timetables for a coach's teachers in which her whole cycle fits, as a district of her cohorts
    alone, and where it goes."""
    for _ in range(_TRIES):
        lessons = list(timetables(Board(rng=rng, taken=set()), list(_classes(rng, team, frame))))
        district = replace(frame, cohorts=team.cohorts, series=(), timetable=tuple(lessons))
        cycle = Cycle(
            openings=Openings(district, days),
            diary=diary.copy(),
            activities=_activities(district, structures, days),
            rng=rng,
        )
        placed = cycle.place()
        if placed is not None:
            return district, placed
    raise ValueError(f"no timetable was found around which {team.coach.name} can coach")


def _activities(
    district: District, structures: Mapping[str, Structure], days: SchoolDays
) -> list[Activity]:
    return [
        activity
        for cohort in district.cohorts
        for activity in expand_cohort(district, cohort, structures, days)
    ]


def _classes(rng: random.Random, team: Team, frame: District) -> Iterator[Class]:
    where = {person.id: person.school for person in team.members}
    homes = [
        frame.schools[place]
        for cohort in team.cohorts
        if (place := where[cohort.members[0]]) is not None
    ]
    for at, (cohort, school) in enumerate(zip(team.cohorts, homes, strict=True)):
        yield Class(
            cohort=cohort,
            members=tuple(person for person in team.members if person.id in cohort.members),
            school=school,
            turn=homes[:at].count(school),
            pattern=pattern_of(rng, homes, school),
        )
