"""What a push of a schedule would do: reads the calendars and the journal, writes nothing to Google."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from scheduler.district import District
from scheduler.model import Activity, ActivityId, Schedule, Slot
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.coaching_calendars import calendar_name
from sync.calendars.look import Look, look
from sync.event.events import wanted_events, without_guests
from sync.event.progress import Progress
from sync.event.wording import Wording
from sync.journal.claims import kept_claims
from sync.journal.journal import Journal
from sync.merging.changes import ChangeSet
from sync.merging.claims import Claim
from sync.merging.diff import Reach, diff
from sync.merging.merge import Frozen


def compare(
    schedule: Schedule,
    district: District,
    *,
    api: CalendarApi,
    journal: Journal,
    reach: Reach,
    now: datetime,
    wording: Wording | None = None,
    frozen: Frozen | None = None,
    account: str = "",
    prune: bool = False,
    claims: Iterable[Claim] = (),
    seen: Look | None = None,
    told: Mapping[ActivityId, Slot] | None = None,
    cycles: Iterable[Activity] = (),
    invites: bool = True,
) -> ChangeSet:
    """The changes that bring the calendars to a schedule; `account` is the address we write as.

    `claims` stand beside those in the journal, to see what they would change; `seen` is what a look at the
    calendars just found. `told` is what people know already and `cycles` the activities of whole cycles,
    for the progress told in an invitation. An account
    that may not invite (`invites`) writes events without guests.

    Raises:
        InputError: somebody has no e-mail address, or an event is too large for Google.
    """
    wording = wording or Wording()
    progress = Progress(schedule, told or {}, now, cycles)
    wanted = wanted_events(schedule, district, wording, progress=progress)
    wanted = wanted if invites else without_guests(wanted)
    owners = sorted({event.owner for event in wanted})
    seen = seen or look(api, journal, owners, district.people)
    names = {owner: calendar_name(district.people[owner].name, wording) for owner in owners}
    return diff(
        wanted,
        seen.found,
        replace(journal.state(names, seen.stopped), claims=(*kept_claims(journal), *claims)),
        reach=reach,
        now=now,
        zone=district.year.zone,
        frozen=frozen,
        account=account,
        prune=prune,
    )


def reach_of(
    schedule: Schedule, journal: Journal, still_wanted: Collection[ActivityId], now: datetime
) -> Reach:
    """What a schedule speaks for: all it could have placed, and what nobody asks for any more.

    `still_wanted` is what the district does ask for; what another search may yet place is left alone.
    """
    no_more = {row.activity for row in journal.known()} - set(still_wanted)
    spoken_for = frozenset(no_more | set(schedule.activities))
    return Reach(start=now, end=now, activities=spoken_for, later=frozenset(still_wanted))
