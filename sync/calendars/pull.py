"""Reads what people did since the last look: answers, drags, edits, deletions. Writes nothing to Google."""

from collections.abc import Iterable
from datetime import datetime

from scheduler.district import District
from scheduler.errors import RemoteError
from scheduler.model import ActivityId, Schedule
from sync.calendars.calendar_api import CalendarApi, EventPage, SyncTokenExpired
from sync.calendars.settle import settle
from sync.event.facts import Facts, Reader
from sync.event.found_event import FoundEvent
from sync.event.identity import EventId, key_of
from sync.event.marks import Field, Marks, digests_of, own_marks, values_of
from sync.journal.journal import Journal
from sync.journal.kept_facts import take_in, token_of
from sync.merging.changes import Known, Standing

Back = dict[ActivityId, datetime]


def pull(
    *,
    api: CalendarApi,
    journal: Journal,
    district: District,
    schedule: Schedule | None,
    now: datetime,
) -> Facts:
    """What is new in every coaching calendar, kept in the journal together with how far it was read."""
    settle(api, journal)
    reader = Reader(
        people={person.email.strip().lower(): person.id for person in district.people.values()},
        activities=schedule.activities if schedule else {},
        placed=schedule.placed if schedule else {},
        now=now,
    )
    facts = Facts()
    for calendar in sorted(set(journal.calendars().values())):
        facts += _Calendar(api, journal, calendar, reader).read()
    return facts


class _Calendar:
    """One coaching calendar and what we know of it."""

    def __init__(self, api: CalendarApi, journal: Journal, calendar: str, reader: Reader) -> None:
        self._api, self._journal, self._calendar, self._reader = api, journal, calendar, reader
        self._known = [row for row in journal.known() if row.calendar_id == calendar]
        self._by_id = {row.event_id: row for row in self._known}
        self._activities = {row.key: row.activity for row in self._known}
        for activity in reader.activities:
            self._activities.setdefault(key_of(journal.lineage, activity), activity)

    def read(self) -> Facts:
        """What is new; a calendar that cannot be read whole is left for the next time."""
        try:
            page, missing = self._changes()
        except RemoteError:
            return Facts(stopped=(self._calendar,))
        if page.next_sync_token is None or missing is None:
            return Facts(stopped=(self._calendar,))
        facts, back = self._facts(page.events)
        facts += Facts(deleted=tuple(row.activity for row in missing))
        take_in(self._journal, self._calendar, facts, back, page.next_sync_token)
        return facts

    def _changes(self) -> tuple[EventPage, list[Known] | None]:
        """What changed since the last look; everything, and what is missing, where that is forgotten."""
        token = token_of(self._journal, self._calendar)
        if token:
            try:
                return self._api.list_events(self._calendar, sync_token=token), []
            except SyncTokenExpired:
                pass
        page = self._api.list_events(self._calendar)
        return page, self._missing({event.id for event in page.events})

    def _missing(self, listed: set[str]) -> list[Known] | None:
        """Events of ours that are gone, each confirmed by asking for it; None when one of them lives."""
        gone = []
        for row in self._known:
            if row.standing is not Standing.STANDS or row.event_id in listed:
                continue
            event = self._api.get_event(self._calendar, row.event_id)
            if event is not None and not event.cancelled:
                return None
            gone.append(row)
        return gone

    def _facts(self, events: Iterable[FoundEvent]) -> tuple[Facts, Back]:
        facts, back = Facts(), Back()
        for event in events:
            if event.cancelled:
                facts += self._deletion(event)
                continue
            marks = own_marks(event, self._journal.lineage)
            activity = self._activities.get(marks.key) if marks else None
            if marks is None or activity is None:
                continue
            facts += self._reader.read(activity, event, marks)
            if event.start and _stands_as_written(event, marks):
                back[activity] = event.start
        return facts, back

    def _deletion(self, event: FoundEvent) -> Facts:
        """A deletion that is not ours; of a tombstone only the id is sure to be there."""
        row = self._by_id.get(EventId(event.id))
        marks = own_marks(event, self._journal.lineage)
        if row is None or row.standing is not Standing.STANDS or (marks and marks.going):
            return Facts()
        return Facts(deleted=(row.activity,))


def _stands_as_written(event: FoundEvent, marks: Marks) -> bool:
    return digests_of(values_of(event))[Field.TIME] == marks.base.get(Field.TIME)
