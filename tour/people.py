"""What people do between two pushes, each signed in as herself: three decline, a coach drags an event."""

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING

import workflow
from scheduler.district import Person
from scheduler.inspection import Inspection
from scheduler.model import Activity, ActivityId, Kind, Schedule, Slot
from scheduler.naming import monday_of
from scheduler.peoples_time.availability import Availability
from scheduler.referee.review import what_if
from scheduler.slots.candidates import Sieve
from tour.workspace import COMING, Tour, go_on
from workflow import Given

if TYPE_CHECKING:
    from local_google.server import Running
    from sync.calendars.calendar_api import CalendarApi
    from sync.event.found_event import FoundEvent
    from sync.workspace.known import Known

DECLINES = (
    (COMING - timedelta(days=3), time(16, 5), Kind.VISIT, "practice test that period"),
    (COMING - timedelta(days=1), time(19, 40), Kind.DEBRIEF, "I have bus duty then"),
    (COMING, time(6, 20), Kind.VISIT, "guest speaker in class"),
)
"""When, what is declined, and the reason given: from Friday afternoon to Monday morning."""
DRAGGED = (COMING, time(7, 10))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reaction:
    """What a person did to an event: declined it with a few words, or dragged it `to` another time."""

    at: datetime
    person: Person
    activity: Activity
    stood: Slot
    said: str = ""
    to: Slot | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What everybody who acts has before her: the calendars, and what they said when she last looked."""

    tour: Tour
    given: Given
    running: "Running"
    known: "Known"

    @property
    def today(self) -> date:
        return self.given.days.date_of(self.tour.clock.moment)

    def stood(self, activity: Activity) -> Slot:
        return self.known.published.placed[activity.id]

    def reaction(self, person: Person, activity: Activity) -> Reaction:
        """Something she does to it now."""
        now = self.tour.clock.moment
        return Reaction(at=now, person=person, activity=activity, stood=self.stood(activity))


def react(tour: Tour, given: Given) -> tuple[Reaction, ...]:
    """Three teachers decline something of the coming week; a coach drags one of her visits."""
    known = workflow.what_is_known(tour.workspace, given)
    coming = _coming(known.published, given)
    done: list[Reaction] = []
    with workflow.local_google(tour.workspace, given.district) as running:
        scene = _Scene(tour=tour, given=given, running=running, known=known)
        for day, wall, kind, words in DECLINES:
            activity = _to_decline(coming, kind, done)
            if activity is not None:
                go_on(tour, given, day, wall)
                done.append(_decline(scene, activity, words))
        go_on(tour, given, *DRAGGED)
        dragged = _drag(scene, coming, done)
    return (*done, *([dragged] if dragged else []))


def _coming(published: Schedule, given: Given) -> list[Activity]:
    """The visits and debriefs of the coming week, by time."""
    found = [
        (slot.start, key)
        for key, slot in published.placed.items()
        if monday_of(given.days.date_of(slot.start)) == COMING
    ]
    activities = [published.activities[key] for _, key in sorted(found)]
    return [one for one in activities if one.kind in (Kind.VISIT, Kind.DEBRIEF)]


def _to_decline(
    coming: Sequence[Activity], kind: Kind, done: Sequence[Reaction]
) -> Activity | None:
    """From the middle of the week; by a teacher who said nothing yet, of a coach who lost the least."""
    said = {one.person.id for one in done}
    lost = Counter(one.activity.leader for one in done)
    middle = len(coming) // 2
    able = [
        (lost[one.leader], abs(place - middle), place)
        for place, one in enumerate(coming)
        if one.kind is kind and said.isdisjoint(one.required)
    ]
    return coming[min(able)[2]] if able else None


def _decline(scene: _Scene, activity: Activity, words: str) -> Reaction:
    """The teacher answers on her own copy of the event."""
    person = scene.given.district.people[activity.required[-1]]
    answer = {"responseStatus": "declined", "comment": words}
    with _signed_in(scene, person) as calendar:
        event = _event(calendar, person.email, activity.id, scene.known)
        mine = person.email.lower()
        guests = [
            guest.entry() | (answer if guest.email == mine else {}) for guest in event.attendees
        ]
        body = {"attendees": guests}
        calendar.patch_event(person.email, event.id, body, etag=event.etag, send_updates="all")
    return replace(scene.reaction(person, activity), said=words)


def _drag(scene: _Scene, coming: Sequence[Activity], done: Sequence[Reaction]) -> Reaction | None:
    """A coach moves a visit on her coaching calendar, which is shared with her for that."""
    quiet = {one.activity.leader for one in done}
    touched = {person for one in done for person in one.activity.required[1:]}
    able = [one for one in coming if one.kind is Kind.VISIT and touched.isdisjoint(one.required)]
    for activity in sorted(able, key=lambda one: one.leader in quiet):
        slot = _another_time(scene, activity)
        if slot is not None:
            person = scene.given.district.people[activity.leader]
            _move(scene, person, activity, slot)
            return replace(scene.reaction(person, activity), to=slot)
    return None


def _move(scene: _Scene, person: Person, activity: Activity, slot: Slot) -> None:
    home = {row.activity: row.calendar_id for row in scene.known.events}[activity.id]
    body = {"start": _wall(slot.start, scene.given), "end": _wall(slot.end, scene.given)}
    with _signed_in(scene, person) as calendar:
        event = _event(calendar, home, activity.id, scene.known)
        calendar.patch_event(home, event.id, body, etag=event.etag, send_updates="all")


def _another_time(scene: _Scene, activity: Activity) -> Slot | None:
    """The nearest other time of the same week at which nothing stands in the way."""
    given, published = scene.given, scene.known.published
    sieve = Sieve(Availability(given.district, given.days, ()), published=scene.today)
    look = Inspection(
        schedule=published,
        district=given.district,
        days=given.days,
        published=scene.today,
        before=published.placed,
    )
    stood = scene.stood(activity)
    slots = [
        slot
        for slot in sieve.candidates(activity).slots
        if not slot.overlaps(stood) and monday_of(given.days.date_of(slot.start)) == COMING
    ]
    nearest = sorted(slots, key=lambda slot: (abs(slot.start - stood.start), slot))
    return next((slot for slot in nearest if not what_if(look, activity.id, slot)), None)


@contextmanager
def _signed_in(scene: _Scene, person: Person) -> "Iterator[CalendarApi]":
    """Calendar as this person may use it, with a sign-in of her own."""
    from local_google.admin import mint
    from sync.account.credentials import load_local
    from sync.wire.connection import local
    from sync.workspace.google import signed_in

    url = scene.running.url
    minted = mint(scene.running.store, person.email, name=person.name, time_zone=scene.given.zone)
    credential = load_local(url, minted.refresh, token=minted.access)
    with signed_in(credential, local(url), person.email) as clients:
        yield clients.calendar


def _event(
    calendar: "CalendarApi", where: str, activity: ActivityId, known: "Known"
) -> "FoundEvent":
    """The event of an activity as it stands in a calendar; a guest's copy has the same id."""
    ids = {row.activity: row.event_id for row in known.events}
    event = calendar.get_event(where, ids[activity])
    if event is None:
        raise LookupError(f"{where} has no event of {activity}")
    return event


def _wall(moment: datetime, given: Given) -> dict[str, str]:
    return {"dateTime": given.days.local(moment).isoformat(), "timeZone": given.zone}
