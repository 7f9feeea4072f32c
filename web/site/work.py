"""One thing at a time: what takes long runs beside the pages, and its state can be asked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal

from scheduler.errors import BellweaveError

State = Literal["idle", "running", "done", "failed"]
PATIENCE_S = 2.0
"""How long somebody is kept waiting for it before she is told that it runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is being done, or was done last; `problem` when it failed."""

    state: State = "idle"
    what: str = ""
    says: str = ""
    problem: BellweaveError | None = None


class Work:
    """Runs one action at a time; a second one is refused, not kept waiting."""

    def __init__(self, patience_s: float = PATIENCE_S) -> None:
        self._patience_s = patience_s
        self._busy = threading.Lock()
        self._now = Progress()

    @property
    def progress(self) -> Progress:
        return self._now

    @contextmanager
    def alone(self) -> Iterator[None]:
        """For as long as the block lasts nothing else is done.

        Raises:
            BellweaveError: something is being done already.
        """
        if not self._busy.acquire(blocking=False):
            raise BellweaveError(
                f"Something else is being done: {self._now.what or 'another change'}.",
                fix="Wait until it is over, then ask again.",
            )
        try:
            yield
        finally:
            self._busy.release()

    def begin(self, what: str, act: Callable[[], str]) -> Progress:
        """Start it on a thread of its own, and tell how it stands when patience ends.

        Raises:
            BellweaveError: something is being done already.
        """
        begun = threading.Event()
        refused: list[BellweaveError] = []

        def run() -> None:
            try:
                with self.alone():
                    self._now = Progress(state="running", what=what)
                    begun.set()
                    self._now = self._done(what, act)
            except BellweaveError as problem:
                refused.append(problem)
                begun.set()

        thread = threading.Thread(target=run, daemon=True, name="work")
        thread.start()
        begun.wait()
        if refused:
            raise refused[0]
        thread.join(timeout=self._patience_s)
        return self._now

    @staticmethod
    def _done(what: str, act: Callable[[], str]) -> Progress:
        try:
            return Progress(state="done", what=what, says=act())
        except BellweaveError as problem:
            return Progress(state="failed", what=what, says=problem.what, problem=problem)
        except Exception as error:  # noqa: BLE001 - a thread has nobody above it to tell
            unknown = BellweaveError(
                "Something went wrong that should not.",
                where=type(error).__name__,
                fix="Try it on the command line, which tells more.",
            )
            return Progress(state="failed", what=what, says=unknown.what, problem=unknown)
