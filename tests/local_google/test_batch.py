"""Batches of Google's client library are carried out call by call."""

from typing import Any

import pytest
from googleapiclient.discovery import build_from_document
from googleapiclient.errors import HttpError

from local_google.faults import refuse
from tests.local_google.discovery_schema import document
from tests.local_google.district import COACH, District, RequestsHttp, lesson

BATCH = "/batch/calendar/v3"


def together(district: District, client: Any, *requests: Any) -> list[Any]:
    """What each request of one batch is answered: a body, or status and reason."""
    found: dict[int, Any] = {}

    def note(name: str, answer: Any, error: HttpError | None) -> None:
        refusal = error and (error.resp.status, error.error_details[0]["reason"])
        found[int(name)] = refusal or answer

    batch = client.new_batch_http_request(callback=note)
    for number, request in enumerate(requests):
        batch.add(request, request_id=str(number))
    batch.execute(http=RequestsHttp(district.token(COACH)))
    return [found[number] for number in range(len(requests))]


@pytest.fixture
def client(district: District) -> Any:
    """A client whose batches go to the local server: only the document's root was changed."""
    text = {**document("calendar"), "rootUrl": f"{district.running.url}/"}
    return build_from_document(text, http=RequestsHttp(district.token(COACH)))


@pytest.mark.proves("GS-30", "GS-2", "GS-1")
def test_the_stock_client_s_batch_is_answered_part_by_part(district: District, client: Any) -> None:
    events = client.events()

    first, again, listed, missing = together(
        district,
        client,
        events.insert(calendarId="primary", body=lesson(id="bell0", summary="Ä \u2603")),
        events.insert(calendarId="primary", body=lesson(id="bell0")),
        events.list(calendarId="primary", maxResults=5),
        events.get(calendarId="primary", eventId="bell1"),
    )

    assert first["summary"] == "Ä \u2603"
    assert again == (409, "duplicate")
    assert [event["id"] for event in listed["items"]] == ["bell0"]
    assert missing == (404, "notFound")
    assert [method for method, _ in district.requests_logged()] == [
        "calendar.events.insert",
        "calendar.events.insert",
        "calendar.events.list",
        "calendar.events.get",
    ]


@pytest.mark.proves("GS-30", "GS-11")
def test_if_match_counts_inside_a_batch_too(district: District, client: Any) -> None:
    events = client.events()
    made = events.insert(calendarId="primary", body=lesson(id="bell0")).execute()
    stale = events.patch(calendarId="primary", eventId="bell0", body={"summary": "A"})
    stale.headers["If-Match"] = '"1"'
    fresh = events.patch(calendarId="primary", eventId="bell0", body={"summary": "B"})
    fresh.headers["If-Match"] = made["etag"]

    refused, changed = together(district, client, stale, fresh)

    assert refused == (412, "conditionNotMet")
    assert changed["summary"] == "B"


@pytest.mark.proves("GS-30", "GS-32")
def test_trouble_strikes_one_call_of_a_batch(district: District, client: Any) -> None:
    district.running.faults.add(refuse("*", 403, "rateLimitExceeded", nth=2))
    events = client.events()
    requests = [
        events.insert(calendarId="primary", body=lesson(id=f"bell{number}")) for number in range(3)
    ]

    answers = together(district, client, *requests)

    assert answers[1] == (403, "rateLimitExceeded")
    assert [answers[number]["id"] for number in (0, 2)] == ["bell0", "bell2"]


def raw(district: District, *paths: str) -> Any:
    parts = [
        f"--x\r\nContent-Type: application/http\r\nContent-ID: <a + {n}>\r\n\r\nGET {path}\r\n\r\n"
        for n, path in enumerate(paths)
    ]
    headers = {"Content-Type": "multipart/mixed; boundary=x"}
    return district.raw("POST", BATCH, data="".join(parts) + "--x--", headers=headers)


@pytest.mark.proves("GS-30")
def test_a_batch_holds_a_thousand_calls_and_no_more(district: District) -> None:
    path = "/calendar/v3/colors"

    assert raw(district, *[path] * 1001).status_code == 400
    assert raw(district, *[path] * 1000).text.count("HTTP/1.1 200") == 1000


@pytest.mark.proves("GS-30")
def test_a_batch_is_of_one_service_and_names_the_part_it_answers(district: District) -> None:
    answer = raw(district, "/drive/v3/files", "/calendar/v3/colors").text

    assert answer.index("<response-a + 0>") < answer.index("HTTP/1.1 404")
    assert answer.index("<response-a + 1>") < answer.index("HTTP/1.1 200")


@pytest.mark.parametrize(
    "kind", ["application/json", "multipart/mixed", "multipart/mixed; boundary=other"]
)
def test_what_is_no_batch_is_refused(district: District, kind: str) -> None:
    answer = district.raw("POST", BATCH, data="--x\r\n\r\n--x--", headers={"Content-Type": kind})

    assert answer.status_code == 400
