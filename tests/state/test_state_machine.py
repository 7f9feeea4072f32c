"""The state machine against the real engine and the local Google, with the same draws every time."""

import pytest

from tests.state.cells import TABLE
from tests.state.hunt import hunt
from tests.state.machine import RULES
from tests.state.truth import INVARIANTS

EXAMPLES = 150
STEPS = 30
CELLS = 20
"""Met by so few examples; `test_merge_cells` goes to each on purpose, the soak meets each 50 times."""


@pytest.mark.proves("P4", "N16", "C7")
def test_two_computers_people_and_trouble_break_no_invariant() -> None:
    found = hunt(examples=EXAMPLES, steps=STEPS, number=20261207)

    assert found.error is None, f"{found.error!r} after {found.steps}"
    assert found.examples >= EXAMPLES
    assert len([cell for cell in TABLE if found.cells.get(cell)]) >= CELLS


def test_the_machine_has_rules_and_invariants_enough() -> None:
    assert len(RULES) >= 20
    assert len(INVARIANTS) >= 12
