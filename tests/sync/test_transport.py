"""One call over a real socket: sent once, read whole or not at all, signed, and never redirected."""

import gzip
import time
from pathlib import Path

import pytest
import requests

from scheduler.errors import Interrupted, RemoteError, SignInNeeded
from sync.wire.answers import Unanswered
from sync.wire.connection import Connection, Patience
from sync.wire.google_http import kind_of
from sync.wire.retries import Kind
from sync.wire.sessions import guarded
from tests.sync.wire import (
    IMPATIENT,
    Drop,
    FakeClock,
    Hang,
    Raw,
    Say,
    Wire,
    call,
    refuse,
    running,
    transport,
)

TEACHER = "maria.ortiz@oakhill.example"


@pytest.mark.proves("N1")
def test_a_post_whose_answer_is_lost_is_seen_once_by_the_server(wire: Wire) -> None:
    wire.script = [Drop()]

    with pytest.raises(Unanswered):
        transport(wire).call(call(wire, Kind.NON_IDEMPOTENT))

    assert wire.methods() == ["POST"]


@pytest.mark.proves("N1", "N2")
def test_an_insert_with_our_own_id_comes_back_as_a_duplicate_after_a_lost_answer(
    wire: Wire,
) -> None:
    wire.script = [Drop(), refuse(409, "duplicate")]

    with pytest.raises(RemoteError) as refusal:
        transport(wire).call(call(wire, Kind.INSERT_WITH_OWN_ID))

    assert (refusal.value.status, refusal.value.reason) == (409, "duplicate")
    assert wire.methods() == ["POST", "POST"]


def test_a_dropped_connection_of_the_pool_never_resends_a_post(wire: Wire) -> None:
    to = transport(wire)
    wire.script = [Say(200, {"n": 1}), Drop(), Say(200, {"n": 2})]
    to.call(call(wire, Kind.NON_IDEMPOTENT))

    with pytest.raises(Unanswered):
        to.call(call(wire, Kind.NON_IDEMPOTENT))

    assert len(wire.heard) == 2


@pytest.mark.proves("N3")
def test_a_change_whose_answer_is_lost_is_sent_again_under_the_same_condition(wire: Wire) -> None:
    wire.script = [Drop(), refuse(412, "conditionNotMet")]
    change = call(wire, Kind.CONDITIONAL_WRITE, method="PATCH", **{"If-Match": '"7"'})

    with pytest.raises(RemoteError) as refusal:
        transport(wire).call(change)

    assert refusal.value.status == 412
    assert [heard.headers["if-match"] for heard in wire.heard] == ['"7"', '"7"']


@pytest.mark.proves("N5")
@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_a_server_fault_after_the_deed_is_not_repeated_blindly(wire: Wire, status: int) -> None:
    wire.script = [Say(status, None)]

    with pytest.raises(Unanswered):
        transport(wire).call(call(wire, Kind.NON_IDEMPOTENT))

    assert len(wire.heard) == 1


@pytest.mark.proves("N5")
@pytest.mark.parametrize("status", [408, 500, 502, 503, 504])
def test_a_read_gets_over_a_server_fault(wire: Wire, status: int) -> None:
    wire.script = [Say(status, None), Say(200, {"summary": "PLC"})]

    answer = transport(wire).call(call(wire, Kind.READ, method="GET"))

    assert answer.json() == {"summary": "PLC"}


@pytest.mark.proves("N11")
def test_a_server_that_never_answers_is_left_after_the_read_time(wire: Wire) -> None:
    wire.script = [Hang()]
    began = time.monotonic()

    with pytest.raises(Unanswered, match="no answer in time"):
        transport(wire, patience=IMPATIENT).call(call(wire, Kind.NON_IDEMPOTENT))

    assert time.monotonic() - began < 8  # the server itself would hang on for ten seconds


@pytest.mark.proves("N11")
def test_the_waits_are_set_unless_someone_says_otherwise() -> None:
    patience = Patience()

    assert (patience.connect, patience.read) == (5.0, 30.0)
    assert patience.body_max == 10 * 1024 * 1024


@pytest.mark.proves("N13")
def test_a_trickle_ends_at_the_total_deadline_of_the_call(wire: Wire) -> None:
    wire.script = [Say(200, {"a": "x" * 50_000})]
    impatient = FakeClock(tick=40.0)

    with pytest.raises(Unanswered, match="no answer in time"):
        transport(wire, impatient).call(call(wire, Kind.NON_IDEMPOTENT))


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"


@pytest.mark.proves("N12")
@pytest.mark.parametrize(
    "broken",
    [
        HEAD + b'Content-Length: 500\r\n\r\n{"summary": "PL',
        HEAD + b'Transfer-Encoding: chunked\r\n\r\n20\r\n{"summary"',
        HEAD + b'Content-Length: 14\r\n\r\n{"summary": PL',
        HEAD + b"Content-Encoding: gzip\r\nContent-Length: 9\r\n\r\nnot gzip!",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 13\r\n\r\n<html></html>",
        b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 0\r\n\r\n",
        b"nonsense\r\n\r\n",
    ],
    ids=["cut", "cut chunk", "not JSON", "not gzip", "sign-in page", "empty", "not HTTP"],
)
def test_a_broken_answer_is_no_answer(wire: Wire, broken: bytes) -> None:
    wire.script = [Raw(broken), Say(200, {"summary": "PLC"})]
    assert transport(wire).call(call(wire, Kind.READ, method="GET")).json() == {"summary": "PLC"}

    wire.script = [Raw(broken)]
    with pytest.raises(Unanswered):
        transport(wire).call(call(wire, Kind.NON_IDEMPOTENT))

    assert wire.methods() == ["GET", "GET", "POST"]


@pytest.mark.proves("N12")
def test_a_small_packed_answer_that_unpacks_to_a_flood_is_dropped(wire: Wire) -> None:
    bomb = gzip.compress(b" " * 50_000_000)
    wire.script = [Say(200, bomb, {"Content-Type": "application/json", "Content-Encoding": "gzip"})]

    with pytest.raises(RemoteError, match="larger than 100000 bytes"):
        transport(wire).call(call(wire, Kind.READ, method="GET"))

    assert len(wire.heard) == 1


def test_a_packed_answer_of_normal_size_is_read(wire: Wire) -> None:
    packed = gzip.compress(b'{"summary": "PLC"}')
    wire.script = [
        Say(200, packed, {"Content-Type": "application/json", "Content-Encoding": "gzip"})
    ]

    answer = transport(wire).call(call(wire, Kind.READ, method="GET"))

    assert answer.json() == {"summary": "PLC"}


@pytest.mark.proves("N14")
def test_a_401_gets_one_fresh_token_and_goes_on(wire: Wire) -> None:
    wire.script = [refuse(401, "authError"), Say(200, {"ok": 1})]

    transport(wire).call(call(wire, Kind.NON_IDEMPOTENT))

    signatures = [heard.headers["authorization"] for heard in wire.heard]
    assert signatures == ["Bearer first", "Bearer fresh"]


@pytest.mark.proves("N14")
def test_a_second_401_asks_to_sign_in(wire: Wire) -> None:
    wire.script = [refuse(401, "authError", "Invalid Credentials")]

    with pytest.raises(SignInNeeded) as needed:
        transport(wire).call(call(wire, Kind.READ, method="GET"))

    assert "7 days" in needed.value.fix
    assert (len(wire.heard), len(wire.sign_ins)) == (2, 1)


@pytest.mark.proves("N14")
def test_a_revoked_sign_in_stops_at_once(wire: Wire) -> None:
    wire.script = [refuse(401, "authError")]
    wire.sign_in = [Say(400, {"error": "invalid_grant", "error_description": "revoked"})]
    clock = FakeClock()

    with pytest.raises(SignInNeeded, match="invalid_grant"):
        transport(wire, clock).call(call(wire, Kind.READ, method="GET"))

    assert (len(wire.heard), len(wire.sign_ins), clock.slept) == (1, 1, [])


@pytest.mark.proves("N14")
@pytest.mark.parametrize(
    "down",
    [Say(503, None), Say(429, None), Say(400, {"error": "server_error"}), Drop()],
    ids=["503", "429", "server_error", "drop"],
)
def test_a_sign_in_service_that_is_down_is_waited_for_by_us_alone(
    wire: Wire, down: Say | Drop, monkeypatch: pytest.MonkeyPatch
) -> None:
    wire.script = [refuse(401, "authError"), refuse(401, "authError"), Say(200, {})]
    wire.sign_in = [down, *wire.sign_in]
    clock = FakeClock()
    own_naps: list[float] = []
    monkeypatch.setattr("time.sleep", own_naps.append)  # google-auth's own loop would sleep here

    transport(wire, clock).call(call(wire, Kind.NON_IDEMPOTENT))

    assert len(wire.sign_ins) == 2
    assert clock.slept == [1.0]
    assert own_naps == []


@pytest.mark.proves("N19")
def test_a_redirect_takes_no_token_to_another_address(wire: Wire) -> None:
    with running() as elsewhere:
        wire.script = [Say(302, None, {"Location": f"{elsewhere.url}/calendar/v3/x"})]

        with pytest.raises(RemoteError) as refusal:
            transport(wire).call(call(wire, Kind.READ, method="GET"))

        assert elsewhere.heard == []
    assert refusal.value.status == 302


@pytest.mark.proves("N19", "X7")
def test_an_address_that_is_not_googles_is_not_spoken_to(wire: Wire) -> None:
    with running() as elsewhere:
        with pytest.raises(RemoteError, match="may speak to"):
            transport(wire).call(call(elsewhere, Kind.READ, method="GET"))

        assert elsewhere.heard == []


@pytest.mark.proves("N19")
def test_a_sign_in_never_travels_unencrypted_beyond_this_machine() -> None:
    with pytest.raises(ValueError, match="unencrypted"):
        Connection(calendar_root="http://www.googleapis.com/")


@pytest.mark.proves("N10")
def test_a_refused_connection_is_tried_again_and_then_reported_as_not_done(wire: Wire) -> None:
    to = transport(wire, FakeClock(share=0.0))
    wire.http.shutdown()
    wire.http.server_close()

    with pytest.raises(Interrupted) as stopped:
        to.call(call(wire, Kind.NON_IDEMPOTENT))

    assert not isinstance(stopped.value, Unanswered)
    assert stopped.value.exit_code == 7


@pytest.mark.proves("N9")
@pytest.mark.parametrize("reason", ["forbidden", "insufficientPermissions"])
def test_a_missing_right_is_reported_once(wire: Wire, reason: str) -> None:
    wire.script = [refuse(403, reason)]

    with pytest.raises(RemoteError) as refusal:
        transport(wire).call(call(wire, Kind.READ, method="GET"))

    assert refusal.value.reason == reason
    assert refusal.value.fix
    assert len(wire.heard) == 1


@pytest.mark.proves("N8")
def test_too_many_invitations_stop_the_run_for_hours(wire: Wire) -> None:
    wire.script = [refuse(403, "quotaExceeded", "Calendar usage limits exceeded.")]

    with pytest.raises(Interrupted, match="hours") as stopped:
        transport(wire).call(call(wire, Kind.INSERT_WITH_OWN_ID))

    assert stopped.value.exit_code == 7
    assert len(wire.heard) == 1


@pytest.mark.proves("X1")
@pytest.mark.parametrize(
    "deed",
    [
        Drop(),
        refuse(404, "notFound", f"No calendar {TEACHER} for Bearer ya29.secret-token"),
        Say(400, {"error": "invalid", "error_description": f"token=abc {TEACHER}"}),
    ],
)
def test_no_error_text_names_a_person_or_a_token(wire: Wire, deed: Drop | Say) -> None:
    wire.script = [deed]

    with pytest.raises((RemoteError, Interrupted)) as error:
        transport(wire).call(call(wire, Kind.NON_IDEMPOTENT, path=f"/calendars/{TEACHER}/events"))

    said = repr(_chain(error.value))
    assert TEACHER not in said
    assert "oakhill" not in said
    assert "ya29" not in said


def _chain(error: BaseException | None) -> list[str]:
    texts = []
    while error is not None:
        texts.append(f"{error!r} {error.__dict__}")
        error = error.__cause__ or error.__context__
    return texts


def test_a_netrc_file_does_not_replace_our_token(
    wire: Wire, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login a password b\n")
    netrc.chmod(0o600)
    monkeypatch.setenv("NETRC", str(netrc))
    session = guarded(requests.Session(), [f"{wire.url}/"], proxies=True)

    session.get(f"{wire.url}/x", headers={"Authorization": "Bearer ours"}, timeout=5)

    assert wire.heard[0].headers["authorization"] == "Bearer ours"


def test_a_cookie_is_never_sent_back(wire: Wire) -> None:
    to = transport(wire)
    wire.script = [Say(200, {}, {"Set-Cookie": "a=b"}), Say(200, {})]
    to.call(call(wire, Kind.READ, method="GET"))
    to.call(call(wire, Kind.READ, method="GET"))

    assert "cookie" not in wire.heard[1].headers


@pytest.mark.parametrize(
    ("method", "headers", "kind"),
    [
        ("GET", {}, Kind.READ),
        ("POST", {"X-HTTP-Method-Override": "GET"}, Kind.READ),
        ("PATCH", {"If-Match": '"1"'}, Kind.CONDITIONAL_WRITE),
        ("DELETE", {}, Kind.NON_IDEMPOTENT),
        ("POST", {}, Kind.NON_IDEMPOTENT),
    ],
)
def test_a_call_that_says_nothing_about_itself_is_thought_to_count_twice(
    method: str, headers: dict[str, str], kind: Kind
) -> None:
    assert kind_of(method, headers) is kind
