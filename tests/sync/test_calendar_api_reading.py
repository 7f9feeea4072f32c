"""Reading Google Calendar at the wire: events, endless lists, and busy time nobody may invent."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from scheduler.errors import RemoteError
from sync.calendars.busy import Unknown
from sync.calendars.calendar_api import CalendarApi, SyncTokenExpired
from sync.event.found_event import FoundEvent
from tests.sync.calendar_wire import COACHING, EVENT, VISIT, query
from tests.sync.wire import Deed, Drop, FakeClock, Heard, Say, Wire, refuse, transport


@pytest.fixture
def api(wire: Wire) -> CalendarApi:
    return CalendarApi(transport(wire, FakeClock()))


class TestReading:
    def test_an_event_is_read_into_typed_values(self, wire: Wire, api: CalendarApi) -> None:
        wire.script = [Say(200, EVENT)]

        found = api.get_event(COACHING, VISIT)

        assert found is not None
        assert found.start == datetime(2027, 2, 1, 13, 10, tzinfo=UTC)
        assert found.end == datetime(2027, 2, 1, 14, 0, tzinfo=UTC)
        assert found.start.tzinfo is UTC
        assert (found.sequence, dict(found.private)) == (2, {"bellKey": "k1"})
        teacher, coach = found.attendees
        assert (teacher.email, teacher.response, teacher.comment) == (
            "maria.ortiz@oakhill.example",
            "declined",
            "Field trip",
        )
        assert coach.organizer

    @pytest.mark.proves("C8")
    def test_a_guest_goes_back_with_everything_it_came_with(
        self, wire: Wire, api: CalendarApi
    ) -> None:
        wire.script = [Say(200, EVENT)]

        found = api.get_event(COACHING, VISIT)

        assert found is not None
        sent = [guest.entry() for guest in found.attendees]
        lowered = [{**entry, "email": str(entry["email"]).lower()} for entry in EVENT["attendees"]]  # type: ignore[attr-defined] # a list in the sample
        assert sent == lowered

    def test_an_all_day_event_has_days_and_no_instants(self, wire: Wire, api: CalendarApi) -> None:
        days = {"start": {"date": "2027-02-15"}, "end": {"date": "2027-02-16"}}
        wire.script = [Say(200, {"id": VISIT, **days})]

        found = api.get_event(COACHING, VISIT)

        assert found is not None
        assert (found.first_day, found.end_day) == (date(2027, 2, 15), date(2027, 2, 16))
        assert (found.start, found.end) == (None, None)

    def test_a_tombstone_may_hold_nothing_but_its_id(self, wire: Wire, api: CalendarApi) -> None:
        wire.script = [Say(200, {"id": VISIT, "status": "cancelled"})]

        found = api.get_event(COACHING, VISIT)

        assert found == FoundEvent(id=VISIT, calendar_id=COACHING, status="cancelled")

    def test_an_event_that_never_was_is_none(self, wire: Wire, api: CalendarApi) -> None:
        wire.script = [refuse(404, "notFound")]

        assert api.get_event(COACHING, VISIT) is None


def pages(*answers: dict[str, Any]) -> Callable[[Heard], Deed]:
    """A listing whose page token is the number of the next answer."""

    def answer(heard: Heard) -> Deed:
        number = int(query(heard).get("pageToken", ["0"])[0])
        more = {"nextPageToken": str(number + 1)} if number + 1 < len(answers) else {}
        return Say(200, {**more, **answers[number]})

    return answer


class TestListing:
    @pytest.mark.proves("N15")
    def test_an_empty_page_is_not_the_end(self, wire: Wire, api: CalendarApi) -> None:
        wire.script = pages({"items": []}, {}, {"items": [EVENT], "nextSyncToken": "s1"})

        page = api.list_events(COACHING)

        assert [event.id for event in page.events] == [VISIT]
        assert page.next_sync_token == "s1"

    @pytest.mark.proves("N15")
    def test_pages_that_go_in_a_circle_are_an_error(self, wire: Wire, api: CalendarApi) -> None:
        wire.script = [Say(200, {"items": [EVENT], "nextPageToken": "again"})]

        with pytest.raises(RemoteError, match="circle"):
            api.list_events(COACHING)

        assert len(wire.heard) == 2

    @pytest.mark.proves("N17")
    @pytest.mark.parametrize("count", [250, 251, 2_501])
    def test_every_event_of_a_long_calendar_comes_once(
        self, wire: Wire, api: CalendarApi, count: int
    ) -> None:
        events = [{"id": f"e{n}"} for n in range(count)]
        parts = [{"items": events[at : at + 250]} for at in range(0, count, 250)]
        wire.script = pages(*parts)

        page = api.list_events(COACHING)

        assert [event.id for event in page.events] == [event["id"] for event in events]

    @pytest.mark.proves("N18")
    def test_an_expired_sync_token_asks_for_a_full_listing(
        self, wire: Wire, api: CalendarApi
    ) -> None:
        wire.script = [refuse(410, "fullSyncRequired")]

        with pytest.raises(SyncTokenExpired):
            api.list_events(COACHING, sync_token="old")

        assert len(wire.heard) == 1

    @pytest.mark.proves("N18")
    def test_a_token_that_expires_between_two_pages_gives_no_half_list(
        self, wire: Wire, api: CalendarApi
    ) -> None:
        wire.script = [
            Say(200, {"items": [EVENT], "nextPageToken": "p"}),
            refuse(410, "fullSyncRequired"),
        ]

        with pytest.raises(SyncTokenExpired):
            api.list_events(COACHING, sync_token="old")

    def test_a_listing_with_a_token_asks_for_the_same_as_the_first_one(
        self, wire: Wire, api: CalendarApi
    ) -> None:
        wire.script = [Say(200, {"nextSyncToken": "s1"})]

        api.list_events(COACHING)
        api.list_events(COACHING, sync_token="s1")

        first, second = map(query, wire.heard)
        assert second == {**first, "syncToken": ["s1"]}
        assert first["showDeleted"] == ["true"]

    def test_a_token_with_bounds_is_never_sent(self, wire: Wire, api: CalendarApi) -> None:
        with pytest.raises(ValueError, match="token"):
            api.list_events(COACHING, sync_token="s1", ends_after=datetime(2027, 2, 1, tzinfo=UTC))

        assert wire.heard == []


MONDAY = datetime(2027, 2, 1, tzinfo=UTC)


def busy_wire(wire: Wire, busy: dict[str, Any]) -> None:
    """Answers a free/busy question for the calendars of `busy` that were asked for."""

    def answer(heard: Heard) -> Deed:
        asked = [item["id"] for item in heard.json["items"]]
        return Say(200, {"calendars": {one: busy[one] for one in asked if one in busy}})

    wire.script = answer


class TestBusyTime:
    def test_a_calendar_we_cannot_see_is_unknown_and_never_free(
        self, wire: Wire, api: CalendarApi
    ) -> None:
        hidden = {"errors": [{"domain": "global", "reason": "notFound"}], "busy": []}
        busy_wire(wire, {"a@x.example": {"busy": []}, "b@x.example": hidden, "d@x.example": {}})

        found = api.freebusy(
            ["a@x.example", "b@x.example", "c@x.example", "d@x.example"],
            MONDAY,
            MONDAY + timedelta(days=5),
        )

        assert found == {
            "a@x.example": (),
            "b@x.example": Unknown("notFound"),
            "c@x.example": Unknown("notAnswered"),
            "d@x.example": Unknown("notAnswered"),
        }

    def test_no_question_is_larger_than_google_takes_and_none_is_left_out(
        self, wire: Wire, api: CalendarApi
    ) -> None:
        people = [f"t{n}@x.example" for n in range(120)]
        busy_wire(wire, {one: {"busy": []} for one in people})

        found = api.freebusy(people, MONDAY, MONDAY + timedelta(days=130))

        questions = [heard.json for heard in wire.heard]
        assert max(len(asked["items"]) for asked in questions) == 50
        assert len(questions) == 3 * 3
        spans = {(asked["timeMin"], asked["timeMax"]) for asked in questions}
        assert sorted(spans) == [
            ("2027-02-01T00:00:00Z", "2027-04-02T00:00:00Z"),
            ("2027-04-02T00:00:00Z", "2027-06-01T00:00:00Z"),
            ("2027-06-01T00:00:00Z", "2027-06-11T00:00:00Z"),
        ]
        assert set(found) == set(people)

    def test_one_unknown_part_makes_the_whole_unknown(self, wire: Wire, api: CalendarApi) -> None:
        fault = {"errors": [{"reason": "internalError"}]}
        wire.script = [
            Say(200, {"calendars": {"a@x.example": {"busy": []}}}),
            Say(200, {"calendars": {"a@x.example": fault}}),
        ]

        found = api.freebusy(["a@x.example"], MONDAY, MONDAY + timedelta(days=90))

        assert found == {"a@x.example": Unknown("internalError")}

    def test_spans_that_touch_are_one(self, wire: Wire, api: CalendarApi) -> None:
        spans = [
            {"start": "2027-02-01T10:00:00-05:00", "end": "2027-02-01T11:00:00-05:00"},
            {"start": "2027-02-01T14:00:00Z", "end": "2027-02-01T15:00:00Z"},
        ]
        busy_wire(wire, {"a@x.example": {"busy": spans}})

        found = api.freebusy(["a@x.example"], MONDAY, MONDAY + timedelta(days=1))

        one = (MONDAY + timedelta(hours=14), MONDAY + timedelta(hours=16))
        assert found == {"a@x.example": (one,)}

    def test_a_lost_answer_about_busy_time_is_asked_for_again(
        self, wire: Wire, api: CalendarApi
    ) -> None:
        wire.script = [Drop(), Say(200, {"calendars": {"a@x.example": {"busy": []}}})]

        found = api.freebusy(["a@x.example"], MONDAY, MONDAY + timedelta(days=1))

        assert found == {"a@x.example": ()}
