"""What has the time something lost, and shortage in numbers, tried again by hand."""

from dataclasses import replace

import pytest

from scheduler.advice.shortage import lost_to, shortage
from scheduler.advice.smallest import Searches, Stands, why_not
from scheduler.district import Limits
from scheduler.model import Schedule
from scheduler.repair.least_change import least_change
from scheduler.repair.opening import Answer, Opening
from tests.scheduler.advice.test_why_not import a_case, allowed, fits_by_hand, nothing_placed
from tests.scheduler.builders import HALL, KHAN, MONDAY, a_visit, a_week, lessons, taught

ON_MONDAY = replace(a_visit().window, last=MONDAY)
ONE_PERIOD = [*lessons(HALL, teach="1"), *lessons(KHAN, teach="1")]


@pytest.mark.proves("F-50")
def test_what_has_the_only_period_is_named_and_without_it_there_is_time() -> None:
    heavy = replace(a_visit(HALL, window=ON_MONDAY), worth=300)
    light = a_visit(KHAN, window=ON_MONDAY)
    stands = Schedule(activities={heavy.id: heavy}, placed={heavy.id: taught("mon 08:00")})
    case = a_case(a_week(timetable=ONE_PERIOD), stands, light)

    assert not fits_by_hand(case, light.id)
    lost = lost_to(case, light.id, least_change)

    assert lost is not None
    assert (lost.other, lost.instead, lost.worth) == (heavy.id, 300, light.worth)
    assert allowed(case, {light.id: lost.slot}, {light.id})


@pytest.mark.proves("F-50")
def test_more_visits_than_a_week_holds_are_told_in_numbers() -> None:
    visits = [replace(a_visit(HALL), id=f"visit-{number}") for number in range(6)]  # type: ignore[arg-type]  # an id as text
    district = a_week(limits=Limits(visits_a_day=1))
    case = a_case(district, nothing_placed(), *visits)

    (says,) = shortage(case, visits[0].id)

    assert "6 visits" in says
    assert "5 days of 1 hold 5" in says
    enough = a_case(a_week(limits=Limits(visits_a_day=2)), nothing_placed(), *visits)
    assert not shortage(enough, visits[0].id)


def unsettled(opening: Opening) -> Answer:
    """A search that ran out of time before it proved how much has to be left out."""
    answer = least_change(opening)
    kept, left_out, *rest = answer.proofs
    return replace(answer, proofs=(kept, replace(left_out, proven=False), *rest))


@pytest.mark.proves("F-50")
def test_what_no_search_settled_is_not_called_impossible() -> None:
    heavy, light = a_visit(HALL, window=ON_MONDAY), a_visit(KHAN, window=ON_MONDAY)
    stands = Schedule(activities={heavy.id: heavy}, placed={heavy.id: taught("mon 08:00")})
    case = a_case(a_week(timetable=ONE_PERIOD), stands, light)
    settled = Searches(find=least_change, again=least_change)

    assert why_not(case, light.id, settled).kind is not Stands.UNKNOWN
    one_of_two = Searches(find=unsettled, again=least_change)
    assert why_not(case, light.id, one_of_two).kind is Stands.UNKNOWN
