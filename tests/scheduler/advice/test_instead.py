"""Other times for what was declined: what follows it goes along, and everything else stays."""

from dataclasses import replace

import pytest

from scheduler.advice.alternatives import alternatives
from scheduler.advice.instead import instead, moved_along
from scheduler.inspection import Inspection
from scheduler.model import Exclusion, Pin, Window
from scheduler.referee.review import review
from scheduler.repair.case import Case
from scheduler.schoolday import SchoolDays
from tests.scheduler.builders import (
    ANA,
    DAYS,
    HALL,
    MONDAY,
    a_debrief,
    a_visit,
    a_week,
    slot,
    taught,
)
from tests.scheduler.test_repair import FRIDAY, a_case, a_schedule

VISIT, DEBRIEF = a_visit(), a_debrief(school_days=1)
BASE = a_schedule((VISIT, taught("tue 08:50")), (DEBRIEF, slot("tue 13:30")))


def declined(**more: object) -> Case:
    """Hall declined her visit of Tuesday; its debrief stands in the afternoon."""
    start = BASE.placed[VISIT.id].start
    said = Exclusion(activity=VISIT.id, start=start, end=BASE.placed[VISIT.id].end)
    case = a_case(a_week(), BASE, said, told=BASE)
    return replace(case, lost={}, now=FRIDAY, **more)  # type: ignore[arg-type]  # fields of Case


@pytest.mark.proves("J4", "F-51")
def test_three_times_are_offered_and_with_what_follows_each_breaks_no_rule() -> None:
    case = declined()
    found = instead(case, VISIT.id)

    assert len(found) == 3
    assert len({one.slot.start for one in found} - {BASE.placed[VISIT.id].start}) == 3
    for one in found:
        moved = moved_along(case, VISIT.id, one.slot.start)
        assert moved is not None
        after = replace(BASE, placed={**BASE.placed, **moved})
        laid_out = Inspection(
            schedule=after, district=case.district, days=SchoolDays(case.district)
        )
        assert review(laid_out).violations == ()


@pytest.mark.proves("J4")
def test_a_debrief_that_has_to_move_with_its_visit_is_said_and_its_people_are_counted() -> None:
    case = declined()
    later = [one for one in instead(case, VISIT.id, 9) if one.slot.start > slot("tue 13:30").start]

    assert later
    assert all(one.effects[:2] == ("its debrief moves with it", "2 people told") for one in later)
    assert all(one.people == {ANA, HALL} for one in later)


@pytest.mark.proves("J4")
def test_a_debrief_somebody_fixed_stays_and_its_visit_comes_before_it() -> None:
    pin = Pin(activity=DEBRIEF.id, slot=BASE.placed[DEBRIEF.id])
    case = declined(pins=(pin,))

    assert all(one.slot.end <= pin.slot.start for one in instead(case, VISIT.id))
    assert instead(case, VISIT.id) == alternatives(case, VISIT.id).found
    assert moved_along(case, VISIT.id, taught("wed 08:50").start) is None


@pytest.mark.proves("J4", "F-51")
def test_no_time_is_offered_after_which_its_debrief_would_have_none() -> None:
    until_tuesday = Window(first=MONDAY, last=DAYS["tue"])
    due_soon = replace(DEBRIEF, window=until_tuesday)
    base = replace(BASE, activities={**BASE.activities, DEBRIEF.id: due_soon})
    wide = declined()
    case = replace(wide, activities=(VISIT, due_soon), base=base, told=base)
    on_wednesday = taught("wed 08:50").start

    assert moved_along(wide, VISIT.id, on_wednesday) is not None
    assert moved_along(case, VISIT.id, on_wednesday) is None
    found = instead(case, VISIT.id, 9)
    assert found
    assert all(one.slot.end <= slot("tue 13:30").start for one in found)
    assert any(one.slot.start >= on_wednesday for one in instead(wide, VISIT.id, 9))
