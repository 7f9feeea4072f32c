"""What a service method is handed and what it gives back, and Google's error answers."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """Who asks; `service_account` is true only without a delegated subject."""

    email: str
    scopes: frozenset[str]
    service_account: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request, matched to the discovery method `method` (like `calendar.events.insert`).

    `path` values are percent-decoded; `headers` names are lower case; `query` lists keep repeats.
    """

    method: str
    path: Mapping[str, str]
    query: Mapping[str, list[str]]
    body: Json | None
    headers: Mapping[str, str]
    caller: Caller

    def all(self, name: str) -> list[str]:
        """Every value of a repeated query parameter."""
        return list(self.query.get(name, ()))

    def one(self, name: str, default: str | None = None) -> str | None:
        """The last value of a query parameter, as Google's front end takes it."""
        values = self.query.get(name)
        return values[-1] if values else default

    def flag(self, name: str, *, default: bool = False) -> bool:
        """A boolean parameter; anything but true or false is a 400."""
        text = self.one(name)
        if text is None:
            return default
        if text.lower() not in ("true", "false"):
            raise invalid_parameter(name, text)
        return text.lower() == "true"

    def number(self, name: str, default: int) -> int:
        """A whole-number parameter; anything else is a 400."""
        text = self.one(name)
        if text is None:
            return default
        try:
            return int(text)
        except ValueError:
            raise invalid_parameter(name, text) from None

    def resource(self) -> Json:
        """The body of a call that needs one."""
        if self.body is None:
            raise ApiError(400, "required", "Missing request body.")
        return self.body


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; `bytes` bodies are sent as they are (set Content-Type in `headers`).

    `kept` says that it was made under the `fields` parameter already.
    """

    status: int
    body: Json | bytes | None
    headers: Mapping[str, str] = field(default_factory=dict)
    kept: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """A request and what it was answered, before any rule bends the answer on the wire."""

    call: Call
    status: int
    body: Json | bytes | None


class ApiError(Exception):
    """A refusal in Google's words: HTTP `status`, `reason` and `message`.

    `code` is the canonical name used by the Sheets envelope (`INVALID_ARGUMENT`); by default it is
    the usual one for the status.
    """

    def __init__(
        self,
        status: int,
        reason: str,
        message: str,
        *,
        domain: str = "global",
        location: str | None = None,
        location_type: str = "parameter",
        code: str | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__(f"{status} {reason}: {message}")
        self.status = status
        self.reason = reason
        self.message = message
        self.domain = domain
        self.location = location
        self.location_type = location_type
        self.code = code or CANONICAL.get(status, "UNKNOWN")
        self.headers = dict(headers or {})


CANONICAL: Mapping[int, str] = {
    400: "INVALID_ARGUMENT",
    401: "UNAUTHENTICATED",
    403: "PERMISSION_DENIED",
    404: "NOT_FOUND",
    409: "ALREADY_EXISTS",
    412: "FAILED_PRECONDITION",
    429: "RESOURCE_EXHAUSTED",
    500: "INTERNAL",
    501: "UNIMPLEMENTED",
    503: "UNAVAILABLE",
    504: "DEADLINE_EXCEEDED",
}


def invalid_parameter(name: str, text: str) -> ApiError:
    """400 for a query parameter whose text has the wrong form."""
    return ApiError(400, "invalidParameter", f"Invalid value '{text}'.", location=name)


def error_body(error: ApiError, service: str) -> Json:
    """The envelope of `service`: Sheets has no `errors[]`, Calendar and Drive do."""
    if service == "sheets":
        return {
            "error": {"code": error.status, "message": error.message, "status": error.code},
        }
    entry = {"domain": error.domain, "reason": error.reason, "message": error.message}
    if error.location is not None:
        entry |= {"locationType": error.location_type, "location": error.location}
    return {"error": {"errors": [entry], "code": error.status, "message": error.message}}


def status_line(status: int) -> str:
    """`404` -> `404 Not Found`."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return f"{status} Unknown"
