"""When each invitation has its turn: a cycle's sessions at enrolment, all else in the week before."""

from datetime import date, datetime, timedelta

from scheduler.district import District
from scheduler.model import Activity, ActivityId, Kind, Schedule, Slot
from scheduler.naming import monday_of
from scheduler.peoples_time.whose_days import counting_school
from scheduler.schoolday import SchoolDays
from sync.merging.rhythm import Turn
from sync.workspace.sending import publishing_moment

WEEK = timedelta(days=7)
ENROLMENT = 3 * WEEK
"""How long before a cycle's first week its sessions are sent."""
LOOK_BACK = 40
"""Weeks in which a publishing moment is looked for: a summer and more."""


def turns_of(schedule: Schedule, district: District, days: SchoolDays) -> dict[ActivityId, Turn]:
    """The turn of everything placed.

    Due is the last weekly publishing moment before the event's week that still gives the notice agreed;
    a session's, the one before its cycle begins, if that is sooner.
    """
    terms = _Terms(schedule, district, days)
    return {
        key: terms.turn(schedule.activities[key], slot) for key, slot in schedule.placed.items()
    }


class _Terms:
    """What the turns of one schedule are worked out from."""

    def __init__(self, schedule: Schedule, district: District, days: SchoolDays) -> None:
        self._district, self._days = district, days
        self._begins = _beginnings(schedule, days)
        self._moments: dict[date, datetime | None] = {}

    def turn(self, activity: Activity, slot: Slot) -> Turn:
        latest = self._latest(activity, slot)
        week = monday_of(self._days.date_of(slot.start))
        first = self._begins.get((activity.structure, activity.cohort or ""))
        if activity.kind is Kind.SESSION and first is not None:
            week = min(week, first - ENROLMENT + WEEK)
        due = self._last_moment(week - WEEK, latest)
        return Turn(due=min(due, latest), latest=latest)

    def _latest(self, activity: Activity, slot: Slot) -> datetime:
        """The end of the last day on which being told still gives the notice agreed."""
        days, left = self._days, activity.notice
        school, day = counting_school(self._district, activity), days.date_of(slot.start)
        if left <= 0:
            return slot.start
        while left > 0 and day > self._district.year.first:
            left -= days.has_school(school, day)
            day -= timedelta(days=1)
        return days.instant(day, self._district.habits.quiet_from)

    def _last_moment(self, monday: date, latest: datetime) -> datetime:
        """The last publishing moment in that week or an earlier one that is not too late."""
        week = monday
        for _ in range(LOOK_BACK):
            moment = self._moment_in(week)
            if moment is not None and moment <= latest:
                return moment
            week -= WEEK
        return self._days.instant(monday, datetime.min.time())

    def _moment_in(self, monday: date) -> datetime | None:
        if monday not in self._moments:
            habits = self._district.habits
            self._moments[monday] = publishing_moment(monday, habits, self._days)
        return self._moments[monday]


def _beginnings(schedule: Schedule, days: SchoolDays) -> dict[tuple[str, str], date]:
    """The Monday of the first event of each cohort's cycle."""
    found: dict[tuple[str, str], date] = {}
    for key, slot in schedule.placed.items():
        activity = schedule.activities[key]
        if activity.cohort is not None:
            cycle = (activity.structure, activity.cohort)
            monday = monday_of(days.date_of(slot.start))
            found[cycle] = min(monday, found.get(cycle, monday))
    return found
