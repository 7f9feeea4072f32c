"""The watch over all traffic finds what Google's documents do not know, and lets the rest pass."""

from dataclasses import replace
from typing import Any

import pytest

from local_google.wire import Exchange
from tests.local_google.district import COACH, TEACHER, District, guests, lesson
from tests.local_google.traffic import Traffic, checked

EVENTS = "/calendar/v3/calendars/primary/events"


@pytest.mark.proves("GS-3")
def test_ordinary_traffic_passes(district: District, coach: Any) -> None:
    with checked(district.running) as traffic:
        event = (
            coach.events()
            .insert(calendarId="primary", body=lesson(attendees=guests(TEACHER)))
            .execute()
        )
        coach.events().patch(
            calendarId="primary", eventId=event["id"], body={"summary": None}
        ).execute()
        coach.events().list(calendarId="primary", fields="items/id").execute()
        coach.events().delete(calendarId="primary", eventId=event["id"]).execute()
        coach.events().get(calendarId="primary", eventId=event["id"]).execute()
        assert district.raw("GET", f"{EVENTS}/nothing").status_code == 404
        book = district.client(COACH, service="sheets").spreadsheets()
        book.create(body={"properties": {"title": "Tracker"}}).execute()

    assert traffic.exchanges == 7
    assert "sheets.spreadsheets.create" in traffic.methods


@pytest.mark.proves("GS-3")
@pytest.mark.parametrize(
    ("verb", "path", "body", "fault"),
    [
        ("GET", f"{EVENTS}?color=5", None, "request: ?color is unknown"),
        ("GET", f"{EVENTS}?maxResults=some", None, "request: ?maxResults=some is wrong"),
        ("GET", f"{EVENTS}?orderBy=title", None, "request: ?orderBy=title is wrong"),
        ("GET", f"{EVENTS}?q=a&q=b", None, "request: ?q is repeated"),
        ("GET", f"{EVENTS}?singleEvents=True", None, "request: ?singleEvents=True is wrong"),
        ("POST", EVENTS, lesson(title="x"), "request: /title is unknown"),
        (
            "POST",
            EVENTS,
            lesson(attendees=[{"mail": "x"}]),
            "request: /attendees/*/mail is unknown",
        ),
        ("POST", EVENTS, lesson(summary=5), "request: /summary is no string"),
        ("POST", EVENTS, lesson(attendees={}), "request: /attendees is no array"),
        ("POST", EVENTS, lesson(sequence=True), "request: /sequence is no integer"),
        ("POST", EVENTS, lesson(reminders=[]), "request: /reminders is no object"),
    ],
)
def test_a_request_google_does_not_document_is_told(
    district: District, verb: str, path: str, body: Any, fault: str
) -> None:
    with pytest.raises(AssertionError, match="differs"), checked(district.running) as traffic:
        district.raw(verb, path, json=body)

    assert any(line.endswith(fault) for line in traffic.faults)


@pytest.mark.proves("GS-3")
def test_an_answer_google_would_not_give_is_told(district: District, coach: Any) -> None:
    made = coach.events().insert(calendarId="primary", body=lesson()).execute()

    def bent(**change: Any) -> list[str]:
        traffic = Traffic()

        def tap(exchange: Exchange) -> None:
            assert isinstance(exchange.body, dict)
            traffic.see(replace(exchange, body=exchange.body | change))

        district.running.app.tap = tap
        coach.events().patch(calendarId="primary", eventId=made["id"], body={}).execute()
        return [line.partition("answer: ")[2] for line in traffic.faults]

    assert bent() == []
    assert bent(extra=1) == ["/extra is unknown"]
    assert bent(etag=None) == ["/etag is no string"]
    assert bent(start={"dateTime": 5}) == ["/start/dateTime is no string"]
    with checked(district.running) as traffic:
        coach.events().list(calendarId="primary").execute()
    assert traffic.exchanges == 1


def test_the_watch_ends_with_its_block(district: District, coach: Any) -> None:
    with checked(district.running) as traffic:
        pass
    coach.colors().get().execute()

    assert traffic.exchanges == 0
