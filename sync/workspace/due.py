"""What a push writes now, and what waits for its week: the schedule's differences in the rhythm of mails."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from scheduler.district import Role
from scheduler.model import Schedule
from scheduler.naming import monday_of
from sync.calendars import comparing
from sync.event.wording import Wording
from sync.journal.journal import Journal
from sync.journal.kept_mails import changed_since, mailed_in_week
from sync.merging.changes import ChangeSet
from sync.merging.rhythm import Rhythm, in_rhythm
from sync.workspace.given import Given
from sync.workspace.google import Google
from sync.workspace.kept_schedules import published
from sync.workspace.sending import next_morning, publishing_moment
from sync.workspace.turns import turns_of
from sync.workspace.workspace import Workspace

WEEKLY = "weekly"
WEEK = timedelta(days=7)
MAILED_ROLES = (Role.TEACHER, Role.TEACHER_LEADER)
"""Whose mails are counted: a coach is a guest of all she does."""


def wording_of(workspace: Workspace) -> Wording:
    """The words and habits of the workspace's invitations."""
    settings = workspace.settings
    return Wording(sender=settings.sender, mails_outside=settings.mails_outside)


def what_differs(
    workspace: Workspace,
    given: Given,
    journal: Journal,
    google: Google,
    schedule: Schedule,
    *,
    again: bool = False,
    ahead: bool = False,
) -> ChangeSet:
    """The saved schedule against the calendars, sorted by what is due; writes nothing to Google.

    `again` is a person's yes to changing an event a second time in a week; `ahead` counts as due what
    this week's publishing moment would send.
    """
    now = workspace.clock(given.zone)
    changes = differences(workspace, given, journal, google, schedule)
    if workspace.settings.publish != WEEKLY:
        return changes
    return due(changes, rhythm_of(schedule, given, journal, now, again=again), given, ahead=ahead)


def differences(
    workspace: Workspace,
    given: Given,
    journal: Journal,
    google: Google,
    schedule: Schedule,
    **more: Any,
) -> ChangeSet:
    """A schedule against the calendars, due or not; `more` as for `comparing.compare`."""
    now, still_wanted = workspace.clock(given.zone), [one.id for one in given.activities]
    return comparing.compare(
        schedule,
        given.district,
        api=google.calendar,
        journal=journal,
        wording=wording_of(workspace),
        reach=comparing.reach_of(schedule, journal, still_wanted, now),
        account=google.account,
        now=now,
        told=published(journal).placed,
        cycles=given.activities,
        invites=not google.alone,
        **more,
    )


def due(changes: ChangeSet, rhythm: Rhythm, given: Given, *, ahead: bool = False) -> ChangeSet:
    """What is due at the rhythm's instant; on the day of the publishing moment, at that moment.

    Where something presses it goes at once, and takes along no invitation that can wait.
    """
    days, now, coming = given.days, rhythm.at, rhythm.weekly
    pressing = in_rhythm(changes, rhythm)
    if coming is None or not (ahead or days.date_of(coming) == days.date_of(now)):
        return pressing
    if not ahead and pressing.soonest is not None and pressing.soonest < coming:
        return pressing
    return in_rhythm(changes, replace(rhythm, at=coming, weekly=None))


def rhythm_of(
    schedule: Schedule,
    given: Given,
    journal: Journal,
    now: datetime,
    *,
    again: bool = False,
) -> Rhythm:
    """The rhythm of this moment: turns, this week's mails, and what was changed this week already."""
    days, habits, zone = given.days, given.district.habits, given.zone
    monday = monday_of(days.date_of(now))
    following = monday + WEEK
    sunday = days.instant(following - timedelta(days=1), habits.quiet_from)
    next_week = next_morning(sunday, habits, days)
    coming = publishing_moment(monday, habits, days)
    then = publishing_moment(following, habits, days)
    teachers = frozenset(
        person.email.strip().lower()
        for person in given.district.people.values()
        if person.role in MAILED_ROLES
    )
    began = days.instant(monday, datetime.min.time())
    return Rhythm(
        at=now,
        weekly=coming if coming and coming > now else None,
        next_week=next_week,
        next_publishing=max(then or next_week, next_week),
        turns=turns_of(schedule, given.district, days),
        teachers=teachers,
        mailed=mailed_in_week(journal, teachers, now, zone),
        changed=frozenset() if again else changed_since(journal, began),
    )
