"""Orders that are wished for and not asked for are kept where they can be."""

import pytest

from scheduler.model import After
from scheduler.prices.out_of_order import OUT_OF_ORDER, TERM
from tests.scheduler.builders import KHAN, a_meeting, a_visit, a_week, inspected, taught
from tests.scheduler.posting import priced_by_the_post


@pytest.mark.parametrize(
    ("start", "costs"), [("08:00", OUT_OF_ORDER), ("08:44", OUT_OF_ORDER), ("08:45", 0)]
)
@pytest.mark.parametrize("soft", [True, False])
def test_a_later_step_that_begins_too_soon_costs_even_if_it_has_one_time_only(
    start: str, costs: int, soft: bool
) -> None:
    """Where both are offered one time alone, as the first of these, no other time tells the order."""
    visit = a_visit()
    after = a_meeting(KHAN, minutes=45, after=(After(earlier=visit.id, soft=soft),))
    pairs = (visit, taught("mon 08:00")), (after, taught(f"mon {start}"))
    expected = costs if soft else 0

    assert TERM.price(inspected(a_week(), *pairs)) == expected
    assert priced_by_the_post(TERM, a_week(), *pairs) == expected
