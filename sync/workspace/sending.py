"""When mail may go out: once a week at the publishing moment, never at night, never without school.

Google mails at the moment of the write, so considerate mail means writing later.
"""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from scheduler.district import EVERYWHERE, Habits
from scheduler.schoolday import SchoolDays

LOOK_AHEAD = timedelta(days=60)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """`at` is the instant (aware UTC) to write at; `hold` tells whether that is later than now."""

    at: datetime
    hold: bool
    why: str


def when_to_send(
    now: datetime,
    habits: Habits,
    days: SchoolDays,
    *,
    mails: int = 1,
    soonest: datetime | None = None,
) -> Sending:
    """Now, or the instant to hold a push until; a push that mails nobody never waits.

    Before this week's publishing moment it waits for that, unless a mail is about something that begins
    sooner (`soonest`); after it, for the next time somebody at school would read it. In a week without
    the publishing day its last school day takes its place.
    """
    if not mails:
        return Sending(at=now, hold=False, why="nobody gets an e-mail")
    moment = publishing_moment(days.date_of(now), habits, days)
    presses = soonest is not None and moment is not None and soonest < moment
    if moment and now < moment and not presses:
        return Sending(at=moment, hold=True, why="e-mails go out at the weekly publishing moment")
    if _is_considerate(now, habits, days):
        return Sending(at=now, hold=False, why="it is a school day, outside the quiet hours")
    morning = next_morning(now, habits, days)
    return Sending(at=morning, hold=True, why="nothing is sent in quiet hours or without school")


def publishing_moment(day: date, habits: Habits, days: SchoolDays) -> datetime | None:
    """The publishing moment of the week that holds a date; None in a week without school till then."""
    week = days.school_week(EVERYWHERE, day)
    able = [one for one in week if one.weekday() <= habits.publish_weekday]
    return days.instant(able[-1], habits.publish_at) if able else None


def _is_considerate(now: datetime, habits: Habits, days: SchoolDays) -> bool:
    local = days.local(now)
    awake = not _quiet(local.time(), habits)
    return awake and days.has_school(EVERYWHERE, local.date())


def _quiet(wall: time, habits: Habits) -> bool:
    """Quiet hours run from `quiet_from` up to `quiet_to`, over midnight as a rule."""
    if habits.quiet_from > habits.quiet_to:
        return wall >= habits.quiet_from or wall < habits.quiet_to
    return habits.quiet_from <= wall < habits.quiet_to


def next_morning(now: datetime, habits: Habits, days: SchoolDays) -> datetime:
    """The end of the quiet hours of the next school day; a summer later, simply the next day."""
    today = days.date_of(now)
    for day in days.school_days(EVERYWHERE, today, today + LOOK_AHEAD):
        morning = days.instant(day, habits.quiet_to)
        if morning > now:
            return morning
    return days.instant(today + timedelta(days=1), habits.quiet_to)
