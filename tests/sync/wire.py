"""A server on a real socket that does what a test tells it, faults included; and a clock to match."""

import json
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from google.oauth2.credentials import Credentials

from sync.wire.connection import Connection, Patience, local
from sync.wire.limits import NO_RATES, Bucket, Rates
from sync.wire.retries import Kind
from sync.wire.transport import Outgoing, Transport

QUICK = Patience(connect=5.0, read=10.0, call=60.0, body_max=100_000)
IMPATIENT = replace(QUICK, read=0.5)
"""For servers that never answer; anything else would fail on a busy computer."""


@dataclass(frozen=True)
class Heard:
    """A request as it arrived."""

    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass(frozen=True)
class Say:
    """An ordinary answer."""

    status: int = 200
    body: Any = None
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Drop:
    """Close the connection without an answer."""


@dataclass(frozen=True)
class Hang:
    """Never answer."""


@dataclass(frozen=True)
class Raw:
    """These bytes, then close."""

    data: bytes


@dataclass(frozen=True)
class Trickle:
    """These bytes, one at a time, until the client has had enough; then close."""

    data: bytes


Deed = Say | Drop | Hang | Raw | Trickle


def refuse(status: int, reason: str, message: str = "No.", **headers: str) -> Say:
    """A refusal in Google's envelope."""
    errors = [{"domain": "global", "reason": reason, "message": message}]
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return Say(status, {"error": {"code": status, "message": message, "errors": errors}}, named)


class Wire:
    """Answers by `script`, a function or a list of deeds (the last one is repeated)."""

    def __init__(self) -> None:
        self.script: Callable[[Heard], Deed] | list[Deed] = [Say(200, {})]
        self.sign_in: list[Deed] = [
            Say(200, {"access_token": "fresh", "expires_in": 3600, "token_type": "Bearer"})
        ]
        self.heard: list[Heard] = []
        self.sign_ins: list[Heard] = []
        self.ending = threading.Event()
        self._lock = threading.Lock()
        self.http = _Server(("127.0.0.1", 0), _Handler)
        self.http.wire = self  # type: ignore[attr-defined] # how the handler finds its test
        self.url = f"http://127.0.0.1:{self.http.server_address[1]}"

    def deed(self, heard: Heard) -> Deed:
        with self._lock:
            signing_in = heard.path in ("/token", "/revoke")
            (self.sign_ins if signing_in else self.heard).append(heard)
            script = self.sign_in if signing_in else self.script
            if callable(script):
                return script(heard)
            return script.pop(0) if len(script) > 1 else script[0]

    def methods(self) -> list[str]:
        return [heard.method for heard in self.heard]


@contextmanager
def running() -> Iterator[Wire]:
    """A wire at work."""
    wire = Wire()
    thread = threading.Thread(target=wire.http.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield wire
    finally:
        wire.ending.set()
        wire.http.shutdown()
        wire.http.server_close()
        thread.join(timeout=5)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that went away is what some tests are about."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def handle_any(self) -> None:
        wire: Wire = self.server.wire  # type: ignore[attr-defined] # set by Wire
        size = int(self.headers.get("Content-Length") or 0)
        named = {name.lower(): value for name, value in self.headers.items()}
        heard = Heard(self.command, self.path, named, self.rfile.read(size))
        match wire.deed(heard):
            case Say(status, body, headers):
                self._say(status, body, headers)
            case Raw(data):
                self.wfile.write(data)
                self.close_connection = True
            case Trickle(data):
                self.close_connection = True
                for place in range(len(data)):
                    self.wfile.write(data[place : place + 1])
                    if wire.ending.wait(0.002):
                        break
            case Hang():
                wire.ending.wait(10)
                self.close_connection = True
            case Drop():
                self.close_connection = True

    do_GET = do_POST = do_PATCH = do_PUT = do_DELETE = handle_any  # noqa: N815 - http.server's names

    def _say(self, status: int, body: Any, headers: Mapping[str, str]) -> None:
        data = (
            body if isinstance(body, bytes) else b"" if body is None else json.dumps(body).encode()
        )
        kind = {} if isinstance(body, bytes) else {"Content-Type": "application/json"}
        lines = [f"HTTP/1.1 {status} X"]
        for name, value in {**kind, **headers, "Content-Length": str(len(data))}.items():
            lines.append(f"{name}: {value}")
        self.wfile.write("\r\n".join([*lines, "", ""]).encode() + data)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - inherited name
        pass


class FakeClock:
    """Time passes only by sleeping (and by `tick` a look); draws are `share` of the way up."""

    def __init__(self, share: float = 0.5, tick: float = 0.0) -> None:
        self.now = 1000.0
        self.share = share
        self.tick = tick
        self.slept: list[float] = []

    def monotonic(self) -> float:
        self.now += self.tick
        return self.now

    def sleep(self, seconds: float) -> None:
        if seconds > 0:
            self.slept.append(seconds)
            self.now += seconds

    def uniform(self, low: float, high: float) -> float:
        return low + (high - low) * self.share


def user(wire: Wire) -> Credentials:
    """A person's credential whose sign-in service is the wire."""
    return Credentials(
        token="first",
        refresh_token="1//refresh",
        token_uri=f"{wire.url}/token",
        client_id="client",
        client_secret="secret",
    )


def transport(
    wire: Wire,
    clock: FakeClock | None = None,
    *,
    rates: Rates = NO_RATES,
    patience: Patience = QUICK,
    connection: Connection | None = None,
) -> Transport:
    """A transport that speaks to the wire."""
    to = connection or local(wire.url, rates=rates, patience=patience)
    return Transport(user(wire), to, clock=clock or FakeClock())


def call(
    wire: Wire, kind: Kind, *, method: str = "POST", path: str = "/calendar/v3/x", **headers: str
) -> Outgoing:
    """A call to the wire."""
    return Outgoing(
        method=method,
        url=wire.url + path,
        kind=kind,
        bucket=Bucket.CALENDAR,
        headers=headers,
        body=None if method == "GET" else b"{}",
    )
