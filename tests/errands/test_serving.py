"""Serving: Google's post makes one calendar be read at once; without posts everything is read in time."""

import http.client
import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

import workflow
from errands.pages.serving import PATH, Look, Serving, serving
from local_google.admin import mint
from local_google.faults import Deed, Faults, Rule, refuse
from local_google.server import Running, serve
from local_google.services import open_store
from scheduler.errors import SettingsError
from scheduler.search.horizon import the_week_of
from sync.account.credentials import load_local
from sync.calendars.hints import PAUSE_S, POLL_S
from sync.journal.channels import Channel, kept_channels
from sync.wire.connection import local
from sync.workspace.google import signed_in
from sync.workspace.known import journal
from tests.builders import at
from tests.sync.wire import FakeClock
from workflow import Workspace, open_here

pytestmark = pytest.mark.slow  # each reads and tracks a whole workspace
MONDAY = at("2026-11-16 12:00").date()
FRIDAY = "2026-11-06T15:45"
MARIA = "maria.lopez@lincoln.example"
LIST = "calendar.events.list"


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A local Google that runs already."""
    store = open_store(tmp_path_factory.mktemp("google") / "google.db")
    with serve(store, faults=Faults(sleep=lambda _: None)) as running:
        yield running
    store.close()


@pytest.fixture(scope="module")
def office(elsewhere: Running, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace whose first week was sent there."""
    folder = tmp_path_factory.mktemp("office")
    workflow.set_up(folder, start=at("2026-11-25 12:00").date())
    there = open_here(start=folder, now=FRIDAY, google=elsewhere.url, busy="nobody")
    given = workflow.read(there)
    drafted = workflow.make_schedule(there, given, the_week_of(MONDAY))
    workflow.push(there, given, drafted.changes)
    return there


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture
def served(office: Workspace, elsewhere: Running, clock: FakeClock) -> Iterator[Serving]:
    """Served on a free port, with Google posting to it, and read once."""
    elsewhere.faults.clear()
    port = _free_port()
    with serving(office, port=port, hooks=f"http://127.0.0.1:{port}", clock=clock) as running:
        assert running.look() is not None
        elsewhere.pushes.settle()
        clock.now += PAUSE_S
        elsewhere.log.clear()
        yield running


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def post(running: Serving, **headers: str) -> int:
    """What a stranger posts."""
    where = urlsplit(running.url)
    connection = http.client.HTTPConnection("127.0.0.1", where.port or 0, timeout=5)
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    connection.request("POST", PATH, headers=named)
    status = connection.getresponse().status
    connection.close()
    return status


def answer(elsewhere: Running, response: str) -> None:
    """Maria answers a visit, with a few words."""
    minted = mint(elsewhere.store, MARIA)
    credential = load_local(elsewhere.url, minted.refresh, token=minted.access)
    with signed_in(credential, local(elsewhere.url), MARIA) as clients:
        visits = [
            one
            for one in clients.calendar.list_events(MARIA).events
            if not one.cancelled and "classroom visit" in one.summary
        ]
        event = min(visits, key=lambda one: one.id)
        others = [guest.entry() for guest in event.attendees if guest.email != MARIA]
        mine = {"email": MARIA, "responseStatus": response, "comment": "testing week"}
        body = {"attendees": [*others, mine]}
        clients.calendar.patch_event(MARIA, event.id, body, etag=event.etag, send_updates="none")
    elsewhere.pushes.settle()


def said(look: Look | None) -> list[str]:
    assert look is not None
    return [answer.response for answer in look.facts.answers]


@pytest.mark.proves("GE-35", "X4")
def test_an_answer_is_read_as_soon_as_google_posts(served: Serving, elsewhere: Running) -> None:
    assert served.look() is None
    answer(elsewhere, "declined")

    assert said(served.look()) == ["declined"]
    assert served.look() is None


@pytest.mark.proves("X4")
def test_the_words_of_an_answer_do_not_come_into_a_log(served: Serving, elsewhere: Running) -> None:
    answer(elsewhere, "tentative")
    look = served.look()

    assert said(look) == ["tentative"]
    assert look is not None
    assert [answer.comment for answer in look.facts.answers] == [""]


@pytest.mark.proves("X4")
def test_a_hundred_posts_are_one_reading(served: Serving, elsewhere: Running) -> None:
    (channel,) = _channels(served)
    heard = [one for one in elsewhere.pushes.messages() if one.channel == channel.id][-1]
    again = {**heard.headers, "X-Goog-Resource-State": "exists", "X-Goog-Message-Number": "3"}
    for _ in range(100):
        assert post(served, **{name.replace("-", "_"): v for name, v in again.items()}) == 204

    assert served.look() is not None
    assert served.look() is None
    assert len(elsewhere.log.entries(LIST)) == 1


@pytest.mark.proves("X3")
def test_a_forged_post_makes_no_work(served: Serving, elsewhere: Running) -> None:
    (channel,) = _channels(served)
    good = {
        "X_Goog_Channel_ID": channel.id,
        "X_Goog_Resource_ID": channel.resource_id,
        "X_Goog_Resource_State": "exists",
    }
    statuses = [
        post(served, **good),
        post(served, **good, X_Goog_Channel_Token="x" * 43),
        post(served, **{**good, "X_Goog_Channel_ID": "nobody"}),
        post(served),
    ]

    assert statuses == [404] * 4
    assert sum(served.refused.values()) == 4
    assert served.look() is None
    assert elsewhere.log.entries() == []


def _channels(served: Serving) -> tuple[Channel, ...]:
    with journal(served.workspace, "UTC") as kept:
        return kept_channels(kept)


@pytest.mark.proves("X5", "GE-35")
def test_an_answer_whose_post_was_lost_is_read_within_a_quarter_of_an_hour(
    served: Serving, elsewhere: Running, clock: FakeClock
) -> None:
    elsewhere.faults.add(Rule(method="push.events", deed=Deed.DROP, count=None))
    answer(elsewhere, "accepted")
    clock.now += POLL_S - PAUSE_S - 1
    assert served.look() is None
    clock.now += 1

    assert said(served.look()) == ["accepted"]


@pytest.mark.proves("X5")
def test_a_calendar_google_posts_nothing_about_is_told_and_polled_all_the_same(
    office: Workspace, elsewhere: Running, clock: FakeClock
) -> None:
    elsewhere.faults.add(refuse("calendar.events.watch", 403, "forbidden", count=None))
    with serving(office, hooks="http://127.0.0.1:9", clock=clock) as running:
        look = running.look()

    elsewhere.faults.clear()
    assert look is not None
    assert look.unwatched == 1
    assert look.facts.stopped == ()


def test_google_is_asked_to_stop_when_the_serving_ends(
    office: Workspace, elsewhere: Running, clock: FakeClock
) -> None:
    with serving(office, hooks="http://127.0.0.1:9", clock=clock) as running:
        running.look()
        assert len(_channels(running)) == 1
    with journal(office, "UTC") as kept:
        assert kept_channels(kept) == ()
    assert elsewhere.log.entries("calendar.channels.stop")


def test_a_reading_that_fails_is_tried_again_with_the_next_poll(
    served: Serving, elsewhere: Running, clock: FakeClock
) -> None:
    clock.now += POLL_S
    elsewhere.faults.add(refuse(LIST, 403, "forbidden"))
    look, soon = served.look(), served.look()
    clock.now += POLL_S
    again = served.look()

    assert look is not None
    assert again is not None
    assert (len(look.facts.stopped), soon, again.facts.stopped) == (1, None, ())


def test_without_an_address_outside_no_post_is_taken(office: Workspace, clock: FakeClock) -> None:
    with serving(office, clock=clock) as running:
        assert post(running, X_Goog_Channel_ID="x") == 404
        assert running.hook == ""


def asked(
    running: Serving, method: str, path: str, body: str = "", cookie: str = ""
) -> tuple[int, str, str]:
    """Status, text and cookie of an answer to a browser."""
    where = urlsplit(running.url)
    connection = http.client.HTTPConnection("127.0.0.1", where.port or 0, timeout=20)
    headers = {"Origin": running.url[:-1], "Cookie": cookie,
               "Content-Type": "application/x-www-form-urlencoded"}  # fmt: skip
    connection.request(method, path, body=body, headers=headers)
    answer = connection.getresponse()
    text = answer.read().decode()
    connection.close()
    return answer.status, text, (answer.headers["Set-Cookie"] or "").partition(";")[0]


@pytest.mark.proves("X16")
def test_the_link_that_is_printed_opens_the_pages_once(served: Serving) -> None:
    code = urlsplit(served.link).query
    assert asked(served, "GET", "/")[:2][0] == 303
    status, _, cookie = asked(served, "POST", "/enter", code)

    assert status == 303
    status, page, _ = asked(served, "GET", "/", cookie=cookie)
    assert (status, "Maria Lopez" in page) == (200, True)
    assert asked(served, "POST", "/enter", code)[0] == 403
    assert urlsplit(served.link).query != code


@pytest.mark.proves("X10")
def test_somebody_elses_eyes_can_be_borrowed(office: Workspace, clock: FakeClock) -> None:
    with serving(office, person="Maria Lopez", clock=clock) as running:
        _, _, cookie = asked(running, "POST", "/enter", urlsplit(running.link).query)

        assert asked(running, "GET", "/", cookie=cookie)[0] == 303
        assert asked(running, "GET", "/person?id=t1", cookie=cookie)[0] == 200
        assert asked(running, "GET", "/person?id=t6", cookie=cookie)[0] == 404
        assert asked(running, "GET", "/changes", cookie=cookie)[0] == 404


def test_a_port_that_is_taken_is_told_in_words(office: Workspace, served: Serving) -> None:
    port = urlsplit(served.url).port or 0
    with (
        pytest.raises(SettingsError, match=f"Port {port} cannot be used"),
        serving(office, port=port),
    ):
        pass
