"""Reads what people did since the last look: answers, drags, edits, deletions. Writes nothing to Google."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from scheduler.district import District, PersonId
from scheduler.errors import BellweaveError, RemoteError
from scheduler.model import ActivityId, Schedule
from scheduler.peoples_time.availability import Availability
from scheduler.schoolday import SchoolDays
from scheduler.slots.put_by_hand import slot_by_hand
from sync.calendars.absence import NotWhole, gone_from
from sync.calendars.calendar_api import CalendarApi, EventPage, SyncTokenExpired
from sync.calendars.settle import settle
from sync.event.facts import Facts, OtherZone, Reader, Stopped
from sync.event.found_event import FoundEvent
from sync.event.identity import EventId, key_of
from sync.event.marks import Field, Marks, digests_of, own_marks, values_of
from sync.journal.journal import Journal
from sync.journal.kept_facts import Seen, take_in, token_of
from sync.merging.changes import Known, Standing

Back = dict[ActivityId, datetime]
MAY_WRITE = ("writer", "owner")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Which calendars to read, None for all; `whole` reads them from the start and not from the last
    look on; `believed` is how many missing events a person has confirmed to be gone."""

    calendars: Collection[str] | None = None
    whole: bool = False
    believed: int | None = None


EVERYTHING_NEW = Asked()


def pull(
    *,
    api: CalendarApi,
    journal: Journal,
    district: District,
    schedule: Schedule | None,
    now: datetime,
    asked: Asked = EVERYTHING_NEW,
) -> Facts:
    """What is new in the coaching calendars, kept in the journal together with how far each was read.

    A calendar that cannot be read is left as it is known; the others are read all the same. When Google
    asks to wait or to sign in, the rest is left and the error stands in the facts.
    """
    days = SchoolDays(district)
    reader = Reader(
        people={person.email.strip().lower(): person.id for person in district.people.values()},
        activities=schedule.activities if schedule else {},
        placed=schedule.placed if schedule else {},
        now=now,
        put_at=partial(slot_by_hand, availability=Availability(district, days)),
    )
    facts = Facts()
    try:
        settle(api, journal)
        for owner, calendar in sorted(journal.calendars().items(), key=lambda item: item[1]):
            if asked.calendars is None or calendar in asked.calendars:
                facts += _Calendar(api, journal, (owner, calendar), reader, district).read(asked)
    except RemoteError:
        raise
    except BellweaveError as error:
        facts += Facts(ended_by=(error,))
    return facts


class _Calendar:
    """One coaching calendar and what we know of it."""

    def __init__(
        self,
        api: CalendarApi,
        journal: Journal,
        whose: tuple[PersonId, str],
        reader: Reader,
        district: District,
    ) -> None:
        self._api, self._journal, self._reader = api, journal, reader
        self._owner, self._calendar = whose
        self._zone = district.year.zone
        self._known = [row for row in journal.known() if row.calendar_id == self._calendar]
        self._by_id = {row.event_id: row for row in self._known}
        self._activities = {row.key: row.activity for row in self._known}
        for activity in reader.activities:
            self._activities.setdefault(key_of(journal.lineage, activity), activity)

    def read(self, asked: Asked) -> Facts:
        """What is new; a calendar that cannot be read whole is left for the next time."""
        try:
            page, gone = self._changes(asked)
        except RemoteError as error:
            return self._stopped(_why(error), getattr(error, "missing", 0))
        if page.next_sync_token is None:
            return self._stopped("Google did not say how far its list goes")
        if page.role and page.role not in MAY_WRITE:
            return self._stopped("it can only be read now; share it with us again")
        facts, seen = self._facts(page, page.next_sync_token)
        facts += Facts(deleted=tuple(row.activity for row in gone))
        return take_in(self._journal, facts, seen)

    def _stopped(self, says: str, missing: int = 0) -> Facts:
        stop = Stopped(calendar=self._calendar, owner=self._owner, says=says, missing=missing)
        return Facts(stopped=(stop,))

    def _changes(self, asked: Asked) -> tuple[EventPage, tuple[Known, ...]]:
        """What changed since the last look; everything, and what is gone, where that is forgotten."""
        token = None if asked.whole else token_of(self._journal, self._calendar)
        if token:
            try:
                return self._api.list_events(self._calendar, sync_token=token), ()
            except SyncTokenExpired:
                pass
        page = self._api.list_events(self._calendar)
        listed = {event.id for event in page.events}
        gone = gone_from(self._api, self._calendar, self._known, listed, believed=asked.believed)
        return page, gone.rows

    def _facts(self, page: EventPage, token: str) -> tuple[Facts, Seen]:
        facts, back, live = Facts(), Back(), set[ActivityId]()
        for activity, event, marks in self._ours(page.events):
            facts += self._reader.read(activity, event, marks)
            live.add(activity)
            if event.start and _stands_as_written(event, marks):
                back[activity] = event.start
        other = OtherZone(calendar=self._calendar, owner=self._owner, zone=page.time_zone)
        facts += Facts(
            deleted=tuple(self._deletions(page.events)),
            zones=(other,) if page.time_zone not in ("", self._zone) else (),
        )
        seen = Seen(calendar=self._calendar, token=token, activities=frozenset(live), back=back)
        return facts, seen

    def _ours(self, events: Iterable[FoundEvent]) -> Iterator[tuple[ActivityId, FoundEvent, Marks]]:
        for event in events:
            marks = None if event.cancelled else own_marks(event, self._journal.lineage)
            activity = self._activities.get(marks.key) if marks else None
            if marks is not None and activity is not None:
                yield activity, event, marks

    def _deletions(self, events: Iterable[FoundEvent]) -> Iterator[ActivityId]:
        """Deletions that are not ours; of a tombstone only the id is sure to be there."""
        for event in events:
            row = self._by_id.get(EventId(event.id)) if event.cancelled else None
            marks = own_marks(event, self._journal.lineage)
            going = marks is not None and marks.going
            if row is not None and row.standing is Standing.STANDS and not going:
                yield row.activity


def _stands_as_written(event: FoundEvent, marks: Marks) -> bool:
    return digests_of(values_of(event))[Field.TIME] == marks.base.get(Field.TIME)


def _why(error: RemoteError) -> str:
    """Why a calendar could not be read, in words."""
    if isinstance(error, NotWhole):
        return error.what
    if error.status in (404, 410):
        return "it was deleted, or is no longer shared with us"
    if error.status == 403:
        return "Google does not let us read it any more"
    return error.what
