"""What Google's pages say little of, or differently in two places; each tried by one function."""

import json
from collections.abc import Mapping
from contextlib import suppress
from datetime import timedelta
from typing import Any
from urllib.parse import quote, urlencode

from scheduler.errors import RemoteError
from sync.calendars.busy import Unknown
from sync.calendars.calendar_api import EtagMoved
from sync.event.events import TEXT_MAX
from sync.live.events import DAY, body_of, change, drop, look, put, put_new, wanted
from sync.live.findings import HOLDS, Assumption, Finding, On, Room, differs, fails, held
from sync.live.scratch import Scratch
from sync.wire.limits import Bucket
from sync.wire.retries import Kind
from sync.wire.transport import Outgoing

CALENDARS_ASKED, DAYS_ASKED = 50, 60
"""The most our own questions for busy times hold."""


def an_old_etag_deletes_nothing(scratch: Scratch) -> Finding:
    old = put_new(scratch, "old etag, deleted")
    change(scratch, old, {"location": "room 1"})
    try:
        drop(scratch, old)
    except EtagMoved as error:
        return held(error.status == 412, f"it was answered {error.status}, not 412")
    return fails("it was deleted over a newer one")


def what_was_deleted_is_named(scratch: Scratch) -> Finding:
    made = put_new(scratch, "deleted after the list")
    token = scratch.calendar.list_events(scratch.calendar_id).next_sync_token
    drop(scratch, made)
    page = scratch.calendar.list_events(scratch.calendar_id, sync_token=token)
    named = {event.id: event.cancelled for event in page.events}
    return held(named == {made.id: True}, f"{len(named)} events came, or it was not cancelled")


def a_full_list_names_the_deleted(scratch: Scratch) -> Finding:
    made = put_new(scratch, "deleted before the list")
    drop(scratch, made)
    page = scratch.calendar.list_events(scratch.calendar_id)
    named = {event.id: event.cancelled for event in page.events}
    return held(bool(named.get(made.id)), "it was not named as cancelled")


def a_token_may_be_used_twice(scratch: Scratch) -> Finding:
    token = scratch.calendar.list_events(scratch.calendar_id).next_sync_token
    made = put_new(scratch, "listed twice")
    for time in ("first", "second"):
        page = scratch.calendar.list_events(scratch.calendar_id, sync_token=token)
        if [event.id for event in page.events] != [made.id]:
            return fails(f"the {time} time brought {len(page.events)} events instead of 1")
    return HOLDS


def marks_alone_are_no_new_invitation(scratch: Scratch) -> Finding:
    made = put_new(scratch, "marks alone")
    changed = change(scratch, made, {"extendedProperties": {"private": {"bellRun": "r-2"}}})
    before, after = made.raw.get("sequence", 0), changed.raw.get("sequence", 0)
    return held(before == after, f"the invitation's number went from {before} to {after}")


def a_long_text_comes_back_whole(scratch: Scratch) -> Finding:
    text = "Bring the unit. " * (TEXT_MAX // 16)
    found = look(scratch, put(scratch, {**body_of(scratch, wanted("long")), "description": text}))
    had = len(found.description)
    return held(found.description.strip() == text.strip(), f"{had:,} of {len(text):,} came back")


def a_page_that_is_not_the_last_has_no_token(scratch: Scratch) -> Finding:
    put_new(scratch, "page 1")
    put_new(scratch, "page 2")
    page = _asked(scratch, "GET", _events(scratch), {"maxResults": 1})
    if "nextPageToken" not in page:
        return fails("of two events a page of one had no next page")
    return held("nextSyncToken" not in page, "it also brought a token for what changes after it")


def one_mark_finds_its_event(scratch: Scratch) -> Finding:
    made = put_new(scratch, "found by its mark")
    put_new(scratch, "not found by it")
    mark = f"bellKey={made.private.get('bellKey', '')}"
    page = _asked(scratch, "GET", _events(scratch), {"privateExtendedProperty": mark})
    had = [item.get("id") for item in page.get("items", ())]
    return held(had == [made.id], f"{len(had)} events came instead of the one that has it")


def a_calendar_of_ours_is_ours(scratch: Scratch) -> Finding:
    entry = scratch.calendar.get_calendar(scratch.calendar_id)
    owner = entry.data_owner if entry else ""
    if not owner:
        return differs("its owner is not told, so doctor cannot tell whose the calendars are")
    return held(
        owner == scratch.account.lower(), "it belongs to another account than the one signed in"
    )


def a_channel_wants_https(scratch: Scratch) -> Finding:
    """Nothing can come of it: the address does not exist."""
    channel = {
        "id": f"live-{scratch.run}",
        "type": "web_hook",
        "address": "http://bellweave.invalid/",
    }
    try:
        made = _asked(scratch, "POST", f"{_events(scratch)}/watch", body=channel)
    except RemoteError as error:
        if error.status in (400, 401):
            return HOLDS
        return differs(f"it was refused with {error.status} {error.reason}, not with 400 or 401")
    stop = f"{scratch.transport.connection.calendar_root}calendar/v3/channels/stop"
    with suppress(RemoteError):
        _asked(scratch, "POST", stop, body={"id": channel["id"], "resourceId": made["resourceId"]})
    return fails("it was taken")


def a_meeting_link_is_made(scratch: Scratch) -> Finding:
    asked = {"requestId": f"meet-{scratch.run}", "conferenceSolutionKey": {"type": "hangoutsMeet"}}
    body = {**body_of(scratch, wanted("meeting link")), "conferenceData": {"createRequest": asked}}
    query = {"conferenceDataVersion": 1, "sendUpdates": "none"}
    made = _asked(scratch, "POST", _events(scratch), query, body)
    data = made.get("conferenceData") or {}
    state = ((data.get("createRequest") or {}).get("status") or {}).get("statusCode", "")
    if state == "failure" or not data:
        return differs("no link was made; remote visits then need one of their own")
    return held(state in ("success", "pending"), f"the link's state is '{state}'")


def many_calendars_are_answered_at_once(scratch: Scratch) -> Finding:
    strangers = [
        f"nobody-{number}-{scratch.run}@bellweave.invalid" for number in range(CALENDARS_ASKED - 1)
    ]
    asked = [scratch.calendar_id, *strangers]
    answers = scratch.calendar.freebusy(asked, DAY, DAY + timedelta(days=DAYS_ASKED))
    ours = answers[scratch.calendar_id]
    if isinstance(ours, Unknown):
        return fails(f"our own calendar was not told: {ours.reason}")
    return held(len(answers) == CALENDARS_ASKED, f"{len(answers)} of {CALENDARS_ASKED} came back")


def drive_tells_who_we_are(scratch: Scratch) -> Finding:
    told = _asked(scratch, "GET", _drive(scratch, "about"), {"fields": "user(emailAddress)"})
    had = str((told.get("user") or {}).get("emailAddress", ""))
    if not had:
        return differs("no address is told; auth login cannot tell who signed in")
    return held(
        had.lower() == scratch.account.lower(), "it is another address than the one signed in"
    )


def who_may_open_a_workbook_is_told(scratch: Scratch) -> Finding:
    address = _drive(scratch, f"files/{scratch.book_id}/permissions")
    told = _asked(scratch, "GET", address, {"fields": "permissions(type,role)"})
    had = [(one.get("type"), one.get("role")) for one in told.get("permissions", ())]
    return held(had == [("user", "owner")], f"it came as {had}")


def _events(scratch: Scratch) -> str:
    root = scratch.transport.connection.calendar_root
    return f"{root}calendar/v3/calendars/{quote(scratch.calendar_id, safe='')}/events"


def _drive(scratch: Scratch, path: str) -> str:
    return f"{scratch.transport.connection.drive_root}drive/v3/{path}"


def _asked(
    scratch: Scratch,
    method: str,
    address: str,
    query: Mapping[str, Any] | None = None,
    body: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """One call as it goes over the wire, for what the typed calls cannot ask; nobody is invited."""
    if body and body.get("attendees"):
        raise ValueError("a trial invites nobody")
    answer = scratch.transport.call(
        Outgoing(
            method=method,
            url=f"{address}?{urlencode(query or {})}",
            kind=Kind.READ if method == "GET" else Kind.NON_IDEMPOTENT,
            bucket=Bucket.DRIVE if "/drive/" in address else Bucket.CALENDAR,
            headers={"Content-Type": "application/json"} if body else {},
            body=json.dumps(body).encode() if body else None,
        )
    )
    told: dict[str, Any] = answer.json() or {}
    return told


DEEPER = (
    Assumption(
        number=25,
        room=Room.CALENDAR,
        says="Deleting with an old etag is refused (412).",
        matters="A visit that somebody has just moved or noted on must not be deleted unseen.",
        on=On.CALENDAR,
        ask=an_old_etag_deletes_nothing,
    ),
    Assumption(
        number=26,
        room=Room.CALENDAR,
        says="What was deleted is named in the next list with a token, as cancelled.",
        matters="A visit somebody deleted by hand would otherwise count as standing.",
        on=On.CALENDAR,
        ask=what_was_deleted_is_named,
    ),
    Assumption(
        number=27,
        room=Room.CALENDAR,
        says="A full list names deleted events too, as cancelled.",
        matters="After a lost token nobody could tell deleted from never written.",
        on=On.CALENDAR,
        ask=a_full_list_names_the_deleted,
    ),
    Assumption(
        number=28,
        room=Room.CALENDAR,
        says="The same sync token may be used twice and brings the same changes.",
        matters="A pull that was stopped before it noted down what it read reads it again.",
        on=On.CALENDAR,
        ask=a_token_may_be_used_twice,
    ),
    Assumption(
        number=29,
        room=Room.CALENDAR,
        says="Changing marks alone leaves the invitation's number as it was.",
        matters="Guests would otherwise be asked to answer again for nothing.",
        on=On.CALENDAR,
        ask=marks_alone_are_no_new_invitation,
    ),
    Assumption(
        number=30,
        room=Room.CALENDAR,
        says=f"A text of {TEXT_MAX:,} characters comes back whole.",
        matters="A text that was cut looks edited by a person, and is never written again.",
        on=On.CALENDAR,
        ask=a_long_text_comes_back_whole,
    ),
    Assumption(
        number=31,
        room=Room.CALENDAR,
        says="A page that is not the last brings no sync token.",
        matters="A token taken before the last page would skip what stands on the pages after it.",
        on=On.CALENDAR,
        ask=a_page_that_is_not_the_last_has_no_token,
    ),
    Assumption(
        number=32,
        room=Room.CALENDAR,
        says="A list asked for one private property names just the events that have it.",
        matters="An event is found by its mark when the journal is lost.",
        on=On.CALENDAR,
        ask=one_mark_finds_its_event,
    ),
    Assumption(
        number=33,
        room=Room.CALENDAR,
        says="A calendar the program made belongs to the account signed in.",
        matters="Since October 2026 a calendar is deleted with its owner's account.",
        on=On.CALENDAR,
        ask=a_calendar_of_ours_is_ours,
    ),
    Assumption(
        number=34,
        room=Room.BUSY,
        says=f"A question about {CALENDARS_ASKED} calendars over {DAYS_ASKED} days is answered.",
        matters="Busy times are asked in pieces of that size; the true limit is written nowhere.",
        on=On.CALENDAR,
        ask=many_calendars_are_answered_at_once,
    ),
    Assumption(
        number=35,
        room=Room.SHEETS,
        says="Drive tells whose sign-in it is with drive.file alone.",
        matters="Who signed in is held against the account that the settings name.",
        on=On.ACCOUNT,
        ask=drive_tells_who_we_are,
    ),
    Assumption(
        number=36,
        room=Room.SHEETS,
        says="Who may open a workbook is told with drive.file alone.",
        matters="The doctor warns of workbooks that anybody with the link can open.",
        on=On.SPREADSHEET,
        ask=who_may_open_a_workbook_is_told,
    ),
    Assumption(
        number=37,
        room=Room.CALENDAR,
        says="A channel to an address without https is refused.",
        matters="Hints of changes come to an address whose certificate Google has checked.",
        on=On.CALENDAR,
        ask=a_channel_wants_https,
    ),
    Assumption(
        number=38,
        room=Room.CALENDAR,
        says="A meeting link is made when it is asked for, at once or soon after.",
        matters="A remote visit without a link is a visit nobody finds.",
        on=On.CALENDAR,
        ask=a_meeting_link_is_made,
    ),
)
