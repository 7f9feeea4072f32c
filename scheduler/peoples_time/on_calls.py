"""The time of somebody who is out and still takes calls."""

from dataclasses import replace

from scheduler.district import Blackout, Modality, PersonId
from scheduler.model import Activity
from scheduler.peoples_time.availability import Availability


def leads_by_call(activity: Activity, person: PersonId) -> bool:
    """Whether it is hers, and goes by call."""
    return person == activity.leader and activity.modality is Modality.VIRTUAL


def on_calls(known: Availability) -> Availability:
    """People's time with the days on which they only take calls; for what a person leads by call alone."""
    left: tuple[Blackout, ...] = tuple(one for one in known.district.blackouts if not one.calls)
    if len(left) == len(known.district.blackouts):
        return known
    return Availability(replace(known.district, blackouts=left), known.days, known.busy)
