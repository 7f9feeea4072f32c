"""Trouble on demand: refusals, lost connections, hangs, and killing the client at a chosen point."""

import fnmatch
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import format_datetime
from enum import StrEnum

from local_google.wire import ApiError

LIMITS = frozenset({"userRateLimitExceeded", "rateLimitExceeded", "quotaExceeded"})


class Moment(StrEnum):
    """Where in the life of a request a rule strikes.

    A read commits nothing: for it the moments before and after the commit both come after the
    answer was made and before it is sent.
    """

    ARRIVAL = "arrival"
    BEFORE_COMMIT = "before-commit"
    AFTER_COMMIT = "after-commit"
    AFTER_ANSWER = "after-answer"


class Deed(StrEnum):
    """What a rule does.

    `refuse`, `drop`, `hang`, `wait`, `signal` and `call` strike at the rule's moment. What shapes
    the answer does so whatever the moment, once the request was carried out: `truncate` and
    `wrong-length` (a Content-Length that says more, or less, than comes), `garbage` (a page in
    place of JSON), `error-page` (the same with the rule's status), `bomb` (a body that unpacks to
    a thousand times its size), `redirect` (to the rule's `location`), `trickle` and
    `endless-headers` (a byte, or a header, each so many `seconds`, on the rules' own sleep).
    `nothing-listed`, `repeat-page` and `expire-sync-token` are about lists. `twice` carries the
    request out a second time. `overtake` is for push messages.
    """

    REFUSE = "refuse"
    DROP = "drop"
    HANG = "hang"
    WAIT = "wait"
    SIGNAL = "signal"
    CALL = "call"
    NOTHING_LISTED = "nothing-listed"
    EXPIRE_SYNC_TOKEN = "expire-sync-token"
    TRUNCATE = "truncate"
    GARBAGE = "garbage"
    BOMB = "bomb"
    ENDLESS_HEADERS = "endless-headers"
    ERROR_PAGE = "error-page"
    REDIRECT = "redirect"
    REPEAT_PAGE = "repeat-page"
    TRICKLE = "trickle"
    TWICE = "twice"
    WRONG_LENGTH = "wrong-length"
    OVERTAKE = "overtake"


class ConnectionDropped(Exception):
    """The server closes the connection instead of answering."""


class Hanging(Exception):
    """The server keeps the connection open and never answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One kind of trouble for calls whose method id matches the glob `method`.

    It strikes from the `nth` matching call on (the first is 1), `count` times (None: for ever).
    """

    method: str
    deed: Deed
    at: Moment = Moment.ARRIVAL
    nth: int = 1
    count: int | None = 1
    user: str = "*"
    status: int = 503
    reason: str = "backendError"
    message: str = "Backend Error"
    domain: str = "global"
    retry_after_s: int | None = None
    retry_after_date: datetime | None = None
    location: str = "https://elsewhere.example/"
    seconds: float = 0.0
    pid: int = 0
    signal: int = 9
    call: Callable[[str], None] | None = None

    def strikes(self, number: int) -> bool:
        """Whether the `number`-th matching call is struck."""
        return number >= self.nth and (self.count is None or number < self.nth + self.count)


def refuse(method: str, status: int, reason: str, message: str = "", **more: object) -> Rule:
    """A rule that answers with an error in Google's envelope."""
    rule = Rule(
        method=method,
        deed=Deed.REFUSE,
        status=status,
        reason=reason,
        message=message or reason,
        domain="usageLimits" if reason in LIMITS else "global",
    )
    return replace(rule, **more)  # type: ignore[arg-type]  # the names are Rule's own fields


class Faults:
    """The rules in force and how often each has been met; safe to use from many threads.

    `sleep` is what a `wait` rule calls; tests hand in one that does not wait.
    """

    def __init__(self, *, sleep: Callable[[float], None] = time.sleep) -> None:
        self._sleep = sleep
        self._rules: list[tuple[Rule, list[int]]] = []
        self._lock = threading.Lock()

    def add(self, rule: Rule) -> None:
        """Put one more rule in force."""
        with self._lock:
            self._rules.append((rule, [0]))

    def clear(self) -> None:
        """No trouble any more."""
        with self._lock:
            self._rules.clear()

    def met(self, method: str, user: str) -> "list[Rule]":
        """Count this call on every rule it matches and return those that strike it."""
        if not self._rules:
            return []
        struck = []
        with self._lock:
            for rule, seen in self._rules:
                if _matches(rule, method) and fnmatch.fnmatch(user, rule.user):
                    seen[0] += 1
                    if rule.strikes(seen[0]):
                        struck.append(rule)
        return struck

    def strike(self, rules: list[Rule], moment: Moment, method: str) -> None:
        """Do what the rules of this moment say; raises for those that end the request."""
        for rule in rules:
            if rule.at is moment:
                self._do(rule, method)

    def pause(self, seconds: float) -> None:
        """Wait on the clock of the rules."""
        self._sleep(seconds)

    def _do(self, rule: Rule, method: str) -> None:
        if rule.deed is Deed.REFUSE:
            raise ApiError(
                rule.status, rule.reason, rule.message, domain=rule.domain, headers=_later(rule)
            )
        if rule.deed is Deed.DROP:
            raise ConnectionDropped(method)
        if rule.deed is Deed.HANG:
            raise Hanging(method)
        if rule.deed is Deed.WAIT:
            self._sleep(rule.seconds)
        if rule.deed is Deed.SIGNAL and rule.pid > 0:
            os.kill(rule.pid, rule.signal)
        if rule.deed is Deed.CALL and rule.call is not None:
            rule.call(method)


def _matches(rule: Rule, method: str) -> bool:
    """Whether a rule is about a method; `*` means every request, but no message of a channel."""
    pushed = method.startswith("push.")
    return fnmatch.fnmatchcase(method, rule.method) and rule.method.startswith("push.") == pushed


def _later(rule: Rule) -> dict[str, str]:
    """`Retry-After` in one of its two forms."""
    if rule.retry_after_date is not None:
        return {"Retry-After": format_datetime(rule.retry_after_date, usegmt=True)}
    return {} if rule.retry_after_s is None else {"Retry-After": str(rule.retry_after_s)}
