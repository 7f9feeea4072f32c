"""An answer is read within a total time, header and body, however slowly it trickles in.

A socket's own time limit begins anew with every byte, so a byte a second would never reach it.
"""

import io
from collections.abc import Callable
from functools import partial
from socket import socket
from typing import Any

from requests.adapters import HTTPAdapter, Retry

from sync.wire.clock import Clock

NO_RESEND = Retry(total=0, read=False, redirect=False, status=False, other=False)


class PatientAdapter(HTTPAdapter):
    """Sends once; an answer that is not whole `call` seconds after its first wait is a time-out."""

    def __init__(self, call: float, clock: Clock) -> None:
        super().__init__(max_retries=NO_RESEND)
        self._call = call
        self._clock = clock

    def get_connection_with_tls_context(self, *given: Any, **named: Any) -> Any:
        """requests' one door to its pools, so that every new connection reads in time."""
        pool: Any = super().get_connection_with_tls_context(*given, **named)
        if not isinstance(pool.ConnectionCls, _Timed):
            pool.ConnectionCls = _Timed(pool.ConnectionCls, self._call, self._clock)
        return pool


class _Timed:
    """Makes connections of the pool's own kind whose answers are read in time."""

    def __init__(self, make: Callable[..., Any], call: float, clock: Clock) -> None:
        self._make = make
        self._call = call
        self._clock = clock

    def __call__(self, *given: Any, **named: Any) -> Any:
        connection = self._make(*given, **named)
        connection.response_class = partial(self._answer, connection.response_class)
        return connection

    def _answer(self, make: Callable[..., Any], sock: socket, *given: Any, **named: Any) -> Any:
        ends = self._clock.monotonic() + self._call
        return make(_InTime(sock, ends, self._clock), *given, **named)


class _InTime:
    """A socket as an answer sees it: something to make a file of."""

    def __init__(self, sock: socket, ends: float, clock: Clock) -> None:
        self._sock = sock
        self._ends = ends
        self._clock = clock

    def makefile(self, mode: str) -> io.BufferedReader:
        return io.BufferedReader(_Reading(self._sock, self._ends, self._clock))


class _Reading(io.RawIOBase):
    """The bytes of a socket until an instant of the clock; each wait is as long as is left at most."""

    def __init__(self, sock: socket, ends: float, clock: Clock) -> None:
        super().__init__()
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._silence = sock.gettimeout()
        self._ends = ends
        self._clock = clock

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:
        left = self._ends - self._clock.monotonic()
        if left <= 0:
            raise TimeoutError("the answer did not arrive in time")
        self._sock.settimeout(left if self._silence is None else min(self._silence, left))
        return self._raw.readinto(buffer)

    def close(self) -> None:
        if not self.closed:
            self._raw.close()
        super().close()
