"""The local server met through `requests` without a socket, for tests of very many calls.

`inside(store)` is a server as `local_google.server.serve` makes one, but that no port is opened:
its `adapter` hands each prepared request straight to the application, in the caller's thread.
"""

import contextlib
import functools
import io
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.client import HTTPException
from typing import Any
from urllib.parse import urlsplit

import requests
import urllib3
from requests.adapters import BaseAdapter, HTTPAdapter
from urllib3.exceptions import NewConnectionError, ProtocolError

from local_google.app import App, create_app
from local_google.faults import ConnectionDropped, Faults, Hanging
from local_google.pushes import Message
from local_google.quotas import Quotas
from local_google.sending import Manner
from local_google.store import Store

URL = "http://127.0.0.1:9"
"""Nothing listens there: a session that forgot the adapter cannot get through by chance."""
HEADERS_BORNE = 100
"""After more, Python's own reader of answers gives up."""


class Inside:
    """The same attributes as a `Running` server; `adapter` makes what a session mounts on `url`."""

    def __init__(self, app: App, url: str = URL) -> None:
        self.app = app
        self.store = app.store
        self.faults = app.faults
        self.log = app.log
        self.pushes = app.pushes
        self.url = url
        self.open = True

    def adapter(self) -> "InProcess":
        """A new adapter; sessions close theirs."""
        return InProcess(self)

    def session(self, token: str = "") -> requests.Session:
        """A session that reaches this server alone, with a bearer token if one is given."""
        session = requests.Session()
        session.adapters.clear()
        session.trust_env = False
        session.mount(self.url, self.adapter())
        if token:
            session.headers["Authorization"] = f"Bearer {token}"
        return session

    def close(self) -> None:
        """From here on every request finds nobody listening."""
        self.open = False
        self.pushes.close()


@contextmanager
def inside(
    store: Store,
    *,
    faults: Faults | None = None,
    quotas: Quotas | None = None,
    deliver: Callable[[Message], int] | None = None,
) -> Iterator[Inside]:
    """A server of this process over `store`, until the block ends; the store stays open."""
    server = Inside(create_app(store, faults=faults, quotas=quotas, deliver=deliver))
    try:
        yield server
    finally:
        server.close()


class InProcess(BaseAdapter):
    """Carries a prepared request to the application and its answer back, as a socket would.

    A dropped connection is `requests.ConnectionError`, as is an answer cut short while it is read;
    a server that hangs is `requests.ReadTimeout` at once. What happens after the answer has
    happened when `send` returns.
    """

    def __init__(self, server: Inside) -> None:
        super().__init__()
        self._server = server
        self._build = HTTPAdapter().build_response

    def send(  # noqa: PLR0917 - the signature of requests
        self,
        request: requests.PreparedRequest,
        stream: bool = False,
        timeout: Any = None,
        verify: bool | str = True,
        cert: Any = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        """One request; raises what requests raises."""
        if not self._server.open:
            reason = NewConnectionError(None, "nobody listens")  # type: ignore[arg-type] # has no pool
            raise requests.ConnectionError(
                urllib3.exceptions.MaxRetryError(None, request.url, reason),  # type: ignore[arg-type] # nor here
                request=request,
            )
        try:
            answer = _ask(self._server.app, request)
        except ConnectionDropped as error:
            gone = ProtocolError("Connection aborted.", ConnectionResetError(str(error)))
            raise requests.ConnectionError(gone, request=request) from None
        except ProtocolError as error:
            raise requests.ConnectionError(error, request=request) from None
        except Hanging:
            raise requests.ReadTimeout("Read timed out.", request=request) from None
        response = self._build(request, answer)
        if not stream:
            # requests raises ChunkedEncodingError, a ConnectionError of its kind, if it is short.
            _ = response.content
        return response

    def close(self) -> None:
        """Nothing is open."""


def _ask(app: App, request: requests.PreparedRequest) -> urllib3.HTTPResponse:
    head: list[tuple[str, list[tuple[str, str]]]] = []
    result = app(_environ(request), lambda status, headers: head.append((status, headers)))
    payload = b"" if request.method == "HEAD" else b"".join(result)
    manner: Manner = result.manner
    status, headers = head[0]
    # A reader of a socket goes no further than the announced length.
    payload = payload[: int(dict(headers)["Content-Length"])]
    if manner.header_s is not None:
        for _ in range(HEADERS_BORNE):
            app.faults.pause(manner.header_s)
        raise ProtocolError("Connection aborted.", HTTPException("got more than 100 headers"))
    # The answer is on its way already: what ends the connection now comes too late.
    with contextlib.suppress(ConnectionDropped, Hanging):
        result.close()
    number, _, words = status.partition(" ")
    return urllib3.HTTPResponse(
        body=_body(payload, manner, app.faults.pause),
        headers=urllib3.HTTPHeaderDict(headers),
        status=int(number),
        reason=words,
        version=11,
        preload_content=False,
        decode_content=False,
        request_method=request.method,
    )


def _body(payload: bytes, manner: Manner, pause: Callable[[float], None]) -> io.BytesIO:
    if manner.byte_s is None:
        return io.BytesIO(payload)
    return _Trickle(payload, functools.partial(pause, manner.byte_s))


class _Trickle(io.BytesIO):
    """Gives one byte at a time, each after a pause."""

    def __init__(self, payload: bytes, pause: Callable[[], None]) -> None:
        super().__init__(payload)
        self._pause = pause

    def read1(self, size: int | None = -1, /) -> bytes:
        """At most one byte."""
        if size == 0:
            return b""
        self._pause()
        return super().read1(1)

    def read(self, size: int | None = -1, /) -> bytes:
        """As many as are wanted, after as many pauses."""
        left = len(self.getvalue()) - self.tell()
        wanted = left if size is None or size < 0 else min(size, left)
        return b"".join(self.read1(1) for _ in range(wanted))


def _environ(request: requests.PreparedRequest) -> dict[str, Any]:
    parts = urlsplit(str(request.url))
    body = request.body or b""
    if not isinstance(body, str | bytes):
        raise TypeError("only bodies held in memory are carried")
    raw = body.encode("utf-8") if isinstance(body, str) else body
    environ: dict[str, Any] = {
        "REQUEST_METHOD": request.method,
        "RAW_URI": f"{parts.path or '/'}{'?' if parts.query else ''}{parts.query}",
        "PATH_INFO": parts.path or "/",
        "QUERY_STRING": parts.query,
        "CONTENT_TYPE": request.headers.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(raw)),
        "REMOTE_ADDR": "127.0.0.1",
        "HTTP_HOST": parts.netloc,
        "wsgi.input": io.BytesIO(raw),
    }
    for name, value in request.headers.items():
        environ["HTTP_" + name.upper().replace("-", "_")] = value
    return environ
