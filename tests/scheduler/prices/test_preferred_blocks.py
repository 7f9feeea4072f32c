"""Blocks that teachers would rather have are used before others."""

from typing import Any

import pytest

from scheduler.district import Preference
from scheduler.prices.every import price
from tests.scheduler.builders import (
    ANA,
    HALL,
    KHAN,
    MONDAY,
    a_visit,
    a_week,
    found,
    inspected,
    placed_at,
    taught,
)


def points(block: str = "1+2", *others: Preference, **more: Any) -> int:
    """What a visit of Hall's costs on Monday, by one row of Preferences for block 2 and those of others."""
    plain: dict[str, Any] = {"person": HALL, "block": "2", "wish": "prefer"}
    district = a_week(preferences=(Preference(**(plain | more)), *others))
    visit = (a_visit(), taught("mon 08:00", block=block))
    return price(inspected(district, visit)).get("preferred blocks", 0)


@pytest.mark.proves("F-11")
@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("another block", {"block": "3"}),
        ("the block on another weekday", {"weekday": 1}),
        ("the block on another letter", {"letter": "B"}),
    ],
)
def test_a_time_in_none_of_the_blocks_she_would_rather_have_costs_a_point(
    what: str, other: dict[str, Any]
) -> None:
    assert points(**other) == 1, what


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("a block she would rather have", {}),
        ("a wish of somebody who is not there", {"person": KHAN, "block": "3"}),
        ("a wish that is over", {"block": "3", "until": MONDAY.replace(day=6)}),
        ("a block she avoids, which is another wish", {"block": "3", "wish": "avoid"}),
        ("a block she never gives, which is a rule", {"block": "3", "wish": "never"}),
    ],
)
def test_what_costs_nothing(what: str, other: dict[str, Any]) -> None:
    assert points(**other) == 0, what


def test_one_of_the_blocks_she_named_is_enough_and_each_person_counts() -> None:
    third = Preference(person=HALL, block="3", wish="prefer")

    assert points("1+2", third) == 0
    assert points("4", third) == 1
    assert points("4", third, Preference(person=ANA, block="3", wish="prefer")) == 2


def test_the_search_takes_the_block_she_would_rather_have() -> None:
    district = a_week(preferences=(Preference(person=HALL, block="3", wish="prefer"),))

    times = found(district, a_visit())

    assert placed_at(times, district)["visit.hall"].endswith("09:40")
    assert times.schedule.price == {"drives": 10}
