"""One computer that pushes: real clients, a real journal, and a wire on which trouble can be laid."""

import contextlib
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote, urlsplit

import requests
from requests.adapters import BaseAdapter
from sqlalchemy import event

from sync.account.credentials import load_local
from sync.calendars import push as pushing
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.comparing import compare
from sync.calendars.pull import pull
from sync.event.facts import Facts
from sync.event.wording import Wording
from sync.journal.journal import Journal, open_journal
from sync.merging.changes import ChangeSet, Known
from sync.merging.diff import Reach
from sync.merging.guards import Confirmed
from sync.wire.connection import local
from sync.wire.google_http import calendar_service
from sync.wire.limits import Budget
from sync.wire.transport import Transport
from tests.state.google import LINEAGE, Google
from tests.state.wishes import ACTIVITIES, DISTRICT, Wish, schedule_of
from tests.sync.coaching import FRIDAY, OFFICE, QuickClock

NOBODY = 4_194_305
"""A process number above the highest that Linux gives out."""


class Crashed(BaseException):
    """The computer lost its power: nothing of ours may catch this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A request on its way; `event` is '' for one about a whole calendar."""

    method: str
    calendar: str
    event: str

    @property
    def writes(self) -> bool:
        return self.method != "GET"


Around = Callable[["Computer", Sent, Callable[[], requests.Response]], requests.Response]


class Wire(BaseAdapter):
    """The computer's line to the server; `around` sees each request before and after it."""

    def __init__(self, computer: "Computer", around: Around) -> None:
        super().__init__()
        self._computer, self._around = computer, around
        self._inner = computer.google.server.adapter()

    def send(self, request: requests.PreparedRequest, *args: Any, **more: Any) -> Any:
        sent = _sent(request)
        return self._around(self._computer, sent, lambda: self._inner.send(request, *args, **more))

    def close(self) -> None:
        """Nothing is open."""


@dataclass
class Computer:
    """A schedule, a journal and a sign-in. `reach` are the activities its schedule speaks for."""

    number: int
    google: Google
    around: Around
    reach: frozenset[int]
    wishes: dict[int, Wish] = field(default_factory=dict)
    last: dict[int, Wish] = field(default_factory=dict)
    prepared: ChangeSet | None = None
    """A change set made earlier."""
    under_way: ChangeSet | None = None
    """What is being pushed at this moment."""
    commits: int = 0
    on_commit: Callable[[], None] = lambda: None
    runs: int = 0
    _known: tuple[int, list[Known]] = (-1, [])
    """What was known after so many commits: it is asked for at every turn."""

    def __post_init__(self) -> None:
        self.transport = Transport(
            load_local(self.google.server.url, "none", token=self.google.tokens[OFFICE]),
            local(self.google.server.url),
            clock=QuickClock(),
        )
        session = self.transport._session
        session.adapters.clear()
        session.mount(self.google.server.url, Wire(self, self.around))
        self.api = CalendarApi(self.transport)
        # Building the service takes longer than all calls of an example; the calls bring their own line.
        self.api._own = _one_service(self.transport.connection.calendar_root)  # type: ignore[assignment] # one for all threads
        self.file = self.google.folder / f"journal-{self.number}.sqlite3"
        self.journal = self._fresh_journal()

    def start_again(self) -> None:
        """The power comes back: the journal is opened as it was left, its old process is no more."""
        self.close()
        with contextlib.closing(sqlite3.connect(self.file)) as file:
            file.execute("UPDATE lease SET pid = ?", (NOBODY,))
            file.commit()
        self.journal = self._open()

    def lose_journal(self) -> None:
        """The file is gone; the program makes an empty one."""
        self.close()
        self.journal = self._fresh_journal()
        self.prepared = None

    def close(self) -> None:
        self.journal.close()

    def known(self) -> list[Known]:
        """What the journal knows of events."""
        if self._known[0] != self.commits:
            self._known = (self.commits, list(self.journal.known()))
        return self._known[1]

    def compare(self) -> ChangeSet:
        self._new_budget()
        return compare(
            schedule_of(self.wishes),
            DISTRICT,
            api=self.api,
            journal=self.journal,
            wording=Wording(),
            reach=Reach(
                start=FRIDAY,
                end=FRIDAY,
                activities=frozenset(ACTIVITIES[number] for number in self.reach),
            ),
            now=self.google.now,
            account=OFFICE,
        )

    def push(self, changes: ChangeSet) -> pushing.PushReport:
        self._new_budget()
        self.runs += 1
        self.under_way = changes
        try:
            return pushing.push(
                changes,
                api=self.api,
                journal=self.journal,
                run=f"r-{self.number}-{self.runs}",
                actor="the office",
                now=lambda: self.google.now,
                confirmed=confirmed(changes),
            )
        finally:
            self.under_way = None

    def pull(self) -> Facts:
        self._new_budget()
        return pull(
            api=self.api,
            journal=self.journal,
            district=DISTRICT,
            schedule=schedule_of(self.wishes),
            now=self.google.now,
        )

    def _new_budget(self) -> None:
        """Each run of the program has a budget of its own."""
        self.transport._budget = Budget(self.transport._clock)

    def _fresh_journal(self) -> Journal:
        for old in self.file.parent.glob(f"{self.file.name}*"):
            old.unlink()
        shutil.copy(_empty_journal(self.google.folder), self.file)
        return self._open()

    def _open(self) -> Journal:
        self._known = (-1, [])
        journal = open_journal(
            f"sqlite:///{self.file}", lineage=LINEAGE, now=lambda: self.google.now
        )
        journal._engine.dispose()
        event.listen(journal._engine, "connect", _without_waiting_for_the_disk)
        event.listen(journal._engine, "commit", lambda _: self._commit())
        return journal

    def _commit(self) -> None:
        self.commits += 1
        self.on_commit()


@contextmanager
def one_lane_at_a_time() -> Iterator[None]:
    """The same order of calls every time, so that a failure can be repeated."""
    lanes = pushing.LANES
    pushing.LANES = 1
    try:
        yield
    finally:
        pushing.LANES = lanes


def confirmed(changes: ChangeSet) -> Confirmed:
    """A person has seen every number."""
    counts = changes.counts
    names = {"mails": "mails", "cancels": "cancel"}
    asked = (one.name for one in fields(Confirmed))
    numbers = {name: getattr(counts, names.get(name, name.rstrip("s")), None) for name in asked}
    return Confirmed(**numbers)


def _sent(request: requests.PreparedRequest) -> Sent:
    parts = urlsplit(str(request.url)).path.split("/calendars/")[-1].split("/")
    names = [unquote(part) for part in parts]
    identity = names[2] if len(names) > 2 and names[1] == "events" else ""
    return Sent(method=str(request.method), calendar=names[0], event=identity)


@cache
def _one_service(root: str) -> SimpleNamespace:
    connection = SimpleNamespace(calendar_root=root)
    service = calendar_service(SimpleNamespace(connection=connection))  # type: ignore[arg-type] # it reads no more
    return SimpleNamespace(service=service, events=service.events())


@cache
def _empty_journal(folder: Path) -> Path:
    file = folder / "empty.sqlite3"
    open_journal(f"sqlite:///{file}", lineage=LINEAGE, now=lambda: FRIDAY).close()
    return file


def _without_waiting_for_the_disk(connection: Any, _record: object) -> None:
    connection.execute("PRAGMA synchronous=OFF")
