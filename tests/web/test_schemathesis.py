"""Schemathesis makes requests from the OpenAPI file, good ones and bad ones, and judges each answer by it."""

from collections import Counter
from functools import cache
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, seed, settings
from schemathesis import Case, GenerationMode
from schemathesis.specs.openapi.checks import ignored_auth

from tests.web.sample_site import HOST, Site, sample_today
from tests.web.test_openapi import ASKED
from web.site.openapi import openapi

pytestmark = pytest.mark.slow  # some hundred requests
SITE = Site(today=sample_today())
TIMES = 8
SLOW = (HealthCheck.filter_too_much, HealthCheck.too_slow)
REAL = {**ASKED, "teacher": "teacher-9", "other": "clc/1/w3/debrief/4"}
"""What is there to be asked about: of words made by chance there is nothing."""


@cache
def operations() -> dict[str, Any]:
    """Of each path what can be asked, with the site behind it.

    Signing in is not made by chance: who is let in has tests of its own.
    """
    schema = schemathesis.openapi.from_dict(openapi())
    schema.app = SITE.app
    schema.config.generation.update(with_security_parameters=False)
    found: list[Any] = list(schema.get_all_operations())
    return {one.ok().path: one.ok() for one in found}


GOOD, BAD = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
MADE = [(path, GOOD) for path in sorted(openapi()["paths"])] + [
    (path, BAD)
    for path, methods in sorted(openapi()["paths"].items())
    if any("requestBody" in one or "parameters" in one for one in methods.values())
]
"""What takes no words cannot be asked wrongly."""


@pytest.mark.parametrize(("path", "mode"), MADE, ids=lambda one: str(getattr(one, "value", one)))
def test_whatever_is_made_from_the_file_is_answered_as_the_file_says(
    path: str, mode: GenerationMode
) -> None:
    client = SITE.inside()
    cookie = client.get_cookie("visit")
    assert cookie is not None
    headers = {"Origin": HOST, "X-CSRF-Token": SITE.csrf(client)}
    answered: Counter[int] = Counter()
    done = len(SITE.asked.done)

    @seed(1)
    @settings(max_examples=TIMES, deadline=None, database=None, suppress_health_check=SLOW)
    @given(case=operations()[path].as_strategy(generation_mode=mode))
    def tried(case: Case[Any]) -> None:
        if mode is GOOD:
            for part in (case.query, case.body):
                if isinstance(part, dict):
                    part.update({name: REAL[name] for name in part if name in REAL})
        answer = case.call(headers=headers, cookies={"visit": cookie.value}, base_url=HOST)
        answered[answer.status_code] += 1
        case.validate_response(answer, excluded_checks=[ignored_auth])

    tried()
    if mode is GOOD:
        assert answered.keys() == {200}
    else:
        assert sum(answered.values()) >= TIMES
        assert len(SITE.asked.done) == done
