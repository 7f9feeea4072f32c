"""`/batch/calendar/v3`: many calls in one request, each carried out and answered by itself.

The program never sends one; Google's client library can, and is served here as by Google.
"""

import io
from collections.abc import Callable, Iterator, Mapping
from email import message_from_bytes
from email.message import Message
from typing import Any
from urllib.parse import urlsplit

from local_google.wire import ApiError, Reply

PATH = "/batch/calendar/v3"
MOST_PARTS = 1000
BOUNDARY = "batch_local"
Environ = dict[str, Any]
Ask = Callable[[Environ, str], tuple[str, Mapping[str, str], bytes]]
"""Carries out one call: environ and path in; status line, headers and body out."""


def answer(environ: Environ, raw: bytes, ask: Ask) -> Reply:
    """The answers of all parts, in order; one that fails leaves the others alone.

    Raises:
        ApiError: 400 for what is no batch, or one of too many parts.
    """
    said = []
    for part in _parts(environ.get("CONTENT_TYPE", ""), raw):
        name = str(part.get("Content-ID", "")).strip("<>")
        path, inner = _call(environ, part)
        status, headers, body = ask(inner, path)
        lines = [f"{key}: {value}" for key, value in headers.items()]
        head = "\r\n".join(
            [
                f"--{BOUNDARY}",
                "Content-Type: application/http",
                f"Content-ID: <response-{name}>",
                "",
                f"HTTP/1.1 {status}",
                *lines,
                "",
                "",
            ]
        )
        said.append(head.encode("utf-8") + body + b"\r\n")
    whole = b"".join(said) + f"--{BOUNDARY}--\r\n".encode()
    return Reply(200, whole, {"Content-Type": f"multipart/mixed; boundary={BOUNDARY}"})


def _parts(kind: str, raw: bytes) -> list[Message]:
    whole = message_from_bytes(b"Content-Type: " + kind.encode("utf-8") + b"\r\n\r\n" + raw)
    parts = whole.get_payload()
    if whole.get_content_type() != "multipart/mixed" or not isinstance(parts, list):
        raise ApiError(400, "badRequest", "Failed to parse batch request.")
    found = [part for part in parts if isinstance(part, Message)]
    if not 1 <= len(found) <= MOST_PARTS:
        message = f"The batch request holds {len(found)} calls; the limit is {MOST_PARTS}."
        raise ApiError(400, "badRequest", message)
    return found


def _call(environ: Environ, part: Message) -> tuple[str, Environ]:
    """One call as if it had come alone, with the outer request's sign-in unless it has its own."""
    text = part.get_payload(decode=True)
    if part.get_content_type() != "application/http" or not isinstance(text, bytes):
        raise ApiError(400, "badRequest", "Failed to parse batch request.")
    line, _, rest = text.lstrip().partition(b"\n")
    words = line.decode("utf-8", "replace").split()
    if len(words) < 2:
        raise ApiError(400, "badRequest", "Failed to parse batch request.")
    message = message_from_bytes(rest)
    content = message.get_payload(decode=True)
    body = content if isinstance(content, bytes) else b""
    where = urlsplit(words[1])
    inner: Environ = {
        "REQUEST_METHOD": words[0].upper(),
        "RAW_URI": words[1],
        "PATH_INFO": where.path,
        "QUERY_STRING": where.query,
        "CONTENT_TYPE": message.get("Content-Type", ""),
        "CONTENT_LENGTH": str(len(body)),
        "REMOTE_ADDR": environ.get("REMOTE_ADDR", ""),
        "wsgi.input": io.BytesIO(body),
    }
    for name in ("HTTP_AUTHORIZATION", "HTTP_X_GOOG_QUOTA_USER"):
        if name in environ:
            inner[name] = environ[name]
    inner |= dict(_headers(message))
    # Only Calendar's calls may stand in Calendar's batch.
    return where.path if where.path.startswith("/calendar/v3/") else "/calendar/v3/", inner


def _headers(message: Message) -> Iterator[tuple[str, str]]:
    for name, value in message.items():
        yield "HTTP_" + name.upper().replace("-", "_"), str(value)
