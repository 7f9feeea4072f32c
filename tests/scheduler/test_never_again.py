"""A time of the week kept from a decline: what it stands for, that it is kept to, how many there may be."""

from dataclasses import replace
from datetime import time

import pytest

from scheduler.peoples_time.never_again import (
    NeverTime,
    never_of,
    said_already,
    with_never,
    without_never,
)
from scheduler.schoolday import SchoolDays
from tests.scheduler.builders import (
    HALL,
    LINCOLN,
    a_teacher,
    a_visit,
    a_week,
    broken,
    offer,
    starts,
    taught,
    when,
)

TUESDAY_1 = NeverTime(person=HALL, weekday=1, blocks=("1",))
EARLY = NeverTime(person=HALL, weekday=1, start=time(8), end=time(8, 45))


def declined(start: str, end: str, **more: object) -> NeverTime:
    district = replace(a_week(), **more)  # type: ignore[arg-type]  # fields of a district by name
    return never_of(district, SchoolDays(district), HALL, when(start), when(end))


@pytest.mark.proves("J4")
def test_a_declined_stretch_stands_for_its_period_of_that_weekday() -> None:
    assert declined("tue 08:00", "tue 08:30") == TUESDAY_1
    assert declined("tue 08:00", "tue 09:35").blocks == ("1", "2")
    assert (TUESDAY_1.says, TUESDAY_1.typed) == ("Tuesday period 1", "Tue P1")


def test_where_no_period_rings_it_stands_for_the_clock() -> None:
    assert declined("tue 08:00", "tue 08:45", timetable=()) == EARLY
    assert declined("tue 14:30", "tue 15:00").blocks == ()
    assert EARLY.says == "Tuesday 8:00–8:45 AM"


@pytest.mark.proves("F-11", "J4")
@pytest.mark.parametrize("kept", [TUESDAY_1, EARLY])
def test_what_is_kept_is_refused_on_that_weekday_and_offered_on_others(kept: NeverTime) -> None:
    visit = a_visit()
    district = with_never(a_week(), [kept])

    assert broken(district, (visit, taught("tue 08:00")))
    assert not broken(district, (visit, taught("wed 08:00")))
    assert "tue 08:00" in starts(a_week(), visit)
    assert "tue 08:00" not in starts(district, visit)
    assert "wed 08:00" in starts(district, visit)


@pytest.mark.parametrize("kept", [TUESDAY_1, EARLY])
def test_taken_back_the_district_is_as_it_was(kept: NeverTime) -> None:
    before = a_week(availability=(offer(HALL, "mon", "08:00", "09:00", "never"),))

    assert with_never(before, [kept]) != before
    assert without_never(with_never(before, [kept]), [kept]) == before
    assert said_already(with_never(before, [kept]), kept)
    assert not said_already(before, kept)


def test_beyond_the_most_a_teacher_may_rule_out_a_block_is_avoided_and_told() -> None:
    nevers = [NeverTime(person=HALL, weekday=day, blocks=("1",)) for day in range(5)]
    district = with_never(a_week(), [*nevers, NeverTime(person=HALL, weekday=0, blocks=("2",))])

    assert [one.wish for one in district.preferences] == ["never"] * 5 + ["avoid"]
    assert district.assumptions == (
        "Hall says never to more than 5 blocks: Monday period 2 is only avoided.",
    )


def test_who_has_left_is_left_out() -> None:
    gone = replace(TUESDAY_1, person=a_teacher("gone", LINCOLN).id)

    assert with_never(a_week(), [gone]) == a_week()
