"""The door: a code that lets one browser in, and how long it stays in.

The cookie is signed by Flask and holds a name of a visit; what the visit may do is kept here, so a cookie
from before a sign-in, after a leaving or of another start of the program opens nothing.
"""

import hmac
import threading
from collections.abc import Callable
from dataclasses import dataclass, field

from web.policy import LEADER, Reader

STAYS_S = 12 * 3600
"""Seconds after which everybody has to come in anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One browser that came in; `csrf` must come back with everything it asks to be done."""

    name: str
    csrf: str
    reader: Reader
    since: float


@dataclass(slots=True, kw_only=True)
class Door:
    """Hands out codes and knows who is in. `secret` makes words nobody can guess, `monotonic` counts seconds.

    `told` hears of each new code: one is good for one browser, and the next is made when it was used.
    """

    secret: Callable[[], str]
    monotonic: Callable[[], float]
    reader: Reader = LEADER
    told: Callable[[str], None] = lambda code: None
    _code: str = ""
    _visits: dict[str, Visit] = field(default_factory=dict)
    _one_at_a_time: threading.Lock = field(default_factory=threading.Lock)

    def code(self) -> str:
        """The code that is good now."""
        if not self._code:
            self._code = self.secret()
        return self._code

    def come_in(self, code: str, before: str = "") -> Visit | None:
        """A new visit for the right code, which is used up; the visit `before` ends with it."""
        with self._one_at_a_time:
            if not hmac.compare_digest(code.encode(), self.code().encode()):
                return None
            self._code = ""
        self.leave(before)
        visit = Visit(
            name=self.secret(), csrf=self.secret(), reader=self.reader, since=self.monotonic()
        )
        self._visits[visit.name] = visit
        self.told(self.code())
        return visit

    def who(self, name: str) -> Visit | None:
        """The visit of that name, as long as it may stay."""
        visit = self._visits.get(name)
        if visit is None:
            return None
        if self.monotonic() - visit.since >= STAYS_S:
            self.leave(name)
            return None
        return visit

    def leave(self, name: str) -> None:
        """End a visit; one that is not there has ended already."""
        self._visits.pop(name, None)


def asked_here(visit: Visit, said: str) -> bool:
    """Whether the words that came with a request are the visit's own."""
    return hmac.compare_digest(said.encode(), visit.csrf.encode())
