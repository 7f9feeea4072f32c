"""Importing a copy of an event that lives elsewhere."""

from typing import Any

import pytest

from local_google import calendar_tables
from tests.local_google.district import TEACHER, District, answers, guests, lesson
from tests.local_google.test_event_identity import refused

UID = "visit-7@elsewhere.example"
ELSEWHERE = "office@elsewhere.example"


def importing(client: Any, **more: Any) -> Any:
    body = lesson(iCalUID=UID, organizer={"email": ELSEWHERE}, attendees=guests(TEACHER), **more)
    return client.events().import_(calendarId="primary", body=body)


@pytest.mark.proves("GS-29")
def test_an_import_keeps_its_uid_and_organizer_and_tells_nobody(
    district: District, coach: Any
) -> None:
    event = importing(coach, sequence=3).execute()

    assert (event["iCalUID"], event["sequence"]) == (UID, 3)
    assert event["organizer"] == {"email": ELSEWHERE}
    assert event["id"] != UID
    assert answers(event) == {TEACHER: "needsAction"}
    assert district.mails() == []
    teacher = district.client(TEACHER)
    assert teacher.events().list(calendarId="primary", iCalUID=UID).execute()["items"] == []
    found = coach.events().list(calendarId="primary", iCalUID=UID).execute()["items"]
    assert [entry["id"] for entry in found] == [event["id"]]


@pytest.mark.proves("GS-29")
def test_an_import_without_a_uid_is_refused(coach: Any) -> None:
    body = lesson(id="bell0")

    assert refused(coach.events().import_(calendarId="primary", body=body)) == (400, "required")


@pytest.mark.proves("GS-29")
def test_a_known_uid_is_refused_or_replaced_by_a_switch(district: District, coach: Any) -> None:
    first = importing(coach).execute()
    assert refused(importing(coach, summary="Again")) == (409, "duplicate")

    calendar_tables.set_switch(district.running.store, "import_of_known_uid", "replace")
    second = importing(coach, summary="Again").execute()

    assert (second["id"], second["summary"]) == (first["id"], "Again")
    assert len(coach.events().list(calendarId="primary").execute()["items"]) == 1


@pytest.mark.proves("GS-29")
def test_an_imported_absence_becomes_an_ordinary_event(coach: Any) -> None:
    event = importing(
        coach, eventType="outOfOffice", outOfOfficeProperties={"autoDeclineMode": "declineNone"}
    ).execute()

    assert event["eventType"] == "default"
    assert "outOfOfficeProperties" not in event
