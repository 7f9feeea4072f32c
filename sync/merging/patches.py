"""What is sent for a change: the fields that differ and our marks, nothing else."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sync.event.description import with_block
from sync.event.events import insert_body, meeting, times
from sync.event.found_event import FoundEvent
from sync.event.identity import EventId
from sync.event.marks import TOGETHER, Field, Marks, written_by
from sync.merging.changes import Change


def new_event(change: Change, run: str) -> dict[str, Any]:
    """The body of an insert."""
    if change.wanted is None or change.marks is None:
        raise ValueError("a new event needs what it should say and its marks")
    return insert_body(change.wanted, EventId(change.event_id), replace(change.marks, run=run))


def changed_event(change: Change, found: FoundEvent | None, run: str) -> dict[str, Any]:
    """The body of a patch; lists are replaced whole, so guests keep their entries as they stand.

    `found` is the event as it stands; it must be there when guests or the text change.
    """
    wanted, marks, after = change.wanted, change.marks, change.after or {}
    if wanted is None or marks is None:
        raise ValueError("a changed event needs what it should say and its marks")
    body: dict[str, Any] = {"extendedProperties": {"private": written_by(replace(marks, run=run))}}
    if Field.TIME in after:
        body |= times(wanted)
    if Field.TITLE in after:
        body["summary"] = wanted.title
    if Field.PLACE in after:
        body["location"] = wanted.place
    if found and Field.TEXT in after:
        body["description"] = with_block(found.description, wanted.block)
    joined = wanted.meet and (Field.TEXT in after or Field.PLACE in after)
    if found and joined and "conferenceData" not in found.raw:
        body |= meeting(EventId(change.event_id))
    if found and (change.add or change.drop):
        stay = (guest for guest in found.attendees if guest.email not in change.drop)
        entries = [guest.entry() for guest in stay]
        body["attendees"] = [*entries, *({"email": email} for email in change.add)]
        body["guestsCanSeeOtherGuests"] = not wanted.hide_guests
    return body


def going(marks: Marks, run: str) -> Mapping[str, Any]:
    """The body of the patch that says the deletion after it is ours."""
    return {"extendedProperties": {"private": written_by(replace(marks, going=True, run=run))}}


def without_marks(marks: Marks) -> Mapping[str, Any]:
    """The body of the patch that takes all our marks off."""
    return {"extendedProperties": {"private": dict.fromkeys((*written_by(marks), TOGETHER))}}
