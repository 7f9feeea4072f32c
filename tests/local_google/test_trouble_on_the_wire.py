"""Answers that are bent on their way, requests that arrive twice: over a socket and without one."""

import itertools
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from typing import Any

import pytest
import requests

from local_google import admin
from local_google.faults import Deed, Faults, Moment, Rule, refuse
from local_google.server import Running, serve
from local_google.services import open_store
from tests.local_google.district import COACH, START, TEACHER, guests, lesson
from tests.local_google.in_process import Inside, inside

EVENTS = "/calendar/v3/calendars/primary/events"
INSERT = "calendar.events.insert"


class Line:
    """A person's line to a server, and what its rules waited for."""

    def __init__(self, server: Any, session: requests.Session, slept: list[float]) -> None:
        self.server = server
        self.session = session
        self.slept = slept

    def insert(self, name: str = "bell0") -> requests.Response:
        body = lesson(id=name, attendees=guests(TEACHER))
        return self.session.post(
            f"{self.server.url}{EVENTS}?sendUpdates=all", json=body, timeout=20
        )

    def get(self, path: str = EVENTS, **more: Any) -> requests.Response:
        return self.session.get(self.server.url + path, timeout=20, **more)

    def stored(self) -> list[str]:
        return [event["id"] for event in self.get().json()["items"]]

    def strike(self, deed: Deed, method: str = "*", **more: Any) -> None:
        self.server.faults.add(Rule(method=method, deed=deed, **more))

    def mails(self) -> int:
        return len(admin.outbox(self.server.store))


@pytest.fixture(params=["socket", "no socket"])
def line(request: pytest.FixtureRequest) -> Iterator[Line]:
    slept: list[float] = []
    store = open_store(seed="tests", clock=lambda: START)
    token = admin.mint(store, COACH).access
    admin.add_user(store, TEACHER)
    faults = Faults(sleep=slept.append)
    with ExitStack() as open_things:
        server: Running | Inside
        if request.param == "socket":
            server, session = (
                open_things.enter_context(serve(store, faults=faults)),
                requests.Session(),
            )
        else:
            server = open_things.enter_context(inside(store, faults=faults))
            session = server.session()
        session.headers["Authorization"] = f"Bearer {token}"
        with session:
            yield Line(server, session, slept)
    store.close()


@pytest.mark.proves("GS-32", "N2")
@pytest.mark.parametrize(("moment", "seen"), [(Moment.ARRIVAL, 409), (Moment.AFTER_COMMIT, 200)])
def test_a_request_that_arrives_twice_is_carried_out_twice(
    line: Line, moment: Moment, seen: int
) -> None:
    line.strike(Deed.TWICE, INSERT, at=moment)

    assert line.insert().status_code == seen

    assert line.stored() == ["bell0"]
    assert line.mails() == 1
    statuses = [entry.status for entry in line.server.log.entries(INSERT)]
    assert sorted(statuses) == [200, 409]


@pytest.mark.proves("GS-32", "N2")
def test_without_an_id_a_request_that_arrives_twice_makes_two_events(line: Line) -> None:
    line.strike(Deed.TWICE, INSERT)

    line.session.post(line.server.url + EVENTS, json=lesson(), timeout=20)

    assert len(line.stored()) == 2


@pytest.mark.proves("GS-32", "N13")
def test_an_answer_may_trickle(line: Line) -> None:
    line.strike(Deed.TRICKLE, INSERT, seconds=2)

    answer = line.insert()

    assert answer.json()["id"] == "bell0"
    assert line.slept == [2] * len(answer.content)


@pytest.mark.proves("GS-32", "N12")
def test_a_length_that_says_less_cuts_the_answer(line: Line) -> None:
    line.strike(Deed.WRONG_LENGTH, INSERT)

    answer = line.insert()

    assert int(answer.headers["Content-Length"]) == len(answer.content)
    with pytest.raises(requests.JSONDecodeError):
        answer.json()
    assert line.stored() == ["bell0"]


@pytest.mark.proves("GS-32", "N12")
def test_an_error_may_be_a_page(line: Line) -> None:
    line.strike(Deed.ERROR_PAGE, INSERT, status=502)

    answer = line.insert()

    assert answer.status_code == 502
    assert answer.headers["Content-Type"].startswith("text/html")
    assert answer.text.startswith("<!DOCTYPE html>")


@pytest.mark.proves("GS-32", "X7")
def test_an_answer_may_send_elsewhere(line: Line) -> None:
    line.strike(Deed.REDIRECT, location="https://thief.example/token")

    answer = line.get(allow_redirects=False)

    assert (answer.status_code, answer.headers["Location"]) == (302, "https://thief.example/token")


@pytest.mark.proves("GS-32")
def test_a_small_answer_may_unpack_to_a_large_one(line: Line) -> None:
    line.strike(Deed.BOMB)

    with line.get(stream=True) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert int(answer.headers["Content-Length"]) < 300_000
        unpacked = 0
        while unpacked < 20_000_000:
            unpacked += len(answer.raw.read1(65536, decode_content=True))


@pytest.mark.proves("GS-32")
def test_headers_may_never_end(line: Line) -> None:
    line.strike(Deed.ENDLESS_HEADERS, INSERT, seconds=3)

    with pytest.raises(requests.ConnectionError):
        line.insert()

    # The client gives up on its own after so many; the server may be a few of them behind or ahead.
    assert set(line.slept) == {3}
    assert len(line.slept) > 50
    assert line.stored() == ["bell0"]


@pytest.mark.proves("GS-32", "N17")
def test_the_next_page_may_be_the_one_just_read(line: Line) -> None:
    for name in ("bell0", "bell1", "bell2"):
        line.insert(name)
    first = line.get(f"{EVENTS}?maxResults=1").json()["nextPageToken"]
    line.strike(Deed.REPEAT_PAGE)

    page = line.get(f"{EVENTS}?maxResults=1&pageToken={first}").json()

    assert page["nextPageToken"] == first
    assert "nextSyncToken" not in page


@pytest.mark.proves("GS-32", "N14")
def test_a_token_may_be_refused_once(line: Line) -> None:
    line.server.faults.add(refuse("*", 401, "authError", "Invalid Credentials"))

    assert [line.get().status_code for _ in range(2)] == [401, 200]


@pytest.mark.proves("GS-32")
@pytest.mark.parametrize(
    ("reason", "domain"),
    [
        ("userRateLimitExceeded", "usageLimits"),
        ("rateLimitExceeded", "usageLimits"),
        ("quotaExceeded", "usageLimits"),
        ("forbidden", "global"),
    ],
)
def test_a_refusal_names_its_domain(line: Line, reason: str, domain: str) -> None:
    line.server.faults.add(refuse("*", 403, reason))

    assert line.get().json()["error"]["errors"] == [
        {"domain": domain, "reason": reason, "message": reason}
    ]


@pytest.mark.proves("GS-32", "N7")
@pytest.mark.parametrize(
    ("more", "header"),
    [
        ({"retry_after_s": 30}, "30"),
        (
            {"retry_after_date": datetime(2027, 2, 3, 9, tzinfo=UTC)},
            "Wed, 03 Feb 2027 09:00:00 GMT",
        ),
    ],
)
def test_retry_after_is_told_in_seconds_or_as_a_date(
    line: Line, more: dict[str, Any], header: str
) -> None:
    line.server.faults.add(refuse("*", 429, "rateLimitExceeded", **more))

    answer = line.get()

    assert (answer.status_code, answer.headers["Retry-After"]) == (429, header)


@pytest.mark.proves("GS-32")
@pytest.mark.parametrize("nth", [1, 2, 3, 4])
def test_a_rule_may_count_all_requests(line: Line, nth: int) -> None:
    line.server.faults.add(refuse("*", 503, "backendError", nth=nth))
    asked: list[Callable[[], requests.Response]] = [
        line.insert,
        line.get,
        lambda: line.get("/calendar/v3/colors"),
        lambda: line.get("/calendar/v3/users/me/settings"),
    ]

    statuses = [ask().status_code for ask in asked]

    assert [number for number, status in zip(itertools.count(1), statuses) if status == 503] == [
        nth
    ]
    assert statuses.count(200) == 3
