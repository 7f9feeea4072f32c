"""Structures bound to people and weeks: what has to happen, before any time is looked for."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from scheduler.cycle import cohort_school, cycle_calendar, school_of, taking_part
from scheduler.district import Cohort, District, Modality, Person
from scheduler.errors import Fault, InputError
from scheduler.model import Activity, ActivityId, After, Window
from scheduler.naming import activity_id, dated
from scheduler.schoolday import SchoolDays
from scheduler.series import expand_series
from scheduler.structure import Follows, Per, Step, Structure
from scheduler.tailoring import tailored

STOPPED = ("paused", "cancelled", "canceled", "proposed")
"""Words of a cohort's status under which nothing is scheduled."""


def expand(
    district: District, structures: Mapping[str, Structure], days: SchoolDays
) -> tuple[Activity, ...]:
    """Every activity of the district's cohorts and series, in order of window, then id.

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
    structure = tailored(structures[cohort.structure], cohort.id)
    weeks = cycle_calendar(district, cohort, structure, days)
    if faults := _no_room(cohort, structure, weeks, where):
        raise InputError(faults)
    cycle = _Cycle(
        district=district,
        cohort=cohort,
        structure=structure,
        members=members,
        weeks=weeks,
        days=days,
    )
    return list(cycle.activities())


@dataclass(frozen=True, slots=True, kw_only=True)
class _Cycle:
    """One cohort's cycle with its weeks found; `structure` is already the cohort's own."""

    district: District
    cohort: Cohort
    structure: Structure
    members: tuple[Person, ...]
    weeks: Mapping[int, Window]
    days: SchoolDays

    def activities(self) -> Iterator[Activity]:
        for week in self.weeks:
            for step in self.structure.steps_in(week):
                if step.per is Per.COHORT:
                    yield from self._of_cohort(step, week)
                else:
                    for teacher in self.members:
                        yield from self._of_teacher(step, week, teacher)

    def _of_teacher(self, step: Step, week: int, teacher: Person) -> Iterator[Activity]:
        window = self._teacher_window(step, week, teacher)
        if window is None:
            return
        remote = step.modality is Modality.VIRTUAL
        yield self._activity(
            step,
            week,
            window=window,
            id=self._id(step.name, week, teacher),
            required=(self.cohort.coach, teacher.id),
            minutes=step.length(members=1),
            teaching=teacher.id if step.teaching else None,
            subject=self.cohort.subject if step.teaching else "",
            school=None if remote else teacher.school,
            after=self._after(step, week, teacher),
        )

    def _of_cohort(self, step: Step, week: int) -> Iterator[Activity]:
        window = self._session_window(week)
        present = [person for person in self.members if person.active_on(window.last)]
        if not present:
            return
        remote = step.modality is Modality.VIRTUAL
        yield self._activity(
            step,
            week,
            window=window,
            id=self._id(step.name, week, None),
            required=(self.cohort.coach, *(person.id for person in present)),
            minutes=step.length(members=len(present)),
            school=None if remote else cohort_school(self.district, self.cohort),
            after=self._after(step, week, None),
        )

    def _activity(self, step: Step, week: int, **bound: object) -> Activity:
        """What every activity of a step says, and what this one is bound to."""
        return Activity(
            kind=step.kind,
            structure=self.structure.name,
            label=self.structure.label(week),
            leader=self.cohort.coach,
            minutes_min=step.minutes_min,
            cohort=self.cohort.id,
            week=week,
            inside=step.inside,
            modality=step.modality,
            notice=step.notice.school_days(self.district.limits),
            worth=step.worth,
            bring=step.bring,
            bring_days=step.bring_days,
            happens=step.happens,
            artifacts=step.artifacts,
            **bound,  # type: ignore[arg-type]  # the two callers above name Activity's own fields
        )

    def _id(self, step: str, week: int, teacher: Person | None) -> ActivityId:
        parts = [self.structure.name, self.cohort.id, f"w{week}", step]
        return activity_id(*parts, *([teacher.id] if teacher else []))

    def _teacher_window(self, step: Step, week: int, teacher: Person) -> Window | None:
        """The days of the week on which the teacher is here, and, for what may follow its visit by
        some school days, as many days of the next week; None when she is not here that week."""
        here = _while_here(self.weeks[week], teacher)
        if here is None or week == 0:
            # The pre-cycle ends before week 1 whatever the contract allows (R-CLC-4).
            return here
        bounds = [
            follows.at_most(self.district.limits) or 0
            for follows in step.after
            if not follows.soft and follows.holds_in(week)
        ]
        last = self.days.add(school_of(teacher), self.weeks[week].last, max(bounds, default=0))
        return _while_here(Window(first=here.first, last=last), teacher)

    def _session_window(self, week: int) -> Window:
        """The shared school days of the week; the session that follows up the PD day comes after it."""
        window = self.weeks[week]
        pd_day = self.cohort.pd_day
        if week == self.structure.pd_before_week and pd_day and pd_day in window:
            after_pd = pd_day + timedelta(days=1)
            if after_pd <= window.last:
                return Window(first=after_pd, last=window.last)
        return window

    def _after(self, step: Step, week: int, teacher: Person | None) -> tuple[After, ...]:
        bonds = (self._bond(follows, week, teacher) for follows in step.after)
        return tuple(bond for bond in bonds if bond is not None)

    def _bond(self, follows: Follows, week: int, teacher: Person | None) -> After | None:
        """The tie to what comes first, None where that does not happen in this week."""
        earlier = self.structure.step_in(follows.step, week)
        if earlier is None or not follows.holds_in(week):
            return None
        own = teacher if earlier.per is Per.TEACHER else None
        if earlier.per is Per.TEACHER and teacher is None:
            return None
        return After(
            earlier=self._id(earlier.name, week, own),
            school_days=follows.at_most(self.district.limits),
            soft=follows.soft,
        )


def _while_here(window: Window, person: Person) -> Window | None:
    """The part of a window in which somebody works here, None when there is none."""
    first = max(window.first, person.active_from or window.first)
    last = min(window.last, person.active_to or window.last)
    return Window(first=first, last=last) if first <= last else None


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
