"""A number of the contract may be a wish: where it may, and once somebody has signed it."""

import pytest

from scheduler.limits import MAY_BE_SOFT, SHIPPED_SOFT
from sheets_templates.reading.parse import read_district
from sheets_templates.vocabulary.table import Tabs
from sheets_templates.writing.render_inputs import input_rows
from tests.sheets_templates.lincoln import as_tabs, lincoln, table
from tests.sheets_templates.refusals import faults

SIGNED = "12.4 | Ms. Ortiz"


def contract(row: str) -> Tabs:
    head = "rule | value | clause_ref | signed_off_by | kept"
    return lincoln(Contract=table(f"{head}\n{row}"))


def test_without_a_row_what_ships_is_soft() -> None:
    read = read_district(lincoln()).limits.soft

    assert read == SHIPPED_SOFT
    assert isinstance(read, frozenset)  # a kept search is written by its type


@pytest.mark.proves("F-7")
@pytest.mark.parametrize("number", sorted(set(MAY_BE_SOFT) - SHIPPED_SOFT))
def test_a_signed_number_may_be_a_wish_and_an_unsigned_one_is_a_fault(number: str) -> None:
    shipped = getattr(read_district(lincoln()).limits, number)

    signed = read_district(contract(f"{number} | {shipped} | {SIGNED} | if possible"))
    (fault,) = faults(contract(f"{number} | {shipped} | | | if possible"))

    assert signed.limits.soft == SHIPPED_SOFT | {number}
    assert fault.where == "Contract!C2"
    assert "is only a wish here, and nobody has signed it" in str(fault)


def test_what_ships_as_a_wish_may_be_made_a_must_by_a_row() -> None:
    must = read_district(contract("open_blocks_a_day | 1 | | | must"))
    wish = read_district(contract("open_blocks_a_day | 2 | | | if possible"))

    assert must.limits.soft == frozenset()
    assert wish.limits.soft == SHIPPED_SOFT


def test_lunch_is_never_a_wish_whoever_signed_it() -> None:
    (fault,) = faults(contract(f"lunch_minutes | 30 | {SIGNED} | if possible"))

    assert fault.where == "Contract!E2"
    assert "lunch_minutes is always kept" in str(fault)


@pytest.mark.parametrize(
    "row", [f"visits_a_day | 4 | {SIGNED} | if possible", "open_blocks_a_day | 1 | | | must"]
)
def test_soft_numbers_are_written_back_as_they_were_read(row: str) -> None:
    district = read_district(contract(row))

    assert read_district(as_tabs(input_rows(district))).limits == district.limits
