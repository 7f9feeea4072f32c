"""A team of five in the demo district that coaches each other: two lab sites, for which few leave a class.

Drawn after everything else, so that the rest of the district is the same with the team and without it. All
five teach the same mornings but for the shared hours of one weekday, in whose middle a host teaches.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from scheduler.activities.expand import expand, expand_cohort
from scheduler.demo.made_up import Demo
from scheduler.demo.names import email_of, people_names
from scheduler.demo.openings import Openings
from scheduler.district import (
    Cohort,
    CohortId,
    Consent,
    District,
    Doing,
    Lesson,
    Person,
    PersonId,
    Role,
    School,
)
from scheduler.model import Activity, ActivityId, Slot
from scheduler.schoolday import SchoolDays
from scheduler.structures.structure import Structure

TEAM = CohortId("lab-team")
STRUCTURE = "collaborative-coaching"
SIZE = 5
SHARED = ("1", "2", "4")
"""Blocks of the shared weekday in which all five meet; in block 3 the host teaches."""
LESSON = "3"
_SUBJECT = "Math"
_OTHERS = ("Reading", "Writing", "Science", "Social Studies")
_BLOCKS = ("1", "2", "3", "4", "5", "6", "7", "8")
_WEEKDAYS = (2, 1, 3)
"""Weekdays tried for the shared hours (Monday 0), the likeliest first."""
_ALONE = ("3", "5", "6", "7", "4")
"""The block of the day after in which each of the five can talk with the one who leads."""


def with_lab(demo: Demo, structures: Mapping[str, Structure], *, seed: int = 1) -> Demo:
    """The demo with the team in its first school, led by that school's teacher leader.

    Raises ValueError when no weekday leaves room for it: some school day is closed to it each week.
    """
    school = next(iter(demo.district.schools.values()))
    for weekday in _WEEKDAYS:
        district = _joined(demo.district, school, weekday, seed)
        days = SchoolDays(district)
        team = next(one for one in district.cohorts if one.id == TEAM)
        wanted = expand_cohort(district, team, structures, days)
        placed = _placed(district, days, wanted)
        if placed is not None:
            return replace(
                demo,
                district=district,
                activities=expand(district, structures, days),
                witness={**demo.witness, **placed},
            )
    raise ValueError(f"no weekday leaves room for a lab at {school.name}")


def _joined(district: District, school: School, weekday: int, seed: int) -> District:
    members = list(_members(district, school, seed))
    leads = next(
        one
        for one in district.people.values()
        if one.role is Role.TEACHER_LEADER and one.school == school.id
    )
    starts = min(one.start_week for one in district.cohorts)
    team = Cohort(
        id=TEAM,
        structure=STRUCTURE,
        coach=leads.id,
        topic="",
        start_week=starts,
        members=tuple(one.id for one in members),
        subject=_SUBJECT,
        school=school.id,
    )
    lessons = [
        row for at, one in enumerate(members) for row in _timetable(one, at, weekday=weekday)
    ]
    return replace(
        district,
        people={**district.people, **{one.id: one for one in members}},
        cohorts=(*district.cohorts, team),
        timetable=(*district.timetable, *lessons),
    )


def _members(district: District, school: School, seed: int) -> Iterator[Person]:
    """Five teachers whose names nobody has yet."""
    rng = random.Random(f"lab {seed}")
    known = {one.name for one in district.people.values()}
    fresh = (found for found in people_names(rng) if found[0] not in known)
    for grade in ("1", "2", "2", "3", "5"):
        name, key = next(fresh)
        yield Person(
            id=PersonId(key),
            name=name,
            email=email_of(key),
            role=Role.TEACHER,
            school=school.id,
            grade=grade,
            consent=Consent.VOLUNTEERED,
        )


def _timetable(person: Person, at: int, *, weekday: int) -> Iterator[Lesson]:
    """Five days of eight blocks: the shared hours on one, a talk the day after, a double prep on four."""
    for number in range(5):
        doing = dict.fromkeys(_BLOCKS, Doing.TEACH)
        doing |= {"Lunch": Doing.LUNCH, "Recess": Doing.DUTY, "Recess 2": Doing.DUTY}
        if number == weekday:
            doing |= dict.fromkeys(SHARED, Doing.PLC)
            doing |= {LESSON: Doing.FREE} if at == SIZE - 1 else {}
        else:
            doing |= dict.fromkeys(("3", "4") if at % 2 else ("1", "2"), Doing.PREP)
        if number == weekday + 1:
            doing[_ALONE[at]] = Doing.FREE
        for block, what in doing.items():
            subject = _subject(block) if what is Doing.TEACH else ""
            yield Lesson(
                person=person.id,
                letter=f"D{number + 1}",
                block=block,
                doing=what,
                course=f"{subject} {person.grade}".strip() if subject else "",
                subject=subject,
                room=f"{at + 1}31" if subject else "",
            )


def _subject(block: str) -> str:
    return _SUBJECT if block in (LESSON, "5") else _OTHERS[int(block) % len(_OTHERS)]


def _placed(
    district: District, days: SchoolDays, wanted: Sequence[Activity]
) -> dict[ActivityId, Slot] | None:
    """A slot for each, in the order they have to come: the first in the best kind of time that is left."""
    openings = Openings(district, days)
    found: dict[ActivityId, Slot] = {}
    busy: list[tuple[frozenset[PersonId], Slot]] = []
    for activity in sorted(wanted, key=lambda one: (one.week or 0, _depth(one, wanted))):
        slot = next(
            (
                slot
                for slot in _ways(openings, activity)
                if not any(
                    slot.overlaps(other) and people.intersection(activity.required)
                    for people, other in busy
                )
                and _in_order(activity, slot, found, days)
            ),
            None,
        )
        if slot is None:
            return None
        found[activity.id] = slot
        busy.append((frozenset(activity.required), slot))
    return found


def _ways(openings: Openings, activity: Activity) -> list[Slot]:
    """The kind of time the step names first comes first, then the earlier."""
    look = openings.visits if activity.teaching is not None else openings.meetings
    span = (activity.window.last - activity.window.first).days + 1
    dates = (activity.window.first + timedelta(days=after) for after in range(span))
    found = [slot for day in dates for slot in look(activity, day)]
    return sorted(found, key=lambda slot: (activity.inside.index(slot.container), slot.start))


def _in_order(
    activity: Activity, slot: Slot, found: Mapping[ActivityId, Slot], days: SchoolDays
) -> bool:
    for after in activity.after:
        earlier = found.get(after.earlier)
        if earlier is None:
            continue
        gap = (slot.start - earlier.end).total_seconds() / 60
        same_day = days.date_of(slot.start) == days.date_of(earlier.start)
        if gap < 0 or (after.school_days == 0 and not same_day):
            return False
        if after.gap_minutes is not None and gap > after.gap_minutes:
            return False
    return True


def _depth(activity: Activity, wanted: Sequence[Activity]) -> int:
    """How many come one after the other before it in its week."""
    by_id = {one.id: one for one in wanted}
    earlier = [by_id[one.earlier] for one in activity.after if one.earlier in by_id]
    return max((1 + _depth(one, wanted) for one in earlier if one.week == activity.week), default=0)
