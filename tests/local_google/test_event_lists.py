"""events.list: windows, filters, pages and what changed since."""

from datetime import timedelta
from typing import Any

import pytest

from local_google import admin
from local_google.calendar_tables import set_switch
from tests.local_google.district import COACH, OTHER, TEACHER, District, guests, lesson
from tests.local_google.test_event_identity import refused


def fill(coach: Any, count: int, **more: Any) -> list[str]:
    """Lessons on consecutive days; their ids sort in the same order."""
    ids = [f"bell{number:04}" for number in range(count)]
    for number, name in enumerate(ids):
        body = lesson(f"2027-02-{number % 27 + 1:02}T09:00:00", id=name, **more)
        coach.events().insert(calendarId="primary", body=body).execute()
    return ids


def listed(coach: Any, **query: Any) -> dict[str, Any]:
    found: dict[str, Any] = coach.events().list(calendarId="primary", **query).execute()
    return found


def ids(answer: dict[str, Any]) -> list[str]:
    return [event["id"] for event in answer["items"]]


def pages(coach: Any, **query: Any) -> list[dict[str, Any]]:
    """Every page, followed as the client library does."""
    found = []
    request = coach.events().list(calendarId="primary", **query)
    while request is not None:
        answer = request.execute()
        found.append(answer)
        request = coach.events().list_next(request, answer)
    return found


@pytest.mark.proves("GS-21", "N17")
def test_pages_hold_every_event_once_and_the_sync_token_stands_on_the_last(coach: Any) -> None:
    wanted = fill(coach, 7)

    found = pages(coach, maxResults=3)

    assert [len(page["items"]) for page in found] == [3, 3, 1]
    assert [name for page in found for name in ids(page)] == wanted
    assert ["nextSyncToken" in page for page in found] == [False, False, True]
    assert ["nextPageToken" in page for page in found] == [True, True, False]


@pytest.mark.proves("N17")
def test_a_page_holds_250_events_unless_more_are_asked_for(district: District, coach: Any) -> None:
    with district.running.store.write():
        fill(coach_in_process(district), 251)

    assert [len(page["items"]) for page in pages(coach)] == [250, 1]
    assert [len(page["items"]) for page in pages(coach, maxResults=9999)] == [251]
    set_switch(district.running.store, "longest_page", "100")
    assert [len(page["items"]) for page in pages(coach, maxResults=2500)] == [100, 100, 51]


def coach_in_process(district: District) -> Any:
    """The insert method without HTTP: 251 requests would only cost time."""
    from local_google.calendar_v3 import METHODS
    from local_google.wire import Call, Caller

    class Insert:
        def __init__(self, body: Any = None) -> None:
            self.body = body

        def events(self) -> "Insert":
            return self

        def insert(self, calendarId: str, body: Any) -> "Insert":  # noqa: N803 - Google's name
            return Insert(body)

        def execute(self) -> None:
            scopes = frozenset({"https://www.googleapis.com/auth/calendar"})
            call = Call(
                method="calendar.events.insert",
                path={"calendarId": "primary"},
                query={},
                body=self.body,
                headers={},
                caller=Caller(email=COACH, scopes=scopes),
            )
            METHODS[call.method](district.running.store, call)

    return Insert()


@pytest.mark.proves("GS-21")
def test_a_change_between_two_pages_loses_nothing_and_comes_with_the_next_sync(
    coach: Any,
) -> None:
    fill(coach, 4)
    first = listed(coach, maxResults=2)
    coach.events().patch(
        calendarId="primary", eventId="bell0000", body={"summary": "New"}
    ).execute()
    coach.events().delete(calendarId="primary", eventId="bell0003").execute()

    second = listed(coach, maxResults=2, pageToken=first["nextPageToken"])
    after = listed(coach, syncToken=second["nextSyncToken"])

    assert ids(first) + ids(second) == ["bell0000", "bell0001", "bell0002"]
    assert ids(after) == ["bell0000", "bell0003"]


@pytest.mark.proves("GS-21", "N17")
@pytest.mark.parametrize("order", [None, "startTime", "updated"])
def test_pages_may_be_short_or_empty_and_nothing_is_lost(
    district: District, coach: Any, order: str | None
) -> None:
    made = fill(coach, 3)
    set_switch(district.running.store, "first_page_empty", "yes")
    set_switch(district.running.store, "longest_page", "2")

    found = pages(coach, singleEvents=True, orderBy=order)

    assert [len(page["items"]) for page in found] == [0, 2, 1]
    assert [name for page in found for name in ids(page)] == made


@pytest.mark.proves("GS-22")
def test_a_sync_token_brings_what_changed_and_what_was_deleted(
    coach: Any, district: District
) -> None:
    fill(coach, 3)
    token = listed(coach)["nextSyncToken"]
    assert listed(coach, syncToken=token)["items"] == []
    coach.events().delete(calendarId="primary", eventId="bell0000").execute()
    coach.events().patch(
        calendarId="primary", eventId="bell0002", body={"summary": "New"}
    ).execute()

    answer = listed(coach, syncToken=token)

    assert {event["id"]: event["status"] for event in answer["items"]} == {
        "bell0000": "cancelled",
        "bell0002": "confirmed",
    }
    assert listed(coach, syncToken=answer["nextSyncToken"])["items"] == []


@pytest.mark.proves("GS-22")
def test_an_answer_of_a_guest_shows_in_the_organizer_s_next_sync(district: District) -> None:
    coach, teacher = district.client(COACH), district.client(TEACHER)
    fill(coach, 2, attendees=guests(TEACHER))
    token = listed(coach)["nextSyncToken"]
    entry = {"email": TEACHER, "responseStatus": "declined"}

    teacher.events().patch(
        calendarId="primary", eventId="bell0001", body={"attendees": [entry]}
    ).execute()

    (event,) = listed(coach, syncToken=token)["items"]
    assert event["attendees"] == [entry]


@pytest.mark.proves("GS-22")
@pytest.mark.parametrize(
    "forbidden",
    [
        {"iCalUID": "x"},
        {"orderBy": "updated"},
        {"privateExtendedProperty": "a=b"},
        {"q": "x"},
        {"sharedExtendedProperty": "a=b"},
        {"timeMin": "2027-02-01T00:00:00Z"},
        {"timeMax": "2027-02-01T00:00:00Z"},
        {"updatedMin": "2027-02-01T00:00:00Z"},
        {"showDeleted": False},
    ],
)
def test_a_sync_token_goes_with_no_filter(coach: Any, forbidden: dict[str, Any]) -> None:
    token = listed(coach)["nextSyncToken"]

    request = coach.events().list(calendarId="primary", syncToken=token, **forbidden)

    assert refused(request) == (400, "badRequest")


@pytest.mark.proves("GS-22", "N18")
def test_an_unknown_or_expired_sync_token_needs_a_full_sync(coach: Any, district: District) -> None:
    token = listed(coach)["nextSyncToken"]
    other = district.client(OTHER).events().list(calendarId="primary").execute()["nextSyncToken"]
    events = coach.events()

    for wrong in ("nonsense", other):
        request = events.list(calendarId="primary", syncToken=wrong)
        assert refused(request) == (410, "fullSyncRequired")

    admin.expire_sync_tokens(district.running.store, COACH)
    request = events.list(calendarId="primary", syncToken=token)
    assert refused(request) == (410, "fullSyncRequired")
    assert listed(coach, syncToken=listed(coach)["nextSyncToken"])["items"] == []


def test_a_filtered_list_gives_no_sync_token_but_a_window_does(coach: Any) -> None:
    for query in ({"q": "x"}, {"orderBy": "updated"}, {"privateExtendedProperty": "a=b"}):
        assert "nextSyncToken" not in listed(coach, **query)
    assert "nextSyncToken" in listed(coach, timeMin="2027-02-01T00:00:00Z")


def test_a_page_token_from_elsewhere_is_refused(coach: Any, district: District) -> None:
    fill(coach, 3)
    token = listed(coach, maxResults=1)["nextPageToken"]
    other = district.client(OTHER).events()

    assert refused(other.list(calendarId="primary", pageToken=token)) == (400, "invalid")
    assert refused(coach.events().list(calendarId="primary", pageToken="x")) == (400, "invalid")


@pytest.mark.proves("GS-23")
def test_the_window_bounds_ends_from_below_and_starts_from_above(coach: Any) -> None:
    fill(coach, 4)  # 09:00-09:45 New York is 14:00-14:45 UTC, on 1-4 February

    def between(start: str, end: str) -> list[str]:
        return ids(listed(coach, timeMin=start, timeMax=end))

    assert between("2027-02-01T14:45:00Z", "2027-02-03T14:00:00Z") == ["bell0001"]
    assert between("2027-02-01T14:44:59Z", "2027-02-03T14:00:01Z") == [
        "bell0000",
        "bell0001",
        "bell0002",
    ]


@pytest.mark.proves("GS-23")
@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({"timeMin": "2027-02-01T00:00:00"}, "badRequest"),
        ({"timeMax": "2027-02-01"}, "badRequest"),
        ({"timeMin": "2027-02-02T00:00:00Z", "timeMax": "2027-02-02T00:00:00Z"}, "timeRangeEmpty"),
        ({"orderBy": "startTime"}, "badRequest"),
        ({"maxResults": 0}, "invalidParameter"),
        ({"timeZone": "Mars/Base"}, "invalid"),
    ],
)
def test_a_query_google_would_refuse_is_refused(
    coach: Any, query: dict[str, Any], reason: str
) -> None:
    request = coach.events().list(calendarId="primary", **query)

    assert refused(request) == (400, reason)


def test_lists_can_be_ordered_by_start_or_by_change(coach: Any) -> None:
    for name, day in (("bell2", 3), ("bell1", 9), ("bell0", 5)):
        body = lesson(f"2027-02-{day:02}T09:00:00", id=name)
        coach.events().insert(calendarId="primary", body=body).execute()

    by_start = pages(coach, orderBy="startTime", singleEvents=True, maxResults=1)
    by_change = pages(coach, orderBy="updated", maxResults=2)

    assert [name for page in by_start for name in ids(page)] == ["bell2", "bell0", "bell1"]
    assert [name for page in by_change for name in ids(page)] == ["bell2", "bell1", "bell0"]


def test_updated_min_shows_deleted_events_too(coach: Any, district: District) -> None:
    fill(coach, 2)
    district.later(timedelta(minutes=45))
    coach.events().delete(calendarId="primary", eventId="bell0001").execute()

    answer = listed(coach, updatedMin="2027-02-01T12:30:00Z")

    assert ids(answer) == ["bell0001"]


@pytest.mark.proves("GS-14")
def test_properties_filter_and_repeats_follow_the_documented_switch(
    coach: Any, district: District
) -> None:
    sets = {"bella": {"a": "1"}, "bellb": {"a": "1", "b": "2"}, "bellc": {"b": "2"}}
    for name, private in sets.items():
        properties = {"private": private, "shared": {"cycle": name}}
        body = lesson(id=name, extendedProperties=properties)
        coach.events().insert(calendarId="primary", body=body).execute()

    assert ids(listed(coach, privateExtendedProperty="a=1")) == ["bella", "bellb"]
    assert ids(listed(coach, privateExtendedProperty=["a=1", "b=2"])) == ["bellb"]
    both = {"privateExtendedProperty": "a=1", "sharedExtendedProperty": "cycle=bella"}
    assert ids(listed(coach, **both)) == ["bella"]
    set_switch(district.running.store, "repeated_properties", "or")
    assert ids(listed(coach, privateExtendedProperty=["a=1", "b=2"])) == ["bella", "bellb", "bellc"]


def test_words_find_events_by_title_place_and_guest(coach: Any) -> None:
    fill(coach, 1, location="Library", attendees=guests(TEACHER))

    assert ids(listed(coach, q="observation LIBRARY")) == ["bell0000"]
    assert ids(listed(coach, q=TEACHER)) == ["bell0000"]
    assert ids(listed(coach, q="observation gym")) == []


def test_max_attendees_shows_only_the_reader_s_own_entry(district: District) -> None:
    fill(district.client(COACH), 1, attendees=guests(TEACHER, OTHER))
    teacher = district.client(TEACHER)

    (event,) = teacher.events().list(calendarId="primary", maxAttendees=1).execute()["items"]

    assert [guest["email"] for guest in event["attendees"]] == [TEACHER]
    assert event["attendeesOmitted"] is True


@pytest.mark.proves("C4")
def test_a_purged_event_is_gone_for_good(coach: Any, district: District) -> None:
    fill(coach, 1)
    admin.purge(district.running.store, COACH, "bell0000")
    assert listed(coach)["items"]
    coach.events().delete(calendarId="primary", eventId="bell0000").execute()

    admin.purge(district.running.store, COACH, "bell0000")

    request = coach.events().get(calendarId="primary", eventId="bell0000")
    assert refused(request) == (404, "notFound")
