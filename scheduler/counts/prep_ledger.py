"""What coaching takes of teachers' prep, week by week, against what they agreed to give."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from scheduler.district import District, Doing, PersonId
from scheduler.model import Activity, ActivityId, Container, Schedule, Slot
from scheduler.naming import monday_of
from scheduler.rules.protect_prep import prep_uses
from scheduler.schoolday import SchoolDays, Span
from scheduler.timetabled import Timetable


@dataclass(frozen=True, slots=True, kw_only=True)
class PrepWeek:
    """One teacher's week from its Monday. `periods` and `minutes` are of her own prep that is used.

    `limit` is the periods a week that may be used; `agreed` whether her cohort agreed to a number of its
    own, where the contract's counts otherwise. What took place is due to be made up: `make_up_due` minutes.
    """

    teacher: PersonId
    monday: date
    periods: int
    minutes: int
    limit: int
    agreed: bool
    make_up_due: int

    @property
    def over_limit(self) -> bool:
        return self.periods > self.limit


def prep_weeks(
    schedule: Schedule,
    district: District,
    days: SchoolDays,
    *,
    took_place: Collection[ActivityId] = (),
    not_held: Collection[ActivityId] = (),
) -> tuple[PrepWeek, ...]:
    """Every week in which somebody's prep is used, by teacher and week; what was `not_held` used none."""
    timetable = Timetable(district, days)
    weeks: dict[tuple[PersonId, date], list[tuple[Activity, int]]] = defaultdict(list)
    for key, slot in schedule.placed.items():
        if slot.container is not Container.PREP or key in not_held:
            continue
        activity = schedule.activities[key]
        day = days.date_of(slot.start)
        for person in schedule.people_at(key):
            minutes = _of_her_prep(timetable, person, day, slot)
            if person != activity.leader and minutes:
                weeks[person, monday_of(day)].append((activity, minutes))
    return tuple(
        _week(district, person, monday, weeks[person, monday], took_place)
        for person, monday in sorted(weeks)
    )


def _of_her_prep(timetable: Timetable, person: PersonId, day: date, slot: Slot) -> int:
    """Minutes of the slot in which her timetable says prep; others may be in prep when she is not."""
    own = (piece for piece in timetable.pieces(person, day) or () if piece.doing is Doing.PREP)
    shared = (
        Span(start=max(piece.span.start, slot.start), end=min(piece.span.end, slot.end))
        for piece in own
        if piece.span.start < slot.end and slot.start < piece.span.end
    )
    return sum(one.minutes for one in shared)


def _week(
    district: District,
    person: PersonId,
    monday: date,
    used: list[tuple[Activity, int]],
    took_place: Collection[ActivityId],
) -> PrepWeek:
    cohorts = {cohort.id: cohort for cohort in district.cohorts}
    own = (cohorts.get(one.cohort) for one, _ in used if one.cohort)
    return PrepWeek(
        teacher=person,
        monday=monday,
        periods=len(used),
        minutes=sum(minutes for _, minutes in used),
        limit=min(prep_uses(district, one) for one, _ in used),
        agreed=any(cohort and cohort.prep_ok_per_week is not None for cohort in own),
        make_up_due=sum(minutes for one, minutes in used if one.id in took_place),
    )
