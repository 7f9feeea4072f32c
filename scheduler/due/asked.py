"""Whom a measure asks, and the surveys of the year: those at a cycle's end and those that come again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from scheduler.activities.cycle import cohort_school, taking_part
from scheduler.district import EVERYWHERE, Cohort, CohortId, District, PersonId
from scheduler.due.deadlines import surveys_due
from scheduler.due.due import MeasureDue, measures_due, school_days_before
from scheduler.model import Activity
from scheduler.schoolday import SchoolDays
from scheduler.structures.measures import MeasureKind
from scheduler.structures.prework import Owner
from scheduler.structures.structure import Structure

OPEN_DAYS = 5
"""School days a survey that comes again is open, as long as one at the end of a cycle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyAsked:
    """One survey of one cohort or team, open from `opens` to `closes`, both included."""

    id: str
    title: str
    cohort: CohortId
    audience: Owner
    invited: tuple[PersonId, ...]
    opens: date
    closes: date


def asked_of(owner: Owner, cohort: Cohort, district: District) -> tuple[PersonId, ...]:
    """The people of a cohort or team whom a measure asks, leader first; nobody who declined or paused."""
    members = tuple(person.id for person in taking_part(district, cohort))
    match owner:
        case Owner.EVERYBODY:
            return tuple(dict.fromkeys((cohort.coach, *members, *cohort.leaders)))
        case Owner.MEMBERS | Owner.HOST:
            return members
        case Owner.FACILITATOR:
            return (cohort.coach,)
        case Owner.LEADERS:
            return cohort.leaders


def surveys_asked(
    district: District,
    structures: Mapping[str, Structure],
    activities: Iterable[Activity],
    days: SchoolDays,
) -> tuple[SurveyAsked, ...]:
    """Every survey by its closing date: at a cycle's end, and those of teams, which close when due.

    A team's first one thus closes before its first meeting (R-CP-13).
    """
    cohorts = {cohort.id: cohort for cohort in district.cohorts}
    found = [
        SurveyAsked(
            id=one.id,
            title=one.title,
            cohort=one.cohort,
            audience=Owner.MEMBERS,
            invited=one.invited,
            opens=one.opens,
            closes=one.closes,
        )
        for one in surveys_due(district, structures, days)
    ]
    found += [
        _again(one, cohorts[one.cohort], district, days)
        for one in measures_due(district, structures, activities, days)
        if one.kind == MeasureKind.SURVEY
    ]
    return tuple(sorted(found, key=lambda one: (one.closes, one.id)))


def _again(due: MeasureDue, cohort: Cohort, district: District, days: SchoolDays) -> SurveyAsked:
    school = cohort_school(district, cohort) or EVERYWHERE
    asked = asked_of(due.asked, cohort, district)
    return SurveyAsked(
        id=due.id,
        title=due.title,
        cohort=due.cohort,
        audience=due.asked,
        invited=tuple(one for one in asked if district.people[one].active_on(due.due)),
        opens=school_days_before(due.due, OPEN_DAYS, school, days),
        closes=due.due,
    )
