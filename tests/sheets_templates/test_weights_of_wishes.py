"""The Settings tab says how much each wish counts."""

import pytest

from scheduler.prices.every import ALWAYS, TERMS
from sheets_templates.inputs.inputs_settings import SETTINGS, weighable, wish_of
from sheets_templates.reading.parse import read_district
from sheets_templates.writing.render_inputs import input_rows
from tests.sheets_templates.lincoln import as_tabs, lincoln, row_added
from tests.sheets_templates.refusals import faults


def test_as_shipped_every_wish_counts_once_but_those_that_are_off() -> None:
    limits = read_district(lincoln()).limits

    assert limits.weights == ()
    off = {term.name for term in TERMS if limits.weight(term.name) != 1}
    assert off == {"campus switches", "going back", "fair load"}
    assert {limits.weight(name) for name in off} == {0}


@pytest.mark.proves("F-47")
def test_a_setting_weighs_its_wish() -> None:
    limits = read_district(row_added("Settings", "weight_teachers_time | 3")).limits

    assert limits.weight("teachers' time") == 3
    assert limits.weight("drives") == 1


def test_zero_turns_a_wish_off() -> None:
    assert read_district(row_added("Settings", "weight_drives | 0")).limits.weight("drives") == 0


@pytest.mark.parametrize("value", ["-1", "a lot", "1.5"])
def test_a_weight_that_is_no_whole_number_is_a_fault(value: str) -> None:
    (fault,) = faults(row_added("Settings", f"weight_drives | {value}"))

    assert fault.where == "Settings!B6"


def test_each_wish_but_those_that_always_count_has_a_setting_of_its_own() -> None:
    keys = {column.header for column in SETTINGS}
    found = {wish_of(setting) for setting, _ in weighable()}

    assert {setting for setting, _ in weighable()} <= keys
    assert found == {term.name for term in TERMS} - set(ALWAYS)


def test_weights_are_written_back_as_they_were_read() -> None:
    district = read_district(row_added("Settings", "weight_teachers_time | 3"))

    again = read_district(as_tabs(input_rows(district)))

    assert again.limits.weights == district.limits.weights
