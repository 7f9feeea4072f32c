"""What a coach who is away most of a week has to leave out is proved, not only found."""

import pytest

from config.structures import shipped_structures
from scheduler.demo.made_up import demo_district
from scheduler.search.find_times import EFFORT
from scheduler.search.partition import (
    SHARED,
    Lane,
    Search,
    by_leader,
    shared_events,
    with_standing,
)
from scheduler.search.solve import solve_lane

LITTLE = 12.0
"""Deterministic time for all six weeks, of which 4.5 are needed. As OR-Tools comes, two of them take twelve
each to place alone, and four stay open."""


@pytest.mark.slow
@pytest.mark.proves("F-56")
def test_what_an_over_full_week_leaves_out_is_proved_with_little_work() -> None:
    demo = demo_district(5, structures=shipped_structures(), over_full=True)
    search = Search(district=demo.district, activities=demo.activities, seed=5)
    shared = shared_events(search)
    assert shared is not None
    first = solve_lane(Lane(name=SHARED, search=shared, effort=EFFORT, seconds=60))
    rest = with_standing(search, first.placed, shared.activities)
    (lane,) = [own for leaders, own in by_leader(rest) if leaders == ("stephen-lopez",)]

    found = solve_lane(Lane(name="Stephen Lopez", search=lane, effort=EFFORT, seconds=120))

    assert len(found.placed) < len(lane.activities)
    assert sum(not proof.proven for proof in found.proofs) <= 1, "one may have a price to prove"
    assert found.effort < LITTLE, found.effort
