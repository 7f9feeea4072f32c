"""The pages are served to this computer only, and to nobody who comes under another name."""

import http.client
import socket
from urllib.parse import urlsplit

import pytest
from flask.testing import FlaskClient

from scheduler.errors import Fault, InputError
from web.app import create_app, serve


def pages(name: str) -> str | None:
    if name == "broken":
        raise InputError(
            [Fault(where="Roster!C14", what="An unknown school", fix="Type one of the schools")]
        )
    return {"week": "<p>the week</p>", "invitations": "<p>the mails</p>"}.get(name)


@pytest.fixture
def client() -> FlaskClient:
    return create_app(pages).test_client()


@pytest.mark.parametrize("path", ["/", "/week", "/week.html"])
def test_the_week_is_the_first_page(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert (answer.status_code, answer.text) == (200, "<p>the week</p>")
    assert answer.content_type == "text/html; charset=utf-8"


def test_links_of_the_files_work_on_the_server_too(client: FlaskClient) -> None:
    assert client.get("/invitations.html").text == "<p>the mails</p>"


@pytest.mark.parametrize(
    "path", ["/nothing", "/../etc/passwd", "/static/page.css", "/week/", "/%2e%2e/x"]
)
def test_there_are_no_other_pages(client: FlaskClient, path: str) -> None:
    answer = client.get(path)

    assert answer.status_code == 404
    assert "There is no page at this address." in answer.text


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1:8765", "[::1]:80", "LOCALHOST:1"])
def test_this_computer_is_let_in_by_its_own_names(client: FlaskClient, host: str) -> None:
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host",
    ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example:80", "192.0.2.7", "[::2]"],
)
def test_a_web_page_elsewhere_cannot_reach_us_under_its_own_name(
    client: FlaskClient, host: str
) -> None:
    answer = client.get("/", headers={"Host": host})

    assert answer.status_code == 421
    assert "the week" not in answer.text


@pytest.mark.parametrize("path", ["/", "/nothing", "/broken"])
@pytest.mark.proves("X8")
def test_every_answer_carries_the_policy_and_is_never_stored(
    client: FlaskClient, path: str
) -> None:
    headers = client.get(path).headers

    assert headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Cache-Control"] == "no-store"
    assert headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed_here(client: FlaskClient, method: str) -> None:
    assert client.open("/", method=method).status_code == 405


def test_a_page_that_cannot_be_made_says_where_and_what_to_do(client: FlaskClient) -> None:
    answer = client.get("/broken")

    assert answer.status_code == 503
    assert [
        word for word in ("An unknown school", "Roster!C14", "Type one") if word not in answer.text
    ] == []


def test_pages_are_served_on_a_free_port_until_closed() -> None:
    with serve(create_app(pages)) as served:
        where = urlsplit(served.url)
        assert where.hostname == "127.0.0.1"
        connection = http.client.HTTPConnection("127.0.0.1", where.port or 0, timeout=5)
        connection.request("GET", "/")
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (200, b"<p>the week</p>")
        assert answer.headers["Server"] is None

    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", where.port or 0), timeout=5)


def test_closing_does_not_wait_for_a_browser_that_holds_its_connection() -> None:
    served = serve(create_app(pages))
    held = http.client.HTTPConnection("127.0.0.1", urlsplit(served.url).port or 0, timeout=5)
    held.request("GET", "/")
    held.getresponse().read()

    served.close()
    served.close()

    assert held.sock.recv(1) == b""
    held.close()


def test_two_servers_live_side_by_side() -> None:
    with serve(create_app(pages)) as one, serve(create_app(pages)) as other:
        assert one.url != other.url
