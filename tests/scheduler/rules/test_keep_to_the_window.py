"""An activity stands within its own dates, on a school day of working people who take part."""

from dataclasses import replace
from typing import Any

import pytest

from scheduler.district import CalendarDay, Consent, DayType, Modality, PersonId
from scheduler.model import ActivityId, Pin, Window
from tests.scheduler.builders import (
    ANA,
    DAYS,
    HALL,
    LINCOLN,
    MONDAY,
    a_coach,
    a_meeting,
    a_teacher,
    a_visit,
    a_week,
    all_broken,
    broken,
    reasons,
    slot,
    starts,
    taught,
)

RULE = "keep_to_the_window"
TO_WEDNESDAY = Window(first=DAYS["tue"], last=DAYS["wed"])


def days_offered(**more: Any) -> set[str]:
    return {start[:3] for start in starts(a_week(**more), a_visit())}


def refused(start: str, **more: Any) -> bool:
    return RULE in broken(a_week(**more), (a_visit(), taught(start)))


@pytest.mark.parametrize(
    ("day", "fits"), [("mon", False), ("tue", True), ("wed", True), ("thu", False)]
)
def test_both_ends_of_the_window_belong_to_it(day: str, fits: bool) -> None:
    visit = a_visit(window=TO_WEDNESDAY)

    assert (RULE not in broken(a_week(), (visit, taught(f"{day} 08:00")))) is fits
    assert (day in {start[:3] for start in starts(a_week(), visit)}) is fits


@pytest.mark.parametrize("kind", [DayType.HOLIDAY, DayType.CLOSED, DayType.PD])
def test_a_date_without_students_is_never_offered_and_is_refused(kind: DayType) -> None:
    closed = CalendarDay(date=MONDAY, school=LINCOLN, day_type=kind, note="a day off")

    assert "mon" not in days_offered(days=(closed,))
    assert refused("mon 08:00", days=(closed,))
    assert reasons(a_week(days=(closed,)), a_visit()) == {"respect_the_school_calendar": 1}


def test_a_school_open_while_the_district_is_closed_is_open() -> None:
    everywhere = CalendarDay(date=MONDAY, day_type=DayType.CLOSED)
    here = CalendarDay(date=MONDAY, school=LINCOLN)

    assert not refused("mon 08:00", days=(everywhere, here))


@pytest.mark.parametrize("who", [HALL, ANA])
def test_who_does_not_work_on_mondays_is_not_placed_then(who: PersonId) -> None:
    person = replace(a_week().people[who], works=(1, 2, 3, 4))
    district = a_week(person)

    assert {start[:3] for start in starts(district, a_visit())} == {"tue", "wed", "thu", "fri"}
    (violation,) = all_broken(district, (a_visit(), taught("mon 08:00")))
    assert violation.says == f"{person.name} does not work on Mondays"


@pytest.mark.parametrize("make", [a_teacher, a_coach])
def test_who_left_on_tuesday_is_here_on_tuesday_and_gone_on_wednesday(make: Any) -> None:
    left = make(HALL if make is a_teacher else ANA, active_to=DAYS["tue"])
    district = a_week(left)

    assert {start[:3] for start in starts(district, a_visit())} == {"mon", "tue"}
    assert broken(district, (a_visit(), taught("tue 08:00"))) == set()
    assert broken(district, (a_visit(), taught("wed 08:00"))) == {RULE}


@pytest.mark.parametrize("answer", [Consent.DECLINED, Consent.PAUSED])
def test_who_declined_or_paused_is_in_no_event(answer: Consent) -> None:
    district = a_week(a_teacher(HALL, consent=answer))

    assert broken(district, (a_visit(), taught("mon 08:00"))) == {RULE}


@pytest.mark.parametrize(("minutes", "fits"), [(14, False), (15, True), (45, True)])
def test_a_visit_is_as_long_as_its_step_allows(minutes: int, fits: bool) -> None:
    assert (broken(a_week(), (a_visit(), taught("mon 08:00", minutes))) == set()) is fits


def test_a_visit_longer_than_its_step_is_refused() -> None:
    short = a_visit(minutes=30)

    assert broken(a_week(), (short, taught("mon 08:00", 31))) == {RULE}


def test_a_remote_meeting_keeps_to_the_days_of_the_school_of_its_teacher() -> None:
    closed = CalendarDay(date=MONDAY, school=LINCOLN, day_type=DayType.HOLIDAY)
    remote = replace(a_visit(teaching=None, minutes=25, minutes_min=None), school=None)

    assert RULE in broken(a_week(days=(closed,)), (remote, slot("mon 13:30", school=None)))


@pytest.mark.proves("F-32")
def test_a_call_that_is_given_a_school_or_a_room_is_refused() -> None:
    call = a_meeting(school=None, modality=Modality.VIRTUAL)
    nowhere, at_lincoln, in_a_room = (
        slot("mon 13:30", school=None),
        slot("mon 13:30"),
        slot("mon 13:30", school=None, room="214"),
    )

    assert RULE not in broken(a_week(), (call, nowhere))
    assert RULE in broken(a_week(), (call, at_lincoln))
    assert RULE in broken(a_week(), (call, in_a_room))
    assert RULE not in broken(a_week(), (a_meeting(), at_lincoln))
    assert RULE not in broken(a_week(), (call, at_lincoln), standing=frozenset({call.id}))
    assert RULE not in broken(
        a_week(), (call, at_lincoln), pins=[Pin(activity=call.id, slot=at_lincoln)]
    )
    other = Pin(activity=ActivityId("another"), slot=at_lincoln)
    assert RULE in broken(a_week(), (call, at_lincoln), pins=[other])
