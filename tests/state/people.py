"""What people do to events: by the calendar page, on their own copies, and with the mouse."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from sync.journal.kept_facts import kept_answers
from tests.state.computer import Computer
from tests.state.google import CLOSES, OPENS, Stored
from tests.state.wishes import ACTIVITIES, DISTRICT, EMAILS, STARTS, Wish, events_of
from tests.sync.coaching import OFFICE

if TYPE_CHECKING:
    from tests.state.world import World

NOTES = ("bring the easel", "parking behind the gym")
RESPONSES = ("accepted", "declined", "tentative")
GUEST = "diaz@district.example"


def targets(world: "World") -> list[Stored]:
    """The live events that are ours by id, on calendars that can be reached."""
    return [
        event
        for event in world.google.events()
        if event.live and event.number is not None and event.calendar not in world.hidden
    ]


def _at(world: "World", t: int) -> Stored | None:
    found = targets(world)
    return found[t % len(found)] if found else None


def _edit(world: "World", t: int, body: Callable[[Stored], Mapping[str, Any] | None]) -> None:
    """One edit of an event of ours, with what it means told to the model."""
    event = _at(world, t)
    if event is None:
        return
    change = body(event)
    if change is None:
        return
    world.google.change(event, change)
    after = world.google.event(*event.place)
    assert after is not None
    world.truth.person_changed(event, after)


def move(world: "World", t: int, slot: int) -> None:
    """A drag to another time, perhaps to the one the schedule has or will have."""
    start = STARTS[slot % len(STARTS)]
    if start < world.google.now:
        start += timedelta(days=28)
    end = start + timedelta(minutes=40)
    body = {"start": {"dateTime": start.isoformat()}, "end": {"dateTime": end.isoformat()}}
    _edit(world, t, lambda _: body)


def title(world: "World", t: int, block: int) -> None:
    _edit(world, t, lambda event: {"summary": _words(event, block=block)["title"]})


def place(world: "World", t: int, room: int) -> None:
    _edit(world, t, lambda event: {"location": _words(event, room=room)["place"]})


def text_inside(world: "World", t: int, bring: int) -> None:
    def body(event: Stored) -> Mapping[str, Any] | None:
        before, after = event.outside()
        if not event.values()["text"]:
            return None
        block = _words(event, bring=bring)["text"]
        return {"description": f"{before}{OPENS}\n{block}\n{CLOSES}{after}"}

    _edit(world, t, body)


def text_outside(world: "World", t: int, note: int) -> None:
    words = NOTES[note % len(NOTES)]
    _edit(world, t, lambda event: {"description": f"{event.body.get('description', '')}\n{words}"})


def colour(world: "World", t: int) -> None:
    own = {"private": {"theirs": "kept"}}
    _edit(world, t, lambda _: {"colorId": "5", "extendedProperties": own})


def add_guest(world: "World", t: int) -> None:
    def body(event: Stored) -> Mapping[str, Any] | None:
        if GUEST in event.guests:
            return None
        return {"attendees": [*event.guests.values(), {"email": GUEST, "optional": True}]}

    _edit(world, t, body)


def remove_guest(world: "World", t: int, guest: int) -> None:
    email = EMAILS[guest % len(EMAILS)]

    def body(event: Stored) -> Mapping[str, Any] | None:
        if email not in event.guests:
            return None
        return {"attendees": [one for one in event.guests.values() if one["email"] != email]}

    _edit(world, t, body)


def strip(world: "World", t: int) -> None:
    """Some other program throws our marks away."""

    def body(event: Stored) -> Mapping[str, Any]:
        marks = {name: None for name in event.private if name.startswith("bell")}
        return {"extendedProperties": {"private": marks}}

    _edit(world, t, body)


def delete(world: "World", t: int) -> None:
    event = _at(world, t)
    if event is None:
        return
    others = any(
        one.number == event.number and one.live and one.place != event.place
        for one in world.google.events()
    )
    path = f"{event.calendar}/events/{event.id}"
    world.google.ask(OFFICE, "DELETE", path).raise_for_status()
    world.truth.person_deleted(event, others)


def copy(world: "World", t: int, slot: int) -> None:
    """A duplicate made by a page or a program that takes our marks along."""
    event = _at(world, t)
    if event is None:
        return
    start = STARTS[slot % len(STARTS)]
    end = start + timedelta(minutes=40)
    kept = ("summary", "location", "description", "extendedProperties")
    body = {name: event.body[name] for name in kept if name in event.body} | {
        "id": world.next_id(),
        "start": {"dateTime": start.isoformat()},
        "end": {"dateTime": end.isoformat()},
    }
    _add(world, event.calendar, body)


def own_event(world: "World", t: int, slot: int) -> None:
    """A person's own event on a coaching calendar."""
    calendars = [one for one in world.google.calendars() if one not in world.hidden]
    if not calendars:
        return
    start = STARTS[slot % len(STARTS)]
    end = start + timedelta(minutes=40)
    body = {
        "id": world.next_id(),
        "summary": "Lunch",
        "start": {"dateTime": start.isoformat()},
        "end": {"dateTime": end.isoformat()},
    }
    _add(world, calendars[t % len(calendars)], body)


def answer(world: "World", t: int, guest: int, response: int) -> None:
    """A guest answers on her own copy."""
    event = _at(world, t)
    email = EMAILS[guest % len(EMAILS)]
    if event is None or email not in event.guests:
        return
    copied = world.google.event(email, event.id)
    if copied is None or not copied.live:
        return
    said = {"email": email, "responseStatus": RESPONSES[response % len(RESPONSES)]}
    body = {"attendees": [said | {"comment": "see you" if response % 2 else "not then"}]}
    world.google.ask(email, "PATCH", f"{email}/events/{event.id}", body).raise_for_status()
    after = world.google.event(*event.place)
    assert after is not None
    world.truth.person_changed(event, after)


def answers_missing(world: "World", computer: Computer) -> Iterator[str]:
    """The answers that stand in the calendar and that the journal does not know after a pull."""
    people = {person.email: person.id for person in DISTRICT.people.values()}
    kept = {(one.activity, one.person): one.response for one in kept_answers(computer.journal)}
    mine = {row.activity: row.event_id for row in computer.known()}
    for event in world.google.events():
        if event.calendar in world.hidden or not (event.own and event.live):
            continue
        activity = ACTIVITIES[event.number or 0]
        if mine.get(activity) != event.id:
            continue
        for email, guest in event.guests.items():
            said, person = guest["responseStatus"], people.get(email)
            if said != "needsAction" and person and kept.get((activity, person)) != said:
                yield f"{email} said {said} to {activity}, kept is {kept.get((activity, person))}"


def _add(world: "World", calendar: str, body: Mapping[str, Any]) -> None:
    world.google.ask(OFFICE, "POST", f"{calendar}/events", body).raise_for_status()
    made = world.google.event(calendar, body["id"])
    assert made is not None
    world.truth.foreign[made.place] = made


def _words(event: Stored, **parts: int) -> Mapping[str, str]:
    """Words the schedule could use too, so that people and schedule can come to agree."""
    from tests.state.truth import values_wanted

    coach = 0 if "Ruiz" in event.body.get("summary", "Ruiz") else 1
    number = event.number or 0
    return values_wanted(events_of({number: Wish(coach=coach, **parts)})[number])


STEPS: Mapping[str, Callable[..., None]] = {
    "person_moves": move,
    "person_titles": title,
    "person_places": place,
    "person_writes_inside": text_inside,
    "person_writes_outside": text_outside,
    "person_colours": colour,
    "person_adds_guest": add_guest,
    "person_removes_guest": remove_guest,
    "person_strips_marks": strip,
    "person_deletes": delete,
    "person_copies": copy,
    "person_adds_event": own_event,
    "guest_answers": answer,
}
