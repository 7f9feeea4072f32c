"""The price of a rule: what another number gives and takes, judged by the referee on both sides."""

from dataclasses import replace

import pytest

from scheduler.advice.rule_price import weigh
from scheduler.district import Limits
from scheduler.search.partition import Search
from tests.scheduler.builders import HALL, KHAN, MONDAY, a_visit, a_week, searched

ON_MONDAY = replace(a_visit().window, last=MONDAY)
VISITS = (a_visit(HALL, window=ON_MONDAY), a_visit(KHAN, window=ON_MONDAY))


def a_search(**limits: int) -> Search:
    return Search(district=a_week(limits=Limits(**limits)), activities=VISITS)  # type: ignore[arg-type]  # numbers by name


@pytest.mark.proves("F-52")
def test_one_visit_a_day_less_loses_one_visit_and_touches_its_people() -> None:
    weighed = weigh(a_search(visits_a_day=2), a_search(visits_a_day=1), searched)

    assert (len(weighed.now.placed), len(weighed.then.placed)) == (2, 1)
    assert len(weighed.lost) == 1
    (lost,) = weighed.lost
    assert set(weighed.now.schedule.people_at(lost)) <= weighed.people
    assert not weighed.gained


@pytest.mark.proves("F-52")
def test_a_number_that_changes_nothing_moves_nobody() -> None:
    weighed = weigh(a_search(visits_a_day=3), a_search(visits_a_day=4), searched)

    assert weighed.now.schedule.placed == weighed.then.schedule.placed
    assert not weighed.people
    assert not weighed.more


@pytest.mark.proves("F-52")
def test_the_other_way_round_what_is_lost_is_gained() -> None:
    weighed = weigh(a_search(visits_a_day=1), a_search(visits_a_day=2), searched)

    assert len(weighed.gained) == 1
    assert not weighed.lost
