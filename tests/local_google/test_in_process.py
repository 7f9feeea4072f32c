"""The server met without a socket behaves as over one: for `requests` and for our own transport."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import requests

from local_google import admin
from local_google.faults import Deed, Faults, Moment, Rule, refuse
from local_google.server import serve
from local_google.services import open_store
from sync.account.credentials import load_local
from sync.calendars.calendar_api import CalendarApi
from sync.wire.connection import local
from sync.wire.transport import Transport
from tests.local_google.district import COACH, START, TEACHER, guests, lesson
from tests.local_google.in_process import Inside, inside
from tests.sync.wire import FakeClock

EVENTS = "/calendar/v3/calendars/primary/events"


@contextmanager
def a_server() -> Iterator[Inside]:
    store = open_store(seed="tests", clock=lambda: START)
    with inside(store, faults=Faults(sleep=lambda _: None)) as server:
        yield server
    store.close()


@pytest.fixture
def server() -> Iterator[Inside]:
    with a_server() as running:
        yield running


@pytest.fixture
def session(server: Inside) -> requests.Session:
    return server.session(admin.mint(server.store, COACH).access)


def conversation(session: requests.Session, url: str) -> Iterator[requests.Response]:
    """Successes, refusals, answers without a body, and a path with escapes."""
    body = lesson(id="bell0", attendees=guests(TEACHER), summary="Ä <i> \u2603")
    yield session.post(url + EVENTS, json=body)
    yield session.post(url + EVENTS, json=body)
    etag = session.get(f"{url}{EVENTS}/bell0").headers.get("ETag", "x")
    yield session.get(f"{url}{EVENTS}?maxResults=1&q=%E2%98%83")
    yield session.patch(f"{url}{EVENTS}/bell0", json={}, headers={"If-Match": etag})
    yield session.get(f"{url}{EVENTS}/no%2Fthing")
    yield session.delete(f"{url}{EVENTS}/bell0")
    yield session.delete(f"{url}{EVENTS}/bell0")
    yield session.get(f"{url}/calendar/v3/nowhere")
    yield session.get(url + EVENTS, headers={"Authorization": "Bearer nobody"})
    yield session.post(f"{url}{EVENTS}", data="{", headers={"Content-Type": "application/json"})
    yield session.post(f"{url}/token", data={"grant_type": "refresh_token", "refresh_token": "x"})


def test_answers_are_the_same_as_over_a_socket() -> None:
    def told(answers: Iterator[requests.Response]) -> list[Any]:
        return [(a.status_code, a.reason, dict(a.headers), a.content) for a in answers]

    with a_server() as near:
        token = admin.mint(near.store, COACH).access
        inner = told(conversation(near.session(token), near.url))
    store = open_store(seed="tests", clock=lambda: START)
    with serve(store) as far, requests.Session() as session:
        session.headers["Authorization"] = f"Bearer {admin.mint(store, COACH).access}"
        outer = told(conversation(session, far.url))
    store.close()

    assert [status for status, *_ in inner] == [
        200,
        409,
        200,
        412,
        404,
        204,
        410,
        404,
        401,
        400,
        400,
    ]
    assert inner == outer


@pytest.mark.parametrize("moment", [Moment.ARRIVAL, Moment.BEFORE_COMMIT, Moment.AFTER_COMMIT])
def test_a_drop_is_a_lost_connection_and_keeps_what_was_committed(
    server: Inside, session: requests.Session, moment: Moment
) -> None:
    server.faults.add(Rule(method="*insert", deed=Deed.DROP, at=moment))

    with pytest.raises(requests.ConnectionError, match="Connection aborted"):
        session.post(server.url + EVENTS, json=lesson(id="bell0"))

    found = session.get(f"{server.url}{EVENTS}/bell0").status_code
    assert found == (200 if moment is Moment.AFTER_COMMIT else 404)


def test_an_answer_that_is_cut_short_is_noticed(server: Inside, session: requests.Session) -> None:
    server.faults.add(Rule(method="*list", deed=Deed.TRUNCATE))

    with pytest.raises(requests.exceptions.ChunkedEncodingError):
        session.get(server.url + EVENTS)


@pytest.mark.proves("N13")
def test_a_reader_of_a_trickle_may_give_up_early() -> None:
    slept: list[float] = []
    store = open_store(seed="tests", clock=lambda: START)
    with inside(store, faults=Faults(sleep=slept.append)) as server:
        session = server.session(admin.mint(store, COACH).access)
        server.faults.add(Rule(method="*list", deed=Deed.TRICKLE))
        with session.get(server.url + EVENTS, stream=True) as answer:
            first = answer.raw.read1(100, decode_content=True)
    store.close()

    assert first == b"{"
    assert slept == [1.0]


def test_a_server_that_hangs_is_given_up_at_once(server: Inside, session: requests.Session) -> None:
    server.faults.add(Rule(method="*list", deed=Deed.HANG))

    with pytest.raises(requests.ReadTimeout):
        session.get(server.url + EVENTS, timeout=30)


def test_a_closed_server_is_not_there(server: Inside, session: requests.Session) -> None:
    server.close()

    with pytest.raises(requests.ConnectionError):
        session.get(server.url + EVENTS)


@pytest.fixture
def connect(server: Inside) -> Iterator[Callable[[], CalendarApi]]:
    made = []

    def connected() -> CalendarApi:
        minted = admin.mint(server.store, COACH)
        credentials = load_local(server.url, minted.refresh)
        connection = local(server.url, carrier=server.adapter)
        made.append(Transport(credentials, connection, clock=FakeClock()))
        return CalendarApi(made[-1])

    yield connected
    for transport in made:
        transport.close()


def test_our_own_clients_sign_in_and_write_through_it(
    server: Inside, connect: Callable[[], CalendarApi]
) -> None:
    server.faults.add(refuse("calendar.events.list", 503, "backendError"))
    api = connect()

    calendar = api.create_calendar("Coaching", "America/New_York", "Visits")

    assert list(api.list_events(calendar).events) == []
    assert [(e.method, e.status) for e in server.log.entries()] == [
        ("oauth.token", 200),
        ("calendar.calendars.insert", 200),
        ("calendar.events.list", 503),
        ("calendar.events.list", 200),
    ]
