"""What is asked and answered as JSON is as the OpenAPI file says, which is made from the table of routes."""

import json
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from tests.web.sample_site import HOST, Site, sample_today
from web.site.openapi import openapi
from web.site.routes import ROUTES

FILE = Path(__file__).parents[2] / "docs" / "openapi.json"
TODAY = sample_today()
DOCUMENT = openapi()
KEY = "clc/0/w3/visit/0"
GOOD: dict[str, dict[str, Any]] = {
    "/api/schedule": {"week": "2026-12-07"},
    "/api/push": {"name": "2026-12-07.changes.json", "digest": "0" * 64, "confirm_mail": 2},
    "/api/resolve": {"key": "k", "take": "calendar", "digest": "0" * 64},
    "/api/undo": {"run": "r-1a2b3c4d", "digest": "0" * 64},
    "/api/read": {},
    "/api/pin": {"activity": KEY},
    "/api/unpin": {"activity": KEY},
    "/api/drop": {"activity": KEY},
    "/api/want": {"activity": KEY},
    "/api/ways": {"activity": KEY},
    "/api/swap": {"activity": KEY, "other": "clc/1/w3/debrief/4"},
    "/api/move": {"activity": KEY, "when": "Tue 10:40"},
    "/api/accept": {"activity": KEY, "start": "2026-12-10T19:30:00Z"},
    "/api/never": {"teacher": "teacher-9", "when": "Mon P3", "answer": "never"},
    "/api/held": {"activity": KEY, "held": False, "reason": "fire drill"},
}
WORTH_NAMING = {"schedule", "explain", "alternatives", "move", "pin", "push", "resolve", "status"}


def schema_of(path: str, method: str, status: int) -> dict[str, Any] | None:
    """The schema the document promises for an answer; None where it promises no words."""
    promised = DOCUMENT["paths"][path][method.lower()]["responses"][str(status)]
    if "content" not in promised:
        return None
    return _resolved(promised["content"]["application/json"]["schema"])


def _resolved(schema: dict[str, Any]) -> dict[str, Any]:
    return {**schema, "components": DOCUMENT["components"]}


def kept(path: str, method: str, answer: Any) -> None:
    """The answer is one the document promises."""
    schema = schema_of(path, method, answer.status_code)
    if schema is not None:
        assert answer.content_type == "application/json"
        Draft202012Validator(schema).validate(json.loads(answer.text))


class Caller:
    """A browser that is in and sends JSON."""

    def __init__(self) -> None:
        self.site = Site(today=TODAY)
        self.client: FlaskClient = self.site.inside()
        self._headers = {"Origin": HOST, "X-CSRF-Token": self.site.csrf(self.client)}

    def post(self, path: str, body: object) -> Any:
        return self.client.post(path, json=body, headers=self._headers)


@pytest.fixture(scope="module")
def caller() -> Caller:
    return Caller()


def test_every_route_that_takes_or_gives_json_is_in_the_file() -> None:
    app = Site(today=TODAY).app
    served = {rule.rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")}
    described = json.loads(FILE.read_text("utf-8"))["paths"].keys()

    assert described == served == {one.path for one in ROUTES if one.json}
    assert {f"/api/{name}" for name in WORTH_NAMING} <= described


def test_the_file_in_the_docs_is_the_one_the_table_makes() -> None:
    assert json.loads(FILE.read_text("utf-8")) == DOCUMENT


def test_every_schema_of_the_file_is_a_schema() -> None:
    for schema in DOCUMENT["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("path", GOOD)
def test_what_the_file_allows_is_taken_and_answered_as_promised(caller: Caller, path: str) -> None:
    operation = DOCUMENT["paths"][path]["post"]
    asks = _resolved(operation["requestBody"]["content"]["application/json"]["schema"])
    Draft202012Validator(asks).validate(GOOD[path])
    before = len(caller.site.asked.done)

    answer = caller.post(path, GOOD[path])

    assert answer.status_code == 200
    assert answer.json["schema_version"] == 1
    assert len(caller.site.asked.done) == before + 1
    kept(path, "post", answer)


ASKED = {"activity": KEY, "run": "r-1a2b3c4d", "key": "key-2", "take": "calendar"}


@pytest.mark.parametrize("path", ["explain", "alternatives", "changes", "status", "back", "settle"])
def test_what_is_told_is_told_as_promised(caller: Caller, path: str) -> None:
    answer = caller.client.get(f"/api/{path}", query_string=ASKED)

    assert answer.status_code == 200
    kept(f"/api/{path}", "get", answer)
    missing = Site(today=TODAY).outside().get(f"/api/{path}")
    assert missing.status_code == 401
    kept(f"/api/{path}", "get", missing)


WORDS = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["activity", "when", "week", "x"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(path=st.sampled_from(sorted(GOOD)), body=WORDS, mixed=st.booleans())
def test_whatever_is_sent_the_answer_is_one_that_is_promised(
    caller: Caller, path: str, body: Any, mixed: bool
) -> None:
    sent = {**GOOD[path], **body} if mixed and isinstance(body, dict) else body
    asks = DOCUMENT["paths"][path]["post"]["requestBody"]["content"]["application/json"]["schema"]
    before = len(caller.site.asked.done)

    answer = caller.post(path, sent)

    assert str(answer.status_code) in DOCUMENT["paths"][path]["post"]["responses"]
    kept(path, "post", answer)
    if not Draft202012Validator(_resolved(asks)).is_valid(sent):
        assert answer.status_code == 400
        assert len(caller.site.asked.done) == before
