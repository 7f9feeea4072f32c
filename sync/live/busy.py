"""What we take for granted about busy times, each tried by one function."""

from datetime import timedelta

from sync.calendars.busy import Unknown
from sync.live.events import DAY, put_new
from sync.live.findings import Assumption, Finding, On, Room, fails, held
from sync.live.scratch import Scratch


def our_own_busy_times_are_told(scratch: Scratch) -> Finding:
    asked = scratch.account or "primary"
    answer = scratch.calendar.freebusy([asked], DAY, DAY + timedelta(days=1))[asked]
    return held(not isinstance(answer, Unknown), f"not told: {getattr(answer, 'reason', '')}")


def an_event_of_ours_is_busy(scratch: Scratch) -> Finding:
    made = put_new(scratch, "busy", DAY + timedelta(days=7))
    day = (DAY + timedelta(days=6), DAY + timedelta(days=8))
    answer = scratch.calendar.freebusy([scratch.calendar_id], *day)[scratch.calendar_id]
    if isinstance(answer, Unknown):
        return fails(f"not told: {answer.reason}")
    return held(answer == ((made.start, made.end),), f"{len(answer)} busy spans came")


def a_stranger_is_unknown(scratch: Scratch) -> Finding:
    nobody = f"nobody-{scratch.run}@bellweave.invalid"
    answer = scratch.calendar.freebusy([nobody], DAY, DAY + timedelta(days=1))[nobody]
    return held(isinstance(answer, Unknown), "somebody who does not exist was called free")


BUSY = (
    Assumption(
        number=16,
        room=Room.BUSY,
        says="Our own account's busy times are told with the least rights.",
        matters="Busy times can then be read without seeing anybody's titles.",
        on=On.ACCOUNT,
        ask=our_own_busy_times_are_told,
    ),
    Assumption(
        number=17,
        room=Room.BUSY,
        says="An event on a calendar the program made is busy there, to the minute.",
        matters="What stands already must not be offered as free.",
        on=On.CALENDAR,
        ask=an_event_of_ours_is_busy,
    ),
    Assumption(
        number=18,
        room=Room.BUSY,
        says="Somebody who does not exist is answered as an error, never as free.",
        matters="Whose calendar cannot be read is unknown; a visit on top of a lesson may follow.",
        on=On.ACCOUNT,
        ask=a_stranger_is_unknown,
    ),
)
