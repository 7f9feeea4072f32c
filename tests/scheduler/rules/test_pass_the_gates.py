"""Nothing stands before the gates in front of it are met."""

import pytest

from scheduler.structures.gates import Barrier
from tests.scheduler.builders import a_meeting, a_week, broken, day_of, reasons, slot, starts

ON_TUESDAY = a_meeting(barriers=(Barrier(gate="Memorandum", met_on=day_of("tue")),))
NEVER = a_meeting(barriers=(Barrier(gate="Memorandum"),))


@pytest.mark.proves("R-LT-5", "F-26")
def test_a_meeting_stands_from_the_day_its_gate_is_met() -> None:
    assert "pass_the_gates" not in broken(a_week(), (ON_TUESDAY, slot("tue 13:30")))
    assert {one[:3] for one in starts(a_week(), ON_TUESDAY)} == {"tue", "wed", "thu", "fri"}


@pytest.mark.proves("R-LT-5", "F-26")
def test_a_meeting_before_its_gate_is_refused_by_the_name_of_the_gate() -> None:
    assert "pass_the_gates" in broken(a_week(), (ON_TUESDAY, slot("mon 13:30")))
    assert starts(a_week(), NEVER) == []
    assert reasons(a_week(), NEVER) == {"pass_the_gates": 5}
