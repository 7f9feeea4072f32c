"""Each request of ours is judged by what it changed on the server, whether or not it was answered."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import requests

from sync.event.events import WantedEvent
from tests.state.computer import Computer, Sent
from tests.state.google import Stored
from tests.state.truth import mails_due
from tests.state.wishes import ACTIVITIES

if TYPE_CHECKING:
    from tests.state.world import World


def watched(
    world: "World", computer: Computer, sent: Sent, go: Callable[[], requests.Response]
) -> requests.Response:
    """One request, judged by what it changed, whether or not it was answered."""
    if not sent.writes or sent.calendar not in world.google.calendars():
        return go()
    before = {event.place: event for event in world.google.events()}
    mails = len(world.google.mails())
    try:
        return go()
    finally:
        for event in world.google.events():
            if before.get(event.place) != event:
                _judge(world, computer, before.get(event.place), event, mails)


def _judge(
    world: "World", computer: Computer, before: Stored | None, after: Stored, mails: int
) -> None:
    world.writes += 1
    if world.reading and computer is world.runner:
        world.break_("reading", f"wrote {after.id[:9]} while comparing")
    wanted, here = _wanted(world, computer, after)
    judged = world.truth.wrote(
        before,
        after,
        wanted=wanted,
        in_reach=after.number in computer.reach,
        here=here,
        now=world.google.now,
    )
    world.broken.extend(judged)
    if not after.live:
        world.ended.add((computer.number, after.id))
    sent = [to for _, to, _ in world.google.mails()[mails:]]
    due = mails_due(before, after)
    if sorted(sent) != sorted(due):
        world.break_("mail", f"{sent} got one for {_told(before, after)}, {sorted(due)} should")


def _wanted(world: "World", computer: Computer, event: Stored) -> tuple[WantedEvent | None, bool]:
    """What the change set under way wants of this event, and whether on this calendar."""
    changes = computer.under_way
    mine = [
        change
        for change in (changes.changes if changes else ())
        if event.number is not None and change.activity == ACTIVITIES[event.number]
    ]
    wanted = next((change.wanted for change in mine if change.wanted is not None), None)
    owners = dict(computer.journal.calendars())
    return wanted, wanted is not None and owners.get(wanted.owner) == event.calendar


def _told(before: Stored | None, after: Stored) -> str:
    if before is None:
        return "a new event"
    if not after.live:
        return "a cancelled event"
    was, is_ = before.values(), after.values()
    return f"{[name for name in is_ if was[name] != is_[name]]} of a standing event"
