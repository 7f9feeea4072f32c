"""What has the time something lost, and shortage in numbers, tried again by hand."""

from dataclasses import replace

import pytest

from scheduler.advice.shortage import lost_to, shortage
from scheduler.advice.smallest import Searches, Stands, why_not
from scheduler.district import Limits, Role
from scheduler.model import ActivityId, Container, Schedule, Window
from scheduler.repair.least_change import least_change
from scheduler.repair.opening import Answer, Opening
from tests.builders import a_person
from tests.scheduler.advice.test_why_not import a_case, allowed, fits_by_hand, nothing_placed
from tests.scheduler.builders import (
    ANA,
    DAYS,
    HALL,
    KHAN,
    MONDAY,
    a_meeting,
    a_visit,
    a_week,
    lessons,
    taught,
)

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


@pytest.mark.proves("F-50")
def test_minutes_that_somebody_has_not_outside_teaching_are_told() -> None:
    """Hall has the PLC of Monday, 45 minutes, and two meetings of 25 must be in it."""
    plc = {"inside": (Container.PLC,), "window": ON_MONDAY}
    both = [a_meeting(HALL, id=ActivityId(f"m{number}"), **plc) for number in (1, 2)]
    district = a_week(timetable=lessons(HALL, teach="123456", plc="PLC"))

    (says,) = shortage(a_case(district, nothing_placed(), *both), both[0].id)

    assert "50 minutes outside teaching" in says
    assert "45 exist" in says
    assert not shortage(a_case(district, nothing_placed(), both[0]), both[0].id)
    tuesday = replace(both[1], window=Window(first=DAYS["tue"], last=DAYS["tue"]))
    assert not shortage(a_case(district, nothing_placed(), both[0], tuesday), both[0].id)


@pytest.mark.proves("F-50")
def test_minutes_that_a_leader_does_not_work_are_told() -> None:
    """Ana works 8:30 hours on Mondays alone: 510 minutes."""
    district = a_week(a_person(ANA, role=Role.COACH, works=(0,)))
    long = [a_meeting(KHAN, id=ActivityId(f"m{number}"), minutes=256) for number in (1, 2)]

    told = shortage(a_case(district, nothing_placed(), *long), long[0].id)

    assert any("512 minutes" in says and "she has 510" in says for says in told)
    less = [replace(one, minutes=255) for one in long]
    again = shortage(a_case(district, nothing_placed(), *less), less[0].id)
    assert not any("is asked for" in says for says in again)


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
