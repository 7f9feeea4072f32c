"""What falls due beside the meetings: pre-work before each, measures along the way, gates before a start."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.activities.cycle import cohort_school, taking_part
from scheduler.activities.expand import STOPPED
from scheduler.district import EVERYWHERE, CohortId, District, PersonId, SchoolId
from scheduler.model import Activity, ActivityId, Schedule
from scheduler.naming import activity_id, id_part
from scheduler.schoolday import SchoolDays
from scheduler.structures.actions import Action
from scheduler.structures.gates import Gate, state_of
from scheduler.structures.measures import Measure
from scheduler.structures.prework import Assigned, Owner
from scheduler.structures.structure import Structure


@dataclass(frozen=True, slots=True, kw_only=True)
class PreWorkDue:
    """One person's piece of pre-work; `due` is a school day before the event, or its own day `on`."""

    id: str
    activity: ActivityId
    owner: PersonId
    what: str
    exemplar: str
    due: date
    on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDue:
    """One taking of a measure by one cohort; the first one of a baseline comes before its first meeting."""

    id: str
    cohort: CohortId
    title: str
    kind: str
    asked: Owner
    due: date
    baseline: bool
    link: str = ""
    measure: str = ""
    step: str = ""
    """The practice it is about; '' is every one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionDue:
    """One leader action of one team, and by when."""

    id: str
    cohort: CohortId
    action: Action
    due: date


@dataclass(frozen=True, slots=True, kw_only=True)
class GateDue:
    """One gate of a structure at one school: by when it should be met, and when it was."""

    school: SchoolId
    gate: Gate
    due: date
    met_on: date | None
    evidence: str = ""


def prework_due(schedule: Schedule, days: SchoolDays) -> tuple[PreWorkDue, ...]:
    """The pre-work of everything that has a time, by due date, then id."""
    found = [
        due
        for key, slot in schedule.placed.items()
        for due in _of_event(schedule.activities[key], days.date_of(slot.start), days)
    ]
    return tuple(sorted(found, key=lambda one: (one.due, one.id)))


def _of_event(activity: Activity, day: date, days: SchoolDays) -> Iterator[PreWorkDue]:
    for number, piece in enumerate(activity.prework or _brought(activity), start=1):
        due = school_days_before(day, piece.school_days, activity.school or EVERYWHERE, days)
        for owner in piece.owners:
            yield PreWorkDue(
                id=f"{activity.id}.pre-work-{number}.{id_part(owner)}",
                activity=activity.id,
                owner=owner,
                what=piece.what,
                exemplar=piece.exemplar,
                due=due,
                on=day,
            )


def _brought(activity: Activity) -> tuple[Assigned, ...]:
    """What all but the leader bring, where a template says no more than that (R-CLC-11)."""
    bringing = tuple(person for person in activity.required if person != activity.leader)
    if not activity.bring or activity.bring_days is None or not bringing:
        return ()
    return (Assigned(what=activity.bring, owners=bringing, school_days=activity.bring_days),)


def school_days_before(day: date, count: int, school: SchoolId, days: SchoolDays) -> date:
    """The date so many school days before a day; as far back as there is any within 60 days."""
    found = day
    earlier = day
    while count and (day - earlier).days < 60:
        earlier -= timedelta(days=1)
        if days.has_school(school, earlier):
            found, count = earlier, count - 1
    return found


def measures_due(
    district: District,
    structures: Mapping[str, Structure],
    activities: Iterable[Activity],
    days: SchoolDays,
) -> tuple[MeasureDue, ...]:
    """Every taking of every measure of the cohorts that meet, by date: a baseline on the last school day
    before the first meeting may stand, then every so many weeks until the last (R-CP-12, R-CP-13)."""
    by_cohort = _by_cohort(activities)
    found: list[MeasureDue] = []
    for cohort in district.cohorts:
        windows = [one.window for one in by_cohort.get(cohort.id, ())]
        if not windows:
            continue
        first, last = min(one.first for one in windows), max(one.last for one in windows)
        school = cohort_school(district, cohort) or EVERYWHERE
        begins = school_days_before(first, 1, school, days)
        for measure in structures[cohort.structure].measures:
            for number, due in enumerate(_dates(measure, begins, last)):
                found.append(
                    MeasureDue(
                        id=activity_id(cohort.structure, cohort.id, measure.name, str(number)),
                        cohort=cohort.id,
                        title=measure.title,
                        kind=measure.kind.value,
                        asked=measure.asked,
                        due=_on_a_school_day(due, school, days),
                        baseline=measure.baseline and number == 0,
                        link=measure.link,
                        measure=measure.name,
                        step=measure.step,
                    )
                )
    return tuple(sorted(found, key=lambda one: (one.due, one.id)))


def _by_cohort(activities: Iterable[Activity]) -> dict[CohortId, list[Activity]]:
    found: dict[CohortId, list[Activity]] = {}
    for one in activities:
        if one.cohort is not None:
            found.setdefault(one.cohort, []).append(one)
    return found


def _dates(measure: Measure, begins: date, last: date) -> list[date]:
    """The baseline's date where there is one, then the re-checks'."""
    dates = _again(begins, measure.every_weeks, last)
    return dates if measure.baseline else dates[1:]


def _again(first: date, every_weeks: int, last: date) -> list[date]:
    """The first date, then one every so many weeks up to the last; 0 weeks is never again."""
    step = timedelta(weeks=every_weeks)
    count = (last - first) // step if step and last > first else 0
    return [first + step * number for number in range(count + 1)]


def _on_a_school_day(day: date, school: SchoolId, days: SchoolDays) -> date:
    """That day, or the last school day before it: nothing falls due in a break."""
    return day if days.has_school(school, day) else school_days_before(day, 1, school, days)


def actions_due(
    district: District,
    structures: Mapping[str, Structure],
    activities: Iterable[Activity],
    days: SchoolDays,
) -> tuple[ActionDue, ...]:
    """Every leader action of every team by date: on the last school day before the practice's first meeting
    may stand, monitoring again every so many weeks until its last (R-CP-21)."""
    by_cohort = _by_cohort(activities)
    found: list[ActionDue] = []
    for cohort in district.cohorts:
        school = cohort_school(district, cohort) or EVERYWHERE
        for action in structures[cohort.structure].actions:
            windows = [
                one.window
                for one in by_cohort.get(cohort.id, ())
                if action.step in one.id.split(".")
            ]
            if not windows:
                continue
            begins = school_days_before(min(one.first for one in windows), 1, school, days)
            last = max(one.last for one in windows)
            for number, due in enumerate(_again(begins, action.every_weeks, last)):
                key = activity_id(cohort.id, action.step, action.name, str(number))
                at = _on_a_school_day(due, school, days)
                found.append(ActionDue(id=key, cohort=cohort.id, action=action, due=at))
    return tuple(sorted(found, key=lambda one: (one.due, one.id)))


def gates_due(
    district: District, structures: Mapping[str, Structure], days: SchoolDays
) -> tuple[GateDue, ...]:
    """Each gate once for every school where a cohort or team of its structure meets (R-LT-5)."""
    found: dict[tuple[SchoolId, str], GateDue] = {}
    for cohort in sorted(district.cohorts, key=lambda one: one.start_week):
        school = cohort_school(district, cohort)
        if school is None or cohort.status.lower() in STOPPED or not taking_part(district, cohort):
            continue
        structure = structures[cohort.structure]
        opens = district.schools[school].teams_start if structure.starts_with_its_school else None
        start = opens or cohort.start_week
        for gate in structure.gates:
            row = state_of(gate, school, district.gates)
            due = school_days_before(start, gate.due_days, school, days)
            found.setdefault(
                (school, gate.name),
                GateDue(
                    school=school,
                    gate=gate,
                    due=row.due if row and row.due else due,
                    met_on=row.met_on if row else None,
                    evidence=row.evidence if row else "",
                ),
            )
    return tuple(sorted(found.values(), key=lambda one: (one.due, one.school, one.gate.name)))
