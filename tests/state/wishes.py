"""What a computer wants: four activities of two coaches, each with a time, a room, words and guests.

Numbers stand for values, so that a step is plain JSON and one key has different content on both sides.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from scheduler.model import Activity, ActivityId, Schedule, Slot
from sync.event.events import WantedEvent, wanted_events
from sync.event.wording import Wording
from tests.builders import (
    ANA,
    BEN,
    HALL,
    KHAN,
    a_district,
    a_person,
    a_schedule,
    a_slot,
    an_activity,
    at,
)

DISTRICT = a_district(a_person("Noor Diaz"))
NOOR = DISTRICT.people["diaz"].id  # type: ignore[index] # an id is a text at run time
COACHES = (ANA, BEN)
ACTIVITIES = tuple(ActivityId(f"visit-{number}") for number in range(4))
STARTS = tuple(
    at(f"2026-12-{wall}") for wall in ("07 10:40", "08 13:00", "10 09:00", "14 14:00", "15 11:00")
)
ROOMS = ("214", "117", "9")
BLOCKS = ("4", "5", "6")
BRINGS = ("", "student work", "the unit plan")
GUESTS = ((HALL,), (HALL, KHAN), (KHAN,), (HALL, NOOR))
EMAILS = tuple(f"{name}@district.example" for name in ("hall", "khan", "diaz"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One placed activity, each part as a number; numbers wrap around."""

    slot: int = 0
    room: int = 0
    block: int = 0
    bring: int = 0
    guests: int = 0
    coach: int = 0


def pair(number: int, wish: Wish) -> tuple[Activity, Slot]:
    """The activity and its slot."""
    coach = COACHES[wish.coach % len(COACHES)]
    activity = an_activity(
        id=ACTIVITIES[number],
        leader=coach,
        required=(coach, *GUESTS[wish.guests % len(GUESTS)]),
        bring=BRINGS[wish.bring % len(BRINGS)],
    )
    slot = a_slot(
        start=STARTS[wish.slot % len(STARTS)],
        room=ROOMS[wish.room % len(ROOMS)],
        block=BLOCKS[wish.block % len(BLOCKS)],
    )
    return activity, slot


def schedule_of(wishes: Mapping[int, Wish]) -> Schedule:
    """The schedule in which all this is placed."""
    return a_schedule(pair(number, wish) for number, wish in sorted(wishes.items()))


def events_of(wishes: Mapping[int, Wish]) -> dict[int, WantedEvent]:
    """The events it asks for, by activity."""
    found = wanted_events(schedule_of(wishes), DISTRICT, Wording())
    return {ACTIVITIES.index(event.activity): event for event in found}
