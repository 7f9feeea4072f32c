"""Serves the application on one port, in threads, one write an answer and Nagle's delay off."""

import contextlib
import io
import socket
import sys
import threading
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from local_google.app import App, create_app
from local_google.faults import ConnectionDropped, Faults, Hanging
from local_google.pushes import Message
from local_google.quotas import Quotas
from local_google.sending import MOST_HEADERS, Manner
from local_google.store import Store


class Running:
    """A server at work; `close` ends it, its connections and its threads, not the store."""

    def __init__(self, app: App, http: "_Server") -> None:
        self.app = app
        self.store = app.store
        self.faults = app.faults
        self.log = app.log
        self.pushes = app.pushes
        self._http = http
        host, port = http.server_address[:2]
        self.port = int(port)
        self.url = f"http://{host!s}:{port}"
        self._thread = threading.Thread(
            target=http.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
        )
        self._thread.start()

    def close(self) -> None:
        """Stop listening and drop what is open."""
        self._http.ending.set()
        self._http.shutdown()
        self._http.server_close()
        self._http.drop_all()
        self.pushes.close()
        self._thread.join(timeout=5)

    def wait(self) -> None:
        """Block until somebody closes the server."""
        self._thread.join()

    def __enter__(self) -> "Running":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def serve(
    store: Store,
    *,
    host: str = "127.0.0.1",
    port: int = 0,
    faults: Faults | None = None,
    quotas: Quotas | None = None,
    deliver: Callable[[Message], int] | None = None,
) -> Running:
    """Start serving; port 0 takes a free one, read it from `.url`. The rest is `create_app`'s."""
    app = create_app(store, faults=faults, quotas=quotas, deliver=deliver)
    return Running(app, _Server((host, port), app))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    request_queue_size = 128

    def __init__(self, address: tuple[str, int], app: App) -> None:
        self.app = app
        self.ending = threading.Event()
        self._open: set[socket.socket] = set()
        self._open_lock = threading.Lock()
        super().__init__(address, _Handler)

    def process_request(self, request: Any, client_address: Any) -> None:
        with self._open_lock:
            self._open.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: Any) -> None:
        with self._open_lock:
            self._open.discard(request)
        super().shutdown_request(request)

    def drop_all(self) -> None:
        """Close every open connection."""
        with self._open_lock:
            sockets = list(self._open)
        for connection in sockets:
            _cut(connection)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that goes away is no news; anything else is printed as usual."""
        if not isinstance(sys.exception(), (ConnectionError, TimeoutError, OSError)):
            super().handle_error(request, client_address)


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    server: _Server  # pyright: ignore[reportIncompatibleVariableOverride]  # only a _Server makes one

    def handle_one_request(self) -> None:
        """One request: read it whole, ask the application, send the answer in one piece."""
        self.raw_requestline = self.rfile.readline(65537)
        if not self.raw_requestline or len(self.raw_requestline) > 65536:
            self.close_connection = True
            return
        if not self.parse_request():
            return
        try:
            self._answer()
        except ConnectionDropped:
            self.close_connection = True
            _cut(self.connection)
        except Hanging:
            self.close_connection = True
            self._hang()

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name is inherited
        """Quiet: the request log is a table."""

    def _answer(self) -> None:
        head: list[bytes] = []

        def start_response(status: str, headers: list[tuple[str, str]]) -> None:
            lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers)]
            head.append(("\r\n".join(lines) + "\r\n\r\n").encode("utf-8"))

        result = self.server.app(self._environ(), start_response)
        payload = b"" if self.command == "HEAD" else b"".join(result)
        manner: Manner = result.manner
        if manner.header_s is not None:
            self._never_end(head[0], manner.header_s)
        if manner.byte_s is not None:
            self.connection.sendall(head[0])
            for byte in payload:
                self._pause(manner.byte_s)
                self.connection.sendall(bytes([byte]))
        else:
            self.connection.sendall(head[0] + payload)
        result.close()
        if manner.closing:
            self.close_connection = True

    def _never_end(self, head: bytes, seconds: float) -> None:
        """One header after the other until the client gives up."""
        self.connection.sendall(head.removesuffix(b"\r\n"))
        for number in range(MOST_HEADERS):
            if self.server.ending.is_set():
                break
            self._pause(seconds)
            self.connection.sendall(f"X-More-{number}: {number}\r\n".encode())
        raise ConnectionDropped("headers without end")

    def _pause(self, seconds: float) -> None:
        self.server.app.faults.pause(seconds)

    def _environ(self) -> dict[str, Any]:
        path, _, query = self.path.partition("?")
        size = int(self.headers.get("Content-Length") or 0)
        environ: dict[str, Any] = {
            "REQUEST_METHOD": self.command,
            "RAW_URI": self.path,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            "CONTENT_TYPE": self.headers.get("Content-Type", ""),
            "CONTENT_LENGTH": str(size),
            "REMOTE_ADDR": self.client_address[0],
            "wsgi.input": io.BytesIO(self.rfile.read(size)),
        }
        for name, value in self.headers.items():
            environ["HTTP_" + name.upper().replace("-", "_")] = value
        return environ

    def _hang(self) -> None:
        """Say nothing until the client gives up or the server ends."""
        self.connection.settimeout(0.05)
        while not self.server.ending.is_set():
            try:
                if not self.connection.recv(1):
                    return
            except TimeoutError:
                continue
            except OSError:
                return


def _cut(connection: socket.socket) -> None:
    """Close a connection for both sides at once."""
    with contextlib.suppress(OSError):
        connection.shutdown(socket.SHUT_RDWR)
    connection.close()
