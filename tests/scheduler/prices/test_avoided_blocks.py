"""Blocks that teachers would rather not have used are used last."""

from typing import Any

import pytest

from scheduler.district import Preference
from scheduler.prices.every import price
from tests.scheduler.builders import (
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


def points(block: str = "1+2", **more: Any) -> int:
    """What a visit of Hall's costs on Monday, by one row of Preferences about block 2."""
    plain: dict[str, Any] = {"person": HALL, "block": "2"}
    district = a_week(preferences=(Preference(**(plain | more)),))
    visit = (a_visit(), taught("mon 08:00", block=block))
    return price(inspected(district, visit)).get("avoided blocks", 0)


def test_a_block_somebody_would_rather_keep_costs_two() -> None:
    assert points() == 2


@pytest.mark.parametrize(
    ("what", "other"),
    [
        ("a block that is not used", {"block": "3"}),
        ("a wish of somebody who is not there", {"person": KHAN}),
        ("a wish about another letter", {"letter": "B"}),
        ("a wish that is over", {"until": MONDAY.replace(day=6)}),
        ("a block she likes", {"wish": "prefer"}),
        ("a block she never gives, which is a rule", {"wish": "never"}),
    ],
)
def test_what_costs_nothing(what: str, other: dict[str, Any]) -> None:
    assert points(**other) == 0, what


def test_the_search_takes_another_block_where_it_can() -> None:
    rather_not = tuple(Preference(person=HALL, block=block) for block in "1234" if block != "3")
    district = a_week(preferences=rather_not)

    times = found(district, a_visit())

    assert placed_at(times, district)["visit.hall"].endswith("09:40")
    assert times.schedule.price == {"drives": 10}
