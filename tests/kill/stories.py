"""Three change sets that are pushed whole, or killed on the way and pushed again: with one outcome."""

import signal
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from pathlib import Path

from local_google import admin
from local_google.request_log import Logged
from scheduler.model import Activity, ActivityId, Slot
from sync.calendars.look import look
from sync.calendars.undo import Stood, newest_run, undo
from sync.merging.changes import ChangeSet
from tests.builders import HALL, ZONE
from tests.kill.killed_push import Point, Pushing
from tests.sync.coaching import OFFICE, WRITES, Workspace, a_workspace, person, several

EVERYTHING = "calendar.*"
KILLED = -signal.SIGKILL
Pairs = Sequence[tuple[Activity, Slot]]


@dataclass(frozen=True, kw_only=True)
class Story:
    """What stands before, and the change set that is pushed then."""

    name: str
    before: Callable[[Workspace], None]
    changes: Callable[[Workspace], ChangeSet]


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What everybody sees afterwards: the events with their answers, and the mails of the story."""

    events: Counter[tuple[object, ...]]
    mails: Counter[tuple[str, str, str]]


@dataclass(frozen=True, kw_only=True)
class Kill:
    """A push killed at its `nth` request, at a point in the life of that request."""

    point: Point
    nth: int


def nothing(_office: Workspace) -> None:
    """An empty district."""


def six_visits(office: Workspace) -> None:
    """Six visits that everybody was told of, two of which were answered."""
    office.publish(*several(6))
    for number, answer in ((0, "accepted"), (3, "declined")):
        event = office.event(ActivityId(f"visit-{number}"))
        guest = (person("hall"), person("khan"))[number % 2]
        office.answer(guest, event, answer)


def five_new(office: Workspace) -> ChangeSet:
    """Invitations only."""
    return office.compare(*several(5))


def a_bit_of_everything(office: Workspace) -> ChangeSet:
    """Two moved, one in another room, one cancelled, one with another teacher, two new."""
    first, second, third, fourth, _, sixth, *new = several(8)
    wanted = (
        _later(first),
        _later(second),
        (third[0], replace(third[1], room="118")),
        (replace(fourth[0], required=(fourth[0].leader, HALL)), fourth[1]),
        sixth,
        *new,
    )
    return office.compare(*wanted, dropped=(ActivityId("visit-4"),))


def _later(pair: tuple[Activity, Slot]) -> tuple[Activity, Slot]:
    return pair[0], replace(pair[1], start=pair[1].start + timedelta(days=1))


def changed_again(office: Workspace) -> None:
    """Six visits, and a push of everything else after them."""
    six_visits(office)
    office.push(a_bit_of_everything(office))
    office.later()


def all_taken_back(office: Workspace) -> ChangeSet:
    """The undoing of that push."""
    seen = look(office.api, office.journal, ())
    run = newest_run(office.journal)
    stood = Stood(zone=ZONE)
    found = undo(office.journal, run, seen=seen, stood=stood, now=office.now, account=OFFICE)
    return found.changes


STORIES: Mapping[str, Story] = {
    story.name: story
    for story in (
        Story(name="new", before=nothing, changes=five_new),
        Story(name="mixed", before=six_visits, changes=a_bit_of_everything),
        Story(name="undo", before=changed_again, changes=all_taken_back),
    )
}


@contextmanager
def begun(story: Story) -> Iterator[Pushing]:
    """The story up to its saved change set; mails and requests are counted from here on."""
    with tempfile.TemporaryDirectory() as folder, a_workspace(Path(folder)) as office:
        story.before(office)
        pushing = Pushing(office=office, folder=Path(folder))
        pushing.save(story.changes(office))
        admin.clear_outbox(office.running.store)
        office.running.log.clear()
        yield pushing


@cache
def undisturbed(name: str) -> tuple[Outcome, int]:
    """How a story ends when nobody kills it, and in how many requests."""
    with begun(STORIES[name]) as pushing:
        ended = pushing.again()
        assert ended.code == 0
        sent = len(requests(pushing))  # before a look adds its own
        return seen_by_all(pushing), sent


def told(name: str, *kills: Kill) -> int:
    """A story with so many killed pushes and a whole one after them; how many kills struck.

    Raises AssertionError when anybody could notice.
    """
    expected, _ = undisturbed(name)
    with begun(STORIES[name]) as pushing:
        struck = 0
        for kill in kills:
            ended = pushing.killed(kill.point, EVERYTHING, kill.nth)
            assert ended.code in (0, KILLED), ended
            if ended.code == 0:
                break
            struck += 1
        else:
            assert pushing.again().code == 0
        assert set(pushing.written_down()) <= {"done"}, pushing.written_down()
        assert seen_by_all(pushing) == expected
        assert_nothing_is_left(pushing)
        return struck


def assert_nothing_is_left(pushing: Pushing) -> None:
    """A look at the calendars finds every event once, and no open intent."""
    office = pushing.office
    assert office.journal.unsettled() == []
    live = Counter(event.private.get("bellKey", "") for event in office.live())
    assert set(live.values()) <= {1}, live


def seen_by_all(pushing: Pushing) -> Outcome:
    """Events and mails, without what differs from run to run."""
    office = pushing.office
    events: Counter[tuple[object, ...]] = Counter(
        (
            event.private.get("bellKey"),
            event.summary,
            event.start,
            event.location,
            tuple(sorted((guest.email, guest.response) for guest in event.attendees)),
        )
        for event in office.live()
    )
    sent = admin.outbox(office.running.store)
    return Outcome(events=events, mails=Counter((one.kind, one.to, one.event) for one in sent))


def requests(pushing: Pushing) -> list[Logged]:
    """The requests about calendars since the story began, but for looking at it."""
    return list(pushing.office.running.log.entries(EVERYTHING))


def writes(pushing: Pushing) -> list[str]:
    """The kinds of the writes among them."""
    kinds = (entry.method.rpartition(".")[2] for entry in requests(pushing))
    return [kind for kind in kinds if kind in WRITES]
