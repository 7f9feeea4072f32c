"""The word for how each activity stands, as any reader of the tracker may see it. Pure.

That an activity needs attention is told, never whose answer or deletion is behind it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from scheduler.model import ActivityId, Exclusion, Pin, Schedule
from sync.event.facts import MOVED
from sync.merging.changes import Known, Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """Activity -> a word of the Schedule tab, and the id of its event where one stands."""

    states: Mapping[ActivityId, str]
    event_ids: Mapping[ActivityId, str]


def standings(
    schedule: Schedule,
    known: Iterable[Known],
    pins: Iterable[Pin],
    exclusions: Iterable[Exclusion],
) -> Standings:
    """How everything placed stands; what was never written is `proposed`."""
    written = {row.activity: row for row in known}
    dragged = {pin.activity for pin in pins if pin.because == MOVED}
    refused = {(one.activity, one.start) for one in exclusions}
    states = {
        activity: _word(
            written.get(activity),
            dragged=activity in dragged,
            refused=(activity, slot.start) in refused,
        )
        for activity, slot in schedule.placed.items()
    }
    return Standings(
        states=states,
        event_ids={
            activity: written[activity].event_id
            for activity, word in states.items()
            if word != "proposed" and written[activity].standing is Standing.STANDS
        },
    )


def _word(row: Known | None, *, dragged: bool, refused: bool) -> str:
    if row is None or row.standing is Standing.REMOVED_BY_US:
        return "proposed"
    if row.standing is Standing.REMOVED_BY_A_PERSON or refused:
        return "needs attention"
    return "moved" if dragged else "sent"
