"""How an answer leaves: its bytes and headers, bent by the rules that strike it on the wire."""

import gzip
import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from local_google.faults import Deed, Rule
from local_google.wire import Json, Reply, status_line

StartResponse = Callable[[str, list[tuple[str, str]]], object]
PAGE = b"<!DOCTYPE html><title>Sorry</title><p>The server encountered an error."
BOMB_BYTES = 256 * 1024 * 1024
MOST_HEADERS = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """How the bytes of an answer are sent, where that is not at once and as announced.

    Seconds are between two bytes of the body, or between two headers of a head that never ends.
    `closing` ends the connection after the answer, since its end was not where it was announced.
    """

    byte_s: float | None = None
    header_s: float | None = None
    closing: bool = False


class Outgoing:
    """One chunk of bytes; `close`, called by the server once it is sent, strikes the last moment."""

    def __init__(self, payload: bytes, after: Callable[[], None], manner: Manner) -> None:
        self.manner = manner
        self._payload = payload
        self._after = after

    def __iter__(self) -> Iterator[bytes]:
        yield self._payload

    def close(self) -> None:
        """The answer is on its way."""
        self._after()


def send(
    start_response: StartResponse,
    reply: Reply,
    after: Callable[[], None] = lambda: None,
    rules: Iterable[Rule] = (),
    date: str = "",
) -> Outgoing:
    """Answer with `reply`, or with what the rules make of it."""
    struck = {rule.deed: rule for rule in rules}
    status, payload, extra = _bent(reply, struck)
    headers = {"Content-Type": "application/json; charset=UTF-8"} if payload else {}
    headers |= {"Date": date} if date else {}
    headers |= {"Cache-Control": "no-store", **extra, "Content-Length": str(len(payload))}
    if Deed.TRUNCATE in struck:
        payload = payload[: len(payload) // 2]
    if Deed.WRONG_LENGTH in struck:
        headers |= {"Content-Length": str(len(payload) // 2), "Connection": "close"}
    start_response(status_line(status), list(headers.items()))
    return Outgoing(payload, after, _manner(struck))


def _bent(reply: Reply, struck: Mapping[Deed, Rule]) -> tuple[int, bytes, Mapping[str, str]]:
    """Status, body and headers; a body that is struck still stands for a request carried out."""
    page = {"Content-Type": "text/html; charset=UTF-8"}
    if Deed.REDIRECT in struck:
        return 302, PAGE, {**page, "Location": struck[Deed.REDIRECT].location}
    if Deed.ERROR_PAGE in struck:
        return struck[Deed.ERROR_PAGE].status, PAGE, page
    if Deed.GARBAGE in struck:
        return reply.status, PAGE, {"Content-Type": "text/html"}
    if Deed.BOMB in struck:
        return reply.status, _bomb(), {**reply.headers, "Content-Encoding": "gzip"}
    return reply.status, _payload(reply.body), reply.headers


def _manner(struck: Mapping[Deed, Rule]) -> Manner:
    slow, endless = struck.get(Deed.TRICKLE), struck.get(Deed.ENDLESS_HEADERS)
    return Manner(
        byte_s=(slow.seconds or 1.0) if slow else None,
        header_s=endless.seconds if endless else None,
        closing=bool(struck.keys() & {Deed.TRUNCATE, Deed.WRONG_LENGTH}),
    )


def _payload(body: Json | bytes | None) -> bytes:
    if body is None:
        return b""
    if isinstance(body, bytes):
        return body
    return json.dumps(body, ensure_ascii=False).encode("utf-8")


def _bomb() -> bytes:
    """A quarter of a megabyte that unpacks to a thousand times as much: many zeros, packed once."""
    block = bytes(1024 * 1024)
    return gzip.compress(block) * (BOMB_BYTES // len(block))
