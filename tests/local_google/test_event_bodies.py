"""What may stand in an event, and how updates are laid over it."""

from typing import Any

import pytest

from tests.local_google.district import NEW_YORK, OTHER, TEACHER, District, answers, lesson
from tests.local_google.test_event_identity import refused


def insert(client: Any, **more: Any) -> Any:
    body = lesson(id="bell0") | more
    return client.events().insert(calendarId="primary", body=body).execute()


def patch(client: Any, **body: Any) -> Any:
    return client.events().patch(calendarId="primary", eventId="bell0", body=body).execute()


@pytest.mark.proves("GS-12")
def test_a_patch_merges_objects_and_null_removes(coach: Any) -> None:
    insert(
        coach,
        description="Old",
        location="Room 1",
        extendedProperties={"private": {"a": "1", "b": "2"}, "shared": {"c": "3"}},
    )

    event = patch(
        coach,
        description=None,
        extendedProperties={"private": {"a": None, "d": "4"}},
    )

    assert "description" not in event
    assert event["location"] == "Room 1"
    assert event["extendedProperties"] == {"private": {"b": "2", "d": "4"}, "shared": {"c": "3"}}


@pytest.mark.proves("GS-12", "C8")
def test_a_patch_replaces_the_guest_list_whole(coach: Any) -> None:
    insert(
        coach,
        attendees=[{"email": TEACHER, "responseStatus": "accepted"}, {"email": OTHER}],
    )

    event = patch(coach, attendees=[{"email": OTHER}])

    assert answers(event) == {OTHER: "needsAction"}


@pytest.mark.proves("GS-15")
def test_a_guest_sent_again_without_an_answer_is_asked_again(coach: Any) -> None:
    event = insert(coach, attendees=[{"email": TEACHER, "responseStatus": "accepted"}])
    assert answers(event) == {TEACHER: "accepted"}

    event = patch(coach, attendees=[{"email": TEACHER}])

    assert answers(event) == {TEACHER: "needsAction"}


@pytest.mark.proves("GS-12")
def test_an_update_drops_what_is_not_sent(coach: Any) -> None:
    insert(coach, description="Old", extendedProperties={"private": {"a": "1"}}, colorId="3")

    event = (
        coach.events()
        .update(calendarId="primary", eventId="bell0", body=lesson(summary="New"))
        .execute()
    )

    assert event["summary"] == "New"
    assert not {"description", "extendedProperties", "colorId"} & set(event)
    assert event["creator"]["email"] == event["organizer"]["email"]


@pytest.mark.proves("GS-13")
def test_long_property_keys_are_dropped_and_long_values_cut(coach: Any) -> None:
    event = insert(
        coach, extendedProperties={"private": {"k" * 45: "x", "k" * 44: "y", "v": "z" * 1025}}
    )

    assert event["extendedProperties"] == {"private": {"k" * 44: "y", "v": "z" * 1024}}


@pytest.mark.proves("GS-13")
def test_more_than_300_properties_are_refused(coach: Any) -> None:
    many = {f"k{n}": "x" for n in range(200)}
    body = lesson(extendedProperties={"private": many, "shared": {f"s{n}": "" for n in range(101)}})

    assert refused(coach.events().insert(calendarId="primary", body=body)) == (400, "invalid")


def test_defaults_are_left_out_of_answers(coach: Any) -> None:
    event = insert(
        coach, transparency="opaque", visibility="default", guestsCanModify=False, colorId=None
    )

    assert not {"transparency", "visibility", "guestsCanModify", "colorId"} & set(event)
    assert event["reminders"] == {"useDefault": True}
    assert event["eventType"] == "default"
    assert event["sequence"] == 0


@pytest.mark.proves("GS-25")
def test_times_come_back_in_the_calendar_s_zone_or_the_one_asked_for(coach: Any) -> None:
    event = insert(coach)
    assert event["start"] == {"dateTime": "2027-02-03T09:00:00-05:00", "timeZone": NEW_YORK}

    asked = (
        coach.events().get(calendarId="primary", eventId="bell0", timeZone="Asia/Tokyo").execute()
    )

    assert asked["start"] == {"dateTime": "2027-02-03T23:00:00+09:00", "timeZone": NEW_YORK}


@pytest.mark.proves("GS-25", "T2")
def test_the_offset_follows_summer_time(coach: Any) -> None:
    before = insert(coach)
    after = patch(
        coach,
        start={"dateTime": "2027-03-15T09:00:00"},
        end={"dateTime": "2027-03-15T09:45:00"},
    )

    assert before["start"]["dateTime"].endswith("09:00:00-05:00")
    assert after["start"]["dateTime"] == "2027-03-15T09:00:00-04:00"


@pytest.mark.proves("GS-25")
def test_an_all_day_event_keeps_its_dates_and_becomes_timed_only_when_the_date_is_removed(
    coach: Any,
) -> None:
    day = {"start": {"date": "2027-02-03"}, "end": {"date": "2027-02-04"}}
    event = insert(coach, **day)
    assert (event["start"], event["end"]) == (day["start"], day["end"])
    timed = {"dateTime": "2027-02-03T09:00:00-05:00"}
    both = coach.events().patch(
        calendarId="primary", eventId="bell0", body={"start": timed, "end": timed}
    )
    assert refused(both) == (400, "invalid")

    moved = patch(
        coach,
        start={**timed, "date": None},
        end={"dateTime": "2027-02-03T10:00:00-05:00", "date": None},
    )

    assert moved["start"] == {"dateTime": "2027-02-03T09:00:00-05:00", "timeZone": NEW_YORK}


@pytest.mark.proves("GS-23")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"end": {"dateTime": "2027-02-03T09:00:00-05:00"}}, "timeRangeEmpty"),
        ({"end": {"dateTime": "2027-02-03T08:00:00-05:00"}}, "timeRangeEmpty"),
        ({"start": {"dateTime": "2027-02-03T09:00:00"}}, "required"),
        ({"start": {"dateTime": "tomorrow"}}, "invalid"),
        ({"start": {"dateTime": "0001-01-01T00:00:00-05:00"}}, "invalid"),
        ({"end": {"dateTime": "9999-12-31T23:59:59-05:00"}}, "invalid"),
        ({"start": {"date": "2027-02-30"}}, "invalid"),
        ({"start": {"date": "2027-02-03"}}, "invalid"),
        ({"start": {"dateTime": "2027-02-03T09:00:00", "timeZone": "Mars/Base"}}, "invalid"),
        ({"end": None}, "required"),
        ({"start": None}, "required"),
        ({"summary": 7}, "invalid"),
        ({"colorId": "12"}, "invalid"),
        ({"transparency": "glass"}, "invalid"),
        ({"attendees": [{"email": "nobody"}]}, "invalid"),
        ({"attendees": [{"displayName": "Nobody"}]}, "invalid"),
        ({"attendees": [{"email": TEACHER, "responseStatus": "maybe"}]}, "invalid"),
        ({"reminders": {"overrides": [{"method": "popup", "minutes": 40321}]}}, "invalid"),
        ({"reminders": {"overrides": [{"method": "popup", "minutes": 1}] * 6}}, "invalid"),
    ],
)
def test_a_body_google_would_refuse_is_refused(
    coach: Any, change: dict[str, Any], reason: str
) -> None:
    request = coach.events().insert(calendarId="primary", body=lesson() | change)

    assert refused(request) == (400, reason)


@pytest.mark.proves("GS-27")
def test_out_of_office_is_timed_and_a_working_location_transparent(coach: Any) -> None:
    day = {"start": {"date": "2027-02-03"}, "end": {"date": "2027-02-04"}}
    request = coach.events().insert(
        calendarId="primary", body=lesson() | day | {"eventType": "outOfOffice"}
    )
    assert refused(request) == (400, "invalid")
    away = insert(coach, eventType="outOfOffice")
    home = (
        coach.events()
        .insert(
            calendarId="primary",
            body=day
            | {
                "eventType": "workingLocation",
                "transparency": "transparent",
                "visibility": "public",
                "workingLocationProperties": {"type": "homeOffice", "homeOffice": {}},
            },
        )
        .execute()
    )

    listed = coach.events().list(calendarId="primary", eventTypes=["outOfOffice"]).execute()

    assert [event["id"] for event in listed["items"]] == [away["id"]]
    assert home["eventType"] == "workingLocation"


def test_the_sequence_grows_when_time_or_place_changes_only(coach: Any) -> None:
    insert(coach)

    renamed = patch(coach, summary="New")
    moved = patch(coach, end={"dateTime": "2027-02-03T10:00:00-05:00"})
    placed = patch(coach, location="Room 2")

    assert [e["sequence"] for e in (renamed, moved, placed)] == [0, 1, 2]
    lower = coach.events().patch(calendarId="primary", eventId="bell0", body={"sequence": 1})
    assert refused(lower) == (400, "invalid")


def test_an_unreadable_body_is_a_parse_error(district: District) -> None:
    path = "/calendar/v3/calendars/primary/events"

    broken = district.raw("POST", path, data=b"{", headers={"Content-Type": "application/json"})
    empty = district.raw("POST", path)

    assert broken.json()["error"]["errors"][0]["reason"] == "parseError"
    assert empty.json()["error"]["errors"][0]["reason"] == "required"
