"""The Calendar calls at the wire: what is sent, and what each of Google's answers becomes."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from sync.calendars.calendar_api import AlreadyThere, CalendarApi, EtagMoved
from sync.wire.answers import Unanswered
from tests.sync.calendar_wire import COACHING, EVENT, VISIT, query
from tests.sync.wire import Deed, Drop, FakeClock, Heard, Say, Wire, refuse, transport


@pytest.fixture
def api(wire: Wire) -> CalendarApi:
    return CalendarApi(transport(wire, FakeClock()))


class Server:
    """A calendar that commits an insert or a change and then may lose the answer."""

    def __init__(self, wire: Wire, *, lose: int) -> None:
        self.events: dict[str, dict[str, Any]] = {}
        self.mails = 0
        self._lose = lose
        wire.script = self.answer

    def answer(self, heard: Heard) -> Deed:
        name = urlsplit(heard.path).path.rsplit("/", 1)[-1]
        said = self._carry_out(heard, name)
        if heard.method != "GET" and self._lose > 0:
            self._lose -= 1
            return Drop()
        return said

    def _carry_out(self, heard: Heard, name: str) -> Deed:
        if heard.method == "POST":
            return self._insert(heard.json)
        if name not in self.events:
            return refuse(404, "notFound")
        event = self.events[name]
        if heard.method == "GET":
            return Say(200, event)
        if event["status"] == "cancelled":
            return refuse(410, "deleted", "Resource has been deleted")
        if heard.headers["if-match"] != event["etag"]:
            return refuse(412, "conditionNotMet", "Precondition Failed")
        self.mails += 1
        event["etag"] = '"' + str(int(event["etag"].strip('"')) + 2) + '"'
        if heard.method == "DELETE":
            event["status"] = "cancelled"
            return Say(204, None)
        event.update(heard.json)
        return Say(200, event)

    def _insert(self, body: dict[str, Any]) -> Deed:
        if body["id"] in self.events:
            return refuse(409, "duplicate", "The requested identifier already exists.")
        self.events[body["id"]] = {**body, "etag": '"2"', "status": "confirmed"}
        self.mails += 1
        return Say(200, self.events[body["id"]])


class TestWrites:
    @pytest.mark.proves("N1", "N2")
    def test_an_insert_whose_answer_is_lost_makes_one_event_and_one_mail(
        self, wire: Wire, api: CalendarApi
    ) -> None:
        server = Server(wire, lose=1)

        made = api.insert_event(COACHING, {"id": VISIT, "summary": "Visit"}, send_updates="all")

        assert made == AlreadyThere(calendar_id=COACHING, event_id=VISIT)
        assert (list(server.events), server.mails) == ([VISIT], 1)

    @pytest.mark.proves("N1")
    def test_an_insert_without_an_id_of_ours_is_never_sent_twice(
        self, wire: Wire, api: CalendarApi
    ) -> None:
        wire.script = [Drop()]

        with pytest.raises(Unanswered):
            api.insert_event(COACHING, {"summary": "Visit"}, send_updates="none")

        assert wire.methods() == ["POST"]

    @pytest.mark.proves("N3")
    def test_a_change_whose_answer_is_lost_is_made_once_and_asks_to_be_looked_at(
        self, wire: Wire, api: CalendarApi
    ) -> None:
        server = Server(wire, lose=0)
        api.insert_event(COACHING, {"id": VISIT, "summary": "Visit"}, send_updates="none")
        server._lose = 1

        with pytest.raises(EtagMoved):
            api.patch_event(COACHING, VISIT, {"location": "12"}, etag='"2"', send_updates="all")

        found = api.get_event(COACHING, VISIT)
        assert found is not None
        assert (found.location, server.mails) == ("12", 2)

    @pytest.mark.proves("N4")
    def test_a_delete_whose_answer_is_lost_is_done(self, wire: Wire, api: CalendarApi) -> None:
        server = Server(wire, lose=0)
        api.insert_event(COACHING, {"id": VISIT}, send_updates="none")
        server._lose = 1

        api.delete_event(COACHING, VISIT, etag='"2"', send_updates="all")

        assert wire.methods() == ["POST", "DELETE", "DELETE"]
        found = api.get_event(COACHING, VISIT)
        assert found is not None
        assert found.cancelled

    @pytest.mark.proves("N4")
    @pytest.mark.parametrize("status", [404, 410])
    def test_deleting_what_is_gone_is_done(self, wire: Wire, api: CalendarApi, status: int) -> None:
        wire.script = [refuse(status, "deleted")]

        api.delete_event(COACHING, VISIT, etag='"2"', send_updates="none")

        assert wire.heard[0].headers["if-match"] == '"2"'

    def test_an_event_that_moved_meanwhile_is_not_deleted(
        self, wire: Wire, api: CalendarApi
    ) -> None:
        wire.script = [refuse(412, "conditionNotMet")]

        with pytest.raises(EtagMoved):
            api.delete_event(COACHING, VISIT, etag='"2"', send_updates="none")

    @pytest.mark.parametrize("status", [404, 410, 412])
    def test_a_change_to_an_event_that_is_not_as_we_read_it_is_not_made(
        self, wire: Wire, api: CalendarApi, status: int
    ) -> None:
        wire.script = [refuse(status, "conditionNotMet")]

        with pytest.raises(EtagMoved) as moved:
            api.patch_event(COACHING, VISIT, {}, etag='"2"', send_updates="none")

        assert moved.value.status == status
        assert len(wire.heard) == 1

    def test_a_change_without_an_etag_is_never_sent(self, wire: Wire, api: CalendarApi) -> None:
        with pytest.raises(ValueError, match="etag"):
            api.patch_event(COACHING, VISIT, {}, etag="", send_updates="none")

        assert wire.heard == []

    @pytest.mark.proves("C21")
    def test_every_write_says_whether_it_sends_mail(self, wire: Wire, api: CalendarApi) -> None:
        wire.script = [Say(200, EVENT)]

        api.insert_event(COACHING, {"id": VISIT}, send_updates="none")
        api.patch_event(COACHING, VISIT, {}, etag='"1"', send_updates="all")
        api.delete_event(COACHING, VISIT, etag='"1"', send_updates="externalOnly")

        said = [query(heard)["sendUpdates"] for heard in wire.heard]
        assert said == [["none"], ["all"], ["externalOnly"]]

    def test_sharing_a_calendar_sends_no_mail_and_survives_a_lost_answer(
        self, wire: Wire, api: CalendarApi
    ) -> None:
        wire.script = [Drop(), Say(200, {})]

        api.share(COACHING, "leader@oakhill.example", "reader")

        assert [query(heard)["sendNotifications"] for heard in wire.heard] == [["false"]] * 2
        assert wire.heard[1].json["scope"] == {"type": "user", "value": "leader@oakhill.example"}


class TestCalendars:
    MARK = "Made by Bellweave, mark 7f3a"

    def test_a_calendar_whose_answer_is_lost_is_found_by_its_mark_and_not_made_twice(
        self, wire: Wire, api: CalendarApi
    ) -> None:
        listed = {"items": [{"id": "made", "summary": "Coaching", "description": self.MARK}]}
        wire.script = [Drop(), Say(200, listed)]

        assert api.create_calendar("Coaching", "America/New_York", self.MARK) == "made"
        assert wire.methods() == ["POST", "GET"]

    def test_a_calendar_that_was_not_made_is_made_after_a_look(
        self, wire: Wire, api: CalendarApi
    ) -> None:
        other = {"items": [{"id": "other", "summary": "Coaching", "description": "mine"}]}
        wire.script = [Drop(), Say(200, other), Say(200, {"id": "made"})]

        assert api.create_calendar("Coaching", "America/New_York", self.MARK) == "made"
        assert wire.methods() == ["POST", "GET", "POST"]

    def test_when_the_list_may_not_be_read_nothing_is_made_again(
        self, wire: Wire, api: CalendarApi
    ) -> None:
        wire.script = [Drop(), refuse(403, "insufficientPermissions")]

        with pytest.raises(Unanswered):
            api.create_calendar("Coaching", "America/New_York", self.MARK)

        assert wire.methods() == ["POST", "GET"]

    def test_a_calendar_that_is_gone_is_none(self, wire: Wire, api: CalendarApi) -> None:
        wire.script = [refuse(404, "notFound")]

        assert api.get_calendar(COACHING) is None


def test_the_client_is_built_without_a_fetch_and_kept(wire: Wire, api: CalendarApi) -> None:
    wire.script = [Say(200, EVENT)]

    api.get_event(COACHING, VISIT)
    api.get_event(COACHING, VISIT)

    assert api._events() is api._events()
    paths = {urlsplit(heard.path).path for heard in wire.heard}
    assert paths == {f"/calendar/v3/calendars/{COACHING.replace('@', '%40')}/events/{VISIT}"}
