"""Nothing is placed in time the district keeps free."""

from typing import Any

import pytest

from scheduler.district import Blackout, District, Modality
from scheduler.limits import OVER
from scheduler.model import Activity, Container, Slot
from scheduler.rules import respect_blackouts
from tests.scheduler.builders import (
    ANA,
    BEN,
    DAYS,
    GRANT,
    HALL,
    KHAN,
    LEE,
    LINCOLN,
    MONDAY,
    a_meeting,
    a_teacher,
    a_visit,
    a_week,
    all_broken,
    broken,
    inspected,
    reasons,
    slot,
    starts,
    taught,
)
from tests.scheduler.posting import by_the_post

RULE = "respect_blackouts"


def kept_free(**fields: Any) -> District:
    """Monday is kept free, for those the fields say; Hall teaches grade 7, Khan grade 8."""
    plain: dict[str, Any] = {"first": MONDAY, "last": MONDAY, "reason": "state testing"}
    return a_week(
        a_teacher(HALL, grade="7"),
        a_teacher(KHAN, grade="8"),
        blackouts=(Blackout(**(plain | fields)),),
    )


def agree(district: District, activity: Any, start: str, *, free: bool) -> None:
    """The sieve and the referee both say whether a time is kept free."""
    where = (
        taught(start, school=activity.school)
        if activity.teaching
        else slot(start, school=activity.school)
    )
    assert (RULE in broken(district, (activity, where))) is free
    assert (start in starts(district, activity)) is not free


@pytest.mark.parametrize(
    ("fields", "free"),
    [
        ({}, True),
        ({"school": LINCOLN}, True),
        ({"school": GRANT}, False),
        ({"person": HALL}, True),
        ({"person": ANA}, True),
        ({"person": KHAN}, False),
        ({"person": BEN}, False),
        ({"grade": "7"}, True),
        ({"grade": "8"}, False),
        ({"subject": "Math"}, True),
        ({"subject": "science"}, False),
        ({"room": "214"}, True),
        ({"room": "215"}, False),
        ({"room": "214", "school": GRANT}, False),
        ({"blocks": ("1",)}, True),
        ({"blocks": ("2", "3")}, False),
        ({"school": LINCOLN, "blocks": ("1",), "grade": "7"}, True),
        ({"school": LINCOLN, "blocks": ("1",), "grade": "8"}, False),
        ({"room": "214", "blocks": ("1",)}, True),
        ({"room": "214", "blocks": ("2",)}, False),
        ({"first": DAYS["tue"], "last": DAYS["wed"]}, False),
        ({"last": DAYS["wed"]}, True),
    ],
    ids=str,
)
def test_a_visit_in_period_one_on_monday(fields: dict[str, Any], free: bool) -> None:
    agree(kept_free(**fields), a_visit(), "mon 08:00", free=free)


@pytest.mark.parametrize(
    ("fields", "free"),
    [
        ({"school": GRANT}, True),
        ({"school": LINCOLN}, True),
        ({"room": "LIB"}, True),
        ({"room": "LIB", "blocks": ("PLC",)}, True),
        ({"room": "LIB", "blocks": ("1",)}, False),
    ],
    ids=str,
)
def test_a_meeting_of_a_lincoln_teacher_in_grants_library(
    fields: dict[str, Any], free: bool
) -> None:
    meeting = a_meeting(HALL, school=GRANT, rooms=("LIB",), inside=(Container.PLC,))
    district = kept_free(**fields)
    where = slot("mon 13:30", school=GRANT, room="LIB")

    assert (RULE in broken(district, (meeting, where))) is free
    assert ("mon 13:30" in starts(district, meeting)) is not free


def test_both_ends_of_the_dates_are_kept_free() -> None:
    district = kept_free(first=DAYS["tue"], last=DAYS["thu"])

    assert {start[:3] for start in starts(district, a_visit())} == {"mon", "fri"}


def test_a_coach_is_not_kept_from_other_schools() -> None:
    agree(kept_free(school=LINCOLN), a_visit(LEE), "mon 08:00", free=False)


@pytest.mark.parametrize(
    ("fields", "modality", "free"),
    [
        ({"person": ANA, "calls": True}, Modality.VIRTUAL, False),
        ({"person": ANA, "calls": True}, Modality.IN_PERSON, True),
        ({"person": ANA}, Modality.VIRTUAL, True),
        ({"person": HALL, "calls": True}, Modality.VIRTUAL, True),
        ({"calls": True}, Modality.VIRTUAL, True),
    ],
    ids=str,
)
def test_a_coach_who_is_out_and_takes_calls_leads_calls_and_nothing_else(
    fields: dict[str, Any], modality: Modality, free: bool
) -> None:
    school = None if modality is Modality.VIRTUAL else LINCOLN
    agree(kept_free(**fields), a_meeting(modality=modality, school=school), "mon 13:30", free=free)


def test_the_reason_is_said_with_the_date_and_counted_by_the_sieve() -> None:
    (violation,) = all_broken(kept_free(), (a_visit(), taught("mon 08:00")))

    assert violation.says == "Mon 7 Dec is kept free (state testing)"
    assert reasons(kept_free(), a_visit())[RULE] > 0


def charged(district: District, activity: Activity, where: Slot) -> int | None:
    """What the search is told that it costs, which is what the referee counts."""
    rule = respect_blackouts.RULE
    told = by_the_post([rule], district, (activity, where))
    counted = sum(one.over for one in rule.passed(inspected(district, (activity, where))))

    assert told == OVER * counted
    return told


@pytest.mark.parametrize(
    ("start", "costs"),
    [("08:25", 0), ("08:26", OVER), ("09:34", OVER), ("09:35", 0)],
)
@pytest.mark.parametrize("kept", [{"person": HALL}, {"school": LINCOLN, "room": "214"}], ids=str)
def test_what_only_touches_a_block_better_left_free_costs_nothing(
    kept: dict[str, Any], start: str, costs: int
) -> None:
    """The second period rings from 8:50 to 9:35."""
    district = kept_free(blocks=("2",), soft=True, **kept)

    assert charged(district, a_meeting(), slot(f"mon {start}", room="214")) == costs


@pytest.mark.parametrize(("closed", "costs"), [(LINCOLN, OVER), (GRANT, OVER), (None, 0)])
def test_a_school_better_left_alone_costs_who_comes_from_another_one(
    closed: Any, costs: int
) -> None:
    """Lee of Grant is met at Lincoln, where nobody of Lincoln takes part."""
    who = {"school": closed} if closed else {"school": LINCOLN, "grade": "7"}
    district = kept_free(soft=True, **who)
    meeting = a_meeting(LEE, school=LINCOLN)

    assert charged(district, meeting, slot("mon 13:30")) == costs
