"""Why not that day: each period is judged again by hand."""

from dataclasses import replace

import pytest

from scheduler.advice.that_day import grouped, on, periods
from scheduler.district import Blackout
from scheduler.model import Schedule
from scheduler.repair.case import Case
from tests.scheduler.advice.test_why_not import a_case, allowed, nothing_placed, offered
from tests.scheduler.builders import (
    ANA,
    HALL,
    KHAN,
    MONDAY,
    a_meeting,
    a_visit,
    a_week,
    busy,
    lessons,
    taught,
)

VISIT = a_visit(window=replace(a_visit().window, last=MONDAY))


def judged_by_hand(case: Case) -> None:
    """A period fits exactly where one of the times offered in it breaks no rule."""
    told = periods(case, VISIT.id, MONDAY)
    assert told
    for one in told:
        slots = [
            slot
            for slot in offered(on(case, VISIT.id, MONDAY), VISIT.id)
            if one.start <= slot.start < one.end
        ]
        placed = dict(case.base.placed)
        fits = any(allowed(case, {**placed, VISIT.id: slot}, {VISIT.id}) for slot in slots)
        assert fits is not bool(one.stops)


@pytest.mark.proves("F-50")
def test_a_period_fits_exactly_where_the_referee_lets_it_pass() -> None:
    talk = a_meeting(KHAN)
    at = replace(taught("mon 08:00", 25), room="")
    stands = Schedule(activities={talk.id: talk}, placed={talk.id: at})
    district = a_week(timetable=[*lessons(HALL, teach="12"), *lessons(KHAN, free="123456")])

    judged_by_hand(a_case(district, stands, VISIT))


@pytest.mark.proves("F-50")
def test_a_coach_who_is_busy_all_day_stops_every_period() -> None:
    case = a_case(a_week(), nothing_placed(), VISIT, busy=(busy(ANA, "mon 07:00", 600),))

    judged_by_hand(case)
    told = periods(case, VISIT.id, MONDAY)
    assert all(one.stops for one in told)
    assert sum(int(line.split()[0]) for line in grouped(told)) == len(told)


@pytest.mark.proves("F-50")
def test_a_blocked_day_is_what_stops_it() -> None:
    blocked = Blackout(first=MONDAY, last=MONDAY, person=HALL, reason="field trip")
    case = a_case(a_week(blackouts=(blocked,)), nothing_placed(), VISIT)

    told = periods(case, VISIT.id, MONDAY)

    assert any("field trip" in one.stops for one in told)
