"""The same calls on the local Google server: its faults strike where a test says."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from local_google import admin
from local_google.faults import Deed, Moment, Rule
from local_google.server import Running, serve
from local_google.services import open_store
from scheduler.errors import SignInNeeded
from sync.account.credentials import LIST_CALENDARS, SCOPES, load_local
from sync.calendars.busy import Unknown
from sync.calendars.calendar_api import AlreadyThere, CalendarApi, EtagMoved, SyncTokenExpired
from sync.event.found_event import FoundEvent
from sync.wire.answers import Unanswered
from sync.wire.connection import Patience, local
from sync.wire.transport import Transport
from tests.sync.wire import QUICK, FakeClock

COACH = "dana.brooks@oakhill.example"
TEACHER = "maria.ortiz@oakhill.example"
MONDAY = datetime(2027, 2, 1, 13, 10, tzinfo=UTC)
VISIT = "bell0a1"
MARK = "Made by Bellweave, mark 7f3a"


@pytest.fixture
def server() -> Iterator[Running]:
    with serve(open_store(seed="calendar")) as running:
        admin.add_user(running.store, TEACHER, time_zone="America/New_York")
        yield running


def api_for(
    server: Running,
    email: str = COACH,
    *,
    scopes: tuple[str, ...] = SCOPES,
    patience: Patience = QUICK,
) -> CalendarApi:
    minted = admin.mint(server.store, email, scopes=scopes, time_zone="America/New_York")
    connection = local(server.url, patience=patience)
    credentials = load_local(server.url, minted.refresh)
    return CalendarApi(Transport(credentials, connection, clock=FakeClock()))


@pytest.fixture
def api(server: Running) -> CalendarApi:
    return api_for(server)


@pytest.fixture
def coaching(api: CalendarApi) -> str:
    return api.create_calendar("Coaching", "America/New_York", MARK)


def body(**more: Any) -> dict[str, Any]:
    return {
        "id": VISIT,
        "summary": "Coaching meeting",
        "start": {"dateTime": MONDAY.isoformat(), "timeZone": "America/New_York"},
        "end": {
            "dateTime": (MONDAY + timedelta(minutes=50)).isoformat(),
            "timeZone": "America/New_York",
        },
        "attendees": [{"email": TEACHER}],
        "extendedProperties": {"private": {"bellKey": "k1"}},
        **more,
    }


def inserted(api: CalendarApi, calendar_id: str, **more: Any) -> FoundEvent:
    made = api.insert_event(calendar_id, body(**more), send_updates="all")
    assert isinstance(made, FoundEvent)
    return made


def after_commit(deed: Deed, method: str) -> Rule:
    return Rule(method=method, deed=deed, at=Moment.AFTER_COMMIT)


def mails(server: Running) -> list[tuple[str, str]]:
    return [(mail.kind, mail.to) for mail in admin.outbox(server.store)]


def test_an_event_goes_there_and_comes_back_the_same(api: CalendarApi, coaching: str) -> None:
    made = inserted(api, coaching)

    found = api.get_event(coaching, VISIT)

    assert found == made
    assert (made.start, made.end) == (MONDAY, MONDAY + timedelta(minutes=50))
    assert [(guest.email, guest.response) for guest in made.attendees] == [(TEACHER, "needsAction")]
    assert dict(made.private) == {"bellKey": "k1"}


@pytest.mark.proves("N1")
@pytest.mark.parametrize("deed", [Deed.DROP, Deed.TRUNCATE, Deed.GARBAGE])
def test_an_insert_that_is_carried_out_but_not_answered_is_there_once(
    server: Running, api: CalendarApi, coaching: str, deed: Deed
) -> None:
    server.faults.add(after_commit(deed, "calendar.events.insert"))

    made = api.insert_event(coaching, body(), send_updates="all")

    assert made == AlreadyThere(calendar_id=coaching, event_id=VISIT)
    assert len(api.list_events(coaching).events) == 1
    assert mails(server) == [("invitation", TEACHER)]


@pytest.mark.proves("N1", "N11")
def test_an_insert_that_is_carried_out_and_then_hangs_is_there_once(
    server: Running, coaching: str
) -> None:
    hasty = api_for(server, patience=replace(QUICK, read=1.0))
    server.faults.add(after_commit(Deed.HANG, "calendar.events.insert"))

    made = hasty.insert_event(coaching, body(), send_updates="all")

    assert made == AlreadyThere(calendar_id=coaching, event_id=VISIT)
    assert mails(server) == [("invitation", TEACHER)]


@pytest.mark.proves("N5")
def test_a_server_fault_after_the_commit_makes_no_second_event(
    server: Running, api: CalendarApi, coaching: str
) -> None:
    server.faults.add(after_commit(Deed.REFUSE, "calendar.events.insert"))

    api.insert_event(coaching, body(), send_updates="all")

    assert len(api.list_events(coaching).events) == 1
    assert mails(server) == [("invitation", TEACHER)]


@pytest.mark.proves("N3")
def test_a_change_that_is_not_answered_is_made_once_and_mailed_once(
    server: Running, api: CalendarApi, coaching: str
) -> None:
    made = inserted(api, coaching)
    server.faults.add(after_commit(Deed.DROP, "calendar.events.patch"))
    moved = {
        "start": {"dateTime": (MONDAY + timedelta(hours=1)).isoformat()},
        "end": {"dateTime": (MONDAY + timedelta(hours=2)).isoformat()},
    }

    with pytest.raises(EtagMoved):
        api.patch_event(coaching, VISIT, moved, etag=made.etag, send_updates="all")

    found = api.get_event(coaching, VISIT)
    assert found is not None
    assert found.start == MONDAY + timedelta(hours=1)
    assert mails(server) == [("invitation", TEACHER), ("update", TEACHER)]


@pytest.mark.proves("N4")
def test_a_delete_that_is_not_answered_is_done_and_leaves_a_tombstone(
    server: Running, api: CalendarApi, coaching: str
) -> None:
    made = inserted(api, coaching)
    server.faults.add(after_commit(Deed.DROP, "calendar.events.delete"))

    api.delete_event(coaching, VISIT, etag=made.etag, send_updates="all")

    found = api.get_event(coaching, VISIT)
    assert found is not None
    assert found.cancelled
    assert mails(server) == [("invitation", TEACHER), ("cancellation", TEACHER)]


def test_an_event_of_a_deleted_id_is_already_there(api: CalendarApi, coaching: str) -> None:
    made = inserted(api, coaching)
    api.delete_event(coaching, VISIT, etag=made.etag, send_updates="none")

    again = api.insert_event(coaching, body(), send_updates="none")

    assert isinstance(again, AlreadyThere)


def test_an_answer_of_a_guest_moves_the_etag(
    server: Running, api: CalendarApi, coaching: str
) -> None:
    made = inserted(api, coaching)
    teacher = api_for(server, TEACHER, scopes=admin.ALL_SCOPES)
    copy = teacher.get_event(TEACHER, VISIT)
    assert copy is not None
    (guest,) = (one for one in copy.attendees if one.email == TEACHER)
    teacher.patch_event(
        TEACHER,
        VISIT,
        {"attendees": [{**guest.entry(), "responseStatus": "declined"}]},
        etag=copy.etag,
        send_updates="none",
    )

    with pytest.raises(EtagMoved):
        api.patch_event(coaching, VISIT, {"location": "12"}, etag=made.etag, send_updates="none")

    found = api.get_event(coaching, VISIT)
    assert found is not None
    assert [(one.email, one.response) for one in found.attendees] == [(TEACHER, "declined")]


@pytest.mark.proves("N18")
def test_what_changes_after_a_listing_comes_with_its_token(
    server: Running, api: CalendarApi, coaching: str
) -> None:
    made = inserted(api, coaching)
    first = api.list_events(coaching)
    api.delete_event(coaching, VISIT, etag=made.etag, send_updates="none")

    second = api.list_events(coaching, sync_token=first.next_sync_token)

    assert [(event.id, event.cancelled) for event in second.events] == [(VISIT, True)]
    server.faults.add(Rule(method="calendar.events.list", deed=Deed.EXPIRE_SYNC_TOKEN))
    with pytest.raises(SyncTokenExpired):
        api.list_events(coaching, sync_token=second.next_sync_token)


def test_busy_time_is_told_and_a_stranger_is_unknown(
    server: Running, api: CalendarApi, coaching: str
) -> None:
    inserted(api, coaching)
    asked = [COACH, coaching, "nobody@elsewhere.example"]

    found = api.freebusy(asked, MONDAY - timedelta(hours=1), MONDAY + timedelta(hours=4))

    assert found[coaching] == ((MONDAY, MONDAY + timedelta(minutes=50)),)
    assert found[COACH] == ()
    assert found["nobody@elsewhere.example"] == Unknown("notFound")


class TestCalendars:
    def test_a_calendar_that_was_made_unheard_is_found_when_the_list_may_be_read(
        self, server: Running
    ) -> None:
        api = api_for(server, scopes=(*SCOPES, LIST_CALENDARS))
        server.faults.add(after_commit(Deed.DROP, "calendar.calendars.insert"))

        made = api.create_calendar("Coaching", "America/New_York", MARK)

        assert [one.id for one in api.calendars() if one.description == MARK] == [made]

    def test_with_the_least_rights_the_run_stops_instead_of_making_two(
        self, server: Running, api: CalendarApi
    ) -> None:
        server.faults.add(after_commit(Deed.DROP, "calendar.calendars.insert"))

        with pytest.raises(Unanswered):
            api.create_calendar("Coaching", "America/New_York", MARK)

        listed = api_for(server, scopes=admin.ALL_SCOPES).calendars()
        assert [one.description for one in listed].count(MARK) == 1

    def test_a_calendar_is_shared_with_a_leader(self, server: Running) -> None:
        api = api_for(server, scopes=admin.ALL_SCOPES)
        coaching = api.create_calendar("Coaching", "America/New_York", MARK)
        inserted(api, coaching)

        api.share(coaching, TEACHER, "reader")

        reader = api_for(server, TEACHER, scopes=admin.ALL_SCOPES)
        assert reader.get_event(coaching, VISIT) is not None


@pytest.mark.proves("N14")
def test_a_sign_in_that_is_withdrawn_in_the_middle_stops_the_run(
    server: Running, api: CalendarApi, coaching: str
) -> None:
    inserted(api, coaching)
    admin.forget_tokens(server.store, COACH)

    with pytest.raises(SignInNeeded, match="invalid_grant"):
        api.get_event(coaching, VISIT)


def test_the_least_rights_are_enough_for_a_coaching_calendar(
    api: CalendarApi, coaching: str
) -> None:
    made = inserted(api, coaching)
    patched = api.patch_event(
        coaching, VISIT, {"location": "12"}, etag=made.etag, send_updates="none"
    )
    api.delete_event(coaching, VISIT, etag=patched.etag, send_updates="none")

    entry = api.get_calendar(coaching)

    assert entry is not None
    assert (entry.summary, entry.time_zone) == ("Coaching", "America/New_York")
