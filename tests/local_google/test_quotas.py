"""Limits on calls in a minute slide with the server's clock."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import requests

from local_google.quotas import Quotas
from local_google.server import serve
from local_google.services import open_store
from tests.local_google.district import COACH, START, TEACHER, District, guests, lesson

EVENTS = "/calendar/v3/calendars/primary/events"


@pytest.mark.proves("GS-33", "N6")
def test_a_minute_s_calls_are_counted_for_each_user_in_a_sliding_window() -> None:
    store = open_store(seed="tests")
    with serve(store, quotas=Quotas({"calendar": 3})) as running:
        district = District(running, now=START)
        store.set_clock(lambda: district.now)

        def statuses(email: str, count: int) -> list[int]:
            return [district.raw("GET", EVENTS, email).status_code for _ in range(count)]

        assert statuses(COACH, 2) == [200, 200]
        district.later(timedelta(seconds=30))
        assert statuses(COACH, 2) == [200, 403]
        assert statuses(TEACHER, 3) == [200, 200, 200]
        district.later(timedelta(seconds=30))
        assert statuses(COACH, 3) == [200, 200, 403]
        refused = district.raw("GET", EVENTS, COACH).json()["error"]["errors"][0]
        other = district.raw("GET", f"{EVENTS}?quotaUser=someone", COACH)

    assert (refused["domain"], refused["reason"]) == ("usageLimits", "userRateLimitExceeded")
    assert other.status_code == 200
    store.close()


@contextmanager
def limited(**limits: Any) -> Iterator[District]:
    """A district whose server knows only these limits."""
    store = open_store(seed="tests")
    quotas = Quotas(limits.pop("per_user", {}), **({"per_project": {}} | limits))
    with serve(store, quotas=quotas) as running:
        district = District(running, now=START)
        store.set_clock(lambda: district.now)
        district.token(TEACHER)
        yield district
    store.close()


def reason(answer: requests.Response) -> tuple[int, str]:
    return answer.status_code, answer.json()["error"]["errors"][0]["reason"]


@pytest.mark.proves("GS-33", "N6")
def test_all_users_of_a_project_share_its_minute() -> None:
    with limited(per_project={"calendar": 3}) as district:
        for email in (COACH, TEACHER, COACH):
            assert district.raw("GET", EVENTS, email).status_code == 200

        assert reason(district.raw("GET", EVENTS, TEACHER)) == (403, "rateLimitExceeded")
        district.later(timedelta(minutes=1))
        assert district.raw("GET", EVENTS, TEACHER).status_code == 200


@pytest.mark.proves("GS-33", "N6")
def test_the_limit_may_be_told_with_429() -> None:
    with limited(per_user={"calendar": 1}, status=429) as district:
        district.raw("GET", EVENTS)

        assert reason(district.raw("GET", EVENTS)) == (429, "rateLimitExceeded")


@pytest.mark.proves("GS-33")
def test_quick_writes_to_one_calendar_are_limited_and_reads_are_not() -> None:
    with limited(calendar_writes=(2, 1.0)) as district:

        def write(email: str = COACH) -> int:
            return district.raw("POST", EVENTS, email, json=lesson()).status_code

        assert [write() for _ in range(3)] == [200, 200, 403]
        assert write(TEACHER) == 200
        assert district.raw("GET", EVENTS).status_code == 200
        district.later(timedelta(seconds=1))
        assert write() == 200


@pytest.mark.proves("GS-33", "GE-13")
def test_too_many_guests_from_outside_end_writing_for_hours() -> None:
    with limited(external_guests=3) as district:

        def invite(*emails: str) -> requests.Response:
            body = lesson(attendees=guests(*emails))
            return district.raw("POST", f"{EVENTS}?sendUpdates=none", json=body)

        made = invite("a@x.org", "b@x.org", TEACHER).json()["id"]
        again = lesson(attendees=guests("a@x.org", "b@x.org", "c@x.org"))
        assert district.raw("PATCH", f"{EVENTS}/{made}", json=again).status_code == 200

        assert reason(invite("d@x.org")) == (403, "quotaExceeded")
        assert reason(invite()) == (403, "quotaExceeded")
        assert district.raw("GET", EVENTS).status_code == 200
        assert district.raw("POST", EVENTS, TEACHER, json=lesson()).status_code == 200
        district.later(timedelta(hours=6))
        district.tokens.clear()
        assert invite().status_code == 200
        assert reason(invite("d@x.org")) == (403, "quotaExceeded")


@pytest.mark.proves("GS-33")
def test_sheets_count_reads_and_writes_apart() -> None:
    with limited(per_user={"sheets": 2}) as district:
        book = district.client(COACH, service="sheets").spreadsheets()
        made = book.create(body={}).execute()["spreadsheetId"]
        path = f"/v4/spreadsheets/{made}"
        reads = [district.raw("GET", path).status_code for _ in range(3)]
        write = {"requests": [{"addSheet": {"properties": {"title": "More"}}}]}
        writes = [
            district.raw("POST", f"{path}:batchUpdate", json=write).status_code for _ in range(2)
        ]

        assert reads == [200, 200, 429]
        assert writes == [200, 429]
