"""When people's own calendars are busy with what is not ours, read into the journal as spans.

A coach is a guest of her own events, so that her calendar shows them busy: they are taken out again, as
they stand in the coaching calendars and not as the schedule has them. Writes nothing to Google.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from scheduler.district import District, Person, PersonId
from scheduler.errors import BellweaveError, RemoteError
from scheduler.model import Schedule
from scheduler.schoolday import Span
from sync.calendars.absence import NotWhole
from sync.calendars.busy import Unknown
from sync.calendars.calendar_api import CalendarApi, EventPage
from sync.event.busy_time import joined, time_taken, without_ours
from sync.event.marks import own_marks
from sync.journal.journal import Journal
from sync.journal.kept_busy import keep_busy
from sync.merging.changes import Standing

EXPANDED_MAX = 5_000
"""Times of recurring events in one coaching calendar; with more, its people count as unread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whose busy time is asked for, and between which instants."""

    whom: tuple[PersonId, ...]
    start: datetime
    end: datetime


@dataclass(slots=True)
class _Taken:
    """What the coaching calendars say: time of ours by address, and people's own by person; of the
    people in `doubted` a calendar could not be read."""

    ours: defaultdict[str, list[Span]]
    foreign: defaultdict[PersonId, list[Span]]
    doubted: set[PersonId]


def read_busy(
    wanted: Wanted,
    *,
    api: CalendarApi,
    journal: Journal,
    district: District,
    schedule: Schedule | None,
) -> tuple[PersonId, ...]:
    """Look, and keep what was found; who could not be read, of whom the last look stands.

    `schedule` is what people were told: it says who is in the events of a calendar that cannot be read.
    """
    addresses = {
        person: district.people[person].email.strip().lower()
        for person in wanted.whom
        if "@" in district.people[person].email
    }
    try:
        taken = _coaching_calendars(wanted, api, journal, district, schedule)
        told = api.freebusy(sorted(set(addresses.values())), wanted.start, wanted.end)
    except BellweaveError:
        # A look at busy times never ends a pull: what was read before it is kept, and people are told.
        keep_busy(journal, {}, wanted.whom)
        return wanted.whom
    read: dict[PersonId, list[Span]] = {}
    for person, address in addresses.items():
        busy = told[address]
        if person in taken.doubted or isinstance(busy, Unknown):
            continue
        spans = [Span(start=start, end=end) for start, end in busy]
        own = without_ours(spans, taken.ours[address])
        read[person] = joined([*own, *taken.foreign[person]])
    unread = tuple(person for person in wanted.whom if person not in read)
    keep_busy(journal, read, unread)
    return unread


def _coaching_calendars(
    wanted: Wanted,
    api: CalendarApi,
    journal: Journal,
    district: District,
    schedule: Schedule | None,
) -> _Taken:
    taken = _Taken(defaultdict(list), defaultdict(list), set())
    for owner, calendar in sorted(journal.calendars().items()):
        try:
            page = api.list_events(
                calendar,
                ends_after=wanted.start,
                starts_before=wanted.end,
                expanded_max=EXPANDED_MAX,
            )
            _refuse_short(page, calendar, wanted, journal, schedule)
        except RemoteError:
            taken.doubted |= {owner, *_in_events_of(calendar, journal, schedule)}
            continue
        zone = page.time_zone or district.year.zone
        _sort_out(page, taken, district.people.get(owner), zone, journal.lineage)
    return taken


def _sort_out(
    page: EventPage, taken: _Taken, owner: Person | None, zone: str, lineage: str
) -> None:
    """Ours count for every guest who did not decline, others for the calendar's owner."""
    for event in page.events:
        if own_marks(event, lineage) is None:
            own = time_taken(event, owner.email, zone) if owner else None
            if owner and own:
                taken.foreign[owner.id].append(own)
            continue
        span = time_taken(event, "", zone)
        for guest in event.attendees if span else ():
            if span and guest.response != "declined":
                taken.ours[guest.email].append(span)


def _refuse_short(
    page: EventPage,
    calendar: str,
    wanted: Wanted,
    journal: Journal,
    schedule: Schedule | None,
) -> None:
    """Events of ours that a list left out would be taken for somebody else's."""
    listed = {event.id for event in page.events}
    placed = schedule.placed if schedule else {}
    for row in journal.known():
        slot = placed.get(row.activity)
        if row.calendar_id != calendar or row.standing is not Standing.STANDS or slot is None:
            continue
        if wanted.start < slot.start < slot.end < wanted.end and row.event_id not in listed:
            raise NotWhole("Google left events out of its list")


def _in_events_of(calendar: str, journal: Journal, schedule: Schedule | None) -> Iterable[PersonId]:
    """Everybody in the events of a calendar, as far as the schedule says."""
    if schedule is None:
        return
    for row in journal.known():
        if row.calendar_id == calendar and row.activity in schedule.placed:
            yield from schedule.people_at(row.activity)
