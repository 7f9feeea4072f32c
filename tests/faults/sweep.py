"""One fault at one request of a push, then re-runs until nothing is left to do, then a look at everything.

The server lives in this process and is put back to the same moment for each case; no clock waits.
"""

import itertools
import shutil
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import requests
from requests.adapters import BaseAdapter

from local_google import admin
from local_google.faults import Deed, Faults, Moment, Rule, refuse
from local_google.services import open_store
from local_google.store import Store
from scheduler.errors import Interrupted, RemoteError, SignInNeeded
from scheduler.model import Activity, ActivityId, Slot
from sync.account.credentials import load_local
from sync.calendars.push import PushReport
from sync.event.found_event import FoundEvent
from sync.event.identity import event_id, key_of
from sync.journal.journal import open_journal
from sync.merging.changes import ChangeSet, Verb
from sync.wire.connection import local
from sync.wire.transport import Transport
from tests.builders import ANA, BEN, HALL, KHAN, ZONE, a_district, a_slot, an_activity, at
from tests.local_google.in_process import Inside, inside
from tests.sync.coaching import FRIDAY, OFFICE, QuickClock, Workspace

CALLS = "calendar.*"
RUNS_MAX = 6
Pair = tuple[Activity, Slot]
Strike = tuple[str, int]
"""A fault and the how-manyeth calendar call it meets."""
Mischief = Callable[[int], Sequence[Rule]]
"""From which calendar call on -> the server's rules; one strike unless they say otherwise."""


def _refused(status: int, reason: str, **more: Any) -> Mischief:
    return lambda nth: [refuse(CALLS, status, reason, nth=nth, **more)]


def _deed(deed: Deed, moment: Moment) -> Mischief:
    return lambda nth: [Rule(method=CALLS, deed=deed, at=moment, nth=nth)]


def _twisted(nth: int) -> Sequence[Rule]:
    """The carrier does it, not the server."""
    return []


FAULTS: Mapping[str, Mischief] = {
    "close before the commit": _deed(Deed.DROP, Moment.BEFORE_COMMIT),
    "close after the commit": _deed(Deed.DROP, Moment.AFTER_COMMIT),
    "delivered twice": _twisted,
    "408": _refused(408, "requestTimeout"),
    "429": _refused(429, "rateLimitExceeded"),
    "429 with Retry-After": _refused(429, "rateLimitExceeded", retry_after_s=30),
    "403 userRateLimitExceeded": _refused(403, "userRateLimitExceeded"),
    "403 rateLimitExceeded": _refused(403, "rateLimitExceeded"),
    "403 quotaExceeded": _refused(403, "quotaExceeded"),
    "500": _refused(500, "backendError"),
    "503 after the commit": _refused(503, "backendError", at=Moment.AFTER_COMMIT),
    "hang": _deed(Deed.HANG, Moment.ARRIVAL),
    "trickle": _twisted,
    "body cut short": _deed(Deed.TRUNCATE, Moment.ARRIVAL),
    "garbage": _deed(Deed.GARBAGE, Moment.ARRIVAL),
    "empty list": _deed(Deed.NOTHING_LISTED, Moment.ARRIVAL),
    "401 once": _refused(401, "authError"),
}


class Twisting(BaseAdapter):
    """The way to the server, on which one calendar call is delivered twice, or its answer trickles."""

    def __init__(self, way: BaseAdapter, twist: "Twist") -> None:
        super().__init__()
        self._way = way
        self._twist = twist

    def send(self, request: requests.PreparedRequest, **named: Any) -> requests.Response:  # type: ignore[override] # requests names each argument
        twice, slow = self._twist.strikes(str(request.url))
        response = self._way.send(request, **named)
        if twice:
            response = self._way.send(request, **named)
        if slow:
            response.raw = _Trickle(self._twist.clock)
        return response

    def close(self) -> None:
        """Nothing is open."""


class _Trickle:
    """A body of which a byte comes a second."""

    def __init__(self, clock: QuickClock) -> None:
        self._clock = clock

    def read1(self, _size: int, *, decode_content: bool) -> bytes:
        self._clock.sleep(1.0)
        return b" "

    def close(self) -> None:
        """It is let go of."""

    release_conn = close


class Twist:
    """Counts calendar calls and strikes those it was set to, or all from there on if it `lasts`."""

    def __init__(self, clock: QuickClock) -> None:
        self.clock = clock
        self.seen = 0
        self._strikes: Sequence[Strike] = ()
        self._lasts = False
        self._lock = threading.Lock()

    def set(self, strikes: Sequence[Strike], *, lasts: bool) -> None:
        self._strikes, self._lasts, self.seen = strikes, lasts, 0

    def strikes(self, url: str) -> tuple[bool, bool]:
        """Whether to deliver this call twice, and whether its answer trickles."""
        if "/calendar/v3/" not in url:
            return False, False
        with self._lock:
            self.seen += 1
            now = {
                name
                for name, nth in self._strikes
                if (self.seen >= nth if self._lasts else self.seen == nth)
            }
        return "delivered twice" in now, "trickle" in now


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What stands before the push and what the push is to bring."""

    before: Sequence[Pair]
    wanted: Sequence[Pair]
    dropped: tuple[ActivityId, ...]


def twelve() -> Scene:
    """Three moves, three edits (room, words, guests), three cancellations, three new events; one coach."""
    return mixed(3, coaches=1)


def mixed(each: int, *, coaches: int) -> Scene:
    """`each` of moves, edits, cancellations and new events, mixed in time, over so many calendars."""
    stood = [_visit(n, coaches) for n in range(3 * each)]
    wanted: list[Pair] = []
    dropped: list[ActivityId] = []
    for n, (activity, slot) in enumerate(stood):
        match n % 3:
            case 0:
                wanted.append((activity, replace(slot, start=slot.start + timedelta(minutes=15))))
            case 1:
                wanted.append(_edited(n // 3, activity, slot))
            case _:
                dropped.append(activity.id)
    wanted += [_visit(n, coaches) for n in range(3 * each, 4 * each)]
    return Scene(before=stood, wanted=wanted, dropped=tuple(dropped))


def _edited(n: int, activity: Activity, slot: Slot) -> Pair:
    match n % 3:
        case 0:
            return activity, replace(slot, room="9")
        case 1:
            return replace(activity, bring="the unit"), slot
        case _:
            other = HALL if KHAN in activity.required else KHAN
            return replace(activity, required=(activity.required[0], other)), slot


def _visit(n: int, coaches: int) -> Pair:
    """One an hour and coach; visits of the two coaches never meet."""
    leader = (ANA, BEN)[n % coaches]
    activity = an_activity(
        id=ActivityId(f"visit-{n}"), leader=leader, required=(leader, (HALL, KHAN)[n % 2])
    )
    start = at("2026-12-08 08:00") + timedelta(hours=n % 9, days=n // 9)
    return activity, a_slot(start.strftime("%Y-%m-%d %H:%M"))


@dataclass(frozen=True, kw_only=True)
class Ending:
    """All that can be seen once nothing is left to do."""

    events: Mapping[str, object]
    foreign: Sequence[object]
    mails: Counter[tuple[str, str, str]]
    open_intents: int
    runs: int
    writes_after: int
    mails_after: int

    def differs_from(self, clean: "Ending") -> str:
        """What is not as after a quiet run; '' when all is."""
        parts = {
            "events": (self.events, clean.events),
            "events of others": (self.foreign, clean.foreign),
            "mails": (self.mails, clean.mails),
            "open intents": (self.open_intents, 0),
            "writes of a second push": (self.writes_after, 0),
            "mails of a second push": (self.mails_after, 0),
        }
        return "; ".join(
            f"{name}: {found} instead of {wanted}"
            for name, (found, wanted) in parts.items()
            if found != wanted
        )


class Theatre:
    """One server and one journal, put back to the same moment before each case."""

    def __init__(self, folder: Path, scene: Scene, open_here: ExitStack) -> None:
        self.scene = scene
        self.district = a_district()
        self._folder = folder
        self._clock = QuickClock()
        self.twist = Twist(self._clock)
        self.calls = 0
        """Calendar calls of the first run of the case before."""
        self._moment = itertools.count()
        self.store: Store = open_store(seed="faults")
        open_here.callback(self.store.close)
        self.faults = Faults(sleep=lambda _: None)
        self._server: Inside = open_here.enter_context(inside(self.store, faults=self.faults))
        self._set_clock()
        for person in self.district.people.values():
            if not person.external:
                admin.add_user(self.store, person.email, time_zone=ZONE)
        self._minted = admin.mint(self.store, OFFICE, time_zone=ZONE)
        with self._office("before") as office:
            office.publish(*scene.before)
            self._add_foreign(office)
        self.store.snapshot(folder / "google.sqlite3")

    def clean(self) -> tuple[Ending, int]:
        """How it ends without a fault, and how many calendar calls the first run made."""
        ending = self.case()
        return ending, self.calls

    def case(self, *strikes: Strike, lasts: bool = False) -> Ending:
        """The push with some faults, re-runs without, and what is there in the end."""
        self._put_back()
        self.twist.set(strikes, lasts=lasts)
        for name, nth in strikes:
            for rule in FAULTS[name](nth):
                self.faults.add(replace(rule, count=None) if lasts else rule)
        with self._office("case") as office:
            runs = self._until_done(office)
            mails = Counter((m.kind, m.to, m.event) for m in admin.outbox(self.store))
            admin.clear_outbox(self.store)
            office.writes()
            again = office.compare(*self.scene.wanted, dropped=self.scene.dropped)
            office.push(again)
            return Ending(
                events={event.id: _seen(event) for event in self._ours(office)},
                foreign=self._foreign(office),
                mails=mails,
                open_intents=len(office.journal.unsettled()),
                runs=runs,
                writes_after=len(office.writes()),
                mails_after=len(admin.outbox(self.store)),
            )

    def _until_done(self, office: Workspace) -> int:
        changes: ChangeSet | None = None
        for run in range(1, RUNS_MAX + 1):
            try:
                changes = changes or office.compare(*self.scene.wanted, dropped=self.scene.dropped)
                report = office.push(changes)
            except (Interrupted, SignInNeeded, RemoteError):
                report = None
            if run == 1:
                self.calls = self.twist.seen
                self.faults.clear()
                self.twist.set((), lasts=False)
            changes = self._next(changes, report)
            office.later()
            # The first run may have been kept from seeing what there is to do.
            if run > 1 and changes is None and report is not None and not report.outcomes:
                return run
        raise AssertionError(f"not done after {RUNS_MAX} runs")

    def _next(self, changes: ChangeSet | None, report: PushReport | None) -> ChangeSet | None:
        """A run that was stopped is pushed again as it is; else it is compared anew."""
        stopped = report is None or report.stopped is not None
        return changes if stopped else None

    def _put_back(self) -> None:
        self.faults.clear()
        self.store.restore(self._folder / "google.sqlite3")
        admin.clear_outbox(self.store)
        self._set_clock()
        for old in self._folder.glob("case.sqlite3*"):
            old.unlink()
        for kept in self._folder.glob("before.sqlite3*"):
            shutil.copy(kept, self._folder / kept.name.replace("before", "case", 1))

    def _set_clock(self) -> None:
        ticks = itertools.count()
        began = datetime(2026, 12, 1, tzinfo=UTC)
        self.store.set_clock(lambda: began + timedelta(seconds=next(ticks)))

    @contextmanager
    def _office(self, name: str) -> Iterator[Workspace]:
        now: list[Workspace] = []
        credentials = load_local(self._server.url, self._minted.refresh, token=self._minted.access)
        way = local(self._server.url, carrier=lambda: Twisting(self._server.adapter(), self.twist))
        transport = Transport(credentials, way, clock=self._clock)
        journal = open_journal(
            f"sqlite:///{self._folder / name}.sqlite3",
            lineage="example",
            now=lambda: now[0].now if now else FRIDAY,
        )
        with closing(transport), closing(journal):
            office = Workspace(self._server, journal, transport, self.district)  # type: ignore[arg-type] # it has what is used of a running server
            if name != "before":
                office.later()
                office.runs = itertools.count(100)
            now.append(office)
            yield office

    def _add_foreign(self, office: Workspace) -> None:
        """A person's own event on the coaching calendar, and a copy of one of ours with its marks."""
        calendar = office.journal.calendars()[ANA]
        ours = office.event(ActivityId("visit-0"))
        own = {"summary": "Parents' evening", **_times("2026-12-16 18:00")}
        private = ours.raw["extendedProperties"]["private"]
        copy = {
            "summary": ours.raw["summary"],
            "extendedProperties": {"private": private},
            **_times("2026-12-17 18:00"),
        }
        for body in (own, copy):
            office.api.insert_event(calendar, body, send_updates="none")

    def _foreign(self, office: Workspace) -> Sequence[object]:
        ours = self._ids()
        found = [event.raw for event in office.live() if event.id not in ours]
        return sorted(found, key=str)

    def _ours(self, office: Workspace) -> list[FoundEvent]:
        ours = self._ids()
        return [event for event in office.live() if event.id in ours]

    def _ids(self) -> set[str]:
        every = [*self.scene.before, *self.scene.wanted]
        return {
            event_id("example", key_of("example", activity.id), generation)
            for activity, _ in every
            for generation in (1, 2, 3)
        }

    def counts(self) -> Counter[Verb]:
        """What the push is going to do, by verb."""
        self._put_back()
        with self._office("case") as office:
            changes = office.compare(*self.scene.wanted, dropped=self.scene.dropped)
        return Counter(change.verb for change in changes.writes)


def _seen(event: FoundEvent) -> object:
    """Everything of an event but what differs from run to run: versions, instants, the run's name."""
    private = dict(event.raw["extendedProperties"]["private"])
    private.pop("bellRun", None)
    fields = ("summary", "description", "location", "start", "end", "status", "visibility")
    guests = sorted(
        (guest["email"], guest["responseStatus"]) for guest in event.raw.get("attendees", ())
    )
    return {name: event.raw.get(name) for name in fields}, guests, private


def _times(wall: str) -> dict[str, dict[str, str]]:
    start = at(wall)
    return {
        "start": {"dateTime": start.isoformat()},
        "end": {"dateTime": (start + timedelta(hours=1)).isoformat()},
    }
