"""What a wish granted by hand does: events, people, wishes, and whether less would do."""

from dataclasses import replace

import pytest

from scheduler.repair.by_a_wish import effect
from tests.scheduler.builders import ANA, HALL, KHAN, a_debrief, a_visit, a_week, slot, taught
from tests.scheduler.test_repair import a_case, a_schedule

VISIT, DEBRIEF, OTHER = a_visit(), a_debrief(), a_visit(KHAN)
BASE = a_schedule(
    (VISIT, taught("tue 08:50")), (DEBRIEF, slot("wed 13:30")), (OTHER, taught("thu 08:50"))
)


@pytest.mark.proves("F-54")
def test_a_moved_visit_tells_its_own_two_people() -> None:
    after = replace(BASE, placed={**BASE.placed, VISIT.id: taught("tue 10:30")})

    done = effect(a_case(a_week(), BASE, told=BASE), after, frozenset({VISIT.id}))

    assert (done.moved, done.gone, done.others) == ((VISIT.id,), (), ())
    assert done.people == {ANA, HALL}
    assert done.proven


@pytest.mark.proves("F-54")
def test_back_at_the_time_they_know_nobody_is_told() -> None:
    told = BASE
    base = replace(BASE, placed={**BASE.placed, VISIT.id: taught("tue 10:30")})

    done = effect(a_case(a_week(), base, told=told), BASE, frozenset({VISIT.id}))

    assert (done.moved, done.people) == ((VISIT.id,), frozenset())


@pytest.mark.proves("F-54")
def test_what_must_follow_is_named_and_what_moved_besides_is_not_called_the_least() -> None:
    case = a_case(a_week(), BASE, told=BASE)
    dropped = {OTHER.id: BASE.placed[OTHER.id]}
    moved = {**dropped, OTHER.id: taught("fri 08:50")}

    follows = effect(case, replace(BASE, placed=dropped), frozenset({VISIT.id}))
    besides = effect(case, replace(BASE, placed=moved), frozenset({VISIT.id}))

    assert follows.others == (DEBRIEF.id,)
    assert follows.proven
    assert follows.people == {ANA, HALL}
    assert not besides.proven
    assert besides.people == {ANA, HALL, KHAN}
