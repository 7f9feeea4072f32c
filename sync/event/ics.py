"""One person's coaching as an .ics file that any calendar program opens.

The wording is that of the invitations, so that the file says no more than they do: neutral titles, no
guest list, nothing about an answer. Times are local with their zone, so that a week keeps its clock
when the clocks change.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from icalendar import Calendar, Event, Timezone

from scheduler.district import District, PersonId
from scheduler.model import ActivityId, Schedule
from scheduler.schoolday import SchoolDays
from sync.event.events import wanted_event
from sync.event.wording import Wording, clean

PRODUCT = "-//Bellweave//Coaching schedule//EN"
ZONE_MARGIN = timedelta(days=60)
"""How far beyond the school year the zone's changes are written down."""


def person_ics(
    person: PersonId,
    schedule: Schedule,
    district: District,
    days: SchoolDays,
    *,
    uid: Callable[[ActivityId], str],
    stamp: datetime,
    wording: Wording | None = None,
) -> bytes:
    """Everything the person takes part in, in order of time, as a published calendar (RFC 5545).

    `uid` names an activity's event for ever, like `<event id>@google.com`: opening a later file changes
    the same events. `stamp` is the aware instant the file was made.
    """
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", clean(f"Coaching of {district.people[person].name}"))
    calendar.add_component(_zone(district, days))
    own = [item for item in schedule.placed.items() if person in schedule.people_at(item[0])]
    for found, slot in sorted(own, key=lambda item: (item[1], item[0])):
        activity = schedule.activities[found]
        wanted = wanted_event(activity, slot, district, wording or Wording())
        event = Event()
        event.add("uid", clean(uid(found)))
        event.add("dtstamp", stamp.astimezone(UTC))
        event.add("dtstart", days.local(wanted.start))
        event.add("dtend", days.local(wanted.end))
        event.add("summary", wanted.title)
        event.add("description", wanted.text)
        if wanted.place:
            event.add("location", wanted.place)
        event.add("class", "PRIVATE")
        event.add("transp", "OPAQUE")
        calendar.add_component(event)
    return bytes(calendar.to_ical())


def _zone(district: District, days: SchoolDays) -> Timezone:
    return Timezone.from_tzid(
        days.zone.key,
        first_date=district.year.first - ZONE_MARGIN,
        last_date=district.year.last + ZONE_MARGIN,
    )
