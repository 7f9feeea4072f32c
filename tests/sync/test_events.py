"""What an invitation says, and what it never says."""

import json
from dataclasses import replace
from typing import Any

import pytest

from scheduler.district import District, Modality, Role
from scheduler.errors import InputError
from scheduler.model import Activity, ActivityId, Container, Kind, Slot
from sync.event.description import CLOSES, block_of, with_block, with_markers
from sync.event.events import insert_body, wanted_event, wanted_events
from sync.event.identity import event_id, guest_mark, key_of
from sync.event.marks import written_by
from sync.event.wording import Wording
from sync.merging.diff import creation
from sync.merging.patches import new_event
from tests.builders import (
    ANA,
    HALL,
    KHAN,
    VISIT,
    a_district,
    a_person,
    a_schedule,
    a_slot,
    an_activity,
)


def body_of(
    activity: Activity | None = None,
    slot: Slot | None = None,
    *,
    district: District | None = None,
    wording: Wording | None = None,
) -> dict[str, Any]:
    """What would be sent for a new event."""
    activity = activity or an_activity()
    event = wanted_event(activity, slot or a_slot(), district or a_district(), wording or Wording())
    return new_event(creation("example", key_of("example", activity.id), 1, event, "c"), "r-1")


def test_an_invitation_names_the_kind_the_period_and_the_coach() -> None:
    assert body_of()["summary"] == "Math coaching: classroom visit, period 4 (Ana Ruiz)"


def test_an_invitation_says_where_what_to_bring_why_then_and_the_way_out() -> None:
    body = body_of(an_activity(week=2, bring="one piece of student work"))

    assert body["location"] == "Lincoln MS, room 214"
    assert block_of(body["description"]) == "\n".join(
        (
            "Week 2: content knowledge",
            "Ana Ruiz comes to you.",
            "Please bring: one piece of student work",
            "Why this time: it is one of your lessons in the subject of the cycle.",
            "Cannot make it? Decline with a short note and we will find another time.",
            "Sent by the district math office.",
        )
    )


def test_nothing_to_prepare_is_said_only_where_the_step_asks_for_nothing() -> None:
    assert "Nothing to prepare." in body_of()["description"]
    assert "Nothing to prepare" not in body_of(an_activity(bring="the unit"))["description"]


@pytest.mark.proves("R-CLC-15")
def test_the_weeks_label_stands_in_the_invitation() -> None:
    assert (
        "reflection and planning"
        in body_of(an_activity(label="reflection and planning"))["description"]
    )


def test_a_booking_page_is_offered_as_the_way_out() -> None:
    wording = Wording(booking={ANA: "https://book.example/ana"})

    assert (
        "or pick another time: https://book.example/ana." in body_of(wording=wording)["description"]
    )


@pytest.mark.proves("F-13", "GE-26")
@pytest.mark.parametrize(
    ("wall", "sent"),
    [
        ("2026-10-30 10:40", "2026-10-30T10:40:00-04:00"),
        ("2026-11-02 10:40", "2026-11-02T10:40:00-05:00"),
    ],
)
def test_the_same_wall_time_is_sent_before_and_after_the_clocks_change(
    wall: str, sent: str
) -> None:
    assert body_of(slot=a_slot(wall))["start"] == {"dateTime": sent, "timeZone": "America/New_York"}


def test_the_coach_is_a_guest_so_that_her_own_calendar_shows_busy() -> None:
    guests = [guest["email"] for guest in body_of()["attendees"]]

    assert guests == ["ana@district.example", "hall@district.example"]


def test_only_those_invited_people_who_can_come_are_guests() -> None:
    activity = an_activity(invited=(KHAN,))

    assert len(body_of(activity)["attendees"]) == 2
    assert len(body_of(activity, a_slot(coming=(KHAN,)))["attendees"]) == 3


@pytest.mark.proves("F-68")
def test_an_invitation_is_private_and_tells_nothing_about_a_person() -> None:
    body = body_of()

    assert body["visibility"] == "private"
    assert body["guestsCanModify"] is False
    assert body["guestsCanInviteOthers"] is False
    sent = json.dumps(body)
    assert "Hall" not in sent.replace("hall@district.example", "")
    assert VISIT not in sent
    assert "ana@" not in json.dumps(body["extendedProperties"])


@pytest.mark.proves("F-68")
@pytest.mark.parametrize(("kind", "shown"), [(Kind.SESSION, True), (Kind.ROUND, False)])
def test_cohorts_see_each_other_and_rounds_hide_the_guest_list(kind: Kind, shown: bool) -> None:
    assert body_of(an_activity(kind=kind))["guestsCanSeeOtherGuests"] is shown


@pytest.mark.proves("F-69")
def test_external_partners_get_no_teachers_names_and_no_guest_list() -> None:
    partner = a_person("Pat Lee", Role.EXTERNAL_PARTNER, email="pat@partner.example", external=True)
    activity = an_activity(kind=Kind.ROUND, required=(ANA, HALL, partner.id))

    body = body_of(activity, district=a_district(partner))

    assert body["guestsCanSeeOtherGuests"] is False
    assert "Rosa" not in body["description"]


def test_a_round_without_outsiders_names_its_visitors() -> None:
    body = body_of(an_activity(kind=Kind.ROUND, required=(ANA, HALL)))

    assert "Host: Lincoln MS, room 214. With Ana Ruiz, Rosa Hall." in body["description"]


def test_a_remote_meeting_says_how_to_join() -> None:
    activity = an_activity(
        kind=Kind.MEETING, modality=Modality.VIRTUAL, link="https://meet.example/x"
    )

    body = body_of(activity, a_slot(container=Container.WORKDAY))

    assert body["location"] == "Online"
    assert "Join here: https://meet.example/x" in body["description"]


@pytest.mark.proves("I6", "X20")
def test_control_characters_in_names_do_not_reach_an_event() -> None:
    ana = a_person("Ana\u202e\x00Ruiz", Role.COACH, id=ANA, email="ana@d.example")

    assert "(Ana Ruiz)" in body_of(district=a_district(ana))["summary"]


@pytest.mark.proves("C18", "GE-14")
def test_events_too_large_for_google_and_people_without_address_are_refused_together() -> None:
    crowd = [a_person(f"Guest N{n}") for n in range(201)]
    nobody = a_person("Rosa Hall", id=HALL, email="")
    activities = (
        an_activity(required=(ANA, *(person.id for person in crowd))),
        an_activity(id="other", bring="x" * 8_000, required=(ANA, HALL)),
    )
    schedule = a_schedule((activity, a_slot()) for activity in activities)

    with pytest.raises(InputError) as raised:
        wanted_events(schedule, a_district(nobody, *crowd), Wording())

    whats = " ".join(fault.what for fault in raised.value.faults)
    assert "has 202 guests" in whats
    assert "characters of text" in whats
    assert "Rosa Hall has no e-mail address" in whats


@pytest.mark.proves("GE-18")
def test_marks_stay_inside_googles_limits_with_the_largest_guest_list() -> None:
    crowd = tuple(a_person(f"Guest N{n}") for n in range(198))
    activity = an_activity(required=(ANA, HALL, *(person.id for person in crowd)))

    private = body_of(activity, district=a_district(*crowd))["extendedProperties"]["private"]

    assert max(map(len, private)) <= 44
    assert max(len(value) for value in private.values()) <= 1024
    assert len(private["bellWho"] + private["bellWho2"]) == 200 * 8


@pytest.mark.proves("GE-2")
def test_an_id_depends_on_program_activity_and_generation_only() -> None:
    key = key_of("north", VISIT)

    assert event_id("north", key, 1) == event_id("north", key_of("north", VISIT), 1)
    others = {
        event_id("north", key, 2),
        event_id("south", key_of("south", VISIT), 1),
        event_id("north", key_of("north", ActivityId(VISIT + "x")), 1),
    }
    assert len(others | {event_id("north", key, 1)}) == 4
    assert set(event_id("north", key, 1)) <= set("0123456789abcdefghijklmnopqrstuv")


def test_ids_stay_the_same_from_release_to_release() -> None:
    key = key_of("example", VISIT)

    assert key == "0hp7t330nh26shpnjheissp6vd1jqahn"
    assert event_id("example", key, 1) == "bellpj79cumq25scn7j9nq9ratlhtmp8skv5"


def test_a_guests_sign_differs_from_event_to_event() -> None:
    one, other = (key_of("north", ActivityId(VISIT + end)) for end in ("a", "b"))

    assert guest_mark(one, "Hall@district.example ") == guest_mark(one, "hall@district.example")
    assert guest_mark(one, "hall@district.example") != guest_mark(other, "hall@district.example")


def test_people_keep_their_notes_when_our_block_changes() -> None:
    description = with_markers("old") + "\nbring coffee"

    assert with_block(description, "new") == with_markers("new") + "\nbring coffee"


def test_a_description_that_googles_page_turned_into_html_is_still_understood() -> None:
    html = with_markers("A &amp; B").replace("\n", "<br>") + "<br><b>my note</b>"

    assert block_of(html) == "A & B"
    assert block_of(with_block(html, "C < D\nE")) == "C < D\nE"
    assert with_block(html, "C").endswith(f"{CLOSES}<br><b>my note</b>")


def test_what_looks_like_a_tag_is_read_back_as_it_was_written() -> None:
    activity = an_activity(bring="<student work> & 2 < 3 tasks")
    written = wanted_event(activity, a_slot(), a_district(), Wording()).text

    assert "student work" in written
    assert block_of(body_of(activity)["description"]) == written


def test_marks_say_null_for_what_is_to_be_taken_away() -> None:
    event = wanted_event(an_activity(), a_slot(), a_district(), Wording())
    marks = creation("example", key_of("example", VISIT), 1, event, "c").marks
    assert marks is not None

    assert written_by(marks)["bellDel"] is None
    assert written_by(replace(marks, going=True))["bellDel"] == "1"
    assert (
        "bellDel"
        not in insert_body(event, event_id("e", marks.key, 1), marks)["extendedProperties"][
            "private"
        ]
    )
