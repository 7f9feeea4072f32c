"""The weeks of a cohort's cycle and who is in it.

A cycle follows school weeks, not calendar weeks: a week in which the cohort's schools share too few
school days does not count, and everything after it moves on with its label (R-CLC-16).
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from scheduler.district import EVERYWHERE, Cohort, District, Person, SchoolId
from scheduler.model import Window
from scheduler.naming import monday_of
from scheduler.schoolday import SchoolDays
from scheduler.structures.structure import Structure

_WEEK = timedelta(weeks=1)


def taking_part(district: District, cohort: Cohort) -> tuple[Person, ...]:
    """The members who have not declined or paused, in the order of the cohort."""
    members = (district.people[member] for member in dict.fromkeys(cohort.members))
    return tuple(person for person in members if person.consent.takes_part)


def school_of(person: Person) -> SchoolId:
    """The school whose days count for somebody; `EVERYWHERE` for people without one."""
    return person.school or person.home_base or EVERYWHERE


def cohort_school(district: District, cohort: Cohort) -> SchoolId | None:
    """Where the cohort meets: the school of most members; of equals the coach's, then the first by id.

    None where no member has a school.
    """
    if cohort.school:
        return cohort.school
    counts = Counter(person.school for person in taking_part(district, cohort) if person.school)
    home = school_of(district.people[cohort.coach])
    ranked = sorted(counts, key=lambda school: (-counts[school], school != home, school))
    return ranked[0] if ranked else None


def cycle_calendar(
    district: District, cohort: Cohort, structure: Structure, days: SchoolDays
) -> Mapping[int, Window]:
    """Week number -> first and last school day that all schools of the cohort share in that week.

    Week 1 is the first week that counts from `start_week` on, week 0 the last one that counts before
    it. A week the school year, or the cohort's own last day, has no room for is left out.
    """
    numbers = [week.number for week in structure.weeks]
    if structure.repeats:
        numbers = [*(number for number in numbers if number == 0), *range(1, 61)]
    last = min(cohort.until or district.year.last, district.year.last)
    schools = sorted({school_of(person) for person in taking_part(district, cohort)})
    if not schools:
        return {}
    monday = monday_of(cohort.start_week)

    def counting(from_monday: date, step: timedelta) -> Iterator[Window]:
        while district.year.first - _WEEK < from_monday <= last:
            shared = _shared_days(schools, from_monday, days)
            if len(shared) >= structure.week_needs:
                yield Window(first=shared[0], last=shared[-1])
            from_monday += step

    forward = counting(monday, _WEEK)
    found = dict(zip([number for number in numbers if number > 0], forward, strict=False))
    if 0 in numbers and (before := next(counting(monday - _WEEK, -_WEEK), None)):
        found[0] = before
    return dict(sorted(found.items()))


def _shared_days(schools: list[SchoolId], monday: date, days: SchoolDays) -> list[date]:
    """The school days of a week that every one of the schools has."""
    weeks = [days.school_week(school, monday) for school in schools]
    return sorted(set(weeks[0]).intersection(*weeks[1:]))
