"""No text we show or log names a person or carries a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sync.wire.answers import Answer
from sync.wire.redact import redact

WORDS = st.text(alphabet="abcdefghijklmnopqrstuvwxyz", min_size=3, max_size=12)


@pytest.mark.proves("X1")
@given(name=WORDS, host=WORDS, at=st.sampled_from(["@", "%40"]), around=st.sampled_from('/ "<(:'))
def test_an_address_is_hidden_wherever_it_stands(
    name: str, host: str, at: str, around: str
) -> None:
    said = redact(
        f"Not Found: https://x/calendars{around}{name}q1.{name}{at}{host}z.example/events"
    )

    assert f"{name}q1" not in said
    assert f"{host}z.example" not in said


@pytest.mark.proves("X1")
@pytest.mark.parametrize(
    "text",
    [
        "Authorization: Bearer ya29.CANARY-x_y",
        "ya29.CANARY",
        "1//0CANARY-abc",
        "?access_token=CANARY&x=1",
        '{"refresh_token": "CANARY"}',
        "client_secret=CANARY",
        "code=CANARY&scope=x",
        "assertion=CANARY",
        "eyJhbGciOi.eyJpc3MiOi.CANARY",
        "Basic CANARY==",
    ],
)
def test_a_key_is_hidden_wherever_it_stands(text: str) -> None:
    assert "CANARY" not in redact(f"failed with {text} at once")


@pytest.mark.parametrize(
    "text", ["403 forbidden: Calendar usage limits exceeded", "Unable to parse range: 'Cohorts'"]
)
def test_an_ordinary_sentence_stays_as_it_is(text: str) -> None:
    assert redact(text) == text


def test_control_characters_cannot_forge_a_line() -> None:
    assert redact("a\r\nerror: b\x1b[31m") == "a  error: b [31m"


@pytest.mark.parametrize("asked", ["", "soon", "-5", "Mon, 99 Foo", "1.5", "٣x"])
def test_a_wait_nobody_can_read_is_no_wait(asked: str) -> None:
    assert Answer(503, {"retry-after": asked}, b"").retry_after == 0.0


@pytest.mark.parametrize(
    "body", [b"", b"[]", b'"x"', b"{}", b'{"error": 7}', b'{"error": {"errors": {}}}', b"\xff"]
)
def test_an_error_without_google_s_form_has_no_reason(body: bytes) -> None:
    answer = Answer(500, {}, body)

    assert (answer.reason, answer.message) == ("", "")


@pytest.mark.proves("X1")
@pytest.mark.parametrize(
    "text",
    [
        "GOCSPX-CANARY_a-b",
        "code 4/0AbCANARY-xyz",
        "Cookie: session=CANARY; other=CANARY",
        "'Set-Cookie': 'session=CANARY; Path=/'",
        "-----BEGIN PRIVATE KEY-----\nMIICANARY\nCANARY==\n-----END PRIVATE KEY-----",
        "-----BEGIN RSA PRIVATE KEY-----\nMIICANARY cut off",
        '{"private_key": "CANARY"}',
        '{"signedJwt": "CANARY"}',
        "X-Goog-Channel-Token: CANARY",
        "?refresh=1%2F%2F0CANARY-abc",
        "key=AIzaSyCANARY-0123456789abcdef",
    ],
)
def test_no_kind_of_key_gets_through(text: str) -> None:
    assert "CANARY" not in redact(f"failed with {text} at once")


def test_an_answer_is_read_once_however_often_it_is_asked_for() -> None:
    answer = Answer(200, {}, b'{"sheets": [{}]}')

    assert answer.json() is answer.json()
    assert Answer(204, {}, b"").json() is None
