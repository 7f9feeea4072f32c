"""Our event labels on calendars that were made before there were any."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from scheduler.errors import RemoteError
from sync.calendars.calendar_api import CalendarApi, EtagMoved
from sync.event.labels import labels
from sync.journal.kept_labels import LabelledCalendars

TRIES = 3
REFUSED, GONE = 400, (404, 410)
MOST = 200
"""So many labels Google takes on one calendar."""


class Labelling(Enum):
    """How it went with one calendar."""

    DONE = "it has all of ours"
    NO_ROOM = "its list is full, or Google takes none on it: it is not asked again"
    CHANGING = "somebody was changing its list at each try: it is asked again the next time"
    GONE = "it is not found"


def give_labels(api: CalendarApi, labelled: LabelledCalendars, calendar: str) -> Labelling:
    """Add ours to those a calendar has, which stay as they are.

    The list is replaced whole, so it goes back as it was read, with the etag it was read with. No event is
    touched and nobody is mailed.
    """
    for _ in range(TRIES):
        try:
            stood, etag = api.calendar_labels(calendar)
            wanted = [*stood, *_missing(stood)]
            if len(wanted) > MOST:
                return _without(labelled, calendar)
            if len(wanted) > len(stood):
                api.replace_labels(calendar, wanted, etag)
        except EtagMoved:
            continue
        except RemoteError as error:
            if error.status in GONE:
                return Labelling.GONE
            if error.status != REFUSED:
                raise
            return _without(labelled, calendar)
        labelled.add(calendar)
        return Labelling.DONE
    return Labelling.CHANGING


def _without(labelled: LabelledCalendars, calendar: str) -> Labelling:
    labelled.discard(calendar)
    return Labelling.NO_ROOM


def _missing(stood: list[dict[str, Any]]) -> list[Mapping[str, str]]:
    there = {one.get("id") for one in stood}
    return [one.entry() for one in labels() if one.id not in there]
