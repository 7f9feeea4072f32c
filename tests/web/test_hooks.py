"""Google's posts: taken or refused by their headers, at once, and never looked into."""

import http.client
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from web.app import LOOPBACK, create_app, serve
from web.hooks import BODY_MAX, PATH, Hook

OUTSIDE = "coaching.district.example"
GOOD = {"X-Goog-Channel-ID": "c1", "X-Goog-Channel-Token": "secret"}


class Ear:
    """Believes one channel, and remembers what it was told."""

    def __init__(self) -> None:
        self.heard: list[Mapping[str, str]] = []

    def __call__(self, headers: Mapping[str, str]) -> str:
        self.heard.append(headers)
        return "" if headers.get("x-goog-channel-token") == "secret" else "wrong or missing token"


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def hook(ear: Ear) -> Hook:
    return Hook(hear=ear, hosts=(*LOOPBACK, OUTSIDE))


@pytest.fixture
def client(hook: Hook) -> FlaskClient:
    return create_app(lambda name: "<p>the week</p>", hook=hook).test_client()


def test_a_post_that_is_believed_is_answered_with_nothing(client: FlaskClient, hook: Hook) -> None:
    answer = client.post(PATH, headers=GOOD)

    assert (answer.status_code, answer.data) == (204, b"")
    assert not hook.refused


@pytest.mark.proves("X3")
def test_a_post_that_is_not_believed_looks_like_no_page_and_is_counted(
    client: FlaskClient, hook: Hook
) -> None:
    nowhere = client.post("/nothing/here", headers=GOOD)
    answers = [client.post(PATH, headers={**GOOD, "X-Goog-Channel-Token": "x"}) for _ in range(2)]

    assert [answer.status_code for answer in answers] == [404, 404] == [nowhere.status_code] * 2
    assert answers[0].data == nowhere.data
    assert hook.refused == {"wrong or missing token": 2}


def test_headers_are_read_whatever_their_case(client: FlaskClient, ear: Ear) -> None:
    client.post(PATH, headers={"x-GOOG-channel-TOKEN": "secret"})

    assert ear.heard[0]["x-goog-channel-token"] == "secret"


def test_a_small_body_is_not_looked_into(client: FlaskClient) -> None:
    answer = client.post(PATH, headers=GOOD, data=b"{not json" * 10)

    assert answer.status_code == 204


@pytest.mark.proves("X3")
def test_a_large_body_is_refused_unread(client: FlaskClient, ear: Ear, hook: Hook) -> None:
    answer = client.post(PATH, headers=GOOD, data=b"x" * (BODY_MAX + 1))

    assert (answer.status_code, ear.heard) == (413, [])
    assert hook.refused == {"body": 1}


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE", "PATCH"])
def test_nothing_but_a_post_is_taken(client: FlaskClient, ear: Ear, method: str) -> None:
    assert client.open(PATH, method=method, headers=GOOD).status_code == 405
    assert ear.heard == []


def test_google_comes_under_the_name_outside(client: FlaskClient) -> None:
    assert client.post(PATH, headers={**GOOD, "Host": OUTSIDE}).status_code == 204
    assert client.post(PATH, headers={**GOOD, "Host": "evil.example"}).status_code == 421


@pytest.mark.parametrize("path", ["/", "/week", f"{PATH}/../../week"])
def test_no_page_is_shown_under_the_name_outside(client: FlaskClient, path: str) -> None:
    answer = client.get(path, headers={"Host": OUTSIDE})

    assert answer.status_code == 421
    assert b"the week" not in answer.data


@pytest.mark.parametrize("name", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "Via"])
def test_what_is_passed_on_from_elsewhere_sees_no_page(client: FlaskClient, name: str) -> None:
    passed_on = {name: "192.0.2.7"}

    assert client.get("/", headers=passed_on).status_code == 421
    assert client.post(PATH, headers={**GOOD, **passed_on}).status_code == 204


def test_without_a_hook_there_is_no_such_address() -> None:
    assert create_app(lambda name: None).test_client().post(PATH).status_code == 404


class TestOnASocket:
    @pytest.fixture
    def connection(self, hook: Hook) -> Iterator[http.client.HTTPConnection]:
        with serve(create_app(lambda name: "<p>the week</p>", hook=hook)) as served:
            one = http.client.HTTPConnection("127.0.0.1", urlsplit(served.url).port or 0, timeout=5)
            yield one
            one.close()

    @pytest.mark.proves("X3")
    def test_a_body_without_an_announced_length_is_capped_too(
        self, connection: http.client.HTTPConnection, ear: Ear
    ) -> None:
        """All of it goes out at once: the server may close before somebody slow has said everything."""
        head = [f"POST {PATH} HTTP/1.1", "Host: 127.0.0.1", "Transfer-Encoding: chunked"]
        head += [f"{name}: {value}" for name, value in GOOD.items()]
        pieces = b"".join(b"200\r\n" + b"x" * 512 + b"\r\n" for _ in range(4)) + b"0\r\n\r\n"
        connection.connect()
        connection.sock.sendall("\r\n".join(head).encode() + b"\r\n\r\n" + pieces)
        answer = http.client.HTTPResponse(connection.sock)
        answer.begin()

        assert answer.status == 413
        assert ear.heard == []

    def test_a_page_is_not_shown_to_what_was_passed_on(
        self, connection: http.client.HTTPConnection
    ) -> None:
        connection.request("GET", "/", headers={"X-Forwarded-For": "192.0.2.7"})

        assert connection.getresponse().status == 421
