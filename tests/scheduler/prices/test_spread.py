"""How unevenly something is shared out."""

import pytest

from scheduler.prices.spread import Spread, spread


@pytest.mark.parametrize(
    ("values", "gap", "gini"),
    [((1, 3), 2, 0.25), ((0, 4), 4, 0.5), ((2, 2), 0, 0), ((1.04, 2.51), 1.5, 0.21)],
)
def test_two_are_enough_to_tell(values: tuple[float, ...], gap: float, gini: float) -> None:
    assert spread(values) == Spread(gap=gap, gini=gini)


@pytest.mark.parametrize("values", [(), (3,), (0, 0, 0)])
def test_there_is_nothing_to_tell_of_one_or_of_nothing(values: tuple[int, ...]) -> None:
    assert spread(values) is None
