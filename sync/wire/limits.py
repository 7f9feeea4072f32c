"""How fast a run may ask, and how often it may ask again.

Google counts requests in a sliding minute per user (Calendar 600; Sheets 60 reads and 60 writes).
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from enum import Enum, auto

from scheduler.errors import Interrupted
from sync.wire.clock import Clock
from sync.wire.pace import Ask, Book, OwnBook, allowed


class Bucket(Enum):
    """Calls that count on one quota."""

    CALENDAR = auto()
    SHEETS_READ = auto()
    SHEETS_WRITE = auto()
    DRIVE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Google's quotas per user and minute; None is no limit.

    Google names no number for writes to one calendar, only that they may not come "in quick
    succession"; five a second is what others found to pass.
    """

    calendar: int | None = 600
    sheets_read: int | None = 60
    sheets_write: int | None = 60
    drive: int | None = 600
    one_calendar_a_second: int | None = 5

    @property
    def none(self) -> bool:
        """Whether nothing is limited, so that nothing need be remembered."""
        return all(self.of(bucket) is None for bucket in Bucket)

    def of(self, bucket: Bucket) -> int | None:
        """The quota a bucket counts on."""
        match bucket:
            case Bucket.CALENDAR:
                return self.calendar
            case Bucket.SHEETS_READ:
                return self.sheets_read
            case Bucket.SHEETS_WRITE:
                return self.sheets_write
            case Bucket.DRIVE:
                return self.drive


NO_RATES = Rates(
    calendar=None, sheets_read=None, sheets_write=None, drive=None, one_calendar_a_second=None
)


class Limiter:
    """One bucket's gate: 80 % of the quota, half of that after each "too fast", slowly back.

    After a pause one call goes alone; the rest wait for how it fares. Safe for several threads; `book`
    is what it shares with others who call as the same user. `may_pause` may refuse a wait Google asks for.
    """

    def __init__(
        self,
        clock: Clock,
        per_minute: int | None,
        *,
        name: str = "",
        book: Book | None = None,
        per_second: int | None = None,
        may_pause: Callable[[float], None] = lambda seconds: None,
    ) -> None:
        self._clock = clock
        self._ask = Ask(quota=name, per_minute=per_minute, per_second=per_second)
        self._book = book or OwnBook(clock)
        self._may_pause = may_pause
        self._changed = threading.Condition()
        self._scout_needed = False
        self._scout_out = False

    @contextmanager
    def turn(self, calendar: str = "") -> Iterator[None]:
        """Wait for a turn and hold it while the call is out; `calendar` is the one it writes to.

        Raises:
            Interrupted: Google asked somebody for a longer pause than this run may take.
        """
        scouting = self._enter(replace(self._ask, calendar=calendar))
        try:
            yield
        finally:
            if scouting:
                with self._changed:
                    self._scout_out = False
                    self._changed.notify_all()

    def too_fast(self, seconds: float) -> None:
        """Google asked us to slow down: everyone waits, and afterwards the pace is halved."""
        with self._changed:
            self._book.slow_down(self._ask.quota, seconds)
            self._scout_needed = True

    def pace(self) -> int | None:
        """Calls a minute at this moment; None is no limit."""
        if self._ask.per_minute is None:
            return None
        return allowed(self._ask.per_minute, self._book.factor(self._ask.quota))

    def _enter(self, ask: Ask) -> bool:
        """Sleep until it is our turn; true when this call goes alone after a pause."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: not self._scout_out)
                turn = self._book.take(ask)
                if turn.wait <= 0:
                    self._scout_out, self._scout_needed = self._scout_needed, False
                    return self._scout_out
            if turn.asked:
                self._may_pause(turn.wait)
            self._clock.sleep(turn.wait)


class Budget:
    """What a run may spend on trying again: a tenth of its calls (at least 20) in 15 minutes.

    A run without trouble may take longer; the first trouble after 15 minutes ends it.
    """

    def __init__(
        self, clock: Clock, *, at_least: int = 20, share: float = 0.10, wall_max: float = 900.0
    ) -> None:
        self._clock = clock
        self._at_least = at_least
        self._share = share
        self._ends = clock.monotonic() + wall_max
        self._lock = threading.Lock()
        self._calls = 0
        self._retries = 0

    def call(self) -> None:
        """Count a call's first sending."""
        with self._lock:
            self._calls += 1

    def retry(self, wait: float) -> None:
        """Count one more try after `wait` seconds.

        Raises:
            Interrupted: the run has tried again often or long enough.
        """
        with self._lock:
            self._retries += 1
            if self._retries > max(self._at_least, self._share * self._calls):
                raise Interrupted(
                    "Google or the network failed too often in this run.",
                    fix="Wait a few minutes and run the same command again; it continues.",
                )
        self.pause(wait)

    def pause(self, seconds: float) -> None:
        """Ask whether the run may stand still for so long.

        Raises:
            Interrupted: it would go on for more than a quarter of an hour; says when to come back.
        """
        if self._clock.monotonic() + seconds > self._ends:
            raise Interrupted(
                f"Google asks for a pause of {_minutes(seconds)}, longer than this run may wait.",
                fix=f"Run the same command again in {_minutes(seconds)}; it continues.",
            )


def _minutes(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes"
