"""Trouble on demand: each rule strikes where and as often as it says."""

import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import pytest
import requests

from local_google.faults import Deed, Moment, Rule, refuse
from tests.local_google.district import COACH, TEACHER, District, guests, lesson

EVENTS = "/calendar/v3/calendars/primary/events"
INSERT = "calendar.events.insert"


def insert(district: District, name: str = "bell0") -> requests.Response:
    body = lesson(id=name, attendees=guests(TEACHER))
    return district.raw("POST", f"{EVENTS}?sendUpdates=all", json=body)


def stored(district: District) -> list[str]:
    answer = district.raw("GET", EVENTS).json()
    return [event["id"] for event in answer["items"]]


@pytest.mark.proves("GS-32")
@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (403, "userRateLimitExceeded"),
        (403, "rateLimitExceeded"),
        (403, "quotaExceeded"),
        (429, "rateLimitExceeded"),
        (500, "backendError"),
        (503, "backendError"),
    ],
)
def test_a_refusal_comes_in_google_s_envelope_and_changes_nothing(
    district: District, status: int, reason: str
) -> None:
    district.running.faults.add(refuse(INSERT, status, reason, retry_after_s=120))

    answer = insert(district)

    assert answer.status_code == status
    assert answer.json()["error"]["errors"][0]["reason"] == reason
    assert answer.headers["Retry-After"] == "120"
    assert stored(district) == []
    assert insert(district).status_code == 200


@pytest.mark.proves("GS-32")
def test_a_rule_strikes_from_the_nth_call_as_often_as_it_says(district: District) -> None:
    district.running.faults.add(refuse("calendar.events.*", 503, "backendError", nth=2, count=2))

    assert [insert(district, f"bell{n}").status_code for n in range(5)] == [200, 503, 503, 200, 200]


def test_a_rule_may_be_meant_for_one_user(district: District) -> None:
    district.running.faults.add(refuse("*", 503, "backendError", user=TEACHER, count=None))

    assert district.raw("GET", EVENTS, COACH).status_code == 200
    assert district.raw("GET", EVENTS, TEACHER).status_code == 503


@pytest.mark.proves("GS-32", "N1")
@pytest.mark.parametrize(
    ("moment", "kept"),
    [(Moment.ARRIVAL, []), (Moment.BEFORE_COMMIT, []), (Moment.AFTER_COMMIT, ["bell0"])],
)
def test_a_dropped_connection_leaves_what_was_committed(
    district: District, moment: Moment, kept: list[str]
) -> None:
    district.running.faults.add(Rule(method=INSERT, deed=Deed.DROP, at=moment))

    with pytest.raises(requests.ConnectionError):
        insert(district)

    assert stored(district) == kept
    assert district.mails() == [("invitation", TEACHER)] * len(kept)
    status = 200 if kept else 0
    assert (INSERT, status) in district.requests_logged()


@pytest.mark.proves("GS-32", "N5")
def test_an_error_after_the_commit_leaves_the_event(district: District) -> None:
    rule = refuse(INSERT, 503, "backendError", at=Moment.AFTER_COMMIT)
    district.running.faults.add(rule)

    assert insert(district).status_code == 503
    assert insert(district).status_code == 409
    assert stored(district) == ["bell0"]


@pytest.mark.proves("N11")
def test_a_hanging_server_lets_the_client_time_out(district: District) -> None:
    district.running.faults.add(Rule(method="*list", deed=Deed.HANG))
    headers = {"Authorization": f"Bearer {district.token(COACH)}"}

    with pytest.raises(requests.Timeout):
        requests.get(district.running.url + EVENTS, headers=headers, timeout=0.2)

    assert stored(district) == []


@pytest.mark.proves("N12")
def test_a_body_may_be_cut_short_or_be_no_json(district: District) -> None:
    faults = district.running.faults
    faults.add(Rule(method="*list", deed=Deed.TRUNCATE))
    with pytest.raises((requests.exceptions.ChunkedEncodingError, requests.ConnectionError)):
        district.raw("GET", EVENTS)
    faults.clear()
    faults.add(Rule(method="*list", deed=Deed.GARBAGE))

    answer = district.raw("GET", EVENTS)

    assert answer.status_code == 200
    assert answer.text.startswith("<!DOCTYPE html>")


@pytest.mark.proves("N16")
def test_a_list_may_claim_that_nothing_is_there(district: District) -> None:
    insert(district)
    district.running.faults.add(Rule(method="*list", deed=Deed.NOTHING_LISTED))

    assert stored(district) == []
    assert stored(district) == ["bell0"]


@pytest.mark.proves("GS-22", "N18")
def test_a_sync_token_may_be_declared_expired(district: District) -> None:
    token = district.raw("GET", EVENTS).json()["nextSyncToken"]
    district.running.faults.add(Rule(method="*list", deed=Deed.EXPIRE_SYNC_TOKEN))

    assert district.raw("GET", f"{EVENTS}?syncToken={token}").status_code == 410
    assert district.raw("GET", f"{EVENTS}?syncToken={token}").status_code == 200


def test_a_slow_answer_waits_on_the_clock_it_was_given(district: District) -> None:
    waited: list[float] = []
    district.running.faults._sleep = waited.append
    district.running.faults.add(Rule(method="*list", deed=Deed.WAIT, seconds=30))

    assert stored(district) == []
    assert waited == [30]


def test_the_token_endpoint_can_be_struck_too(district: District) -> None:
    district.running.faults.add(refuse("oauth.token", 503, "internal_failure"))
    form = {"grant_type": "refresh_token", "refresh_token": "x"}

    answer = requests.post(f"{district.running.url}/token", data=form, timeout=5)

    assert (answer.status_code, answer.json()["error"]) == (503, "internal_failure")


CLIENT = textwrap.dedent(
    """
    import sys
    import requests
    url, token = sys.argv[1:]
    print("asking", flush=True)
    body = {"id": "bell0", "summary": "Observation",
            "start": {"dateTime": "2027-02-03T09:00:00Z"},
            "end": {"dateTime": "2027-02-03T10:00:00Z"},
            "attendees": [{"email": "omar@north.example"}]}
    requests.post(url, json=body, headers={"Authorization": "Bearer " + token}, timeout=10)
    print("answered", flush=True)
    sys.stdin.readline()
    """
)


@pytest.mark.proves("P1")
@pytest.mark.parametrize(
    "moment", [Moment.ARRIVAL, Moment.BEFORE_COMMIT, Moment.AFTER_COMMIT, Moment.AFTER_ANSWER]
)
def test_the_server_kills_the_client_at_the_moment_it_draws(
    district: District, moment: Moment, tmp_path: Path
) -> None:
    script = tmp_path / "client.py"
    script.write_text(CLIENT, encoding="utf-8")
    url = f"{district.running.url}{EVENTS}?sendUpdates=all"
    command = [sys.executable, str(script), url, district.token(COACH)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as client:
        rule = Rule(method=INSERT, deed=Deed.SIGNAL, at=moment, pid=client.pid)
        district.running.faults.add(rule)
        said, _ = client.communicate(timeout=20) if moment is not Moment.AFTER_ANSWER else ("", "")
        assert client.wait(timeout=20) == -9

    assert moment is Moment.AFTER_ANSWER or "answered" not in said
    assert stored(district) == ["bell0"]
    assert district.mails() == [("invitation", TEACHER)]


def test_a_rule_may_call_back(district: District) -> None:
    called: list[Any] = []
    rule = Rule(method=INSERT, deed=Deed.CALL, at=Moment.AFTER_COMMIT, call=called.append)
    district.running.faults.add(rule)

    insert(district)

    assert called == [INSERT]
