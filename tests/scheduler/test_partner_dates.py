"""Half days offered to people outside: on days that suit the district, with reasons that name nobody."""

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from scheduler.district import (
    AvailabilityRow,
    Blackout,
    CalendarDay,
    DayType,
    District,
    Modality,
    Offer,
    Travel,
)
from scheduler.model import Half
from scheduler.partners.dates import Offer as Offered
from scheduler.partners.dates import answer_by, best_dates
from scheduler.partners.people import HalfDay
from scheduler.schoolday import SchoolDays
from tests.scheduler.cohorts import COACH, GRANT, LINCOLN, a_series, closed
from tests.scheduler.partner_year import AUGUST, LEADER, TEACHER, a_partner_year, meetings

OCTOBER, NOVEMBER = 1, 2
MONDAY_WEEK = tuple(date(2025, 10, day) for day in (6, 7, 8, 9, 10))


def offers(district: District, month: int = OCTOBER, **more: object) -> tuple[Offered, ...]:
    meeting = meetings(district)[month]
    return best_dates(meeting, district, SchoolDays(district), **more)  # type: ignore[arg-type]  # only keywords of its own


def dates(found: tuple[Offered, ...]) -> list[date]:
    return [one.when.day for one in found]


@pytest.mark.proves("R-SS-1")
def test_three_dates_are_offered_on_three_weekdays() -> None:
    found = offers(a_partner_year())

    assert dates(found) == [date(2025, 10, 1), date(2025, 10, 2), date(2025, 10, 3)]
    assert {one.when.half for one in found} == {Half.MORNING, Half.AFTERNOON}


def test_holidays_and_tests_at_the_place_are_not_offered() -> None:
    testing = [
        CalendarDay(date=date(2025, 10, day), school=LINCOLN, day_type=DayType.TESTING)
        for day in (2, 3)
    ]
    found = offers(a_partner_year(days=[*closed(date(2025, 10, 1)), *testing]))

    assert dates(found) == list(MONDAY_WEEK[:3])


def test_where_students_are_tested_all_month_nobody_meets() -> None:
    testing = [
        CalendarDay(date=date(2025, 11, day), school=LINCOLN, day_type=DayType.TESTING)
        for day in range(1, 31)
    ]
    district = a_partner_year(days=testing)
    in_person, online = (
        a_partner_year(days=testing, series={"modality": (way,)})
        for way in (Modality.IN_PERSON, Modality.VIRTUAL)
    )

    assert offers(district, NOVEMBER) == offers(in_person, NOVEMBER) == ()
    # Nobody is at the school then, and that tests are on is said and costs.
    assert "1 school of those invited tests that day" in offers(online, NOVEMBER)[0].because


def test_who_leads_it_has_to_be_here() -> None:
    away = Blackout(person=COACH, first=date(2025, 10, 1), last=date(2025, 10, 9))
    found = offers(a_partner_year(blackouts=(away,)))

    assert dates(found) == [date(2025, 10, 10), date(2025, 10, 13), date(2025, 10, 14)]


def test_a_day_on_which_a_leader_is_away_is_offered_only_after_better_ones() -> None:
    away = Blackout(person=LEADER, first=date(2025, 10, 1), last=date(2025, 10, 3))
    found = offers(a_partner_year(blackouts=(away,)))

    assert dates(found) == list(MONDAY_WEEK[:3])
    few = offers(
        a_partner_year(blackouts=(replace(away, last=date(2025, 10, 31)),)), OCTOBER, count=1
    )
    assert few[0].because[0] == "0 of 1 of ours can come"


def test_a_half_day_in_which_the_teacher_teaches_would_need_cover() -> None:
    mornings = tuple(
        AvailabilityRow(person=TEACHER, weekday=day, date=None, start=start, end=end, offer=offer)
        for day in range(5)
        for start, end, offer in (
            (time(8), time(12), Offer.TEACHING),
            (time(13), time(15), Offer.FREE),
        )
    )
    found = offers(a_partner_year(availability=mornings))

    assert [one.when.half for one in found] == [Half.AFTERNOON] * 3
    assert all("no class needs cover" in one.because for one in found)
    only_mornings = tuple(row for row in mornings if row.offer is Offer.TEACHING)
    forced = offers(a_partner_year(availability=only_mornings))
    assert {one.because[1] for one in forced if one.when.half is Half.MORNING} == {
        "1 class would need cover"
    }


@pytest.mark.proves("R-SS-16")
def test_driving_is_told_and_a_day_on_which_people_are_there_anyway_comes_first() -> None:
    there = date(2025, 10, 8)
    district = a_partner_year(
        travel=(Travel(origin=GRANT, destination=LINCOLN, minutes=40, buffer=10),)
    )
    at_grant = replace(district.people[LEADER], school=GRANT)
    rounds = a_series(
        key="rounds",
        structure="rounds",
        cadence="dates",
        dates=(there,),
        place=LINCOLN,
        rooms=("1", "2", "3"),
        invited=(LEADER,),
    )
    district = replace(
        district,
        people={**district.people, LEADER: at_grant},
        series=(replace(district.series[0], modality=(Modality.IN_PERSON,)), rounds),
    )
    found = {one.when.day: one for one in offers(district)}

    assert there in found
    assert found[there].because[-1] == "nobody drives"
    # 40 minutes and a buffer of 10 each way.
    assert {one.drive_min for day, one in found.items() if day != there} == {100}


def test_a_remote_meeting_makes_nobody_drive() -> None:
    district = a_partner_year(series={"modality": (Modality.VIRTUAL,)})
    at_grant = replace(district.people[LEADER], school=GRANT)
    district = replace(district, people={**district.people, LEADER: at_grant})

    assert {one.drive_min for one in offers(district)} == {0}


def test_the_weekday_wished_for_comes_first() -> None:
    found = offers(a_partner_year(series={"weekday_wish": 3}))

    assert [day.weekday() for day in dates(found)] == [3, 3, 3] or dates(found)[0].weekday() == 3
    assert sum(day.weekday() == 3 for day in dates(found)) >= 2


def test_what_was_offered_before_is_not_offered_again() -> None:
    district = a_partner_year()
    first = offers(district)
    again = offers(district, without=[one.when for one in first])

    assert not {*dates(first)} & {*dates(again)}
    assert len(again) == 3


def test_a_month_with_fewer_days_offers_fewer() -> None:
    district = a_partner_year(days=closed(date(2025, 10, 2), date(2025, 10, 31)))

    assert dates(offers(district)) == [date(2025, 10, 1)]


def test_reasons_name_nobody() -> None:
    district = a_partner_year()
    said = " ".join(words for one in offers(district) for words in one.because)

    assert not [person.name for person in district.people.values() if person.name in said]


def test_answers_are_due_two_school_weeks_before_the_invitation_has_to_go() -> None:
    district = a_partner_year()
    days, meeting = SchoolDays(district), meetings(district)[OCTOBER]

    # 5 school days' notice and 10 more, counted back from Wed 1 Oct: Wed 10 Sep.
    assert meeting.notice == 5
    assert answer_by(date(2025, 10, 1), meeting, days, AUGUST) == date(2025, 9, 10)
    # Asked on Mon 15 Sep, a school week is left.
    late = answer_by(date(2025, 10, 1), meeting, days, date(2025, 9, 15))
    assert late == date(2025, 9, 15) + timedelta(days=7)


def test_of_equal_half_days_the_morning_comes_first() -> None:
    district = a_partner_year(days=closed(date(2025, 10, 2), date(2025, 10, 31)))
    (only,) = offers(district)

    assert only.when == HalfDay(day=date(2025, 10, 1), half=Half.MORNING)
