"""What the two Google clients are given in place of their own HTTP: `transport`, and nothing else.

google-api-python-client's httplib2 sends a POST twice when a connection drops, and gspread's
BackOffHTTPClient never gives up; neither is used anywhere here.
"""

import json as json_text
import re
from collections.abc import Mapping, MutableMapping
from typing import Any, cast

import requests
from google.auth.credentials import AnonymousCredentials
from googleapiclient.discovery import build_from_document
from googleapiclient.discovery_cache import get_static_doc
from gspread.http_client import HTTPClient

from sync.wire.answers import Answer
from sync.wire.limits import Bucket
from sync.wire.retries import Kind
from sync.wire.transport import Outgoing, Transport

_WRITTEN_CALENDAR = re.compile(r"/calendars/([^/?]+)/")


def calendar_service(transport: Transport) -> Any:
    """The Calendar v3 client, built from the document that ships with it (no fetch)."""
    text = get_static_doc("calendar", "v3")
    if text is None:
        raise RuntimeError("google-api-python-client has no Calendar document")
    document = json_text.loads(text)
    document["rootUrl"] = transport.connection.calendar_root
    document.pop("mtlsRootUrl", None)
    return build_from_document(document, http=CalendarHttp(transport))


def kind_of(method: str, headers: Mapping[str, str]) -> Kind:
    """What a call can be known to do from its method and headers alone."""
    names = {name.lower(): value for name, value in headers.items()}
    if method == "GET" or names.get("x-http-method-override") == "GET":
        return Kind.READ
    return Kind.CONDITIONAL_WRITE if "if-match" in names else Kind.NON_IDEMPOTENT


class CalendarHttp:
    """The part of httplib2's `Http` that google-api-python-client calls.

    Hand one with a `kind` to `execute(http=...)` where method and headers do not tell.
    """

    def __init__(self, transport: Transport, kind: Kind | None = None) -> None:
        self._transport = transport
        self._kind = kind

    def request(
        self,
        uri: str,
        method: str = "GET",
        *,
        body: str | bytes | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> tuple[Answer, bytes]:
        """One call; returns only successes, raises what `Transport.call` raises.

        The client reads nothing but `status` of an answer that succeeded.
        """
        sent = {k: v for k, v in (headers or {}).items() if k.lower() != "content-length"}
        answer = self._transport.call(
            Outgoing(
                method=method,
                url=uri,
                kind=self._kind or kind_of(method, sent),
                bucket=Bucket.CALENDAR,
                headers=sent,
                body=body.encode("utf-8") if isinstance(body, str) else body,
                calendar=_calendar_written(method, uri),
            )
        )
        return answer, answer.content

    def close(self) -> None:
        """Nothing to close: the session is the transport's."""


class SheetsHttp(HTTPClient):
    """gspread's low-level calls over our session; `kind` tells what a repeated write would do."""

    def __init__(self, transport: Transport, kind: Kind | None = None) -> None:
        super().__init__(auth=AnonymousCredentials(), session=requests.Session())
        self.session.adapters.clear()
        self._transport = transport
        self._kind = kind

    def request(  # noqa: PLR0917 - gspread's own signature
        self,
        method: str,
        endpoint: str,
        params: Mapping[str, Any] | None = None,
        data: bytes | None = None,
        json: Mapping[str, Any] | None = None,
        files: object = None,
        headers: MutableMapping[str, str] | None = None,
    ) -> requests.Response:
        """One call; raises what `Transport.call` raises, never gspread's APIError."""
        if files is not None:
            raise NotImplementedError("no call of ours uploads files")
        verb = method.upper()
        sent = dict(headers or {})
        if json is not None:
            data = json_text.dumps(json).encode("utf-8")
            sent["Content-Type"] = "application/json; charset=utf-8"
        answer = self._transport.call(
            Outgoing(
                method=verb,
                url=_with_query(self._transport.connection.place(endpoint), params or {}),
                kind=self._kind or kind_of(verb, sent),
                bucket=_bucket(endpoint, verb),
                headers=sent,
                body=data,
            )
        )
        # gspread reads `.json()`, `.content` and `.text` of it, all of which an Answer has.
        return cast(requests.Response, answer)


def _calendar_written(method: str, uri: str) -> str:
    """The calendar whose events or readers a call changes, as the address spells it."""
    found = _WRITTEN_CALENDAR.search(uri) if method != "GET" else None
    return found[1] if found else ""


def _bucket(endpoint: str, verb: str) -> Bucket:
    if "/v4/spreadsheets" not in endpoint:
        return Bucket.DRIVE
    return Bucket.SHEETS_READ if verb == "GET" else Bucket.SHEETS_WRITE


def _with_query(url: str, params: Mapping[str, Any]) -> str:
    written = {k: _as_json(v) for k, v in params.items() if v is not None}
    prepared = requests.Request("GET", url, params=written).prepare()
    return prepared.url or url


def _as_json(value: Any) -> Any:
    """Google writes booleans `true` and `false`; requests would write `True`."""
    return str(value).lower() if isinstance(value, bool) else value
