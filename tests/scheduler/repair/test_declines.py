"""Declines on a small demo district: each is put right with a proof, and hardly anything else moves."""

import pytest

from benchmarks.declines import declines
from config.structures import shipped_structures
from scheduler.demo.made_up import demo_district

pytestmark = pytest.mark.slow
COUNT = 20
MOST_EFFORT = 0.2
"""Deterministic time of one repair, the same on every machine."""


@pytest.mark.proves("F-54", "F-66")
def test_declines_are_repaired_with_proof_moving_few_others_and_far_less_than_solving_again() -> (
    None
):
    demo = demo_district(1, structures=shipped_structures(), coaches=2, schools=2)

    tried = list(declines(demo, COUNT))

    assert len(tried) == COUNT
    assert all(one.repaired.proven for one in tried)
    assert max(one.repaired.effort for one in tried) < MOST_EFFORT
    assert all(one.declined in one.repaired.touched for one in tried)
    assert sum(len(one.repaired.others) for one in tried) <= 3 * COUNT
    again = [(len(one.repaired.touched), one.again) for one in tried if one.again is not None]
    assert len(again) == 2
    assert 20 * sum(moved for moved, _ in again) <= sum(moved for _, moved in again)


@pytest.mark.proves("F-56")
def test_the_same_decline_is_repaired_the_same_way_twice() -> None:
    demo = demo_district(1, structures=shipped_structures(), coaches=2, schools=2)

    first, second = (list(declines(demo, 3, again=False)) for _ in range(2))

    assert [one.repaired.schedule for one in first] == [one.repaired.schedule for one in second]
    assert [one.repaired.proofs for one in first] == [one.repaired.proofs for one in second]
