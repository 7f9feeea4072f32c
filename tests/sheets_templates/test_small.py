"""The three example tabs are enough for a first schedule."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta

import pytest

from config.structures import shipped_structures
from scheduler.activities.expand import expand
from scheduler.district import Offer, Role
from scheduler.errors import InputError
from scheduler.schoolday import SchoolDays
from scheduler.search.find_times import find_times
from scheduler.search.partition import Search
from sheets_templates.inputs.small import small_tabs
from sheets_templates.reading.parse import read_district

STRUCTURES = shipped_structures()
DISTRICT = read_district(small_tabs(date(2027, 1, 13)), structures=STRUCTURES)


def test_it_is_a_coach_with_eight_teachers() -> None:
    roles = [person.role for person in DISTRICT.people.values()]

    assert (roles.count(Role.COACH), roles.count(Role.TEACHER), len(roles)) == (1, 8, 9)
    assert DISTRICT.cohorts[0].start_week == date(2027, 1, 11)


def test_every_teacher_teaches_and_has_free_time_and_all_share_some() -> None:
    offers = {(row.person, row.offer) for row in DISTRICT.availability}
    wednesday = [row for row in DISTRICT.availability if row.weekday == 2 and row.start.hour == 13]

    assert {
        (member, offer) for member in DISTRICT.cohorts[0].members for offer in Offer
    } - offers == {(member, Offer.NEVER) for member in DISTRICT.cohorts[0].members}
    assert len({row.person for row in wednesday}) == 8


def test_every_missing_tab_is_answered_by_a_sentence() -> None:
    said = " ".join(DISTRICT.assumptions)

    assert "The schools are those named on the People tab: Lincoln." in said
    assert "The school year runs from 2026-07-01 to 2027-06-30" in said
    assert "there are no holidays" in said
    assert "22 of 22 contract numbers are the shipped defaults, not yet agreed." in said
    assert len(DISTRICT.assumptions) == 13


@pytest.mark.parametrize("day", [date(2027, 7, 1), date(2027, 6, 30), date(2028, 2, 29)])
def test_it_can_start_in_any_week(day: date) -> None:
    district = read_district(small_tabs(day))
    start = district.cohorts[0].start_week

    assert district.year.first <= start - timedelta(weeks=2)
    assert start + timedelta(weeks=8) <= district.year.last


def test_a_week_of_another_century_is_outside_the_school_year() -> None:
    tabs = dict(small_tabs(date(2027, 1, 13)))
    late = small_tabs(date(2207, 1, 13))["Cohorts"][1]
    tabs["Cohorts"] = (*tabs["Cohorts"], (replace(late[0], value="B"), *late[1:]))

    with pytest.raises(InputError, match="outside the school year"):
        read_district(tabs)


@pytest.mark.proves("F-1")
def test_everything_up_to_week_1_finds_a_time() -> None:
    days = SchoolDays(DISTRICT)
    wanted = tuple(
        activity
        for activity in expand(DISTRICT, STRUCTURES, days)
        if activity.week is not None and activity.week <= 1
    )
    with ThreadPoolExecutor(1) as pool:
        times = find_times(
            Search(district=DISTRICT, activities=wanted), executor=pool, left=lambda: 60.0
        )

    assert len(wanted) == 8 * 2 + 8 * 2 + 1
    assert set(times.schedule.placed) == {activity.id for activity in wanted}
    assert times.verdict.violations == ()
