"""Our event labels on calendars that were made before there were any."""

from collections.abc import Mapping
from typing import Any

from scheduler.errors import RemoteError
from sync.calendars.calendar_api import CalendarApi, EtagMoved
from sync.event.labels import labels
from sync.journal.kept_labels import LabelledCalendars

TRIES = 3
REFUSED = 400
MOST = 200
"""So many labels Google takes on one calendar."""


def give_labels(api: CalendarApi, labelled: LabelledCalendars, calendar: str) -> bool:
    """Add ours to those a calendar has, which stay as they are; whether it has them all then.

    The list is replaced whole, so it goes back as it was read, with the etag it was read with. No event is
    touched and nobody is mailed. A calendar without room for ours, or on which Google takes none, is left
    alone.
    """
    for _ in range(TRIES):
        stood, etag = api.calendar_labels(calendar)
        wanted = [*stood, *_missing(stood)]
        if len(wanted) > MOST:
            return False
        try:
            if len(wanted) > len(stood):
                api.replace_labels(calendar, wanted, etag)
        except EtagMoved:
            continue
        except RemoteError as error:
            if error.status != REFUSED:
                raise
            return False
        labelled.add(calendar)
        return True
    return False


def _missing(stood: list[dict[str, Any]]) -> list[Mapping[str, str]]:
    there = {one.get("id") for one in stood}
    return [one.entry() for one in labels() if one.id not in there]
