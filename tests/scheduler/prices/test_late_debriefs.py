"""A debrief comes soon after its visit."""

import pytest

from scheduler.prices.late_debriefs import TERM
from tests.scheduler.builders import a_debrief, a_visit, a_week, inspected, slot, taught
from tests.scheduler.posting import priced_by_the_post


@pytest.mark.parametrize(
    ("day", "costs"), [("mon", 0), ("tue", 1), ("wed", 6), ("thu", 6), ("fri", 6)]
)
def test_a_debrief_with_one_time_only_costs_by_the_school_days_since_its_visit(
    day: str, costs: int
) -> None:
    """A point from the next school day on, five more from the second; the visit stands."""
    visit = a_visit(), taught("mon 08:00")
    debrief = a_debrief(), slot(f"{day} 13:30")

    assert TERM.price(inspected(a_week(), visit, debrief)) == costs
    assert priced_by_the_post(TERM, a_week(), debrief, stands=(visit,)) == costs
