"""A row says whether it must be kept or only if possible; silence is must."""

import pytest

from sheets_templates.reading.parse import read_district
from tests.sheets_templates.lincoln import lincoln, table
from tests.sheets_templates.refusals import the_fault


def softness(kept: str) -> bool:
    rows = table(f"from | reason | kept\n2027-01-06 | testing | {kept}")
    (blackout,) = read_district(lincoln(Blackouts=rows), structures=["clc"]).blackouts
    return blackout.soft


@pytest.mark.parametrize(("kept", "soft"), [("", False), ("must", False), ("if possible", True)])
def test_a_blackout_is_a_must_unless_somebody_says_if_possible(kept: str, soft: bool) -> None:
    assert softness(kept) is soft


def test_a_blackout_of_a_workbook_without_the_column_is_a_must() -> None:
    rows = table("from | reason\n2027-01-06 | testing")
    (blackout,) = read_district(lincoln(Blackouts=rows), structures=["clc"]).blackouts

    assert not blackout.soft


def test_another_word_for_it_is_refused_at_its_cell() -> None:
    fault = the_fault(lincoln(Blackouts=table("from | kept\n2027-01-06 | maybe")))

    assert fault.where == "Blackouts!B2"
