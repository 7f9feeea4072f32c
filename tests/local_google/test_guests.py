"""A copy for each guest, answers that flow back, and the mails Google would send."""

from typing import Any

import pytest

from local_google.calendar_tables import set_switch
from tests.local_google.district import (
    COACH,
    OTHER,
    OUTSIDER,
    TEACHER,
    District,
    answers,
    guests,
    lesson,
)
from tests.local_google.test_event_identity import refused


class Visit:
    """One event on a coaching calendar with guests, and each person's view of it."""

    def __init__(self, district: District, *emails: str, **more: Any) -> None:
        self.district = district
        self.coach = district.client(COACH)
        self.calendar = self.coach.calendars().insert(body={"summary": "Coaching"}).execute()["id"]
        told = more.pop("sendUpdates", "none")
        body = lesson(id="bell0", attendees=guests(*emails), **more)
        self.coach.events().insert(calendarId=self.calendar, body=body, sendUpdates=told).execute()

    def own(self) -> dict[str, Any]:
        found: dict[str, Any] = (
            self.coach.events().get(calendarId=self.calendar, eventId="bell0").execute()
        )
        return found

    def of(self, email: str) -> dict[str, Any]:
        client = self.district.client(email)
        found: dict[str, Any] = client.events().get(calendarId="primary", eventId="bell0").execute()
        return found

    def change(self, told: str = "none", **body: Any) -> dict[str, Any]:
        changed: dict[str, Any] = (
            self.coach.events()
            .patch(calendarId=self.calendar, eventId="bell0", body=body, sendUpdates=told)
            .execute()
        )
        return changed

    def edit(self, email: str, told: str = "none", **body: Any) -> dict[str, Any]:
        client = self.district.client(email)
        changed: dict[str, Any] = (
            client.events()
            .patch(calendarId="primary", eventId="bell0", body=body, sendUpdates=told)
            .execute()
        )
        return changed

    def reply(self, email: str, status: str, told: str = "none") -> None:
        entry = {"email": email, "responseStatus": status}
        self.edit(email, told, attendees=[entry], attendeesOmitted=True)


@pytest.fixture
def visit(district: District) -> Visit:
    return Visit(district, TEACHER, OTHER)


@pytest.mark.proves("GS-16")
def test_each_guest_gets_a_copy_that_says_whose_it_is(visit: Visit) -> None:
    copy, own = visit.of(TEACHER), visit.own()

    assert copy["organizer"] == {"email": visit.calendar, "displayName": "Coaching"}
    assert own["organizer"] == {"email": visit.calendar, "displayName": "Coaching", "self": True}
    assert copy["creator"] == own["creator"] == {"email": COACH}
    assert [guest.get("self") for guest in copy["attendees"]] == [True, None]
    assert copy["iCalUID"] == own["iCalUID"]


@pytest.mark.proves("GS-16", "C7")
def test_an_answer_reaches_the_organizer_and_moves_the_etag(visit: Visit) -> None:
    before = visit.own()

    visit.reply(TEACHER, "declined")

    after = visit.own()
    assert answers(after) == {TEACHER: "declined", OTHER: "needsAction"}
    assert after["etag"] != before["etag"]
    assert answers(visit.of(OTHER)) == {TEACHER: "declined", OTHER: "needsAction"}


@pytest.mark.proves("GS-16")
def test_a_guest_s_edit_of_the_time_stays_on_the_copy_until_the_organizer_writes(
    visit: Visit,
) -> None:
    visit.edit(TEACHER, summary="Mine", end={"dateTime": "2027-02-03T10:30:00-05:00"})

    assert visit.of(TEACHER)["summary"] == "Mine"
    assert visit.own()["summary"] == "Observation"
    assert visit.of(OTHER)["end"]["dateTime"] == "2027-02-03T09:45:00-05:00"

    visit.change(location="Room 9")

    assert visit.of(TEACHER)["summary"] == "Observation"
    assert visit.of(TEACHER)["end"]["dateTime"] == "2027-02-03T09:45:00-05:00"


@pytest.mark.proves("GS-16")
def test_a_guest_cannot_answer_for_another(visit: Visit) -> None:
    visit.edit(TEACHER, attendees=[{"email": OTHER, "responseStatus": "accepted"}])

    assert answers(visit.own()) == {TEACHER: "needsAction", OTHER: "needsAction"}


@pytest.mark.proves("GS-17")
def test_reminders_colour_and_private_properties_belong_to_each_copy(visit: Visit) -> None:
    visit.change(extendedProperties={"private": {"bellKey": "k"}, "shared": {"cycle": "3"}})
    visit.edit(
        TEACHER,
        colorId="7",
        transparency="transparent",
        reminders={"useDefault": False},
        extendedProperties={"private": {"mine": "x"}},
    )

    visit.change(summary="New")

    copy, own = visit.of(TEACHER), visit.own()
    assert copy["summary"] == "New"
    assert (copy["colorId"], copy["transparency"]) == ("7", "transparent")
    assert copy["reminders"] == {"useDefault": False}
    assert copy["extendedProperties"] == {"private": {"mine": "x"}, "shared": {"cycle": "3"}}
    assert own["extendedProperties"] == {"private": {"bellKey": "k"}, "shared": {"cycle": "3"}}
    assert not {"colorId", "transparency"} & set(own)


@pytest.mark.proves("GS-18", "C19")
@pytest.mark.parametrize(
    "body",
    [
        {"guestsCanModify": True},
        {"guestsCanInviteOthers": False},
        {"extendedProperties": {"shared": {"a": "b"}}},
    ],
)
def test_a_guest_cannot_set_what_is_the_organizer_s(visit: Visit, body: dict[str, Any]) -> None:
    client = visit.district.client(TEACHER)
    request = client.events().patch(calendarId="primary", eventId="bell0", body=body)

    assert refused(request) == (403, "forbiddenForNonOrganizer")


@pytest.mark.proves("GS-18")
def test_a_guest_s_whole_update_that_omits_a_flag_is_refused(district: District) -> None:
    Visit(district, TEACHER, guestsCanInviteOthers=False)
    client = district.client(TEACHER)

    request = client.events().update(calendarId="primary", eventId="bell0", body=lesson())

    assert refused(request) == (403, "forbiddenForNonOrganizer")


def test_a_hidden_guest_list_shows_each_guest_only_themselves(district: District) -> None:
    visit = Visit(district, TEACHER, OTHER, guestsCanSeeOtherGuests=False)

    copy = visit.of(TEACHER)

    assert answers(copy) == {TEACHER: "needsAction"}
    assert copy["attendeesOmitted"] is True
    assert len(visit.own()["attendees"]) == 2


def test_with_guests_can_modify_a_guest_s_edit_is_everybody_s(district: District) -> None:
    visit = Visit(district, TEACHER, OTHER, guestsCanModify=True)

    visit.edit(TEACHER, location="Library")

    assert visit.own()["location"] == visit.of(OTHER)["location"] == "Library"


def test_a_guest_taken_off_the_list_loses_the_copy_and_gets_it_back_when_invited_again(
    visit: Visit,
) -> None:
    visit.change(attendees=guests(OTHER))
    assert set(visit.of(TEACHER)) == {"kind", "etag", "id", "status"}
    assert visit.of(TEACHER)["status"] == "cancelled"

    visit.change(attendees=guests(OTHER, TEACHER))

    assert visit.of(TEACHER)["status"] == "confirmed"


def test_a_guest_who_deletes_the_copy_has_declined(visit: Visit) -> None:
    client = visit.district.client(TEACHER)

    client.events().delete(calendarId="primary", eventId="bell0").execute()
    visit.change(location="Room 9")

    assert answers(visit.own())[TEACHER] == "declined"
    assert visit.of(TEACHER)["status"] == "cancelled"


def test_deleting_the_event_or_its_calendar_cancels_every_copy(district: District) -> None:
    first = Visit(district, TEACHER, OTHER)
    first.coach.events().delete(calendarId=first.calendar, eventId="bell0").execute()
    assert {first.of(email)["status"] for email in (TEACHER, OTHER)} == {"cancelled"}
    body = lesson(id="bell1", attendees=guests(TEACHER))
    first.coach.events().insert(calendarId=first.calendar, body=body).execute()

    first.coach.calendars().delete(calendarId=first.calendar).execute()

    items = district.client(TEACHER).events().list(calendarId="primary").execute()["items"]
    assert items == []


@pytest.mark.proves("GS-15")
def test_a_moved_event_asks_its_guests_again_unless_told_otherwise(visit: Visit) -> None:
    visit.reply(TEACHER, "accepted")
    visit.change(summary="New", location="Room 2")
    assert answers(visit.own())[TEACHER] == "accepted"

    visit.change(end={"dateTime": "2027-02-03T10:00:00-05:00"})
    assert answers(visit.own()) == answers(visit.of(TEACHER))
    assert answers(visit.own())[TEACHER] == "needsAction"

    set_switch(visit.district.running.store, "time_change_resets_answers", "no")
    visit.reply(TEACHER, "accepted")
    visit.change(end={"dateTime": "2027-02-03T10:30:00-05:00"})
    assert answers(visit.own())[TEACHER] == "accepted"


@pytest.mark.proves("GS-19")
def test_who_is_told_of_a_new_event(district: District) -> None:
    told = {
        mode: (
            Visit(district, TEACHER, OUTSIDER, COACH, sendUpdates=mode),
            district.mails(),
        )[1]
        for mode in ("all", "externalOnly", "none")
    }

    assert told == {
        "all": [("invitation", TEACHER), ("invitation", OUTSIDER)],
        "externalOnly": [("invitation", OUTSIDER)],
        "none": [],
    }


@pytest.mark.proves("GS-19", "C21")
def test_each_kind_of_change_sends_its_kind_of_mail_once(visit: Visit) -> None:
    mails = visit.district.mails
    visit.change("all", summary="New")
    assert mails() == [("update", TEACHER), ("update", OTHER)]
    visit.change("all", extendedProperties={"private": {"a": "b"}})
    assert mails() == []
    visit.change("all", attendees=guests(TEACHER, OUTSIDER))
    assert mails() == [("invitation", OUTSIDER), ("cancellation", OTHER)]
    visit.reply(TEACHER, "accepted", "all")
    assert mails() == [("response", COACH)]
    visit.change("all", attendees=guests(TEACHER, OUTSIDER))
    assert mails() == [("update", TEACHER)]
    visit.coach.events().delete(
        calendarId=visit.calendar, eventId="bell0", sendUpdates="all"
    ).execute()
    assert mails() == [("cancellation", TEACHER), ("cancellation", OUTSIDER)]


@pytest.mark.proves("GS-19")
def test_without_send_updates_nobody_is_told_and_the_old_switch_tells_all(
    district: District,
) -> None:
    coach = district.client(COACH)
    body = lesson(attendees=guests(TEACHER))

    coach.events().insert(calendarId="primary", body=body).execute()
    assert district.mails() == []
    coach.events().insert(calendarId="primary", body=body, sendNotifications=True).execute()
    assert district.mails() == [("invitation", TEACHER)]


def test_a_room_that_is_invited_is_busy_and_gets_no_mail(district: District) -> None:
    room = "room12@north.example"
    district.token(room)

    visit = Visit(district, TEACHER)
    visit.change("all", attendees=[{"email": TEACHER}, {"email": room, "resource": True}])
    visit.change(attendees=[{"email": room}])

    assert district.mails() == []
    assert visit.own()["attendees"] == [
        {"email": room, "resource": True, "responseStatus": "needsAction"}
    ]
