"""Ids, etags and tombstones of events."""

import re
from datetime import timedelta
from typing import Any

import pytest
from googleapiclient.errors import HttpError

from local_google.calendar_tables import set_switch
from tests.local_google.district import COACH, TEACHER, District, answers, guests, lesson


def refused(request: Any) -> tuple[int, str]:
    """Status and reason of a call that must fail."""
    with pytest.raises(HttpError) as caught:
        request.execute()
    return caught.value.resp.status, caught.value.error_details[0]["reason"]


@pytest.mark.proves("GS-7")
@pytest.mark.parametrize("legal", ["bell0", "a" * 1024, "0123456789abcdefghijklmnopqrstuv"])
def test_a_legal_id_is_kept(coach: Any, legal: str) -> None:
    event = coach.events().insert(calendarId="primary", body=lesson(id=legal)).execute()

    assert event["id"] == legal
    assert event["iCalUID"] == f"{legal}@google.com"


@pytest.mark.proves("GS-7")
@pytest.mark.parametrize("illegal", ["abcd", "a" * 1025, "bell_1", "bell-1", "bellw", "BELL0", ""])
def test_an_illegal_id_is_refused(coach: Any, illegal: str) -> None:
    request = coach.events().insert(calendarId="primary", body=lesson(id=illegal))

    assert refused(request) == (400, "invalid")


@pytest.mark.proves("GS-8")
def test_an_id_in_use_is_refused_also_after_its_event_was_deleted(coach: Any) -> None:
    insert = coach.events().insert(calendarId="primary", body=lesson(id="bell0"))
    insert.execute()

    assert refused(insert) == (409, "duplicate")
    coach.events().delete(calendarId="primary", eventId="bell0").execute()
    assert refused(insert) == (409, "duplicate")


@pytest.mark.proves("GS-8", "C6")
def test_a_collision_may_slip_through_for_a_while(district: District, coach: Any) -> None:
    set_switch(district.running.store, "collisions_unnoticed_s", "5")

    def put(title: str) -> Any:
        body = lesson(id="bell0", summary=title, attendees=guests(TEACHER))
        return coach.events().insert(calendarId="primary", body=body, sendUpdates="all")

    put("First").execute()
    district.later(timedelta(seconds=4))
    put("Second").execute()
    district.later(timedelta(seconds=2))

    assert refused(put("Third")) == (409, "duplicate")
    found = coach.events().list(calendarId="primary").execute()["items"]
    assert [event["summary"] for event in found] == ["Second"]
    assert district.mails() == [("invitation", TEACHER)] * 2


def test_the_same_id_may_be_used_on_two_calendars(coach: Any) -> None:
    other = coach.calendars().insert(body={"summary": "Second"}).execute()["id"]
    coach.events().insert(calendarId="primary", body=lesson(id="bell0")).execute()

    event = coach.events().insert(calendarId=other, body=lesson(id="bell0")).execute()

    assert event["id"] == "bell0"


@pytest.mark.proves("GS-9")
def test_without_an_id_the_server_makes_one_of_26_letters(coach: Any) -> None:
    event = coach.events().insert(calendarId="primary", body=lesson()).execute()

    assert re.fullmatch("[a-v0-9]{26}", event["id"])
    assert event["iCalUID"] == event["id"] + "@google.com"


def test_an_ical_uid_of_the_caller_is_kept_and_unique(coach: Any) -> None:
    insert = coach.events().insert(calendarId="primary", body=lesson(iCalUID="visit@bell"))

    event = insert.execute()

    assert event["iCalUID"] == "visit@bell"
    assert refused(insert) == (409, "duplicate")
    found = coach.events().list(calendarId="primary", iCalUID="visit@bell").execute()["items"]
    assert [entry["id"] for entry in found] == [event["id"]]


@pytest.mark.proves("GS-10")
def test_an_etag_is_twice_the_microseconds_of_updated_and_updated_only_grows(
    coach: Any, district: District
) -> None:
    seen = [
        coach.events().insert(calendarId="primary", body=lesson(id=f"bell{n}")).execute()
        for n in range(3)
    ]

    for event in seen:
        ms = int(event["etag"].strip('"')) // 2000
        assert event["updated"].endswith(f".{ms % 1000:03}Z")
    assert sorted(e["updated"] for e in seen) == [e["updated"] for e in seen]
    assert len({e["updated"] for e in seen}) == 3
    assert district.running.store.now().isoformat() == "2027-02-01T12:00:00+00:00"


@pytest.mark.proves("GS-10")
def test_reminders_alone_do_not_move_the_etag_but_a_title_does(coach: Any) -> None:
    event = coach.events().insert(calendarId="primary", body=lesson(id="bell0")).execute()
    patch = coach.events().patch

    reminded = patch(
        calendarId="primary", eventId="bell0", body={"reminders": {"useDefault": False}}
    ).execute()
    renamed = patch(calendarId="primary", eventId="bell0", body={"summary": "New"}).execute()

    assert reminded["reminders"] == {"useDefault": False}
    assert reminded["etag"] == event["etag"]
    assert renamed["etag"] > event["etag"]


@pytest.mark.proves("GS-11")
@pytest.mark.parametrize("verb", ["PATCH", "PUT", "DELETE"])
def test_a_stale_if_match_is_refused_and_changes_nothing(
    district: District, coach: Any, verb: str
) -> None:
    event = coach.events().insert(calendarId="primary", body=lesson(id="bell0")).execute()
    coach.events().patch(calendarId="primary", eventId="bell0", body={"summary": "B"}).execute()
    path = "/calendar/v3/calendars/primary/events/bell0"

    answer = district.raw(verb, path, json=lesson(summary="C"), headers={"If-Match": event["etag"]})

    assert answer.status_code == 412
    assert answer.json() == {
        "error": {
            "errors": [
                {
                    "domain": "global",
                    "reason": "conditionNotMet",
                    "message": "Precondition Failed",
                    "locationType": "header",
                    "location": "If-Match",
                }
            ],
            "code": 412,
            "message": "Precondition Failed",
        }
    }
    now = coach.events().get(calendarId="primary", eventId="bell0").execute()
    assert (now["summary"], now["status"]) == ("B", "confirmed")


@pytest.mark.proves("GS-11")
def test_a_current_if_match_passes_through_the_client_library(coach: Any) -> None:
    event = coach.events().insert(calendarId="primary", body=lesson(id="bell0")).execute()
    request = coach.events().patch(calendarId="primary", eventId="bell0", body={"summary": "B"})
    request.headers["If-Match"] = event["etag"]

    assert request.execute()["summary"] == "B"
    assert refused(request) == (412, "conditionNotMet")


@pytest.mark.proves("GS-11")
def test_an_unchanged_event_is_not_sent_again(district: District, coach: Any) -> None:
    event = coach.events().insert(calendarId="primary", body=lesson(id="bell0")).execute()
    path = "/calendar/v3/calendars/primary/events/bell0"

    same = district.raw("GET", path, headers={"If-None-Match": event["etag"]})
    other = district.raw("GET", path, headers={"If-None-Match": '"1"'})

    assert (same.status_code, same.content) == (304, b"")
    assert other.status_code == 200


@pytest.mark.proves("GS-20")
def test_a_deleted_event_stays_as_a_tombstone(coach: Any) -> None:
    coach.events().insert(calendarId="primary", body=lesson(id="bell0")).execute()
    delete = coach.events().delete(calendarId="primary", eventId="bell0")

    assert delete.execute() == ""

    gone = coach.events().get(calendarId="primary", eventId="bell0").execute()
    assert (gone["status"], gone["summary"]) == ("cancelled", "Observation")
    assert coach.events().list(calendarId="primary").execute()["items"] == []
    shown = coach.events().list(calendarId="primary", showDeleted=True).execute()["items"]
    assert [event["id"] for event in shown] == ["bell0"]
    assert refused(delete) == (410, "deleted")


def test_an_event_that_never_existed_is_not_found(coach: Any) -> None:
    for verb in ("get", "delete"):
        request = getattr(coach.events(), verb)(calendarId="primary", eventId="never0")
        assert refused(request) == (404, "notFound")


def test_a_deleted_event_cannot_be_changed_unless_the_server_is_told_so(
    coach: Any, district: District
) -> None:
    from local_google.calendar_tables import set_switch

    coach.events().insert(calendarId="primary", body=lesson(id="bell0")).execute()
    coach.events().delete(calendarId="primary", eventId="bell0").execute()
    revive = coach.events().patch(
        calendarId="primary", eventId="bell0", body={"status": "confirmed"}
    )

    assert refused(revive) == (403, "forbidden")
    set_switch(district.running.store, "revive_deleted", "yes")
    assert revive.execute()["status"] == "confirmed"


def test_a_patch_to_cancelled_deletes(coach: Any) -> None:
    coach.events().insert(calendarId="primary", body=lesson(id="bell0")).execute()

    coach.events().patch(
        calendarId="primary", eventId="bell0", body={"status": "cancelled"}
    ).execute()

    delete = coach.events().delete(calendarId="primary", eventId="bell0")
    assert refused(delete) == (410, "deleted")


@pytest.mark.proves("C6")
def test_a_guest_s_own_event_with_the_same_id_is_left_alone(district: District) -> None:
    from tests.local_google.district import TEACHER

    coach, teacher = district.client(COACH), district.client(TEACHER)
    teacher.events().insert(
        calendarId="primary", body=lesson(id="bell0", summary="Dentist")
    ).execute()

    event = (
        coach.events()
        .insert(calendarId="primary", body=lesson(id="bell0", attendees=guests(TEACHER)))
        .execute()
    )

    items = teacher.events().list(calendarId="primary").execute()["items"]
    assert {entry["summary"] for entry in items} == {"Dentist", "Observation"}
    assert len({entry["id"] for entry in items}) == 2
    assert answers(event) == {TEACHER: "needsAction"}
