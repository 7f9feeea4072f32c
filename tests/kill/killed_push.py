"""A push in a process of its own, and three points at which the server kills it."""

import sqlite3
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

from local_google import admin
from local_google.faults import Deed, Moment, Rule
from sync.files.saved import save_change_set
from sync.journal.journal import OpState
from sync.merging.changes import ChangeSet
from tests.builders import ZONE
from tests.kill.forked import LONGEST_S, in_a_process
from tests.kill.pushing_a_file import push_a_file
from tests.sync.coaching import OFFICE, Workspace

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True, kw_only=True)
class Ended:
    """How a process ended: its exit code (minus the signal that killed it) and what it reported."""

    code: int
    states: tuple[OpState, ...] = ()


@dataclass
class Shutter:
    """Keeps others from writing to a journal, as a process that is slow to note something down."""

    file: Path
    _held: list[sqlite3.Connection] = field(default_factory=list)

    def shut(self, _method: str) -> None:
        connection = sqlite3.connect(self.file, check_same_thread=False, timeout=LONGEST_S)
        connection.execute("BEGIN IMMEDIATE")
        self._held.append(connection)

    def open(self) -> None:
        for connection in self._held:
            connection.rollback()
            connection.close()
        self._held.clear()


Point = Callable[[str, int, Shutter], Sequence[Rule]]
"""Method, its how-manyeth call and the journal's shutter -> the rules that kill there."""


def before_the_commit(method: str, nth: int, shutter: Shutter) -> Sequence[Rule]:
    """The server kills the client and keeps nothing of its request."""
    kill = Rule(method=method, nth=nth, at=Moment.BEFORE_COMMIT, deed=Deed.SIGNAL)
    return kill, replace(kill, deed=Deed.DROP)


def after_the_commit(method: str, nth: int, shutter: Shutter) -> Sequence[Rule]:
    """The server has kept the change and sent the mails; the client never hears of it."""
    return (Rule(method=method, nth=nth, at=Moment.AFTER_COMMIT, deed=Deed.SIGNAL),)


def after_the_answer(method: str, nth: int, shutter: Shutter) -> Sequence[Rule]:
    """The answer is sent; the journal is held shut, so that the client cannot have noted it."""
    hold = Rule(method=method, nth=nth, at=Moment.AFTER_COMMIT, deed=Deed.CALL, call=shutter.shut)
    return hold, Rule(method=method, nth=nth, at=Moment.AFTER_ANSWER, deed=Deed.SIGNAL)


POINTS: Sequence[Point] = (before_the_commit, after_the_commit, after_the_answer)


@dataclass(frozen=True, kw_only=True)
class Pushing:
    """A saved change set that processes push, one after the other."""

    office: Workspace
    folder: Path

    @property
    def journal_file(self) -> Path:
        return self.folder / "journal.sqlite3"

    @property
    def change_file(self) -> Path:
        return self.folder / "changes.json"

    def save(self, changes: ChangeSet) -> None:
        save_change_set(changes, self.change_file)

    def killed(self, point: Point, method: str, nth: int = 1) -> Ended:
        """One process, killed at a point of one of its requests about events, or of any `calendar.*`."""
        shutter = Shutter(self.journal_file)
        try:
            name = method if "." in method else f"calendar.events.{method}"
            return self._process(point(name, nth, shutter))
        finally:
            shutter.open()
            self.office.running.faults.clear()

    def again(self) -> Ended:
        """One process that nobody kills."""
        return self._process(())

    def _process(self, rules: Sequence[Rule]) -> Ended:
        running = self.office.running
        refresh = admin.mint(running.store, OFFICE, time_zone=ZONE).refresh

        def began(pid: int) -> None:
            for rule in rules:
                running.faults.add(replace(rule, pid=pid))

        files = (str(self.journal_file), str(self.change_file))
        ended = in_a_process(push_a_file, running.url, refresh, *files, began=began)
        return Ended(code=ended.code, states=tuple(map(OpState, ended.answer or ())))

    def written_down(self) -> list[str]:
        """The states in the journal, in the order in which they were begun."""
        with closing(sqlite3.connect(self.journal_file)) as journal:
            return [state for (state,) in journal.execute("SELECT state FROM ops ORDER BY number")]
