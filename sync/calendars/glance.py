"""The events a lane's patches build on, read by one list where there are several of them."""

from collections.abc import Iterable

from scheduler.errors import RemoteError
from sync.calendars.calendar_api import CalendarApi
from sync.event.found_event import FoundEvent
from sync.event.marks import Field
from sync.merging.changes import Change, Verb


def builds_on_what_stands(change: Change) -> bool:
    """Whether a patch must keep what people put beside our part: their notes, their guests, answers."""
    patched = change.verb is not Verb.CREATE and change.verb is not Verb.CANCEL
    after = change.after or {}
    becomes_a_call = change.wanted is not None and change.wanted.meet and Field.PLACE in after
    return patched and bool(change.add or change.drop or Field.TEXT in after or becomes_a_call)


class Glance:
    """One calendar's events as they stood at the first look; for one lane.

    It may be old by the time of a patch: the patch carries the etag it was built on, so Google refuses
    it then. An event that is not listed is asked for, as lists are known to come back empty by mistake.
    """

    def __init__(self, api: CalendarApi, changes: Iterable[Change]) -> None:
        self._api = api
        self._wanted = {one.event_id for one in changes if builds_on_what_stands(one)}
        self._seen: dict[str, FoundEvent] | None = None

    def at(self, change: Change) -> FoundEvent | None:
        """The event of a change, a deleted one with `cancelled`; None when it never was."""
        if self._seen is None:
            self._seen = self._listed(change.calendar_id) if len(self._wanted) > 1 else {}
        # Once only: whoever looks again wants to know what happened meanwhile.
        found = self._seen.pop(change.event_id, None)
        return found or self._api.get_event(change.calendar_id, change.event_id)

    def _listed(self, calendar_id: str) -> dict[str, FoundEvent]:
        try:
            events = self._api.list_events(calendar_id).events
        except RemoteError:
            return {}
        return {event.id: event for event in events if event.id in self._wanted}
