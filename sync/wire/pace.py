"""How fast Google is asked as one user: what a turn costs, and what is remembered of earlier ones.

Google counts requests in a sliding minute, so turns are remembered for as long. Where that is kept is a
`Book`'s matter: in this process, or in a database for everybody who calls as the same user.
"""

import threading
from collections import deque
from dataclasses import dataclass, field, replace
from typing import Protocol

from sync.wire.clock import Clock

WINDOW = 60.0
SECOND = 1.0
SHARE = 0.8
GROWTH = 0.05
FACTOR_MIN = 1 / 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One call asks for a turn; `per_minute` is Google's quota, None for no limit.

    `calendar` is the one a write goes to, '' for other calls, and takes `per_second` writes at most.
    """

    quota: str
    per_minute: int | None
    calendar: str = ""
    per_second: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """0.0: go. Else the seconds until it is worth asking again; `asked` when Google said so."""

    wait: float = 0.0
    asked: bool = False


class Book(Protocol):
    """What is known of the turns taken as one Google user; safe for threads."""

    def take(self, ask: Ask) -> Turn:
        """Note that a call begins now, or tell how long to wait."""

    def slow_down(self, quota: str, seconds: float) -> None:
        """Google asked for a pause: nobody calls meanwhile, and then at half the pace."""

    def factor(self, quota: str) -> float:
        """The share of the usual pace that is left, 1.0 in quiet times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """A quota's state. All instants are seconds of one clock; `noted` is when this was true."""

    factor: float = 1.0
    since: float = 0.0
    until: float = 0.0
    noted: float = 0.0

    def at(self, now: float) -> "Pace":
        """The state now: 5 % more for each clean minute; a clock set back prolongs no pause."""
        behind = self.noted - now
        if behind > 0:
            return replace(
                self, since=self.since - behind, until=self.until - behind, noted=now
            ).at(now)
        minutes = int((now - self.since) // WINDOW)
        if minutes <= 0 or self.factor >= 1.0:
            return self
        factor = min(1.0, self.factor + GROWTH * minutes)
        return replace(self, factor=factor, since=self.since + minutes * WINDOW, noted=now)

    def slower(self, now: float, seconds: float) -> "Pace":
        """Halved once for one storm, however many calls it hits; still until the pause is over."""
        factor = self.factor if now < self.until else max(FACTOR_MIN, self.factor / 2)
        until = max(self.until, now + seconds)
        return Pace(factor=factor, since=until, until=until, noted=now)


def allowed(per_minute: int, factor: float) -> int:
    """Calls a minute: four fifths of the quota, less after Google complained."""
    return max(1, int(per_minute * SHARE * factor))


def waiting(pace: Pace, now: float, minute: float | None, second: float | None) -> Turn:
    """The turn there is; `minute` and `second` are the instants of the calls that must grow old first."""
    pause = pace.until - now
    full = max(
        (minute + WINDOW - now) if minute is not None else 0.0,
        (second + SECOND - now) if second is not None else 0.0,
    )
    return Turn(wait=max(pause, full, 0.0), asked=pause > 0)


@dataclass(slots=True)
class _Page:
    """One quota's calls of the last minute: when, and the calendar written to."""

    pace: Pace = field(default_factory=Pace)
    calls: deque[tuple[float, str]] = field(default_factory=deque)


class OwnBook:
    """A book for the lanes and threads of one process."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._pages: dict[str, _Page] = {}

    def take(self, ask: Ask) -> Turn:
        """Note that a call begins now, or tell how long to wait."""
        with self._lock:
            now = self._clock.monotonic()
            page = self._page(ask.quota, now)
            turn = waiting(page.pace, now, *_in_the_way(page, ask, now))
            if turn.wait <= 0 and ask.per_minute is not None:
                page.calls.append((now, ask.calendar))
            return turn

    def slow_down(self, quota: str, seconds: float) -> None:
        """Everyone waits, and afterwards the pace is halved."""
        with self._lock:
            now = self._clock.monotonic()
            page = self._page(quota, now)
            page.pace = page.pace.slower(now, seconds)

    def factor(self, quota: str) -> float:
        """The share of the usual pace that is left."""
        with self._lock:
            return self._page(quota, self._clock.monotonic()).pace.factor

    def _page(self, quota: str, now: float) -> _Page:
        page = self._pages.setdefault(quota, _Page())
        page.pace = page.pace.at(now)
        while page.calls and page.calls[0][0] <= now - WINDOW:
            page.calls.popleft()
        return page


def _in_the_way(page: _Page, ask: Ask, now: float) -> tuple[float | None, float | None]:
    """The calls that must grow old before one more fits: of the minute, and of the calendar's second."""
    if ask.per_minute is None:
        return None, None
    most = allowed(ask.per_minute, page.pace.factor)
    minute = page.calls[-most][0] if len(page.calls) >= most else None
    if not ask.calendar or ask.per_second is None:
        return minute, None
    fresh = [at for at, where in page.calls if where == ask.calendar and at > now - SECOND]
    return minute, fresh[-ask.per_second] if len(fresh) >= ask.per_second else None
