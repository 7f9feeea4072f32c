"""What was sent stays where it is: everybody who would hear of a change is counted."""

from dataclasses import replace
from typing import Any

import pytest

from scheduler.model import Activity, Slot, Window
from scheduler.prices.every import price
from scheduler.telling import Telling
from tests.scheduler.builders import (
    ANA,
    BEN,
    HALL,
    KHAN,
    MONDAY,
    a_debrief,
    a_meeting,
    a_visit,
    a_week,
    day_of,
    found,
    inspected,
    slot,
    standing,
    taught,
)

TELLING = Telling(person=7, other_week=50)
TWO_WEEKS = Window(first=MONDAY, last=day_of("next fri"))


def told(*pairs: tuple[Activity, Slot], **more: Any) -> int:
    inspection = inspected(a_week(), *pairs, telling=TELLING, **more)
    return price(inspection).get("moved", 0)


@pytest.mark.parametrize(("day", "points"), [("mon", 0), ("tue", 21), ("next mon", 71)])
def test_another_week_costs_more_than_another_day(day: str, points: int) -> None:
    both = a_meeting(HALL, KHAN, window=TWO_WEEKS)

    assert told((both, slot(f"{day} 13:30")), before={both.id: slot("mon 13:30")}) == points


def test_what_is_taken_back_costs_everybody_who_was_to_come() -> None:
    visit, was = a_visit(worth=0), taught("mon 08:00", coming=(BEN, ANA))

    assert told(also=(visit,), before={visit.id: was}) == 3 * 7
    assert told(also=(visit,)) == 0


@pytest.mark.proves("F-54")
def test_what_has_to_follow_it_goes_too_and_its_people_hear_of_it() -> None:
    debrief = (a_debrief(), slot("mon 13:30"))
    of_another = (a_debrief(KHAN), slot("tue 13:30"))
    only_wished = replace(a_debrief().after[0], soft=True)
    softly = (replace(a_debrief(), after=(only_wished,)), slot("mon 13:30"))

    assert told(debrief, also=(a_visit(),)) == 2 * 7
    assert told(of_another, also=(a_visit(),)) == 0
    assert told(softly, also=(a_visit(),)) == 0


def test_the_search_pays_for_what_stands_after_something_it_leaves_out() -> None:
    """Nothing is taught on a Sunday, so the visits have no time; two calls that follow them stand."""
    sunday = MONDAY.replace(day=6)
    visit = a_visit(window=Window(first=sunday, last=sunday))
    calls = a_debrief(school=None), a_debrief(KHAN, school=None)
    stands = standing(*((one, slot("mon 13:30", school=None)) for one in calls))

    times = found(a_week(), visit, a_visit(KHAN, window=visit.window), telling=TELLING, **stands)

    assert times.verdict.price["moved"] == 2 * 2 * 7
    assert [proof.value for proof in times.schedule.proofs] == [times.verdict.total]
