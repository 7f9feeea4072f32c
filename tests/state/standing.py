"""What must hold of a world that stands still: after each step, after a pull, and once all is pushed."""

from collections import Counter
from typing import TYPE_CHECKING

from sync.event.events import WantedEvent
from sync.merging.changes import Standing
from tests.state import people
from tests.state.computer import Computer
from tests.state.google import Stored
from tests.state.truth import values_wanted
from tests.state.wishes import ACTIVITIES, events_of

if TYPE_CHECKING:
    from tests.state.world import World


def foreign_untouched(world: "World") -> None:
    events = {event.place: event for event in world.google.events()}
    for place, was in world.truth.foreign.items():
        if events.get(place) != was:
            world.break_("foreign", f"{was.id[:9]} became {events.get(place)}")
    seen: Counter[tuple[str, int]] = Counter()
    for event in events.values():
        if event.own and event.live and event.number is not None:
            seen[event.calendar, event.number] += 1
    for (calendar, number), count in seen.items():
        if count > 1:
            world.break_("one event", f"{count} of {ACTIVITIES[number]} on {calendar[:8]}")


def false_tombstones(world: "World", computer: Computer) -> None:
    for row in computer.known():
        number = ACTIVITIES.index(row.activity)
        removed = row.standing is Standing.REMOVED_BY_A_PERSON
        if removed and number not in world.truth.ever_deleted:
            world.break_("tombstone", f"{row.activity} is said to be deleted by a person")


def pulled(world: "World", computer: Computer, stopped: set[str]) -> None:
    if stopped - set(world.hidden):
        world.break_("pull", f"stopped for {stopped}")
    for problem in people.answers_missing(world, computer):
        world.break_("pull", problem)
    false_tombstones(world, computer)


def all_stands(world: "World", computer: Computer) -> None:
    """After converging, each activity stands as wanted, or as a person left it."""
    if world.hidden:
        return
    wanted = events_of(computer.wishes)
    calendars = computer.journal.calendars()
    for number in sorted(computer.reach):
        live = [
            event
            for event in world.google.events()
            if event.own and event.live and event.number == number
        ]
        if len({event.calendar for event in live}) > 1:
            world.break_("one event", f"{ACTIVITIES[number]} stands on two calendars")
        for event in live:
            wish = wanted.get(number)
            if wish and calendars.get(wish.owner) == event.calendar:
                stands(world, event, wish)
            elif event.calendar not in calendars.values():
                continue  # this computer wants nothing there and has never looked
            elif wish and wish.start < world.google.now:
                continue  # it stays with its coach: there is no time any more to make it with another
            elif not (world.truth.lived[event.place].edited or event.start < world.google.now):
                world.break_("converge", f"{ACTIVITIES[number]} still stands")
        if number in wanted and not live:
            may_be_missing(world, number, wanted[number])


def stands(world: "World", event: Stored, wish: WantedEvent) -> None:
    life, is_ = world.truth.lived[event.place], event.values()
    want = values_wanted(wish)
    past = event.start < world.google.now
    if past or life.edited.get("time", want["time"]) != want["time"]:
        return
    if wish.start < world.google.now:
        return
    due = {name: life.edited.get(name, value) for name, value in want.items()}
    if is_ != due:
        world.break_("converge", f"{event.id[:9]} stands as {is_}, due is {due}")
    missing = set(wish.guests) - set(event.guests) - life.invited
    if missing:
        world.break_("converge", f"{missing} were not invited")


def may_be_missing(world: "World", number: int, wish: WantedEvent) -> None:
    stripped = any(
        event.number == number and event.live and not event.own for event in world.google.events()
    )
    if number in world.truth.deleted or stripped or wish.start < world.google.now:
        return
    world.break_("converge", f"{ACTIVITIES[number]} was never made")
