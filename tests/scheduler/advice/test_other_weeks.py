"""Other whole schedules: distinct in a stated measure, each refereed, none much dearer."""

from dataclasses import replace

import pytest

from scheduler.advice.other_weeks import ALLOWED, DEARER, other_weeks
from scheduler.model import ActivityId
from scheduler.prices.left_out import TERM as LEFT_OUT
from scheduler.referee.review import review
from scheduler.search.find_times import inspection_of
from scheduler.search.partition import Search
from tests.scheduler.builders import DAYS, HALL, KHAN, a_visit, a_week, searched

OVER_THREE_DAYS = replace(a_visit().window, last=DAYS["wed"])
VISITS = tuple(
    replace(a_visit(teacher, window=OVER_THREE_DAYS), id=ActivityId(f"{teacher}-{number}"))
    for teacher in (HALL, KHAN)
    for number in (1, 2)
)
WEEK = Search(district=a_week(), activities=VISITS)


@pytest.mark.proves("F-58")
def test_three_schedules_differ_pairwise_and_the_referee_lets_each_pass() -> None:
    told = other_weeks(WEEK, searched, 3)

    assert len(told) == 3
    first = told[0].side
    left_out = first.verdict.price.get(LEFT_OUT.name, 0)
    for one in told:
        verdict = review(inspection_of(WEEK, one.side.schedule))
        assert not verdict.violations
        assert verdict.price.get(LEFT_OUT.name, 0) <= left_out
        assert verdict.total - first.verdict.total == one.dearer
        assert one.dearer <= max(ALLOWED, (first.verdict.total - left_out) // DEARER)
    for number, one in enumerate(told):
        for other in told[:number]:
            here, there = one.side.schedule.placed, other.side.schedule.placed
            assert sum(here[key].start != there[key].start for key in here) >= 3


@pytest.mark.proves("F-58")
def test_where_there_is_no_other_schedule_none_is_made_up() -> None:
    alone = replace(WEEK, activities=VISITS[:1])

    assert len(other_weeks(alone, searched, 3)) == 1
