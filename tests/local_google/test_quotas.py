"""Limits on calls in a minute slide with the server's clock."""

from datetime import timedelta

import pytest

from local_google.quotas import Quotas
from local_google.server import serve
from local_google.services import open_store
from tests.local_google.district import COACH, START, TEACHER, District

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

    assert (refused["domain"], refused["reason"]) == ("usageLimits", "rateLimitExceeded")
    assert other.status_code == 200
    store.close()
