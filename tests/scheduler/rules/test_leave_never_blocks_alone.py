"""A block that a teacher wants left alone is left alone; one she would avoid is used last."""

from datetime import timedelta

import pytest

from scheduler.district import Preference
from tests.scheduler.builders import (
    HALL,
    MONDAY,
    a_visit,
    a_week,
    broken,
    found,
    reasons,
    starts,
    taught,
)

RULE = "leave_never_blocks_alone"
VISIT = a_visit()
FIRST = Preference(person=HALL, block="1", wish="never")


@pytest.mark.proves("F-11")
def test_a_block_somebody_never_wants_is_refused_and_never_offered() -> None:
    district = a_week(preferences=(FIRST,))

    assert broken(district, (VISIT, taught("mon 08:00"))) == {RULE}
    assert broken(district, (VISIT, taught("mon 08:50"))) == set()
    assert "mon 08:00" in starts(a_week(), VISIT)
    assert not [start for start in starts(district, VISIT) if start.endswith("08:00")]
    assert reasons(district, VISIT) == {RULE: 5}


def test_a_wish_until_a_date_ends_with_it() -> None:
    until = MONDAY + timedelta(days=1)
    wish = Preference(person=HALL, block="1", wish="never", until=until)
    district = a_week(preferences=(wish,))

    assert broken(district, (VISIT, taught("tue 08:00"))) == {RULE}
    assert broken(district, (VISIT, taught("wed 08:00"))) == set()


def test_a_wish_for_another_letter_says_nothing_of_this_one() -> None:
    wish = Preference(person=HALL, block="1", letter="B", wish="never")

    assert broken(a_week(preferences=(wish,)), (VISIT, taught("mon 08:00"))) == set()


@pytest.mark.proves("F-11")
def test_a_never_of_one_weekday_leaves_the_others_to_be_used() -> None:
    """A broken one is told by the referee, and the sieve offers none; the same block stays on other days."""
    wish = Preference(person=HALL, block="1", weekday=1, wish="never")
    district = a_week(preferences=(wish,))

    assert broken(district, (VISIT, taught("tue 08:00"))) == {RULE}
    assert broken(district, (VISIT, taught("mon 08:00"))) == set()
    offered = starts(district, VISIT)
    assert "mon 08:00" in offered
    assert "tue 08:00" not in offered
    assert "tue 08:50" in offered
    assert reasons(district, VISIT) == {RULE: 1}


def test_a_weekday_and_a_letter_have_to_be_both() -> None:
    wish = Preference(person=HALL, block="1", weekday=1, letter="B", wish="never")

    assert broken(a_week(preferences=(wish,)), (VISIT, taught("tue 08:00"))) == set()


def test_the_search_uses_an_avoided_block_last_and_says_what_it_costs() -> None:
    all_but_the_last = tuple(
        Preference(person=HALL, block=block, wish="avoid") for block in ("1", "2", "3")
    )

    times = found(a_week(preferences=all_but_the_last), VISIT)

    assert times.schedule.placed[VISIT.id].block == "4"
    assert "avoided blocks" not in times.verdict.price


def test_an_avoided_block_is_used_when_nothing_else_is_there() -> None:
    everything = tuple(
        Preference(person=HALL, block=block, wish="avoid") for block in ("1", "2", "3", "4")
    )

    times = found(a_week(preferences=everything), VISIT)

    assert times.verdict.price["avoided blocks"] == 2
