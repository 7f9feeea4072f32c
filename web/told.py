"""How far each activity has come, from what people were told and what they answered; pure.

Nothing here tells who answered what: a declined time is 'finding another time', whoever declined it.
"""

from collections.abc import Collection
from datetime import datetime

from scheduler.district import PersonId
from scheduler.model import ActivityId, Schedule
from web.page import State

Said = tuple[ActivityId, PersonId, datetime]
"""An answer to an activity at the start it then had (aware UTC)."""


def told_states(
    schedule: Schedule,
    published: Schedule,
    *,
    accepted: Collection[Said] = (),
    refused: Collection[tuple[ActivityId, datetime]] = (),
) -> dict[ActivityId, State]:
    """A draft until people were told this very time; accepted once everybody needed has said yes."""
    states: dict[ActivityId, State] = {}
    yes = set(accepted)
    for key, slot in schedule.placed.items():
        activity, told = schedule.activities[key], published.placed.get(key)
        others = (person for person in activity.required if person != activity.leader)
        if (key, slot.start) in refused:
            states[key] = State.FINDING_ANOTHER_TIME
        elif told is None or told.start != slot.start:
            states[key] = State.DRAFT
        elif all((key, person, slot.start) in yes for person in others):
            states[key] = State.ACCEPTED
        else:
            states[key] = State.INVITED
    return states
