"""The strict push: all of a change set, exactly as it was shown, or nothing."""

from collections.abc import Iterable

from scheduler.errors import StaleChangeSet
from sync.calendars.calendar_api import CalendarApi
from sync.event.found_event import FoundEvent
from sync.event.marks import as_written, own_marks
from sync.journal.staleness import MAKE_AGAIN
from sync.merging.changes import Change, ChangeSet


def refuse_moved(changes: ChangeSet, api: CalendarApi, namespace: str) -> None:
    """Let a change set pass none of whose events anybody touched since; one list a calendar.

    What a cut-off push of the same set wrote already is no stranger's touch.

    Raises:
        StaleChangeSet: somebody did; it says to how many of them, and to which first.
    """
    written = [change for change in changes.writes if change.etag]
    calendars = sorted({change.calendar_id for change in written})
    found = {event.id: event for one in calendars for event in api.list_events(one).events}
    moved = [one for one in written if not _untouched(one, found.get(one.event_id), namespace)]
    if moved:
        raise StaleChangeSet(
            f"{len(moved)} of the {len(written)} events were changed since this was worked out",
            where=", ".join(_titles(moved[:3])),
            fix=f"{MAKE_AGAIN}, or leave out --strict to write the others",
        )


def _untouched(change: Change, found: FoundEvent | None, namespace: str) -> bool:
    if found is None:
        return False
    if found.etag == change.etag:
        return True
    marks = own_marks(found, namespace)
    return bool(marks and change.marks and as_written(marks) == as_written(change.marks))


def _titles(changes: Iterable[Change]) -> Iterable[str]:
    return (one.wanted.title if one.wanted else one.activity or one.event_id for one in changes)
