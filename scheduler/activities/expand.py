"""Structures bound to people and weeks: what has to happen, before any time is looked for."""

from collections import Counter
from collections.abc import Mapping

from scheduler.activities.asked_for import asked_for
from scheduler.activities.cohort_cycle import Cycle
from scheduler.activities.cycle import cycle_calendar, taking_part
from scheduler.activities.expand_units import unit_activities
from scheduler.activities.series import expand_series
from scheduler.district import Cohort, District
from scheduler.errors import Fault, InputError
from scheduler.model import Activity, Window
from scheduler.naming import dated
from scheduler.schoolday import SchoolDays
from scheduler.structures.own_weeks import faults_of
from scheduler.structures.structure import Structure
from scheduler.structures.tailoring import tailored

STOPPED = ("paused", "cancelled", "canceled", "proposed")
"""Words of a cohort's status under which nothing is scheduled."""


def expand(
    district: District, structures: Mapping[str, Structure], days: SchoolDays
) -> tuple[Activity, ...]:
    """Every activity of the district's cohorts, series and requests, in order of window, then id.

    Raises InputError with all cohorts and series that cannot be expanded.
    """
    found: list[Activity] = []
    faults: list[Fault] = []
    for cohort in district.cohorts:
        try:
            found += expand_cohort(district, cohort, structures, days)
        except InputError as error:
            faults += error.faults
    for series in district.series:
        try:
            found += expand_series(district, series, structures, days)
        except InputError as error:
            faults += error.faults
    found += asked_for(district)
    faults += _twins(found)
    if faults:
        raise InputError(faults)
    return tuple(sorted(found, key=lambda one: (one.window.first, one.window.last, one.id)))


def expand_cohort(
    district: District, cohort: Cohort, structures: Mapping[str, Structure], days: SchoolDays
) -> list[Activity]:
    """The activities of one cohort's cycle; none when it is stopped or nobody takes part.

    Raises InputError when its structure is unknown or its cycle does not fit into the school year.
    """
    where = f"Cohorts, cohort {cohort.id}"
    if cohort.structure not in structures:
        known = ", ".join(sorted(structures))
        what = f"There is no structure named '{cohort.structure}'."
        raise InputError(
            [Fault(where=f"{where}, structure", what=what, fix=f"Use one of: {known}.")]
        )
    members = taking_part(district, cohort)
    if cohort.status.lower() in STOPPED or not members:
        return []
    plain = structures[cohort.structure]
    if faults := list(faults_of(plain, cohort.id, cohort.own_weeks)):
        raise InputError(faults)
    structure = tailored(plain, cohort.id, cohort.own_weeks)
    weeks = cycle_calendar(district, cohort, structure, days)
    if faults := [] if structure.repeats else _no_room(cohort, structure, weeks, where):
        raise InputError(faults)
    cycle = Cycle(
        district=district,
        cohort=cohort,
        structure=structure,
        members=members,
        weeks=weeks,
        days=days,
    )
    return [*unit_activities(cycle), *cycle.activities()]


def _no_room(
    cohort: Cohort, structure: Structure, weeks: Mapping[int, Window], where: str
) -> list[Fault]:
    missing = [week.number for week in structure.weeks if week.number not in weeks]
    faults = []
    if 0 in missing:
        what = (
            f"The cycle starts in the week of {dated(cohort.start_week)}, and the school year has "
            "no full week before it for the pre-cycle."
        )
        fix = "Start the cycle a week later."
        faults.append(Fault(where=f"{where}, start_week", what=what, fix=fix))
    if late := [number for number in missing if number > 0]:
        what = (
            f"The school year ends before week {late[0]} of a cycle that starts in the week of "
            f"{dated(cohort.start_week)}."
        )
        fix = "Start the cycle earlier, or lengthen the school year."
        faults.append(Fault(where=f"{where}, start_week", what=what, fix=fix))
    return faults


def _twins(activities: list[Activity]) -> list[Fault]:
    """Ids that read the same once spelled in small letters and hyphens would share one event."""
    counts = Counter(activity.id for activity in activities)
    return [
        Fault(
            where=f"Cohorts and Series, {twin}",
            what=f"Two activities would both be called {twin}: two ids differ only in capitals or signs.",
            fix="Give one of the two cohorts, series or people another id.",
        )
        for twin in sorted(counts)
        if counts[twin] > 1
    ]
