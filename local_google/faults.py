"""Trouble on demand: refusals, lost connections, hangs, and killing the client at a chosen point."""

import fnmatch
import os
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import StrEnum

from local_google.wire import ApiError


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
    """What a rule does."""

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
    TWICE = "twice"
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
        domain="usageLimits" if status in (403, 429) else "global",
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
                if fnmatch.fnmatchcase(method, rule.method) and fnmatch.fnmatch(user, rule.user):
                    seen[0] += 1
                    if rule.strikes(seen[0]):
                        struck.append(rule)
        return struck

    def strike(self, rules: list[Rule], moment: Moment, method: str) -> None:
        """Do what the rules of this moment say; raises for those that end the request."""
        for rule in rules:
            if rule.at is moment:
                self._do(rule, method)

    def _do(self, rule: Rule, method: str) -> None:
        if rule.deed is Deed.REFUSE:
            headers = {} if rule.retry_after_s is None else {"Retry-After": str(rule.retry_after_s)}
            raise ApiError(
                rule.status, rule.reason, rule.message, domain=rule.domain, headers=headers
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
