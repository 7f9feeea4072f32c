"""A copy for each guest of this server: what flows from the organizer, and what flows back."""

import sqlite3
from typing import Any

from local_google import calendar_mail, calendar_rows, calendar_series
from local_google.calendar_bodies import ANSWERS, DEFAULTS
from local_google.calendar_rows import Event
from local_google.calendar_tables import calendar_row
from local_google.store import Store
from local_google.wire import ApiError, Call, Json

# These belong to each copy alone.
OWN = ("colorId", "eventLabelId", "reminders", "transparency")
ORGANIZERS_ONLY = (
    "anyoneCanAddSelf",
    "guestsCanInviteOthers",
    "guestsCanModify",
    "guestsCanSeeOtherGuests",
)


def spread(store: Store, db: sqlite3.Connection, event: Event) -> None:
    """Bring every guest's copy in line with the organizer's; who is no guest loses theirs."""
    answers = {g["email"]: g["responseStatus"] for g in event.body.get("attendees", ())}
    wanted = set() if event.status == "cancelled" else set(answers) - {event.calendar}
    present = {copy.calendar: copy for copy in calendar_rows.copies(db, event.uid, event.calendar)}
    for email in sorted(wanted):
        copy = present.get(email)
        thrown_away = copy is not None and copy.status == "cancelled"
        if thrown_away and answers[email] == "declined":
            continue
        if calendar_row(db, email) is not None:
            _put(store, db, event, email, copy)
    for email, copy in present.items():
        if email not in wanted and copy.status != "cancelled":
            gone = calendar_rows.resave(store, db, copy, copy.body | {"status": "cancelled"})
            calendar_series.cancel_all(store, db, gone)


def cancel_all_of(store: Store, db: sqlite3.Connection, calendar: str) -> None:
    """Cancel the guests' copies of everything that a calendar organizes; no mails."""
    rows = db.execute(
        "SELECT * FROM cal_events WHERE organizer = ? AND status <> 'cancelled'", (calendar,)
    ).fetchall()
    for event in map(calendar_rows.from_row, rows):
        calendar_rows.resave(store, db, event, event.body | {"status": "cancelled"})


def guest_changes(
    store: Store, db: sqlite3.Connection, call: Call, copy: Event, new: Json
) -> Event:
    """A guest's edit: the answer goes to the organizer, everything else stays on the copy."""
    _refuse_organizers_fields(copy.body, new)
    answered = _own_answer(call, copy)
    kept = new | {"attendees": copy.body.get("attendees", [])}
    saved = calendar_rows.resave(store, db, copy, kept)
    if answered is None:
        return saved
    answer(store, db, call, copy, answered)
    return calendar_rows.find(db, copy.calendar, copy.id) or saved


def answer(store: Store, db: sqlite3.Connection, call: Call, copy: Event, given: Json) -> None:
    """Carry a guest's own entry to the organizer's copy and on to the others."""
    organizers = calendar_rows.find_by_uid(db, copy.organizer, copy.uid)
    owner = organizers if organizers is not None and organizers.status != "cancelled" else None
    source = owner or copy
    guests = [
        guest | given if guest["email"] == copy.calendar else guest
        for guest in source.body.get("attendees", ())
    ]
    saved = calendar_rows.resave(store, db, source, source.body | {"attendees": guests})
    if owner is None:
        return
    refresh_answers(store, db, saved)
    if calendar_mail.audience(call) == "all":
        row = calendar_row(db, owner.calendar)
        calendar_mail.post(
            store,
            db,
            kind="response",
            to=row["owner"] if row else owner.calendar,
            calendar=owner.calendar,
            event=owner.id,
            sequence=owner.body.get("sequence", 0),
            summary=owner.body.get("summary", ""),
        )


def refresh_answers(store: Store, db: sqlite3.Connection, event: Event) -> None:
    """Show the organizer's guest list on every copy, leaving the copies' own edits alone."""
    for copy in calendar_rows.copies(db, event.uid, event.calendar):
        seen = _seen_guests(event.body, copy.calendar)
        if copy.status != "cancelled" and copy.body.get("attendees") != seen:
            calendar_rows.resave(store, db, copy, copy.body | {"attendees": seen})


def _put(
    store: Store, db: sqlite3.Connection, event: Event, email: str, present: Event | None
) -> None:
    own = _own(present.body) if present and present.status != "cancelled" else _first(event.body)
    shared = {name: value for name, value in event.body.items() if name not in OWN}
    shared["attendees"] = _seen_guests(event.body, email)
    properties = dict(own.pop("extendedProperties", {}))
    if "shared" in event.body.get("extendedProperties", {}):
        properties["shared"] = event.body["extendedProperties"]["shared"]
    shared.pop("extendedProperties", None)
    if properties:
        shared["extendedProperties"] = properties
    if len(shared["attendees"]) < len(event.body["attendees"]):
        shared["attendeesOmitted"] = True
    body = shared | own
    if present is not None and present.body == body:
        return
    calendar_rows.save(
        store,
        db,
        calendar=email,
        event_id=present.id if present else _free_id(store, db, email, event.id),
        uid=event.uid,
        organizer=event.calendar,
        body=body,
    )


def _own(body: Json) -> Json:
    """What of a copy belongs to it alone."""
    own = {name: body[name] for name in (*OWN, "recurringEventId") if name in body}
    if "private" in body.get("extendedProperties", {}):
        own["extendedProperties"] = {"private": body["extendedProperties"]["private"]}
    return own


def _first(body: Json) -> Json:
    """What a new copy starts with: it blocks time as the organizer's does."""
    start: Json = {"reminders": {"useDefault": True}}
    return start | ({"transparency": body["transparency"]} if "transparency" in body else {})


def _free_id(store: Store, db: sqlite3.Connection, calendar: str, wanted: str) -> str:
    """The organizer's id, unless an unrelated event of the guest already has it."""
    taken = calendar_rows.find(db, calendar, wanted) is not None
    return store.new_id(26) if taken else wanted


def _seen_guests(body: Json, email: str) -> list[Json]:
    """The guest list as one guest may see it."""
    guests: list[Json] = body.get("attendees", [])
    if body.get("guestsCanSeeOtherGuests") is False:
        return [guest for guest in guests if guest["email"] == email]
    return guests


def _refuse_organizers_fields(old: Json, new: Json) -> None:
    changed = any(
        old.get(name, DEFAULTS[name]) != new.get(name, DEFAULTS[name]) for name in ORGANIZERS_ONLY
    )
    before, after = (body.get("extendedProperties", {}).get("shared", {}) for body in (old, new))
    if changed or before != after:
        raise ApiError(
            403,
            "forbiddenForNonOrganizer",
            "Shared properties can only be changed by the organizer of the event.",
            domain="calendar",
        )


def _own_answer(call: Call, copy: Event) -> Json | None:
    """The caller's own guest entry in the request, as far as it differs from what is stored."""
    current = _entry(copy.body.get("attendees", []), copy.calendar)
    given = _entry(call.resource().get("attendees") or [], copy.calendar)
    if current is None or given is None:
        return None
    status = given.get("responseStatus", "needsAction")
    if status not in ANSWERS:
        raise ApiError(400, "invalid", "Invalid value for: responseStatus")
    answered: Json = {"responseStatus": status}
    answered |= {k: given[k] for k in ("comment", "additionalGuests") if k in given}
    same = all(current.get(name) == value for name, value in answered.items())
    return None if same else answered


def _entry(guests: list[Any], email: str) -> Json | None:
    found = (g for g in guests if isinstance(g, dict) and str(g.get("email")).lower() == email)
    return next(found, None)
