"""Reading back what people did to the guest list and with their answers: told once, never undone."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from local_google import admin
from sync.account.credentials import load_local
from sync.calendars.calendar_api import CalendarApi
from sync.calendars.pull import pull
from sync.event.facts import Deed, Facts, GuestNews
from sync.event.found_event import FoundEvent
from sync.journal.kept_facts import kept_answers, kept_exclusions
from sync.merging.changes import Verb
from sync.wire.connection import local
from tests.builders import ANA, HALL, KHAN, VISIT, ZONE, a_schedule, at
from tests.sync.bent_google import EVENTS, Bend, BentTransport, rewritten
from tests.sync.coaching import (
    OFFICE,
    QuickClock,
    Workspace,
    connect,
    hours,
    person,
    verbs,
    visit,
)

STRANGER = "stranger@else.example"
ROOM = "room-214@resource.calendar.google.com"


@pytest.fixture
def published(office: Workspace) -> Workspace:
    """A workspace with one visit pushed and its calendar read once."""
    office.publish(visit())
    look_back(office)
    return office


def look_back(workspace: Workspace, **more: Any) -> Facts:
    """One pull, with the schedule that was published."""
    workspace.later()
    plain: dict[str, Any] = {
        "api": workspace.api,
        "journal": workspace.journal,
        "district": workspace.district,
        "schedule": a_schedule([visit()]),
        "now": workspace.now,
    }
    return pull(**(plain | more))


def with_guests(workspace: Workspace, *more: dict[str, Any], without: str = "") -> FoundEvent:
    """What a person makes of the guest list by hand."""
    event = workspace.event()
    stay = [guest.entry() for guest in event.attendees if guest.email != without]
    return workspace.by_hand(event, {"attendees": [*stay, *more]})


def deeds(facts: Facts) -> list[tuple[Deed, str | None]]:
    return [(news.deed, news.person) for news in facts.guests]


@pytest.mark.proves("C9", "GE-10")
def test_a_guest_invited_by_hand_is_told_once_and_stays(published: Workspace) -> None:
    with_guests(published, {"email": person("khan")}, {"email": STRANGER})

    assert sorted(deeds(look_back(published)), key=str) == [
        (Deed.INVITED, KHAN),
        (Deed.INVITED, None),
    ]
    published.answer(person("hall"), published.event(), "accepted")
    assert look_back(published).guests == ()
    published.publish(visit("2026-12-09 10:40"))
    assert {guest.email for guest in published.event().attendees} >= {person("khan"), STRANGER}


@pytest.mark.proves("C9")
def test_a_guest_taken_out_by_hand_is_told_once_and_not_invited_again(
    published: Workspace,
) -> None:
    with_guests(published, without=person("hall"))

    assert deeds(look_back(published)) == [(Deed.TAKEN_OUT, HALL)]
    with_guests(published, {"email": STRANGER})
    assert deeds(look_back(published)) == [(Deed.INVITED, None)]
    published.publish(visit("2026-12-09 10:40"))
    assert person("hall") not in {guest.email for guest in published.event().attendees}


def test_a_guest_who_comes_back_and_goes_again_is_told_again(published: Workspace) -> None:
    with_guests(published, without=person("hall"))
    look_back(published)
    with_guests(published, {"email": person("hall")})
    assert look_back(published).guests == ()
    with_guests(published, without=person("hall"))

    assert deeds(look_back(published)) == [(Deed.TAKEN_OUT, HALL)]


def test_what_is_told_of_a_guest_names_nobody_in_the_journal(
    published: Workspace, tmp_path: Path
) -> None:
    with_guests(published, {"email": STRANGER, "displayName": "Sam Stranger"})
    (news,) = look_back(published).guests

    assert news.name == "Sam Stranger"
    assert "Stranger" not in repr(news)
    published.journal.close()
    kept = b"".join(file.read_bytes() for file in tmp_path.iterdir() if file.is_file())
    assert news.sign.encode() in kept
    assert b"tranger" not in kept


@pytest.mark.proves("C17")
def test_guests_google_left_out_of_its_answer_are_not_taken_for_gone(
    published: Workspace,
) -> None:
    def shortened(body: dict[str, Any]) -> dict[str, Any]:
        for item in body.get("items", ()):
            item["attendees"] = item["attendees"][:1]
            item["attendeesOmitted"] = True
        return body

    with_guests(published, {"email": STRANGER})
    facts = look_back(published, api=bent(published, rewritten("GET", EVENTS, shortened)))

    assert Deed.TAKEN_OUT not in [news.deed for news in facts.guests]


def bent(workspace: Workspace, bend: Bend) -> CalendarApi:
    """The office's own client, whose answers are bent on their way back."""
    minted = admin.mint(workspace.running.store, OFFICE, time_zone=ZONE)
    credentials = load_local(workspace.running.url, minted.refresh, token=minted.access)
    transport = BentTransport(credentials, local(workspace.running.url), clock=QuickClock())
    transport.bend = bend
    return CalendarApi(transport)


def test_a_room_that_declines_is_told(published: Workspace) -> None:
    admin.add_room(published.running.store, ROOM, name="Room 214", time_zone=ZONE)
    busy = {**hours("2026-12-08 10:20"), "summary": "Testing"}
    CalendarApi(connect(published.running, ROOM)).insert_event(ROOM, busy, send_updates="none")
    with_guests(published, {"email": ROOM, "displayName": "Room 214", "resource": True})

    assert [(news.deed, news.name) for news in look_back(published).guests] == [
        (Deed.NO_ROOM, "Room 214")
    ]


@pytest.mark.proves("GE-23")
def test_who_answered_before_a_move_has_to_answer_again(published: Workspace) -> None:
    published.answer(person("hall"), published.event(), "accepted")
    look_back(published)
    published.publish(visit("2026-12-09 10:40"))

    assert look_back(published).reopened == ((VISIT, HALL),)
    assert kept_answers(published.journal) == ()
    assert look_back(published).reopened == ()


def test_a_move_there_and_back_leaves_no_answer_standing(published: Workspace) -> None:
    published.answer(person("hall"), published.event(), "accepted")
    look_back(published)
    published.publish(visit("2026-12-09 10:40"))
    published.publish(visit())
    look_back(published)

    assert kept_answers(published.journal) == ()


def test_a_declined_time_stays_declined_after_the_move(published: Workspace) -> None:
    published.answer(person("hall"), published.event(), "declined")
    look_back(published)
    published.publish(visit("2026-12-09 10:40"))
    look_back(published)

    assert [one.start for one in kept_exclusions(published.journal)] == [at("2026-12-08 10:40")]


def test_an_answer_of_one_guest_does_not_tell_the_others_again(published: Workspace) -> None:
    published.answer(person("hall"), published.event(), "accepted")
    look_back(published)
    published.answer(person("ana"), published.event(), "accepted")

    assert [answer.person for answer in look_back(published).answers] == [ANA]


@pytest.mark.proves("F-65")
def test_a_drag_by_a_guest_stays_on_her_own_copy(published: Workspace) -> None:
    hall = CalendarApi(connect(published.running, person("hall")))
    copy = hall.get_event(person("hall"), published.event().id)
    assert copy is not None
    hall.patch_event(
        person("hall"), copy.id, hours("2026-12-10 13:00"), etag=copy.etag, send_updates="none"
    )

    assert look_back(published) == Facts()
    assert published.event().start == at("2026-12-08 10:40")
    assert verbs(published.compare(visit())) == [Verb.NOTHING]


@pytest.mark.proves("C2")
def test_the_same_edit_is_told_once_and_another_one_again(published: Workspace) -> None:
    published.by_hand(published.event(), {"summary": "Ana + Rosa"})
    assert len(look_back(published).edited) == 1
    published.answer(person("hall"), published.event(), "accepted")
    assert look_back(published).edited == ()
    published.by_hand(published.event(), {"summary": "Rosa + Ana"})

    assert len(look_back(published).edited) == 1


def test_a_sign_tells_two_news_apart(published: Workspace) -> None:
    news = GuestNews(activity=VISIT, deed=Deed.INVITED, sign="a", name="Sam")

    assert news != replace(news, sign="b")
    assert news == replace(news, name="Ann")


def away(office: Workspace, who: str, **properties: str) -> None:
    """Somebody is out of office all that Tuesday morning, and lets her calendar decline."""
    body = {
        "eventType": "outOfOffice",
        "summary": "Away",
        "start": {"dateTime": at("2026-12-08 08:00").isoformat()},
        "end": {"dateTime": at("2026-12-08 12:00").isoformat()},
        "outOfOfficeProperties": properties,
    }
    CalendarApi(connect(office.running, who)).insert_event(who, body, send_updates="none")


def a_day_later(office: Workspace) -> None:
    """The server's clock is that of the next day."""
    office.running.store.set_clock(lambda: datetime(2026, 12, 2, 12, tzinfo=UTC))


@pytest.mark.proves("GE-23", "F-66")
@pytest.mark.parametrize("message", ["Declined because I am out of office", ""])
def test_a_decline_a_calendar_gave_by_itself_is_marked(office: Workspace, message: str) -> None:
    mode = "declineAllConflictingInvitations"
    away(office, person("hall"), autoDeclineMode=mode, declineMessage=message)
    office.publish(visit())

    (answer,) = look_back(office).answers
    assert (answer.person, answer.response, answer.automatic) == (HALL, "declined", True)
    assert [one.automatic for one in kept_answers(office.journal)] == [True]
    assert [one.start for one in kept_exclusions(office.journal)] == [at("2026-12-08 10:40")]


def test_an_absence_entered_later_declines_by_itself_too(published: Workspace) -> None:
    a_day_later(published)
    mode, message = "declineAllConflictingInvitations", "Declined because I am out of office"
    away(published, person("hall"), autoDeclineMode=mode, declineMessage=message)

    assert [answer.automatic for answer in look_back(published).answers] == [True]


@pytest.mark.parametrize("comment", ["state testing", "my office is on the other side", ""])
def test_a_decline_a_person_gave_is_not_marked(published: Workspace, comment: str) -> None:
    a_day_later(published)
    published.answer(person("hall"), published.event(), "declined", comment)

    assert [answer.automatic for answer in look_back(published).answers] == [False]
