"""What we take for granted about Google Calendar, each tried by one function."""

from datetime import UTC, datetime, timedelta

from scheduler.errors import RemoteError
from sync.calendars.calendar_api import AlreadyThere, EtagMoved, SyncTokenExpired
from sync.event.marks import digests_of, own_marks, values_of
from sync.live.events import (
    body_of,
    change,
    drop,
    look,
    put,
    put_new,
    wanted,
)
from sync.live.findings import HOLDS, Finding, differs, fails, held
from sync.live.scratch import ZONE, Scratch

CLOCK_CHANGES = (
    datetime(2027, 3, 14, 6, 30, tzinfo=UTC),
    datetime(2027, 3, 14, 7, 30, tzinfo=UTC),
    datetime(2027, 11, 7, 5, 30, tzinfo=UTC),
    datetime(2027, 11, 7, 6, 30, tzinfo=UTC),
)
"""The half hours on both sides of each change; on the wall the last two are both 1:30."""


def a_calendar_is_made(scratch: Scratch) -> Finding:
    found = scratch.calendar.get_calendar(scratch.make_calendar())
    if found is None:
        return fails("it is not found by its id")
    had = (found.summary, found.description, found.time_zone)
    return held(had == (scratch.name, scratch.mark, ZONE), f"it came back as {had}")


def an_event_keeps_its_id(scratch: Scratch) -> Finding:
    body = body_of(scratch, wanted("own id"))
    made = put(scratch, body)
    return held(made.id == body["id"] == look(scratch, made).id, f"its id became {made.id}")


def a_used_id_is_refused(scratch: Scratch) -> Finding:
    body = body_of(scratch, wanted("same id twice"))
    put(scratch, body)
    again = scratch.calendar.insert_event(scratch.calendar_id, body, send_updates="none")
    return held(isinstance(again, AlreadyThere), "a second event was made")


def an_old_etag_is_refused(scratch: Scratch) -> Finding:
    old = put_new(scratch, "old etag")
    change(scratch, old, {"location": "room 1"})
    try:
        change(scratch, old, {"location": "room 2"})
    except EtagMoved as error:
        return held(error.status == 412, f"it was answered {error.status}, not 412")
    return fails("the change was made over a newer one")


def an_etag_moves_with_a_change_only(scratch: Scratch) -> Finding:
    made = put_new(scratch, "etag")
    first = look(scratch, made)
    if first.etag != look(scratch, made).etag:
        return fails("reading moved it")
    if change(scratch, first, {"location": "room 1"}).etag == first.etag:
        return fails("a change did not move it")
    return HOLDS if made.etag == first.etag else differs("it moved once after the insert")


def what_is_written_reads_back(scratch: Scratch) -> Finding:
    event = wanted("as written")
    found = look(scratch, put(scratch, body_of(scratch, event)))
    ours, theirs = event.values(), values_of(found)
    wrong = [
        name for name, digest in digests_of(ours).items() if digests_of(theirs)[name] != digest
    ]
    return held(not wrong, f"changed on the way: {', '.join(wrong)}")


def private_properties_come_back_whole(scratch: Scratch) -> Finding:
    body = body_of(scratch, wanted("marks"))
    sent = body["extendedProperties"]["private"]
    sent["bell".ljust(44, "k")] = "v" * 1024
    found = look(scratch, put(scratch, body))
    wrong = sorted(name[:12] for name in sent if found.private.get(name) != sent[name])
    if wrong:
        return fails(f"lost or cut: {', '.join(wrong)}")
    return held(own_marks(found, scratch.run) is not None, "they do not lead back to the event")


def a_patch_leaves_the_rest_alone(scratch: Scratch) -> Finding:
    before = put_new(scratch, "patch")
    after = change(scratch, before, {"location": "room 9"})
    names = ("summary", "description", "start", "end", "private")
    wrong = [name for name in names if getattr(before, name) != getattr(after, name)]
    wrong += [name for name in ("visibility",) if before.raw.get(name) != after.raw.get(name)]
    if after.location != "room 9":
        return fails("the field that was sent did not change")
    return held(not wrong, f"also changed: {', '.join(wrong)}")


def a_patch_merges_private_properties(scratch: Scratch) -> Finding:
    before = put_new(scratch, "patched marks")
    marks = {"bellRun": None, "bellDel": "1"}
    after = change(scratch, before, {"extendedProperties": {"private": marks}})
    rest = {name: value for name, value in before.private.items() if name != "bellRun"}
    return held(
        dict(after.private) == {**rest, "bellDel": "1"}, f"they became {sorted(after.private)}"
    )


def a_list_ends_with_a_token(scratch: Scratch) -> Finding:
    token = scratch.calendar.list_events(scratch.calendar_id).next_sync_token
    if not token:
        return fails("the list brought no sync token")
    made = put_new(scratch, "after the list")
    page = scratch.calendar.list_events(scratch.calendar_id, sync_token=token)
    named = [event.id for event in page.events]
    return held(named == [made.id], f"{len(named)} events came instead of the one that changed")


def a_wrong_token_is_refused(scratch: Scratch) -> Finding:
    try:
        scratch.calendar.list_events(scratch.calendar_id, sync_token="bellweave0")  # noqa: S106 - a made-up token
    except SyncTokenExpired:
        return HOLDS
    except RemoteError as error:
        return differs(f"it was answered {error.status}, not 410; a pull would stop there")
    return fails("it was taken")


def a_deleted_id_stays_used(scratch: Scratch) -> Finding:
    body = body_of(scratch, wanted("deleted"))
    made = put(scratch, body)
    drop(scratch, made)
    again = scratch.calendar.insert_event(scratch.calendar_id, body, send_updates="none")
    if not isinstance(again, AlreadyThere):
        return fails("the id was free again")
    return held(look(scratch, made).cancelled, "it does not come back as cancelled")


def deleting_twice_is_deleting(scratch: Scratch) -> Finding:
    made = put_new(scratch, "deleted twice")
    drop(scratch, made)
    try:
        drop(scratch, made)
    except EtagMoved:
        return fails("the second time was answered 412, not 410 or 404")
    return HOLDS


def instants_survive_the_clock_change(scratch: Scratch) -> Finding:
    for start in CLOCK_CHANGES:
        found = look(scratch, put_new(scratch, f"clock {start:%m-%d %H:%M}", start))
        if (found.start, found.end) != (start, start + timedelta(minutes=40)):
            return fails(f"{start:%Y-%m-%d %H:%M} UTC came back as {found.start:%Y-%m-%d %H:%M}")
    return HOLDS


def privacy_comes_back_as_set(scratch: Scratch) -> Finding:
    """A flag that stands at Google's default may be left out of the answer."""
    raw = look(scratch, put_new(scratch, "privacy")).raw
    had = {
        "visibility": raw.get("visibility", "default"),
        "transparency": raw.get("transparency", "opaque"),
        "guestsCanModify": raw.get("guestsCanModify", False),
        "guestsCanInviteOthers": raw.get("guestsCanInviteOthers", True),
        "guestsCanSeeOtherGuests": raw.get("guestsCanSeeOtherGuests", True),
    }
    asked = body_of(scratch, wanted("privacy"))
    wrong = [f"{name} is {value}" for name, value in had.items() if value != asked[name]]
    return held(not wrong, ", ".join(wrong))
