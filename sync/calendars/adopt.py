"""Learning again what is ours: from the marks on the events, from the calendars' own marks, and from what
other computers noted down. Writes nothing, neither to Google nor to the journal.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from scheduler.district import PersonId
from scheduler.errors import RemoteError
from scheduler.model import ActivityId
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.coaching_calendars import calendars_by_mark
from sync.event.found_event import FoundEvent
from sync.event.identity import EventId, Key, event_id, key_of
from sync.event.marks import Marks, fingerprint, own_marks
from sync.merging.changes import Known, Standing

GENERATIONS = 5
"""How often an event is looked for under a new id beyond what anybody noted down."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ours:
    """What was found to be ours; `live` are the events that stand, `nameless` how many of ours belong to
    no activity known here, `unread` the calendars that could not be read."""

    calendars: Mapping[PersonId, str]
    events: tuple[Known, ...]
    live: Mapping[ActivityId, FoundEvent] = field(default_factory=dict)
    nameless: int = 0
    unread: tuple[str, ...] = ()

    @property
    def tombstones(self) -> int:
        """Events that a person deleted."""
        return sum(one.standing is Standing.REMOVED_BY_A_PERSON for one in self.events)


def look_for_ours(
    api: CalendarApi,
    lineage: str,
    *,
    owners: Iterable[PersonId],
    activities: Iterable[ActivityId],
    calendars: Mapping[PersonId, str],
    noted: Sequence[Known],
) -> Ours:
    """Everything of ours; `calendars` and `noted` are what a ledger or a person says of it."""
    marked = calendars_by_mark(api, lineage, owners)
    all_calendars = {**{owner: entry.id for owner, entry in marked.items()}, **calendars}
    finder = _Finder(lineage, activities, noted)
    unread = []
    for calendar in sorted(set(all_calendars.values())):
        try:
            finder.read(calendar, api.list_events(calendar).events)
        except RemoteError:
            unread.append(calendar)
    return Ours(
        calendars=all_calendars,
        events=tuple(finder.events.values()),
        live=finder.live,
        nameless=finder.nameless,
        unread=tuple(unread),
    )


class _Finder:
    """Puts together what the events and the notes say of each key."""

    def __init__(
        self, lineage: str, activities: Iterable[ActivityId], noted: Sequence[Known]
    ) -> None:
        self._lineage = lineage
        self.events = {row.key: row for row in noted}
        self.live: dict[ActivityId, FoundEvent] = {}
        self.nameless = 0
        self._names = {key_of(lineage, activity): activity for activity in activities}
        self._names |= {row.key: row.activity for row in noted}
        self._ids: dict[EventId, tuple[Key, int]] = {}
        for key in self._names:
            noted_here = self.events.get(key)
            last = (noted_here.generation if noted_here else 0) + GENERATIONS
            for generation in range(1, last + 1):
                self._ids[event_id(lineage, key, generation)] = (key, generation)

    def read(self, calendar: str, events: Iterable[FoundEvent]) -> None:
        """Take in the events of one calendar."""
        for event in events:
            marks = own_marks(event, self._lineage)
            if marks and marks.key not in self._names:
                self.nameless += not event.cancelled
                continue
            key, generation = (
                (marks.key, marks.generation)
                if marks
                else self._ids.get(EventId(event.id), (Key(""), 0))
            )
            if generation:
                self._take(calendar, event, key, generation, marks)

    def _take(
        self, calendar: str, event: FoundEvent, key: Key, generation: int, marks: Marks | None
    ) -> None:
        noted = self.events.get(key)
        if noted and noted.generation > generation:
            return
        same = noted is not None and noted.generation == generation
        if not event.cancelled:
            standing = Standing.STANDS
            self.live[self._names[key]] = event
        elif marks and marks.going:
            standing = Standing.REMOVED_BY_US
        elif same and noted and noted.standing is not Standing.STANDS:
            standing = noted.standing
        else:
            standing = Standing.REMOVED_BY_A_PERSON
        base = fingerprint(marks.base) if marks else (noted.base if same and noted else "")
        self.events[key] = Known(
            key=key,
            activity=self._names[key],
            event_id=EventId(event.id),
            calendar_id=calendar,
            generation=generation,
            standing=standing,
            base=base,
        )
