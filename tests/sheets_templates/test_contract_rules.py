"""The Contract tab and the shipped terms speak of the same numbers in the same way."""

from dataclasses import fields

import pytest

from config.contracts import default_terms
from scheduler.district import Limits
from sheets_templates.inputs.inputs_settings import RULES


def test_every_number_of_the_limits_can_stand_on_the_contract_tab() -> None:
    assert [rule.name for rule in RULES] == [
        field.name for field in fields(Limits) if isinstance(field.default, int)
    ]


@pytest.mark.proves("F-7")
def test_the_tab_and_the_shipped_terms_agree_on_which_way_is_looser() -> None:
    terms = default_terms()

    assert {rule.name: "less" if rule.protects else "more" for rule in RULES} == {
        name: terms[name].looser for name in (rule.name for rule in RULES)
    }
