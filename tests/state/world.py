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
from sync.journal.audit import first_broken
from sync.journal.journal import OpState
from sync.merging.changes import WRITES, ChangeSet, Verb
from sync.sheets import ledger
from sync.sheets.ledger import Ledger
from tests.state import cells, forgetting, people, standing, watching
from tests.state.computer import Computer, Crashed, Sent
from tests.state.google import Google
from tests.state.truth import Broken, Truth
from tests.state.wishes import ACTIVITIES, Wish
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
        self.ledger = Ledger()
        self.cells: Counter[tuple[str, str]] = Counter() if seen is None else seen
        self.steps: list[tuple[str, dict[str, Any]]] = []
        self.reading = False
        self.writes = 0
        self._made = 0
        self.purges = 0
        self.told: set[int] = set()
        """Activities of which a push said that it wrote them: so the ledger has them."""
        self.ended: set[tuple[int, str]] = set()
        self.attempt: tuple[ChangeSet | None, int | None] = None, 0
        """The change set pushed last, and the mails all attempts at it sent."""
        self.runner: Computer | None = None
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
        standing.foreign_untouched(self)
        self._raise_broken()

    def _do(self, name: str, args: Mapping[str, Any]) -> None:
        if step := people.STEPS.get(name) or forgetting.STEPS.get(name):
            step(self, **args)
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
            ledger.take_over(computer.journal, self.ledger)
            self.reading = True
            try:
                facts = computer.pull()
            finally:
                self.reading = False
            standing.false_tombstones(self, computer)
            forgetting.track(self, computer)
            if not self._struck:
                standing.pulled(self, computer, {one.calendar for one in facts.stopped})

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
                self.break_("converge", f"still writing {[o.change.verb for o in report.outcomes]}")
            if len(self.google.mails()) - mails:
                self.break_("converge", "still mailing")
            standing.all_stands(self, computer)

    # The world around

    def _clock(self, by: int) -> None:
        later = self.google.now + CLOCK_STEPS[by % len(CLOCK_STEPS)]
        self.google.now = min(later, LATEST)

    def _clock_past(self, t: int) -> None:
        """One of our events begins."""
        found = people.targets(self)
        if found:
            begun = found[t % len(found)].start + timedelta(minutes=1)
            self.google.now = min(max(begun, self.google.now), LATEST)

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

    # How a run goes

    @contextlib.contextmanager
    def _running(self, c: int, trouble: Trouble | None) -> Iterator[Computer]:
        """A run with trouble laid on its way; a run inside a run has none."""
        computer = self.computers[c]
        if self.runner is not None:
            yield computer
            return
        self.runner, self._trouble = computer, trouble or {}
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
                self.break_("done", f"{type(error).__name__}: {error.what}")
        finally:
            computer.on_commit = lambda: None
            self.runner, self._trouble = None, {}

    def _compare(self, computer: Computer) -> ChangeSet:
        ledger.take_over(computer.journal, self.ledger)
        before = cells.Before.of(self, computer)
        self.reading, was = True, self.reading
        try:
            changes = computer.compare()
        finally:
            self.reading = was
        if not self._struck:
            for problem in cells.judge(before, changes, self.cells):
                self.broken.append(problem)
        standing.false_tombstones(self, computer)
        return changes

    def _carry_out(self, computer: Computer, changes: ChangeSet, *, fresh: bool) -> PushReport:
        struck, hidden = self._struck, bool(self.hidden)
        mails, writes = len(self.google.mails()), self.writes
        lines = self._audit_lines(computer)
        earlier = self._mails_of_the_cut_off(changes)
        try:
            report = computer.push(changes)
        finally:
            ours = self._trouble.get("kind") not in ("other", "person")
            sent = len(self.google.mails()) - mails
            self.attempt = changes, sent + earlier if ours and earlier is not None else None
        forgetting.track(self, computer)
        clean = not self._struck and not struck and not hidden
        left = [op for op in computer.journal.unsettled() if op.calendar_id not in self.hidden]
        if report.stopped is None and left:
            self.break_("open", f"{left}")
        if clean:
            if earlier is not None and report.mails != sent + earlier:
                self.break_("mail", f"reported {report.mails}, sent {sent + earlier}")
            done = sum(1 for one in report.outcomes if one.state is OpState.DONE)
            added = self._audit_lines(computer) - lines
            if added != done:
                self.break_("audit", f"{done} changes, {added} lines")
        self._is_done(computer, report)
        if clean and fresh:
            self._went_well(report, changes, len(self.google.mails()) - mails, self.writes - writes)
        with computer.journal.writing() as connection:
            if first_broken(connection) is not None:
                self.break_("audit", f"line {first_broken(connection)}")
        standing.false_tombstones(self, computer)
        return report

    def _mails_of_the_cut_off(self, changes: ChangeSet) -> int | None:
        """What attempts at the same change set sent before they were cut off: a report counts it too.

        None where somebody else sent mails meanwhile.
        """
        found, sent = self.attempt
        return sent if found is changes else 0

    def _is_done(self, computer: Computer, report: PushReport) -> None:
        """What is said to be made stands, unless somebody else was at it meanwhile."""
        live = {event.number for event in self.google.events() if event.live and event.own}
        alone = self._trouble.get("kind") not in ("other", "person")
        for outcome in report.outcomes:
            change = outcome.change
            if change.activity is None or outcome.state is not OpState.DONE:
                continue
            number = ACTIVITIES.index(change.activity)
            self.told.add(number)
            if change.verb is Verb.CREATE and alone and number not in live:
                self.break_("done", f"{change.activity} is said to be made")

    def _went_well(self, report: PushReport, changes: ChangeSet, mails: int, writes: int) -> None:
        if any(one.end is End.TOMBSTONE for one in report.outcomes):
            return  # its marks were taken off and then it was deleted: only its used id tells
        left = [(one.change.verb, one.says) for one in report.left]
        if left or report.stopped is not None:
            self.break_("done", f"{left} {report.stopped}")
        if mails != changes.counts.mails:
            self.break_("mail", f"predicted {changes.counts.mails}, sent {mails}")
        if writes and not any(change.verb in WRITES for change in changes.changes):
            self.break_("done", "wrote without a change")

    def _audit_lines(self, computer: Computer) -> int:
        from sqlalchemy import func, select

        from sync.journal.tables import audit

        return int(computer.journal.rows(select(func.count()).select_from(audit))[0][0])

    # The wire

    def _around(
        self, computer: Computer, sent: Sent, go: Callable[[], requests.Response]
    ) -> requests.Response:
        if computer is not self.runner:
            return watching.watched(self, computer, sent, go)
        if self._dead:
            raise Crashed
        here = self._calls
        self._calls += 1
        kind, at = self._trouble.get("kind", ""), self._trouble.get("at", 0)
        if kind in LASTING and here >= at:
            return self._with(LASTING[kind], computer, sent, go)
        if here != at or kind in ("", "crash at commit", *LASTING):
            return watching.watched(self, computer, sent, go)
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
        response = watching.watched(self, computer, sent, go)
        if kind == "crash after":
            self._crash()
        return response

    def _other_runs(self, other: Computer) -> None:
        reading, self.reading = self.reading, False
        try:
            ledger.take_over(other.journal, self.ledger)
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
            return watching.watched(self, computer, sent, go)
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

    def break_(self, name: str, what: str) -> None:
        self.broken.append(Broken(name, what))

    def _raise_broken(self) -> None:
        if self.broken:
            raise self.broken[0]
