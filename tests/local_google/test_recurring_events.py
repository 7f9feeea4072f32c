"""Recurring events: single times in the event's own zone, and what becomes of one that is changed."""

from typing import Any

import pytest

from tests.local_google.discovery_schema import check_answer
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

WEEKLY = "RRULE:FREQ=WEEKLY"


def insert(client: Any, start: str, *lines: str, **more: Any) -> dict[str, Any]:
    body = lesson(start, recurrence=list(lines), **more)
    made: dict[str, Any] = (
        client.events().insert(calendarId="primary", body=body, sendUpdates="all").execute()
    )
    return made


def listed(client: Any, **more: Any) -> list[dict[str, Any]]:
    query = {"singleEvents": True, "orderBy": "startTime", **more}
    answer = client.events().list(calendarId="primary", **query).execute()
    check_answer("calendar.events.list", answer)
    items: list[dict[str, Any]] = answer["items"]
    return items


def starts(events: list[dict[str, Any]]) -> list[str]:
    return [event["start"].get("dateTime", event["start"].get("date")) for event in events]


def times(client: Any, series: str, **more: Any) -> list[dict[str, Any]]:
    """The single times of a series; `patch` and `delete` take their ids."""
    found = client.events().instances(calendarId="primary", eventId=series, **more).execute()
    items: list[dict[str, Any]] = found["items"]
    return items


@pytest.mark.proves("GS-24", "T2")
@pytest.mark.parametrize(
    ("first", "before", "after"),
    [
        ("2027-03-08T09:00:00", "2027-03-08T09:00:00-05:00", "2027-03-15T09:00:00-04:00"),
        ("2027-11-01T09:00:00", "2027-11-01T09:00:00-04:00", "2027-11-08T09:00:00-05:00"),
    ],
)
def test_a_weekly_lesson_keeps_its_hour_on_the_wall_when_the_clocks_change(
    coach: Any, first: str, before: str, after: str
) -> None:
    made = insert(coach, first, f"{WEEKLY};COUNT=2")

    assert made["recurrence"] == [f"{WEEKLY};COUNT=2"]
    assert starts(listed(coach)) == [before, after]


@pytest.mark.proves("GS-24")
def test_a_series_read_in_another_zone_still_follows_its_own_clocks(coach: Any) -> None:
    insert(coach, "2027-03-08T09:00:00", f"{WEEKLY};COUNT=2")

    found = starts(listed(coach, timeZone="UTC"))

    assert found == ["2027-03-08T14:00:00Z", "2027-03-15T13:00:00Z"]


@pytest.mark.proves("GS-24")
@pytest.mark.parametrize(
    ("lines", "days"),
    [
        ([f"{WEEKLY};INTERVAL=2;COUNT=3"], ["02-03", "02-17", "03-03"]),
        ([f"{WEEKLY};BYDAY=MO,WE;UNTIL=20270210T140000Z"], ["02-03", "02-08", "02-10"]),
        ([f"{WEEKLY};UNTIL=20270210T135959Z"], ["02-03"]),
        (["RRULE:FREQ=DAILY;UNTIL=20270205"], ["02-03", "02-04", "02-05"]),
        (["RRULE:FREQ=MONTHLY;BYDAY=1WE;COUNT=3"], ["02-03", "03-03", "04-07"]),
        (["RRULE:FREQ=MONTHLY;BYDAY=-1FR;COUNT=2"], ["02-26", "03-26"]),
        (["RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;COUNT=2"], ["02-29", "02-29"]),
        (["RRULE:FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2"], []),
        (["RRULE:FREQ=YEARLY;BYWEEKNO=53;BYDAY=WE;COUNT=1"], ["12-29"]),
        ([f"{WEEKLY};COUNT=3", "EXDATE;TZID=America/New_York:20270210T090000"], ["02-03", "02-17"]),
        ([f"{WEEKLY};COUNT=3", "EXDATE:20270203T140000Z,20270217T140000Z"], ["02-10"]),
        (["RDATE:20270205T140000Z"], ["02-03", "02-05"]),
    ],
)
def test_a_rule_means_these_days(coach: Any, lines: list[str], days: list[str]) -> None:
    insert(coach, "2027-02-03T09:00:00", *lines)

    assert [text[5:10] for text in starts(listed(coach))] == days


@pytest.mark.proves("GS-24")
def test_a_whole_day_recurs_by_date(coach: Any) -> None:
    body = {
        "summary": "Learning day",
        "start": {"date": "2027-02-03"},
        "end": {"date": "2027-02-05"},
        "recurrence": ["RRULE:FREQ=MONTHLY;COUNT=2"],
    }
    series = coach.events().insert(calendarId="primary", body=body).execute()["id"]

    found = listed(coach)

    assert [(e["start"]["date"], e["end"]["date"]) for e in found] == [
        ("2027-02-03", "2027-02-05"),
        ("2027-03-03", "2027-03-05"),
    ]
    assert found[1]["id"] == f"{series}_20270303"
    assert found[1]["originalStartTime"] == {"date": "2027-03-03"}


@pytest.mark.proves("GS-24")
@pytest.mark.parametrize("side", ["start", "end"])
def test_a_series_needs_the_name_of_its_zone(coach: Any, side: str) -> None:
    body = lesson("2027-02-03T09:00:00-05:00", recurrence=[f"{WEEKLY};COUNT=2"])
    del body[side]["timeZone"]

    assert refused(coach.events().insert(calendarId="primary", body=body)) == (400, "required")


@pytest.mark.proves("GS-24", "GS-4")
@pytest.mark.parametrize(
    ("line", "status"),
    [
        ("RRULE:FREQ=SOMETIMES", 400),
        ("RRULE:COUNT=2", 400),
        ("RRULE:FREQ=WEEKLY;COUNT=0", 400),
        ("RRULE:FREQ=WEEKLY;COUNT=2;UNTIL=20270301", 400),
        ("RRULE:FREQ=WEEKLY;BYDAY=XX", 400),
        ("RRULE:FREQ=WEEKLY;UNTIL=20271301", 400),
        ("RRULE:FREQ=WEEKLY;SOME=1", 400),
        ("RRULE:FREQ=WEEKLY;INTERVAL=99999999999", 400),
        ("RRULE:FREQ=WEEKLY;UNTIL=00010101T000000Z", 400),
        ("RRULE:FREQ=MONTHLY;BYMONTHDAY=32", 400),
        ("RRULE:FREQ=YEARLY;BYMONTH=0", 400),
        ("EXDATE;TZID=Mars/Base:20270203T090000", 400),
        ("EXDATE:tomorrow", 400),
        ("RDATE:00010101", 400),
        ("DTSTART:20270203T140000Z", 400),
        ("weekly", 400),
        ("RRULE:FREQ=HOURLY", 501),
        ("RRULE:FREQ=WEEKLY;BYHOUR=9", 501),
        ("EXRULE:FREQ=WEEKLY", 501),
    ],
)
def test_a_rule_that_is_wrong_or_not_built_is_refused(coach: Any, line: str, status: int) -> None:
    body = lesson(recurrence=[line])

    assert refused(coach.events().insert(calendarId="primary", body=body))[0] == status


@pytest.mark.proves("GS-24")
def test_a_series_without_end_is_laid_out_where_the_window_is(coach: Any) -> None:
    series = insert(coach, "2027-02-03T09:00:00", WEEKLY)["id"]

    window = {"timeMin": "2031-02-01T00:00:00Z", "timeMax": "2031-02-15T00:00:00Z"}

    assert starts(listed(coach, **window)) == [
        "2031-02-05T09:00:00-05:00",
        "2031-02-12T09:00:00-05:00",
    ]
    assert len(times(coach, series, **window)) == 2
    assert len(times(coach, series, maxResults=2500)) == 730


@pytest.mark.proves("GS-24")
def test_without_single_events_a_series_is_one_event_where_its_times_are(coach: Any) -> None:
    series = insert(coach, "2027-02-03T09:00:00", f"{WEEKLY};COUNT=3")

    def found(low: str, high: str) -> list[str]:
        query = {"timeMin": f"{low}T00:00:00Z", "timeMax": f"{high}T00:00:00Z"}
        return [e["id"] for e in listed(coach, singleEvents=False, orderBy="updated", **query)]

    assert found("2027-02-09", "2027-02-11") == [series["id"]]
    assert found("2027-02-11", "2027-02-12") == []
    assert found("2027-03-11", "2027-03-12") == []


@pytest.mark.proves("GS-24", "GS-21")
def test_single_times_come_in_pages_without_loss(coach: Any) -> None:
    insert(coach, "2027-02-03T09:00:00", f"{WEEKLY};COUNT=5")
    coach.events().insert(calendarId="primary", body=lesson("2027-02-12T09:00:00")).execute()
    query: dict[str, Any] = {"calendarId": "primary", "singleEvents": True, "maxResults": 2}

    for order in ({}, {"orderBy": "startTime"}):
        whole = coach.events().list(calendarId="primary", singleEvents=True, **order).execute()
        found, token = [], None
        while True:
            page = coach.events().list(**query, **order, pageToken=token).execute()
            found += [event["id"] for event in page["items"]]
            token = page.get("nextPageToken")
            if not token:
                break
        assert found == [event["id"] for event in whole["items"]]
        assert len(set(found)) == 6


@pytest.mark.proves("GS-24")
def test_one_time_that_is_moved_says_when_it_was_meant_to_be(coach: Any) -> None:
    series = insert(coach, "2027-02-03T09:00:00", f"{WEEKLY};COUNT=3")["id"]
    second = times(coach, series)[1]
    assert second["id"] == f"{series}_20270210T140000Z"
    moved = lesson("2027-02-11T13:00:00")

    answer = (
        coach.events()
        .patch(
            calendarId="primary",
            eventId=second["id"],
            body={"start": moved["start"], "end": moved["end"]},
        )
        .execute()
    )

    check_answer("calendar.events.patch", answer)
    assert answer["recurringEventId"] == series
    assert answer["originalStartTime"]["dateTime"] == "2027-02-10T09:00:00-05:00"
    assert "recurrence" not in answer
    assert starts(listed(coach)) == [
        "2027-02-03T09:00:00-05:00",
        "2027-02-11T13:00:00-05:00",
        "2027-02-17T09:00:00-05:00",
    ]
    assert starts(times(coach, series, originalStart="2027-02-10T09:00:00-05:00")) == [
        "2027-02-11T13:00:00-05:00"
    ]


@pytest.mark.proves("GS-24", "GS-20")
def test_one_time_that_is_cancelled_leaves_the_others(coach: Any) -> None:
    series = insert(coach, "2027-02-03T09:00:00", f"{WEEKLY};COUNT=3")["id"]
    second = times(coach, series)[1]["id"]

    coach.events().delete(calendarId="primary", eventId=second).execute()

    assert len(listed(coach)) == 2
    assert len(times(coach, series)) == 2
    assert [e["status"] for e in times(coach, series, showDeleted=True)].count("cancelled") == 1
    unexpanded = coach.events().list(calendarId="primary").execute()["items"]
    assert [(e["id"], e["status"]) for e in unexpanded] == [
        (series, "confirmed"),
        (second, "cancelled"),
    ]
    assert refused(coach.events().delete(calendarId="primary", eventId=second))[0] == 410
    missing = f"{series}_20270211T140000Z"
    assert refused(coach.events().get(calendarId="primary", eventId=missing))[0] == 404


@pytest.mark.proves("GS-24", "GS-11")
def test_an_untouched_time_has_the_version_of_its_series(coach: Any) -> None:
    series = insert(coach, "2027-02-03T09:00:00", f"{WEEKLY};COUNT=2")
    second = times(coach, series["id"])[1]
    change = coach.events().patch(calendarId="primary", eventId=second["id"], body={"summary": "B"})
    change.headers["If-Match"] = '"1"'
    assert refused(change) == (412, "conditionNotMet")

    change.headers["If-Match"] = second["etag"]

    assert change.execute()["summary"] == "B"
    assert [e["summary"] for e in listed(coach)] == ["Observation", "B"]


@pytest.mark.proves("GS-24", "GS-16")
def test_guests_have_the_series_and_answer_one_time_of_it(district: District, coach: Any) -> None:
    teacher = district.client(TEACHER)
    series = insert(coach, "2027-02-03T09:00:00", f"{WEEKLY};COUNT=2", attendees=guests(TEACHER))
    assert district.mails() == [("invitation", TEACHER)]
    second = times(teacher, series["id"])[1]["id"]

    body = {"attendees": [{"email": TEACHER, "responseStatus": "declined"}]}
    teacher.events().patch(calendarId="primary", eventId=second, body=body).execute()

    assert [answers(e)[TEACHER] for e in listed(coach)] == ["needsAction", "declined"]
    assert [answers(e)[TEACHER] for e in listed(teacher)] == ["needsAction", "declined"]


@pytest.mark.proves("GS-24", "GS-16")
def test_one_time_that_changes_changes_for_its_guests_alone(district: District, coach: Any) -> None:
    teacher, other = district.client(TEACHER), district.client(OTHER)
    series = insert(
        coach, "2027-02-03T09:00:00", f"{WEEKLY};COUNT=3", attendees=guests(TEACHER, OTHER)
    )
    first, second, third = (e["id"] for e in times(coach, series["id"]))
    district.mails()

    coach.events().delete(calendarId="primary", eventId=first, sendUpdates="all").execute()
    coach.events().patch(
        calendarId="primary", eventId=second, body={"attendees": guests(OTHER)}, sendUpdates="all"
    ).execute()

    assert sorted(district.mails()) == [
        ("cancellation", OTHER),
        ("cancellation", TEACHER),
        ("cancellation", TEACHER),
    ]
    assert [e["id"] for e in listed(teacher)] == [third]
    assert [e["id"] for e in listed(other)] == [second, third]


@pytest.mark.proves("GS-24", "GS-22")
def test_a_deleted_series_is_gone_for_everybody_and_told_by_the_next_sync(
    district: District, coach: Any
) -> None:
    teacher = district.client(TEACHER)
    series = insert(coach, "2027-02-03T09:00:00", f"{WEEKLY};COUNT=2", attendees=guests(TEACHER))
    second = times(coach, series["id"])[1]["id"]
    coach.events().patch(calendarId="primary", eventId=second, body={"summary": "B"}).execute()
    query = {"calendarId": "primary", "singleEvents": True}
    token = coach.events().list(**query).execute()["nextSyncToken"]

    coach.events().delete(calendarId="primary", eventId=series["id"]).execute()

    assert listed(coach) == []
    assert listed(teacher) == []
    told = coach.events().list(**query, syncToken=token).execute()["items"]
    assert [event["status"] for event in told] == ["cancelled", "cancelled"]


@pytest.mark.proves("GS-24", "GS-22")
def test_the_next_sync_tells_of_one_time_that_changed(coach: Any) -> None:
    series = insert(coach, "2027-02-03T09:00:00", f"{WEEKLY};COUNT=3")["id"]
    second = times(coach, series)[1]["id"]
    query = {"calendarId": "primary", "singleEvents": True}
    token = coach.events().list(**query).execute()["nextSyncToken"]

    coach.events().patch(calendarId="primary", eventId=second, body={"summary": "B"}).execute()

    told = coach.events().list(**query, syncToken=token).execute()["items"]
    assert [(event["id"], event["summary"]) for event in told] == [(second, "B")]


@pytest.mark.proves("GS-24")
def test_a_series_that_ends_earlier_takes_its_changed_times_along(coach: Any) -> None:
    series = insert(coach, "2027-02-03T09:00:00", f"{WEEKLY};COUNT=3")["id"]
    third = times(coach, series)[2]["id"]
    coach.events().patch(calendarId="primary", eventId=third, body={"summary": "B"}).execute()

    body = {"recurrence": [f"{WEEKLY};COUNT=2"]}
    coach.events().patch(calendarId="primary", eventId=series, body=body).execute()
    assert len(listed(coach)) == 2

    nothing = {"recurrence": None}
    alone = coach.events().patch(calendarId="primary", eventId=series, body=nothing).execute()
    assert "recurrence" not in alone
    assert starts(listed(coach)) == ["2027-02-03T09:00:00-05:00"]


@pytest.mark.proves("GS-24")
def test_one_time_cannot_recur_itself(coach: Any) -> None:
    series = insert(coach, "2027-02-03T09:00:00", f"{WEEKLY};COUNT=3")["id"]
    second = times(coach, series)[1]["id"]
    change = {"recurrence": ["RRULE:FREQ=DAILY"]}

    assert refused(coach.events().patch(calendarId="primary", eventId=second, body=change)) == (
        400,
        "invalid",
    )
    alone = coach.events().insert(calendarId="primary", body=lesson()).execute()["id"]
    assert refused(coach.events().instances(calendarId="primary", eventId=alone))[0] == 400


@pytest.mark.proves("GS-24", "GS-26")
def test_free_busy_sees_single_times_as_they_stand(district: District, coach: Any) -> None:
    series = insert(coach, "2027-02-03T09:00:00", WEEKLY)["id"]
    _, second, third = times(coach, series, maxResults=3)
    coach.events().delete(calendarId="primary", eventId=second["id"]).execute()
    moved = lesson("2027-02-18T15:00:00")
    body = {"start": moved["start"], "end": moved["end"]}
    coach.events().patch(calendarId="primary", eventId=third["id"], body=body).execute()
    query = {
        "timeMin": "2027-02-03T14:30:00Z",
        "timeMax": "2027-02-26T00:00:00Z",
        "timeZone": NEW_YORK,
        "items": [{"id": COACH}],
    }

    busy = district.client(OTHER).freebusy().query(body=query).execute()["calendars"][COACH]["busy"]

    assert [span["start"][5:16] for span in busy] == ["02-03T09:30", "02-18T15:00", "02-24T09:00"]
    assert busy[0]["end"][5:16] == "02-03T09:45"
