"""May this call be sent again? A pure table; the waiting is `transport`'s.

A call that may have been carried out is only repeated when doing it twice is the same as once.
"""

from dataclasses import dataclass
from enum import Enum, auto

RETRIES_MAX = 8
CEILING_MAX = 64.0


class Kind(Enum):
    """What sending a call twice would do."""

    READ = auto()
    INSERT_WITH_OWN_ID = auto()
    """We chose the id: the second one is refused as a duplicate (409)."""
    CONDITIONAL_WRITE = auto()
    """Carries If-Match: the second one is refused as stale (412)."""
    REPEATABLE_WRITE = auto()
    """Sets named cells or one person's right: twice is once."""
    NON_IDEMPOTENT = auto()
    """Twice is two: the caller looks for its mark before trying again."""


class Signal(Enum):
    """What an attempt told us, whichever way it ended."""

    DONE = auto()
    NOT_SENT = auto()
    """Nothing reached the service: refused connection, unknown host, no fresh token to sign with."""
    UNCERTAIN = auto()
    """Lost answer, time-out, cut or unreadable body, 408, 5xx: it may have been carried out."""
    UNREADABLE = auto()
    """An answer too large to take: asking again brings the same."""
    BUSY = auto()
    """429, or 403 with one of Google's two rate reasons: not carried out, wait."""
    USED_UP = auto()
    """403 quotaExceeded: hours, not seconds."""
    SIGN_IN = auto()
    """401 after one fresh token, or no fresh token to be had."""
    REFUSED = auto()
    """Any other answer: sending it again changes nothing."""


@dataclass(frozen=True, slots=True)
class Deliver:
    """Hand the answer to the caller."""


@dataclass(frozen=True, slots=True)
class Retry:
    """Wait a draw of `at_least`..`up_to` seconds; `pause` stops the whole bucket meanwhile."""

    at_least: float
    up_to: float
    pause: bool = False


class GiveUp(Enum):
    """Why a call is not sent again."""

    REFUSED = auto()
    SIGN_IN = auto()
    USED_UP = auto()
    NOT_CARRIED_OUT = auto()
    UNANSWERED = auto()
    """It may have been carried out; look before doing it again."""


Verdict = Deliver | Retry | GiveUp

_FINAL: dict[Signal, Verdict] = {
    Signal.DONE: Deliver(),
    Signal.REFUSED: GiveUp.REFUSED,
    Signal.SIGN_IN: GiveUp.SIGN_IN,
    Signal.USED_UP: GiveUp.USED_UP,
}


def decide(kind: Kind, signal: Signal, attempt: int, retry_after: float = 0.0) -> Verdict:
    """What follows the `attempt`-th sending (from 1); `retry_after` are the seconds asked for."""
    if signal in _FINAL:
        return _FINAL[signal]
    if signal is Signal.UNREADABLE:
        return GiveUp.REFUSED if kind is Kind.READ else GiveUp.UNANSWERED
    if signal is Signal.UNCERTAIN and kind is Kind.NON_IDEMPOTENT:
        return GiveUp.UNANSWERED
    if attempt > RETRIES_MAX:
        unsure = signal is Signal.UNCERTAIN and kind is not Kind.READ
        return GiveUp.UNANSWERED if unsure else GiveUp.NOT_CARRIED_OUT
    ceiling = min(CEILING_MAX, 2.0**attempt)
    if signal is Signal.BUSY:
        # A wait near nothing after "too fast" is a sure waste, so the draw starts at half.
        return _retry(max(retry_after, ceiling / 2), ceiling, pause=True)
    return _retry(retry_after, ceiling, pause=False)


def _retry(at_least: float, ceiling: float, *, pause: bool) -> Retry:
    return Retry(at_least, max(at_least, ceiling), pause)
