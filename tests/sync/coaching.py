"""A workspace at the wire: real clients, a real journal, and a Google-compatible server in this process."""

import itertools
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from local_google import admin
from local_google.faults import Faults
from local_google.server import Running, serve
from local_google.services import open_store
from scheduler.district import District, PersonId
from scheduler.model import Activity, ActivityId, Slot
from sync.account.credentials import load_local
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.comparing import compare
from sync.calendars.push import PushReport, push
from sync.event.found_event import FoundEvent
from sync.event.identity import event_id, key_of
from sync.event.wording import Wording
from sync.journal.journal import Journal, open_journal
from sync.journal.schema import open_database
from sync.merging.changes import ChangeSet, Verb
from sync.merging.diff import Reach
from sync.merging.guards import Confirmed
from sync.wire.connection import local
from sync.wire.transport import Transport
from tests.builders import (
    ANA,
    BEN,
    HALL,
    KHAN,
    VISIT,
    ZONE,
    a_district,
    a_schedule,
    a_slot,
    an_activity,
    at,
)
from tests.local_google.traffic import checked

FRIDAY = at("2026-12-04 15:30")
OFFICE = "math-coaching@district.example"
WRITES = ("insert", "patch", "update", "delete", "import", "move")


class QuickClock:
    """A clock for the transport that never waits."""

    def __init__(self) -> None:
        self._now = 0.0

    def monotonic(self) -> float:
        return self._now

    def sleep(self, seconds: float) -> None:
        self._now += seconds

    def uniform(self, low: float, high: float) -> float:
        return high


@dataclass
class Workspace:
    """One computer's journal and clients; `now` stands still until a test moves it."""

    running: Running
    journal: Journal
    transport: Transport
    district: District
    now: datetime = FRIDAY
    runs: Iterator[int] = field(default_factory=lambda: itertools.count(1))
    wording: Wording = field(default_factory=Wording)

    def __post_init__(self) -> None:
        self.api = CalendarApi(self.transport)

    def later(self, by: timedelta = timedelta(minutes=1)) -> None:
        self.now += by

    def compare(
        self, *pairs: tuple[Activity, Slot], dropped: tuple[ActivityId, ...] = ()
    ) -> ChangeSet:
        """What a push would do to bring the calendars to these activities and slots."""
        schedule = a_schedule(pairs)
        return compare(
            schedule,
            self.district,
            api=self.api,
            journal=self.journal,
            wording=self.wording,
            reach=Reach(
                start=FRIDAY, end=FRIDAY, activities=frozenset((*schedule.activities, *dropped))
            ),
            now=self.now,
            account=OFFICE,
        )

    def push(self, changes: ChangeSet, **more: Any) -> PushReport:
        plain: dict[str, Any] = {
            "api": self.api,
            "journal": self.journal,
            "run": f"r-{next(self.runs)}",
            "actor": "the office",
            "now": lambda: self.now,
            "confirmed": Confirmed(mails=changes.counts.mails, cancels=changes.counts.cancel),
        }
        return push(changes, **(plain | more))

    def publish(
        self, *pairs: tuple[Activity, Slot], dropped: tuple[ActivityId, ...] = ()
    ) -> PushReport:
        """Compare and push in one go."""
        report = self.push(self.compare(*pairs, dropped=dropped))
        self.later()
        return report

    def event(self, activity: ActivityId = VISIT, generation: int = 1) -> FoundEvent:
        """The activity's event as it stands."""
        key = key_of(self.journal.lineage, activity)
        identity = event_id(self.journal.lineage, key, generation)
        for calendar in self.journal.calendars().values():
            found = self.api.get_event(calendar, identity)
            if found:
                return found
        raise LookupError(activity)

    def live(self) -> list[FoundEvent]:
        """Every event that stands in a coaching calendar."""
        pages = (self.api.list_events(one) for one in self.journal.calendars().values())
        return [event for page in pages for event in page.events if not event.cancelled]

    def by_hand(self, event: FoundEvent, body: Mapping[str, Any]) -> FoundEvent:
        """What a person does to an event on the coaching calendar."""
        self.later()
        return self.api.patch_event(
            event.calendar_id, event.id, body, etag=event.etag, send_updates="none"
        )

    def answer(self, email: str, event: FoundEvent, response: str, comment: str = "") -> None:
        """What a guest answers on her own copy."""
        self.later()
        api = CalendarApi(connect(self.running, email))
        copy = api.get_event(email, event.id)
        assert copy is not None
        entries = [guest.entry() for guest in copy.attendees if guest.email != email]
        own = {"email": email, "responseStatus": response, "comment": comment}
        body = {"attendees": [*entries, own]}
        api.patch_event(email, event.id, body, etag=copy.etag, send_updates="none")

    def mails(self) -> list[tuple[str, str]]:
        """What was sent since the last look: kind and address."""
        sent = admin.outbox(self.running.store)
        admin.clear_outbox(self.running.store)
        return [(mail.kind, mail.to) for mail in sent]

    def writes(self) -> list[str]:
        """The writes to events since the last look that were carried out."""
        entries = self.running.log.entries("calendar.events.*")
        self.running.log.clear()
        kinds = (entry.method.rsplit(".", 1)[-1] for entry in entries if entry.status < 300)
        return [kind for kind in kinds if kind in WRITES]


def connect(running: Running, email: str) -> Transport:
    """A signed-in person's transport to the local server."""
    minted = admin.mint(running.store, email, time_zone=ZONE)
    credentials = load_local(running.url, minted.refresh, token=minted.access)
    return Transport(credentials, local(running.url), clock=QuickClock())


@contextmanager
def a_workspace(folder: Path, *, district: District | None = None) -> Iterator[Workspace]:
    """A district on a server of this process, and an empty journal."""
    district = district or a_district()
    store = open_store(seed="tests")
    faults = Faults(sleep=lambda _: None)
    with serve(store, faults=faults) as running, checked(running):
        moment = itertools.count()
        store.set_clock(lambda: datetime(2026, 12, 1, tzinfo=UTC) + timedelta(seconds=next(moment)))
        for person in district.people.values():
            if not person.external:
                admin.add_user(store, person.email, time_zone=ZONE)
        with another_computer(running, folder / "journal.sqlite3", district) as workspace:
            yield workspace
    store.close()


@contextmanager
def another_computer(running: Running, file: Path, district: District) -> Iterator[Workspace]:
    """A second journal on the same calendars."""
    transport = connect(running, OFFICE)
    clock: list[Workspace] = []
    if not file.exists():
        file.touch(mode=0o600)
        file.write_bytes(an_empty_journal())
    journal = open_journal(
        f"sqlite:///{file}",
        lineage="example",
        now=lambda: clock[0].now if clock else FRIDAY,
    )
    workspace = Workspace(running, journal, transport, district)
    clock.append(workspace)
    yield workspace
    journal.close()
    transport.close()


@cache
def an_empty_journal() -> bytes:
    """A journal's file in which nobody has written, its steps taken once for all tests of a process."""
    with TemporaryDirectory() as folder:
        file = Path(folder, "journal.sqlite3")
        open_database(f"sqlite:///{file}").dispose()
        return file.read_bytes()


def verbs(changes: ChangeSet) -> list[Verb]:
    """The verbs of a change set, in order."""
    return [change.verb for change in changes.changes]


def visit(wall: str = "2026-12-08 10:40", **more: Any) -> tuple[Activity, Slot]:
    """Ana's visit to Rosa Hall at a wall time."""
    return an_activity(**more), a_slot(wall)


def person(name: str) -> str:
    """The address of somebody of the small district."""
    return f"{PersonId(name)}@district.example"


def several(count: int) -> list[tuple[Activity, Slot]]:
    """So many visits by two coaches, one an hour."""
    start = at("2026-12-08 08:00")
    return [
        (
            an_activity(
                id=ActivityId(f"visit-{n}"),
                leader=(ANA, BEN)[n % 2],
                required=((ANA, BEN)[n % 2], (HALL, KHAN)[n % 2]),
            ),
            replace(a_slot(), start=start + timedelta(hours=n)),
        )
        for n in range(count)
    ]


def hours(wall: str) -> dict[str, dict[str, str]]:
    """A start and an end forty minutes later, as a person's drag leaves them."""
    start = at(wall)
    end = start + timedelta(minutes=40)
    return {"start": {"dateTime": start.isoformat()}, "end": {"dateTime": end.isoformat()}}
