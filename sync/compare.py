"""A schedule against what stands in the calendars: reads Google, writes nothing to it."""

from datetime import datetime

from scheduler.district import District
from scheduler.model import Schedule
from sync.calendar_api import CalendarApi
from sync.changes import ChangeSet
from sync.coaching_calendars import calendar_name
from sync.diff import Reach, diff
from sync.events import wanted_events
from sync.journal import Journal
from sync.look import look
from sync.wording import Wording


def compare(
    schedule: Schedule,
    district: District,
    *,
    api: CalendarApi,
    journal: Journal,
    wording: Wording,
    reach: Reach,
    now: datetime,
    frozen_until: datetime | None = None,
    account: str = "",
) -> ChangeSet:
    """What a push would do; `account` is the address we write as.

    Raises:
        InputError: somebody has no e-mail address, or an event is too large for Google.
    """
    wanted = wanted_events(schedule, district, wording)
    owners = sorted({event.owner for event in wanted})
    seen = look(api, journal, owners)
    names = {owner: calendar_name(district.people[owner].name, wording) for owner in owners}
    return diff(
        wanted,
        seen.found,
        journal.state(names, seen.stopped),
        reach=reach,
        now=now,
        zone=district.year.zone,
        frozen_until=frozen_until,
        account=account,
    )


def reach_of(schedule: Schedule, start: datetime, end: datetime) -> Reach:
    """What a schedule speaks for: everything in it, placed or not, and the time it was made for.

    `start` and `end` (aware UTC, half-open) bound the days that were scheduled anew: an event of ours
    inside them that the schedule no longer knows, such as a leaver's, is cancelled.
    """
    return Reach(start=start, end=end, activities=frozenset(schedule.activities))
