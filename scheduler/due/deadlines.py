"""Dates that hang on a cycle or an event: when what is brought must be ready, when a survey closes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.activities.cycle import cycle_calendar, school_of, taking_part
from scheduler.activities.expand import STOPPED
from scheduler.district import EVERYWHERE, CohortId, District, PersonId
from scheduler.model import Activity
from scheduler.naming import activity_id
from scheduler.schoolday import SchoolDays
from scheduler.structures.structure import Structure
from scheduler.structures.tailoring import tailored


@dataclass(frozen=True, slots=True, kw_only=True)
class SurveyDue:
    """A survey of one cohort: whom it asks and from when until when, both dates included."""

    id: str
    title: str
    cohort: CohortId
    invited: tuple[PersonId, ...]
    opens: date
    closes: date
    questions: tuple[str, ...] = ()
    link: str = ""
    """The form; '' where the questions are answered in a tab."""


def bring_by(activity: Activity, day: date, days: SchoolDays) -> date | None:
    """The school day by which what is brought to the event on `day` must be ready (R-CLC-11).

    None where there is nothing to bring or no deadline for it.
    """
    if not activity.bring or activity.bring_days is None:
        return None
    school = activity.school or EVERYWHERE
    due, left = day, activity.bring_days
    while left:
        earlier = due - timedelta(days=1)
        # Far back enough for any break; before the year there is no school day to count.
        while not days.has_school(school, earlier):
            if (day - earlier).days > 60:
                return due
            earlier -= timedelta(days=1)
        due, left = earlier, left - 1
    return due


def surveys_due(
    district: District, structures: Mapping[str, Structure], days: SchoolDays
) -> tuple[SurveyDue, ...]:
    """The surveys of every cohort that is not stopped, in order of opening (R-CLC-13)."""
    return tuple(sorted(_surveys(district, structures, days), key=lambda due: (due.opens, due.id)))


def _surveys(
    district: District, structures: Mapping[str, Structure], days: SchoolDays
) -> Iterator[SurveyDue]:
    for cohort in district.cohorts:
        members = taking_part(district, cohort)
        if cohort.status.lower() in STOPPED or not members:
            continue
        structure = tailored(structures[cohort.structure], cohort.id, cohort.own_weeks)
        weeks = cycle_calendar(district, cohort, structure, days)
        for survey in structure.surveys:
            if survey.week not in weeks:
                continue
            opens = weeks[survey.week].last
            yield SurveyDue(
                id=activity_id(structure.name, cohort.id, survey.name),
                title=survey.title,
                cohort=cohort.id,
                invited=tuple(person.id for person in members if person.active_on(opens)),
                opens=opens,
                closes=days.add(school_of(members[0]), opens, survey.open_days),
                questions=survey.questions,
                link=survey.link,
            )
