"""Nobody is in two activities at once."""

from typing import Any

import pytest

from scheduler.model import ActivityId, Container, Window
from tests.scheduler.builders import (
    BEN,
    DAYS,
    HALL,
    KHAN,
    MONDAY,
    a_meeting,
    a_visit,
    a_week,
    all_broken,
    broken,
    found,
    offer,
    slot,
    standing,
    taught,
    when,
)

RULE = "never_double_book_a_person"
BOTH = (a_visit(), a_visit(KHAN))


@pytest.mark.proves("F-39")
def test_two_visits_at_one_time_are_refused() -> None:
    one, other = BOTH

    (violation,) = all_broken(a_week(), (one, taught("mon 08:00")), (other, taught("mon 08:00")))

    assert violation.rule == RULE
    assert violation.says == "Ana is already taken at Mon 7 Dec 8:00 AM"
    assert set(violation.activities) == {one.id, other.id}


def test_a_visit_that_begins_as_another_ends_is_allowed() -> None:
    one, other = BOTH
    pairs = (one, taught("mon 08:00", 15)), (other, taught("mon 08:15", 15))

    assert broken(a_week(), *pairs) == set()


def test_a_minute_of_overlap_is_refused() -> None:
    one, other = BOTH
    pairs = (one, taught("mon 08:00", 16)), (other, taught("mon 08:15", 15))

    assert broken(a_week(), *pairs) == {RULE}


def test_a_short_one_inside_a_long_one_is_refused_for_all_it_meets() -> None:
    long, first, second = (
        a_visit(),
        a_visit(KHAN),
        a_visit(KHAN, id=ActivityId("again")),
    )

    violations = all_broken(
        a_week(),
        (long, taught("mon 08:00", 45)),
        (first, taught("mon 08:05", 15)),
        (second, taught("mon 08:25", 15)),
    )

    assert [violation.rule for violation in violations] == [RULE, RULE]


def test_a_teacher_of_two_coaches_is_in_one_place() -> None:
    hers = a_visit()
    bens = a_visit(id=ActivityId("bens"), leader=BEN)

    assert broken(a_week(), (hers, taught("mon 08:00")), (bens, taught("mon 08:00"))) == {RULE}


@pytest.mark.proves("F-39")
def test_the_search_leaves_one_out_rather_than_double_book() -> None:
    one_period = (offer(HALL, "mon", "08:00", "08:45", "teaching", subject="math"),)
    khans = (offer(KHAN, "mon", "08:00", "08:45", "teaching", subject="math"),)
    district = a_week(timetable=(), availability=one_period + khans)

    times = found(district, a_visit(worth=10), a_visit(KHAN, worth=5000))

    assert list(times.schedule.placed) == ["visit.khan"]


def test_the_search_keeps_clear_of_what_stands_for_a_teacher() -> None:
    only_plc: dict[str, Any] = {"inside": (Container.PLC,), "minutes": 45}
    stands = a_meeting(id=ActivityId("bens"), leader=BEN, **only_plc)
    times = found(
        a_week(),
        a_meeting(window=Window(first=MONDAY, last=DAYS["tue"]), **only_plc),
        **standing((stands, slot("mon 13:30", 45))),
    )

    assert times.schedule.placed[ActivityId("meeting.hall")].start == when("tue 13:30")
