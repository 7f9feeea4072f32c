"""Calendars, who they are shared with, and what narrow scopes reach."""

from typing import Any

import pytest

from tests.local_google.district import COACH, NEW_YORK, OTHER, TEACHER, District, lesson
from tests.local_google.test_event_identity import refused


def made(client: Any, **body: Any) -> dict[str, Any]:
    new: dict[str, Any] = client.calendars().insert(body={"summary": "Coaching"} | body).execute()
    return new


def share(client: Any, calendar: str, role: str, email: str = TEACHER) -> None:
    body = {"role": role, "scope": {"type": "user", "value": email}}
    client.acl().insert(calendarId=calendar, body=body, sendNotifications=False).execute()


@pytest.mark.proves("GS-28")
def test_a_new_calendar_belongs_to_its_maker_and_stands_in_her_list(coach: Any) -> None:
    calendar = made(coach, timeZone=NEW_YORK, description="Visits")

    entry = coach.calendarList().get(calendarId=calendar["id"]).execute()

    assert calendar["id"].endswith("@group.calendar.google.com")
    assert (calendar["dataOwner"], calendar["timeZone"]) == (COACH, NEW_YORK)
    assert (entry["accessRole"], entry["dataOwner"]) == ("owner", COACH)
    assert "primary" not in entry
    listed = coach.calendarList().list().execute()["items"]
    assert {e["id"]: e.get("primary", False) for e in listed} == {
        COACH: True,
        calendar["id"]: False,
    }


@pytest.mark.proves("GS-28")
@pytest.mark.parametrize("verb", ["patch", "update"])
def test_a_calendar_can_be_changed_and_emptied(coach: Any, verb: str) -> None:
    calendar = made(coach, description="Visits")["id"]

    change = getattr(coach.calendars(), verb)
    changed = change(calendarId=calendar, body={"summary": "New", "timeZone": "UTC"}).execute()

    assert changed["summary"] == "New"
    assert ("description" in changed) is (verb == "patch")
    assert refused(change(calendarId=calendar, body={"summary": ""})) == (400, "required")
    assert refused(change(calendarId=calendar, body={"summary": "x", "timeZone": "x"}))[0] == 400


@pytest.mark.proves("GS-28", "C14")
def test_a_deleted_calendar_is_not_found_by_anybody(coach: Any) -> None:
    calendar = made(coach)["id"]

    coach.calendars().delete(calendarId=calendar).execute()

    assert refused(coach.calendars().get(calendarId=calendar)) == (404, "notFound")
    assert refused(coach.events().list(calendarId=calendar)) == (404, "notFound")
    assert [e["id"] for e in coach.calendarList().list().execute()["items"]] == [COACH]
    primary = coach.calendars().delete(calendarId="primary")
    assert refused(primary) == (403, "cannotDeletePrimaryCalendar")


ATTEMPTS = {
    "busy": lambda c, cal: c.freebusy().query(
        body={
            "timeMin": "2027-02-03T00:00:00Z",
            "timeMax": "2027-02-04T00:00:00Z",
            "items": [{"id": cal}],
        }
    ),
    "read": lambda c, cal: c.calendars().get(calendarId=cal),
    "write": lambda c, cal: c.events().insert(calendarId=cal, body=lesson()),
    "see rules": lambda c, cal: c.acl().list(calendarId=cal),
    "share": lambda c, cal: c.acl().insert(
        calendarId=cal, body={"role": "reader", "scope": {"type": "default"}}
    ),
    "rename": lambda c, cal: c.calendars().patch(calendarId=cal, body={"summary": "x"}),
    "delete": lambda c, cal: c.calendars().delete(calendarId=cal),
}
MAY = {
    "none": [],
    "freeBusyReader": ["busy"],
    "reader": ["busy", "read"],
    "writer": ["busy", "read", "write", "see rules"],
    "owner": list(ATTEMPTS),
}


def allowed(client: Any, calendar: str, attempt: str) -> bool:
    from googleapiclient.errors import HttpError

    try:
        answer = ATTEMPTS[attempt](client, calendar).execute()
    except HttpError as error:
        if error.resp.status in (403, 404):
            return False
        raise
    return attempt != "busy" or "errors" not in answer["calendars"][calendar]


@pytest.mark.proves("GS-28", "X9")
@pytest.mark.parametrize("role", MAY)
def test_a_role_allows_just_what_google_says(district: District, role: str) -> None:
    coach, teacher = district.client(COACH), district.client(TEACHER)
    calendar = made(coach)["id"]
    if role != "none":
        share(coach, calendar, role)

    assert [a for a in ATTEMPTS if allowed(teacher, calendar, a)] == MAY[role]


@pytest.mark.proves("GS-28")
def test_a_rule_can_be_changed_and_taken_back(district: District) -> None:
    coach, teacher = district.client(COACH), district.client(TEACHER)
    calendar = made(coach)["id"]
    share(coach, calendar, "reader")
    rule = f"user:{TEACHER}"

    coach.acl().patch(calendarId=calendar, ruleId=rule, body={"role": "writer"}).execute()
    assert allowed(teacher, calendar, "write")
    coach.acl().delete(calendarId=calendar, ruleId=rule).execute()

    assert not allowed(teacher, calendar, "busy")
    rules = coach.acl().list(calendarId=calendar).execute()
    assert [r["id"] for r in rules["items"]] == [f"user:{COACH}"]
    gone = coach.acl().list(calendarId=calendar, showDeleted=True).execute()["items"]
    assert {r["id"]: r["role"] for r in gone}[rule] == "none"


def test_the_owner_cannot_be_locked_out(coach: Any) -> None:
    calendar = made(coach)["id"]
    own = coach.acl().delete(calendarId=calendar, ruleId=f"user:{COACH}")

    assert refused(own) == (403, "cannotChangeOwnerAcl")


def test_a_shared_calendar_can_be_put_into_one_s_list_and_taken_out(district: District) -> None:
    coach, teacher = district.client(COACH), district.client(TEACHER)
    calendar = made(coach)["id"]
    request = teacher.calendarList().insert(body={"id": calendar})
    assert refused(request) == (404, "notFound")
    share(coach, calendar, "reader")

    entry = request.execute()
    teacher.calendarList().delete(calendarId=calendar).execute()

    assert entry["accessRole"] == "reader"
    assert refused(teacher.calendarList().get(calendarId=calendar)) == (404, "notFound")
    assert teacher.events().list(calendarId=calendar).execute()["accessRole"] == "reader"


def test_sharing_is_mailed_unless_told_otherwise(district: District) -> None:
    coach = district.client(COACH)
    calendar = made(coach)["id"]
    share(coach, calendar, "reader")
    assert district.mails() == []

    body = {"role": "writer", "scope": {"type": "user", "value": OTHER}}
    coach.acl().insert(calendarId=calendar, body=body).execute()

    assert district.mails() == [("sharing", OTHER)]


@pytest.mark.parametrize("role", ["freeBusyReader", "reader"])
def test_a_private_event_shows_a_reader_only_that_the_time_is_taken(
    district: District, role: str
) -> None:
    coach, teacher = district.client(COACH), district.client(TEACHER)
    calendar = made(coach)["id"]
    share(coach, calendar, role)
    body = lesson(id="bell0", visibility="private", location="Room 3")
    coach.events().insert(calendarId=calendar, body=body).execute()

    (event,) = teacher.events().list(calendarId=calendar).execute()["items"]

    assert not {"summary", "location", "creator"} & set(event)
    assert event["visibility"] == "private"


SCOPED = [
    ("calendar.readonly", "read own", True),
    ("calendar.readonly", "write own", False),
    ("calendar.events", "write primary", True),
    ("calendar.events", "make", False),
    ("calendar.app.created", "make", True),
    ("calendar.app.created", "write own", True),
    ("calendar.app.created", "write primary", False),
    ("calendar.app.created", "share", False),
    ("calendar.acls", "share", True),
    ("calendar.events.owned", "write own", True),
    ("calendar.freebusy", "busy", True),
    ("calendar.freebusy", "read own", False),
    ("calendar.events", "busy", False),
]


@pytest.mark.proves("GS-6")
@pytest.mark.parametrize(("scope", "deed", "may"), SCOPED)
def test_a_narrow_scope_reaches_no_further_than_google_says(
    district: District, scope: str, deed: str, *, may: bool
) -> None:
    from googleapiclient.errors import HttpError

    own = made(district.client(COACH))["id"]
    client = district.client(COACH, scope)
    deeds = {
        "read own": lambda: client.events().list(calendarId=own),
        "write own": lambda: client.events().insert(calendarId=own, body=lesson()),
        "write primary": lambda: client.events().insert(calendarId="primary", body=lesson()),
        "make": lambda: client.calendars().insert(body={"summary": "x"}),
        "share": lambda: ATTEMPTS["share"](client, own),
        "busy": lambda: ATTEMPTS["busy"](client, own),
    }

    if may:
        assert deeds[deed]().execute()["kind"].startswith("calendar#")
    else:
        with pytest.raises(HttpError) as caught:
            deeds[deed]().execute()
        assert caught.value.resp.status in (403, 404)


def test_settings_hold_the_person_s_zone(coach: Any) -> None:
    assert coach.settings().get(setting="timezone").execute()["value"] == NEW_YORK
    assert refused(coach.settings().get(setting="nonsense")) == (404, "notFound")
