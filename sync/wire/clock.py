"""Time and chance as the sync room takes them, so that a test can hand in its own."""

import random
import time
from typing import Protocol


class Clock(Protocol):
    """Elapsed seconds, waiting, and a draw; wall time never enters a retry."""

    def monotonic(self) -> float:
        """Seconds since some fixed moment; never runs backwards."""

    def sleep(self, seconds: float) -> None:
        """Wait."""

    def uniform(self, low: float, high: float) -> float:
        """A draw between two numbers of seconds, to keep many runs from coming back at once."""


class SystemClock:
    """The computer's own."""

    def monotonic(self) -> float:
        """Seconds since some fixed moment."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait."""
        time.sleep(seconds)

    def uniform(self, low: float, high: float) -> float:
        """A draw; nothing secret hangs on it."""
        return random.uniform(low, high)  # noqa: S311 - spreads retries, guards nothing
