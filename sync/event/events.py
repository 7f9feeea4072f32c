"""Activity and slot -> the event we want, and that event -> what is sent.

Sent are wall times with their offset and the IANA zone, single events only, and the four flags that
keep an invitation private; a Meet link is asked for where people meet from afar. A label is
given once, when the event is made; from then on it is the people's own, as reminders are.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from scheduler.district import District, Person, PersonId
from scheduler.errors import Fault, InputError
from scheduler.model import Activity, ActivityId, Kind, Schedule, Slot
from sync.event.description import with_markers
from sync.event.identity import EventId, short_digest
from sync.event.labels import label_id
from sync.event.marks import GUESTS_MAX, TOGETHER, Field, Marks, time_text, written_by
from sync.event.progress import Progress
from sync.event.wording import Wording, is_external, opens_a_meeting, place, text, title

TITLE_MAX = 300
PLACE_MAX = 500
TEXT_MAX = 7_000
"""Google takes about 8,000 characters; people need room for their notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WantedEvent:
    """An event as it should stand: instants aware UTC, `zone` IANA, `guests` in lower case, the
    owner first.

    `owner` is the person on whose coaching calendar it lives. `outside` are the guests from outside the
    district. `progress` says how far the cycle has come: written along, never compared. `meet` asks
    Google for a meeting link. `together` is the sign it shares with its cycle or series.
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
    outside: tuple[str, ...] = ()
    progress: str = ""
    meet: bool = False
    together: str = ""
    label: str = ""
    """The id of its kind's label: given when it is made, never compared, since people choose their own."""

    @property
    def block(self) -> str:
        """All that stands between our marker lines."""
        return "\n".join(part for part in (self.text, self.progress) if part)

    def values(self) -> dict[Field, str]:
        """Our fields as text, comparable with `values_of` a found event."""
        return {
            Field.TIME: time_text(self.start, self.end),
            Field.TITLE: self.title,
            Field.PLACE: self.place,
            Field.TEXT: self.text,
        }


def wanted_events(
    schedule: Schedule,
    district: District,
    wording: Wording,
    *,
    progress: Progress | None = None,
) -> tuple[WantedEvent, ...]:
    """The events of everything placed, in order of time.

    Raises:
        InputError: somebody has no e-mail address, or an event is too large for Google; all of them.
    """
    events: list[WantedEvent] = []
    faults: list[Fault] = []
    for activity, slot in sorted(schedule.placed.items(), key=lambda item: (item[1], item[0])):
        found = schedule.activities[activity]
        event = wanted_event(found, slot, district, wording, progress=progress)
        faults.extend(_faults(event, _invited(found, slot, district, wording)))
        events.append(event)
    if faults:
        raise InputError(sorted(set(faults)))
    return tuple(events)


def without_guests(events: Iterable[WantedEvent]) -> tuple[WantedEvent, ...]:
    """The same events for an account that may invite nobody; people get them as .ics files."""
    return tuple(replace(event, guests=(), outside=()) for event in events)


def wanted_event(
    activity: Activity,
    slot: Slot,
    district: District,
    wording: Wording,
    *,
    progress: Progress | None = None,
) -> WantedEvent:
    """One event; the coach is a guest, so that her own calendar shows her busy."""
    invited = _invited(activity, slot, district, wording)
    outside = any(is_external(person) for person in _taking_part(activity, slot, district))
    zone = district.year.zone
    return WantedEvent(
        activity=activity.id,
        owner=activity.leader,
        start=slot.start.astimezone(UTC),
        end=slot.end.astimezone(UTC),
        zone=zone,
        title=title(activity, slot, district.people[activity.leader], wording),
        place=place(activity, slot, district),
        text=text(activity, slot, district, wording),
        guests=_addresses(invited),
        hide_guests=activity.kind is Kind.ROUND or outside,
        outside=_addresses(person for person in invited if is_external(person)),
        progress=progress.line(activity, slot, zone) if progress and not outside else "",
        meet=opens_a_meeting(activity),
        together=_together(activity),
        label=label_id(activity.kind),
    )


def _together(activity: Activity) -> str:
    """The sign that the single events of one cohort's cycle, or of one series, have in common."""
    of = activity.cohort or activity.series
    return short_digest("together", f"{activity.structure} {of}") if of else ""


def _taking_part(activity: Activity, slot: Slot, district: District) -> list[Person]:
    people = dict.fromkeys((activity.leader, *activity.required, *slot.coming))
    return [district.people[person] for person in people]


def _invited(activity: Activity, slot: Slot, district: District, wording: Wording) -> list[Person]:
    """Whom Google writes to: people from outside only where the district wants that."""
    people = _taking_part(activity, slot, district)
    return [one for one in people if wording.mails_outside or not is_external(one)]


def _addresses(people: Iterable[Person]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(person.email.strip().lower() for person in people))


def _faults(event: WantedEvent, people: Iterable[Person]) -> Sequence[Fault]:
    faults = [
        Fault(
            where=f"People, {person.name}",
            what=f"{person.name} has no e-mail address and cannot be invited",
            fix="type the address in the column `email`",
        )
        for person in people
        if "@" not in person.email
    ]
    sizes = (
        (len(event.guests), GUESTS_MAX, "guests", "split the group"),
        (len(event.title), TITLE_MAX, "characters in its title", "shorten the names in it"),
        (len(event.place), PLACE_MAX, "characters in its place", "shorten the school's name"),
        (len(event.block), TEXT_MAX, "characters of text", "put what to bring behind a link"),
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
    """The whole body of a new event; always a single one, never a recurring one."""
    marked = {**written_by(marks), TOGETHER: event.together}
    return {
        "id": identity,
        **times(event),
        "summary": event.title,
        "location": event.place,
        "description": with_markers(event.block),
        "attendees": [{"email": guest} for guest in event.guests],
        "visibility": "private",
        "transparency": "opaque",
        "guestsCanModify": False,
        "guestsCanInviteOthers": False,
        "guestsCanSeeOtherGuests": not event.hide_guests,
        "extendedProperties": {"private": {k: v for k, v in marked.items() if v}},
        **(meeting(identity) if event.meet else {}),
    }


def meeting(identity: EventId) -> dict[str, Any]:
    """The wish for a Meet link; asked again under the same id, Google takes it for the same wish."""
    solution = {"type": "hangoutsMeet"}
    wish = {"requestId": identity, "conferenceSolutionKey": solution}
    return {"conferenceData": {"createRequest": wish}}


def times(event: WantedEvent) -> dict[str, Mapping[str, str]]:
    """Start and end as wall time with offset and zone; the offset tells the autumn hour twice over."""
    zone = ZoneInfo(event.zone)
    return {
        name: {"dateTime": moment.astimezone(zone).isoformat(), "timeZone": event.zone}
        for name, moment in (("start", event.start), ("end", event.end))
    }
