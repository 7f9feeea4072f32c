"""What people outside the district are given: a link, a file, and no teacher's name."""

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from scheduler.district import Modality, Role
from scheduler.model import Kind
from scheduler.schoolday import SchoolDays
from sync.event.events import WantedEvent, wanted_event
from sync.event.ics import person_ics
from sync.event.prefilled import calendar_link
from sync.event.wording import Wording
from tests.builders import ANA, HALL, KHAN, a_district, a_person, a_schedule, a_slot, an_activity

PARTNER = a_person("Pat Lee", Role.EXTERNAL_PARTNER, email="pat@partner.example", external=True)
ROUND = an_activity(kind=Kind.ROUND, label="Fall round", required=(ANA, HALL, KHAN, PARTNER.id))
STAMP = datetime(2026, 12, 4, 20, 30, tzinfo=UTC)


def event(bring: str = "", link: str = "") -> WantedEvent:
    activity = replace(ROUND, bring=bring, link=link)
    return wanted_event(activity, a_slot("2026-12-08 10:40"), a_district(PARTNER), Wording())


@pytest.mark.proves("F-69")
def test_the_link_opens_google_calendar_with_the_event_filled_in() -> None:
    link = urlsplit(calendar_link(event("the protocol")))
    asked = parse_qs(link.query)

    assert (link.scheme, link.netloc, link.path) == (
        "https",
        "calendar.google.com",
        "/calendar/r/eventedit",
    )
    assert asked["action"] == ["TEMPLATE"]
    assert asked["dates"] == ["20261208T154000Z/20261208T162000Z"]
    assert asked["ctz"] == ["America/New_York"]
    assert asked["location"] == ["Lincoln MS, room 214"]
    assert "Please bring: the protocol" in asked["details"][0]


@pytest.mark.proves("F-69")
def test_neither_link_nor_file_names_a_teacher_or_an_address() -> None:
    district = a_district(PARTNER)
    raw = person_ics(
        PARTNER.id,
        a_schedule([(ROUND, a_slot())]),
        district,
        SchoolDays(district),
        uid=lambda one: f"{one}@google.com",
        stamp=STAMP,
    ).decode()

    for name in ("Hall", "Khan", "Rosa", "Amir", "district.example"):
        assert name not in raw
        assert name not in calendar_link(event())
    assert "Ana Ruiz" in raw


@pytest.mark.proves("F-75", "F-69")
def test_the_file_of_somebody_outside_opens_and_holds_her_events_only() -> None:
    district = a_district(PARTNER)
    schedule = a_schedule(
        [(ROUND, a_slot()), (an_activity(id="another"), a_slot("2026-12-09 10:40"))]
    )
    raw = person_ics(
        PARTNER.id,
        schedule,
        district,
        SchoolDays(district),
        uid=lambda one: f"{one}@google.com",
        stamp=STAMP,
    )
    calendar = Calendar.from_ical(raw)
    assert isinstance(calendar, Calendar)

    assert [str(one["UID"]) for one in calendar.events] == [f"{ROUND.id}@google.com"]


@pytest.mark.proves("X13")
@settings(max_examples=60, deadline=None)
@given(bring=st.text(max_size=60), url=st.text(max_size=60))
def test_no_text_adds_another_field_to_the_link(bring: str, url: str) -> None:
    link = calendar_link(event(f"{bring}&action=x\r\nHost: a", f"{url}#&text=other"))
    parts = urlsplit(link)

    assert not parts.fragment
    assert set(parse_qs(parts.query)) == {
        *("action", "text", "dates", "ctz", "details", "location"),
    }
    assert parse_qs(parts.query)["action"] == ["TEMPLATE"]
    assert link.isascii()
    assert "\n" not in link


def test_a_remote_meeting_tells_somebody_outside_how_to_join_only_by_a_link_of_its_own() -> None:
    remote = replace(
        ROUND, kind=Kind.MEETING, modality=Modality.VIRTUAL, link="https://m.example/x"
    )
    wanted = wanted_event(remote, a_slot(), a_district(PARTNER), Wording())

    assert (
        "Join here: https://m.example/x"
        in parse_qs(urlsplit(calendar_link(wanted)).query)["details"][0]
    )
