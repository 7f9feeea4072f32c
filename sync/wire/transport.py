"""The one way to Google: signs, waits its turn, sends once, and decides whether to send again."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, cast

from google.auth.exceptions import GoogleAuthError, TransportError
from tenacity import RetryCallState, Retrying, retry_if_exception_type

from sync.wire.answers import Answer, Trouble, failure, signal_of
from sync.wire.clock import Clock, SystemClock
from sync.wire.connection import Connection
from sync.wire.limits import Bucket, Budget, Limiter
from sync.wire.pace import Book, OwnBook
from sync.wire.redact import redact
from sync.wire.retries import GiveUp, Kind, Retry, Signal, Verdict, decide
from sync.wire.sessions import Message, send, signed_session


@dataclass(frozen=True, slots=True, kw_only=True)
class Outgoing:
    """One call: what it does when sent twice, and which quota it counts on."""

    method: str
    url: str
    kind: Kind
    bucket: Bucket
    headers: Mapping[str, str]
    body: bytes | None = None
    calendar: str = ""
    """The calendar it writes to, '' for other calls."""


class Transport:
    """One session, one budget and one gate per quota for one person's run; safe for threads.

    `book` remembers the turns of all runs of that person; it is not asked where there are no rates.
    """

    def __init__(
        self,
        credentials: Any,
        connection: Connection,
        *,
        clock: Clock | None = None,
        budget: Budget | None = None,
        book: Book | None = None,
    ) -> None:
        self.connection = connection
        self._clock = clock or SystemClock()
        self._budget = budget or Budget(self._clock)
        self._session = signed_session(credentials, connection, self._clock)
        rates = connection.rates
        shared = OwnBook(self._clock) if book is None or rates.none else book
        self._limiters = {
            bucket: Limiter(
                self._clock,
                rates.of(bucket),
                name=bucket.name.lower(),
                book=shared,
                per_second=rates.one_calendar_a_second,
                may_pause=self._budget.pause,
            )
            for bucket in Bucket
        }

    def call(self, outgoing: Outgoing) -> Answer:
        """Google's answer, always a success.

        Raises:
            RemoteError: refused for good; `status` and `reason` say why (404, 409, 410, 412...).
            SignInNeeded: the sign-in is no longer accepted.
            Unanswered: a write may have been carried out; look before repeating it.
            Interrupted: not carried out; running again continues.
        """
        self._budget.call()
        for attempt in Retrying(
            sleep=self._clock.sleep,
            wait=_asked_wait,
            retry=retry_if_exception_type(_AgainError),
            reraise=True,
        ):
            with attempt:
                return self._attempt(outgoing, attempt.retry_state.attempt_number)
        raise AssertionError("unreachable: tenacity returns or raises")

    def close(self) -> None:
        """Drop the open connections."""
        self._session.close()

    def _attempt(self, outgoing: Outgoing, number: int) -> Answer:
        limiter = self._limiters[outgoing.bucket]
        with limiter.turn(outgoing.calendar):
            outcome = self._send(outgoing)
            verdict = _verdict(outgoing.kind, outcome, number)
            if isinstance(verdict, Retry):
                wait = self._clock.uniform(verdict.at_least, verdict.up_to)
                if verdict.pause:
                    limiter.too_fast(wait)
                self._budget.retry(wait)
                raise _AgainError(0.0 if verdict.pause else wait)
        if isinstance(verdict, GiveUp):
            raise failure(verdict, outcome)
        return cast(Answer, outcome)  # only an answer is ever delivered

    def _send(self, outgoing: Outgoing) -> Answer | Trouble:
        message = Message(outgoing.method, outgoing.url, outgoing.headers, outgoing.body)
        try:
            return send(self._session, message, self.connection.patience, self._clock)
        except TransportError as error:
            return Trouble(Signal.NOT_SENT, redact(str(error)))
        except GoogleAuthError as error:
            return Trouble(Signal.SIGN_IN, _refusal_words(error))


def _verdict(kind: Kind, outcome: Answer | Trouble, number: int) -> Verdict:
    if isinstance(outcome, Trouble):
        return decide(kind, outcome.signal, number)
    return decide(kind, signal_of(outcome), number, outcome.retry_after)


class _AgainError(Exception):
    """Send again after `wait` seconds."""

    def __init__(self, wait: float) -> None:
        super().__init__(wait)
        self.wait = wait


def _asked_wait(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return error.wait if isinstance(error, _AgainError) else 0.0


def _refusal_words(error: GoogleAuthError) -> str:
    """Google's word, such as `invalid_grant: Token has been expired or revoked.`"""
    said = error.args[0] if error.args else type(error).__name__
    return redact(str(said))[:200]
