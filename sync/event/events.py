"""Activity and slot -> the event we want, and that event -> what is sent.

Sent are wall times with their offset and the IANA zone, single events only, and the four flags that
keep an invitation private. Colour, reminders and conference are the people's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.district import District, Person, PersonId
from scheduler.errors import Fault, InputError
from scheduler.model import Activity, ActivityId, Kind, Schedule, Slot
from sync.event.description import with_markers
from sync.event.identity import EventId
from sync.event.marks import GUESTS_MAX, Field, Marks, time_text, written_by
from sync.event.wording import Wording, is_external, place, text, title

TITLE_MAX = 300
TEXT_MAX = 7_000
"""Google takes about 8,000 characters; people need room for their notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedEvent:
    """An event as it should stand: instants aware UTC, `zone` IANA, `guests` in lower case, the
    owner first.

    `owner` is the person on whose coaching calendar it lives. `external` counts guests from outside.
    """

    activity: ActivityId
    owner: PersonId
    start: datetime
    end: datetime
    zone: str
    title: str
    place: str
    text: str
    guests: tuple[str, ...]
    hide_guests: bool = False
    external: int = 0

    def values(self) -> dict[Field, str]:
        """Our fields as text, comparable with `values_of` a found event."""
        return {
            Field.TIME: time_text(self.start, self.end),
            Field.TITLE: self.title,
            Field.PLACE: self.place,
            Field.TEXT: self.text,
        }


def wanted_events(
    schedule: Schedule, district: District, wording: Wording
) -> tuple[WantedEvent, ...]:
    """The events of everything placed, in order of time.

    Raises:
        InputError: somebody has no e-mail address, or an event is too large for Google; all of them.
    """
    events: list[WantedEvent] = []
    faults: list[Fault] = []
    for activity, slot in sorted(schedule.placed.items(), key=lambda item: (item[1], item[0])):
        event = wanted_event(schedule.activities[activity], slot, district, wording)
        faults.extend(_faults(event, schedule.people_at(activity), district))
        events.append(event)
    if faults:
        raise InputError(sorted(set(faults)))
    return tuple(events)


def wanted_event(
    activity: Activity, slot: Slot, district: District, wording: Wording
) -> WantedEvent:
    """One event; the coach is a guest, so that her own calendar shows her busy."""
    people = _guests(activity, slot, district)
    outside = sum(1 for person in people if is_external(person))
    return WantedEvent(
        activity=activity.id,
        owner=activity.leader,
        start=slot.start.astimezone(UTC),
        end=slot.end.astimezone(UTC),
        zone=district.year.zone,
        title=title(activity, slot, district.people[activity.leader], wording),
        place=place(activity, slot, district),
        text=text(activity, slot, district, wording),
        guests=tuple(dict.fromkeys(person.email.strip().lower() for person in people)),
        hide_guests=activity.kind is Kind.ROUND or outside > 0,
        external=outside,
    )


def _guests(activity: Activity, slot: Slot, district: District) -> list[Person]:
    people = dict.fromkeys((activity.leader, *activity.required, *slot.coming))
    return [district.people[person] for person in people]


def _faults(event: WantedEvent, people: Sequence[PersonId], district: District) -> Sequence[Fault]:
    faults = [
        Fault(
            where=f"People, {district.people[person].name}",
            what=f"{district.people[person].name} has no e-mail address and cannot be invited",
            fix="type the address in the column `email`",
        )
        for person in people
        if "@" not in district.people[person].email
    ]
    sizes = (
        (len(event.guests), GUESTS_MAX, "guests", "split the group"),
        (len(event.title), TITLE_MAX, "characters in its title", "shorten the names in it"),
        (len(event.text), TEXT_MAX, "characters of text", "put what to bring behind a link"),
    )
    faults.extend(
        Fault(
            where=f"activity {event.activity}",
            what=f"{event.title[:80]} has {size:,} {of}; Google takes {most:,}",
            fix=fix,
        )
        for size, most, of, fix in sizes
        if size > most
    )
    return faults


def insert_body(event: WantedEvent, identity: EventId, marks: Marks) -> dict[str, Any]:
    """The whole body of a new event."""
    return {
        "id": identity,
        **times(event),
        "summary": event.title,
        "location": event.place,
        "description": with_markers(event.text),
        "attendees": [{"email": guest} for guest in event.guests],
        "visibility": "private",
        "transparency": "opaque",
        "guestsCanModify": False,
        "guestsCanInviteOthers": False,
        "guestsCanSeeOtherGuests": not event.hide_guests,
        "extendedProperties": {
            "private": {name: value for name, value in written_by(marks).items() if value}
        },
    }


def times(event: WantedEvent) -> dict[str, Mapping[str, str]]:
    """Start and end as wall time with offset and zone; the offset tells the autumn hour twice over."""
    zone = ZoneInfo(event.zone)
    return {
        name: {"dateTime": moment.astimezone(zone).isoformat(), "timeZone": event.zone}
        for name, moment in (("start", event.start), ("end", event.end))
    }
