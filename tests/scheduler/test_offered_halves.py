"""The half days a timetable leaves a group, also for what has to stand on one date in order."""

from dataclasses import replace
from datetime import date

import pytest

from scheduler.model import ActivityId, After, Container, Half, Window
from scheduler.schoolday import SchoolDays
from scheduler.year.held import on_their_days, other_halves
from scheduler.year.offered_halves import nothing_known, offered_halves
from tests.builders import HALL, a_district
from tests.scheduler.builders import DAYS, a_meeting, a_week, lessons
from tests.scheduler.test_holds import HOLD, MEETING, held


def test_where_the_timetable_is_known_a_group_is_held_in_a_half_day_that_has_time_for_it() -> None:
    friday = (date(2026, 10, 23), Half.AFTERNOON)
    district = a_district()
    found = held(district, MEETING, offered=lambda _: frozenset({friday}))

    assert [(one.day, one.half) for one in found.holds] == [friday]


def test_the_half_days_offered_are_those_in_which_the_group_is_free_together() -> None:
    district = a_week(timetable=lessons(HALL, duty="12345", free="6"))
    meeting = a_meeting(HALL, inside=(Container.FREE,))
    offered = offered_halves(district, SchoolDays(district))

    assert offered(meeting) == {
        (DAYS[day], Half.AFTERNOON) for day in ("mon", "tue", "wed", "thu", "fri")
    }
    assert offered_halves(a_district(), SchoolDays(a_district())) is nothing_known


@pytest.mark.proves("R-CCL-4", "F-23")
def test_the_first_part_of_a_block_is_offered_where_the_rest_can_follow_it_that_day() -> None:
    # Hall is free in periods 1 and 6; PLC comes five minutes after the sixth.
    district = a_week(timetable=lessons(HALL, duty="2345", free="16"))
    first = a_meeting(HALL, id=ActivityId("pre-conference"), inside=(Container.FREE,))
    then = a_meeting(HALL, id=ActivityId("demonstration"), inside=(Container.PLC,))
    tied = replace(then, after=(After(earlier=first.id, school_days=0, gap_minutes=60),))
    offered = offered_halves(district, SchoolDays(district), (first, tied))
    alone = offered_halves(district, SchoolDays(district), (first, then))

    assert {half for _, half in offered(first)} == {Half.AFTERNOON}
    assert {half for _, half in alone(first)} == set(Half)
    assert offered(tied) == frozenset()


def test_what_follows_something_that_day_keeps_the_date_and_not_the_half() -> None:
    tied = replace(MEETING, after=(After(earlier=ActivityId("first"), school_days=0),))

    assert other_halves((tied,), (HOLD,), SchoolDays(a_district())) == ()
    assert on_their_days((tied,), (HOLD,))[0].window == Window(first=HOLD.day, last=HOLD.day)
