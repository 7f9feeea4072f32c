"""What the end of a cycle needs: who looks back on what, and what can be counted of it beforehand.

Only counts: visits and debriefs that took place, and the focus areas written beside them. Never how well
anybody did.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from scheduler.activities.cycle import cycle_calendar, taking_part
from scheduler.activities.expand import STOPPED
from scheduler.district import Cohort, CohortId, District, PersonId
from scheduler.model import Activity, ActivityId, Kind, Schedule
from scheduler.naming import activity_id
from scheduler.schoolday import SchoolDays
from scheduler.structures.structure import Structure
from scheduler.structures.tailoring import tailored

AHEAD = timedelta(weeks=2)
"""How long before its last week a cycle's end is prepared."""
FOCUS_SHOWN = 3


class Looking(StrEnum):
    """What sort of looking back it is."""

    END_OF_CYCLE = "end of cycle"
    DATA = "data reflection"
    INTERVIEW = "empathy interview"
    CHECKPOINT = "checkpoint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One looking back; `day` None has no date yet."""

    id: str
    kind: Looking
    about: str
    day: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """The end of one cohort's cycle: its last meeting, and from when on it is prepared."""

    cohort: Cohort
    structure: Structure
    members: tuple[PersonId, ...]
    last: ActivityId | None
    day: date
    """Of the last meeting; without one, the last day of the last week."""
    prepared_from: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What took place of a cycle, of one teacher or of the cohort together."""

    visits: int
    visits_due: int
    debriefs: int
    debriefs_due: int
    focus: tuple[str, ...] = ()
    """What the visits were about, the most frequent first."""

    @property
    def says(self) -> str:
        """'4 of 5 visits and 4 of 5 debriefs took place; focus: wait time, number talks'."""
        took = (
            f"{self.visits} of {self.visits_due} visits and {self.debriefs} of "
            f"{self.debriefs_due} debriefs took place"
        )
        return f"{took}; focus: {', '.join(self.focus)}" if self.focus else took


def closings(
    district: District,
    structures: Mapping[str, Structure],
    schedule: Schedule,
    days: SchoolDays,
) -> tuple[Closing, ...]:
    """The end of every cycle that ends, in order of time; nothing of cohorts that are stopped."""
    found = (
        _closing(cohort, structures[cohort.structure], district, schedule, days)
        for cohort in district.cohorts
        if cohort.structure in structures and cohort.status.lower() not in STOPPED
    )
    return tuple(sorted(filter(None, found), key=lambda one: (one.day, one.cohort.id)))


def reviews(
    ends: Iterable[Closing],
    activities: Iterable[Activity],
    schedule: Schedule,
    district: District,
    days: SchoolDays,
) -> tuple[Review, ...]:
    """Every looking back by date, those without one last: reviews, interviews, ends of cycles (R-SS-10)."""
    names = {series.id: series.name for series in district.series}
    held = {hold.activity: hold.day for hold in schedule.holds}

    def day_of(key: ActivityId) -> date | None:
        slot = schedule.placed.get(key)
        return days.date_of(slot.start) if slot else held.get(key)

    found = [
        Review(
            id=one.id,
            kind=_looking(one),
            about=names.get(one.series, one.label) if one.series else one.cohort or one.label,
            day=day_of(one.id),
        )
        for one in activities
        if one.kind in (Kind.REVIEW, Kind.INTERVIEW)
    ]
    found += [
        Review(
            id=activity_id(end.structure.name, end.cohort.id, "review"),
            kind=Looking.END_OF_CYCLE,
            about=end.cohort.id,
            day=end.day,
        )
        for end in ends
    ]
    return tuple(sorted(found, key=lambda one: (one.day is None, one.day or date.max, one.id)))


def tally(
    activities: Collection[Activity],
    cohort: CohortId,
    *,
    held: Collection[ActivityId],
    focus: Mapping[ActivityId, str],
    teacher: PersonId | None = None,
) -> Tally:
    """What took place of a cohort's visits and debriefs, or of one teacher's; the pre-cycle is left out."""
    own = [
        one
        for one in activities
        if one.cohort == cohort
        and one.week != 0
        and (teacher is None or teacher in one.required)
        and one.kind in (Kind.VISIT, Kind.DEBRIEF)
    ]
    visits = [one.id for one in own if one.kind is Kind.VISIT]
    debriefs = [one.id for one in own if one.kind is Kind.DEBRIEF]
    areas = Counter(focus[one.id].strip() for one in own if focus.get(one.id, "").strip())
    ranked = sorted(areas, key=lambda area: (-areas[area], area))
    return Tally(
        visits=sum(one in held for one in visits),
        visits_due=len(visits),
        debriefs=sum(one in held for one in debriefs),
        debriefs_due=len(debriefs),
        focus=tuple(ranked[:FOCUS_SHOWN]),
    )


def _closing(
    cohort: Cohort, plain: Structure, district: District, schedule: Schedule, days: SchoolDays
) -> Closing | None:
    structure = tailored(plain, cohort.id, cohort.own_weeks)
    members = taking_part(district, cohort)
    if structure.repeats or not structure.weeks or not members:
        return None
    number = structure.weeks[-1].number
    window = cycle_calendar(district, cohort, structure, days).get(number)
    if window is None:
        return None
    last = _last_meeting(cohort, number, schedule)
    placed = schedule.placed.get(last) if last else None
    held = next((one.day for one in schedule.holds if one.activity == last), window.last)
    return Closing(
        cohort=cohort,
        structure=structure,
        members=tuple(person.id for person in members if person.active_on(window.last)),
        last=last,
        day=days.date_of(placed.start) if placed else held,
        prepared_from=window.first - AHEAD,
    )


def _last_meeting(cohort: Cohort, week: int, schedule: Schedule) -> ActivityId | None:
    own = (
        one.id
        for one in schedule.activities.values()
        if one.cohort == cohort.id and one.week == week and one.kind is Kind.SESSION
    )
    return next(own, None)


def _looking(activity: Activity) -> Looking:
    """By what sort of activity it is, and by the names of the steps that are shipped."""
    parts = activity.id.split(".")
    if activity.kind is Kind.INTERVIEW:
        return Looking.INTERVIEW
    if "data-reflection" in parts:
        return Looking.DATA
    return Looking.END_OF_CYCLE if "end-of-cycle-review" in parts else Looking.CHECKPOINT
