"""What is missing from a list of everything is not taken for deleted until Google says so of each event.

A list is known to come back empty or short by mistake. An event that answers although it was not listed
shows that the list was not whole; very many missing at once are not even asked for: somebody looks first.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from scheduler.errors import RemoteError
from sync.calendars.calendar_api import CalendarApi
from sync.event.found_event import FoundEvent
from sync.merging.changes import Known, Standing

FEW = 5
SHARE = 10
"""Missing events in a hundred of those that stood; with `FEW` the most that are believed unasked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """Events of ours that Google says are gone, with the tombstones of those that left one."""

    rows: tuple[Known, ...]
    tombstones: tuple[FoundEvent, ...]


class NotWhole(RemoteError):
    """A list that cannot be what stands in the calendar; nothing is concluded from it."""

    def __init__(self, what: str, *, missing: int = 0) -> None:
        super().__init__(what, status=200, reason="notWhole")
        self.missing = missing


def gone_from(
    api: CalendarApi,
    calendar: str,
    known: Iterable[Known],
    listed: set[str],
    *,
    believed: int | None = None,
) -> Gone:
    """The events of ours that a whole list lacks and that are gone.

    `believed` is the number of missing events that a person has confirmed.

    Raises:
        NotWhole: one of them answers alive, or too many are missing at once.
        RemoteError: Google does not say.
    """
    stood = [row for row in known if row.standing is Standing.STANDS]
    missing = [row for row in stood if row.event_id not in listed]
    if len(missing) > max(FEW, len(stood) * SHARE // 100) and len(missing) != believed:
        says = f"{len(missing)} of our {len(stood)} events are missing from it at once"
        raise NotWhole(says, missing=len(missing))
    tombstones = []
    for row in missing:
        event = api.get_event(calendar, row.event_id)
        if event is not None and not event.cancelled:
            raise NotWhole("Google left events out of its list by mistake")
        if event is not None:
            tombstones.append(event)
    return Gone(rows=tuple(missing), tombstones=tuple(tombstones))
