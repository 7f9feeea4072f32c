"""freebusy.query: when calendars are taken, and when the answer is unknown."""

from typing import Any

import pytest

from local_google.calendar_tables import set_switch
from tests.local_google.district import COACH, OTHER, TEACHER, District, guests, lesson
from tests.local_google.test_event_identity import refused

DAY = {"timeMin": "2027-02-03T00:00:00Z", "timeMax": "2027-02-04T00:00:00Z"}


def put(client: Any, clock: str, minutes: int = 45, **more: Any) -> Any:
    body = lesson(f"2027-02-03T{clock}:00", minutes) | more
    return client.events().insert(calendarId="primary", body=body).execute()


def busy(client: Any, *emails: str, **more: Any) -> dict[str, Any]:
    body = DAY | {"items": [{"id": email} for email in emails]} | more
    found: dict[str, Any] = client.freebusy().query(body=body).execute()
    return found


def spans(client: Any, email: str = COACH, **more: Any) -> list[str]:
    entries = busy(client, email, **more)["calendars"][email]["busy"]
    return [f"{entry['start'][11:16]}-{entry['end'][11:16]}" for entry in entries]


@pytest.mark.proves("GS-26")
def test_busy_times_are_merged_and_clipped_to_the_window(coach: Any) -> None:
    put(coach, "09:00")
    put(coach, "09:30")
    put(coach, "10:15")
    put(coach, "11:30")
    put(coach, "18:30", 60)

    assert spans(coach) == ["14:00-16:00", "16:30-17:15", "23:30-00:00"]


@pytest.mark.proves("GS-26")
def test_transparent_declined_and_cancelled_events_are_free(district: District) -> None:
    coach, teacher = district.client(COACH), district.client(TEACHER)
    put(coach, "09:00", transparency="transparent")
    put(teacher, "10:00", id="bell1")
    teacher.events().delete(calendarId="primary", eventId="bell1").execute()
    put(coach, "11:00", id="bell2", attendees=guests(TEACHER))
    assert spans(teacher, TEACHER) == ["16:00-16:45"]

    entry = {"email": TEACHER, "responseStatus": "declined"}
    teacher.events().patch(
        calendarId="primary", eventId="bell2", body={"attendees": [entry]}
    ).execute()

    assert spans(teacher, TEACHER) == []
    assert spans(coach) == ["16:00-16:45"]


@pytest.mark.proves("GS-26")
def test_whether_an_unanswered_invitation_is_busy_is_a_switch(district: District) -> None:
    put(district.client(COACH), "09:00", attendees=guests(TEACHER))
    teacher = district.client(TEACHER)
    assert spans(teacher, TEACHER) == ["14:00-14:45"]

    set_switch(district.running.store, "unanswered_is_busy", "no")

    assert spans(teacher, TEACHER) == []


@pytest.mark.proves("GS-26")
def test_a_calendar_that_is_unknown_or_not_shared_is_an_error_never_free(
    district: District,
) -> None:
    secret = district.client(OTHER).calendars().insert(body={"summary": "S"}).execute()["id"]

    found = busy(district.client(COACH), COACH, "nobody@north.example", secret)["calendars"]

    error = {"errors": [{"domain": "global", "reason": "notFound"}], "busy": []}
    assert found == {COACH: {"busy": []}, "nobody@north.example": error, secret: error}


def test_colleagues_of_a_domain_see_busy_times_and_strangers_do_not(district: District) -> None:
    stranger = district.client("someone@elsewhere.example")

    assert "errors" not in busy(district.client(TEACHER), COACH)["calendars"][COACH]
    assert busy(stranger, COACH)["calendars"][COACH]["errors"][0]["reason"] == "notFound"


def test_an_all_day_event_is_busy_from_midnight_of_its_calendar(coach: Any) -> None:
    put(coach, "09:00", start={"date": "2027-02-03"}, end={"date": "2027-02-04"})

    assert spans(coach) == ["05:00-00:00"]
    assert spans(coach, timeZone="America/New_York") == ["00:00-19:00"]


def test_out_of_office_is_busy_and_a_working_location_is_not(coach: Any) -> None:
    put(coach, "09:00", eventType="outOfOffice")
    put(
        coach,
        "12:00",
        eventType="workingLocation",
        transparency="transparent",
        visibility="public",
        workingLocationProperties={"type": "homeOffice", "homeOffice": {}},
    )

    assert spans(coach) == ["14:00-14:45"]


@pytest.mark.proves("GS-26")
@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"items": [{"id": f"t{n}@x.org"} for n in range(51)]}, "tooManyCalendarsRequested"),
        ({"timeMax": "2027-06-03T00:00:00Z"}, "timeRangeTooLong"),
        ({"timeMax": "2027-02-03T00:00:00Z"}, "timeRangeEmpty"),
        ({"timeMin": "2027-02-03T00:00:00"}, "badRequest"),
        ({"timeMin": None}, "required"),
    ],
)
def test_a_query_that_asks_too_much_is_refused(
    coach: Any, change: dict[str, Any], reason: str
) -> None:
    body = DAY | {"items": [{"id": COACH}]} | change

    assert refused(coach.freebusy().query(body=body)) == (400, reason)
