"""What a reader of bad tabs is told."""

import pytest

from scheduler.errors import Fault, InputError
from sheets_templates.reading.parse import read_district
from sheets_templates.vocabulary.table import Tabs


def faults(tabs: Tabs) -> tuple[Fault, ...]:
    """All faults of the input, in the order in which they are told."""
    with pytest.raises(InputError) as caught:
        read_district(tabs, structures=["clc", "rounds"])
    return caught.value.faults


def the_fault(tabs: Tabs) -> Fault:
    """The one fault of the input; more than one fails the test."""
    (fault,) = faults(tabs)
    return fault
