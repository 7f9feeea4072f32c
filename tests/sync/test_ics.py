"""A person's .ics file opens in a calendar program and says what the schedule says."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from scheduler.district import PersonId
from scheduler.model import ActivityId, Schedule
from scheduler.schoolday import SchoolDays
from sync.event.ics import person_ics
from tests.web.sample_district import sample_district, sample_schedule, school_id

DISTRICT = sample_district()
SCHEDULE = sample_schedule(DISTRICT)
DAYS = SchoolDays(DISTRICT)
ANA = PersonId("coach-0")
AMARA = PersonId("teacher-0")
STAMP = datetime(2026, 12, 4, 20, 30, tzinfo=UTC)


def uid(activity: ActivityId) -> str:
    return f"bell{activity.replace('/', '0')}@google.com"


def ics(person: PersonId, schedule: Schedule = SCHEDULE) -> bytes:
    return person_ics(person, schedule, DISTRICT, DAYS, uid=uid, stamp=STAMP)


def events(raw: bytes) -> list[Event]:
    calendar = Calendar.from_ical(raw)
    assert isinstance(calendar, Calendar)
    return calendar.events


@pytest.mark.proves("F-75")
def test_the_file_opens_in_a_calendar_parser_with_every_event_of_the_person() -> None:
    read = events(ics(ANA))

    mine = {
        found: slot for found, slot in SCHEDULE.placed.items() if ANA in SCHEDULE.people_at(found)
    }
    assert {(event["UID"], event.start, event.end) for event in read} == {
        (uid(found), slot.start, slot.end) for found, slot in mine.items()
    }


def test_a_teacher_gets_her_own_events_and_nobody_elses() -> None:
    assert [str(event["SUMMARY"]) for event in events(ics(AMARA))] == [
        "Math coaching: classroom visit (Ana Ruiz)",
        "Math coaching: debrief (Ana Ruiz)",
        "Math coaching: planning meeting (Ana Ruiz)",
    ]


def test_events_stand_in_order_of_time() -> None:
    starts = [event.start for event in events(ics(ANA))]

    assert all(before <= after for before, after in pairwise(starts))


def test_somebody_without_events_gets_a_file_that_opens() -> None:
    assert events(ics(PersonId("partner"), replace(SCHEDULE, placed={}))) == []


@pytest.mark.proves("T2", "F-13")
def test_a_weekly_visit_keeps_its_wall_time_over_both_changes_of_the_clock() -> None:
    for before in (date(2026, 10, 26), date(2027, 3, 8)):
        weeks = (before, before + timedelta(days=7))
        first, second = (
            events(ics(AMARA, sample_schedule(DISTRICT, monday)))[0].start for monday in weeks
        )

        assert isinstance(first, datetime)
        assert isinstance(second, datetime)
        assert first.time() == second.time() == datetime(2026, 1, 1, 8, 25).time()  # noqa: DTZ001 - a wall time
        assert (second - first).days == 7
        assert first.utcoffset() != second.utcoffset()


@pytest.mark.proves("T2")
def test_the_file_carries_its_zone_with_the_changes_of_the_year() -> None:
    raw = ics(ANA).decode()

    assert raw.count("BEGIN:VTIMEZONE") == 1
    assert "DTSTART;TZID=America/New_York:20261207T082500" in raw
    assert "DTSTART:20261101T020000" in raw


def test_the_same_schedule_gives_the_same_bytes() -> None:
    assert ics(ANA) == ics(ANA)


def test_a_moved_event_keeps_its_uid() -> None:
    visit = ActivityId("clc/0/w3/visit/0")
    slot = SCHEDULE.placed[visit]
    later = replace(slot, start=slot.start + timedelta(days=1), school=school_id(3))

    before, after = (
        events(ics(AMARA)),
        events(ics(AMARA, replace(SCHEDULE, placed={**SCHEDULE.placed, visit: later}))),
    )

    assert {event["UID"] for event in before} == {event["UID"] for event in after}
    assert [event.start for event in before] != [event.start for event in after]


def test_the_file_is_published_and_stamped_and_private() -> None:
    calendar = Calendar.from_ical(ics(AMARA))
    assert isinstance(calendar, Calendar)

    assert calendar["METHOD"] == "PUBLISH"
    assert {event.DTSTAMP for event in calendar.events} == {STAMP}
    assert {event["CLASS"] for event in calendar.events} == {"PRIVATE"}


@pytest.mark.proves("X18")
def test_nobody_elses_address_or_name_stands_in_a_visit() -> None:
    raw = ics(AMARA).decode()

    assert "@example.org" not in raw
    assert "ATTENDEE" not in raw
    assert not [event for event in events(ics(AMARA)) if "Miguel" in str(event["DESCRIPTION"])]


NASTY = st.text(
    alphabet=st.one_of(
        st.sampled_from('\r\n\x00\x0b\x0c\x1c\x85\u2028\u2029:;,\\"=\t '),
        st.characters(codec="utf-8"),
    ),
    max_size=60,
)
ALLOWED = {
    *(
        "BEGIN",
        "END",
        "PRODID",
        "VERSION",
        "METHOD",
        "CALSCALE",
        "X-WR-CALNAME",
        "UID",
        "DTSTAMP",
        "DTSTART",
    ),
    *("DTEND", "SUMMARY", "DESCRIPTION", "LOCATION", "CLASS", "TRANSP"),
    *("TZID", "TZNAME", "TZOFFSETFROM", "TZOFFSETTO", "COMMENT"),
}


@pytest.mark.proves("X13")
@settings(max_examples=60, deadline=None)
@given(name=NASTY, label=NASTY, room=NASTY, school=NASTY, bring=NASTY)
def test_no_text_can_add_a_line_to_the_file(
    name: str, label: str, room: str, school: str, bring: str
) -> None:
    visit = ActivityId("clc/0/w3/visit/0")
    start = "\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTENDEE:mailto:x@example.org\r\n"
    people = {
        found: replace(person, name=start + name) for found, person in DISTRICT.people.items()
    }
    schools = {
        found: replace(each, name=school + start) for found, each in DISTRICT.schools.items()
    }
    activity = replace(
        SCHEDULE.activities[visit], label=label + start, bring=start + bring, link=start + bring
    )
    schedule = Schedule(
        activities={visit: activity},
        placed={visit: replace(SCHEDULE.placed[visit], room=room + start)},
    )
    district = replace(DISTRICT, people=people, schools=schools)

    raw = person_ics(AMARA, schedule, district, DAYS, uid=lambda found: found + start, stamp=STAMP)

    unfolded = raw.replace(b"\r\n ", b"").replace(b"\r\n\t", b"").split(b"\r\n")
    names = {line.decode().partition(":")[0].partition(";")[0] for line in unfolded if line}
    assert names <= ALLOWED
    assert b"\n" not in b"".join(unfolded)
    assert b"\r" not in b"".join(unfolded)
    assert unfolded.count(b"BEGIN:VEVENT") == 1
    assert len(events(raw)) == 1


def test_lines_are_folded_at_75_bytes() -> None:
    assert max(map(len, ics(ANA).split(b"\r\n"))) <= 75
