"""What a push of a schedule would do: reads the calendars and the journal, writes nothing to Google."""

from collections.abc import Iterable
from datetime import datetime

from scheduler.district import District
from scheduler.model import ActivityId, Schedule
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
    still_wanted: Iterable[ActivityId],
    api: CalendarApi,
    journal: Journal,
    account: str,
    now: datetime,
) -> ChangeSet:
    """The changes that bring the calendars to a schedule.

    Cancelled is what this schedule could have placed and did not, and what the district no longer asks for
    at all (`still_wanted` is what it does). What another run may yet place is left alone.
    """
    wording = Wording()
    wanted = wanted_events(schedule, district, wording)
    owners = {event.owner for event in wanted}
    seen = look(api, journal, sorted(owners))
    names = {owner: calendar_name(district.people[owner].name, wording) for owner in owners}
    no_more = {row.activity for row in journal.known()} - set(still_wanted)
    return diff(
        wanted,
        seen.found,
        journal.state(names, seen.stopped),
        reach=Reach(start=now, end=now, activities=frozenset(no_more | set(schedule.activities))),
        now=now,
        zone=district.year.zone,
        account=account,
    )
