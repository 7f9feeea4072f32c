"""Rows of the Series tab become meetings and rounds."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest

from scheduler.district import Consent, District, Modality, PersonId, Role
from scheduler.errors import InputError
from scheduler.model import Activity, Kind
from tests.scheduler.cohorts import (
    COACH,
    LINCOLN,
    MONDAY,
    a_district,
    a_person,
    a_series,
    closed,
    expanded,
    teachers,
)

BOTH = (Modality.IN_PERSON, Modality.VIRTUAL)


def a_district_with(*people: Any, days: Any = (), **fields: Any) -> District:
    invited = tuple(person.id for person in people)
    return a_district(people, days=days, series=(a_series(**{"invited": invited, **fields}),))


def a_round(**fields: Any) -> tuple[Activity, ...]:
    fields = {
        "structure": "rounds",
        "cadence": "dates",
        "dates": (MONDAY,),
        "place": LINCOLN,
        "rooms": ("12", "14", "16", "20"),
        **fields,
    }
    return expanded(a_district_with(*teachers(8), **fields))


@pytest.mark.proves("R-SS-1", "F-31", "R-SS-12")
def test_a_monthly_meeting_comes_once_in_each_calendar_month() -> None:
    found = expanded(a_district_with())

    months = [(one.window.first.year, one.window.first.month) for one in found]
    assert months == [(2025, month) for month in (9, 10, 11, 12)] + [
        (2026, month) for month in range(1, 7)
    ]
    assert all(one.window.first.month == one.window.last.month for one in found)
    assert {one.kind for one in found} == {Kind.PARTNER_MEETING}


@pytest.mark.proves("R-SS-13", "F-31", "R-SS-1")
def test_a_meeting_in_person_and_virtual_takes_turns() -> None:
    found = expanded(a_district_with(modality=BOTH, place=LINCOLN, rooms=("library",)))

    assert [one.modality for one in found] == list(BOTH) * 5
    assert [one.school for one in found] == [LINCOLN, None] * 5
    assert [one.rooms for one in found] == [("library",), ()] * 5


@pytest.mark.proves("F-48")
def test_monthly_meetings_cannot_fall_closer_than_two_weeks_whatever_days_are_chosen() -> None:
    found = expanded(a_district_with(first=date(2025, 10, 29)))

    for one, following in pairwise(found):
        assert following.window.first - one.window.last >= timedelta(days=14)


def test_a_month_without_school_days_has_no_meeting() -> None:
    rows = closed(date(2025, 12, 1), date(2025, 12, 31))

    assert [one.id for one in expanded(a_district_with(days=rows))][2:4] == [
        "partner-meetings.partners.2025-11.meeting",
        "partner-meetings.partners.2026-01.meeting",
    ]


@pytest.mark.proves("R-SS-12")
def test_a_weekly_series_comes_once_in_each_week_with_school() -> None:
    rows = closed(date(2025, 10, 13), date(2025, 10, 17)) + closed(date(2025, 10, 20))
    found = expanded(
        a_district_with(
            cadence="weekly", first=date(2025, 10, 6), last=date(2025, 10, 31), days=rows
        )
    )

    assert [(one.window.first.day, one.window.last.day) for one in found] == [
        (6, 10),
        (21, 24),
        (27, 31),
    ]


@pytest.mark.proves("R-SS-12")
def test_a_series_with_dates_stands_on_its_dates() -> None:
    dates = (date(2026, 2, 3), date(2025, 11, 4))
    found = expanded(a_district_with(cadence="dates", dates=dates))

    assert [(one.window.first, one.window.last) for one in found] == [
        (day, day) for day in sorted(dates)
    ]


@pytest.mark.proves("R-SS-6")
def test_a_meeting_needs_roles_rather_than_everybody() -> None:
    quorum = ((Role.SITE_LEADER, 2), (Role.EXTERNAL_PARTNER, 1))
    leaders = [a_person(f"leader-{number}", Role.SITE_LEADER) for number in range(4)]
    partner = a_person("partner", Role.EXTERNAL_PARTNER, external=True)

    meeting, *_ = expanded(a_district_with(*leaders, partner, quorum=quorum))

    assert meeting.quorum == quorum
    assert meeting.required == (COACH,)
    assert len(meeting.invited) == 5


@pytest.mark.proves("F-12")
def test_people_who_declined_or_have_left_are_not_invited() -> None:
    left = a_person("left", active_to=date(2025, 9, 30))
    declined = a_person("declined", consent=Consent.DECLINED)
    stays = a_person("stays")
    found = expanded(a_district_with(left, declined, stays))

    assert [one.invited for one in found[:2]] == [("left", "stays"), ("stays",)]


@pytest.mark.proves("F-35")
def test_a_round_lasts_as_long_as_preparation_rooms_and_debrief() -> None:
    (found,) = a_round()

    assert found.minutes == 30 + 4 * (20 + 5) + 60
    assert found.kind is Kind.ROUND
    assert found.school == LINCOLN
    assert found.notice == 10
    assert len(found.invited) == 8


def test_a_round_of_stated_length_keeps_it() -> None:
    (found,) = a_round(minutes=120)

    assert found.minutes == 120


def test_a_round_on_a_holiday_is_a_fault() -> None:
    with pytest.raises(InputError) as caught:
        a_round(days=closed(MONDAY))

    (fault,) = caught.value.faults
    assert fault.what == "Mon Oct 6, 2025 is no school day there."


@pytest.mark.parametrize(
    ("fields", "what"),
    [
        ({"structure": "clc"}, "is for cohorts, not for series"),
        ({"structure": "partner"}, "no structure named 'partner'"),
        ({"cadence": "fortnightly"}, "'fortnightly' is not known"),
        ({"cadence": "dates"}, "there is no date"),
        ({"cadence": "once", "dates": (MONDAY, date(2025, 11, 4))}, "there are 2 dates"),
    ],
)
def test_a_row_that_cannot_be_expanded_says_why(fields: dict[str, Any], what: str) -> None:
    with pytest.raises(InputError, match=what):
        expanded(a_district_with(**fields))


def test_a_series_keeps_the_ids_of_its_meetings_when_its_first_month_changes() -> None:
    district = a_district_with()
    later = replace(district, series=(a_series(first=date(2025, 10, 1)),))

    assert [one.id for one in expanded(later)] == [one.id for one in expanded(district)][1:]


def test_its_owner_leads_and_is_not_invited_twice() -> None:
    meeting, *_ = expanded(a_district_with(a_person("a"), invited=(COACH, PersonId("a"))))

    assert meeting.people == (COACH, "a")
