"""When to read which calendar: at a hint, at most so often, and by itself every quarter of an hour.

Hints may come by the hundred, twice, late or out of order, or not at all; each only says that one
calendar may be worth reading. A poll reads what changed in all of them, a daily one reads them whole.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass

PAUSE_S = 10.0
"""Between the starts of two looks at one calendar."""
POLL_S = 15 * 60.0
WHOLE_S = 24 * 60 * 60.0
JITTER = 0.25
"""Of a poll's time, up or down, so that many installations do not ask together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What to read now: these calendars, or everything (`calendars` None), from the start if `whole`."""

    calendars: frozenset[str] | None
    whole: bool = False


class Hints:
    """Gathers hints and says what is due; safe for threads. The first poll is due at once, and whole."""

    def __init__(
        self, monotonic: Callable[[], float], uniform: Callable[[float, float], float]
    ) -> None:
        self._monotonic, self._uniform = monotonic, uniform
        self._lock = threading.Lock()
        self._came = threading.Event()
        self._hinted: set[str] = set()
        self._read: dict[str, float] = {}
        self._all_read = float("-inf")
        self._poll = self._whole = monotonic()

    def hint(self, calendar: str) -> None:
        """A calendar may have changed."""
        with self._lock:
            self._hinted.add(calendar)
        self._came.set()

    def due(self) -> Due | None:
        """What to read now, counted as read from now on; None when nothing is due."""
        with self._lock:
            now = self._monotonic()
            self._came.clear()
            if now >= self._poll and now >= self._all_read + PAUSE_S:
                return self._everything(now)
            ready = {one for one in self._hinted if self._earliest(one) <= now}
            if not ready:
                return None
            self._hinted -= ready
            self._read.update(dict.fromkeys(ready, now))
            return Due(calendars=frozenset(ready))

    def wait_s(self) -> float:
        """Seconds until something may be due, if no hint comes before."""
        with self._lock:
            moments = [self._poll, *(self._earliest(one) for one in self._hinted)]
            return max(0.0, min(moments) - self._monotonic())

    def wait(self, most: float) -> None:
        """Until a hint comes, or so many seconds."""
        self._came.wait(most)

    def _everything(self, now: float) -> Due:
        whole = now >= self._whole
        self._hinted.clear()
        self._read.clear()
        self._all_read = now
        self._poll = now + self._spread(POLL_S)
        if whole:
            self._whole = now + self._spread(WHOLE_S)
        return Due(calendars=None, whole=whole)

    def _earliest(self, calendar: str) -> float:
        return max(self._read.get(calendar, float("-inf")), self._all_read) + PAUSE_S

    def _spread(self, seconds: float) -> float:
        return seconds * self._uniform(1 - JITTER, 1 + JITTER)
