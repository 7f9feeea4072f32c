"""Each answer has the shape that Google documents for its method."""

from collections.abc import Callable
from typing import Any

import pytest

from local_google import calendar_v3
from tests.local_google.discovery_schema import answer_schema, check_answer, faults
from tests.local_google.district import COACH, OTHER, TEACHER, District, guests, lesson

FULL: dict[str, Any] = {
    "description": "Bring the seating plan",
    "location": "Room 12",
    "colorId": "5",
    "visibility": "private",
    "transparency": "transparent",
    "guestsCanModify": True,
    "guestsCanInviteOthers": False,
    "guestsCanSeeOtherGuests": False,
    "extendedProperties": {"private": {"key": "a"}, "shared": {"cycle": "b"}},
    "reminders": {"useDefault": False, "overrides": [{"method": "popup", "minutes": 5}]},
    "source": {"title": "Cycle", "url": "https://example.org/cycle"},
}


def setting_up(c: Any) -> tuple[str, dict[str, Any]]:
    calendar = c.calendars().insert(body={"summary": "Coaching"}).execute()["id"]
    body = lesson(attendees=guests(TEACHER, OTHER), **FULL)
    return calendar, c.events().insert(calendarId=calendar, body=body).execute()


def with_rule(c: Any, calendar: str) -> str:
    body = {"role": "reader", "scope": {"type": "user", "value": TEACHER}}
    rule: str = c.acl().insert(calendarId=calendar, body=body).execute()["id"]
    return rule


def weekly(c: Any, calendar: str) -> str:
    body = lesson(recurrence=["RRULE:FREQ=WEEKLY;COUNT=3"])
    series: str = c.events().insert(calendarId=calendar, body=body).execute()["id"]
    return series


CHANNEL = {"id": "channel-1", "type": "web_hook", "address": "http://127.0.0.1:9/hook"}


def watched(c: Any, calendar: str) -> dict[str, str]:
    channel = c.events().watch(calendarId=calendar, body=CHANNEL).execute()
    return {"id": channel["id"], "resourceId": channel["resourceId"]}


CALLS: dict[str, Callable[[Any, str, dict[str, Any]], Any]] = {
    "calendar.acl.delete": lambda c, cal, e: c.acl().delete(
        calendarId=cal, ruleId=with_rule(c, cal)
    ),
    "calendar.acl.get": lambda c, cal, e: c.acl().get(calendarId=cal, ruleId=f"user:{COACH}"),
    "calendar.acl.insert": lambda c, cal, e: c.acl().insert(
        calendarId=cal, body={"role": "reader", "scope": {"type": "default"}}
    ),
    "calendar.acl.list": lambda c, cal, e: c.acl().list(calendarId=cal),
    "calendar.acl.patch": lambda c, cal, e: c.acl().patch(
        calendarId=cal, ruleId=with_rule(c, cal), body={"role": "writer"}
    ),
    "calendar.acl.update": lambda c, cal, e: c.acl().update(
        calendarId=cal,
        ruleId=with_rule(c, cal),
        body={"role": "writer", "scope": {"type": "user", "value": TEACHER}},
    ),
    "calendar.calendarList.delete": lambda c, cal, e: c.calendarList().delete(calendarId=cal),
    "calendar.calendarList.get": lambda c, cal, e: c.calendarList().get(calendarId="primary"),
    "calendar.calendarList.insert": lambda c, cal, e: c.calendarList().insert(body={"id": TEACHER}),
    "calendar.calendarList.list": lambda c, cal, e: c.calendarList().list(),
    "calendar.calendarList.patch": lambda c, cal, e: c.calendarList().patch(
        calendarId=cal, body={"summaryOverride": "Mine", "hidden": True}
    ),
    "calendar.calendarList.update": lambda c, cal, e: c.calendarList().update(
        calendarId=cal, body={"selected": False}
    ),
    "calendar.calendars.delete": lambda c, cal, e: c.calendars().delete(calendarId=cal),
    "calendar.calendars.get": lambda c, cal, e: c.calendars().get(calendarId=cal),
    "calendar.calendars.insert": lambda c, cal, e: c.calendars().insert(
        body={"summary": "Second", "description": "x", "location": "y", "timeZone": "Asia/Tokyo"}
    ),
    "calendar.calendars.patch": lambda c, cal, e: c.calendars().patch(
        calendarId=cal, body={"description": "New"}
    ),
    "calendar.calendars.update": lambda c, cal, e: c.calendars().update(
        calendarId=cal, body={"summary": "New"}
    ),
    "calendar.channels.stop": lambda c, cal, e: c.channels().stop(body=watched(c, cal)),
    "calendar.colors.get": lambda c, cal, e: c.colors().get(),
    "calendar.events.delete": lambda c, cal, e: c.events().delete(calendarId=cal, eventId=e["id"]),
    "calendar.events.get": lambda c, cal, e: c.events().get(calendarId=cal, eventId=e["id"]),
    "calendar.events.import": lambda c, cal, e: c.events().import_(
        calendarId=cal,
        body=lesson(iCalUID="x@elsewhere.example", organizer={"email": "a@elsewhere.example"}),
    ),
    "calendar.events.insert": lambda c, cal, e: c.events().insert(calendarId=cal, body=lesson()),
    "calendar.events.instances": lambda c, cal, e: c.events().instances(
        calendarId=cal, eventId=weekly(c, cal), maxResults=2
    ),
    "calendar.events.list": lambda c, cal, e: c.events().list(calendarId=cal, maxAttendees=1),
    "calendar.events.patch": lambda c, cal, e: c.events().patch(
        calendarId=cal, eventId=e["id"], body={"summary": "New"}
    ),
    "calendar.events.update": lambda c, cal, e: c.events().update(
        calendarId=cal, eventId=e["id"], body=lesson()
    ),
    "calendar.events.watch": lambda c, cal, e: c.events().watch(calendarId=cal, body=CHANNEL),
    "calendar.freebusy.query": lambda c, cal, e: c.freebusy().query(
        body={
            "timeMin": "2027-02-01T00:00:00Z",
            "timeMax": "2027-02-08T00:00:00Z",
            "items": [{"id": cal}, {"id": "nobody@north.example"}],
        }
    ),
    "calendar.settings.get": lambda c, cal, e: c.settings().get(setting="timezone"),
    "calendar.settings.list": lambda c, cal, e: c.settings().list(),
}


def test_every_implemented_method_is_called_here() -> None:
    assert set(CALLS) == set(calendar_v3.METHODS)


@pytest.mark.proves("GS-3", "F-74")
@pytest.mark.parametrize("method", sorted(CALLS))
def test_an_answer_has_the_keys_google_documents(method: str, coach: Any) -> None:
    calendar, event = setting_up(coach)

    answer = CALLS[method](coach, calendar, event).execute()

    check_answer(method, answer)


@pytest.mark.proves("GS-3")
def test_a_guest_s_copy_and_a_tombstone_have_the_documented_shape(district: District) -> None:
    coach, teacher = district.client(COACH), district.client(TEACHER)
    calendar, event = setting_up(coach)

    copy = teacher.events().get(calendarId="primary", eventId=event["id"]).execute()
    coach.events().delete(calendarId=calendar, eventId=event["id"]).execute()
    tombstone = teacher.events().get(calendarId="primary", eventId=event["id"]).execute()
    own = coach.events().get(calendarId=calendar, eventId=event["id"]).execute()

    check_answer("calendar.events.get", copy)
    check_answer("calendar.events.get", tombstone, always=("id", "status"))
    check_answer("calendar.events.get", own)


def test_the_check_refuses_an_unknown_key_a_wrong_type_and_a_missing_key() -> None:
    good = {"kind": "calendar#setting", "etag": '"1"', "id": "locale", "value": "en"}

    assert faults("calendar.settings.get", good) == []
    assert len(faults("calendar.settings.get", good | {"extra": 1})) == 1
    assert len(faults("calendar.settings.get", good | {"value": 1})) == 1
    assert faults("calendar.settings.get", {"id": "x", "etag": "", "kind": ""}) == [
        "Setting lacks value"
    ]
    assert answer_schema("calendar.events.delete") is None
    assert len(faults("calendar.events.delete", {"id": "x"})) == 1
