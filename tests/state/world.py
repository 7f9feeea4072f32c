"""Two computers, one Google and its people: every step the machine can take, as plain JSON.

A step is `do(name, **numbers)`; the same steps always give the same world, so that a failure found by
chance can be kept as a list of steps. Whatever breaks an invariant raises `Broken` at the end of a step.
"""

import contextlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import requests

from local_google import admin
from local_google.faults import Deed, Moment, Rule, refuse
from scheduler.errors import BellweaveError, StaleChangeSet
from sync.calendars.carry import End
from sync.calendars.push import PushReport
from sync.event.events import WantedEvent
from sync.journal.audit import first_broken
from sync.journal.journal import OpState
from sync.merging.changes import WRITES, ChangeSet, Standing, Verb
from tests.state import cells, people
from tests.state.computer import Computer, Crashed, Sent
from tests.state.google import Google, Stored
from tests.state.truth import Broken, Truth, mails_due, values_wanted
from tests.state.wishes import ACTIVITIES, COACHES, Wish, events_of
from tests.sync.coaching import FRIDAY, OFFICE

ALL = frozenset(range(len(ACTIVITIES)))
REACH = (ALL, ALL - {3})
"""The second computer knows nothing of the last activity."""
CLOCK_STEPS = (timedelta(hours=1), timedelta(hours=25), timedelta(hours=68))
LATEST = FRIDAY + timedelta(days=7)
"""The clock stops here, so that something always lies ahead."""

_AT = {
    "503": refuse("*", 503, "backendError"),
    "503 after": refuse("*", 503, "backendError", at=Moment.AFTER_COMMIT),
    "429": refuse("*", 429, "rateLimitExceeded"),
    "drop": Rule(method="*", deed=Deed.DROP),
    "drop after": Rule(method="*", deed=Deed.DROP, at=Moment.AFTER_COMMIT),
    "truncate": Rule(method="*", deed=Deed.TRUNCATE),
    "nothing listed": Rule(method="calendar.events.list", deed=Deed.NOTHING_LISTED),
}
LASTING = {"down": _AT["503"], "down after": _AT["503 after"]}
TROUBLES = (*_AT, *LASTING, "crash", "crash after", "crash at commit", "other", "person")

Trouble = Mapping[str, Any]


class World:
    """Everything of one example."""

    def __init__(self, google: Google, seen: Counter[tuple[str, str]] | None = None) -> None:
        google.reset()
        self.google = google
        self.truth = Truth()
        self.hidden: dict[str, str] = {}
        self.cells: Counter[tuple[str, str]] = Counter() if seen is None else seen
        self.steps: list[tuple[str, dict[str, Any]]] = []
        self.reading = False
        self.writes = 0
        self._made = 0
        self._told_of: set[tuple[int, int]] = set()
        self._ended: set[tuple[int, str]] = set()
        self._runner: Computer | None = None
        self._trouble: Trouble = {}
        self._calls = 0
        self._struck = False
        self._dead = False
        self.broken: list[Broken] = []
        self.computers = [
            Computer(number=number, google=google, around=self._around, reach=REACH[number])
            for number in (0, 1)
        ]

    def close(self) -> None:
        for computer in self.computers:
            computer.close()

    def do(self, name: str, **args: Any) -> None:
        """Take one step.

        Raises:
            Broken: it broke an invariant.
        """
        self.steps.append((name, args))
        self._do(name, args)
        self._foreign_untouched()
        self._raise_broken()

    def _do(self, name: str, args: Mapping[str, Any]) -> None:
        if name in people.STEPS:
            people.STEPS[name](self, **args)
        else:
            getattr(self, f"_{name}")(**args)

    def next_id(self) -> str:
        """An id for an event that a person makes."""
        self._made += 1
        return f"theirs{self._made}"

    # The schedule of a computer

    def _wish(self, c: int, a: int, **parts: int) -> None:
        computer = self.computers[c]
        if a in computer.reach:
            computer.wishes[a] = computer.last[a] = Wish(**parts)

    def _reword(self, c: int, a: int, **parts: int) -> None:
        computer = self.computers[c]
        if a in computer.wishes:
            computer.wishes[a] = computer.last[a] = replace(computer.wishes[a], **parts)

    def _drop(self, c: int, a: int) -> None:
        self.computers[c].wishes.pop(a, None)

    def _put_back(self, c: int, a: int) -> None:
        computer = self.computers[c]
        if a in computer.last:
            computer.wishes[a] = computer.last[a]

    # Runs

    def _push(self, c: int, trouble: Trouble | None = None) -> None:
        """Compare and push in one go."""
        with self._running(c, trouble) as computer:
            changes = self._compare(computer)
            self._carry_out(computer, changes, fresh=True)

    def _prepare(self, c: int, trouble: Trouble | None = None) -> None:
        """Make a change set and keep it."""
        with self._running(c, trouble) as computer:
            computer.prepared = self._compare(computer)

    def _push_prepared(self, c: int, trouble: Trouble | None = None) -> None:
        """Push a change set made earlier, and keep it: it may be tried again."""
        changes = self.computers[c].prepared
        if changes is None:
            return
        with self._running(c, trouble) as computer, contextlib.suppress(StaleChangeSet):
            self._carry_out(computer, changes, fresh=False)

    def _pull(self, c: int, trouble: Trouble | None = None) -> None:
        with self._running(c, trouble) as computer:
            self.reading = True
            try:
                facts = computer.pull()
            finally:
                self.reading = False
            self._false_tombstones(computer)
            if not self._struck:
                self._pulled(computer, {one.calendar for one in facts.stopped})

    def _lose_journal(self, c: int) -> None:
        """The database is deleted; what only it knew is gone, so not while that would matter."""
        if self.hidden or self.truth.purged:
            return
        self.computers[c].lose_journal()
        self._told_of = {one for one in self._told_of if one[0] != c}
        self._ended = {one for one in self._ended if one[0] != c}

    def _converge(self, c: int) -> None:
        """Push until nothing is left to do: that must come soon, and all must stand as wanted."""
        with self._running(c, None) as computer:
            for _ in range(4):
                changes = self._compare(computer)
                if not changes.writes:
                    break
                self._carry_out(computer, changes, fresh=True)
            mails, writes = len(self.google.mails()), self.writes
            report = self._carry_out(computer, self._compare(computer), fresh=True)
            if self.writes - writes and not self.hidden:
                self._break("converge", f"still writing {[o.change.verb for o in report.outcomes]}")
            if len(self.google.mails()) - mails:
                self._break("converge", "still mailing")
            self._all_stands(computer)

    # The world around

    def _clock(self, by: int) -> None:
        later = self.google.now + CLOCK_STEPS[by % len(CLOCK_STEPS)]
        self.google.now = min(later, LATEST)

    def _pages(self, size: int) -> None:
        self.google.pages_of(size)

    def _expire_tokens(self) -> None:
        for calendar in self.google.calendars():
            admin.expire_sync_tokens(self.google.store, calendar)

    def _hide(self, t: int, role: str) -> None:
        """Somebody takes the calendar from us: read-only, or out of sight."""
        calendars = [one for one in self.google.calendars() if one not in self.hidden]
        if calendars:
            calendar = calendars[t % len(calendars)]
            known = all(calendar in one.journal.calendars().values() for one in self.computers)
            if not role and not known:
                return  # who never knew of a calendar and cannot see it makes another one
            self.hidden[calendar] = role
            self.google.give(calendar, "ana@district.example", role)

    def _give_back(self) -> None:
        for calendar in self.hidden:
            self.google.give(calendar, OFFICE, "owner")
        self.hidden.clear()

    def _purge(self, t: int) -> None:
        """Google forgets a deleted event; only one that both computers know the end of."""
        gone = [event for event in self.google.events() if event.own and not event.live]
        if not gone:
            return
        event = gone[t % len(gone)]
        number = event.number
        assert number is not None
        for computer in self.computers:
            if number not in computer.reach:
                continue
            rows = [row for row in computer.journal.known() if row.activity == ACTIVITIES[number]]
            told = (computer.number, number) in self._told_of
            forgotten = number in self.truth.deleted and not rows and not told
            behind = (computer.number, event.id) not in self._ended and any(
                row.event_id == event.id and row.standing is Standing.STANDS for row in rows
            )
            if forgotten or (behind and number not in self.truth.deleted):
                return
        admin.purge(self.google.store, event.calendar, event.id)
        if number in self.truth.deleted:
            self.truth.purged.add(number)

    # How a run goes

    @contextlib.contextmanager
    def _running(self, c: int, trouble: Trouble | None) -> Iterator[Computer]:
        """A run with trouble laid on its way; a run inside a run has none."""
        computer = self.computers[c]
        if self._runner is not None:
            yield computer
            return
        self._runner, self._trouble = computer, trouble or {}
        self._calls, self._struck, self._dead = 0, False, False
        commits = computer.commits
        computer.on_commit = lambda: self._crash_at(computer.commits - commits)
        try:
            yield computer
        except Crashed:
            computer.on_commit = lambda: None
            computer.start_again()
        except BellweaveError as error:
            if not self._struck and not self.hidden:
                self._break("done", f"{type(error).__name__}: {error.what}")
        finally:
            computer.on_commit = lambda: None
            self._runner, self._trouble = None, {}

    def _compare(self, computer: Computer) -> ChangeSet:
        before = cells.Before.of(self, computer)
        self.reading, was = True, self.reading
        try:
            changes = computer.compare()
        finally:
            self.reading = was
        if not self._struck:
            for problem in cells.judge(before, changes, self.cells):
                self.broken.append(problem)
        self._false_tombstones(computer)
        return changes

    def _carry_out(self, computer: Computer, changes: ChangeSet, *, fresh: bool) -> PushReport:
        struck, hidden = self._struck, bool(self.hidden)
        mails, writes = len(self.google.mails()), self.writes
        lines = self._audit_lines(computer)
        report = computer.push(changes)
        clean = not self._struck and not struck and not hidden
        if report.stopped is None and computer.journal.unsettled():
            self._break("open", f"{computer.journal.unsettled()}")
        if clean:
            sent = len(self.google.mails()) - mails
            if report.mails != sent:
                self._break("mail", f"reported {report.mails}, sent {sent}")
            done = sum(1 for one in report.outcomes if one.state is OpState.DONE)
            added = self._audit_lines(computer) - lines
            if added != done:
                self._break("audit", f"{done} changes, {added} lines")
        self._is_done(computer, report)
        if clean and fresh:
            self._went_well(report, changes, len(self.google.mails()) - mails, self.writes - writes)
        with computer.journal.writing() as connection:
            if first_broken(connection) is not None:
                self._break("audit", f"line {first_broken(connection)}")
        self._false_tombstones(computer)
        return report

    def _is_done(self, computer: Computer, report: PushReport) -> None:
        """What is said to be made stands, unless somebody else was at it meanwhile."""
        live = {event.number for event in self.google.events() if event.live and event.own}
        alone = self._trouble.get("kind") not in ("other", "person")
        for outcome in report.outcomes:
            change = outcome.change
            if change.activity is None or outcome.state is not OpState.DONE:
                continue
            number = ACTIVITIES.index(change.activity)
            self._told_of.add((computer.number, number))
            if change.verb is Verb.CREATE and alone and number not in live:
                self._break("done", f"{change.activity} is said to be made")

    def _went_well(self, report: PushReport, changes: ChangeSet, mails: int, writes: int) -> None:
        if any(one.end is End.TOMBSTONE for one in report.outcomes):
            return  # its marks were taken off and then it was deleted: only its used id tells
        left = [(one.change.verb, one.says) for one in report.left]
        if left or report.stopped is not None:
            self._break("done", f"{left} {report.stopped}")
        if mails != changes.counts.mails:
            self._break("mail", f"predicted {changes.counts.mails}, sent {mails}")
        if writes and not any(change.verb in WRITES for change in changes.changes):
            self._break("done", "wrote without a change")

    def _audit_lines(self, computer: Computer) -> int:
        from sqlalchemy import func, select

        from sync.journal.tables import audit

        return int(computer.journal.rows(select(func.count()).select_from(audit))[0][0])

    # The wire

    def _around(
        self, computer: Computer, sent: Sent, go: Callable[[], requests.Response]
    ) -> requests.Response:
        if computer is not self._runner:
            return self._watched(computer, sent, go)
        if self._dead:
            raise Crashed
        here = self._calls
        self._calls += 1
        kind, at = self._trouble.get("kind", ""), self._trouble.get("at", 0)
        if kind in LASTING and here >= at:
            return self._with(LASTING[kind], computer, sent, go)
        if here != at or kind in ("", "crash at commit", *LASTING):
            return self._watched(computer, sent, go)
        if kind in _AT:
            return self._with(_AT[kind], computer, sent, go)
        return self._meanwhile(kind, computer, sent, go)

    def _meanwhile(
        self, kind: str, computer: Computer, sent: Sent, go: Callable[[], requests.Response]
    ) -> requests.Response:
        self._struck = True
        if kind == "crash":
            self._crash()
        if kind == "other":
            self._other_runs(self.computers[1 - computer.number])
        if kind == "person":
            name, args = self._trouble["step"]
            self._do(name, args)
        response = self._watched(computer, sent, go)
        if kind == "crash after":
            self._crash()
        return response

    def _other_runs(self, other: Computer) -> None:
        reading, self.reading = self.reading, False
        try:
            self._carry_out(other, other.compare(), fresh=False)
        except BellweaveError:
            pass
        finally:
            self.reading = reading

    def _with(
        self, rule: Rule, computer: Computer, sent: Sent, go: Callable[[], requests.Response]
    ) -> requests.Response:
        self._struck = True
        self.google.server.faults.add(rule)
        try:
            return self._watched(computer, sent, go)
        finally:
            self.google.server.faults.clear()

    def _crash_at(self, commits: int) -> None:
        if self._dead:
            raise Crashed
        if self._trouble.get("kind") == "crash at commit" and commits > self._trouble["at"]:
            self._crash()

    def _crash(self) -> None:
        self._struck = self._dead = True
        raise Crashed

    def _watched(
        self, computer: Computer, sent: Sent, go: Callable[[], requests.Response]
    ) -> requests.Response:
        """One request, judged by what it changed, whether or not it was answered."""
        if not sent.writes or sent.calendar not in self.google.calendars():
            return go()
        before = {event.place: event for event in self.google.events()}
        mails = len(self.google.mails())
        try:
            return go()
        finally:
            for event in self.google.events():
                if before.get(event.place) != event:
                    self._judge(computer, before.get(event.place), event, mails)

    def _judge(self, computer: Computer, before: Stored | None, after: Stored, mails: int) -> None:
        self.writes += 1
        if self.reading and computer is self._runner:
            self._break("reading", f"wrote {after.id[:9]} while comparing")
        wanted, here = self._wanted(computer, after)
        judged = self.truth.wrote(
            before,
            after,
            wanted=wanted,
            in_reach=after.number in computer.reach,
            here=here,
            now=self.google.now,
        )
        self.broken.extend(judged)
        if not after.live:
            self._ended.add((computer.number, after.id))
        sent = [to for _, to, _ in self.google.mails()[mails:]]
        due = mails_due(before, after)
        if sorted(sent) != sorted(due):
            self._break("mail", f"{sent} got one for {_told(before, after)}, {sorted(due)} should")

    def _wanted(self, computer: Computer, event: Stored) -> tuple[WantedEvent | None, bool]:
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

    # Invariants of a standing world

    def _foreign_untouched(self) -> None:
        events = {event.place: event for event in self.google.events()}
        for place, was in self.truth.foreign.items():
            if events.get(place) != was:
                self._break("foreign", f"{was.id[:9]} became {events.get(place)}")
        seen: Counter[tuple[str, int]] = Counter()
        for event in events.values():
            if event.own and event.live and event.number is not None:
                seen[event.calendar, event.number] += 1
        for (calendar, number), count in seen.items():
            if count > 1:
                self._break("one event", f"{count} of {ACTIVITIES[number]} on {calendar[:8]}")

    def _false_tombstones(self, computer: Computer) -> None:
        for row in computer.journal.known():
            number = ACTIVITIES.index(row.activity)
            removed = row.standing is Standing.REMOVED_BY_A_PERSON
            if removed and number not in self.truth.ever_deleted:
                self._break("tombstone", f"{row.activity} is said to be deleted by a person")

    def _pulled(self, computer: Computer, stopped: set[str]) -> None:
        if stopped - set(self.hidden):
            self._break("pull", f"stopped for {stopped}")
        for problem in people.answers_missing(self, computer):
            self._break("pull", problem)
        self._false_tombstones(computer)

    def _all_stands(self, computer: Computer) -> None:
        """After converging, each activity stands as wanted, or as a person left it."""
        if self.hidden:
            return
        wanted = events_of(computer.wishes)
        calendars = computer.journal.calendars()
        for number in sorted(computer.reach):
            live = [
                event
                for event in self.google.events()
                if event.own and event.live and event.number == number
            ]
            if len({event.calendar for event in live}) > 1:
                self._break("one event", f"{ACTIVITIES[number]} stands on two calendars")
            for event in live:
                wish = wanted.get(number)
                if wish and calendars.get(wish.owner) == event.calendar:
                    self._stands(event, wish)
                elif event.calendar not in calendars.values():
                    continue  # this computer wants nothing there and has never looked
                elif not (self.truth.lived[event.place].edited or event.start < self.google.now):
                    self._break("converge", f"{ACTIVITIES[number]} still stands")
            if number in wanted and not live:
                self._may_be_missing(number, wanted[number])

    def _stands(self, event: Stored, wish: WantedEvent) -> None:
        life, is_ = self.truth.lived[event.place], event.values()
        want = values_wanted(wish)
        past = event.start < self.google.now
        if past or life.edited.get("time", want["time"]) != want["time"]:
            return
        if wish.start < self.google.now:
            return
        due = {name: life.edited.get(name, value) for name, value in want.items()}
        if is_ != due:
            self._break("converge", f"{event.id[:9]} stands as {is_}, due is {due}")
        missing = set(wish.guests) - set(event.guests) - life.invited
        if missing:
            self._break("converge", f"{missing} were not invited")

    def _may_be_missing(self, number: int, wish: WantedEvent) -> None:
        stripped = any(
            event.number == number and event.live and not event.own
            for event in self.google.events()
        )
        if number in self.truth.deleted or stripped or wish.start < self.google.now:
            return
        self._break("converge", f"{ACTIVITIES[number]} was never made")

    def _break(self, name: str, what: str) -> None:
        self.broken.append(Broken(name, what))

    def _raise_broken(self) -> None:
        if self.broken:
            raise self.broken[0]


def _told(before: Stored | None, after: Stored) -> str:
    if before is None:
        return "a new event"
    if not after.live:
        return "a cancelled event"
    was, is_ = before.values(), after.values()
    return f"{[name for name in is_ if was[name] != is_[name]]} of a standing event"


def coach_calendar(world: World, coach: int) -> str | None:
    """The calendar a coach's events are on, by its title."""
    for calendar, title in world.google.calendars().items():
        if title.endswith(("Ruiz", "Ochoa")[coach % len(COACHES)]):
            return calendar
    return None
