"""A large district for a long time: 400 teachers, 6,000 events, and three calls of a hundred go wrong.

Every round moves visits, people edit and delete events and answer them, the schedule is pushed until
nothing is left to do, and what people did is pulled. Counts are fixed; only memory is measured by the clock.
The server is a process of its own, so that the memory measured is that of the program alone.
"""

import ctypes
import gc
import multiprocessing
import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, cast

from local_google import admin
from local_google.faults import Deed, Faults, Moment, Rule, refuse
from local_google.request_log import RequestLog
from local_google.server import Running, serve
from local_google.services import open_store
from local_google.store import Store
from scheduler.district import District, PersonId, Role
from scheduler.model import Activity, ActivityId, Slot
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.pull import pull
from sync.event.found_event import FoundEvent
from sync.event.marks import own_marks
from tests.builders import ZONE, a_district, a_person, a_schedule, a_slot, an_activity, at
from tests.sync.coaching import OFFICE, Workspace, another_computer, connect

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.sharedctypes import Synchronized

    Counted = Synchronized[int]

COACHES, TEACHERS, EVENTS = 12, 400, 6_000
ROUNDS, LEAST_ROUNDS, LONGEST_S = 120, 20, 36 * 60
"""When the time is up it ends after fewer rounds, and its line tells how many."""
MOVED, EDITED = 150, 60
"""A round's changes of the schedule, and what people do by hand."""
FAULTS_SHARE = 0.03
SLOPE_MOST = 0.05
"""Growth of the process's memory in an hour, as a share of it, over the second half of the rounds: in the
first one the caches of the databases fill."""
SEED = 20261122
TROUBLE: Sequence[Rule] = (
    refuse("*", 503, "backendError", at=Moment.AFTER_COMMIT),
    refuse("*", 500, "backendError"),
    refuse("*", 429, "rateLimitExceeded", retry_after_s=2),
    refuse("*", 403, "rateLimitExceeded"),
    Rule(method="*", deed=Deed.DROP, at=Moment.AFTER_COMMIT),
    Rule(method="*", deed=Deed.DROP),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What both processes see: whether trouble is on, and counts of calls and of those that were struck."""

    on: "Counted"
    calls: "Counted"
    struck: "Counted"


class SomeCallsFail(Faults):
    """One call in so many is struck by some rule, drawn from a fixed seed."""

    def __init__(self, shared: Shared) -> None:
        super().__init__(sleep=lambda _: None)
        self._chance = Random(SEED)
        self._shared = shared

    def met(self, method: str, user: str) -> list[Rule]:
        if not method.startswith("calendar."):
            return []
        self._shared.calls.value += 1
        if not self._shared.on.value or self._chance.random() >= FAULTS_SHARE:
            return []
        self._shared.struck.value += 1
        return [self._chance.choice(TROUBLE)]


def serve_apart(folder: str, line: "Connection[str, str]", shared: Shared) -> None:
    """The server's process: it tells its address and serves until it is told to end."""
    store = open_store(Path(folder, "google.db"), seed="soak")
    with serve(store, faults=SomeCallsFail(shared)) as running:
        line.send(running.url)
        line.recv()
    store.close()


class Apart:
    """The server as the program's process sees it: its address, and the file it keeps everything in."""

    def __init__(self, url: str, store: Store) -> None:
        self.url = url
        self.store = store
        self.log = RequestLog(store)


class Soak:
    """The district's life, a round at a time."""

    def __init__(self, office: Workspace, shared: Shared) -> None:
        self.office, self.shared = office, shared
        self.chance = Random(SEED + 1)
        self.pairs = dict(_visits())
        self.mails_predicted = 0
        self.theirs: dict[str, str] = {}
        """Event id -> the title a person gave it."""
        self.gone: set[str] = set()

    def settle_all(self) -> None:
        """Push until there is nothing left to write."""
        for _ in range(12):
            changes = self.office.compare(*self.pairs.values())
            if not changes.writes:
                return
            report = self.office.push(changes)
            self.mails_predicted += report.mails
            self.office.later()
        raise AssertionError("it never came to rest")

    def play(self) -> None:
        """One round, in a run of its own: a run may wait for Google a quarter of an hour in all."""
        self._begin_a_run()
        self._people_act()
        for activity in self.chance.sample(sorted(self.pairs), MOVED):
            visit, slot = self.pairs[activity]
            by = timedelta(days=self.chance.choice((-7, 7)))
            self.pairs[activity] = visit, replace(slot, start=slot.start + by)
        self.settle_all()
        pull(
            api=self.office.api,
            journal=self.office.journal,
            district=self.office.district,
            schedule=a_schedule(self.pairs.values()),
            now=self.office.now,
        )
        self.office.running.log.clear()

    def _begin_a_run(self) -> None:
        self.office.transport.close()
        self.office.transport = connect(self.office.running, OFFICE)
        self.office.api = CalendarApi(self.office.transport)

    def _people_act(self) -> None:
        self.shared.on.value = 0
        live = [one for one in self.office.live() if one.id not in self.theirs]
        for event in self.chance.sample(live, EDITED):
            draw = self.chance.random()
            if draw < 0.5:
                guest = event.attendees[-1].email
                self.office.answer(guest, event, self.chance.choice(("accepted", "declined")))
            elif draw < 0.9:
                title = f"Our own title {len(self.theirs)}"
                self.office.by_hand(event, {"summary": title})
                self.theirs[event.id] = title
            else:
                self.office.api.delete_event(
                    event.calendar_id, event.id, etag=event.etag, send_updates="none"
                )
                self.gone.add(event.id)
        self.shared.on.value = 1

    def check(self) -> None:
        """What must hold at any time, looked at without trouble on the wire."""
        self.shared.on.value = 0
        live = self.office.live()
        ours = Counter(_key(event) for event in live)
        assert set(ours.values()) == {1}, "an activity has two events"
        assert not self.gone & {event.id for event in live}, "a deleted event came back"
        titles = {event.id: event.summary for event in live}
        lost = {one for one, title in self.theirs.items() if titles.get(one, title) != title}
        assert not lost, "a person's title was written over"
        invited = Counter(
            (mail.to, mail.event)
            for mail in admin.outbox(self.office.running.store)
            if mail.kind == "invitation"
        )
        assert max(invited.values()) == 1, "somebody was invited twice"
        assert self.office.journal.unsettled() == []
        assert not self.office.compare(*self.pairs.values()).writes
        self.shared.on.value = 1


def main() -> str:
    """Live through all rounds and tell the figures."""
    with _a_large_district() as (office, shared):
        soak = Soak(office, shared)
        began = time.monotonic()
        soak.settle_all()
        first_s = time.monotonic() - began
        soak.check()
        memory: list[tuple[float, int]] = []
        for number in range(ROUNDS):
            soak.play()
            if number % 10 == 9:
                soak.check()
            memory.append((time.monotonic() - began, _resident_bytes()))
            print(f"  round {number + 1}, {memory[-1][1] >> 20} MB", file=sys.stderr, flush=True)  # noqa: T201 - it takes long
            if time.monotonic() - began > LONGEST_S and len(memory) >= LEAST_ROUNDS:
                break
        soak.check()
        slope = _slope_an_hour(memory[len(memory) // 2 :])
        handles = len(list(Path("/proc/self/fd").iterdir()))
        mails = len(admin.outbox(office.running.store))
    assert slope <= SLOPE_MOST, f"memory grows by {slope:.1%} an hour"
    return (
        f"{TEACHERS} teachers, {EVENTS:,} events made in {first_s:.0f} s, {len(memory)} rounds, "
        f"{shared.calls.value:,} calls of which {shared.struck.value:,} failed, {mails:,} mails, "
        f"0 broken invariants, memory {slope:+.1%} an hour, {handles} handles"
    )


@contextmanager
def _a_large_district() -> Iterator[tuple[Workspace, Shared]]:
    district = _district()
    apart = multiprocessing.get_context("spawn")
    shared = Shared(on=apart.Value("i", 0), calls=apart.Value("i", 0), struck=apart.Value("i", 0))
    with tempfile.TemporaryDirectory() as folder:
        store = open_store(Path(folder, "google.db"), seed="soak")
        for person in district.people.values():
            admin.add_user(store, person.email, time_zone=ZONE)
        ours, theirs = apart.Pipe()
        server = apart.Process(target=serve_apart, args=(folder, theirs, shared), daemon=True)
        server.start()
        running = cast(Running, Apart(ours.recv(), store))
        with another_computer(running, Path(folder, "journal.db"), district) as office:
            shared.on.value = 1
            yield office, shared
        ours.send("end")
        server.join()
        store.close()


def _district() -> District:
    coaches = [
        a_person(f"Coach {n}", Role.COACH, id=PersonId(f"coach-{n}"), email=f"coach-{n}@d.example")
        for n in range(COACHES)
    ]
    teachers = [
        a_person(f"Teacher {n}", id=PersonId(f"t-{n}"), email=f"t-{n}@d.example")
        for n in range(TEACHERS)
    ]
    return a_district(*coaches, *teachers)


def _visits() -> Iterator[tuple[ActivityId, tuple[Activity, Slot]]]:
    """Five visits a school day for each coach, each teacher in her turn, far enough ahead to move."""
    start = at("2027-01-04 09:00")
    for number in range(EVENTS):
        coach, turn = number % COACHES, number // COACHES
        leader = PersonId(f"coach-{coach}")
        teacher = PersonId(f"t-{number % TEACHERS}")
        name = ActivityId(f"visit-{number}")
        moment = start + timedelta(days=turn // 5, hours=turn % 5)
        visit = an_activity(id=name, leader=leader, required=(leader, teacher))
        yield name, (visit, replace(a_slot(), start=moment))


def _key(event: FoundEvent) -> str:
    marks = own_marks(event, "example")
    return marks.key if marks else event.id


def _resident_bytes() -> int:
    """What is in use: what was freed and not given back yet is given back first."""
    gc.collect()
    if sys.platform == "linux":
        ctypes.CDLL("libc.so.6").malloc_trim(0)
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def _slope_an_hour(memory: Sequence[tuple[float, int]]) -> float:
    """The line of least squares through the samples, as a share of their mean."""
    seconds = [at_s for at_s, _ in memory]
    sizes = [size for _, size in memory]
    middle_s, middle = sum(seconds) / len(seconds), sum(sizes) / len(sizes)
    above = sum((s - middle_s) * (b - middle) for s, b in memory)
    below = sum((s - middle_s) ** 2 for s in seconds) or 1.0
    return above / below * 3600 / middle
