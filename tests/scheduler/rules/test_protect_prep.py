"""Prep is the teacher's: used with consent only, counted, and enough of it is left."""

from dataclasses import replace
from typing import Any

import pytest

from scheduler.district import Cohort, CohortId, District, Limits
from scheduler.model import Activity, ActivityId, Container, Slot, Window
from tests.scheduler.builders import (
    ANA,
    DAYS,
    HALL,
    KHAN,
    MONDAY,
    a_meeting,
    a_week,
    all_broken,
    broken,
    found,
    reasons,
    slot,
    standing,
    starts,
)

RULE = "protect_prep"
ALPHA = CohortId("alpha")


def agreed(prep_ok: int | None = None, **more: Any) -> District:
    cohort = Cohort(
        id=ALPHA,
        structure="clc",
        coach=ANA,
        topic="",
        start_week=MONDAY,
        members=(HALL, KHAN),
        prep_ok_per_week=prep_ok,
    )
    return a_week(cohorts=(cohort,), **more)


def in_prep(day: str, **more: Any) -> tuple[Activity, Slot]:
    plain: dict[str, Any] = {
        "id": ActivityId(f"prep {day}"),
        "cohort": ALPHA,
        "inside": (Container.PREP,),
    }
    return a_meeting(**(plain | more)), slot(f"{day} 11:50", container=Container.PREP)


def in_free(day: str, minutes: int = 45) -> tuple[Activity, Slot]:
    activity = a_meeting(
        id=ActivityId(f"free {day}"), minutes=minutes, inside=(Container.FREE,), worth=9000
    )
    return activity, slot(f"{day} 12:40", minutes, Container.FREE)


@pytest.mark.proves("F-41")
def test_one_prep_period_a_week_is_allowed_and_a_second_refused() -> None:
    assert broken(agreed(), in_prep("mon")) == set()
    (violation,) = all_broken(agreed(), in_prep("mon"), in_prep("tue"))
    assert violation.rule == RULE
    assert violation.says == "Hall would lose 2 prep periods, 1 agreed"


@pytest.mark.proves("F-41")
def test_without_consent_no_prep_is_offered_and_none_accepted() -> None:
    wanted, where = in_prep("mon")

    assert starts(agreed(0), wanted) == []
    assert "ask_before_using_prep" in reasons(agreed(0), wanted)
    assert broken(agreed(0), (wanted, where)) == {RULE}


def test_a_cohorts_own_number_goes_before_the_contracts() -> None:
    assert broken(agreed(2), in_prep("mon"), in_prep("tue")) == set()
    assert broken(agreed(2), in_prep("mon"), in_prep("tue"), in_prep("wed")) == {RULE}
    loose = Limits(prep_uses_a_week=3)
    assert broken(agreed(limits=loose), *(in_prep(day) for day in ("mon", "tue", "wed"))) == set()


def test_another_week_and_another_teacher_count_by_themselves() -> None:
    long = Window(first=MONDAY, last=MONDAY.replace(day=18))
    pairs = in_prep("mon", window=long), in_prep("next mon", window=long)
    khans = a_meeting(KHAN, cohort=ALPHA, inside=(Container.PREP,))

    assert broken(agreed(), *pairs, (khans, slot("tue 11:50", container=Container.PREP))) == set()


@pytest.mark.proves("F-41")
def test_the_search_takes_no_second_prep_however_dear() -> None:
    wanted = [in_prep(day, worth=9000)[0] for day in ("mon", "tue")]

    times = found(agreed(), *wanted)

    assert len(times.schedule.placed) == 1
    assert {reason.rule for reason in times.schedule.unplaced[0].reasons} >= {RULE}
    assert len(found(agreed(2), *wanted).schedule.placed) == 2


def test_the_search_counts_the_prep_that_is_already_used() -> None:
    one_more = in_prep("tue")[0]

    assert one_more.id not in found(agreed(), one_more, **standing(in_prep("mon"))).schedule.placed


def test_free_time_beside_enough_prep_may_all_be_used() -> None:
    """Five prep periods of 45 minutes are the 225 that stay protected."""
    assert broken(a_week(), *(in_free(day) for day in DAYS)) == set()


@pytest.mark.proves("F-41")
def test_free_time_that_the_weekly_prep_minutes_need_is_refused() -> None:
    one_period_over = a_week(limits=Limits(prep_minutes_a_week=225 + 4 * 45))

    assert broken(one_period_over, in_free("mon")) == set()
    assert broken(one_period_over, in_free("mon", 46)) == {RULE, "stay_in_allowed_time"}
    (violation,) = all_broken(one_period_over, in_free("mon"), in_free("tue", 1))
    assert violation.says == "Hall would keep less than 405 prep minutes"


@pytest.mark.proves("F-41")
def test_the_search_keeps_the_weekly_prep_minutes() -> None:
    two_periods_over = a_week(limits=Limits(prep_minutes_a_week=225 + 3 * 45))
    wanted = [in_free(day)[0] for day in ("mon", "tue", "wed")]

    assert len(found(two_periods_over, *wanted).schedule.placed) == 2


@pytest.mark.proves("F-41")
@pytest.mark.parametrize(
    ("signed", "kept"), [((), True), ((("prep_block_minutes", "3.2"),), False)]
)
def test_short_blocks_count_as_prep_unless_the_district_signed_a_length(
    signed: tuple[tuple[str, str], ...], kept: bool
) -> None:
    """Five prep periods of 45 minutes; the free periods are needed as soon as these do not count."""
    limits = Limits(prep_block_minutes=50, signed=signed)
    district = a_week(limits=limits)
    wanted, where = in_free("mon")

    assert (broken(district, (wanted, where)) == set()) is kept
    assert (wanted.id in found(district, wanted).schedule.placed) is kept
    exactly = a_week(limits=replace(limits, prep_block_minutes=45))
    assert broken(exactly, (wanted, where)) == set()


def test_only_what_was_signed_about_the_length_of_a_block_counts() -> None:
    other = Limits(prep_block_minutes=50, signed=(("lunch_minutes", "3.2"),))

    assert broken(a_week(limits=other), in_free("mon")) == set()


def test_a_short_free_block_still_counts_as_free_where_short_prep_does_not() -> None:
    """No prep is long enough; 180 of the 225 free minutes are needed, and one period is left."""
    signed = (("prep_block_minutes", "3.2"),)
    limits = Limits(prep_block_minutes=50, signed=signed, prep_minutes_a_week=180)

    assert broken(a_week(limits=limits), in_free("mon")) == set()
    assert broken(a_week(limits=limits), in_free("mon"), in_free("tue", 1)) == {RULE}
