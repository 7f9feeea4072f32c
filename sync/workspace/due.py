"""What a push writes now, and what waits for its week: the schedule's differences in the rhythm of mails."""

from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

from scheduler.district import EVERYWHERE, Role
from scheduler.model import Schedule
from scheduler.naming import monday_of
from sync.calendars import comparing
from sync.event.identity import key_of
from sync.journal.journal import Journal
from sync.journal.kept_facts import kept_exclusions
from sync.journal.kept_mails import changed_since, mailed_in_week
from sync.merging.changes import ChangeSet
from sync.merging.merge import Frozen
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """What a person asks of a comparison beyond the ordinary.

    `again` is her yes to changing an event a second time in a week; `ahead` counts as due what this week's
    publishing moment would send; `short_notice` lets change what starts before the notice agreed; `prune`
    cancels events of ours that nothing knows any more.
    """

    again: bool = False
    ahead: bool = False
    short_notice: bool = False
    prune: bool = False


ORDINARY = Wishes()


def what_differs(
    workspace: Workspace,
    given: Given,
    journal: Journal,
    google: Google,
    schedule: Schedule,
    *,
    wishes: Wishes = ORDINARY,
) -> ChangeSet:
    """The saved schedule against the calendars, sorted by what is due; writes nothing to Google.

    What somebody declined may change inside the notice: she asked for it.
    """
    now = workspace.clock(given.zone)
    near = None if wishes.short_notice else notice_ends(given, now)
    declined = {one.activity for one in kept_exclusions(journal)}
    may_change = frozenset(key_of(journal.lineage, activity) for activity in declined)
    frozen = Frozen(until=now, near=near, may_change=may_change)
    changes = differences(
        workspace, given, journal, google, schedule, frozen=frozen, prune=wishes.prune
    )
    if workspace.settings.publish != WEEKLY:
        return changes
    rhythm = rhythm_of(schedule, given, journal, now, again=wishes.again)
    return due(changes, rhythm, given, ahead=wishes.ahead)


def notice_ends(given: Given, now: datetime) -> datetime:
    """Before this instant nothing changes without a word: the shortest notice agreed, in school days."""
    days, notice = given.days, given.district.limits.notice_running_visit
    last = days.add(EVERYWHERE, days.date_of(now), notice)
    return days.instant(last + timedelta(days=1), time.min)


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
        wording=workspace.wording,
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
