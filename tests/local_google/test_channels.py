"""Watching a calendar: a channel is told of every change, however badly the telling goes."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import requests

from local_google.faults import Deed, Faults, Moment, Rule
from local_google.pushes import METHOD, Message
from local_google.server import Running, serve
from local_google.services import open_store
from tests.local_google.discovery_schema import check_answer
from tests.local_google.district import (
    COACH,
    START,
    TEACHER,
    District,
    guests,
    lesson,
)
from tests.local_google.test_event_identity import refused

ADDRESS = "http://127.0.0.1:9/hook"


@pytest.fixture
def told() -> list[Message]:
    """What was delivered, in order."""
    return []


@pytest.fixture
def district(told: list[Message]) -> Iterator[District]:
    def deliver(message: Message) -> int:
        told.append(message)
        return 204

    store = open_store(seed="tests")
    with serve(store, faults=Faults(sleep=lambda _: None), deliver=deliver) as running:
        district = District(running)
        store.set_clock(lambda: district.now)
        for email in (COACH, TEACHER):
            district.token(email)
        yield district
    store.close()


def watch(client: Any, name: str = "channel-1", **more: Any) -> dict[str, Any]:
    body = {"id": name, "type": "web_hook", "address": ADDRESS, "token": "secret", **more}
    answer: dict[str, Any] = client.events().watch(calendarId="primary", body=body).execute()
    check_answer("calendar.events.watch", answer)
    return answer


def insert(client: Any, **more: Any) -> dict[str, Any]:
    made: dict[str, Any] = (
        client.events().insert(calendarId="primary", body=lesson(**more)).execute()
    )
    return made


def numbers(running: Running, told: list[Message]) -> list[int]:
    """The message numbers in the order of arrival, once all is sent."""
    assert running.pushes.settle()
    return [int(message.headers["X-Goog-Message-Number"]) for message in told]


@pytest.mark.proves("GS-31")
def test_a_channel_is_told_sync_at_once_and_then_of_each_committed_change(
    district: District, coach: Any, told: list[Message]
) -> None:
    channel = watch(coach)
    event = insert(coach)
    coach.events().get(calendarId="primary", eventId=event["id"]).execute()
    coach.events().patch(
        calendarId="primary", eventId=event["id"], body={"summary": "New"}
    ).execute()
    coach.events().delete(calendarId="primary", eventId=event["id"]).execute()

    assert numbers(district.running, told) == [1, 2, 3, 4]
    states = [message.headers["X-Goog-Resource-State"] for message in told]
    assert states == ["sync", "exists", "exists", "exists"]
    last = told[-1]
    assert last.address == ADDRESS
    assert last.headers == {
        "X-Goog-Channel-ID": "channel-1",
        "X-Goog-Channel-Token": "secret",
        "X-Goog-Channel-Expiration": "Mon, 08 Feb 2027 12:00:00 GMT",
        "X-Goog-Resource-ID": channel["resourceId"],
        "X-Goog-Resource-URI": channel["resourceUri"],
        "X-Goog-Resource-State": "exists",
        "X-Goog-Message-Number": "4",
    }
    assert [message.outcome for message in district.running.pushes.messages()] == ["204"] * 4


@pytest.mark.proves("GS-31")
def test_a_week_is_the_rule_and_another_end_may_be_asked_for(coach: Any) -> None:
    def life(**more: Any) -> timedelta:
        channel = watch(coach, name=f"c{len(json.dumps(more))}", **more)
        return datetime.fromtimestamp(int(channel["expiration"]) / 1000, UTC) - START

    assert life() == timedelta(days=7)
    assert life(params={"ttl": "3600"}) == timedelta(hours=1)
    asked = int((START + timedelta(days=2)).timestamp() * 1000)
    assert life(expiration=str(asked)) == timedelta(days=2)


@pytest.mark.proves("GS-31")
def test_an_expired_channel_is_told_nothing(
    district: District, coach: Any, told: list[Message]
) -> None:
    watch(coach, params={"ttl": "60"})
    district.later(timedelta(seconds=59))
    insert(coach)
    district.later(timedelta(seconds=1))
    insert(coach)

    assert numbers(district.running, told) == [1, 2]
    assert parsedate_to_datetime(told[0].headers["X-Goog-Channel-Expiration"]) == START + timedelta(
        seconds=60
    )


@pytest.mark.proves("GS-31")
def test_a_stopped_channel_is_told_nothing_and_needs_its_resource_to_stop(
    district: District, coach: Any, told: list[Message]
) -> None:
    channel = watch(coach)
    stop = coach.channels().stop(body={"id": "channel-1", "resourceId": "other"})
    assert refused(stop) == (404, "notFound")

    body = {"id": "channel-1", "resourceId": channel["resourceId"]}
    assert coach.channels().stop(body=body).execute() == ""
    insert(coach)

    assert numbers(district.running, told)[1:] == []
    assert refused(coach.channels().stop(body=body)) == (404, "notFound")


@pytest.mark.proves("GS-31")
def test_a_change_that_is_rolled_back_is_not_told(
    district: District, coach: Any, told: list[Message]
) -> None:
    watch(coach)
    district.running.faults.add(Rule(method="*insert", deed=Deed.DROP, at=Moment.BEFORE_COMMIT))
    with pytest.raises(requests.ConnectionError):
        insert(coach)

    assert numbers(district.running, told) == [1]


@pytest.mark.proves("GS-31", "GS-16")
def test_an_answer_on_a_guest_s_copy_tells_the_organizer_s_channel(
    district: District, coach: Any, told: list[Message]
) -> None:
    watch(coach)
    event = insert(coach, attendees=guests(TEACHER))
    body = {"attendees": [{"email": TEACHER, "responseStatus": "accepted"}]}
    teacher = district.client(TEACHER)
    teacher.events().patch(calendarId="primary", eventId=event["id"], body=body).execute()

    assert numbers(district.running, told) == [1, 2, 3]


@pytest.mark.proves("GS-31")
def test_two_channels_may_watch_one_calendar_but_not_with_one_id(
    district: District, coach: Any, told: list[Message]
) -> None:
    first, second = watch(coach), watch(coach, name="channel-2")
    assert first["resourceId"] == second["resourceId"]
    insert(coach)
    body = {"id": "channel-1", "type": "web_hook", "address": ADDRESS}

    assert refused(coach.events().watch(calendarId="primary", body=body)) == (
        400,
        "channelIdNotUnique",
    )
    assert numbers(district.running, told) == [1, 1, 2, 2]


@pytest.mark.proves("GS-31", "X7")
@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"address": "https://hooks.example.org/x"}, 401),
        ({"address": "http://127.0.0.1.example.org/x"}, 401),
        ({"address": "http://user@127.0.0.1/x"}, 401),
        ({"address": "http://169.254.169.254/latest"}, 401),
        ({"address": "file:///etc/passwd"}, 401),
        ({"address": None}, 400),
        ({"type": "mail"}, 400),
        ({"id": "no spaces"}, 400),
        ({"id": None}, 400),
        ({"token": "x" * 257}, 400),
        ({"expiration": "1"}, 400),
        ({"params": {"ttl": "soon"}}, 400),
    ],
)
def test_a_channel_google_or_we_would_refuse_is_refused(
    coach: Any, change: dict[str, Any], status: int
) -> None:
    body = {"id": "c", "type": "web_hook", "address": ADDRESS} | change

    assert refused(coach.events().watch(calendarId="primary", body=body))[0] == status


@pytest.mark.proves("GS-31")
@pytest.mark.parametrize(
    ("deed", "arrived"),
    [
        (Deed.DROP, [1, 3, 4]),
        (Deed.TWICE, [1, 2, 2, 3, 4]),
        (Deed.OVERTAKE, [1, 3, 2, 4]),
    ],
)
def test_messages_may_be_lost_repeated_or_overtaken(
    district: District, coach: Any, told: list[Message], deed: Deed, arrived: list[int]
) -> None:
    district.running.faults.add(Rule(method=METHOD, deed=deed, nth=2))
    watch(coach)
    for _ in range(3):
        insert(coach)

    assert numbers(district.running, told) == arrived


@pytest.mark.proves("GS-31")
def test_nobody_waits_for_a_receiver_that_does_not_answer(told: list[Message]) -> None:
    stuck = threading.Event()

    def deliver(message: Message) -> int:
        stuck.wait(20)
        told.append(message)
        return 500

    store = open_store(seed="tests", clock=lambda: START)
    with serve(store, deliver=deliver) as running:
        coach = District(running).client(COACH)
        watch(coach)
        insert(coach)
        assert told == []
        stuck.set()
        assert numbers(running, told) == [1, 2]
        assert [message.outcome for message in running.pushes.messages()] == ["500", "500"]
    store.close()


@contextmanager
def a_receiver() -> Iterator[tuple[str, list[Any]]]:
    """A web server that notes what it is told."""
    heard: list[Any] = []

    class Ear(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            heard.append((self.path, dict(self.headers), body))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", heard
    finally:
        server.shutdown()
        server.server_close()


@pytest.mark.proves("GS-31")
def test_a_real_receiver_gets_an_empty_post_with_the_headers() -> None:
    store = open_store(seed="tests", clock=lambda: START)
    with a_receiver() as (url, heard), serve(store) as running:
        watch(District(running).client(COACH), address=f"{url}/hook?x=1")
        assert running.pushes.settle()
    store.close()

    ((path, headers, body),) = heard
    assert path == "/hook?x=1"
    assert body == b""
    assert headers["X-Goog-Resource-State"] == "sync"
    assert headers["Content-Length"] == "0"


@pytest.mark.proves("GS-31", "GS-39")
def test_what_was_not_sent_is_sent_by_the_next_server_of_the_store(told: list[Message]) -> None:
    store = open_store(seed="tests", clock=lambda: START)
    with serve(store) as running:
        running.pushes.close()
        watch(District(running).client(COACH))
        assert [message.outcome for message in running.pushes.messages()] == [""]

    def deliver(message: Message) -> int:
        told.append(message)
        return 204

    with serve(store, deliver=deliver) as running:
        assert numbers(running, told) == [1]
        listed = requests.get(f"{running.url}/_local/pushes", timeout=5).json()["messages"]
        assert [message["outcome"] for message in listed] == ["204"]
    store.close()
