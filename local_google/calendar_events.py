"""events.insert, get, update, patch and delete."""

import sqlite3
from zoneinfo import ZoneInfo

from local_google import (
    calendar_automatic,
    calendar_copies,
    calendar_labels,
    calendar_mail,
    calendar_rows,
    calendar_series,
    calendar_views,
)
from local_google.calendar_access import Access, open_calendar
from local_google.calendar_bodies import LEGAL_ID, given, merged, normal
from local_google.calendar_rows import Event
from local_google.calendar_tables import check_if_match, milliseconds, not_found, setting
from local_google.store import Store
from local_google.wire import ApiError, Call, Json, Reply

# Kept through a whole replacement: they are not the caller's to set.
KEPT = ("creator", "eventType", "sequence")
OF_A_SERIES = ("recurringEventId", "originalStartTime")


def get(store: Store, call: Call) -> Reply:
    """events.get: deleted events are shown too, as cancelled."""
    with store.read() as db:
        access = open_calendar(db, call, "freeBusyReader")
        event = _find(db, access, call)
        if call.headers.get("if-none-match") == event.etag:
            return Reply(304, None)
        return _reply(db, call, access, event)


def insert(store: Store, call: Call) -> Reply:
    """events.insert: ids are unique among live and deleted events of the calendar."""
    with store.write() as db:
        access = open_calendar(db, call, "writer")
        body = given(call)
        event_id, uid = _identity(store, db, access, body)
        calendar_labels.check(db, access.calendar, body)
        body = normal(body, ZoneInfo(access.time_zone))
        _check_place(access, body)
        body |= {"creator": call.caller.email, "sequence": body.get("sequence", 0)}
        event = calendar_rows.save(
            store,
            db,
            calendar=access.calendar,
            event_id=event_id,
            uid=uid,
            organizer=access.calendar,
            body=body,
        )
        event = _publish(store, db, call, None, event)
        return _reply(db, call, access, event)


def patch(store: Store, call: Call) -> Reply:
    """events.patch: objects are merged, arrays replaced whole, null removes."""
    return _change(store, call, whole=False)


def update(store: Store, call: Call) -> Reply:
    """events.update: what is not sent is gone."""
    return _change(store, call, whole=True)


def delete(store: Store, call: Call) -> Reply:
    """events.delete: a tombstone stays; a guest who deletes a copy thereby declines."""
    with store.write() as db:
        access = open_calendar(db, call, "writer")
        event = _find(db, access, call)
        if event.status == "cancelled":
            raise ApiError(410, "deleted", "Resource has been deleted")
        check_if_match(call.headers.get("if-match"), event.etag)
        _cancel(store, db, call, calendar_series.set_apart(store, db, event))
    return Reply(204, None)


def _change(store: Store, call: Call, *, whole: bool) -> Reply:
    with store.write() as db:
        access = open_calendar(db, call, "writer")
        old = _find(db, access, call)
        check_if_match(call.headers.get("if-match"), old.etag)
        new = given(call)
        _check_revival(store, old, new)
        old = calendar_series.set_apart(store, db, old)
        if new.get("status") == "cancelled":
            if old.status != "cancelled":
                _cancel(store, db, call, old)
            return _reply(db, call, access, _find(db, access, call))
        calendar_labels.check(db, access.calendar, new)
        body = _laid_over(old, new, access, whole=whole)
        if old.organized_here:
            event = _organizer_changes(store, db, call, old, body)
        else:
            event = calendar_copies.guest_changes(store, db, call, old, body)
            if event.body.get("guestsCanModify"):
                _guest_changes_all(store, db, call, event)
                event = _find(db, access, call)
        return _reply(db, call, access, event)


def _laid_over(old: Event, new: Json, access: Access, *, whole: bool) -> Json:
    """The stored body with the request laid over it, checked and completed."""
    for name in ("id", "iCalUID"):
        new.pop(name, None)
    if new.get("eventType", old.body["eventType"]) != old.body["eventType"]:
        raise ApiError(400, "eventTypeRestriction", "Event type cannot be changed.")
    sequence = new.pop("sequence", None)
    if sequence is not None and sequence < old.body["sequence"]:
        message = (
            "Invalid sequence value. The specified sequence number is below the current sequence"
            " number of the resource. Re-fetch the resource and use its sequence number on the"
            " following request."
        )
        raise ApiError(400, "invalid", message)
    label = () if calendar_labels.FIELD in new else (calendar_labels.FIELD,)
    kept = {name: old.body[name] for name in (*KEPT, *OF_A_SERIES, *label) if name in old.body}
    if new.get("recurrence") and OF_A_SERIES[0] in old.body:
        raise ApiError(400, "invalid", "Invalid value for: recurrence")
    omitted = new.pop("attendeesOmitted", False)
    base = kept if whole else old.body
    body = normal(merged(base, new), ZoneInfo(access.time_zone)) | kept
    body["sequence"] = max(sequence or 0, old.body["sequence"])
    if omitted and "attendees" in old.body:
        body["attendees"] = _with_answers(old.body["attendees"], body.get("attendees", []))
    _keep_rooms(old.body, body)
    _check_place(access, body)
    return body


def _organizer_changes(
    store: Store, db: sqlite3.Connection, call: Call, old: Event, body: Json
) -> Event:
    moved = any(body[side] != old.body[side] for side in ("start", "end"))
    if moved and setting(store, "time_change_resets_answers") == "yes":
        body["attendees"] = [
            guest
            if guest["email"] in (old.calendar, call.caller.email)
            else guest | {"responseStatus": "needsAction"}
            for guest in body.get("attendees", ())
        ]
        if not body["attendees"]:
            del body["attendees"]
    if moved or body.get("location") != old.body.get("location"):
        body["sequence"] = max(body["sequence"], old.body["sequence"] + 1)
    event = calendar_rows.resave(store, db, old, body)
    if old.recurs:
        calendar_series.drop_outdated(store, db, event)
    return _publish(store, db, call, old, event)


def _guest_changes_all(store: Store, db: sqlite3.Connection, call: Call, copy: Event) -> None:
    """With `guestsCanModify` a guest's edit of the shared fields becomes everybody's."""
    organizers = calendar_rows.find_by_uid(db, copy.organizer, copy.uid)
    if organizers is None or organizers.status == "cancelled":
        return
    shared = ("summary", "description", "location", "start", "end", "visibility")
    body = {name: value for name, value in organizers.body.items() if name not in shared}
    body |= {name: copy.body[name] for name in shared if name in copy.body}
    if body != organizers.body:
        _organizer_changes(store, db, call, organizers, body)


def _cancel(store: Store, db: sqlite3.Connection, call: Call, event: Event) -> None:
    if not event.organized_here:
        gone = calendar_rows.resave(store, db, event, event.body | {"status": "cancelled"})
        calendar_series.cancel_all(store, db, gone)
        calendar_copies.answer(store, db, call, gone, {"responseStatus": "declined"})
        return
    gone = calendar_rows.resave(store, db, event, event.body | {"status": "cancelled"})
    calendar_series.cancel_all(store, db, gone)
    calendar_copies.spread(store, db, gone)
    calendar_mail.tell_guests(
        store, db, call, calendar=event.calendar, event=event.id, before=event.body, after=None
    )


def _publish(
    store: Store, db: sqlite3.Connection, call: Call, before: Event | None, event: Event
) -> Event:
    """Bring the guests' copies and mails after a change by the organizer."""
    event = calendar_automatic.at_once(store, db, event, before)
    calendar_copies.spread(store, db, event)
    calendar_automatic.decline_all(store, db, event)
    alive = before is not None and before.status != "cancelled"
    calendar_mail.tell_guests(
        store,
        db,
        call,
        calendar=event.calendar,
        event=event.id,
        before=before.body if before and alive else None,
        after=event.body,
    )
    return event


def _identity(store: Store, db: sqlite3.Connection, access: Access, body: Json) -> tuple[str, str]:
    """The id and iCalendar UID of a new event, at most one of them given by the caller."""
    wanted, uid = body.pop("id", None), body.pop("iCalUID", None)
    if wanted is not None and not LEGAL_ID.fullmatch(wanted):
        raise ApiError(400, "invalid", "Invalid resource id value.")
    event_id = wanted or store.new_id(26)
    uid = uid or f"{event_id}@google.com"
    taken = calendar_rows.find(db, access.calendar, wanted) if wanted else None
    taken = taken or calendar_rows.find_by_uid(db, access.calendar, uid)
    if taken is not None and not _slips_through(store, taken, event_id):
        raise ApiError(409, "duplicate", "The requested identifier already exists.")
    return event_id, uid


def _slips_through(store: Store, taken: Event, event_id: str) -> bool:
    """Whether the collision comes too soon to be noticed, by the switch."""
    age_ms = milliseconds(store) - taken.created_ms
    return taken.id == event_id and age_ms < 1000 * int(setting(store, "collisions_unnoticed_s"))


def _check_revival(store: Store, old: Event, new: Json) -> None:
    wanted = new.get("status")
    if old.status != "cancelled" or wanted == "cancelled":
        return
    if wanted is None or setting(store, "revive_deleted") != "yes":
        raise ApiError(403, "forbidden", "Forbidden")


def _check_place(access: Access, body: Json) -> None:
    if body["eventType"] != "default" and not access.row["is_primary"]:
        message = f"An event of type {body['eventType']} needs a primary calendar."
        raise ApiError(400, "eventTypeRestriction", message)


def _with_answers(guests: list[Json], given_guests: list[Json]) -> list[Json]:
    """`attendeesOmitted`: the stored guest list, with only the answers that were sent."""
    answers = {guest["email"]: guest for guest in given_guests}
    return [guest | answers.get(guest["email"], {}) for guest in guests]


def _keep_rooms(old: Json, new: Json) -> None:
    """`resource` counts only when a guest is first added."""
    rooms = {guest["email"]: guest.get("resource") for guest in old.get("attendees", ())}
    for guest in new.get("attendees", ()):
        if guest["email"] in rooms:
            guest.pop("resource", None)
            if rooms[guest["email"]]:
                guest["resource"] = True


def _find(db: sqlite3.Connection, access: Access, call: Call) -> Event:
    event = calendar_series.find(db, access.calendar, call.path["eventId"])
    if event is None:
        raise not_found()
    return event


def _reply(db: sqlite3.Connection, call: Call, access: Access, event: Event) -> Reply:
    names = organizer_names(db, [event])
    return Reply(200, calendar_views.view(event, calendar_views.reader(call, access, names)))


def organizer_names(db: sqlite3.Connection, events: list[Event]) -> dict[str, str]:
    """The titles of the secondary calendars that organize these events."""
    wanted = sorted({event.organizer for event in events})
    marks = ",".join("?" * len(wanted))
    rows = db.execute(
        f"SELECT id, summary FROM cal_calendars WHERE NOT is_primary AND id IN ({marks})",  # noqa: S608 - only marks are put in
        wanted,
    ).fetchall()
    return {row["id"]: row["summary"] for row in rows}
