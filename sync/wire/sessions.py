"""HTTP sessions that speak to named addresses only, never resend, never follow, and stop in time.

An address that is not mounted cannot be reached, so a redirect or a forged link takes no token out.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from http.cookiejar import DefaultCookiePolicy
from typing import Any, TypeVar

import requests
from google.auth import exceptions
from google.auth.transport import Request as AuthRequest
from google.auth.transport.requests import AuthorizedSession
from requests.adapters import BaseAdapter, HTTPAdapter

# requests' own door to its urllib3, which the stubs leave out.
from requests.packages.urllib3.exceptions import (  # type: ignore[import-not-found]
    ConnectTimeoutError,
    DecodeError,
    HTTPError,
    NewConnectionError,
    ReadTimeoutError,
)

from sync.wire.answers import Answer, Trouble
from sync.wire.clock import Clock
from sync.wire.connection import Connection, Patience
from sync.wire.deadline import NO_RESEND, PatientAdapter
from sync.wire.redact import redact
from sync.wire.retries import Signal

CHUNK = 64 * 1024
TRY_LATER = frozenset({408, 429, *range(500, 600)})
TRY_LATER_WORDS = frozenset({"internal_failure", "server_error", "temporarily_unavailable"})

AnySession = TypeVar("AnySession", bound=requests.Session)


class _TooLargeError(Exception):
    """The answer is larger than any we expect."""


@dataclass(frozen=True, slots=True)
class Message:
    """What goes out on the wire."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None = None


def guarded(
    session: AnySession,
    roots: Iterable[str],
    *,
    proxies: bool,
    carrier: Callable[[], BaseAdapter] | None = None,
) -> AnySession:
    """The session with only `roots` reachable, no resending, no cookies, no netrc."""
    session.adapters.clear()
    for root in roots:
        session.mount(root, carrier() if carrier else HTTPAdapter(max_retries=NO_RESEND))
    session.trust_env = proxies
    session.auth = _as_it_is
    session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
    return session


def signed_session(credentials: Any, connection: Connection, clock: Clock) -> AuthorizedSession:
    """A session that signs calls and gets one fresh token when a call is answered with 401."""
    session: AuthorizedSession = AuthorizedSession(
        credentials,
        max_refresh_attempts=1,
        auth_request=TokenRequest(connection, clock),
    )
    if connection.quota_user:
        session.headers["x-goog-quota-user"] = connection.quota_user
    return guarded(
        session,
        set(connection.roots()),
        proxies=not connection.on_this_machine,
        carrier=carrier_of(connection, clock),
    )


def carrier_of(connection: Connection, clock: Clock) -> Callable[[], BaseAdapter]:
    """What carries messages: sockets that give up in time, unless the connection has its own."""
    return connection.carrier or partial(PatientAdapter, connection.patience.call, clock)


class TokenRequest(AuthRequest):
    """Asks the sign-in service; a passing fault is raised, so that google-auth sleeps nowhere."""

    def __init__(self, connection: Connection, clock: Clock) -> None:
        self._patience = connection.patience
        self._clock = clock
        self._place = connection.place_sign_in
        self._session = guarded(
            requests.Session(),
            connection.sign_in_roots(),
            proxies=not connection.on_this_machine,
            carrier=carrier_of(connection, clock),
        )

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: object = None,
        **kwargs: object,
    ) -> "TokenAnswer":
        """One request, once; `timeout` and the rest are ours to decide."""
        message = Message(method, self._place(url), headers or {}, body)
        answer = send(self._session, message, self._patience, self._clock)
        if isinstance(answer, Trouble):
            raise exceptions.TransportError(answer.text)
        if answer.status in TRY_LATER or answer.reason in TRY_LATER_WORDS:
            raise exceptions.TransportError(f"the sign-in service answers {answer.status}")
        return TokenAnswer(answer.status, answer.headers, answer.content)


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    """What google-auth reads of an answer."""

    status: int
    headers: Mapping[str, str]
    data: bytes


def send(
    session: requests.Session, message: Message, patience: Patience, clock: Clock
) -> Answer | Trouble:
    """One request on the wire (google-auth may add one, after a 401, with a fresh token).

    Raises:
        google.auth.exceptions.GoogleAuthError: there is no token to sign with.
    """
    ends = clock.monotonic() + patience.call
    try:
        response = session.request(
            message.method,
            message.url,
            data=message.body,
            headers=dict(message.headers),
            timeout=(patience.connect, patience.read),
            allow_redirects=False,
            stream=True,
        )
    except requests.RequestException as error:
        return Trouble(_how_far(error), _words(error))
    try:
        content = _body(response, patience, ends, clock)
    except _TooLargeError as error:
        return Trouble(Signal.UNREADABLE, str(error))
    except (HTTPError, OSError) as error:
        return Trouble(Signal.UNCERTAIN, _words(error))
    finally:
        response.close()
    lowered = {name.lower(): value for name, value in response.headers.items()}
    return Answer(response.status_code, lowered, content)


def _body(response: requests.Response, patience: Patience, ends: float, clock: Clock) -> bytes:
    """The body as it arrives, so that neither a trickle nor a bomb is waited for."""
    parts: list[bytes] = []
    size = 0
    while chunk := response.raw.read1(CHUNK, decode_content=True):
        size += len(chunk)
        if size > patience.body_max:
            raise _TooLargeError(f"the answer is larger than {patience.body_max} bytes")
        if clock.monotonic() > ends:
            raise TimeoutError(f"the answer took longer than {patience.call:.0f} seconds")
        parts.append(chunk)
    return b"".join(parts)


def _how_far(error: requests.RequestException) -> Signal:
    """Whether the request can have reached the service."""
    if isinstance(error, requests.exceptions.InvalidSchema | requests.exceptions.InvalidURL):
        return Signal.REFUSED
    if isinstance(error, requests.exceptions.SSLError | requests.exceptions.ProxyError):
        return Signal.NOT_SENT
    reason = getattr(error.args[0], "reason", None) if error.args else None
    if isinstance(reason, NewConnectionError | ConnectTimeoutError):
        return Signal.NOT_SENT
    return Signal.UNCERTAIN


def _words(error: Exception) -> str:
    """A short sentence part; the library's own text may hold addresses of people."""
    if isinstance(error, requests.exceptions.InvalidSchema):
        return "the address is not one of Google's that we may speak to"
    if isinstance(error, requests.exceptions.SSLError):
        return "the connection is not secure"
    if isinstance(error, requests.exceptions.Timeout | TimeoutError | ReadTimeoutError):
        return "no answer in time"
    if isinstance(error, DecodeError):
        return "the answer cannot be unpacked"
    if isinstance(error, requests.exceptions.ConnectionError | HTTPError | OSError):
        return "the connection was lost" if _lost(error) else "no connection"
    return redact(type(error).__name__)


def _lost(error: Exception) -> bool:
    if isinstance(error, requests.RequestException):
        return _how_far(error) is Signal.UNCERTAIN
    return True


def _as_it_is(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """Keeps requests from putting a password of ~/.netrc in place of our token."""
    return request
