"""What a structure file says can be typed into two tabs: each shipped one comes back the same."""

from dataclasses import replace

import pytest

from config.structures import shipped_structures
from scheduler.structures.structure import Step
from sheets_templates.reading.parse import read_district
from sheets_templates.reading.parse_structures import own_structures
from tests.sheets_templates.lincoln import lincoln
from tests.sheets_templates.structure_rows import typed

SHIPPED = shipped_structures()
TYPED = sorted(name for name in SHIPPED if name != "clc")
"""The learning cycle hangs on the contract's days and on wishes about order, which only a file can say."""


def in_one_text(step: Step) -> Step:
    """As tabs say it: what happens is one text, pre-work one piece, and links are a team's own."""
    happens = (" ".join(step.happens),) if step.happens else ()
    return replace(step, happens=happens, prework=step.prework[:1], link="", questions=())


@pytest.mark.proves("F-38")
@pytest.mark.parametrize("name", TYPED)
def test_a_shipped_structure_typed_into_tabs_is_the_same_structure(name: str) -> None:
    shipped = SHIPPED[name]
    own = replace(shipped, name=f"our-{name}")
    tabs = lincoln(**typed(own))

    found = own_structures(tabs)[f"our-{name}"]

    assert found.steps == tuple(map(in_one_text, shipped.steps))
    assert found.weeks == shipped.weeks
    assert [replace(gate, name="") for gate in found.gates] == [
        replace(gate, name="") for gate in shipped.gates
    ]
    assert (found.repeats, found.smallest, found.largest) == (
        shipped.repeats,
        shipped.smallest,
        shipped.largest,
    )
    assert read_district(tabs, structures=SHIPPED).schools
