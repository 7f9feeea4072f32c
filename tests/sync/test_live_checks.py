"""Every assumption holds on the local Google, can fail, invites nobody and leaves nothing behind."""

import json
from collections.abc import Iterator
from contextlib import nullcontext

import pytest

from local_google import admin
from local_google.faults import refuse
from local_google.server import Running, serve
from local_google.services import open_store
from scheduler.errors import Interrupted, RemoteError, SignInNeeded
from sync.account.credentials import LIST_CALENDARS, SCOPES, load_local
from sync.calendars.calendar_api import CalendarApi
from sync.live.checks import ASSUMPTIONS, tried
from sync.live.events import body_of, put, wanted
from sync.live.findings import Assumption, Finding, On
from sync.live.scratch import Scratch
from sync.live.trying import trying
from sync.sheets.sheets_api import SheetsApi
from sync.wire.answers import Answer
from sync.wire.connection import local
from sync.wire.transport import Outgoing
from sync.workspace.checks import Grade
from sync.workspace.google import Google
from tests.sync.bent_google import CONTRARY, EVENTS, BentTransport, Send, refused, straight
from tests.sync.wire import QUICK, FakeClock

PROGRAM = "math-coaching@bellweave.example"
BY_NUMBER = {one.number: one for one in ASSUMPTIONS}


@pytest.fixture
def server() -> Iterator[Running]:
    with serve(open_store(seed="live")) as running:
        yield running


@pytest.fixture
def transport(server: Running) -> BentTransport:
    return transport_for(server, SCOPES)


def transport_for(server: Running, scopes: tuple[str, ...]) -> BentTransport:
    minted = admin.mint(server.store, PROGRAM, scopes=scopes)
    connection = local(server.url, patience=QUICK)
    return BentTransport(load_local(server.url, minted.refresh), connection, clock=FakeClock())


def google_of(transport: BentTransport) -> Google:
    return Google(
        calendar=CalendarApi(transport),
        sheets=SheetsApi(transport),
        account=PROGRAM,
        transport=transport,
    )


@pytest.fixture
def scratch(transport: BentTransport) -> Scratch:
    return Scratch(google_of(transport), "0a1b2c3d")


def ready_for(assumption: Assumption, scratch: Scratch) -> None:
    if assumption.on is On.CALENDAR:
        scratch.make_calendar()
    if assumption.on is On.SPREADSHEET:
        scratch.make_book()


def all_tried(transport: BentTransport) -> tuple[list[tuple[int, Finding]], list[str]]:
    """Number and finding of each, and what was told at the end."""
    told: list[str] = []
    with trying(nullcontext(google_of(transport)), told.append) as answers:
        return [(one.number, finding) for one, finding in answers], told


def stopped_before_the_answer(send: Send, outgoing: Outgoing) -> Answer:
    """The call is carried out, and Ctrl-C comes before its answer."""
    send(outgoing)
    raise KeyboardInterrupt


def left_behind(server: Running) -> list[str]:
    """Names of the calendars and spreadsheets the account has besides its own first calendar."""
    google = google_of(transport_for(server, admin.ALL_SCOPES))
    calendars = [one.summary for one in google.calendar.calendars() if not one.primary]
    return [*calendars, *google.sheets.find()]


def test_the_assumptions_are_numbered_in_order_and_say_why_they_matter() -> None:
    assert [one.number for one in ASSUMPTIONS] == list(range(1, len(ASSUMPTIONS) + 1))
    count = len(ASSUMPTIONS)
    assert (
        len({one.says for one in ASSUMPTIONS}) == len({one.matters for one in ASSUMPTIONS}) == count
    )
    assert count >= 30


def test_every_assumption_holds_with_the_least_rights(transport: BentTransport) -> None:
    findings, _ = all_tried(transport)

    assert [(number, one) for number, one in findings if one.grade is not Grade.PASS] == []
    assert len(findings) == len(ASSUMPTIONS)


@pytest.mark.parametrize("number", BY_NUMBER)
def test_an_assumption_that_is_not_true_is_told(
    transport: BentTransport, scratch: Scratch, number: int
) -> None:
    ready_for(BY_NUMBER[number], scratch)
    transport.bend = CONTRARY[number]

    finding = tried(BY_NUMBER[number], scratch)

    assert finding.grade is Grade.FAIL
    assert finding.saw


def test_a_sync_token_refused_in_another_way_is_worth_a_look(
    transport: BentTransport, scratch: Scratch
) -> None:
    scratch.make_calendar()
    transport.bend = refused("GET", EVENTS, 410, 400)

    finding = tried(BY_NUMBER[11], scratch)

    assert (finding.grade, "400" in finding.saw) == (Grade.WARN, True)


def test_nobody_is_invited_and_every_write_says_that_no_mail_goes_out(
    server: Running, transport: BentTransport
) -> None:
    seen: list[Outgoing] = []

    def watched(send: Send, outgoing: Outgoing) -> Answer:
        seen.append(outgoing)
        return send(outgoing)

    transport.bend = watched
    all_tried(transport)

    about_events = [one for one in seen if "/events" in one.url and "/watch" not in one.url]
    writes = [one for one in about_events if one.method != "GET"]
    assert writes
    assert [one.url for one in writes if "sendUpdates=none" not in one.url] == []
    assert [one for one in writes if one.body and json.loads(one.body).get("attendees")] == []
    assert list(admin.outbox(server.store)) == []


def test_a_trial_with_a_guest_is_never_sent(scratch: Scratch) -> None:
    body = body_of(scratch, wanted("guest"))

    with pytest.raises(ValueError, match="invites nobody"):
        put(scratch, {**body, "attendees": [{"email": "somebody@bellweave.example"}]})


class TestAfterwards:
    """What was made is deleted, and nothing else is."""

    def test_only_what_was_made_for_it_is_deleted(
        self, server: Running, transport: BentTransport
    ) -> None:
        google = google_of(transport)
        google.calendar.create_calendar("Coaching", "UTC", "mark")
        book = google.sheets.create("Workbook")

        _, told = all_tried(transport)

        assert left_behind(server) == ["Coaching", book]
        assert told == ["Nothing that was made for this is left."]

    @pytest.mark.parametrize(
        "error", [KeyboardInterrupt(), SignInNeeded("gone"), ValueError("bug")]
    )
    def test_it_is_deleted_after_an_error_and_after_ctrl_c(
        self, server: Running, transport: BentTransport, error: BaseException
    ) -> None:
        there: list[str] = []

        def stops_late(send: Send, outgoing: Outgoing) -> Answer:
            if b'"Batch"' in (outgoing.body or b""):
                there.extend(left_behind(server))
                raise error
            return send(outgoing)

        transport.bend = stops_late
        with pytest.raises(type(error)):
            all_tried(transport)

        assert len(there) == 2
        assert left_behind(server) == []

    def test_google_asking_to_wait_in_the_middle_stops_it_and_deletes(
        self, server: Running, transport: BentTransport
    ) -> None:
        server.faults.add(refuse("calendar.events.insert", 403, "quotaExceeded", nth=5))

        with pytest.raises(Interrupted):
            all_tried(transport)

        assert left_behind(server) == []

    def test_what_could_not_be_deleted_is_named_and_the_rest_is_deleted(
        self, server: Running, transport: BentTransport
    ) -> None:
        server.faults.add(refuse("calendar.calendars.delete", 403, "forbidden"))
        told: list[str] = []
        answers = trying(nullcontext(google_of(transport)), told.append)

        with pytest.raises(RemoteError, match="could not be deleted"), answers as given:
            list(given)

        (name,) = left_behind(server)
        assert name in told[0]
        assert "calendar" in told[0]

    def test_deleting_what_is_gone_already_is_fine(self, scratch: Scratch) -> None:
        scratch.make_calendar()
        scratch.make_book()

        assert [scratch.remove(), scratch.remove()] == [[], []]

    def test_a_second_ctrl_c_gives_up_one_of_them_only(
        self, server: Running, scratch: Scratch, transport: BentTransport
    ) -> None:
        scratch.make_calendar()
        scratch.make_book()

        def stopped(send: Send, outgoing: Outgoing) -> Answer:
            if outgoing.method == "DELETE" and "/calendars/" in outgoing.url:
                raise KeyboardInterrupt
            return send(outgoing)

        transport.bend = stopped

        assert len(scratch.remove()) == 1
        assert left_behind(server) == [scratch.name]

    def test_a_spreadsheet_whose_answer_was_lost_is_found_by_its_mark_and_deleted(
        self, server: Running, scratch: Scratch, transport: BentTransport
    ) -> None:
        transport.bend = stopped_before_the_answer
        with pytest.raises(KeyboardInterrupt):
            scratch.make_book()
        transport.bend = straight

        assert scratch.remove() == []
        assert left_behind(server) == []

    def test_a_calendar_whose_answer_was_lost_is_deleted_if_calendars_may_be_listed(
        self, server: Running
    ) -> None:
        transport = transport_for(server, (*SCOPES, LIST_CALENDARS))
        scratch = Scratch(google_of(transport), "0a")
        transport.bend = stopped_before_the_answer
        with pytest.raises(KeyboardInterrupt):
            scratch.make_calendar()
        transport.bend = straight

        assert scratch.remove() == []
        assert left_behind(server) == []

    def test_with_the_least_rights_such_a_calendar_is_named(
        self, server: Running, scratch: Scratch, transport: BentTransport
    ) -> None:
        transport.bend = stopped_before_the_answer
        with pytest.raises(KeyboardInterrupt):
            scratch.make_calendar()
        transport.bend = straight

        (line,) = scratch.remove()
        assert left_behind(server) == [scratch.name]
        assert scratch.name in line


def test_without_a_calendar_what_needs_one_is_not_tried(
    server: Running, transport: BentTransport
) -> None:
    server.faults.add(refuse("calendar.calendars.insert", 403, "forbidden"))

    findings, told = all_tried(transport)

    grades = {number: one.grade for number, one in findings}
    assert grades[1] is Grade.FAIL
    on_it = [one.number for one in ASSUMPTIONS if one.on is On.CALENDAR]
    assert {grades[number] for number in on_it} == {Grade.WARN}
    assert grades[19] is Grade.PASS
    assert told == ["Nothing that was made for this is left."]
