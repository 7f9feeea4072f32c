"""How much coaching reached each teacher: what took place, and how long ago the last of it was.

Counted of what belongs to a cohort or team and took place with her there; who leads it is not coached by it.
"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from scheduler.activities.cycle import school_of
from scheduler.counts.reach import Record, Share
from scheduler.district import PersonId, SchoolId
from scheduler.model import Activity, ActivityId, Kind
from scheduler.naming import monday_of

CONTACT_DAYS = 10
"""School days without contact at which somebody is told of: contact every other week is the common rhythm."""
WEEKS_SHOWN = 8
"""Weeks of the heat map, the running one last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose:
    """One teacher's share. `minutes` are of all contact; `planned` are visits and debriefs that were due
    before today, of which so many took place. `visits_by_week` ends with the running week.

    `without_contact` counts her school's days since the last contact, or since her cycle began where there
    was none; None where no cycle of hers runs.
    """

    teacher: PersonId
    school: SchoolId
    visits: int
    debriefs: int
    minutes: int
    planned: Share
    visits_by_week: tuple[int, ...]
    without_contact: int | None

    @property
    def to_be_told(self) -> bool:
        return self.without_contact is not None and self.without_contact >= CONTACT_DAYS


def doses(record: Record) -> tuple[Dose, ...]:
    """Each teacher of today whom a cohort or team asks for, or who had contact, by school and id."""
    asked: dict[PersonId, list[Activity]] = defaultdict(list)
    for one in record.asked:
        for person in _coached(one, one.required):
            asked[person].append(one)
    held: dict[PersonId, list[ActivityId]] = defaultdict(list)
    for key in record.took_place():
        if key in record.told.activities:
            for person in _coached(record.told.activities[key], record.told.people_at(key)):
                held[person].append(key)
    teachers = record.teachers() & (asked.keys() | held.keys())
    found = (_dose(record, one, asked[one], held[one]) for one in teachers)
    return tuple(sorted(found, key=lambda dose: (dose.school, dose.teacher)))


def _coached(activity: Activity, people: tuple[PersonId, ...]) -> list[PersonId]:
    if activity.cohort is None:
        return []
    return [person for person in people if person != activity.leader]


def _dose(record: Record, teacher: PersonId, asked: list[Activity], held: list[ActivityId]) -> Dose:
    told = record.told
    school = school_of(record.district.people[teacher])
    days = {key: record.days.date_of(told.placed[key].start) for key in held}
    visits = [key for key in held if _is_visit_of(told.activities[key], teacher)]
    debriefs = [key for key in held if told.activities[key].kind is Kind.DEBRIEF]
    due = {
        one.id
        for one in asked
        if (one.kind is Kind.DEBRIEF or _is_visit_of(one, teacher))
        and one.window.last < record.today
    }
    return Dose(
        teacher=teacher,
        school=school,
        visits=len(visits),
        debriefs=len(debriefs),
        minutes=sum(told.placed[key].minutes for key in held),
        planned=Share(count=len(due & days.keys()), of=len(due)),
        visits_by_week=_by_week([days[key] for key in visits], record.today),
        without_contact=_without_contact(record, school, asked, days),
    )


def _is_visit_of(activity: Activity, teacher: PersonId) -> bool:
    """A visit in her own classroom; one she watches elsewhere is not hers."""
    return activity.kind is Kind.VISIT and activity.teaching == teacher


def _by_week(days: list[date], today: date) -> tuple[int, ...]:
    if today == date.min:
        return (0,) * WEEKS_SHOWN
    running = monday_of(today)
    mondays = [running - timedelta(weeks=ago) for ago in reversed(range(WEEKS_SHOWN))]
    return tuple(sum(monday_of(day) == monday for day in days) for monday in mondays)


def _without_contact(
    record: Record, school: SchoolId, asked: list[Activity], held: Mapping[ActivityId, date]
) -> int | None:
    """School days after the last contact up to today; holidays and closed days are none."""
    running = [
        cohort for cohort, (first, last) in _spans(asked).items() if first <= record.today <= last
    ]
    if not running:
        return None
    began = min(_spans(asked)[cohort][0] for cohort in running)
    last = max(held.values(), default=None)
    if last is not None and last >= began:
        return record.days.count(school, last, record.today)
    return record.days.count(school, began, record.today)


def _spans(asked: list[Activity]) -> dict[str, tuple[date, date]]:
    """First and last date of each cohort's cycle, as far as it asks for her."""
    spans: dict[str, tuple[date, date]] = {}
    for one in asked:
        first, last = spans.get(str(one.cohort), (one.window.first, one.window.last))
        spans[str(one.cohort)] = (min(first, one.window.first), max(last, one.window.last))
    return spans
