"""Rooms and people away answer invitations by themselves."""

from typing import Any

import pytest

from local_google import admin
from local_google.calendar_tables import set_switch
from tests.local_google.district import (
    COACH,
    NEW_YORK,
    OTHER,
    TEACHER,
    District,
    answers,
    guests,
    lesson,
)
from tests.local_google.test_event_identity import refused

ROOM = "library@north.example"
ALL, NEW = "declineAllConflictingInvitations", "declineOnlyNewConflictingInvitations"


@pytest.fixture(autouse=True)
def room(district: District) -> None:
    admin.add_room(district.running.store, ROOM, name="Library", time_zone=NEW_YORK)


def invite(client: Any, *emails: str, start: str = "09:00", **more: Any) -> dict[str, Any]:
    body = lesson(f"2027-02-03T{start}:00", attendees=guests(*emails), **more)
    made: dict[str, Any] = (
        client.events().insert(calendarId="primary", body=body, sendUpdates="all").execute()
    )
    return made


def now(client: Any, event: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = client.events().get(calendarId="primary", eventId=event["id"]).execute()
    return found


def change(client: Any, event: dict[str, Any], **body: Any) -> dict[str, Any]:
    found: dict[str, Any] = (
        client.events().patch(calendarId="primary", eventId=event["id"], body=body).execute()
    )
    return found


def away(client: Any, mode: str, kind: str = "outOfOffice", **more: Any) -> dict[str, Any]:
    body = lesson(
        "2027-02-03T08:00:00",
        minutes=120,
        eventType=kind,
        **{f"{kind}Properties": {"autoDeclineMode": mode, "declineMessage": "I am away"}},
        **more,
    )
    made: dict[str, Any] = client.events().insert(calendarId="primary", body=body).execute()
    return made


@pytest.mark.proves("GS-16", "GS-26")
def test_a_free_room_accepts_and_is_busy_from_then_on(district: District, coach: Any) -> None:
    event = invite(coach, ROOM, TEACHER)

    assert event["attendees"][0] == {
        "email": ROOM,
        "resource": True,
        "responseStatus": "accepted",
    }
    assert answers(event)[TEACHER] == "needsAction"
    assert district.mails() == [("invitation", TEACHER)]
    query = {
        "timeMin": "2027-02-03T00:00:00Z",
        "timeMax": "2027-02-04T00:00:00Z",
        "items": [{"id": ROOM}],
    }
    busy = coach.freebusy().query(body=query).execute()["calendars"][ROOM]["busy"]
    assert busy == [{"start": "2027-02-03T14:00:00Z", "end": "2027-02-03T14:45:00Z"}]


@pytest.mark.proves("GS-16")
def test_a_room_that_is_taken_declines_and_accepts_another_time(
    district: District, coach: Any
) -> None:
    invite(district.client(OTHER), ROOM)
    event = invite(coach, ROOM, start="09:30")
    assert answers(event) == {ROOM: "declined"}

    later = lesson("2027-02-03T09:45:00")
    moved = change(coach, event, start=later["start"], end=later["end"])

    assert answers(moved) == {ROOM: "accepted"}


@pytest.mark.proves("GS-16")
def test_a_room_is_asked_again_after_a_move_even_where_people_are_not(
    district: District, coach: Any
) -> None:
    set_switch(district.running.store, "time_change_resets_answers", "no")
    event = invite(coach, ROOM)
    invite(district.client(OTHER), ROOM, start="10:00")

    taken = lesson("2027-02-03T10:15:00")
    moved = change(coach, event, start=taken["start"], end=taken["end"])

    assert (answers(event)[ROOM], answers(moved)[ROOM]) == ("accepted", "declined")


@pytest.mark.proves("GS-16")
def test_a_room_that_lost_its_event_is_free_again(district: District, coach: Any) -> None:
    first = invite(district.client(OTHER), ROOM)
    district.client(OTHER).events().delete(calendarId="primary", eventId=first["id"]).execute()

    assert answers(invite(coach, ROOM)) == {ROOM: "accepted"}


@pytest.mark.proves("GS-16", "GS-24")
def test_a_room_declines_a_series_that_meets_something_even_once(
    district: District, coach: Any
) -> None:
    invite(district.client(OTHER), ROOM)

    weekly = invite(coach, ROOM, recurrence=["RRULE:FREQ=DAILY;COUNT=5"])
    other = invite(coach, ROOM, start="09:45", recurrence=["RRULE:FREQ=DAILY;COUNT=5"])

    assert (answers(weekly)[ROOM], answers(other)[ROOM]) == ("declined", "accepted")


@pytest.mark.proves("GS-27")
@pytest.mark.parametrize("kind", ["outOfOffice", "focusTime"])
@pytest.mark.parametrize("mode", [ALL, NEW])
def test_an_invitation_into_an_absence_is_declined_with_its_message(
    district: District, coach: Any, mode: str, kind: str
) -> None:
    away(district.client(TEACHER), mode, kind)

    event = invite(coach, TEACHER, OTHER)

    assert event["attendees"][0] == {
        "email": TEACHER,
        "responseStatus": "declined",
        "comment": "I am away",
    }
    assert answers(event)[OTHER] == "needsAction"
    assert answers(now(district.client(TEACHER), event))[TEACHER] == "declined"
    assert answers(invite(coach, TEACHER, start="10:00")) == {TEACHER: "needsAction"}


@pytest.mark.proves("GS-27")
@pytest.mark.parametrize(
    ("mode", "answer"), [(ALL, "declined"), (NEW, "accepted"), ("declineNone", "accepted")]
)
def test_an_absence_that_comes_later_declines_what_stands_only_if_told_so(
    district: District, coach: Any, mode: str, answer: str
) -> None:
    event = invite(coach, TEACHER)
    teacher = district.client(TEACHER)
    change(teacher, event, attendees=[{"email": TEACHER, "responseStatus": "accepted"}])
    before = now(coach, event)["etag"]

    away(teacher, mode)

    found = now(coach, event)
    assert answers(found) == {TEACHER: answer}
    assert (found["etag"] == before) == (answer == "accepted")


@pytest.mark.proves("GS-27")
def test_an_absence_that_recurs_declines_where_it_stands(district: District, coach: Any) -> None:
    away(district.client(TEACHER), NEW, recurrence=["RRULE:FREQ=WEEKLY;COUNT=2"])
    body = lesson("2027-02-10T09:00:00", attendees=guests(TEACHER))
    between = lesson("2027-02-04T09:00:00", attendees=guests(TEACHER))

    made = [coach.events().insert(calendarId="primary", body=b).execute() for b in (body, between)]

    assert [answers(event)[TEACHER] for event in made] == ["declined", "needsAction"]


@pytest.mark.proves("GS-27")
def test_automatic_answers_may_come_later_than_the_invitation(
    district: District, coach: Any
) -> None:
    store = district.running.store
    set_switch(store, "automatic_answers", "later")
    away(district.client(TEACHER), NEW)
    event = invite(coach, TEACHER, ROOM)
    assert set(answers(event).values()) == {"needsAction"}

    district.later()
    admin.answer_automatically(store)

    found = now(coach, event)
    assert answers(found) == {TEACHER: "declined", ROOM: "accepted"}
    assert found["etag"] != event["etag"]
    admin.answer_automatically(store)
    assert now(coach, event)["etag"] == found["etag"]


@pytest.mark.proves("GS-27")
def test_a_list_may_ask_for_kinds_of_events(district: District) -> None:
    teacher = district.client(TEACHER)
    away(teacher, NEW)
    away(teacher, NEW, "focusTime")
    teacher.events().insert(calendarId="primary", body=lesson()).execute()
    teacher.events().insert(
        calendarId="primary",
        body=lesson(
            eventType="workingLocation",
            transparency="transparent",
            visibility="public",
            workingLocationProperties={"type": "homeOffice", "homeOffice": {}},
        ),
    ).execute()

    def kinds(*wanted: str) -> list[str]:
        found = teacher.events().list(calendarId="primary", eventTypes=list(wanted)).execute()
        return sorted(event["eventType"] for event in found["items"])

    assert kinds("default") == ["default"]
    assert kinds("outOfOffice", "focusTime") == ["focusTime", "outOfOffice"]
    assert kinds() == ["default", "focusTime", "outOfOffice", "workingLocation"]
    wrong = district.raw("GET", "/calendar/v3/calendars/primary/events?eventTypes=party")
    assert wrong.status_code == 400


@pytest.mark.proves("GS-27")
def test_an_absence_stands_on_a_primary_calendar_only_and_is_never_whole_day(coach: Any) -> None:
    calendar = coach.calendars().insert(body={"summary": "Coaching"}).execute()["id"]
    body = lesson(eventType="outOfOffice")
    days = {"start": {"date": "2027-02-03"}, "end": {"date": "2027-02-04"}}

    assert refused(coach.events().insert(calendarId=calendar, body=body))[0] == 400
    assert refused(coach.events().insert(calendarId="primary", body=body | days))[0] == 400
    event = invite(coach, COACH)
    retyped = coach.events().patch(
        calendarId="primary", eventId=event["id"], body={"eventType": "focusTime"}
    )
    assert refused(retyped) == (400, "eventTypeRestriction")
