"""Who could be had on which half day, before any bell or timetable is known.

Only dates speak here: the district's calendar, who works on which weekday, from when to when, and whole
days that are kept free.
"""

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date, datetime, time

from scheduler.activities.cycle import school_of
from scheduler.district import (
    EVERYWHERE,
    Blackout,
    DayType,
    District,
    Person,
    PersonId,
    Role,
    SchoolId,
)
from scheduler.model import Activity, After, Half, Kind
from scheduler.peoples_time.whose_days import counting_school, open_for
from scheduler.schoolday import SchoolDays

HALF_MINUTES = 180
"""What a half day holds for one person: three hours, a convention. Something longer takes a half day that is
still empty."""
NOON = time(12, 0)


def half_of(days: SchoolDays, moment: datetime) -> Half:
    """The half day an instant lies in, on the school's clock."""
    return Half.MORNING if days.local(moment).time() < NOON else Half.AFTERNOON


def on_the_same_day(activity: Activity) -> After | None:
    """What it has to follow on the same date, None where there is nothing of the kind."""
    same = (one for one in activity.after if not one.soft and one.school_days == 0)
    return next(same, None)


class HalfDays:
    """The half days of a district's people, and what has been held in them so far."""

    def __init__(self, district: District, days: SchoolDays) -> None:
        self.district = district
        self.days = days
        self._minutes: Counter[tuple[PersonId, date, Half]] = Counter()
        self._visits: Counter[tuple[PersonId, date]] = Counter()
        self._sites: dict[tuple[PersonId, date], Counter[SchoolId]] = defaultdict(Counter)
        self._away: dict[tuple[PersonId, date], str] = {}

    def take(self, activity: Activity, day: date, half: Half) -> None:
        """Note that an activity takes this half day of everybody in it, also of those who may stay away."""
        for person in activity.people:
            self._minutes[person, day, half] += activity.minutes
        if activity.kind is Kind.VISIT:
            self._visits[activity.leader, day] += 1
        if activity.school:
            self._sites[activity.leader, day][activity.school] += 1

    def load(self, person: PersonId, day: date) -> int:
        """Minutes held for somebody on a date."""
        return sum(self._minutes[person, day, half] for half in Half)

    def elsewhere(self, activity: Activity, day: date) -> bool:
        """Whether its leader is to be at another school that day."""
        there = self._sites.get((activity.leader, day), ())
        return bool(activity.school and there and activity.school not in there)

    def no_day(self, activity: Activity, day: date) -> str:
        """Why nothing of the kind can stand on that date at all; '' when it can."""
        school = activity.school or counting_school(self.district, activity)
        row = self.days.row(school, day)
        if not open_for(activity, self.days, school, day):
            return f"there is no school ({row.note or row.day_type.value})" if row else "no school"
        if activity.teaching and row and row.day_type is DayType.TESTING:
            return "students are tested"
        if closed := self._gated(activity, day) or self._kept_free(activity.school, day):
            return closed
        if not self.days.has_school(school, day):
            return ""  # whoever works there works that day
        if away := next(filter(None, (self.away(one, day) for one in activity.required)), ""):
            return away
        return self._quorum_missing(activity, day) or self._too_much(activity, day)

    def no_half(self, activity: Activity, day: date, half: Half) -> str:
        """Who has no room for it in that half day; '' when everybody has."""
        for person in activity.required:
            held = self._minutes[person, day, half]
            if held and held + activity.minutes > HALF_MINUTES:
                return f"{self.district.people[person].name} has no half day left"
        return ""

    def away(self, person: PersonId, day: date) -> str:
        """Why somebody is not to be had on a date; '' when she is."""
        key = (person, day)
        if key not in self._away:
            self._away[key] = self._why_away(self.district.people[person], day)
        return self._away[key]

    def _why_away(self, person: Person, day: date) -> str:
        if not person.active_on(day) or (person.works and day.weekday() not in person.works):
            return f"{person.name} does not work that day"
        if not self.days.has_school(school_of(person), day):
            return f"{person.name}'s school is closed"
        kept = (
            one for one in self.district.blackouts if not one.soft and _is_about(one, person, day)
        )
        return next((one.reason or f"{person.name} is kept free" for one in kept), "")

    @staticmethod
    def _gated(activity: Activity, day: date) -> str:
        """Which gate is still closed; one not met yet counts from the day the leader has it due."""
        expected = (replace(one, met_on=one.met_on or one.due) for one in activity.barriers)
        return next(filter(None, (one.closed_on(day) for one in expected)), "")

    def _kept_free(self, school: SchoolId | None, day: date) -> str:
        """Why the place is kept free the whole day, '' when it is not."""
        for one in self.district.blackouts:
            part = one.person or one.room or one.grade or one.subject or one.blocks or one.soft
            if not part and one.first <= day <= one.last and one.school in (EVERYWHERE, school):
                return one.reason or "the place is kept free"
        return ""

    def _quorum_missing(self, activity: Activity, day: date) -> str:
        people = self.district.people
        able = Counter(people[one].role for one in activity.people if not self.away(one, day))
        return next(
            (
                f"too few of the role {role.value} are here"
                for role, needed in activity.quorum
                if able[role] < needed
            ),
            "",
        )

    def _too_much(self, activity: Activity, day: date) -> str:
        limits, leader = self.district.limits, activity.leader
        name = self.district.people[leader].name
        if activity.kind is Kind.VISIT and self._visits[leader, day] >= limits.visits_a_day:
            return f"{name} has {limits.visits_a_day} visits that day"
        sites = self._sites.get((leader, day), ())
        if activity.school and activity.school not in sites and len(sites) >= limits.sites_a_day:
            return f"{name} is at {limits.sites_a_day} schools that day"
        return ""


def _is_about(blackout: Blackout, person: Person, day: date) -> bool:
    """Whether it keeps the person's whole date free; a coach's only by name or everywhere."""
    if not blackout.first <= day <= blackout.last:
        return False
    if blackout.room or blackout.subject or blackout.blocks:
        return False
    if blackout.person is not None:
        return blackout.person == person.id
    if blackout.school != EVERYWHERE and (
        person.role is Role.COACH or blackout.school != person.school
    ):
        return False
    return blackout.grade in ("", person.grade)
