"""Small districts with cohorts, for tests about what has to happen; defaults for all a test is not about.

2025-10-06 is a Monday; without rows of DayCalendar every weekday of the year has school.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from config.structures import shipped_structures
from scheduler.activities.expand import expand
from scheduler.district import (
    EVERYWHERE,
    CalendarDay,
    Cohort,
    CohortId,
    DayType,
    District,
    Person,
    PersonId,
    Role,
    School,
    SchoolId,
    SchoolYear,
    Series,
    SeriesId,
)
from scheduler.model import Activity, Kind
from scheduler.schoolday import SchoolDays

MONDAY = date(2025, 10, 6)
FRIDAY = MONDAY + timedelta(days=4)
WEEK = timedelta(weeks=1)
LINCOLN, GRANT = SchoolId("lincoln"), SchoolId("grant")
COACH = PersonId("coach-1")


def a_person(key: str, role: Role = Role.TEACHER, **fields: Any) -> Person:
    fields = {"name": key.title(), "email": f"{key}@district.example", "school": LINCOLN, **fields}
    return Person(id=PersonId(key), role=role, **fields)


def teachers(count: int, prefix: str = "teacher") -> tuple[Person, ...]:
    return tuple(a_person(f"{prefix}-{number}") for number in range(1, count + 1))


def a_cohort(members: Iterable[Person], key: str = "cohort-1", **fields: Any) -> Cohort:
    fields = {"structure": "clc", "coach": COACH, "topic": "Talk in math class", **fields}
    fields = {"start_week": MONDAY, **fields}
    return Cohort(id=CohortId(key), members=tuple(person.id for person in members), **fields)


def a_series(**fields: Any) -> Series:
    fields = {"structure": "partner-meetings", "name": "Partners", "owner": COACH, **fields}
    return Series(id=SeriesId(fields.pop("key", "partners")), **fields)


def a_district(
    people: Iterable[Person] = (),
    cohorts: Iterable[Cohort] = (),
    days: Iterable[CalendarDay] = (),
    **fields: Any,
) -> District:
    coach = a_person(COACH, Role.COACH, school=None, home_base=LINCOLN)
    everybody = {person.id: person for person in (coach, *people)}
    schools = {key: School(id=key, name=key.title()) for key in (LINCOLN, GRANT)}
    year = SchoolYear(first=date(2025, 9, 2), last=date(2026, 6, 19))
    fields = {"name": "Riverside", "year": year, "schools": schools, **fields}
    return District(people=everybody, cohorts=tuple(cohorts), days=tuple(days), **fields)


def a_cohort_of(count: int, **fields: Any) -> District:
    """A district with one cohort of so many teachers at Lincoln."""
    people = teachers(count)
    return a_district(people, [a_cohort(people, **fields)])


def closed(
    first: date, last: date | None = None, school: SchoolId = EVERYWHERE
) -> list[CalendarDay]:
    """Rows that close the days from `first` to `last`, both included."""
    span = ((last or first) - first).days + 1
    dates = (first + timedelta(days=after) for after in range(span))
    return [CalendarDay(date=day, school=school, day_type=DayType.HOLIDAY) for day in dates]


def expanded(district: District, **structures: Any) -> tuple[Activity, ...]:
    """What the district has to do, by the shipped structures and those given."""
    return expand(district, {**shipped_structures(), **structures}, SchoolDays(district))


def of_kind(activities: Iterable[Activity], *kinds: Kind) -> list[Activity]:
    return [activity for activity in activities if activity.kind in kinds]


def by_id(activities: Iterable[Activity]) -> dict[str, Activity]:
    return {activity.id: activity for activity in activities}


def with_person(district: District, person: Person) -> District:
    """The district with one person replaced by another of the same id."""
    return replace(district, people={**district.people, person.id: person})
