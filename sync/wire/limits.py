"""How fast a run may ask, and how often it may ask again.

Google counts requests in a sliding minute per user (Calendar 600; Sheets 60 reads and 60 writes).
"""

import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import Enum, auto

from scheduler.errors import Interrupted
from sync.wire.clock import Clock

WINDOW = 60.0
SHARE = 0.8
GROWTH = 0.05
FACTOR_MIN = 1 / 64


class Bucket(Enum):
    """Calls that count on one quota."""

    CALENDAR = auto()
    SHEETS_READ = auto()
    SHEETS_WRITE = auto()
    DRIVE = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Google's quotas per user and minute; None is no limit."""

    calendar: int | None = 600
    sheets_read: int | None = 60
    sheets_write: int | None = 60
    drive: int | None = 600

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


NO_RATES = Rates(calendar=None, sheets_read=None, sheets_write=None, drive=None)


class Limiter:
    """One bucket's gate: 80 % of the quota, half of that after each "too fast", slowly back.

    After a pause one call goes alone; the rest wait for how it fares. Safe for several threads.
    """

    def __init__(self, clock: Clock, per_minute: int | None) -> None:
        self._clock = clock
        self._per_minute = per_minute
        self._changed = threading.Condition()
        self._starts: deque[float] = deque()
        self._factor = 1.0
        self._factor_since = clock.monotonic()
        self._paused_until = 0.0
        self._scout_needed = False
        self._scout_out = False

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for a turn and hold it while the call is out."""
        scouting = self._enter()
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
            now = self._clock.monotonic()
            if now >= self._paused_until:
                self._factor = max(FACTOR_MIN, self._factor / 2)
            self._factor_since = now
            self._paused_until = max(self._paused_until, now + seconds)
            self._scout_needed = True

    def pace(self) -> int | None:
        """Calls a minute at this moment; None is no limit."""
        if self._per_minute is None:
            return None
        return max(1, int(self._per_minute * SHARE * self._factor))

    def _enter(self) -> bool:
        """Sleep until it is our turn; true when this call goes alone after a pause."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: not self._scout_out)
                now = self._clock.monotonic()
                self._recover(now)
                wait = self._wait(now)
                if wait <= 0:
                    self._starts.append(now)
                    self._scout_out, self._scout_needed = self._scout_needed, False
                    return self._scout_out
            self._clock.sleep(wait)

    def _wait(self, now: float) -> float:
        while self._starts and self._starts[0] <= now - WINDOW:
            self._starts.popleft()
        wait = self._paused_until - now
        pace = self.pace()
        if pace is not None and len(self._starts) >= pace:
            wait = max(wait, self._starts[-pace] + WINDOW - now)
        return wait

    def _recover(self, now: float) -> None:
        minutes = int((now - self._factor_since) // WINDOW)
        if minutes > 0:
            self._factor = min(1.0, self._factor + GROWTH * minutes)
            self._factor_since += minutes * WINDOW


class Budget:
    """What a run may spend on trying again: a tenth of its calls (at least 20) in 15 minutes."""

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
            if self._clock.monotonic() + wait > self._ends:
                raise Interrupted(
                    f"Google asks for a pause of {_minutes(wait)}, longer than this run may wait.",
                    fix="Run the same command again after the pause; it continues.",
                )


def _minutes(seconds: float) -> str:
    if seconds < 90:
        return f"{seconds:.0f} seconds"
    return f"{seconds / 60:.0f} minutes"
