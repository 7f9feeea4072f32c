"""A small district on a server in this process, met through Google's own client library."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import httplib2
import requests
from googleapiclient.discovery import build_from_document

from local_google import admin
from local_google.faults import Faults
from local_google.server import Running, serve
from local_google.services import open_store
from tests.local_google.discovery_schema import document
from tests.local_google.traffic import checked

COACH = "ines@north.example"
TEACHER = "omar@north.example"
OTHER = "lena@north.example"
OUTSIDER = "guest@elsewhere.example"
NEW_YORK = "America/New_York"
START = datetime(2027, 2, 1, 12, 0, tzinfo=UTC)


class RequestsHttp:
    """The few lines of `httplib2.Http` that the client library uses, over requests."""

    def __init__(self, token: str) -> None:
        self._session = requests.Session()
        self._token = token
        self.redirect_codes = frozenset[int]()

    def request(
        self,
        uri: str,
        method: str = "GET",
        body: Any = None,
        headers: dict[str, str] | None = None,
        **_: Any,
    ) -> tuple[httplib2.Response, bytes]:
        headers = {**(headers or {}), "Authorization": f"Bearer {self._token}"}
        answer = self._session.request(method, uri, data=body, headers=headers, timeout=10)
        info = {name.lower(): value for name, value in answer.headers.items()}
        return httplib2.Response({**info, "status": str(answer.status_code)}), answer.content

    def close(self) -> None:
        self._session.close()


@dataclass
class District:
    """The running server with its people; the clock stands still until `later` is called."""

    running: Running
    now: datetime = START
    tokens: dict[str, str] = field(default_factory=dict)

    def later(self, by: timedelta = timedelta(minutes=1)) -> None:
        self.now += by

    def token(self, email: str, *scopes: str) -> str:
        key = " ".join((email, *scopes))
        if key not in self.tokens:
            wanted = [f"https://www.googleapis.com/auth/{name}" for name in scopes]
            minted = admin.mint(
                self.running.store,
                email,
                scopes=wanted or admin.ALL_SCOPES,
                time_zone=NEW_YORK,
            )
            self.tokens[key] = minted.access
        return self.tokens[key]

    def client(self, email: str, *scopes: str, service: str = "calendar") -> Any:
        """Google's client for one person, its root URL set to the local server."""
        doc = {**document(service), "rootUrl": f"{self.running.url}/"}
        return build_from_document(json.dumps(doc), http=RequestsHttp(self.token(email, *scopes)))

    def raw(self, verb: str, path: str, email: str = COACH, **more: Any) -> requests.Response:
        """A request without any client library."""
        headers = {"Authorization": f"Bearer {self.token(email)}", **more.pop("headers", {})}
        url = f"{self.running.url}{path}"
        return requests.request(verb, url, headers=headers, timeout=10, **more)

    def mails(self) -> list[tuple[str, str]]:
        """What was sent since the last look: kind and address."""
        mails = [(mail.kind, mail.to) for mail in admin.outbox(self.running.store)]
        admin.clear_outbox(self.running.store)
        return mails

    def requests_logged(self, method: str = "*") -> list[tuple[str, int]]:
        return [(entry.method, entry.status) for entry in self.running.log.entries(method)]


@contextmanager
def a_district(path: Any = ":memory:") -> Iterator[District]:
    """A district with a coach and two teachers, served until the block ends."""
    store = open_store(path, seed="tests")
    with (
        serve(store, faults=Faults(sleep=lambda _: None)) as running,
        checked(running, requests=False),
    ):
        district = District(running)
        store.set_clock(lambda: district.now)
        for email in (COACH, TEACHER, OTHER):
            district.token(email)
        yield district
    store.close()


def lesson(start: str = "2027-02-03T09:00:00", minutes: int = 45, **more: Any) -> dict[str, Any]:
    """An event body in New York's wall time."""
    end = (datetime.fromisoformat(start) + timedelta(minutes=minutes)).isoformat()
    return {
        "summary": "Observation",
        "start": {"dateTime": start, "timeZone": NEW_YORK},
        "end": {"dateTime": end, "timeZone": NEW_YORK},
        **more,
    }


def guests(*emails: str) -> list[dict[str, str]]:
    """A guest list without answers."""
    return [{"email": email} for email in emails]


def answers(event: dict[str, Any]) -> dict[str, str]:
    """Who answered what."""
    return {guest["email"]: guest["responseStatus"] for guest in event.get("attendees", ())}
