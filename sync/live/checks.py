"""The numbered assumptions about Google, in the order in which they are tried.

They were read from Google's pages and tried on a copy of it; `doctor --live` asks Google itself.
"""

from scheduler.errors import RemoteError
from sync.live import calendar_checks as live_calendar
from sync.live.busy import BUSY
from sync.live.deeper import DEEPER
from sync.live.findings import Assumption, Finding, On, Room, differs, fails
from sync.live.scratch import Scratch
from sync.live.sheets import SHEETS

CALENDAR = (
    Assumption(
        number=1,
        room=Room.CALENDAR,
        says="A calendar can be made, and is found by its id with its name and mark.",
        matters="Every coach has a calendar of her own that the program makes and finds again.",
        on=On.ACCOUNT,
        ask=live_calendar.a_calendar_is_made,
    ),
    Assumption(
        number=2,
        room=Room.CALENDAR,
        says="An event keeps the id we give it.",
        matters="Two runs that write the same visit must write the same event.",
        on=On.CALENDAR,
        ask=live_calendar.an_event_keeps_its_id,
    ),
    Assumption(
        number=3,
        room=Room.CALENDAR,
        says="The same id a second time is refused (409).",
        matters="A push whose answer was lost is sent again; otherwise people are invited twice.",
        on=On.CALENDAR,
        ask=live_calendar.a_used_id_is_refused,
    ),
    Assumption(
        number=4,
        room=Room.CALENDAR,
        says="A change with an old etag is refused (412).",
        matters="What a person changed meanwhile must never be written over.",
        on=On.CALENDAR,
        ask=live_calendar.an_old_etag_is_refused,
    ),
    Assumption(
        number=5,
        room=Room.CALENDAR,
        says="An event's etag moves with a change, and not by reading.",
        matters="If it moved by itself, pushes would be refused as stale without cause.",
        on=On.CALENDAR,
        ask=live_calendar.an_etag_moves_with_a_change_only,
    ),
    Assumption(
        number=6,
        room=Room.CALENDAR,
        says="Title, place, text and time read back just as they were written.",
        matters="Otherwise an event nobody touched looks edited, and is left to people for good.",
        on=On.CALENDAR,
        ask=live_calendar.what_is_written_reads_back,
    ),
    Assumption(
        number=7,
        room=Room.CALENDAR,
        says="Private properties come back whole: names of 44 characters, values of 1,024.",
        matters="They tell which visit an event is, and what we last wrote into it.",
        on=On.CALENDAR,
        ask=live_calendar.private_properties_come_back_whole,
    ),
    Assumption(
        number=8,
        room=Room.CALENDAR,
        says="A PATCH leaves alone what it does not send.",
        matters="A change of the room must not take away notes or the privacy of an event.",
        on=On.CALENDAR,
        ask=live_calendar.a_patch_leaves_the_rest_alone,
    ),
    Assumption(
        number=9,
        room=Room.CALENDAR,
        says="A PATCH merges private properties one by one; null takes one away.",
        matters="Marks are changed singly; a lost one orphans its event.",
        on=On.CALENDAR,
        ask=live_calendar.a_patch_merges_private_properties,
    ),
    Assumption(
        number=10,
        room=Room.CALENDAR,
        says="A list ends with a sync token, and the next list names just what changed.",
        matters="Pulls read changes only; one that is not named would never be seen.",
        on=On.CALENDAR,
        ask=live_calendar.a_list_ends_with_a_token,
    ),
    Assumption(
        number=11,
        room=Room.CALENDAR,
        says="A sync token that is not good is refused (410).",
        matters="The program then lists everything again; another answer stops the pull.",
        on=On.CALENDAR,
        ask=live_calendar.a_wrong_token_is_refused,
    ),
    Assumption(
        number=12,
        room=Room.CALENDAR,
        says="The id of a deleted event stays used (409), and it is found as cancelled.",
        matters="A visit that comes back needs a new id; the program must see that it does.",
        on=On.CALENDAR,
        ask=live_calendar.a_deleted_id_stays_used,
    ),
    Assumption(
        number=13,
        room=Room.CALENDAR,
        says="Deleting a second time is answered 410 or 404, also with an old etag.",
        matters="A push that was stopped deletes again and must count that as done.",
        on=On.CALENDAR,
        ask=live_calendar.deleting_twice_is_deleting,
    ),
    Assumption(
        number=14,
        room=Room.CALENDAR,
        says="Times on both sides of a clock change come back as the same instants.",
        matters="Otherwise visits stand an hour off for half of the year.",
        on=On.CALENDAR,
        ask=live_calendar.instants_survive_the_clock_change,
    ),
    Assumption(
        number=15,
        room=Room.CALENDAR,
        says="Privacy and the three guest flags come back as set.",
        matters="Coaching is confidential: others must not read, add to or forward a visit.",
        on=On.CALENDAR,
        ask=live_calendar.privacy_comes_back_as_set,
    ),
)
ASSUMPTIONS = (*CALENDAR, *BUSY, *SHEETS, *DEEPER)


def tried(assumption: Assumption, scratch: Scratch) -> Finding:
    """What comes of trying it; a refusal of Google's is a failure in Google's words.

    Raises:
        Interrupted: Google cannot be reached or asks us to wait.
        SignInNeeded: the sign-in is not accepted.
    """
    there = {
        On.ACCOUNT: True,
        On.CALENDAR: bool(scratch.calendar_id),
        On.SPREADSHEET: bool(scratch.book_id),
    }
    if not there[assumption.on]:
        return differs(f"not tried: there is no {assumption.on} to try it on")
    try:
        return assumption.ask(scratch)
    except RemoteError as error:
        return fails(error.what)
