"""Answers of a server that is slow, confused or hostile: bounded time, bounded size, nothing believed."""

import gzip
from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from scheduler.errors import Interrupted, RemoteError
from sync.calendars.calendar_api import CalendarApi
from sync.wire.answers import Unanswered
from sync.wire.retries import Kind
from tests.sync.calendar_wire import COACHING, EVENT, VISIT, query
from tests.sync.wire import (
    Drop,
    FakeClock,
    Raw,
    Say,
    Trickle,
    Wire,
    call,
    refuse,
    running,
    transport,
)

LONG = b"x" * 2_000
SLOW_ANSWERS = {
    "header": b"HTTP/1.1 200 OK\r\nX-Slow: " + LONG + b"\r\nContent-Length: 2\r\n\r\n{}",
    "status": b"HTTP/1.1 200 " + LONG + b"\r\nContent-Length: 2\r\n\r\n{}",
    "body": b'HTTP/1.1 200 OK\r\nContent-Length: 2002\r\n\r\n"' + LONG + b'"',
    "chunks": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\n \r\n" * 400,
}


@pytest.mark.proves("N13", "F-71")
@pytest.mark.parametrize("part", SLOW_ANSWERS)
def test_no_part_of_an_answer_may_trickle_for_ever(wire: Wire, part: str) -> None:
    wire.script = [Trickle(SLOW_ANSWERS[part])]
    clock = FakeClock(tick=1.0)  # a second a look: the sixty of a call are over after sixty bytes

    with pytest.raises(Unanswered, match="no answer in time"):
        transport(wire, clock).call(call(wire, Kind.NON_IDEMPOTENT))

    assert clock.now < 1000 + 2 * 60


@pytest.mark.proves("N13")
def test_a_slow_answer_that_ends_in_time_is_read(wire: Wire) -> None:
    wire.script = [Trickle(b'HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{"n": 1}')]

    answer = transport(wire, FakeClock(tick=0.1)).call(call(wire, Kind.NON_IDEMPOTENT))

    assert answer.json() == {"n": 1}


@pytest.mark.proves("N13", "N14")
def test_a_sign_in_service_that_trickles_is_left_too(wire: Wire) -> None:
    wire.script = [refuse(401, "authError")]
    wire.sign_in = [Trickle(SLOW_ANSWERS["header"])]

    with pytest.raises(Interrupted, match="no answer in time"):
        transport(wire, FakeClock(share=0.0, tick=1.0)).call(call(wire, Kind.READ, method="GET"))

    assert 1 < len(wire.sign_ins) < 10


@pytest.mark.proves("N12")
def test_an_answer_longer_than_it_says_does_not_spill_into_the_next(wire: Wire) -> None:
    long = b'HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 8\r\n\r\n{"n": 1}'
    wire.script = [
        Raw(long + b'HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n{"n": 9}'),
        Say(200, {"n": 2}),
    ]
    to = transport(wire)

    answers = [to.call(call(wire, Kind.READ, method="GET")).json() for _ in range(2)]

    assert answers == [{"n": 1}, {"n": 2}]


@pytest.mark.proves("N12")
@pytest.mark.parametrize("packings", [2, 6])
def test_a_bomb_packed_several_times_is_dropped(wire: Wire, packings: int) -> None:
    bomb = b" " * 3_000_000
    for _ in range(packings):
        bomb = gzip.compress(bomb)
    packed = ", ".join(["gzip"] * packings)
    wire.script = [Say(200, bomb, {"Content-Type": "application/json", "Content-Encoding": packed})]

    with pytest.raises((RemoteError, Interrupted)):
        transport(wire).call(call(wire, Kind.READ, method="GET"))


@pytest.mark.proves("N12")
def test_a_flood_of_headers_is_no_answer(wire: Wire) -> None:
    flood = b"".join(b"X-%d: y\r\n" % n for n in range(500))
    wire.script = [Raw(b"HTTP/1.1 200 OK\r\n" + flood + b"Content-Length: 2\r\n\r\n{}")]

    with pytest.raises(Unanswered):
        transport(wire).call(call(wire, Kind.NON_IDEMPOTENT))


@pytest.mark.proves("N19", "X7")
@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_no_kind_of_redirect_is_followed(wire: Wire, status: int) -> None:
    with running() as elsewhere:
        wire.script = [Say(status, None, {"Location": f"{elsewhere.url}/calendar/v3/x"})]

        with pytest.raises(RemoteError):
            transport(wire).call(call(wire, Kind.NON_IDEMPOTENT))

        assert elsewhere.heard == []
    assert len(wire.heard) == 1


class TestValuesThatAreOdd:
    @pytest.mark.proves("X7", "X21")
    def test_no_address_in_an_event_is_ever_fetched(self, wire: Wire) -> None:
        with running() as elsewhere:
            link = f"{elsewhere.url}/x"
            baited = EVENT | {
                "htmlLink": link,
                "hangoutLink": link,
                "source": {"title": "x", "url": link},
                "attachments": [{"fileUrl": link, "iconLink": link}],
                "conferenceData": {"entryPoints": [{"uri": link}]},
                "selfLink": link,
            }
            wire.script = [Say(200, {"items": [baited], "nextLink": link, "nextSyncToken": link})]
            api = CalendarApi(transport(wire))

            page = api.list_events(COACHING)
            wire.script = [Say(200, baited)]
            api.get_event(COACHING, VISIT)

            assert elsewhere.heard == []
        assert page.next_sync_token == link
        assert len(wire.heard) == 2

    @pytest.mark.proves("X21")
    @pytest.mark.parametrize(
        "token",
        [
            "http://127.0.0.1:1/steal",
            "../../../token",
            "a&calendarId=x&pageToken=y",
            "\r\nX: y",
            "é\u202e",
        ],
    )
    def test_a_page_token_is_sent_back_as_it_came_and_means_nothing(
        self, wire: Wire, token: str
    ) -> None:
        wire.script = [Say(200, {"items": [], "nextPageToken": token}), Say(200, {"items": []})]

        CalendarApi(transport(wire)).list_events(COACHING)

        first, second = wire.heard
        assert first.path.partition("?")[0] == second.path.partition("?")[0]
        assert query(second)["pageToken"] == [token]
        assert query(second).keys() - query(first).keys() == {"pageToken"}
        assert "x" not in second.headers

    @pytest.mark.proves("X21")
    @pytest.mark.parametrize("token", ["t" * 5_000, 7, ["a"], {"a": 1}, True])
    def test_a_page_token_that_is_no_token_ends_the_list_with_nothing_concluded(
        self, wire: Wire, token: object
    ) -> None:
        wire.script = [Say(200, {"items": [EVENT], "nextPageToken": token})]

        with pytest.raises(RemoteError, match="nothing was concluded"):
            CalendarApi(transport(wire)).list_events(COACHING)

        assert len(wire.heard) == 1

    @pytest.mark.proves("X21")
    @pytest.mark.parametrize(
        "body", [[], "text", 7, {"items": {}}, {"items": ["x"]}, {"items": None}]
    )
    def test_an_answer_of_another_shape_is_refused_and_not_taken_for_an_empty_list(
        self, wire: Wire, body: object
    ) -> None:
        wire.script = [Say(200, body)]

        with pytest.raises(RemoteError):
            CalendarApi(transport(wire)).list_events(COACHING)


class TestAClockThatIsWrong:
    @pytest.mark.proves("P10")
    @pytest.mark.parametrize("days", [-1, 1])
    def test_a_wait_given_as_a_date_is_the_servers_however_wrong_our_clock_is(
        self, wire: Wire, days: int
    ) -> None:
        clock = FakeClock(share=0.0)
        wire.script = [
            refuse(
                429,
                "rateLimitExceeded",
                Date="Mon, 01 Feb 2027 10:00:00 GMT",
                Retry_After="Mon, 01 Feb 2027 10:02:00 GMT",
            ),
            Say(200, {}),
        ]

        with time_machine.travel(datetime(2027, 2, 1, 10, tzinfo=UTC) + timedelta(days=days)):
            transport(wire, clock).call(call(wire, Kind.READ, method="GET"))

        assert clock.slept == [120.0]

    @pytest.mark.proves("P10", "N14")
    @pytest.mark.parametrize("days", [-1, 1])
    def test_a_clock_that_jumps_a_day_costs_one_fresh_token_at_most(
        self, wire: Wire, days: int
    ) -> None:
        to = transport(wire)
        noon = datetime(2027, 2, 1, 12, tzinfo=UTC)
        with time_machine.travel(noon, tick=False) as wall:
            to.call(call(wire, Kind.READ, method="GET"))
            wall.move_to(noon + timedelta(days=days))
            for _ in range(5):
                to.call(call(wire, Kind.READ, method="GET"))

        assert len(wire.heard) == 6
        assert len(wire.sign_ins) <= 1

    @pytest.mark.proves("P10")
    def test_a_token_our_clock_thinks_good_is_renewed_when_the_server_says_it_is_not(
        self, wire: Wire
    ) -> None:
        to = transport(wire)
        noon = datetime(2027, 2, 1, 12, tzinfo=UTC)
        with time_machine.travel(noon, tick=False) as wall:
            wire.script = [refuse(401, "authError"), Say(200, {})]
            to.call(call(wire, Kind.READ, method="GET"))
            wall.move_to(noon - timedelta(days=1))
            wire.script = [refuse(401, "authError"), Say(200, {})]
            to.call(call(wire, Kind.READ, method="GET"))

        assert len(wire.sign_ins) == 2


@pytest.mark.proves("N2", "N10")
def test_a_lost_connection_is_not_mended_behind_our_back(wire: Wire) -> None:
    to = transport(wire)
    wire.script = [Say(200, {}), Drop()]
    to.call(call(wire, Kind.READ, method="GET"))

    with pytest.raises(Unanswered):
        to.call(call(wire, Kind.NON_IDEMPOTENT))

    assert wire.methods() == ["GET", "POST"]
