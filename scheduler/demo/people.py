"""Who there is in the demo district: schools, coaches with their cohorts, teachers, everybody else."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from scheduler.demo.bells import BLOCK_HIGH, EIGHT_PERIODS, MIDDLE, OPTIONS_HIGH
from scheduler.demo.days import PD_DAY
from scheduler.demo.names import ELEMENTARY as ELEMENTARY_NAMES
from scheduler.demo.names import HIGH as HIGH_NAMES
from scheduler.demo.names import MIDDLE as MIDDLE_NAMES
from scheduler.demo.names import email_of, people_names
from scheduler.district import (
    Cohort,
    CohortId,
    Consent,
    Person,
    PersonId,
    Role,
    School,
    SchoolId,
    Travel,
)
from scheduler.naming import id_part

_BELLS = (
    EIGHT_PERIODS,
    MIDDLE,
    BLOCK_HIGH,
    OPTIONS_HIGH,
    EIGHT_PERIODS,
    EIGHT_PERIODS,
    EIGHT_PERIODS,
    MIDDLE,
    EIGHT_PERIODS,
    MIDDLE,
)
"""The bells of the schools in order, every kind among the first four; further schools begin again."""
_LEVEL = {
    EIGHT_PERIODS: "elementary",
    MIDDLE: "middle",
    BLOCK_HIGH: "high",
    OPTIONS_HIGH: "high",
}
_SCHOOL_NAMES = {"elementary": ELEMENTARY_NAMES, "middle": MIDDLE_NAMES, "high": HIGH_NAMES}
_GRADES = {
    "elementary": ("K", "1", "2", "3", "4", "5"),
    "middle": ("6", "7", "8"),
    "high": ("9", "10", "11", "12"),
}
_TOPICS = {
    "elementary": (
        ("Math", "Fractions as numbers"),
        ("Math", "Number talks that go deeper"),
        ("Reading", "Talking about texts"),
        ("Math", "Word problems without key words"),
        ("Writing", "Writing from sources"),
    ),
    "middle": (
        ("Math", "Ratios and proportional reasoning"),
        ("English", "Discussion as a way to think"),
        ("Science", "Arguing from evidence"),
        ("Math", "Making sense of expressions"),
    ),
    "high": (
        ("Math", "Functions students can explain"),
        ("Science", "Models students revise"),
        ("English", "Close reading in every unit"),
        ("History", "Reading like a historian"),
    ),
}

PARTNER_WEEKDAYS = (3, 4)
"""Thursday and Friday, the days the external partner gives the district."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Team:
    """A coach with the cohorts she leads and their members; each member is at one school."""

    coach: Person
    cohorts: tuple[Cohort, ...]
    members: tuple[Person, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """Everybody, and where they work."""

    schools: tuple[School, ...]
    teams: tuple[Team, ...]
    leaders: tuple[Person, ...]
    """Site and district leaders, teacher leaders on release, partners and the rest."""

    def everybody(self) -> Iterator[Person]:
        for team in self.teams:
            yield team.coach
        for team in self.teams:
            yield from team.members
        yield from self.leaders


def cast(
    rng: random.Random,
    *,
    coaches: int,
    schools: int,
    cohorts_per_coach: int,
    cohort_size: int,
    first_monday: date,
) -> Cast:
    """People and schools of the asked numbers; teachers are coaches x cohorts x size."""
    names = people_names(rng)
    leader_names = list(islice(names, schools))
    places = tuple(_schools(schools, leader_names))
    teams = []
    for number in range(coaches):
        homes = _homes(number, places, cohorts_per_coach)
        teams.append(
            _team(
                rng,
                names,
                homes,
                number=number,
                size=cohort_size,
                first_monday=first_monday,
            )
        )
    leaders = (*_site_leaders(places, leader_names), *_others(names, places))
    return Cast(schools=places, teams=tuple(teams), leaders=leaders)


def travel(rng: random.Random, schools: Sequence[School]) -> tuple[Travel, ...]:
    """Minutes for every direction: 8 to 35, there and back seldom the same, 10 more as a buffer."""
    spots = {school.id: (rng.uniform(0, 20), rng.uniform(0, 16)) for school in schools}
    rows = []
    for origin in schools:
        for to in schools:
            if origin.id != to.id:
                (a, b), (c, d) = spots[origin.id], spots[to.id]
                minutes = 7 + abs(a - c) + abs(b - d) + rng.randint(-2, 3)
                rows.append(
                    Travel(
                        origin=origin.id,
                        destination=to.id,
                        minutes=min(35, max(8, round(minutes))),
                    )
                )
    return tuple(rows)


def _schools(count: int, leaders: Sequence[tuple[str, str]]) -> Iterator[School]:
    used = dict.fromkeys(_SCHOOL_NAMES, 0)
    for number in range(count):
        bell_set = _BELLS[number % len(_BELLS)]
        level = _LEVEL[bell_set]
        names = _SCHOOL_NAMES[level]
        turn, at = divmod(used[level], len(names))
        used[level] += 1
        name = f"{names[at]}{f' {turn + 1}' if turn else ''} {level.title()} School"
        yield School(
            id=SchoolId(id_part(name.removesuffix(" School"))),
            name=name,
            level=level,
            address=f"{100 + 37 * number} School Street, Oak River",
            principal_email=email_of(leaders[number][1]),
            bell_set=bell_set,
            cluster="north" if number % 2 else "south",
            equity_flag="yes" if number % 4 == 1 else "",
        )


def _homes(number: int, schools: Sequence[School], cohorts: int) -> list[School]:
    """The school of each of a coach's cohorts: three coaches share two neighbouring schools."""
    pair, turn = divmod(number, 3)
    first = schools[2 * pair % len(schools)]
    second = schools[(2 * pair + 1) % len(schools)]
    choices = ((first, first), (first, second), (second, second))[turn]
    return [choices[at % 2] for at in range(cohorts)]


def _team(
    rng: random.Random,
    names: Iterator[tuple[str, str]],
    homes: Sequence[School],
    *,
    number: int,
    size: int,
    first_monday: date,
) -> Team:
    coach = _person(next(names), Role.COACH, home_base=homes[0].id)
    cohorts, members = [], []
    for at, school in enumerate(homes):
        subject, topic = rng.choice(_TOPICS[school.level])
        found = [_teacher(rng, next(names), school, subject) for _ in range(size)]
        members += found
        cohorts.append(
            Cohort(
                id=CohortId(f"cohort-{number * len(homes) + at + 1:02}"),
                structure="clc",
                coach=coach.id,
                topic=topic,
                start_week=first_monday + timedelta(weeks=1),
                members=tuple(person.id for person in found),
                pd_day=first_monday + timedelta(days=PD_DAY),
                subject=subject,
                prep_ok_per_week=1 if school.level == "high" or rng.random() < 0.5 else 0,
            )
        )
    return Team(coach=coach, cohorts=tuple(cohorts), members=tuple(members))


def _teacher(rng: random.Random, name: tuple[str, str], school: School, subject: str) -> Person:
    return _person(
        name,
        Role.TEACHER,
        school=school.id,
        subject="" if school.level == "elementary" else subject,
        grade=rng.choice(_GRADES[school.level]),
        consent=Consent.VOLUNTEERED if rng.random() < 0.9 else Consent.ASSIGNED,
    )


def _person(name: tuple[str, str], role: Role, **fields: object) -> Person:
    shown, key = name
    return Person(
        id=PersonId(key),
        name=shown,
        role=role,
        **{"email": email_of(key), **fields},  # type: ignore[arg-type]  # Person's own fields
    )


def _site_leaders(schools: Iterable[School], names: Iterable[tuple[str, str]]) -> Iterator[Person]:
    for school, name in zip(schools, names, strict=True):
        yield _person(name, Role.SITE_LEADER, school=school.id)


def _others(names: Iterator[tuple[str, str]], schools: Sequence[School]) -> Iterator[Person]:
    for _ in range(2):
        yield _person(next(names), Role.DISTRICT_LEADER)
    for school in schools:
        yield _person(next(names), Role.TEACHER_LEADER, school=school.id)
    name, key = next(names)
    yield _person(
        (name, key),
        Role.EXTERNAL_PARTNER,
        external=True,
        works=PARTNER_WEEKDAYS,
        email=f"{key.replace('-', '.')}@brightlineslearning.example",
    )
    for role in (Role.ASSOCIATION, Role.BOARD, Role.COMMUNITY, Role.SUB_COORDINATOR):
        yield _person(next(names), role)
