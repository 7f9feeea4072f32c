"""Reads what stands in the coaching calendars, so that nothing has to be guessed from absence."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from scheduler.errors import RemoteError
from sync.calendars.absence import gone_from
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.coaching_calendars import recall_calendars
from sync.calendars.settle import settle
from sync.event.found_event import FoundEvent
from sync.journal.journal import Journal
from sync.merging.changes import Known


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Every event found, deleted ones too; `stopped` are calendars that could not be read whole."""

    found: tuple[FoundEvent, ...]
    stopped: frozenset[str]


def look(
    api: CalendarApi, journal: Journal, owners: Collection[str], others: Iterable[str] = ()
) -> Look:
    """Settle what is open, then list every coaching calendar; writes nothing to Google.

    `owners` are those whose calendar is needed, `others` those who may have one.
    """
    recall_calendars(api, journal, owners, others)
    settle(api, journal)
    known = journal.known()
    found: list[FoundEvent] = []
    stopped: set[str] = set()
    for calendar in sorted(set(journal.calendars().values())):
        ours = [row for row in known if row.calendar_id == calendar]
        events = _read(api, calendar, ours)
        if events is None:
            stopped.add(calendar)
        else:
            found.extend(events)
    return Look(found=tuple(found), stopped=frozenset(stopped))


def _read(api: CalendarApi, calendar: str, known: Iterable[Known]) -> list[FoundEvent] | None:
    """The events of one calendar; None when the list cannot be trusted."""
    try:
        events = api.list_events(calendar).events
        gone = gone_from(api, calendar, known, {event.id for event in events})
    except RemoteError:
        return None
    return [*events, *gone.tombstones]
